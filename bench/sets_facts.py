"""Sets of the rooms names, time and figure for bench/accuracy. Uses the developers' tools names_probe, time_probe and figure_probe
(tests/*/tools.cmake), found beside the program or named by FACTS_TOOLS (a folder)."""
import csv
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from recognizers_manner import AGAINST_NEWS, against_news, datetime_results


def tool(name):
    root = pathlib.Path(__file__).resolve().parents[1]
    for folder in [os.environ.get("FACTS_TOOLS"), os.environ.get("DATELINE", "") + "/../../tests", root / "build" / "release" / "tests"]:
        if folder and os.access(str(pathlib.Path(folder) / name), os.X_OK):
            return str(pathlib.Path(folder) / name)
    sys.exit(f"{name}: not built yet (ninja {name}; or set FACTS_TOOLS)")


def ask(name, rows):
    """Rows through a tool: one JSON line in, one out."""
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    out = subprocess.run([tool(name)], check=True, input=lines.encode(), stdout=subprocess.PIPE).stdout.decode()
    return [json.loads(line) for line in out.splitlines()]


def folder_of(gold, args, name):
    return pathlib.Path(args.set_dir) if args.set_dir else gold / name


def read_lines(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def score(gold, scorer, key, lines, *extra):
    """Rows of the scorer's table, as it gives them with --json."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        out.write("".join(line + "\n" for line in lines))
        out.flush()
        command = [sys.executable, str(gold / "scorers" / scorer), "--gold", str(key), "--pred", out.name, "--json", *extra]
        return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def first_rows(rows, key, measure):
    return {row[key]: row[measure] / 100 for row in rows if measure in row}


# ---- names

def names_pairs(gold, args):
    path = folder_of(gold, args, "names") / "pairs.jsonl"
    pairs = read_lines(path)
    answers = ask("names_probe", [{"a": p["a"], "b": p["b"]} for p in pairs])
    found = score(gold, "score_names.py", path, [json.dumps({"score": a["score"]}) for a in answers])
    for kind, value in first_rows(found, "metric", "F1").items():
        yield "f1" if kind == "ALL" else "f1 " + kind, value


def overlaps(mention, begin, end):
    return mention["core_start"] < end and begin < mention["core_end"]


def gap(gold, args):
    """Pronoun to name from raw text: the actor of the pronoun has a name where A (or B) stands."""
    folder = folder_of(gold, args, "gap")
    csv.field_size_limit(10**7)
    for path in sorted(folder.glob("gap-*.tsv")):
        with open(path, encoding="utf-8") as f:
            rows = list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
        answers = ask("names_probe", [{"text": row["Text"]} for row in rows])
        lines = []
        for row, answer in zip(rows, answers):
            at = int(row["Pronoun-offset"])
            mine = {m["cluster"] for m in answer["mentions"] if m["kind"] == "pronoun" and m["start"] == at}
            named = [m for m in answer["mentions"] if m["kind"] != "pronoun" and m["cluster"] in mine]
            sides = []
            for side in "AB":
                begin = int(row[side + "-offset"])
                sides.append("TRUE" if any(overlaps(m, begin, begin + len(row[side])) for m in named) else "FALSE")
            lines.append("\t".join([row["ID"], *sides]))
        for metric, value in first_rows(score(gold, "score_gap.py", path, lines), "metric", "F1").items():
            yield f"{path.stem} {metric}", value * (100 if metric.startswith("bias") else 1)


def gum_coref(gold, args):
    folder = folder_of(gold, args, "gum")
    docs = [d for d in read_lines(folder / "documents.jsonl") if d["genre"] == "news"]
    answers = ask("names_probe", [{"text": d["text"], "ref": d["dateCreated"]} for d in docs])

    def conll(lines):
        rows = score(gold, "score_coref.py", folder / "entities.jsonl", lines, "--genre", "news")
        return first_rows(rows, "metric", "F1")

    ours, baseline = [], []
    for doc, answer in zip(docs, answers):
        ours.append(json.dumps({"doc": doc["doc"], "mentions": answer["chains"]}))
        same = [{**m, "cluster": re.sub(r"^(the|a|an) |'s$", "", m["text"].lower())} for m in answer["chains"]]
        baseline.append(json.dumps({"doc": doc["doc"], "mentions": same}))
    found, plain = conll(ours), conll(baseline)
    for metric, value in found.items():
        yield metric, value
    yield "same-string CoNLL average", plain["CoNLL average"]
    yield "above same-string", found["CoNLL average"] - plain["CoNLL average"]


# ---- times

DAY_PART = re.compile(r"(.*?)\s+(early |late )?(morning|afternoon|evening|night)$", re.I)
CLOCK = re.compile(r"(noon|midnight|\d{1,2}(:\d\d)?\s*([ap]\.?m\.?)?(\s[A-Z]{2,4}|\slocal time)?)$", re.I)


def gum_timex(t):
    """One expression in GUM's manner: only what denotes a date or time, days without their part, clock times without their day, a
    deadline ("by the end of the year") as its last day."""
    value = t["value"]
    if "first" not in t or value == "PRESENT_REF" or t["type"] == "SET":
        return None
    if value.startswith("P"):
        return {"start": t["start"], "end": t["end"], "notBefore": t["first"], "notAfter": t["last"]}
    end = t["end"]
    if t["until"] and t["text"].lower().startswith("the end of"):
        value = t["last"]
    if re.search(r"T[A-Z]+$", value):
        part = DAY_PART.match(t["text"])
        if part and part[1].lower() not in ("last", "this"):
            end = t["start"] + len(part[1])
        value = re.sub(r"T[A-Z]+$", "", value)
    if CLOCK.match(t["text"]) and "T" in value:
        value = value.split("T")[1].replace("Z", "").replace("24:", "00:") + ":00"
    return {"start": t["start"], "end": end, "value": value}


def gum_dates(gold, args):
    folder = folder_of(gold, args, "gum")
    texts = {d["doc"]: d["text"] for d in read_lines(folder / "documents.jsonl")}
    key = [r for r in read_lines(folder / "timex.jsonl") if r["genre"] == "news"]
    answers = ask("time_probe", [{"text": texts[r["doc"]], "ref": r["dct"]} for r in key])
    lines = [json.dumps({"doc": r["doc"], "timexes": [x for x in map(gum_timex, a["timexes"]) if x]}) for r, a in zip(key, answers)]
    for metric, value in first_rows(score(gold, "score_timex.py", folder / "timex.jsonl", lines, "--genre", "news"), "metric", "F1").items():
        yield metric, value


def timenorm(gold, args):
    folder = folder_of(gold, args, "timenorm-tempeval3")
    for path in sorted(folder.glob("*.jsonl")):
        rows = read_lines(path)
        answers = ask("time_probe", [{"text": r["text"], "ref": r["dct"][:10], "phrase": True} for r in rows])
        lines = [json.dumps(a["timexes"][0] if a["timexes"] else {}) for a in answers]
        for metric, value in first_rows(score(gold, "score_timenorm.py", path, lines), "metric", "accuracy").items():
            yield metric.strip(), value


# ---- figures: the sets' names for what the tables of ontology/figure call by code

CURRENCIES = {
    "USD": "United States dollar", "EUR": "Euro", "GBP": "British pound", "JPY": "Japanese yen", "CNY": "Chinese yuan", "CAD": "Canadian dollar",
    "AUD": "Australian dollar", "HKD": "Hong Kong dollar", "SGD": "Singapore dollar", "NZD": "New Zealand dollar", "KRW": "South Korean won",
    "CHF": "Swiss franc", "TWD": "New Taiwan dollar", "ILS": "Israeli new shekel", "PLN": "Polish z\u0142oty", "TRY": "Turkish lira", "MXN": "Mexican peso",
}
NAMES_WITHOUT_CODE = {"FRF": "Franc", "INR": "Rupee", "GBX": "Pence", "USX": "Cent", "DEM": "Mark", "BTC": "Bitcoin", "NLG": "Netherlands guilder", "FIM": "Finnish markka"}
SIGN = re.compile(r"(((?<![a-z])(u\.?s\.?|hk|mex|mxn|aud|[cnrs])\s?)?\$|\u00a3|\u20ac|\u00a5|\u20b9|\u20bf|(?<![a-z])(rs\.?|rmb|usd|gbp|eur|mxn|inr|jpy|cny))\s*$", re.I)
KINDS = {"CurrencyModel": ["money"], "AgeModel": ["age"], "TemperatureModel": ["temperature"],
         "DimensionModel": ["distance", "area", "mass", "volume", "speed", "other"]}
TYPES = {"CurrencyModel": "currency", "AgeModel": "age", "TemperatureModel": "temperature", "DimensionModel": "dimension"}
DEGREES = {"degree celsius": "C", "degree fahrenheit": "F", "degree": "Degree", "kelvin": "K"}


def plain(number):
    return "%.15g" % number


def number_results(model, answer):
    if model == "NumberModel":
        kept = [n for n in answer["numbers"] if not n["reason"] and n["value"] == n["high"]]
        return [{"start": n["start"], "end": n["end"] - 1, "type": "number", "resolution": {"value": plain(n["value"])}} for n in kept]
    kept = [f for f in answer["figures"] if f["kind"] == "percent" and "best" in f]
    return [{"start": f["number_start"], "end": f["end"] - 1, "type": "percentage", "resolution": {"value": plain(f["best"]) + "%"}} for f in kept]


def currency_of(figure):
    """A plain dollar or pound is no country's there."""
    code, text = figure["unit"], figure["text"].lower()
    if code == "USD" and not re.search(r"us|u\.s|american|united", text):
        return {"unit": "Dollar"}
    if code == "GBP" and ("pound" in text or "\u00a3" in text) and "brit" not in text:
        return {"unit": "Pound"}
    if code in CURRENCIES:
        return {"unit": CURRENCIES[code], "isoCurrency": code}
    return {"unit": NAMES_WITHOUT_CODE.get(code, code)}


def unit_of(model, figure):
    if model == "CurrencyModel":
        return currency_of(figure)
    unit = figure["unit"]
    if model == "TemperatureModel":
        return {"unit": DEGREES.get(unit, unit)}
    if model == "AgeModel":
        return {"unit": unit.capitalize()}
    if unit == "tonne":
        unit = "metric ton" if "metric" in figure["text"] else "ton"
    return {"unit": unit.replace("metre", "meter").replace("litre", "liter").replace("pound mass", "pound").capitalize()}


def unit_results(model, answer, text):
    out = []
    for f in answer["figures"]:
        if f["kind"] not in KINDS[model] or "best" not in f or (model == "DimensionModel" and f["unit"] == "second"):
            continue
        start = f["number_start"]
        sign = SIGN.search(text[:start]) if model == "CurrencyModel" and f["start"] < start else None
        start = sign.start() if sign else start
        out.append({"start": start, "end": f["end"] - 1, "type": TYPES[model], "resolution": {"value": plain(f["best"]), **unit_of(model, f)}})
    return out


# ---- numbers, units, dates of Recognizers-Text

def outside_rejected(gold, folder, models, lines):
    """Cases whose reading is not against news usage, and how many cases each class takes out."""
    with tempfile.TemporaryDirectory() as rest:
        kept_lines, taken = [], {label: 0 for label, _ in AGAINST_NEWS}
        for model in models:
            cases = json.loads((folder / f"{model}.json").read_text(encoding="utf-8"))
            answers = [json.loads(line) for line in lines if json.loads(line)["file"] == f"{model}.json"]
            kept = []
            for case, answer in zip(cases, answers):
                classes = against_news(case)
                for label in classes:
                    taken[label] += 1
                if not classes:
                    kept_lines.append(json.dumps({**answer, "index": len(kept)}))
                    kept.append(case)
            (pathlib.Path(rest) / f"{model}.json").write_text(json.dumps(kept), encoding="utf-8")
            print(f"# {model}: {len(cases)} cases, {len(cases) - len(kept)} against news usage: "
                  + ", ".join(f"{label} {n}" for label, n in taken.items()), file=sys.stderr)
        for row in score(gold, "score_recognizers.py", pathlib.Path(rest), kept_lines):
            if row["file"] == "ALL":
                yield "cases in news usage", row["cases"] / 100


def recognizers(name, models):
    """Share of cases where every result is right and none is extra (the upstream unit test's measure), and F1 of results."""

    def measure(gold, args):
        folder = folder_of(gold, args, name)
        lines = []
        for model in models:
            cases = json.loads((folder / f"{model}.json").read_text(encoding="utf-8"))
            probe = "time_probe" if name == "recognizers-datetime" else "figure_probe"
            rows = [{"text": c["Input"], "ref": c.get("Context", {}).get("ReferenceDateTime", "")[:10]} for c in cases]
            for i, (case, answer) in enumerate(zip(cases, ask(probe, rows))):
                if name == "recognizers-datetime":
                    results = datetime_results(answer, case)
                elif name == "recognizers-number":
                    results = number_results(model, answer)
                else:
                    results = unit_results(model, answer, case["Input"])
                lines.append(json.dumps({"file": f"{model}.json", "index": i, "results": results}))
        if name == "recognizers-datetime":
            yield from outside_rejected(gold, folder, models, lines)
        files = ",".join(f"{model}.json" for model in models)
        for row in score(gold, "score_recognizers.py", folder, lines, "--files", files):
            label = "" if row["file"] == "ALL" else " " + row["file"].removesuffix(".json")
            yield "cases" + label, row["cases"] / 100
            yield "resolution F1" + label, row["resolution F1"] / 100

    return measure


SETS = {
    "names-pairs": names_pairs,
    "gap": gap,
    "gum-coref": gum_coref,
    "gum-dates": gum_dates,
    "timenorm": timenorm,
    "recognizers-number": recognizers("recognizers-number", ["NumberModel", "PercentModel"]),
    "recognizers-unit": recognizers("recognizers-unit", ["CurrencyModel", "DimensionModel", "AgeModel", "TemperatureModel"]),
    "recognizers-datetime": recognizers("recognizers-datetime", ["DateTimeModel"]),
}
