"""Sets of the comparing wing for bench/accuracy: stories (three events, dates handed over as a feed would), copies, news-cluster,
ecbplus, neardup-synth, neardup-edinburgh. Everything goes through the product: pages as JSON Lines into a record, the record out."""
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile


def program():
    root = pathlib.Path(__file__).resolve().parents[1]
    return os.environ.get("DATELINE") or str(root / "build" / "release" / "bin" / "dateline")


def record_of(pages, folder, export=False):
    """Ingests pages (dicts with id, text and perhaps title, date) and links them; path of the record, and its JSON export."""
    source = pathlib.Path(folder) / "pages.jsonl"
    source.write_text("".join(json.dumps(page, ensure_ascii=False) + "\n" for page in pages), encoding="utf-8")
    db = str(pathlib.Path(folder) / "record.db")
    subprocess.run([program(), "ingest", str(source), "--db", db], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if not export:
        return db
    return db, subprocess.run([program(), "export", "records", "--db", db], check=True, stdout=subprocess.PIPE).stdout


def score(gold, scorer, arguments):
    text = subprocess.run([sys.executable, str(gold / "scorers" / scorer), *map(str, arguments)], check=True, stdout=subprocess.PIPE).stdout
    return text.decode()


def stories(gold, args):
    """Mean of the story layer over the events; the day of each page is given, as its feed would have told it."""
    folder = pathlib.Path(args.set_dir) if args.set_dir else gold / "stories"
    sums, events = {}, sorted(p for p in folder.iterdir() if (p / "key.json").exists())
    for event in events:
        dates = json.loads((event / "dates.json").read_text(encoding="utf-8"))
        pages = []
        for path in sorted((event / "pages").iterdir()):
            text = path.read_text(encoding="utf-8")
            pages.append({"id": path.stem, "text": text, "date": dates.get(path.stem, "")})
        with tempfile.TemporaryDirectory() as tmp:
            _, export = record_of(pages, tmp, export=True)
            out = pathlib.Path(tmp) / "export.json"
            out.write_bytes(export)
            if args.export:
                pathlib.Path(args.export + "." + event.name).write_bytes(export)
            if args.details:
                print(score(gold, "score_records.py", [event / "key.json", out, "--details"]))
            got = json.loads(score(gold, "score_records.py", [event / "key.json", out, "--json"]))
        figures = {"total": got["total"], "traps": float(got["traps_sprung"])}
        for layer, value in got["layers"].items():
            value = value.get("f1") if isinstance(value, dict) else value
            if value is not None:
                figures[layer] = value
        for name, value in figures.items():
            sums.setdefault(name, []).append(value)
        yield f"{event.name} total", got["total"]
    for name, values in sums.items():
        mean = sum(values) / len(values)
        yield name, -mean if name == "traps" else mean


def documents(gold, name):
    with open(gold / name / "docs.jsonl", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def page_of(doc, text=None):
    page = {"id": doc["id"], "title": doc.get("title") or "", "text": text or doc.get("text") or doc.get("description") or doc.get("title") or ""}
    if doc.get("date_publish"):
        page["date"] = doc["date_publish"]
    return page


COUNTS = {"items", "gold_clusters", "pred_clusters"}


def pairs_of(lines):
    """`name value` lines of a scorer's table or JSON as figures."""
    for name, value in json.loads(lines).items():
        if isinstance(value, (int, float)) and name not in COUNTS:
            yield name, value


LABELS = {"derived_from": "copied", "revision_of": "copied", "same_agency": "copied", "quoted_from": "quotes-only", "primary_source": "quotes-only"}


def lineage_of(db):
    """Pairs of page names with their strongest label, direction where the record has one, and share of the shorter text in common."""
    with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as record:
        rows = record.execute(
            "SELECT a.name, b.name, l.kind, l.directed, l.share FROM lineage l JOIN document a ON a.id = l.from_doc JOIN document b ON b.id = l.to_doc"
            " WHERE l.gen = (SELECT id FROM generation WHERE current = 1) ORDER BY l.n"
        ).fetchall()
    found = {}
    for a, b, kind, directed, share in rows:
        label = LABELS.get(kind)
        if label and (label == "copied" or (a, b) not in found):
            found[a, b] = (label, "a->b" if directed else "common", share)
    return found


def copies(gold, args):
    with open(gold / "copies" / "pairs.jsonl", encoding="utf-8") as lines:
        wanted = {x for line in lines for x in (json.loads(line)["a"], json.loads(line)["b"])}
    pages = [page_of(d) for d in documents(gold, "news-cluster") if d["id"] in wanted]
    with tempfile.TemporaryDirectory() as tmp:
        found = lineage_of(record_of(pages, tmp))
        out = pathlib.Path(tmp) / "pairs.jsonl"
        out.write_text("".join(json.dumps({"a": a, "b": b, "label": label, "direction": way}) + "\n" for (a, b), (label, way, _) in found.items()))
        if args.details:
            print(score(gold, "score_copies.py", [gold / "copies" / "pairs.jsonl", out, "--details"]))
        got = json.loads(score(gold, "score_copies.py", [gold / "copies" / "pairs.jsonl", out, "--json"]))
    for name in ("f1_copied", "accuracy", "macro_f1", "direction"):
        if got.get(name) is not None:
            yield name, got[name]


def groups(names, edges):
    up = {name: name for name in names}

    def lead(x):
        while up[x] != x:
            up[x] = up[up[x]]
            x = up[x]
        return x

    for a, b in edges:
        up[lead(a)] = lead(b)
    return {name: lead(name) for name in names}


def neardup(name):
    def measure(gold, args):
        pages = [page_of(d) for d in documents(gold, name)]
        with tempfile.TemporaryDirectory() as tmp:
            # A near-copy: a text of which a third or more stands in the other page; less is a shared passage.
            edges = [pair for pair, (label, _, share) in lineage_of(record_of(pages, tmp)).items() if label == "copied" and share >= 1 / 3]
            out = pathlib.Path(tmp) / "pred.jsonl"
            if name == "neardup-synth":
                lines = ({"id": i, "cluster": c} for i, c in groups([p["id"] for p in pages], edges).items())
            else:
                lines = ({"a": a, "b": b} for a, b in edges)
            out.write_text("".join(json.dumps(line) + "\n" for line in lines))
            got = score(gold, "score_neardup.py", ["--gold", gold / name, "--pred", out, "--json"])
        for key, value in pairs_of(got):
            if key in ("pair_precision", "pair_recall", "pair_f1", "ari"):
                yield key, value

    return measure


def news_cluster(gold, args):
    """Stories of the record against the events of the set; the number of clusters is not told."""
    pages = [page_of(d) for d in documents(gold, "news-cluster")]
    with tempfile.TemporaryDirectory() as tmp:
        db = record_of(pages, tmp)
        with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as record:
            rows = record.execute(
                "SELECT p.name, s.story FROM story_document s JOIN document_path p ON p.doc = s.doc WHERE s.gen = (SELECT id FROM generation WHERE current = 1)"
            ).fetchall()
        out = pathlib.Path(tmp) / "pred.jsonl"
        out.write_text("".join(json.dumps({"id": i, "cluster": f"s{c}"}) + "\n" for i, c in rows))
        got = score(gold, "score_news-cluster.py", ["--gold", gold / "news-cluster", "--pred", out, "--json"])
        if args.export:
            pathlib.Path(args.export).write_bytes(out.read_bytes())
    yield from pairs_of(got)


def tokens_at(doc, text):
    """Code points of `text` -> token number of an ECB+ document, by walking both."""
    found, at = {}, 0
    for sentence in doc["sentences"]:
        for n, token in enumerate(sentence["tokens"]):
            begin = text.find(token, at, at + len(token) + 40)
            if begin < 0:
                continue
            at = begin + len(token)
            for i in range(begin, at):
                found[i] = sentence["first_token"] + n
    return found


def stem(word):
    """Crude: one key for "resigns", "resigned", "resigning"."""
    word = word.lower()
    for tail in ("ation", "ition", "ment", "ings", "ing", "ions", "ion", "ied", "ies", "ed", "es", "s", "e"):
        if word.endswith(tail) and len(word) - len(tail) >= 3:
            word = word[: -len(tail)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


EVENTS = """
SELECT p.name, e.doc, e.sentence, e.trigger_start, e.trigger_end, e.trigger_exact, e.type, s.story FROM event e
  JOIN document_path p ON p.doc = e.doc JOIN story_document s ON s.doc = e.doc WHERE s.gen = (SELECT id FROM generation WHERE current = 1)
UNION ALL
SELECT p.name, e.doc, e.sentence, e.cue_start, e.cue_end, e.cue_exact, 'STATEMENT', s.story FROM statement e
  JOIN document_path p ON p.doc = e.doc JOIN story_document s ON s.doc = e.doc WHERE s.gen = (SELECT id FROM generation WHERE current = 1)
    AND e.cue_start < e.cue_end"""
HAPPENINGS = """SELECT doc, sentence, happening FROM happening_mention WHERE gen = (SELECT id FROM generation WHERE current = 1)"""


def ecbplus(gold, args):
    """Events across documents from raw text. A mention is the trigger of an event or the cue of a statement; two are one event when
    their word is the same in one story, or their type in one happening. Beside it two baselines over the same mentions: the same
    word anywhere, the same word in one topic of the key."""
    docs = {d["id"]: d for d in documents(gold, "ecbplus")}
    with tempfile.TemporaryDirectory() as tmp:
        db = record_of([{"id": i, "text": d["text"]} for i, d in docs.items()], tmp)
        with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as record:
            texts = dict(record.execute("SELECT p.name, d.text FROM document d JOIN document_path p ON p.doc = d.id"))
            rows = sorted(set(record.execute(EVENTS)), key=str)
            happening = {(doc, sentence): h for doc, sentence, h in record.execute(HAPPENINGS)}
        tokens = {name: tokens_at(docs[name], text) for name, text in texts.items()}
        mentions, seen = [], set()
        for name, doc, sentence, begin, end, exact, kind, story in rows:
            at = sorted({tokens[name][i] for i in range(begin, end) if i in tokens[name]})
            if at and (name, *at) not in seen:
                seen.add((name, *at))
                mentions.append((name, at, stem(exact.split()[0]), kind, story, happening.get((doc, sentence))))
        same = [(i, f"w{m[4]}/{m[2]}") for i, m in enumerate(mentions)]
        same += [(i, f"h{m[5]}/{m[3]}") for i, m in enumerate(mentions) if m[5] is not None and m[3] != "STATEMENT"]
        lead = groups([*range(len(mentions)), *{k for _, k in same}], same)
        ways = {
            "": lambda i, m: str(lead[i]),
            "same word anywhere: ": lambda i, m: m[2],
            "same word in a topic: ": lambda i, m: f"{docs[m[0]]['topic']}/{m[2]}",
        }
        for way, chain in ways.items():
            out = pathlib.Path(tmp) / "pred.jsonl"
            out.write_text("".join(json.dumps({"doc": m[0], "tokens": m[1], "chain": chain(i, m)}) + "\n" for i, m in enumerate(mentions)))
            got = dict(pairs_of(score(gold, "score_ecbplus.py", ["--gold", gold / "ecbplus", "--pred", out, "--json"])))
            for key, value in got.items():
                if key in ("conll_f1", "conll", "mention_p", "mention_r") and not (way and key.startswith("mention")):
                    yield way + key, value


SETS = {
    "stories": stories,
    "ecbplus": ecbplus,
    "copies": copies,
    "neardup-synth": neardup("neardup-synth"),
    "neardup-edinburgh": neardup("neardup-edinburgh"),
    "news-cluster": news_cluster,
}
