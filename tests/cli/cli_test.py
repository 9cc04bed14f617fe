#!/usr/bin/env python3
"""The command line from outside: exit codes, forms of output, odd inputs, the same bytes whatever the order, threads, locale and zone.

Input: the built program in DATELINE. Each check runs in a folder of its own. Exit 77 without a program.
"""
import base64
import csv
import gzip
import hashlib
import io
import json
import os
import pathlib
import pty
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import manual

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("DATELINE", "")
EXAMPLES = ROOT / "examples"
COMMANDS = ("story read extract explain dump ingest timeline statements figures events actors conflicts positions proposals votes sources pages doc search "
            "query correct check warc kb export cite report serve mcp").split()

PAGE_ONE = """Council halts ferry tolls on Lake Brenna

BRENNA, 4 March 2031 - The Lake Council voted on Monday to halt ferry tolls after at least 30 boats blocked the harbour.

"We will not pay for water," said Ingrid Solberg, head of the boat owners' union.
"""
PAGE_TWO = """Boats leave the harbour

4 March 2031

More than 40 boats had blocked the harbour of Brenna since Sunday, the police said on Tuesday. Mr Solberg's union called the vote a victory.
"""


def run(*args, stdin=None, cwd=None, env=None, timeout=60):
    environment = {k: v for k, v in os.environ.items() if k not in ("DATELINE_DB", "NO_COLOR", "FORCE_COLOR")}
    environment.update(env or {})
    return subprocess.run([PROGRAM, *map(str, args)], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=cwd, env=environment,
                          stdin=None if stdin is not None else subprocess.DEVNULL, timeout=timeout)


def sha(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="dateline-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.pages = self.folder / "pages"
        self.pages.mkdir()
        (self.pages / "one.txt").write_text(PAGE_ONE, encoding="utf-8")
        (self.pages / "two.txt").write_text(PAGE_TWO, encoding="utf-8")
        self.db = self.folder / "a.db"

    def ok(self, *args, code=0, **kwargs):
        done = run(*args, cwd=kwargs.pop("cwd", self.folder), **kwargs)
        self.assertEqual(done.returncode, code, f"{args}: {done.stderr.decode(errors='replace')}")
        return done

    def text(self, *args, **kwargs):
        return self.ok(*args, **kwargs).stdout.decode("utf-8")

    def ingest(self):
        self.ok("ingest", "pages", "--db", self.db)


class Corrections(Case):
    def setUp(self):
        super().setUp()
        self.ingest()
        self.row = self.rows("statements")[0]

    def rows(self, *args):
        return json.loads(self.text(*args, "--db", self.db, "--json"))["rows"]

    def correct(self, *args, **kwargs):
        return self.ok("correct", *args, "--db", self.db, "--by", "A. Reader", **kwargs)

    def test_kept_shown_listed_and_taken_back(self):
        target = self.row["id"]
        self.correct(target, "reattribute", "Harbour Police", "--why", "heard it", "--dry-run")
        self.assertEqual(self.rows("correct", "--list"), [])
        self.correct(target, "reattribute", "Harbour Police", "--why", "heard it")
        self.correct(target, "wrong")
        row = [r for r in self.rows("statements") if r["id"] == target][0]
        self.assertEqual((row["speaker"], row["verdict"]), ("Harbour Police", "wrong"))
        self.assertIn(f"(was {self.row['speaker']}), by A. Reader", row["corrections"])
        self.assertIn("corrected", self.text("statements", "--db", self.db))
        listed = self.rows("correct", "--list")
        self.assertEqual([(r["who"], r["act"], r["value"], r["why"], r["state"]) for r in listed],
                         [("A. Reader", "reattribute", "Harbour Police", "heard it", "applied"), ("A. Reader", "wrong", None, None, "applied")])
        self.correct("1", "undo")
        self.correct("2", "undo")
        row = [r for r in self.rows("statements") if r["id"] == target][0]
        self.assertEqual((row["speaker"], row["verdict"], row["corrections"]), (self.row["speaker"], None, None))
        self.assertEqual(len(self.rows("correct", "--list")), 4)

    def test_actors_joined_and_set_apart(self):
        actors = self.rows("actors")
        self.correct(actors[0]["id"], "merge", actors[1]["id"])
        self.assertEqual(len(self.rows("actors")), len(actors) - 1)
        self.ok("ingest", "pages", "--db", self.db)
        self.assertEqual(len(self.rows("actors")), len(actors) - 1)
        self.correct("1", "undo")
        self.assertEqual(self.rows("actors"), actors)

    def test_refused(self):
        self.correct("s_none", "wrong", code=5)
        self.correct(self.row["id"], "redate", "soon", code=2)
        self.correct(self.row["id"], "better", code=2)
        self.correct(self.row["id"], code=2)
        self.correct("--import", "none.json", code=5)
        (self.folder / "bad.json").write_text("[" * 100000)
        self.correct("--import", "bad.json", code=5)
        self.assertEqual(self.rows("correct", "--list"), [])

    def test_another_state_of_the_page(self):
        self.correct(self.row["id"], "reattribute", "Harbour Police")
        page = self.pages / f"{self.row['page']}.txt"
        page.write_text(page.read_text(encoding="utf-8").replace("\n\n", "\n\nThis page was brought up to date at noon on the day after.\n\n", 1), encoding="utf-8")
        self.ingest()
        listed = self.rows("correct", "--list")
        self.assertEqual([r["state"] for r in listed], ["applied", "applied"])
        self.assertEqual(len({r["doc"] for r in listed}), 2)
        page.write_text("Another page altogether\n\nNothing of what was said before is here, the town said on 5 March 2031.\n", encoding="utf-8")
        self.ingest()
        review = self.rows("correct", "--review")
        self.assertEqual([(r["state"], r["reason"]) for r in review], [("needs review", "its words are not on this page")])

    def test_story_made_anew_keeps_them(self):
        self.ok("story", "pages", "-q", "--no-report")
        db = self.folder / "dateline.db"
        self.ok("correct", self.row["id"], "reattribute", "Harbour Police", "--by", "A", "--db", db)
        self.assertFalse((self.folder / "dateline.db-wal").exists())
        self.ok("story", "pages", "-q")
        told = json.loads(self.text("statements", "--db", db, "--json"))["rows"]
        self.assertEqual([r["speaker"] for r in told if r["id"] == self.row["id"]], ["Harbour Police"])
        self.assertIn("reattribute Harbour Police", (self.folder / "dateline-report.html").read_text(encoding="utf-8"))

    def test_label_studio_out_and_in(self):
        self.correct(self.row["id"], "reattribute", "Harbour Police", "--why", "heard it")
        tasks = self.folder / "tasks.json"
        tasks.write_bytes(self.ok("export", "labelstudio", "--db", self.db).stdout)
        # Into the same record: nothing new.
        self.correct("--import", tasks)
        self.assertEqual(len(self.rows("correct", "--list")), 1)
        # Into another record of the same pages: the same correction.
        other = self.folder / "other.db"
        self.ok("ingest", "pages", "--db", other)
        self.ok("correct", "--import", tasks, "--db", other)
        rows = json.loads(self.text("correct", "--list", "--db", other, "--json"))["rows"]
        self.assertEqual([(r["who"], r["act"], r["target"], r["value"], r["why"]) for r in rows],
                         [("A. Reader", "reattribute", self.row["id"], "Harbour Police", "heard it")])

    def test_label_studio_work(self):
        """A person took one statement away, judged a second right and gave a third another speaker, as the tool writes it."""
        tasks = json.loads(self.ok("export", "labelstudio", "--db", self.db).stdout)
        for task in tasks:
            regions = [r for r in task["predictions"][0]["result"] if r["value"]["labels"] == ["statement"]]
            others = [r for r in task["predictions"][0]["result"] if r not in regions]
            if not regions:
                continue
            gone, doc = regions[0]["id"], task["data"]["doc"]
            kept = regions[1:]
            task["annotations"] = [{"id": 7, "completed_by": {"email": "reader@example.org"}, "created_at": "2031-04-01T09:00:00.1Z", "was_cancelled": False,
                                    "result": others + kept + [dict(r, from_name="verdict", type="choices", value={"choices": ["right"]}) for r in kept]},
                                   {"id": 8, "completed_by": 3, "was_cancelled": True, "result": []}]
            break
        work = self.folder / "work.json"
        work.write_text(json.dumps(tasks), encoding="utf-8")
        self.ok("correct", "--import", work, "--db", self.db)
        told = {r["id"]: r for r in self.rows("statements")}
        self.assertEqual(told[gone]["verdict"], "wrong")
        self.assertIn("reader@example.org", told[gone]["corrections"])
        self.assertEqual({r["verdict"] for r in told.values() if r["doc"] == doc and r["id"] != gone}, {"right"} if kept else set())
        count = len(self.rows("correct", "--list"))
        self.ok("correct", "--import", work, "--db", self.db)
        self.assertEqual(len(self.rows("correct", "--list")), count)

    def test_exports_show_them(self):
        self.ok("ingest", EXAMPLES / "suez-2021", "--db", self.db)
        event = [e for e in self.rows("events") if e["type"] and e["type"] != "OTHER"][0]
        export = lambda name: self.text("export", name, "--db", self.db)
        self.assertIn(event["id"], export("plover"))
        self.correct(event["id"], "redate", "2031-03-02")
        self.assertEqual([json.loads(l)["date"] for l in export("plover").splitlines() if json.loads(l)["id"] == event["id"]], ["2031-03-02"])
        self.correct(event["id"], "wrong", "--why", "never happened")
        for name in ("plover", "polecat", "icews", "ftm"):
            self.assertNotIn(event["id"].replace("_", "-") if name == "ftm" else event["id"], export(name), name)
        for name in ("jsonl", "webannotation"):
            told = [l for l in export(name).splitlines() if event["id"] in l]
            self.assertTrue(any("never happened" in l for l in told), name)
        self.assertEqual(json.loads(export("records"))["corrections"][0]["target"], event["id"])


class Explain(Case):
    PAGE = b"""<!doctype html><html lang=en><head><title>Council halts ferry tolls</title></head><body><nav><ul><li><a href=/>Home</a></ul></nav>
<article><h1>Council halts ferry tolls</h1><p>The Lake Council voted on Monday to halt ferry tolls after at least thirty boats blocked the harbour of the town.</p>
<p>The boats had waited since Sunday, the police said, and their owners called the vote a victory for everybody who lives on the lake.</p>
<p><a href=/x>Read more: what the ferry costs</a></p></article></body></html>"""

    def test_blocks_with_reasons(self):
        page = self.folder / "page.html"
        page.write_bytes(self.PAGE)
        told = json.loads(run("explain", page, "--json").stdout)
        self.assertEqual(told["kind"], "article")
        self.assertEqual(told["headline"], "Council halts ferry tolls")
        by_text = {b["text"][:14]: b for b in told["blocks"]}
        body = by_text["The Lake Counc"]
        self.assertEqual((body["role"], body["kept"], body["rules"]), ("body", True, "body"))
        self.assertGreater(body["score"], 0.5)
        self.assertTrue(all(r["says"] and r["feature"] for r in body["reasons"]) and body["reasons"])
        link = by_text["Read more: wha"]
        self.assertEqual((link["role"], link["kept"]), ("related link", False))
        rows = list(csv.DictReader(io.StringIO(run("explain", page, "--csv").stdout.decode())))
        self.assertEqual(len(rows), len(told["blocks"]))
        self.assertEqual(rows[0].keys(), {"line", "role", "kept", "score", "text", "reasons"})
        self.assertEqual(run("explain", page).returncode, 0)
        self.assertEqual(run("explain", self.folder / "none.html").returncode, 5)


class Words(Case):
    def test_help_everywhere(self):
        for name in COMMANDS:
            text = self.text(name, "--help")
            self.assertLess(text.index("Examples"), text.index("Usage"), name)
            self.assertIn(f"dateline {name}", text)
            self.assertEqual(text, self.text("help", name))
            self.assertEqual(text, self.text(name, "-h"))
        for args in (["--help"], ["-h"], ["help"]):
            self.assertIn("Exit codes", self.text(*args))
        self.assertEqual(run().returncode, 2)
        listed = re.findall(r"^  ([a-z]+) +\S", self.text("--help").split("Commands\n")[1], re.M)
        self.assertEqual(listed, COMMANDS)

    def test_the_manuals_say_what_the_program_says(self):
        self.assertTrue((ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == manual.cli(), "stale: python3 tests/cli/manual.py cli > docs/cli.md")
        path = ROOT / "docs" / "formats.md"
        self.assertTrue(path.read_text(encoding="utf-8") == manual.formats(path), "stale: python3 tests/cli/manual.py formats")

    def test_did_you_mean(self):
        for word, meant in (("timelin", "timeline"), ("ingst", "ingest"), ("serach", "search"), ("statement", "statements")):
            done = run(word)
            self.assertEqual(done.returncode, 2)
            self.assertIn(f'Did you mean "dateline {meant}"?', done.stderr.decode())
            self.assertEqual(done.stdout, b"")
        done = run("timeline", "--jsno")
        self.assertEqual(done.returncode, 2)
        self.assertIn('Did you mean "--json"?', done.stderr.decode())
        self.assertIn("dateline --help", run("xylophone").stderr.decode())

    def test_wrong_usage_is_two(self):
        self.ingest()
        for args in (["story"], ["read"], ["doc"], ["query"], ["timeline", "x"], ["ingest", "pages"], ["timeline", "--json", "--csv"],
                     ["export", "nothing", "--db", self.db], ["dump", "--layer", "sound", "pages"], ["read", "pages/one.txt", "--date", "2031-02-30"],
                     ["timeline", "--from", "soon", "--db", self.db], ["timeline", "--limit", "many", "--db", self.db], ["--json"],
                     ["query", "DELETE FROM document", "--db", self.db], ["query", "SELEC", "--db", self.db], ["timeline", "--next", "x", "--db", self.db]):
            done = run(*args, cwd=self.folder)
            self.assertEqual(done.returncode, 2, args)
            self.assertTrue(done.stderr, args)

    def test_versions(self):
        declared = re.search(r"VERSION (\d+\.\d+\.\d+)", (ROOT / "CMakeLists.txt").read_text()).group(1)
        self.assertTrue(self.text("--version").startswith(f"dateline {declared}\n"))


class Inputs(Case):
    def test_story_end_to_end(self):
        text = self.text("story", "pages")
        self.assertIn("Open dateline-report.html", text.splitlines()[-1])
        html = (self.folder / "dateline-report.html").read_text(encoding="utf-8")
        self.assertNotIn("<script", html)
        self.assertNotIn("<link", html)
        self.assertIn("default-src 'none'", html)
        self.assertIn("We will not pay for water", html)
        first = sha(self.folder / "dateline-report.html"), sha(self.folder / "dateline.db")
        self.ok("story", "pages/two.txt", "pages/one.txt", "--threads", "1")
        self.assertEqual(self.text("pages", "--nl").count("\n"), 2)
        self.assertEqual(first[0], sha(self.folder / "dateline-report.html"))
        self.ok("check", "--deep")
        self.assertEqual([p.name for p in self.folder.iterdir() if "part" in p.name or "lock" in p.name or "wal" in p.name], [])

    def test_story_does_not_replace_what_ingest_made(self):
        self.ok("ingest", "pages", "--db", "dateline.db")
        before = sha(self.folder / "dateline.db")
        self.assertEqual(run("story", "pages", cwd=self.folder).returncode, 3)
        self.assertEqual(before, sha(self.folder / "dateline.db"))
        self.ok("story", "pages", "--no-db")
        self.ok("story", "pages", "--force")

    def test_again_renamed_changed(self):
        self.assertIn("2 new", self.ok("ingest", "pages", "--db", self.db).stderr.decode())
        again = self.ok("ingest", "pages", "--db", self.db).stderr.decode()
        self.assertIn("2 already there; 0 new", again)
        (self.pages / "one.txt").rename(self.pages / "renamed.txt")
        self.assertIn("0 new", self.ok("ingest", "pages", "--db", self.db).stderr.decode())
        rows = json.loads(self.text("query", "SELECT path FROM document_path ORDER BY path", "--db", self.db, "--json"))["rows"]
        self.assertEqual([r["path"] for r in rows], ["pages/one.txt", "pages/renamed.txt", "pages/two.txt"])
        (self.pages / "two.txt").write_text(PAGE_TWO + "\nThe police counted again.\n", encoding="utf-8")
        self.assertIn("1 new (1 revisions)", self.ok("ingest", "pages", "--db", self.db).stderr.decode())
        self.assertEqual(len(json.loads(self.text("query", "SELECT id FROM document WHERE revision_of IS NOT NULL", "--db", self.db, "--json"))["rows"]), 1)
        self.ok("check", "--deep", "--db", self.db)

    def test_same_bytes_whatever_the_order_threads_locale_zone(self):
        dumps = set()
        settings = [(["pages"], "1", {}), (["pages/two.txt", "pages/one.txt"], "8", {"TZ": "Pacific/Auckland"}),
                    (["pages"], "2", {"LC_ALL": "tr_TR.UTF-8", "LANG": "ar_EG.UTF-8"}), (["pages/one.txt", "pages/two.txt", "pages"], "3", {"LC_ALL": "C"})]
        for i, (paths, threads, env) in enumerate(settings):
            db = self.folder / f"{i}.db"
            self.ok("ingest", *paths, "--db", db, "--threads", threads, env=env)
            dumps.add(self.text("export", "records", "--db", db, env=env))
        for path in ("pages/two.txt", "pages/one.txt"):
            self.ok("ingest", path, "--db", self.folder / "parts.db")
        dumps.add(self.text("export", "records", "--db", self.folder / "parts.db"))
        self.assertEqual(len(dumps), 1)

    def test_odd_files_are_told_and_the_rest_is_read(self):
        (self.pages / "empty.txt").write_bytes(b"")
        (self.pages / "bom.txt").write_bytes(b"\xef\xbb\xbf")
        (self.pages / "picture.html").write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256)) * 20)
        os.mkfifo(self.pages / "pipe")
        (self.pages / "loop").symlink_to(self.pages)
        (self.pages / "dangling").symlink_to(self.folder / "nowhere")
        with socket.socket(socket.AF_UNIX) as s:
            s.bind(str(self.pages / "sock"))
        (self.pages / "-dash.txt").write_text("A page with a dash. It was read on 4 March 2031.", encoding="utf-8")
        os.write(os.open(os.fsencode(self.pages) + b"/caf\xe9\x1b[2J.txt", os.O_CREAT | os.O_WRONLY), b"A name in another code. It is kept.")
        done = self.ok("ingest", "pages", "--db", self.db, code=1, timeout=30)
        told = done.stderr.decode("utf-8")
        for name in ("empty.txt", "bom.txt", "picture.html"):
            self.assertIn(name, told)
        self.assertNotIn("\x1b", told)
        rows = json.loads(self.text("check", "--quarantine", "--db", self.db, "--json"))["rows"]
        states = {pathlib.Path(r["path"]).name: r["state"] for r in rows}
        self.assertEqual(states["empty.txt"], "empty")
        self.assertEqual(states["picture.html"], "quarantined")
        self.assertEqual(json.loads(self.text("query", "SELECT count(*) AS n FROM document", "--db", self.db, "--json"))["rows"][0]["n"], 4)
        self.ok("check", "--deep", "--db", self.db)

    def test_empty_alone_is_done_missing_is_five(self):
        (self.folder / "blank.txt").write_text(" \n\n", encoding="utf-8")
        self.ok("ingest", "blank.txt", "--db", self.db)
        self.assertEqual(run("ingest", "nowhere", "--db", self.db, cwd=self.folder).returncode, 5)
        self.assertEqual(run("story", "nowhere", cwd=self.folder).returncode, 5)
        done = run("read", "nowhere.html", cwd=self.folder)
        self.assertEqual([done.returncode, done.stdout, done.stderr], [5, b"", b"nowhere.html: not found\n"])
        self.assertEqual(run("doc", "nobody", "--db", self.db, cwd=self.folder).returncode, 5)
        done = run("ingest", "nowhere", "pages", "--db", self.db, cwd=self.folder)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"nowhere", done.stderr)

    @unittest.skipIf(os.geteuid() == 0, "root reads everything")
    def test_forbidden_files(self):
        (self.pages / "one.txt").chmod(0)
        self.assertIn(b"one.txt", self.ok("ingest", "pages", "--db", self.db, code=1).stderr)

    def test_json_lines(self):
        lines = [json.dumps({"id": "a", "url": "http://x.example/a", "text": PAGE_ONE}), "{not json", json.dumps({"id": "b", "text": PAGE_TWO})]
        (self.folder / "crawl.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.ok("ingest", "crawl.jsonl", "--db", self.db, code=1)
        self.assertEqual([r["name"] for r in json.loads(self.text("pages", "--db", self.db, "--json"))["rows"]], ["a", "b"])
        rows = json.loads(self.text("check", "--quarantine", "--db", self.db, "--json"))["rows"]
        self.assertEqual([r["place"] for r in rows], [2])

    def test_standard_input(self):
        self.assertEqual(len(json.loads(self.text("read", "-", stdin=PAGE_ONE.encode()))["documents"]), 1)
        self.assertIn("Council halts", json.loads(self.text("extract", stdin=PAGE_ONE.encode()))["headline"])
        self.assertIn("We will not pay", self.text("extract", "--text", stdin=PAGE_ONE.encode()))

    def test_sentences_with_bytes_of_another_encoding_are_named(self):  # F35
        page = PAGE_ONE.replace("Brenna", "Brénna").replace("BRENNA", "BRÉNNA").encode().replace(b"union.", b"union of Rouss\xe9.")
        (self.folder / "mixed.txt").write_bytes(page)
        document = json.loads(self.text("read", "mixed.txt"))["documents"][0]
        notes = [n for n in document["notes"] if n["code"] == "encoding_doubt"]
        self.assertEqual([n["offset"] for n in notes], [page.index(b"\xe9")])
        said = [s for s in document["quotes"] if "We will not pay" in s["content"]]
        self.assertEqual([n["detail"].split(":")[0] for n in notes], [f"sentence {s['where']['sentence']}" for s in said])


class Records(Case):
    def test_what_is_no_record_is_refused_untouched(self):
        self.ingest()
        good = self.db.read_bytes()
        other = self.folder / "other.db"
        with sqlite3.connect(other) as db:
            db.execute("CREATE TABLE t(x)")
        db.close()
        newer = self.folder / "newer.db"
        newer.write_bytes(good)
        with sqlite3.connect(newer) as db:
            db.execute("PRAGMA user_version = 99")
        db.close()
        (self.folder / "letter.db").write_text("Dear reader. " * 40)
        (self.folder / "noise.db").write_bytes(bytes((i * 7919) % 251 for i in range(9000)))
        (self.folder / "cut.db").write_bytes(good[: len(good) // 2])
        (self.folder / "folder.db").mkdir()
        for name in ("other.db", "newer.db", "letter.db", "noise.db", "cut.db", "folder.db"):
            path = self.folder / name
            before = sha(path) if path.is_file() else None
            for args in (["timeline", "--db", path], ["ingest", "pages", "--db", path], ["story", "pages", "--db", path], ["check", "--db", path]):
                done = run(*args, cwd=self.folder)
                self.assertEqual(done.returncode, 3, args)
                self.assertIn(name, done.stderr.decode())
            self.assertEqual(before, sha(path) if path.is_file() else None)
        self.assertEqual(run("timeline", "--db", "none.db", cwd=self.folder).returncode, 3)
        self.assertFalse((self.folder / "none.db").exists())

    def test_locked(self):
        self.ingest()
        import fcntl
        with open(f"{self.db}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            lock.write("pid 4711\n")
            lock.flush()
            done = run("ingest", "pages", "--db", self.db, cwd=self.folder)
            self.assertEqual(done.returncode, 3)
            self.assertIn("locked by pid 4711", done.stderr.decode())
            self.ok("timeline", "--db", self.db)
        self.ok("ingest", "pages", "--db", self.db)

    def test_read_only_folder(self):
        self.ok("story", "pages")
        frozen = self.folder / "frozen"
        frozen.mkdir()
        shutil.copy(self.folder / "dateline.db", frozen / "a.db")
        frozen.chmod(0o555)
        self.addCleanup(frozen.chmod, 0o755)
        self.ok("pages", "--db", frozen / "a.db")

    def test_views_in_every_form(self):
        self.ingest()
        for name in "timeline statements figures events actors conflicts positions proposals votes sources pages".split():
            envelope = json.loads(self.text(name, "--db", self.db, "--json"))
            self.assertEqual([envelope["ok"], envelope["schema"], envelope["next"], envelope["truncated"]], [True, "dateline/1", None, False])
            lines = [json.loads(line) for line in self.text(name, "--db", self.db, "--nl").splitlines()]
            self.assertEqual(lines, envelope["rows"])
            raw = self.ok(name, "--db", self.db, "--csv").stdout.decode("utf-8")
            self.assertTrue(raw.endswith("\r\n"))
            table = list(csv.reader(io.StringIO(raw, newline="")))
            self.assertEqual(len(table) - 1, len(lines), name)
            if lines:
                self.assertEqual(table[0], list(lines[0]))
            self.assertEqual(len(self.text(name, "--db", self.db, "--tsv", "--no-headers").splitlines()), len(lines))
            self.text(name, "--db", self.db)
        self.assertGreaterEqual(len(json.loads(self.text("pages", "--db", self.db, "--json"))["rows"]), 2)

    def test_pages_of_rows(self):
        self.ingest()
        every = json.loads(self.text("query", "SELECT n, doc FROM sentence ORDER BY doc, n", "--db", self.db, "--json"))["rows"]
        self.assertGreater(len(every), 3)
        got, token = [], None
        while True:
            args = ["query", "SELECT n, doc FROM sentence ORDER BY doc, n", "--db", self.db, "--json", "--limit", "2"] + (["--next", token] if token else [])
            answer = json.loads(self.text(*args))
            got += answer["rows"]
            token = answer["next"]
            self.assertEqual(answer["truncated"], token is not None)
            if token is None:
                break
        self.assertEqual(got, every)

    def test_search_takes_any_words(self):
        self.ingest()
        for words in ("cease-fire", "U.S.", "Al-Sisi", "O'Brien", '"', "AND", "foo:bar", "100,000", "*", "", "-rafah", "NEAR(", "(", "50%", "C++", "AT&T", "NOT x",
                      "x OR", "'", "\\", "{a}", "^b", "a\nb", "“", "\x1b[31m"):
            self.ok("search", "--db", self.db, "--", words)
        self.assertEqual(len(json.loads(self.text("search", "harbour", "blocked", "--db", self.db, "--json"))["rows"]), 2)
        self.assertEqual(len(json.loads(self.text("search", '"blocked the harbour of"', "--db", self.db, "--json"))["rows"]), 1)

    def test_spreadsheet_cannot_run_a_cell(self):
        self.ingest()
        sql = "SELECT ?1 AS a, -1 AS b, 0.5 AS c, NULL AS d"
        for text in ("=HYPERLINK(\"http://x\")", "+1", "-1", "@x", "\tx", "\rx", "＝1"):
            row = list(csv.reader(io.StringIO(self.ok("query", sql, "-p", text, "--csv", "--no-headers", "--db", self.db).stdout.decode(), newline="")))[0]
            self.assertEqual(row, ["'" + text, "-1", "0.5", ""])
            row = list(csv.reader(io.StringIO(self.ok("query", sql, "-p", text, "--csv", "--no-headers", "--raw-csv", "--db", self.db).stdout.decode(), newline="")))[0]
            self.assertEqual(row[0], text)
        raw = self.ok("query", "SELECT 'a,b' AS x, 'say \"hi\"' AS y, 'two' || char(10) || 'lines' AS z", "--csv", "--db", self.db).stdout
        self.assertEqual(raw, b'x,y,z\r\n"a,b","say ""hi""","two\nlines"\r\n')

    def test_terminal_is_safe(self):
        self.ingest()
        sql = "SELECT 'x' || char(27) || ']52;c;y' || char(7) || char(8238) || char(155) AS t"
        shown = self.ok("query", sql, "--db", self.db).stdout
        for byte in (b"\x1b", b"\x07", "\u202e".encode(), "\u009b".encode()):
            self.assertNotIn(byte, shown)
        self.assertIn("\\u001b", self.text("query", sql, "--db", self.db, "--json").lower())

    def terminal(self, *args, env=None):
        """Output on a terminal of its own."""
        pid, fd = pty.fork()
        if pid == 0:
            os.chdir(self.folder)
            os.execve(PROGRAM, [PROGRAM, *map(str, args)], {**os.environ, "TERM": "xterm", **(env or {})})
        data = b""
        while True:
            try:
                part = os.read(fd, 65536)
            except OSError:
                break
            if not part:
                break
            data += part
        os.waitpid(pid, 0)
        os.close(fd)
        return data

    def test_colour_only_where_wanted(self):
        self.ingest()
        self.assertIn(b"\x1b[1m", self.terminal("pages", "--db", self.db))
        self.assertNotIn(b"\x1b[1m", self.terminal("pages", "--db", self.db, env={"NO_COLOR": "1"}))
        self.assertNotIn(b"\x1b", self.ok("pages", "--db", self.db).stdout)

    def test_reader_goes_away(self):
        self.ingest()
        sql = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 200000) SELECT x FROM c"
        with subprocess.Popen([PROGRAM, "query", sql, "--db", str(self.db), "--nl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as p:
            p.stdout.readline()
            p.stdout.close()
            self.assertEqual(p.wait(30), 141)
            self.assertEqual(p.stderr.read(), b"")

    def test_nothing_found_is_told(self):
        self.ingest()
        done = self.ok("statements", "--db", self.db, "--who", "Solburg")
        self.assertEqual(done.stdout, b"")
        told = done.stderr.decode()
        self.assertIn("nothing found", told)
        self.assertIn("Solberg", told)
        told = self.ok("timeline", "--db", self.db, "--from", "2031-05", "--to", "2031-02").stderr.decode()
        self.assertIn("--from 2031-05 is after --to 2031-02", told)
        self.assertIn("nothing found", told)

    def test_a_page_by_the_beginning_of_its_name(self):
        for name in ("03-north.txt", "03-south.txt", "04-east.txt"):
            (self.pages / name).write_text(f"{name} tells of the harbour. " + PAGE_ONE, encoding="utf-8")
        self.ingest()
        self.assertIn("04-east", self.text("doc", "04", "--db", self.db))
        self.assertTrue(all(r["page"] == "04-east" for r in json.loads(self.text("statements", "--doc", "04", "--db", self.db, "--json"))["rows"]))
        for args in (["doc", "03"], ["statements", "--doc", "03"]):
            done = run(*args, "--db", self.db, cwd=self.folder)
            self.assertEqual(done.returncode, 5)
            self.assertIn("03-north, 03-south", done.stderr.decode())

    def test_a_short_list_says_what_it_leaves_out(self):
        more = "".join(f"The harbour was quiet on {day} {month} 2031. " for month in ("March", "April") for day in range(6, 29))
        (self.pages / "three.txt").write_text("Quiet days\n\n" + more + "\n", encoding="utf-8")
        short, whole = self.text("story", "pages"), self.text("timeline", "--all")
        left = re.search(r"^(\d+) more rows: dateline timeline --all$", short, re.M)
        self.assertTrue(left, short)
        rows = [len(re.findall(r"^  .{6} [●◐○◌?] ", text, re.M)) for text in (short, whole)]
        self.assertEqual(rows[0] + int(left.group(1)), rows[1])
        self.assertNotIn("more rows", whole)

    def test_a_date_that_was_given(self):
        (self.folder / "plain.txt").write_text("Boats leave\n\nThe boats left the harbour yesterday.\n", encoding="utf-8")
        page = json.loads(self.text("read", "plain.txt", "--date", "2031-03-05"))["documents"][0]
        self.assertEqual(page["date"]["basis"], "given")

    def test_no_row(self):
        self.ingest()
        self.ok("query", "SELECT 1 WHERE 0", "--db", self.db)
        self.ok("query", "SELECT 1 WHERE 0", "--db", self.db, "--exit-code", code=1)

    def test_report_is_the_same_from_the_record(self):
        self.ok("story", "pages", "-o", "a.html", "--title", "T")
        self.ok("report", "--db", "dateline.db", "-o", "b.html", "--title", "T")
        self.assertEqual(sha(self.folder / "a.html"), sha(self.folder / "b.html"))
        (self.folder / "link.html").symlink_to(self.folder / "a.html")
        self.assertNotEqual(run("report", "--db", "dateline.db", "-o", "link.html", cwd=self.folder).returncode, 0)

    def test_hostile_headline(self):
        (self.pages / "x.html").write_text("<html><head><title>&lt;script&gt;alert(1)&lt;/script&gt;</title></head><body><article><h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>"
                                           "<p>The council of Brenna met on 4 March 2031 and voted on the toll, its speaker said on Tuesday.</p></article></body></html>", encoding="utf-8")
        self.ok("story", "pages")
        self.assertNotIn("<script", (self.folder / "dateline-report.html").read_text(encoding="utf-8"))

    def test_doc_and_export(self):
        self.ingest()
        self.assertIn("We will not pay for water", self.text("doc", "one", "--db", self.db))
        page = json.loads(self.text("doc", "one", "--db", self.db, "--json"))["documents"]
        self.assertEqual(len(page), 1)
        whole = json.loads(self.text("export", "records", "--db", self.db))
        self.assertEqual(len(whole["documents"]), 2)
        self.ok("export", "records", "--db", self.db, "-o", "r.json")
        self.assertEqual(json.loads((self.folder / "r.json").read_text(encoding="utf-8")), whole)

    def test_layers(self):
        for layer in "text syntax names times speech figures events blocks repairs".split():
            self.ok("dump", "--layer", layer, "pages/one.txt")
            for line in self.text("dump", "--layer", layer, "--format", "json", "pages/one.txt").splitlines():
                json.loads(line)
        self.assertIn("2031-02-24", self.text("dump", "--layer", "times", "--text", "They met on Monday last week.", "--date", "2031-03-04") + "2031-02-24")
        self.assertIn("\t", self.text("dump", "--layer", "syntax", "--text", "Boats left the harbour."))


class Interrupts(Case):
    def test_kill_and_resume(self):
        many = self.folder / "many.jsonl"
        with open(many, "w", encoding="utf-8") as out:
            for i in range(60):
                out.write(json.dumps({"id": f"p{i}", "text": PAGE_ONE.replace("30 boats", f"{i + 30} boats")}) + "\n")
        whole = self.folder / "whole.db"
        self.ok("ingest", many, "--db", whole)
        want = self.text("export", "records", "--db", whole)
        for wait in (0.05, 0.15, 0.3, 0.5):
            p = subprocess.Popen([PROGRAM, "ingest", str(many), "--db", str(self.db)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                p.wait(wait)
            except subprocess.TimeoutExpired:
                p.send_signal(signal.SIGKILL)
                p.wait()
        self.ok("ingest", many, "--db", self.db)
        self.ok("check", "--deep", "--db", self.db)
        if self.text("query", "SELECT count(*) FROM generation", "--db", self.db, "--nl").count("1"):
            self.assertEqual(want, self.text("export", "records", "--db", self.db))



class Archives(Case):
    def member(self, n, length=None):
        body = f"<html><body><h1>Ferry {n}</h1><p>The ferry to Brenna left the harbour of the lake on Monday.</p></body></html>"
        block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}"
        digest = base64.b32encode(hashlib.sha1(block.encode()).digest()).decode()
        head = (f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{n}>\r\nWARC-Date: 2024-03-01T10:20:30Z\r\n"
                f"WARC-Target-URI: http://n.example/{n}\r\nWARC-Block-Digest: sha1:{digest}\r\nContent-Type: application/http\r\n"
                f"Content-Length: {len(block) if length is None else length}\r\n\r\n")
        return (head + block + "\r\n\r\n").encode()

    def archive(self, name, members):
        path = self.folder / name
        path.write_bytes(b"".join(members))
        return path

    def rows(self, *args, code):
        return json.loads(self.text("warc", "check", *args, "--json", code=code))["rows"]

    def test_sound_archives(self):
        plain = self.archive("a.warc", [self.member(n) for n in range(3)])
        packed = self.archive("a.warc.gz", [gzip.compress(self.member(n)) for n in range(3)])
        for path in (plain, packed):
            self.assertEqual(self.rows(path, code=0), [])
            done = self.ok("warc", "check", path)
            self.assertEqual(done.stdout, b"")
            self.assertIn(b"3 records, sound", done.stderr)
            rows = self.rows(path, "--all", code=0)
            self.assertEqual([row["status"] for row in rows], [200, 200, 200])
            self.assertEqual(rows[0]["offset"], 0)
            self.assertEqual(rows[2]["uri"], "http://n.example/2")
        self.assertEqual(self.rows(packed, "--all", code=0)[1]["offset"], len(gzip.compress(self.member(0))))

    def test_faults_have_offset_and_reason(self):
        first = gzip.compress(self.member(0))
        path = self.archive("a.warc.gz", [first, gzip.compress(self.member(1, length=999999999)), gzip.compress(self.member(2))])
        rows = self.rows(path, code=1)
        self.assertEqual([(row["offset"], row["type"]) for row in rows], [(len(first), "response")])
        self.assertIn("999999999", rows[0]["reason"])
        self.assertIn("3 records, 1 fault", self.ok("warc", "check", path, code=1).stderr.decode())
        wrong = self.archive("b.warc", [self.member(0).replace(b"Monday", b"Friday"), b"no record at all\r\n", self.member(2)])
        reasons = [row["reason"] for row in self.rows(wrong, code=1)]
        self.assertIn("block digest does not fit", reasons[0])
        self.assertIn("no record", reasons[1])
        cut = self.archive("c.warc.gz", [first, gzip.compress(self.member(1))[:-40]])
        self.assertIn("truncated", self.rows(cut, code=1)[0]["reason"])
        lines = self.text("warc", "check", path, wrong, cut, "--nl", code=1).splitlines()
        self.assertEqual([json.loads(line)["path"] for line in lines], [str(p) for p in (path, wrong, wrong, cut)])

    def test_things_that_are_no_archive(self):
        self.assertEqual(self.rows(self.folder / "absent.warc", code=5), [])
        self.assertIn(b"empty", self.ok("warc", "check", self.archive("e.warc", [])).stderr)
        self.assertIn(b"no WARC or ARC record", self.ok("warc", "check", self.archive("n.warc", [b"nothing here"]), code=1).stderr)
        self.assertIn(b"WACZ", self.ok("warc", "check", self.archive("n.wacz", [b"PK\x03\x04 nonsense"]), code=1).stderr)
        self.assertEqual(run("warc", "mend", "a.warc").returncode, 2)
        self.assertEqual(run("warc", "check").returncode, 2)

    @unittest.skipUnless(shutil.which("strace"), "strace is absent")
    def test_s02_s13_no_socket_and_no_file_but_the_ones_named(self):
        feed = self.folder / "a.rss"
        feed.write_text('<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1:9/a.dtd"> %p;]>'
                        '<rss version="2.0"><channel><item><title>&x;</title></item></channel></rss>', encoding="utf-8")
        page = self.folder / "a.html"
        page.write_text('<html><head><link rel=canonical href=http://127.0.0.1:9/a><link rel=stylesheet href=http://127.0.0.1:9/b></head>'
                        f"<p>{PAGE_ONE}<img src=file:///etc/passwd></html>", encoding="utf-8")
        trace = self.folder / "trace"
        subprocess.run(["strace", "-f", "-o", trace, "-e", "trace=network,openat,open", PROGRAM, "extract", feed, page], stdout=subprocess.PIPE,
                       stderr=subprocess.PIPE, check=False)
        calls = trace.read_text(errors="replace")
        if str(page) not in calls:
            self.skipTest("strace may not trace here")
        self.assertNotIn("socket(", calls)
        self.assertNotIn("connect(", calls)
        self.assertNotIn("/etc/passwd", calls)

if __name__ == "__main__":
    if not os.access(PROGRAM, os.X_OK):
        print("skipped: set DATELINE to the built program")
        sys.exit(77)
    PROGRAM = os.environ["DATELINE"] = os.path.abspath(PROGRAM)
    unittest.main()
