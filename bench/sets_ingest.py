"""Sets of the ingest room for bench/accuracy: warc-samples, warc, feeds-feedparser. Uses the developer's tool ingest_dump
(tests/ingest/tools.cmake), found beside the program or named by INGEST_DUMP."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
import urllib.parse


def tool():
    named = os.environ.get("INGEST_DUMP")
    root = pathlib.Path(__file__).resolve().parents[1]
    for path in [named, pathlib.Path(os.environ.get("DATELINE", "")).parent.parent / "tests" / "ingest_dump", root / "build" / "release" / "tests" / "ingest_dump"]:
        if path and os.access(str(path), os.X_OK):
            return str(path)
    sys.exit("ingest_dump: not built yet (ninja ingest_dump; or set INGEST_DUMP)")


def score(gold, folder, scorer, lines, *extra):
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
        out.write(lines)
        out.flush()
        command = [sys.executable, str(gold / "scorers" / scorer), "--gold", str(folder), "--pred", out.name, *extra]
        text = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode()
    for line in text.splitlines():
        match = re.match(r"(\S+)\s+(-?[\d.]+)$", line)
        if match:
            yield match.group(1), float(match.group(2))


def folder_of(gold, args, name):
    return pathlib.Path(args.set_dir) if args.set_dir else gold / name


def archives(name):
    """Records of archives: all of them as the scorer asks, types to payload digests."""

    def measure(gold, args):
        folder = folder_of(gold, args, name)
        files = []
        with open(folder / "expected.jsonl", encoding="utf-8") as expected:
            for line in expected:
                file = json.loads(line)["file"]
                if file not in files:
                    files.append(file)
        lines = subprocess.run([tool(), "warc", *[f"{file}={folder / file}" for file in files]], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        # Counts of the set itself, and of records found beyond the reference reader's (it stops at damage), are no scores.
        counts = {"sound_files", "sound_records", "damaged_files", "damaged_records", "extra_records"}
        yield from ((k, v) for k, v in score(gold, folder, "score_warc.py", lines) if k not in counts)

    return measure


def headers_of(raw):
    """Transport headers that a test states in its comment."""
    return {m.group(1).decode().lower(): m.group(2).decode("latin-1") for m in re.finditer(rb"^\s*Header:\s*([-\w]+)\s*:\s*(.*?)\s*$", raw[:4000], re.M)}


def feeds(gold, args):
    folder = folder_of(gold, args, "feeds-feedparser")
    with tempfile.TemporaryDirectory() as tmp:
        with tarfile.open(folder / "tests.tar.xz") as tar:
            tar.extractall(tmp)
        lines = []
        for line in open(folder / "tests.jsonl", encoding="utf-8"):
            name = json.loads(line)["file"]
            path = pathlib.Path(tmp) / "tests" / name
            headers = headers_of(path.read_bytes())
            here = "http://127.0.0.1:8097/tests/" + name
            base = urllib.parse.urljoin(here, headers.get("content-location", ""))
            charset = re.search(r'charset\s*=\s*"?([-\w]+)', headers.get("content-type", ""))
            lines.append("\t".join([name, str(path), charset.group(1) if charset else "", base if base.startswith("http") else here, headers.get("content-language", "")]))
        out = subprocess.run([tool(), "feeds"], check=True, input=("\n".join(lines) + "\n").encode(), stdout=subprocess.PIPE).stdout
    for extra in (["--core"], []):
        for measure, value in score(gold, folder, "score_feeds-feedparser.py", out, *extra):
            if measure == "rate":
                yield ("core" if extra else "all"), value


SETS = {"warc-samples": archives("warc-samples"), "warc": archives("warc"), "feeds-feedparser": feeds}
