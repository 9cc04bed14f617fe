#!/usr/bin/env python3
"""Hostile input from outside, by the numbers of the security plan: S13 nothing is fetched, S14 formulas, S15 terminals, S16 text that turns around,
S18 record files made by an attacker.

Input: the built program in DATELINE. Exit 77 without a program.
"""
import csv
import json
import os
import pathlib
import pty
import random
import select
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.environ.get("DATELINE", "")
ESCAPES = "\x1b]52;c;ZXZpbA==\x07 \x1b[2J\x1b[31m \x1b]8;;http://evil.example\x1b\\ \x9b31m \x7f \x85"
PAGE = """Council {mark} halts ferry tolls on Lake Brenna

BRENNA, 4 March 2031 - The Lake Council voted on Monday to halt ferry tolls after at least 30 boats blocked the harbour {mark}.

"We will not pay {mark} for water," said Ingrid {mark} Solberg, head of the boat owners' union.
"""
HTML = """<!doctype html><html><head><title>Council halts ferry tolls</title>
<link rel="canonical" href="http://169.254.169.254/latest/meta-data/"><meta property="og:image" content="http://127.0.0.1:1/x.png">
<link rel="stylesheet" href="http://127.0.0.1:1/a.css"><script src="http://127.0.0.1:1/a.js"></script>
<script type="application/ld+json">{"@context":"http://schema.org","@type":"NewsArticle","headline":"Council halts ferry tolls",
"image":{"@type":"ImageObject","url":"http://127.0.0.1:1/y.png"},"datePublished":"2031-03-04"}</script></head><body><article>
<h1>Council halts ferry tolls</h1><img src="http://127.0.0.1:1/z.png"><iframe src="http://127.0.0.1:1/"></iframe>
<p>The Lake Council voted on Monday to halt ferry tolls after at least thirty boats blocked the harbour of the town, the police said.</p>
<p>"We will not pay for water," said Ingrid Solberg, head of the boat owners' union.</p></article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item><title>Tolls</title><link>http://127.0.0.1:1/item</link>
<enclosure url="http://127.0.0.1:1/a.mp3" length="1" type="audio/mpeg"/><description>The Lake Council voted on Monday to halt ferry tolls.</description>
</item></channel></rss>"""


def run(*args, **kwargs):
    return subprocess.run([PROGRAM, *map(str, args)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=300, check=False, **kwargs)


def on_terminal(*args):
    """What the program writes to a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen([PROGRAM, *map(str, args)], stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL, env={**os.environ, "NO_COLOR": "1", "TERM": "xterm"})
    os.close(theirs)
    out = b""
    while True:
        if select.select([ours], [], [], 300)[0]:
            try:
                block = os.read(ours, 65536)
            except OSError:
                break
            if not block:
                break
            out += block
    os.close(ours)
    process.wait(300)
    return out


class Hostile(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="dateline-hostile-"))
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.db = self.folder / "a.db"

    def ingest(self, mark, name="page.txt"):
        pages = self.folder / "pages"
        pages.mkdir(exist_ok=True)
        (pages / name).write_text(PAGE.replace("{mark}", mark), encoding="utf-8")
        done = run("ingest", "-q", pages, "--db", self.db)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_s13_nothing_is_fetched(self):
        pages = self.folder / "web"
        pages.mkdir()
        (pages / "a.html").write_text(HTML, encoding="utf-8")
        (pages / "feed.xml").write_text(FEED, encoding="utf-8")
        (pages / "list.jsonl").write_text(json.dumps({"url": "http://127.0.0.1:1/", "html": HTML}) + "\n", encoding="utf-8")
        if not shutil.which("strace"):
            self.skipTest("strace is not installed")
        probe = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False)
        if probe.returncode != 0:
            self.skipTest("strace may not trace here")
        for command in (["ingest", pages, "--db", self.db], ["story", pages, "--no-db", "-o", self.folder / "r.html"], ["extract", pages], ["read", pages / "a.html"]):
            trace = self.folder / "trace"
            done = subprocess.run(["strace", "-f", "-o", trace, "-e", "trace=socket,connect,sendto,bind", PROGRAM, *map(str, command)], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=600, check=False)
            self.assertIn(done.returncode, (0, 1), done.stderr)
            calls = [line for line in trace.read_text().splitlines() if "(" in line and not line.split(" ", 1)[1].startswith(("+++", "---"))]
            self.assertEqual([c for c in calls if "AF_INET" in c or "connect(" in c], [], command)

    def test_s14_formulas_in_tables(self):
        for i, mark in enumerate(("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1")):
            self.ingest(mark, f"p{i}.txt")
        folder = self.folder / "tables"
        self.assertEqual(run("export", "csv", "--db", self.db, "-o", folder).returncode, 0)
        for name in folder.glob("*.csv"):
            for row in csv.reader(name.read_text(encoding="utf-8").splitlines()[1:]):
                for cell in row:
                    number = cell.lstrip("-").replace(".", "", 1).isdigit()
                    self.assertTrue(number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d")), (name.name, cell))

    def test_s15_terminal_escapes(self):
        self.ingest(ESCAPES)
        for command in (["pages"], ["statements"], ["timeline"], ["figures"], ["actors"], ["doc", "page"], ["search", "water"]):
            out = on_terminal(*command, "--db", self.db)
            self.assertTrue(any(word in out for word in (b"page", b"Solberg", b"boats")), (command, out))
            text = out.decode("utf-8", "replace")
            bad = {c for c in text if (ord(c) < 0x20 and c not in "\r\n\t") or ord(c) == 0x7f or 0x80 <= ord(c) < 0xa0}
            self.assertEqual(bad, set(), command)
        for form in ("--json", "--nl"):
            out = run("pages", form, "--db", self.db).stdout.decode("utf-8")
            self.assertFalse([c for c in out if ord(c) < 0x20 and c != "\n" or 0x7f <= ord(c) < 0xa0 and ord(c) != 0x85], form)
            for line in out.strip("\n").split("\n"):
                json.loads(line)

    def test_s16_text_that_turns_around(self):
        marks = "\u202e\u2066evil\u2069\u202c\u202d"
        self.ingest(marks)
        report = self.folder / "r.html"
        self.assertEqual(run("report", "--db", self.db, "-o", report).returncode, 0)
        html = report.read_text(encoding="utf-8")
        self.assertIn("evil", html)
        for c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
            self.assertNotIn(c, html, f"U+{ord(c):04X}")
            self.assertNotIn(c, on_terminal("statements", "--db", self.db).decode("utf-8", "replace"))
        # Text that runs right to left is itself: nothing is taken from it.
        right = "قال رئيس المجلس"
        self.ingest(right, "right.txt")
        self.assertEqual(run("report", "--db", self.db, "-o", report, "--force").returncode, 0)
        self.assertIn(right, report.read_text(encoding="utf-8"))

    def commands(self, db):
        for command in (["timeline"], ["statements"], ["figures"], ["actors"], ["pages"], ["doc", "page"], ["search", "water"], ["check", "--deep"], ["query", "SELECT * FROM v_events"],
                        ["export", "plover"], ["report", "-o", self.folder / "out.html"]):
            done = run(*command, "--db", db)
            self.assertIn(done.returncode, (0, 2, 3, 4, 5), (command, done.returncode, done.stderr[-300:]))

    def test_s18_flipped_and_cut_records(self):
        self.ingest("quietly")
        whole = self.db.read_bytes()
        rng = random.Random(18)
        for n in range(40):
            bad = bytearray(whole)
            for _ in range(1 + n % 6):
                bad[rng.randrange(100, len(bad))] ^= 1 << rng.randrange(8)
            if n % 5 == 0:
                bad = bad[: rng.randrange(100, len(bad))]
            path = self.folder / "bad.db"
            path.write_bytes(bytes(bad))
            self.commands(path)

    def test_s18_a_schema_made_by_an_attacker(self):
        self.ingest("quietly")
        loot = self.folder / "loot"
        attacks = {
            "a view that calls functions": "DROP VIEW v_statements; CREATE VIEW v_statements AS SELECT load_extension('x') AS id, writefile('%s', 'x') AS doc, 1 AS page, 1 AS n;" % loot,
            "a view without end": "DROP VIEW v_timeline; CREATE VIEW v_timeline AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n, n AS date_low FROM r;",
            "triggers": "CREATE TRIGGER t AFTER INSERT ON document BEGIN DELETE FROM document; END; CREATE TRIGGER u AFTER UPDATE ON generation BEGIN DELETE FROM document; END;",
            "shadow tables of the index": "UPDATE sentence_fts_data SET block = zeroblob(9); DELETE FROM sentence_fts_idx;",
            "oversized rows": "UPDATE document SET headline = printf('%.*c', 10000000, 'x'); UPDATE sentence SET start = -9223372036854775807, \"end\" = 9223372036854775807, end_byte = 4294967295;",
            "rows that point nowhere": "UPDATE statement SET speaker = 99999, sentence = 99999; UPDATE happening_mention SET happening = 77777; UPDATE document SET date_low = 'x'",
            "text where numbers stand": "UPDATE event SET quad = 'many', confidence = 'sure', sentence = 'first'; UPDATE figure SET low = 'x'; UPDATE generation SET documents = 'all'",
        }
        for name, sql in attacks.items():
            path = self.folder / "attack.db"
            shutil.copy(self.db, path)
            db = sqlite3.connect(path)
            db.execute("PRAGMA foreign_keys = OFF")
            db.executescript(sql)
            db.commit()
            db.close()
            with self.subTest(name):
                if name == "a view without end":
                    # Asked for no more rows than fit on a screen it still answers.
                    self.assertIn(run("timeline", "--limit", "5", "--db", path).returncode, (0, 2, 3, 4))
                    continue
                self.commands(path)
                self.assertFalse(loot.exists())
        db = sqlite3.connect(self.db)
        db.executescript("CREATE TRIGGER t AFTER INSERT ON document BEGIN DELETE FROM statement; END;")
        count = db.execute("SELECT count(*) FROM statement").fetchone()[0]
        db.close()
        self.ingest("openly", "other.txt")
        db = sqlite3.connect(self.db)
        self.assertGreaterEqual(db.execute("SELECT count(*) FROM statement").fetchone()[0], count)
        db.close()


if __name__ == "__main__":
    if not PROGRAM:
        print("skipped: DATELINE names no program")
        sys.exit(77)
    unittest.main()
