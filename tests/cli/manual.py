#!/usr/bin/env python3
"""Writes the parts of docs/ that the program knows itself: `manual.py cli` prints docs/cli.md, `manual.py formats` renews the lists of columns and
notes inside docs/formats.md.

Input: the built program in DATELINE. cli_test.py fails when docs/ differ from what this prints.
"""
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]

INTRO = """# The command line

Written by the program itself (`python3 tests/cli/manual.py cli > docs/cli.md`); a test keeps it so.

Results go to standard output, everything else to standard error. `-` is standard input or output; after `--` nothing is an option.
A table for people is the default; `--json`, `--nl`, `--csv` and `--tsv` are for programs and stay as they are within a major version, the table
may change. CSV text that a spreadsheet would run as a formula gets a `'` in front (`--raw-csv` leaves it out). On a terminal, control
characters and bidi overrides in the text of pages are shown as visible escapes. Colour is off with `NO_COLOR`, in pipes and on dumb terminals.

| exit code | meaning |
| --- | --- |
| 0 | done (an empty page is done, with a word on standard error) |
| 1 | done, but some inputs gave no page (`dateline check --quarantine` lists them); with `--exit-code`: no row |
| 2 | wrong usage, wrong SQL |
| 3 | the record cannot be opened: missing, not a record, newer schema, truncated, locked, damaged |
| 4 | out of disk, memory or a limit |
| 5 | input not found or unreadable, nothing done |
| 130 | interrupted (once: the page in hand is finished; twice: at once) |
| 141 | the reader of the output went away |

Environment: `DATELINE_DB` (the record when `--db` is not given), `NO_COLOR`, `FORCE_COLOR`, `TERM`. No clock, no locale and no network is used.
"""


def program(*args):
    return subprocess.run([os.environ["DATELINE"], *args], check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")


def commands():
    return re.findall(r"^  ([a-z]+) +\S", program("--help").split("Commands\n")[1], re.M)


def cli():
    out = [INTRO, "## dateline\n\n```\n" + program("--help") + "```\n"]
    out += [f"## {name}\n\n```\n{program('help', name)}```\n" for name in commands()]
    return "\n".join(out)


def columns():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.db")
        page = os.path.join(folder, "a.txt")
        with open(page, "w", encoding="utf-8") as f:
            f.write("A page. It was read.\n")
        subprocess.run([os.environ["DATELINE"], "ingest", page, "--db", path, "-q"], check=True)
        db = sqlite3.connect(path)
        names = db.execute("SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%' "
                           "AND name NOT LIKE 'sentence_fts_%' ORDER BY type, name").fetchall()
        out = []
        for kind, name in names:
            cols = [row[1] for row in db.execute(f'PRAGMA table_info("{name}")')]
            out.append(f"- {'view ' if kind == 'view' else ''}`{name}`: {', '.join(cols)}")
        db.close()
    return "\n".join(out) + "\n"


def notes():
    out = ["| number | name | meaning |", "| --- | --- | --- |"]
    header = (ROOT / "src" / "dateline" / "base" / "note.h").read_text(encoding="utf-8")
    out += [f"| {number} | {name} | {what} |" for name, number, what in re.findall(r"^  ([a-z_]+) = (\d+),\s+///< (.*)$", header, re.M)]
    return "\n".join(out) + "\n"


def formats(path):
    """The file with its two lists as the program has them now."""
    text = path.read_text(encoding="utf-8")
    head, rest = text.split("### Columns\n\n")
    between = rest[rest.index("\n## Notes"):rest.index("| number |")]
    return head + "### Columns\n\n" + columns() + between + notes()


if __name__ == "__main__":
    if sys.argv[1] == "cli":
        sys.stdout.write(cli())
    else:
        document = ROOT / "docs" / "formats.md"
        document.write_text(formats(document), encoding="utf-8")
