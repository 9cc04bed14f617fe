#!/usr/bin/env python3
"""Checks the form of every table in this folder.

Example: a row `usa_president<TAB>Joe Bidden<TAB>x<TAB>...` gives
`holders-1.tsv:12: gender 'x' is not m or f`; the exit status is then 1.

What it looks at: comment with the source on top, header row, number of cells,
ids, dates, numbers, references between tables, double rows, two holders of one
office at one time. What it does not try: whether a fact is true.

Usage: check.py [FOLDER]     (default: the folder of this file)
Needs nothing but Python 3.
"""

import datetime
import os
import re
import sys

ID = re.compile(r"^[a-z0-9_]+$")
DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")
OVERLAP_DAYS = 31  # a hand-over may be dated loosely; more than this is an error

OFFICE_KINDS = set(
    "head_of_state head_of_government head_of_state_and_government foreign_minister "
    "defence_minister finance_minister interior_minister vice spokesperson ambassador_un "
    "party_leader speaker army_chief intelligence_chief central_bank monarch supreme_leader "
    "envoy other".split()
)
PLACE_KINDS = set(
    "city region province island sea strait canal river mountain continent world_region "
    "building airport camp".split()
)
METONYM_KINDS = set("capital seat ministry parliament agency army police court party".split())

# Tables whose columns are fixed. name -> (columns, required columns, key columns)
TABLES = {
    "states": (
        "id name iso2 iso3 capital adjectives demonyms variants",
        "id name iso2 iso3",
        "id",
    ),
    "places": ("name variants state kind lat lon", "name kind lat lon", "name state kind"),
    "metonyms": ("text stands_for kind office", "text stands_for kind", "text stands_for"),
    "offices": ("id state_or_body kind titles", "id state_or_body kind titles", "id"),
    "holders": (
        "office person gender variants from to note",
        "office person gender",
        "office person from",
    ),
    "bodies": ("id name acronyms variants kind members", "id name kind", "id"),
    "groups": ("id name acronyms variants kind state from to", "id name kind", "id"),
    "outlets": (
        "id name kind abbreviations domains state lang variants",
        "id name kind",
        "id",
    ),
    "resolutions": ("body number date subject", "body number date subject", "body number"),
    "speech_verbs": (
        "lemma forms class strength complement stance",
        "lemma forms class strength complement stance",
        "lemma",
    ),
    "speech_nouns": ("noun class preposition", "noun class", "noun"),
    "given_names": ("name gender", "name gender", "name"),
    "honorifics": ("text kind gender", "text kind", "text"),
    "companies": ("id name variants state", "id name", "id"),
}

# Columns with a closed list of values, by table stem.
VALUES = {
    ("places", "kind"): PLACE_KINDS,
    ("metonyms", "kind"): METONYM_KINDS,
    ("offices", "kind"): OFFICE_KINDS,
    ("holders", "gender"): {"m", "f"},
    ("given_names", "gender"): {"m", "f", "u"},
    ("honorifics", "gender"): {"m", "f", "u"},
    ("honorifics", "kind"): set(
        "civil military political religious royal academic role".split()
    ),
    ("bodies", "kind"): set(
        "un_organ un_agency intergovernmental eu alliance court ngo bank forum".split()
    ),
    ("groups", "kind"): set(
        "armed_group militia party movement rebel_government union cartel".split()
    ),
    ("outlets", "kind"): set("agency newspaper broadcaster site magazine".split()),
    ("speech_verbs", "stance"): {"for", "against", "neutral", "uncertain"},
    ("speech_verbs", "strength"): set("12345"),
}


class Table:
    """One file: its stem (`holders-2.tsv` -> `holders`), columns, rows with line numbers."""

    def __init__(self, file, stem):
        self.file = file
        self.stem = stem
        self.columns = []
        self.rows = []  # (line number, {column: cell})


class Check:
    """Collects complaints as `file:line: reason`."""

    def __init__(self):
        self.complaints = []

    def say(self, file, line, reason):
        self.complaints.append((file, line, reason))


def stem_of(file):
    """`holders-2.tsv` -> `holders`; `speech_verbs.tsv` -> `speech_verbs`."""
    return re.sub(r"-\d+$", "", file[: -len(".tsv")])


def read_table(folder, file, check):
    """Reads one file; form of lines is checked on the way."""
    table = Table(file, stem_of(file))
    with open(os.path.join(folder, file), "rb") as handle:
        raw = handle.read()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        check.say(file, raw[: error.start].count(b"\n") + 1, "not UTF-8")
        return table
    if not text.endswith("\n"):
        check.say(file, text.count("\n") + 1, "no newline at the end of the file")
    if "\r" in text:
        check.say(file, text[: text.index("\r")].count("\n") + 1, "carriage return")
    header_seen = False
    head = []
    for number, line in enumerate(text.split("\n")[:-1], 1):
        if line.startswith("#"):
            if not header_seen:
                head.append(line.lower())
            continue
        if not line.strip():
            check.say(file, number, "empty line")
            continue
        cells = line.split("\t")
        if not header_seen:
            header_seen = True
            table.columns = cells
            if not head:
                check.say(file, 1, "no comment on top of the file")
            elif not any("source" in h or "written from" in h for h in head):
                check.say(file, 1, "the comment on top does not name the source")
            continue
        if len(cells) != len(table.columns):
            check.say(file, number, f"{len(cells)} cells, header has {len(table.columns)}")
            continue
        for column, cell in zip(table.columns, cells):
            check_cell(table, number, column, cell, check)
        table.rows.append((number, dict(zip(table.columns, cells))))
    if not header_seen:
        check.say(file, 1, "no header row")
    return table


def check_cell(table, number, column, cell, check):
    """What holds for a cell of any table: no stray blanks, no empty part of a list."""
    if cell != cell.strip():
        check.say(table.file, number, f"blank at the edge of {column}")
    if "  " in cell:
        check.say(table.file, number, f"two blanks in a row in {column}")
    if ";" in cell and column != "note":
        parts = cell.split(";")
        if any(p != p.strip() or not p for p in parts):
            check.say(table.file, number, f"empty or padded part in the list {column}")
        elif len(set(parts)) != len(parts):
            check.say(table.file, number, f"the list {column} names one thing twice")


def check_columns(table, check):
    """The columns of a known table are fixed; offices may add `seats`."""
    if table.stem not in TABLES or not table.columns:
        return
    want = TABLES[table.stem][0].split()
    have = [c for c in table.columns if not (table.stem == "offices" and c == "seats")]
    if have != want:
        check.say(table.file, 1, f"columns are {' '.join(have)}; wanted {' '.join(want)}")


def days(date, end):
    """First (or, with end, last) day that a date of any precision may mean."""
    parts = [int(p) for p in date.split("-")]
    if len(parts) == 3:
        return datetime.date(*parts)
    if len(parts) == 2:
        if not end:
            return datetime.date(parts[0], parts[1], 1)
        year, month = (parts[0] + 1, 1) if parts[1] == 12 else (parts[0], parts[1] + 1)
        return datetime.date(year, month, 1) - datetime.timedelta(days=1)
    return datetime.date(parts[0], 12, 31) if end else datetime.date(parts[0], 1, 1)


def valid_date(cell):
    """True for YYYY, YYYY-MM, YYYY-MM-DD that exist in the calendar."""
    if not DATE.match(cell):
        return False
    try:
        days(cell, False)
    except ValueError:
        return False
    return True


def check_rows(table, check):
    """Required cells, closed value lists, ids, dates, numbers, doubles."""
    _, required, key = TABLES.get(table.stem, ("", "", ""))
    keys = key.split() or (["id"] if "id" in table.columns else [])
    seen = {}
    for number, row in table.rows:
        for column in required.split():
            if not row.get(column):
                check.say(table.file, number, f"empty {column}")
        if "id" in row and not ID.match(row["id"]):
            check.say(table.file, number, f"id '{row['id']}' is not [a-z0-9_]+")
        for column, cell in row.items():
            allowed = VALUES.get((table.stem, column))
            if allowed and cell and cell not in allowed:
                known = " or ".join(sorted(allowed)) if len(allowed) < 4 else "a known value"
                check.say(table.file, number, f"{column} '{cell}' is not {known}")
            if column in ("from", "to", "date") and cell and not valid_date(cell):
                check.say(table.file, number, f"{column} '{cell}' is not an ISO date")
        check_span(table, number, row, check)
        check_place(table, number, row, check)
        if keys:
            value = tuple(row.get(k, "") for k in keys)
            if value in seen:
                check.say(table.file, number, f"same {' '.join(keys)} as line {seen[value]}")
            seen.setdefault(value, number)


def check_span(table, number, row, check):
    """`from` is not after `to`."""
    start, end = row.get("from", ""), row.get("to", "")
    if start and end and valid_date(start) and valid_date(end):
        if days(start, False) > days(end, True):
            check.say(table.file, number, f"from {start} is after to {end}")


def check_place(table, number, row, check):
    """Latitude and longitude are numbers on the globe."""
    for column, limit in (("lat", 90.0), ("lon", 180.0)):
        cell = row.get(column, "")
        if not cell:
            continue
        if not re.match(r"^-?\d{1,3}(\.\d{1,2})?$", cell) or abs(float(cell)) > limit:
            check.say(table.file, number, f"{column} '{cell}' is not a coordinate")


def check_references(tables, check):
    """Every state, body and office that a row names stands in its own table."""
    ids = {}
    for table in tables:
        for _, row in table.rows:
            if "id" in row:
                ids.setdefault(table.stem, set()).add(row["id"])
    states = ids.get("states", set())
    bodies = ids.get("bodies", set()) | ids.get("groups", set())
    have_bodies = {"bodies", "groups"} <= {t.stem for t in tables}
    actors = states | bodies
    targets = {
        ("places", "state"): states,
        ("metonyms", "stands_for"): actors,
        ("offices", "state_or_body"): actors,
        ("holders", "office"): ids.get("offices", set()),
        ("bodies", "members"): states,
        ("groups", "state"): states,
        ("outlets", "state"): states,
        ("companies", "state"): states,
        ("resolutions", "body"): bodies,
    }
    for table in tables:
        for number, row in table.rows:
            for column, cell in row.items():
                known = targets.get((table.stem, column))
                if known is None or not cell:
                    continue
                for name in cell.split(";"):
                    if name in known:
                        continue
                    if known is actors and not have_bodies and not re.match(r"^[a-z]{3}$", name):
                        continue  # bodies and groups are not both here to look into
                    check.say(table.file, number, f"{column} '{name}' is in no table")


def check_ids_across(tables, check):
    """An id is given once, also across holders-1/-2, bodies and groups."""
    seen = {}
    for table in tables:
        for number, row in table.rows:
            if "id" not in row:
                continue
            space = "actors" if table.stem in ("states", "bodies", "groups") else table.stem
            where = seen.get((space, row["id"]))
            if where and where[0] != table.file:
                check.say(table.file, number, f"id '{row['id']}' also at {where[0]}:{where[1]}")
            seen.setdefault((space, row["id"]), (table.file, number))


def check_overlaps(tables, check):
    """Two people do not hold one office at one time, except where the tables say so."""
    seats = {}
    for table in tables:
        if table.stem == "offices":
            for _, row in table.rows:
                seats[row["id"]] = int(row.get("seats") or 1) if (row.get("seats") or "1").isdigit() else 1
    by_office = {}
    for table in tables:
        if table.stem != "holders":
            continue
        for number, row in table.rows:
            note = row.get("note", "")
            if any(w in note for w in ("contested", "acting", "concurrent")) or not row.get("from"):
                continue
            if not valid_date(row["from"]) or (row.get("to") and not valid_date(row["to"])):
                continue
            # The shortest reading of a loose date: late start, early end.
            start = days(row["from"], True)
            end = days(row["to"], False) if row.get("to") else datetime.date.max
            by_office.setdefault(row["office"], []).append((start, end, table.file, number, row))
    for office, terms in sorted(by_office.items()):
        if seats.get(office, 1) > 1:
            continue
        terms.sort(key=lambda t: (t[0], t[1], t[2], t[3]))
        for index, one in enumerate(terms):
            for two in terms[index + 1 :]:
                if (min(one[1], two[1]) - two[0]).days > OVERLAP_DAYS:
                    check.say(
                        two[2],
                        two[3],
                        f"{office}: {two[4]['person']} overlaps {one[4]['person']} ({one[2]}:{one[3]})",
                    )


def main(arguments):
    folder = arguments[1] if len(arguments) > 1 else os.path.dirname(os.path.abspath(__file__))
    check = Check()
    files = sorted(f for f in os.listdir(folder) if f.endswith(".tsv"))
    if not files:
        print(f"{folder}: no tables")
        return 1
    tables = [read_table(folder, f, check) for f in files]
    for table in tables:
        check_columns(table, check)
        check_rows(table, check)
    check_references(tables, check)
    check_ids_across(tables, check)
    check_overlaps(tables, check)
    for file, line, reason in sorted(set(check.complaints)):
        print(f"{file}:{line}: {reason}")
    if check.complaints:
        return 1
    print(f"{len(tables)} tables, {sum(len(t.rows) for t in tables)} rows: good")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
