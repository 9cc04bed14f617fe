"""Sets of the HTML reader and of decoding for bench/accuracy: html5lib-tests, html-lexbor (real pages against lexbor through selectolax, from PyPI),
encoding-chardet. Uses the developer's tool html5lib_driver (tests/page_html/tools.cmake), found beside the program or named by HTML5LIB_DRIVER."""
import base64
import glob
import json
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

from gold_files import folder_of, names, tool, unpacked

ROOT = pathlib.Path(__file__).resolve().parents[1]
PAGES = ["article-extraction-benchmark", "adbar-pages", "fundus-eval", "fundus-pages", "n4k-articles", "readability-pages"]


def scorer(gold, name, *arguments):
    return subprocess.run([sys.executable, str(gold / "scorers" / name), *map(str, arguments)], check=True, stdout=subprocess.PIPE).stdout.decode()


def numbers(text):
    return {m.group(1): float(m.group(2)) for m in re.finditer(r"^(\S+)\s+(-?[\d.]+)$", text, re.M)}


def encodings(lines):
    """lines: (id, path, label of the transport)"""
    text = "".join("\t".join(line) + "\n" for line in lines)
    return subprocess.run([tool("html5lib_driver"), "encoding"], input=text.encode(), check=True, stdout=subprocess.PIPE).stdout


def html5lib(gold, args):
    folder = folder_of(gold, args, "html5lib-tests")
    with tempfile.TemporaryDirectory() as tmp:
        tmp = pathlib.Path(tmp)
        inputs = scorer(gold, "score_html5lib-tests.py", "--gold", folder, "--dump", "tree").encode()
        trees = subprocess.run([tool("html5lib_driver"), "tree"], input=inputs, check=True, stdout=subprocess.PIPE).stdout
        lines = []
        for n, line in enumerate(scorer(gold, "score_html5lib-tests.py", "--gold", folder, "--dump", "encoding").splitlines()):
            test = json.loads(line)
            path = tmp / f"{n}.html"
            path.write_bytes(base64.b64decode(test["data_b64"]))
            lines.append((test["id"], str(path), ""))
        found = [json.loads(line) for line in encodings(lines).splitlines()]
        rows = "".join(json.dumps({"id": row["file"], "encoding": row["encoding"]}) + "\n" for row in found).encode()
        pred, items = tmp / "pred.jsonl", tmp / "items.jsonl"
        pred.write_bytes(trees + rows)
        got = numbers(scorer(gold, "score_html5lib-tests.py", "--gold", folder, "--pred", pred))
    if args.details:
        want = {}
        sys.path.insert(0, str(gold / "scorers"))
        for line in trees.splitlines():
            row = json.loads(line)
            want[row["id"]] = row["tree"].rstrip()
        misses(gold, folder, want)
    yield "tree", got["tree_rate"]
    yield "encoding", got["encoding_passed"] / got["encoding_tests"]
    text = subprocess.run([tool("html5lib_driver"), "tokenizer", *sorted(glob.glob(str(folder / "tokenizer" / "*.test")))], check=True, stdout=subprocess.PIPE).stdout.decode()
    match = re.search(r"tokenizer (\d+) / (\d+)\s*$", text)
    yield "tokenizer", int(match.group(1)) / int(match.group(2))


def misses(gold, folder, found):
    """Prints the id of each tree test that differs."""
    for path in sorted(glob.glob(str(folder / "tree-construction" / "*.dat"))):
        raw = open(path, encoding="utf8", errors="surrogatepass", newline="").read()
        for n, test in enumerate(("\n" + raw).split("\n#data\n")[1:]):
            tree = test.split("\n#document\n", 1)[1].rstrip() if "\n#document\n" in test else ""
            name = f"{os.path.basename(path)}#{n}"
            if found.get(name, "") != tree:
                print("miss", name, file=sys.stderr)


def pages_of(gold, tmp):
    """Real pages of the sets, as UTF-8 files: (name, path)."""
    for name in PAGES:
        archive = gold / name / "pages.tar.xz"
        if not archive.exists():
            continue
        with tarfile.open(archive) as tar:
            for member in tar:
                if not member.isfile() or not member.name.endswith((".html", ".htm")):
                    continue
                text = tar.extractfile(member).read().decode("utf-8-sig", "replace")
                path = tmp / f"{name}-{os.path.basename(member.name)}"
                path.write_text(text, encoding="utf-8", newline="")
                yield f"{name}/{member.name}", path


def lexbor_outline(parser, text):
    """Elements in document order and all text, what stands in templates left out."""
    elements, texts = [], []
    for node in parser(text).root.traverse(include_text=True):
        if node.tag == "-text":
            texts.append(node.text_content or "")
        elif node.tag and node.tag[0] not in "-!_":
            elements.append(node.tag)
    return "".join(e + " " for e in elements), "".join(texts)


def lexbor(gold, args):
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError:
        sys.exit("html-lexbor: selectolax is absent (pip install selectolax)")
    same = same_text = total = 0
    with tempfile.TemporaryDirectory() as tmp:
        for name, path in pages_of(gold, pathlib.Path(tmp)):
            row = json.loads(subprocess.run([tool("html5lib_driver"), "outline", str(path)], check=True, stdout=subprocess.PIPE).stdout)
            elements, text = lexbor_outline(LexborHTMLParser, path.read_bytes().decode("utf-8"))
            ok = elements.lower() == row["elements"].lower() and text == row["text"]
            total += 1
            same += ok
            same_text += text == row["text"]
            if args.details and not ok:
                print("miss", name, f"cuts {row['cuts']}", *difference(elements.lower().split(), row["elements"].lower().split()),
                      *difference(text, row["text"]), sep="\t", file=sys.stderr)
            path.unlink()
    print(f"{total} pages compared", file=sys.stderr)
    yield "same", same / max(1, total)
    yield "same_text", same_text / max(1, total)


def difference(theirs, ours):
    """The first place where two sequences part: what lexbor has there, what we have."""
    for n, (a, b) in enumerate(zip(theirs, ours)):
        if a != b:
            return n, theirs[n:n + 12], ours[n:n + 12]
    if len(theirs) != len(ours):
        n = min(len(theirs), len(ours))
        return n, theirs[n:n + 12], ours[n:n + 12]
    return ("same",)


def chardet(gold, args):
    folder = folder_of(gold, args, "encoding-chardet")
    with unpacked(folder, "tests.tar.xz") as files:
        lines = [(name, str(files / name), "") for name in names(folder, "files.jsonl")]
        pred = files / "pred.jsonl"
        pred.write_bytes(encodings(lines))
        if args.details:
            for row in map(json.loads, pred.read_text().splitlines()):
                print("found", row["file"], row["encoding"], file=sys.stderr)
        got = numbers(scorer(gold, "score_encoding-chardet.py", "--gold", folder, "--pred", pred))
    yield "web", got["web_right"]
    yield "all", got["right"]


SETS = {"html5lib-tests": html5lib, "html-lexbor": lexbor, "encoding-chardet": chardet}
