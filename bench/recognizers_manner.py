"""The manner of Recognizers-Text's dates, for bench/accuracy recognizers-datetime: what time_probe gives, in the form of that set.

There a date without its year has two readings, a range ends on the day after, "from" and "before" belong to the expression. The readings that
are against news usage are named in AGAINST_NEWS, each a question to the case alone, never to our answer.
"""
import datetime as dt
import re


def plain(number):
    return "%.15g" % number


PARTS = {"MO": ("08:00:00", "12:00:00"), "MI": ("11:00:00", "13:00:00"), "AF": ("12:00:00", "16:00:00"), "EV": ("16:00:00", "20:00:00"),
         "NI": ("20:00:00", "23:59:59"), "DT": ("08:00:00", "18:00:00")}
SECONDS = {"Y": 31536000, "M": 2592000, "W": 604800, "D": 86400, "TH": 3600, "TM": 60, "TS": 1}
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
COUNTS = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())} | {"a": 1, "an": 1}
CLOCKS = ("clock", "clock in words", "hours")
HALF = re.compile(r"\d\s*[ap]\b|[ap]\.?m\b|noon|night|morning|evening|afternoon|\b0\d", re.I)
ZONE = re.compile(r"\s*\b(gmt|utc|est|edt|cst|cdt|mst|mdt|pst|pdt|cet|cest|bst|eet|ist|jst|(eastern|pacific|central|local) time)$", re.I)
BOUND = re.compile(r"\b(before|no later than|later than|after|starting on|starting|beginning on|beginning|since|until|till|by|prior to|as late as)\s+((?:the|around)\s+)*$", re.I)


def seconds_of(value):
    """Seconds of a duration of one unit or several: P3D, PT1H30M."""
    match = re.fullmatch(r"P((?:[\d.]+[YMWD])*)(?:T((?:[\d.]+[HMS])+))?", value)
    if not match or value == "P":
        return None
    days = re.findall(r"([\d.]+)([YMWD])", match[1] or "")
    hours = re.findall(r"([\d.]+)([HMS])", match[2] or "")
    return sum(float(n) * SECONDS[u] for n, u in days) + sum(float(n) * SECONDS["T" + u] for n, u in hours)


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


def weekday_of(text):
    return next((i for i, name in enumerate(WEEKDAYS) if re.search(rf"\b{name[:3]}", text)), None)


def shifted(day, unit, count):
    """The day `count` units after `day`."""
    if unit in "DW":
        return day + dt.timedelta(count * (7 if unit == "W" else 1))
    months = day.year * 12 + day.month - 1 + count * {"M": 1, "Q": 3, "Y": 12}[unit]
    return safe_date(months // 12, months % 12 + 1, day.day) or month_end(dt.date(months // 12, months % 12 + 1, 1)) - dt.timedelta(1)


def span_values(t, ref):
    """"the next 3 days": from the day after; "the past two quarters": whole quarters."""
    match = re.fullmatch(r"P(\d+)([DWMQY])", t["value"])
    if not match:
        return None, []
    count, unit = int(match[1]), match[2]
    if unit == "Q":
        quarter = dt.date(ref.year, (ref.month - 1) // 3 * 3 + 1, 1)
        start = shifted(quarter, "Q", 1) if t["future"] else shifted(quarter, "Q", -count)
        end = shifted(start, "Q", count)
        return "daterange", [ranged(f"({start},{end},P{3 * count}M)", start, end)]
    start = ref + dt.timedelta(1) if t["future"] else shifted(ref, unit, -count)
    end = shifted(start, unit, count) if t["future"] else ref
    return "daterange", [ranged(f"({start},{end},{t['value']})", start, end)]


def cut(text, value, first, after):
    """The half of a unit that "early", "late", "the beginning of" name there."""
    word = re.match(r"(?:the )?(early|earlier|late|later|mid|middle|beginning|start|end)\b", text)
    if not word:
        return first, after
    late = word[1] in ("late", "later", "end")
    if word[1] in ("mid", "middle"):
        return (dt.date(first.year, 5, 1), dt.date(first.year, 9, 1)) if re.fullmatch(r"\d{4}", value) else (first, after)
    if re.fullmatch(r"\d{4}", value):
        middle = dt.date(first.year, 5 if word[1] in ("beginning", "start") else 7, 1)
    elif re.fullmatch(r"\d{4}-\d\d", value):
        middle = first + dt.timedelta(15)
    elif "-W" in value:
        middle = first + dt.timedelta(3)
    else:
        return first, after
    return (middle, after) if late else (first, middle)


def date_values(t, ref):
    """(kind, values) of an expression that denotes days."""
    value, text = t["value"], t["text"].lower()
    first = dt.date.fromisoformat(t["first"])
    after = dt.date.fromisoformat(t["last"]) + dt.timedelta(1)
    open_year = t["basis"] == "year inferred" and not re.match(r"(the )?(this|last|next|previous|following|coming)\b", text)
    moved = re.match(r"(?:in )?(\w+)\s+(month|week|year|fortnight)s?\s+(ago|later|after|before|from|hence)", text)
    count = moved and (COUNTS.get(moved[1]) or (int(moved[1]) if moved[1].isdigit() else 0))
    if moved and count and re.fullmatch(r"\d{4}(-\d\d|-W\d\d)?", value) and re.search(r"ago$|later$|hence$|from (now|today)$", text):
        sign = -1 if moved[3] == "ago" else 1
        unit = {"week": "W", "fortnight": "W", "month": "M", "year": "Y"}[moved[2]]
        day = shifted(ref, unit, sign * count * (2 if moved[2] == "fortnight" else 1))
        return "date", [{"timex": day.isoformat(), "type": "date", "value": day.isoformat()}]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        weekday = weekday_of(text)
        if t["why"] == "weekday" and weekday is not None and not re.search(r"\b(this|last|next|past|previous|coming|following|week)\b|\d|day,? the ", text):
            back = (ref.weekday() - weekday) % 7 or 7
            days = [ref - dt.timedelta(back), ref + dt.timedelta((weekday - ref.weekday()) % 7 or 7)]
            return "date", [{"timex": f"XXXX-WXX-{weekday + 1}", "type": "date", "value": d.isoformat()} for d in days]
        if open_year:
            days = near_dates(first.month, first.day, ref)
            return "date", [{"timex": f"XXXX-{first.month:02}-{first.day:02}", "type": "date", "value": d.isoformat()} for d in days]
        return "date", [{"timex": value, "type": "date", "value": value}]
    start, end = cut(text, value, first, after)
    if re.fullmatch(r"\d{4}-\d\d", value):
        if open_year:
            starts = [dt.date(y, first.month, 1) for y in (ref.year - 1, ref.year, ref.year + 1)]
            older = [d for d in starts if month_end(d) <= ref] or starts[:1]
            newer = [d for d in starts if month_end(d) > ref] or starts[-1:]
            return "daterange", [ranged(f"XXXX-{first.month:02}", *cut(text, value, d, month_end(d))) for d in (older[-1], newer[0])]
        return "daterange", [ranged(value, start, end)]
    if t["why"] == "fiscal year":
        return "daterange", [{"timex": "FY" + value, "type": "daterange", "value": "not resolved"}]
    if re.fullmatch(r"\d{4}|\d{4}-W\d\d(-WE)?", value):
        return "daterange", [ranged(value, start, end)]
    if re.fullmatch(r"\d{4}-Q\d", value):
        return "daterange", [ranged(f"({first},{after},P3M)", first, after)]
    if re.fullmatch(r"\d{3}", value):
        return "daterange", [ranged(f"({first},{after},P10Y)", first, after)]
    if re.fullmatch(r"\d\d", value):
        first = dt.date(int(value) * 100, 1, 1)
        return "daterange", [ranged(f"({first},{dt.date(first.year + 100, 1, 1)},P100Y)", first, dt.date(first.year + 100, 1, 1))]
    if re.fullmatch(r"\d{4}-(SP|SU|FA|WI)", value):
        return "daterange", [{"timex": value, "type": "daterange", "value": "not resolved"}]
    if "/" in value:
        ends = value.split("/")
        return range_values(first, dt.date.fromisoformat(t["last"]), ends, open_year, ref)
    return None, []


def range_values(first, last, ends, open_year, ref):
    """(kind, values) of days from one to another; a month or year ends the range with its first day."""
    grains = [len(e) for e in ends]
    if grains[1] in (4, 7):
        last = last.replace(day=1) if grains[1] == 7 else dt.date(last.year, 1, 1)
    if grains == [4, 4]:
        length = f"P{last.year - first.year}Y"
    elif set(grains) <= {4, 7}:
        length = f"P{(last.year - first.year) * 12 + last.month - first.month}M"
    else:
        length = f"P{(last - first).days}D"
    if not open_year:
        return "daterange", [ranged(f"({first},{last},{length})", first, last)]
    timex = f"(XXXX-{first:%m-%d},XXXX-{last:%m-%d},{length})"
    pairs = []
    for year in range(ref.year - 2, ref.year + 3):
        start, end = safe_date(year, first.month, first.day), safe_date(year + last.year - first.year, last.month, last.day)
        if start and end:
            pairs.append((start, end))
    inside = [p for p in pairs if p[0] <= ref < p[1]]
    past, ahead = [p for p in pairs if p[1] <= ref], [p for p in pairs if p[0] > ref]
    return "daterange", [ranged(timex, *p) for p in (inside or past[-1:] + ahead[:1])]


MONTHS = "january february march april may june july august september october november december".split()


def day_values(t, ref):
    """Days of an expression that has a time of day too."""
    day = t["value"][:10]
    text = re.sub(r"\b(at|around)\b.*", "", t["text"].lower()) or t["text"].lower()
    kind, days = date_values({**t, "value": day, "text": text, "first": day, "last": day}, ref)
    return days if kind == "date" else []


def clock_text(clock, said):
    return clock[:2] if clock.endswith("00:00") and ":" not in said else clock[:5] if clock.endswith(":00") else clock


def full_clock(value):
    return ":".join((value.split("T", 1)[1].rstrip("Z").split(":") + ["00", "00"])[:3]).replace("24:", "00:")


def other_half(clock):
    return f"{(int(clock[:2]) + 12) % 24:02}" + clock[2:]


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
        if t["why"] == "part of day" or text in ("night", "the night"):
            return "timerange", [{"timex": "T" + clock, "type": "timerange", "start": start, "end": end}]
        days = day_values(t, ref)
        return "datetimerange", [{"timex": f"{d['timex']}T{clock}", "type": "datetimerange", "start": f"{d['value']} {start}", "end": f"{d['value']} {end}"}
                                 for d in days]
    full = full_clock(value)
    open_half = 0 < int(full[:2]) <= 12 and not HALF.search(re.sub(r"\d{4}", "", text))
    halves = [full] + ([other_half(full)] if open_half else [])
    if t["why"] in CLOCKS:
        return "time", [{"timex": "T" + clock_text(h, text), "type": "time", "value": h} for h in halves]
    return "datetime", [{"timex": f"{d['timex']}T{clock_text(h, text)}", "type": "datetime", "value": f"{d['value']} {h}"}
                        for d in day_values(t, ref) for h in halves]


def joined(a, b, ref, text):
    """(kind, values) of a range with two ends."""
    now = b["value"] == "PRESENT_REF"
    if not now and ("T" in a["value"]) != ("T" in b["value"]):
        return None, []
    if "T" in a["value"]:
        if now:
            return None, []
        whole = text[a["start"]:b["end"]]
        start, end = full_clock(a["value"]), full_clock(b["value"])
        said = [re.sub(r"\d+/\d+/\d+", "", x["text"]) for x in (a, b)]
        open_half = 0 < int(start[:2]) <= 12 and 0 < int(end[:2]) <= 12 and not HALF.search(re.sub(r"\d{4}", "", whole))
        values = []
        timed = a["why"] in CLOCKS and b["why"] in CLOCKS
        source = b if a["why"] in CLOCKS else a
        days = [None] if timed else day_values(source, ref)
        for d in days:
            for flip in (False, True) if open_half else (False,):
                x, y = (other_half(start), other_half(end)) if flip else (start, end)
                minutes = (int(y[:2]) * 60 + int(y[3:5]) - int(x[:2]) * 60 - int(x[3:5])) % 1440
                length = "PT" + (f"{minutes // 60}H" if minutes >= 60 else "") + (f"{minutes % 60}M" if minutes % 60 else "")
                tx, ty = clock_text(x, said[0]), clock_text(y, said[1])
                if d is None:
                    values.append({"timex": f"(T{tx},T{ty},{length})", "type": "timerange", "start": x, "end": y})
                    continue
                last = (dt.date.fromisoformat(d["value"]) + dt.timedelta(1 if y <= x else 0)).isoformat()
                day = d["timex"] if last == d["value"] or d["timex"].startswith("X") else last
                values.append({"timex": f"({d['timex']}T{tx},{day}T{ty},{length})", "type": "datetimerange", "start": f"{d['value']} {x}", "end": f"{last} {y}"})
        return "timerange" if timed else "datetimerange", values
    if "first" not in a or not (now or "first" in b):
        return None, []
    first = dt.date.fromisoformat(a["first"])
    last = ref if now else dt.date.fromisoformat(b["first"])
    open_year = a["basis"] == "year inferred" and (now or b["basis"] == "year inferred") and not now
    if now and a["basis"] == "year inferred":
        return "daterange", [ranged(f"(XXXX-{first:%m-%d},{last},P{(last - first).days}D)", first, last)]
    if not now and b["text"].lower().startswith("the end of"):
        last = dt.date.fromisoformat(b["last"]) + dt.timedelta(1)
        return "daterange", [ranged(f"({first},{last},P{(last.year - first.year) * 12 + last.month - first.month}M)", first, last)]
    return range_values(first, last, [a["value"], last.isoformat() if now else b["value"]], open_year, ref)


def bounded(t, kind, values, text):
    """"before 2010", "since May 5", "after 1pm": the word belongs to the expression and the range has one end."""
    if kind == "duration":
        more = re.search(r"\b(more than|less than|at least|at most)\s+$", text[: t["start"]], re.I)
        return (more.start() if more else t["start"]), kind, values
    word = BOUND.search(text[: t["start"]])
    if not word or kind not in ("date", "daterange", "time", "datetime"):
        around = re.search(r"\b(around|about)\s+$", text[: t["start"]], re.I)
        takes = around and (kind in ("time", "datetime") or (kind == "date" and around[1].lower() == "around"))
        return (around.start() if takes else t["start"]), kind, values
    mod = {"since": "since", "starting": "since", "beginning": "since", "after": "after", "later": "after"}.get(word[1].lower().split()[0], "before")
    if word[1].lower() == "as late as":
        mod = "before"
    if mod == "after" and t["text"].lower().startswith("the beginning"):
        mod = "since"
    kind = {"time": "timerange", "datetime": "datetimerange"}.get(kind, "daterange")
    out = []
    for v in values:
        start, end = v.get("start") or v.get("value"), v.get("end") or v.get("value")
        side = {"start": start if mod == "since" else end} if mod != "before" else {"end": start}
        out.append({"timex": v["timex"], "type": kind, **side})
    return word.start(), kind, out


def values_of(t, ref, reference):
    value = t["value"]
    if value == "PRESENT_REF":
        return "datetime", [{"timex": value, "type": "datetime", "value": reference.replace("T", " ")}]
    if t["type"] == "SET":
        value = re.sub(r"^(XXXX-XX-XX)?(?=T)", "", {"P1Q": "P3M"}.get(value, value))
        return "set", [{"timex": re.sub(r"(T\d\d):00$", r"\1", value), "type": "set", "value": "not resolved"}]
    if t["why"] == "span up to the page":
        return span_values(t, ref)
    if t["type"] == "DURATION":
        seconds = seconds_of(value)
        return "duration", [{"timex": value, "type": "duration", "value": plain(seconds)}] if seconds else []
    if re.match(r"\d{4}-\d\d-\d\dT", value):
        return clock_values(t, ref)
    return date_values(t, ref) if "first" in t else (None, [])


def datetime_results(answer, case):
    reference = case.get("Context", {}).get("ReferenceDateTime", "2016-11-07T00:00:00")
    ref, text = dt.date.fromisoformat(reference[:10]), case["Input"]
    out, timexes, done = [], answer["timexes"], set()
    for i, t in enumerate(timexes):
        if i in done:
            continue
        zone = ZONE.search(t["text"])
        start, end = t["start"], t["end"] - (len(zone[0]) if zone and "T" in t["value"] else 0)
        kind, values = None, []
        if "range_end" in t:
            other = timexes[t["range_end"]]
            kind, values = joined(t, other, ref, text)
            if values:
                done.add(t["range_end"])
                zone = ZONE.search(other["text"])
                end = other["end"] - (len(zone[0]) if zone and "T" in other["value"] else 0)
                lead = re.search(r"\b(between|from)\s+(the\s+)?$", text[:start], re.I)
                start = lead.start() if lead else start
        if not values:
            kind, values = values_of(t, ref, reference)
            lead = re.search(r"\bin $", text[:start], re.I)
            if kind in ("timerange", "time") and lead and t["text"].lower().startswith("the"):
                start -= 3
            elif "/" in t["value"] and kind == "daterange" and re.search(r"\b(between|from)\s+$", text[:start], re.I):
                start = re.search(r"\b(between|from)\s+$", text[:start], re.I).start()
            elif kind == "duration" and lead and re.fullmatch(r"P\d+[DWMY]", t["value"]) and not re.match(r"\s*of\b", text[end:]):
                day = shifted(ref, t["value"][-1], int(t["value"][1:-1]))  # "in 3 years": a day ahead
                start, kind, values = lead.start(), "date", [{"timex": day.isoformat(), "type": "date", "value": day.isoformat()}]
            else:
                after_day = i + 1 < len(timexes) and kind == "date" and timexes[i + 1]["why"] in CLOCKS
                gap = after_day and re.fullmatch(r"\s+(before|after|no later than|later than|until|by|since)\s+", text[end: timexes[i + 1]["start"]], re.I)
                if gap:  # "Tuesday after 1pm"
                    _, times = clock_values({**timexes[i + 1], "why": "clock"}, ref)
                    side = "start" if gap[1].lower() in ("after", "later than", "since") else "end"
                    values = [{"timex": v["timex"] + c["timex"], "type": "datetimerange", side: f"{v['value']} {c['value']}"} for c in times for v in values]
                    kind, end = "datetimerange", timexes[i + 1]["end"]
                    zone = ZONE.search(timexes[i + 1]["text"])
                    end -= len(zone[0]) if zone else 0
                    done.add(i + 1)
                else:
                    start, kind, values = bounded(t, kind, values, text)
            trimmed = re.match(r"the (?=(next|last|past|previous|coming|following|beginning of|middle of|end of (?!the)|\d+ next)\b)", text[start:end], re.I)
            if trimmed and t["why"] in ("relative unit", "span up to the page", "year", "month", "edge of the unit"):
                start += len(trimmed[0])
        if values:
            out.append({"start": start, "end": end - 1, "type": "datetimeV2." + kind, "resolution": {"values": values}})
    return out


# ---- readings against news usage: each class is a question to the case (its words and the reading asked for), whatever we answer

def gold_texts(case):
    return [(r.get("Text") or "").lower() for r in case.get("Results", [])]


def gold_values(case):
    return [v for r in case.get("Results", []) for v in (r.get("Resolution") or {}).get("values") or [] if isinstance(v, dict)]


def any_text(pattern):
    return lambda case: any(re.search(pattern, text) for text in gold_texts(case))


def any_timex(pattern):
    return lambda case: any(re.search(pattern, str(v.get("timex"))) for v in gold_values(case))


def bare_clock(case):
    """A time of day whose words hold a number and nothing that makes it an hour."""
    for r in case.get("Results", []):
        text = (r.get("Text") or "").lower()
        kind = r.get("TypeName", "")
        if kind.endswith(("time", "timerange")) and re.search(r"\d", text):
            said = re.search(r"\d:\d|[ap]\s?\.?\s?m\b|\da\b|o'clock|noon|night|morning|evening|afternoon|past|now|minute|min\b|hour|\d\s?h\b|sec|0\d\d\d", text)
            if not said:
                return True
    return False


def last_weekday_skips(case):
    """"last Wednesday" or "following Friday" said on a Thursday for another week's, not the nearest."""
    ref = dt.date.fromisoformat(case.get("Context", {}).get("ReferenceDateTime", "2016-11-07")[:10])
    for r in case.get("Results", []):
        match = re.fullmatch(r"(last|previous|following) (" + "|".join(WEEKDAYS) + ")", (r.get("Text") or "").lower())
        for v in (r.get("Resolution") or {}).get("values") or []:
            if match and v.get("value") and abs((dt.date.fromisoformat(v["value"][:10]) - ref).days) > 7 - (match[1] != "following"):
                return True
    return False


def past_as_future(case):
    """A sentence in the past tense whose only reading lies after its day."""
    ref = case.get("Context", {}).get("ReferenceDateTime", "2016-11-07")[:10]
    days = [v.get("value") or v.get("start") or "" for v in gold_values(case)]
    told = re.search(r"\b(was|were|happened|left|went|had)\b", case["Input"].lower())
    return bool(told) and len(days) == 1 and re.match(r"\d{4}-", days[0]) is not None and days[0][:10] > ref


AGAINST_NEWS = [
    ("a bare number as a time of day", bare_clock),
    ("counted from the reader's clock", lambda c: any(re.search(r"min|hour|second|\dh\b|now\b", t) for t in gold_texts(c))
     and any(str(r.get("TypeName", "")).endswith(("datetime", "datetimerange")) for r in c.get("Results", [])) and not any_timex(r"^PRESENT_REF$")(c)),
    ("comparison words of a database query", lambda c: re.search(r"greater than|later than \d{4}|(or|and) (later|after|greater)\b|[<>]", c["Input"].lower()) is not None),
    ("meals and the business day as hours", any_timex(r"TME|BD\)|T23:59:59")),
    ("a vague word as a number", any_text(r"\b(few|several|noonish|\d+ish)\b")),
    ("a unit with nothing but its article", any_text(r"^(the )?(hour|day|week|weekend|fortnight|month|year)$")),
    ("the same or that unit as the reader's own", any_text(r"^(same|that) ")),
    ("pairs of numbers without year as days", any_text(r"(?<![\d/.:-])\d{1,2}[/.-]\d{1,2}(?![\d/.:]|\s?[ap]\.?m|-\d{4})(?!.*\b(min|hour|hrs)\b)")),
    ("digits run together, addresses, file names", lambda c: re.search(r"\d{8}|www\.|\w\.(html|xlsx)", c["Input"].lower()) is not None),
    ("an open century", any_timex(r"XX\d\d")),
    ("school years", any_timex(r"^SY")),
    ("last and following weekday past the nearest", last_weekday_skips),
    ("told as past, read as ahead", past_as_future),
]


def against_news(case):
    """Names of the classes a case falls in."""
    return [name for name, asks in AGAINST_NEWS if asks(case)]
