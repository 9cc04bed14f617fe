"""Sets of the language engine for bench/accuracy: ewt, ewt-gold-tokens, gum-news, uner-ewt, repairs.

ewt, gum-news: raw text, a paragraph a line, sentences of a paragraph as far apart as the treebank says. ewt-gold-tokens: words and
sentences as given. Scorers: score_syntax.py, score_ner.py (per cent). repairs: how many of the damaged readings in the seeds' key are
mended or flagged (score_records.py), and the changes made to sound news (less is better, so the count is printed with a minus).
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]


def program():
    path = os.environ.get("DATELINE") or str(ROOT / "build" / "release" / "bin" / "dateline")
    if not os.access(path, os.X_OK):
        sys.exit(f"{path}: not built yet (make build)")
    return path


def run(command, **kwargs):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, **kwargs).stdout.decode()


def paragraphs(lines):
    """The raw text behind CoNLL-U lines, one paragraph a line."""
    out, text, new, last = [], "", True, {}
    for line in lines:
        line = line.rstrip("\n")
        if line.startswith(("# newdoc", "# newpar")):
            new = True
        elif line.startswith("# text = "):
            text = line[9:]
        elif line and line[0].isdigit():
            columns = line.split("\t")
            if "." not in columns[0]:
                begin, _, end = columns[0].partition("-")
                if int(begin) > last.get("end", 0):  # words of a multiword token do not say what follows it
                    last = {"end": int(end or begin), "glued": "SpaceAfter=No" in columns[9]}
        elif not line and text:
            if new or not out:
                out.append("")
            out[-1] += text + ("" if last.get("glued") else " ")
            text, new, last = "", False, {}
    return "".join(p.rstrip() + "\n" for p in out)


def syntax_scores(gold, key, pred):
    scorer = gold / "scorers" / "score_syntax.py"
    with tempfile.TemporaryDirectory() as tmp:
        a, b = pathlib.Path(tmp) / "key.conllu", pathlib.Path(tmp) / "pred.conllu"
        a.write_text(key, encoding="utf-8")
        b.write_text(pred, encoding="utf-8")
        for line in run([sys.executable, str(scorer), "--gold", str(a), "--pred", str(b)]).splitlines():
            columns = line.split()
            if columns and columns[0] in ("Words", "Sentences", "UPOS", "UFeats", "Lemmas", "UAS", "LAS"):
                yield columns[0], float(columns[3])


def treebank(name, raw, keep=lambda document: True):
    """`name` below the gold folder; only documents `keep` wants."""

    def measure(gold, args):
        path = pathlib.Path(args.set_dir) if args.set_dir else gold / name
        lines, wanted = [], True
        for line in open(path, encoding="utf-8"):
            if line.startswith("# newdoc"):
                wanted = keep(line)
            if wanted:
                lines.append(line)
        command = [program(), "dump", "--layer", "syntax", "--format", "conllu", "--input", "lines" if raw else "conllu"]
        pred = run(command, input=(paragraphs(lines) if raw else "".join(lines)).encode())
        yield from syntax_scores(gold, "".join(lines), pred)

    return measure


def names(gold, args):
    folder = pathlib.Path(args.set_dir) if args.set_dir else gold / "uner-ewt"
    key = folder / "en_ewt-ud-test.iob2"
    words, number = [], 0
    for line in open(key, encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if columns[0].isdigit():
            number += 1
            words.append(f"{number}\t{columns[1]}" + "\t_" * 8)
        elif number and not line.strip():
            words.append("")
            number = 0
    pred = run([program(), "dump", "--layer", "names", "--format", "iob2", "--input", "conllu"], input=("\n".join(words) + "\n\n").encode())
    with tempfile.NamedTemporaryFile(suffix=".iob2", mode="w", encoding="utf-8") as out:
        out.write(re.sub(r"(\t(?:O|[BI]-\w+))$", r"\1\t-\t-", pred, flags=re.M))
        out.flush()
        text = run([sys.executable, str(gold / "scorers" / "score_ner.py"), "--gold", str(key), "--pred", out.name])
    for line in text.splitlines():
        columns = line.split()
        if columns[:2] == ["span+type", "micro"]:
            yield "F1", float(columns[4])
        elif columns and columns[0] in ("PER", "ORG", "LOC"):
            yield columns[0], float(columns[3])


def export(pages, out):
    with tempfile.TemporaryDirectory() as folder:
        db = os.path.join(folder, "record.db")
        subprocess.run([program(), "ingest", str(pages), "--db", db], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        out.write_text(run([program(), "export", "records", "--db", db]), encoding="utf-8")


def changes(folder):
    """Certain repairs of a set's pages that its key does not have."""
    lines = run([program(), "dump", "--layer", "repairs", "--format", "json", str(folder / "pages")], stderr=subprocess.DEVNULL).splitlines()
    key = json.loads((folder / "key.json").read_text(encoding="utf-8"))
    known = [w["broken"] for d in key["documents"] for w in d.get("repairs", [])]
    rows = [r for r in map(json.loads, lines) if r.get("certain")]
    return [r for r in rows if not any(r["broken"] in k or k in r["broken"] for k in known)]


def repairs(gold, args):
    folder = pathlib.Path(args.set_dir) if args.set_dir else gold / "seeds"
    with tempfile.TemporaryDirectory() as tmp:
        out = pathlib.Path(tmp) / "export.json"
        export(folder / "pages", out)
        scores = json.loads(run([sys.executable, str(gold / "scorers" / "score_records.py"), str(folder / "key.json"), str(out), "--json"]))
    layer = scores["layers"]["repairs"]
    yield "handled", round(layer["recall"] * layer["key"])
    yield "of", layer["key"]
    changed = changes(gold / "real-news")
    if args.details:
        for r in changed:
            print("changed:", r["broken"], "->", r["repaired"], file=sys.stderr)
    yield "sound news changed", -float(len(changed))


SETS = {
    "ewt": treebank("ud-ewt/en_ewt-ud-test.conllu", True),
    "ewt-gold-tokens": treebank("ud-ewt/en_ewt-ud-test.conllu", False),
    "gum-news": treebank("gum/en_gum-dev.conllu", True, lambda document: "_news_" in document),
    "uner-ewt": names,
    "repairs": repairs,
}
