"""Sets of the rooms names, time and figure for bench/accuracy. Uses the developers' tools names_probe, time_probe and figure_probe
(tests/*/tools.cmake), found beside the program or named by FACTS_TOOLS (a folder)."""
import csv
import datetime as dt
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile


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


# ---- the manner of Recognizers-Text: a date without its year has two readings, a range ends on the day after

PARTS = {"MO": ("08:00:00", "12:00:00"), "AF": ("12:00:00", "16:00:00"), "EV": ("16:00:00", "20:00:00"), "NI": ("20:00:00", "23:59:59"), "DT": ("08:00:00", "18:00:00")}
SECONDS = {"Y": 31536000, "M": 2592000, "W": 604800, "D": 86400, "TH": 3600, "TM": 60, "TS": 1}
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
STATED = re.compile(r"\d{4}|\b(this|last|next|past|previous|coming|same|today|tomorrow|yesterday|tonight|ago|later|earlier|from now|before|after)\b|\d/\d+/\d", re.I)


def seconds_of(value):
    match = re.fullmatch(r"P(T?)([\d.]+)([YMWDHS])", value)
    if not match:
        return None
    return float(match[2]) * SECONDS[("T" if match[1] else "") + match[3]]


def safe_date(year, month, day):
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def near_dates(month, day, ref):
    """The date of that day last before and first from `ref` on."""
    days = [d for d in (safe_date(ref.year + k, month, day) for k in range(-4, 5)) if d]
    before, after = [d for d in days if d < ref], [d for d in days if d >= ref]
    if ref in days:
        return [ref]
    return [before[-1], after[0]] if before and after else days[:1]


def month_end(day):
    return dt.date(day.year + (day.month == 12), day.month % 12 + 1, 1)


def ranged(timex, start, end):
    return {"timex": timex, "type": "daterange", "start": start.isoformat(), "end": end.isoformat()}


def date_values(t, ref):
    """(kind, values) of an expression that denotes days."""
    value, text = t["value"], t["text"].lower()
    stated = bool(STATED.search(text))
    first = dt.date.fromisoformat(t["first"])
    after = dt.date.fromisoformat(t["last"]) + dt.timedelta(1)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        weekday = next((i for i, name in enumerate(WEEKDAYS) if re.search(rf"\b{name[:3]}", text)), None)
        if weekday is not None and not re.search(r"\d|first|second|th\b|" + "|".join(MONTHS), text) and not stated:
            back = (ref.weekday() - weekday) % 7 or 7
            days = [ref - dt.timedelta(back), ref + dt.timedelta((weekday - ref.weekday()) % 7 or 7)]
            return "date", [{"timex": f"XXXX-WXX-{weekday + 1}", "type": "date", "value": d.isoformat()} for d in days]
        if not stated:
            days = near_dates(first.month, first.day, ref)
            return "date", [{"timex": f"XXXX-{first.month:02}-{first.day:02}", "type": "date", "value": d.isoformat()} for d in days]
        return "date", [{"timex": value, "type": "date", "value": value}]
    moved = re.match(r"(?:in )?(\w+)\s+(month|week|year|fortnight)s?\s+(ago|later|after)", text)
    if moved and re.fullmatch(r"\d{4}(-\d\d|-W\d\d)?", value):
        counts = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten".split())} | {"a": 1, "an": 1}
        count = counts.get(moved[1]) or (int(moved[1]) if moved[1].isdigit() else 0)
        sign = -1 if moved[3] == "ago" else 1
        if moved[2] in ("week", "fortnight"):
            day = ref + dt.timedelta(sign * count * (7 if moved[2] == "week" else 14))
        else:
            months = ref.year * 12 + ref.month - 1 + sign * count * (12 if moved[2] == "year" else 1)
            day = safe_date(months // 12, months % 12 + 1, ref.day) or dt.date(months // 12, months % 12 + 1, 28)
        return "date", [{"timex": day.isoformat(), "type": "date", "value": day.isoformat()}]
    if re.fullmatch(r"\d{4}-\d\d", value):
        if not stated:
            starts = [dt.date(y, first.month, 1) for y in (ref.year - 1, ref.year, ref.year + 1)]
            older = [s for s in starts if month_end(s) <= ref] or starts[:1]
            newer = [s for s in starts if month_end(s) > ref] or starts[-1:]
            return "daterange", [ranged(f"XXXX-{first.month:02}", s, month_end(s)) for s in (older[-1], newer[0])]
        return "daterange", [ranged(value, first, after)]
    if re.fullmatch(r"\d{4}|\d{4}-W\d\d(-WE)?", value):
        return "daterange", [ranged(value, first, after)]
    if re.fullmatch(r"\d{4}-Q\d", value):
        return "daterange", [ranged(f"({first},{after},P3M)", first, after)]
    if re.fullmatch(r"\d{3}", value):
        return "daterange", [ranged(f"({first},{after},P10Y)", first, after)]
    if re.fullmatch(r"\d{4}-(SP|SU|FA|WI)", value):
        return "daterange", [{"timex": value, "type": "daterange", "value": "not resolved"}]
    if "/" in value:
        last = dt.date.fromisoformat(t["last"])
        if re.fullmatch(r"\d{4}/\d{4}", value):
            last = dt.date(last.year, 1, 1)
            return "daterange", [ranged(f"({first},{last},P{last.year - first.year}Y)", first, last)]
        if re.fullmatch(r"\d{4}-\d\d/\d{4}-\d\d", value):
            last = last.replace(day=1)
            months = (last.year - first.year) * 12 + last.month - first.month
            return "daterange", [ranged(f"({first},{last},P{months}M)", first, last)]
        days = (last - first).days
        if stated:
            return "daterange", [ranged(f"({first},{last},P{days}D)", first, last)]
        timex = f"(XXXX-{first:%m-%d},XXXX-{last:%m-%d},P{days}D)"
        return "daterange", [ranged(timex, d, d + dt.timedelta(days)) for d in near_dates(first.month, first.day, ref)]
    return None, []


MONTHS = "january february march april may june july august september october november december".split()


def clock_values(t, ref):
    """(kind, values) of an expression with a time of day."""
    value, text = t["value"], t["text"].lower()
    day, clock = value.split("T", 1)
    if clock in PARTS:
        start, end = PARTS[clock]
        middle = f"{int(start[:2]) + 2:02}:00:00"
        if re.search(r"\bearly\b", text):
            end = middle
        if re.search(r"\blater?\b", text):
            start = middle
        only = not re.search(r"day|night|tomorrow|\d|" + "|".join(MONTHS), re.sub(r"midday|daytime", "", text)) or text in ("night", "the night")
        if only and not re.search(r"tonight|tonite|\bthis\b|\blast\b", text):
            return "timerange", [{"timex": "T" + clock, "type": "timerange", "start": start, "end": end}]
        return "datetimerange", [{"timex": value, "type": "datetimerange", "start": f"{day} {start}", "end": f"{day} {end}"}]
    hours = clock.split(":")
    full = ":".join((hours + ["00", "00"])[:3])
    open_half = len(hours[0]) == 2 and 0 < int(hours[0]) <= 12 and not re.search(r"[ap]\.?m|noon|night|morning|evening|afternoon|o'clock [ap]|^0\d", text)
    halves = [full] + ([f"{(int(hours[0]) + 12) % 24:02}" + full[2:]] if open_half else [])
    short = lambda h: h[:2] if full.endswith("00:00") and ":" not in text else h[:5] if full.endswith(":00") else h
    if not re.search(r"day|today|tomorrow|yesterday|tonight|\d[/-]\d|" + "|".join(MONTHS), text):
        return "time", [{"timex": "T" + short(h), "type": "time", "value": h} for h in halves]
    own_day = re.sub(r"\s*\bat\b.*|\d{1,2}([:.]\d\d)*\s*([ap]\.?m\.?)?$|^\d{1,2}([:.]\d\d)*\s*([ap]\.?m\.?)?\s*(on|of)?\s*", "", text)
    date = dt.date.fromisoformat(day)
    _, days = date_values({"value": day, "text": own_day, "first": day, "last": day}, ref)
    timex = days[0]["timex"] if days else date.isoformat()
    return "datetime", [{"timex": f"{timex}T{short(h)}", "type": "datetime", "value": f"{d['value']} {h}"} for d in days for h in halves]


def with_bound(t, kind, values, text):
    """"before 2010", "since May 5", "after Feb": the word belongs to the expression and the range has one end."""
    lead = re.search(r"\b(between|from)\s+$", text[: t["start"]], re.I)
    if lead and "/" in t["value"]:
        return lead.start(), kind, values
    word = re.search(r"\b(before|after|since|until|till|by|prior to)\s+(the\s+)?$", text[: t["start"]], re.I)
    if not word or kind not in ("date", "daterange"):
        return t["start"], kind, values
    mod = {"since": "since", "after": "after"}.get(word[1].lower(), "before")
    out = []
    for v in values:
        start, end = v.get("start") or v.get("value"), v.get("end") or v.get("value")
        side = {"start": start if mod == "since" else end} if mod != "before" else {"end": start}
        out.append({"timex": v["timex"], "type": "daterange", **side})
    return word.start(), "daterange", out


def datetime_results(answer, case):
    reference = case.get("Context", {}).get("ReferenceDateTime", "2016-11-07T00:00:00")
    ref = dt.date.fromisoformat(reference[:10])
    out = []
    for t in answer["timexes"]:
        value, start = t["value"], t["start"]
        if value == "PRESENT_REF":
            kind, values = "datetime", [{"timex": value, "type": "datetime", "value": reference.replace("T", " ")}]
        elif t["type"] == "SET":
            kind, values = "set", [{"timex": value, "type": "set", "value": "not resolved"}]
        elif t["type"] == "DURATION":
            kind, values = "duration", [{"timex": value, "type": "duration", "value": plain(seconds_of(value))}] if seconds_of(value) else []
        elif re.match(r"\d{4}-\d\d-\d\dT", value):
            kind, values = clock_values(t, ref)
            if kind == "timerange" and re.search(r"\bin $", case["Input"][:start], re.I):
                start -= 3
        elif "first" in t:
            kind, values = date_values(t, ref)
            start, kind, values = with_bound(t, kind, values, case["Input"])
        else:
            continue
        if values:
            out.append({"start": start, "end": t["end"] - 1, "type": "datetimeV2." + kind, "resolution": {"values": values}})
    return out


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
