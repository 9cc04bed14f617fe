"""Sets of the speech and event rooms for bench/accuracy: gum-attribution, propbank-ewt, plover-gsr, petrarch-unit, no-event. Uses the
developer's tool events_probe (tests/event/tools.cmake), found beside the program or named by EVENTS_PROBE.

Votes, proposals, quotations and events of whole pages are measures of `seeds` and `real-news`."""
import gzip
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

# The older names of four types in the records of plover-gsr (PLOVER manual 2021: DEMAND is REQUEST, DISAPPROVE and INVESTIGATE are
# modes of ACCUSE, FIGHT is ASSAULT).
PLOVER_NOW = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}


def tool():
    named = os.environ.get("EVENTS_PROBE")
    root = pathlib.Path(__file__).resolve().parents[1]
    for path in [named, os.environ.get("DATELINE", "") + "/../../tests/events_probe", root / "build" / "release" / "tests" / "events_probe"]:
        if path and os.access(str(path), os.X_OK):
            return str(path)
    sys.exit("events_probe: not built yet (ninja events_probe; or set EVENTS_PROBE)")


def lines_of(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if str(path).endswith(".gz") else open(path, encoding="utf-8")
    with opened as file:
        return [json.loads(line) for line in file if line.strip()]


def probe(records, *options):
    """One answer a record, in order."""
    given = "".join(json.dumps(r) + "\n" for r in records)
    out = subprocess.run([tool(), *options], check=True, input=given.encode(), stdout=subprocess.PIPE).stdout
    return [json.loads(line) for line in out.decode().splitlines()]


def score(gold, scorer, key, predictions, *extra):
    """Rows of a scorer's table by metric."""
    with tempfile.TemporaryDirectory() as folder:
        pred = pathlib.Path(folder) / "pred.jsonl"
        pred.write_text("".join(json.dumps(p) + "\n" for p in predictions), encoding="utf-8")
        if not isinstance(key, (str, pathlib.Path)):
            path = pathlib.Path(folder) / "key.jsonl"
            path.write_text("".join(json.dumps(k) + "\n" for k in key), encoding="utf-8")
            key = path
        command = [sys.executable, str(gold / "scorers" / scorer), "--gold", str(key), "--pred", str(pred), "--json", *map(str, extra)]
        rows = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return {row["metric"]: row for row in rows}


def folder_of(gold, args, name):
    return pathlib.Path(args.set_dir) if args.set_dir else gold / name


def marks(spans, text):
    return {i for begin, end in spans for i in range(begin, end) if not text[i].isspace()}


def f1(right, predicted, wanted):
    return 100 * 2 * right / (predicted + wanted) if predicted + wanted else 0.0


def overlap_f1(key, predictions, texts, least):
    """Gender Gap Tracker's count (Asr and others 2021): a quotation is found when the shared share of the longer one is over `least`."""
    right = predicted = wanted = 0
    for doc in key:
        text = texts[doc["doc"]]
        ours = [marks(a["content"], text) for a in predictions.get(doc["doc"], [])]
        theirs = [marks(a["content"], text) for a in doc["attributions"]]
        predicted, wanted = predicted + len(ours), wanted + len(theirs)
        free = set(range(len(ours)))
        for spot in theirs:
            best = max(free, key=lambda j: len(spot & ours[j]), default=None)
            if best is None or not spot or not ours[best]:
                continue
            if len(spot & ours[best]) / max(len(spot), len(ours[best])) >= least:
                right += 1
                free.discard(best)
    return f1(right, predicted, wanted)


def content_f1(key, predictions, texts):
    """Citron's count (Mihaylova and others 2020): F1 over the letters of quotations, a page at a time pooled."""
    shared = predicted = wanted = 0
    for doc in key:
        text = texts[doc["doc"]]
        ours = set().union(*[marks(a["content"], text) for a in predictions.get(doc["doc"], [])])
        theirs = set().union(*[marks(a["content"], text) for a in doc["attributions"]])
        shared, predicted, wanted = shared + len(ours & theirs), predicted + len(ours), wanted + len(theirs)
    return f1(shared, predicted, wanted)


def attribution(gold, args):
    folder = folder_of(gold, args, "gum")
    key = [r for r in lines_of(folder / "attribution.jsonl") if r["genre"] == "news"]
    documents = {d["doc"]: d for d in lines_of(folder / "documents.jsonl")}
    asked = [{"id": r["doc"], "text": documents[r["doc"]]["text"], "date": documents[r["doc"]].get("dateCreated") or ""} for r in key]
    answers = [{"doc": a["id"], "attributions": a["statements"]} for a in probe(asked)]
    extra = ["--documents", folder / "documents.jsonl", "--entities", folder / "entities.jsonl", "--genre", "news"]
    rows = score(gold, "score_attribution.py", folder / "attribution.jsonl", answers, *extra)
    if args.export:
        pathlib.Path(args.export).write_text("".join(json.dumps(a) + "\n" for a in answers), encoding="utf-8")
    yield "content soft F1", rows["content overlap (soft)"]["F1"]
    yield "content found F1", rows["content found (IoU>=.5)"]["F1"]
    yield "full relation F1", rows["full relation"]["F1"]
    yield "speaker words", rows["source overlap accuracy in found"]["F1"]
    yield "speaker name", rows["name accuracy in found"]["F1"]
    # The same with the entity's own name, which may come from the tables ("Barack Obama"), in place of the words of the page.
    bare = [{**a, "attributions": [{**s, "source_name": s.get("source_entity") or s["source_name"]} for s in a["attributions"]]} for a in answers]
    yield "speaker entity", score(gold, "score_attribution.py", folder / "attribution.jsonl", bare, *extra)["name accuracy in found"]["F1"]
    texts = {d: documents[d]["text"] for d in documents}
    ours = {a["doc"]: a["attributions"] for a in answers}
    yield "quotes F1 at overlap 0.3", overlap_f1(key, ours, texts, 0.3)
    yield "quotes F1 at overlap 0.8", overlap_f1(key, ours, texts, 0.8)
    yield "letters F1", content_f1(key, ours, texts)


def codes_of(parties):
    return sorted({code for p in parties for code in p.get("codes", [])})


# The records also follow the older rule of CAMEO that an act announced for the future is an intention: a friendly one AGREE, a hostile one
# THREATEN. Here it keeps its type and is "planned".
INTENTIONS = {**dict.fromkeys(("CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"), "AGREE"),
              **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "THREATEN")}


def older_type(event):
    return INTENTIONS.get(event["type"], event["type"]) if event["status"] == "planned" else event["type"]


def sides_of(event):
    """Codes of both parties as the records give them: of two who agree or meet, named together before the verb, both are sources."""
    actors, recipients = event["actors"], event["recipients"]
    if event["type"] in ("AGREE", "CONSULT", "COOPERATE") and all(p["at"][1] <= event["trigger_at"][0] for p in actors + recipients):
        actors, recipients = actors + recipients, []
    return codes_of(actors), codes_of(recipients)


def plover(gold, args):
    key = lines_of(folder_of(gold, args, "plover-gsr") / "plover_gsr.jsonl")
    for record in key:
        record["event"] = PLOVER_NOW.get(record["event"], record["event"])
    answers = probe([{"id": r["id"], "text": r["text"].strip("{} "), "date": r["date"]} for r in key])
    told = []
    for answer in answers:
        events = [dict(zip(("event", "source", "target"), (older_type(e), *sides_of(e)))) for e in answer["events"]]
        told.append({"id": answer["id"], "events": events})
    if args.export:
        pathlib.Path(args.export).write_text("".join(json.dumps(a) + "\n" for a in answers), encoding="utf-8")
    rows = score(gold, "score_events.py", key, told)
    for metric in ("event type", "source code", "target code", "full event"):
        yield metric + " F1", rows[metric]["F1"]
    yield "event type recall", rows["event type"]["R"]
    yield "full event recall", rows["full event"]["R"]


def petrarch_names(folder):
    """Names of the set's own actor dictionary with their three-letter codes (the test's reading of it, never the product's)."""
    names, code, waiting = {}, "", []
    for line in (folder / "dictionaries" / "PETR.Validate.actors.txt").read_text(encoding="utf-8", errors="replace").splitlines():
        line = line.split("#")[0].split("<!--")[0].rstrip()
        if not line.strip():
            continue
        found = re.search(r"\[([^\]<>\d]+)", line)
        name = re.sub(r"[_\s]+", " ", line.split("[")[0].strip().lstrip("+")).strip()
        if not line.startswith(("+", "\t", " ")):
            waiting, code = [], ""
        if name:
            waiting.append(name)
        if found and not code:
            code = found.group(1).strip().upper().split("/")[0]
        for one in waiting if code else []:
            names.setdefault(one.lower(), code[:3])
        if code:
            waiting = []
    return names


def known_names():
    """Words that the product's own tables of states have already."""
    root = pathlib.Path(__file__).resolve().parents[1] / "ontology"
    known = set()
    for line in (root / "states.tsv").read_text(encoding="utf-8").splitlines():
        known.update(form.lower() for cell in line.split("\t")[1:] for form in cell.split(";"))
    known.update(line.split("\t")[0].lower() for line in (root / "metonyms.tsv").read_text(encoding="utf-8").splitlines())
    return known


def overlay_of(names, folder):
    """The set's invented names as a table that a user may add: one state a code."""
    known, by_code = known_names(), {}
    for name, code in names.items():
        if name not in known and re.fullmatch(r"[A-Z]+", code):
            by_code.setdefault(code, []).append(name.title())
    rows = ["id\tname\tiso2\tiso3\tcapital\tadjectives\tdemonyms\tvariants"]
    for code, forms in sorted(by_code.items()):
        adjectives = [f for f in forms[1:] if re.search(r"(ian|i|ish|ese)$", f)]
        others = [f for f in forms[1:] if f not in adjectives]
        rows.append("\t".join(["petr_" + code.lower(), forms[0], "", "", "", ";".join(adjectives), "", ";".join(others)]))
    (folder / "states.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def petrarch_codes(party, names):
    """Three-letter codes of a party: the longest dictionary name among its words, else the sides it has by the added table."""
    words = " " + re.sub(r"[^a-z0-9'.-]+", " ", (party.get("name", "") + " " + party["text"]).lower()) + " "
    best = max((n for n in names if re.search(r"[^a-z]" + re.escape(n), words)), key=len, default=None)
    if best:
        return {names[best]}
    return {code[5:8] if code.startswith("PETR_") else code[:3] for code in party.get("codes", [])}


def pairs_of(events, names):
    """Pairs of known actors, one a direction; an event of two equal sides (they meet, agree, work together) counts both ways."""
    out = set()
    for e in events:
        actors, recipients = [set().union(*[petrarch_codes(p, names) for p in e[side]]) for side in ("actors", "recipients")]
        both = e["type"] in ("CONSULT", "AGREE", "COOPERATE")
        out |= {(a, b) for a in actors for b in recipients} | {(b, a) for a in actors for b in recipients if both}
    return out


def petrarch_events(record):
    return [e for e in record["events"] if e.get("eventcode") and not e.get("noevents") and not e.get("error")]


def petrarch(gold, args):
    folder = folder_of(gold, args, "petrarch-unit")
    # Records with an error in place of codes test how a reader of dictionaries complains: their sentences have no key.
    key = [r for r in lines_of(folder / "records.jsonl") if not any(e.get("error") for e in r["events"])]
    names = petrarch_names(folder)
    with tempfile.TemporaryDirectory() as tables:
        overlay_of(names, pathlib.Path(tables))
        answers = probe([{"id": r["id"], "text": r["text"], "date": r["date"]} for r in key], "--ontology", tables)
    right = predicted = wanted = 0
    told = []
    for record, answer in zip(key, answers):
        # An actor that the set's dictionary lacks ("---") has no name in its texts: neither side counts it.
        pairs = {(e["sourcecode"][:3], e["targetcode"][:3]) for e in petrarch_events(record) if "---" not in (e.get("sourcecode") or "---", e.get("targetcode") or "---")}
        ours = pairs_of(answer["events"], names)
        ours = {p for p in ours if p in pairs or p[::-1] not in pairs or p[::-1] not in ours}
        right, predicted, wanted = right + len(pairs & ours), predicted + len(ours), wanted + len(pairs)
        told.append({**answer, "gold": sorted(pairs), "ours": sorted(ours), "text": record["text"]})
    if args.export:
        pathlib.Path(args.export).write_text("".join(json.dumps(a) + "\n" for a in told), encoding="utf-8")
    yield "parties F1", f1(right, predicted, wanted)
    yield "parties recall", 100 * right / max(1, wanted)
    yield "parties precision", 100 * right / max(1, predicted)


def facts_of(folder):
    """Declarative sentences of GUM's genres that tell no news: textbooks, research articles, guides."""
    genres = {d["doc"]: d["genre"] for d in lines_of(folder / "documents.jsonl")}
    for path in (folder / "en_gum-train.conllu.gz", folder / "en_gum-dev.conllu"):
        opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")
        text = kind = ident = ""
        with opened as file:
            for line in file:
                if line.startswith("# sent_id = "):
                    ident = line[12:].strip()
                elif line.startswith("# s_type = "):
                    kind = line[11:].strip()
                elif line.startswith("# text = "):
                    text = line[9:].strip()
                elif not line.strip() and text:
                    if kind == "decl" and genres.get(ident.rsplit("-", 1)[0]) in ("academic", "textbook", "voyage"):
                        yield {"id": ident, "text": text}
                    text = kind = ""


def no_event(gold, args):
    folder = pathlib.Path(args.set_dir) if args.set_dir else gold
    silent = [r for r in lines_of(folder / "petrarch-unit" / "records.jsonl") if not petrarch_events(r) and not any(e.get("error") for e in r["events"])]
    silent = [{"id": r["id"], "text": r["text"]} for r in silent]
    facts = list(facts_of(folder / "gum"))
    answers = probe(silent + facts)
    share = lambda part: 100 * sum(bool(a["events"]) for a in part) / max(1, len(part))
    if args.export:
        pathlib.Path(args.export).write_text("".join(json.dumps({**a, "given": g["text"]}) + "\n" for a, g in zip(answers, silent + facts)), encoding="utf-8")
    # Less is better, and a floor only rises: the sentences left alone are counted.
    yield "petrarch sentences left alone", 100 - share(answers[: len(silent)])
    yield "statements of fact left alone", 100 - share(answers[len(silent) :])
    yield "all left alone", 100 - share(answers)


def word_offsets(text, words):
    """Code point spans of the words, in order."""
    at, out = 0, []
    for word in words:
        found = text.find(word, at)
        if found < 0 or found > at + 40:
            out.append((at, at))
            continue
        at = found + len(word)
        out.append((found, at))
    return out


def to_words(span, offsets):
    inside = [i for i, (begin, end) in enumerate(offsets) if begin < span[1] and end > span[0]]
    return (inside[0], inside[-1]) if inside else None


def roles(gold, args):
    key = lines_of(folder_of(gold, args, "propbank-ewt") / "test.jsonl")
    answers = probe([{"id": r["sent_id"], "text": r["text"]} for r in key], "--roles")
    told = []
    for record, answer in zip(key, answers):
        offsets = word_offsets(record["text"], record["words"])
        predicates = []
        for p in answer["roles"]:
            here = to_words(p["at"], offsets)
            if not here:
                continue
            arguments = [(a["label"], to_words(a["at"], offsets)) for a in p["args"]]
            predicates.append({"token": here[1] if here[0] != here[1] else here[0], "sense": p["lemma"], "args": [{"label": l, "start": w[0], "end": w[1]} for l, w in arguments if w]})
        told.append({"sent_id": record["sent_id"], "predicates": predicates})
    if args.export:
        pathlib.Path(args.export).write_text("".join(json.dumps(t) + "\n" for t in told), encoding="utf-8")
    rows = score(gold, "score_srl.py", key, told)
    yield "predicate F1", rows["predicate"]["F1"]
    yield "arguments F1", rows["arguments"]["F1"]
    yield "core arguments F1", rows["core arguments"]["F1"]
    yield "arguments F1, overlap", rows["arguments, overlap"]["F1"]


SETS = {"gum-attribution": attribution, "propbank-ewt": roles, "plover-gsr": plover, "petrarch-unit": petrarch, "no-event": no_event}
