"""Sets of the ingest room for bench/accuracy: warc-samples, warc, feeds-feedparser. Uses the developer's tool ingest_dump
(tests/ingest/tools.cmake), found beside the program or named by INGEST_DUMP."""
import re
import subprocess
import sys
import tempfile
import urllib.parse

from gold_files import folder_of, names, tool, unpacked


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


def archives(name):
    """Records of archives: all of them as the scorer asks, types to payload digests."""

    def measure(gold, args):
        folder = folder_of(gold, args, name)
        files = dict.fromkeys(names(folder, "expected.jsonl"))
        lines = subprocess.run([tool("ingest_dump"), "warc", *[f"{file}={folder / file}" for file in files]], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        # Counts of the set itself, and of records found beyond the reference reader's (it stops at damage), are no scores.
        counts = {"sound_files", "sound_records", "damaged_files", "damaged_records", "extra_records"}
        yield from ((k, v) for k, v in score(gold, folder, "score_warc.py", lines) if k not in counts)

    return measure


def headers_of(raw):
    """Transport headers that a test states in its comment."""
    return {m.group(1).decode().lower(): m.group(2).decode("latin-1") for m in re.finditer(rb"^\s*Header:\s*([-\w]+)\s*:\s*(.*?)\s*$", raw[:4000], re.M)}


def feeds(gold, args):
    folder = folder_of(gold, args, "feeds-feedparser")
    with unpacked(folder, "tests.tar.xz") as files:
        lines = []
        for name in names(folder, "tests.jsonl"):
            path = files / "tests" / name
            headers = headers_of(path.read_bytes())
            here = "http://127.0.0.1:8097/tests/" + name
            base = urllib.parse.urljoin(here, headers.get("content-location", ""))
            charset = re.search(r'charset\s*=\s*"?([-\w]+)', headers.get("content-type", ""))
            lines.append("\t".join([name, str(path), charset.group(1) if charset else "", base if base.startswith("http") else here, headers.get("content-language", "")]))
        out = subprocess.run([tool("ingest_dump"), "feeds"], check=True, input=("\n".join(lines) + "\n").encode(), stdout=subprocess.PIPE).stdout
    for extra in (["--core"], []):
        for measure, value in score(gold, folder, "score_feeds-feedparser.py", out, *extra):
            if measure == "rate":
                yield ("core" if extra else "all"), value


SETS = {"warc-samples": archives("warc-samples"), "warc": archives("warc"), "feeds-feedparser": feeds}
