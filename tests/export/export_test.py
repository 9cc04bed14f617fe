#!/usr/bin/env python3
"""Every export read back: by Python's own readers always, by pandas, polars, DuckDB, frictionless and followthemoney where they are installed.

Input: the built program in DATELINE. What is not installed is named as skipped. Exit 77 without a program.
"""
import csv
import importlib
import io
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("DATELINE", "")
PAGES = ROOT / "examples" / "suez-2021"
PLOVER_TYPES = set("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split())
HOSTILE = """=HYPERLINK("http://evil.example") said the harbour

BRENNA, 4 March 2031 - The Lake Council voted on Monday to halt ferry tolls after at least 30 boats blocked the harbour.

"=1+1 is not a toll," said Ingrid Solberg, head of the boat owners' union. 🚢 The union met in Zürich.
"""


def library(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def run(*args):
    return subprocess.run([PROGRAM, *map(str, args)], check=True, stdout=subprocess.PIPE).stdout


class Export(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="dateline-export-"))
        cls.db = cls.folder / "record.db"
        pages = cls.folder / "pages"
        shutil.copytree(PAGES, pages)
        (pages / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
        run("ingest", "-q", pages, "--db", cls.db)
        cls.sql = sqlite3.connect(cls.db)
        cls.tables = cls.folder / "tables"
        run("export", "csv", "--db", cls.db, "-o", cls.tables)

    @classmethod
    def tearDownClass(cls):
        cls.sql.close()
        shutil.rmtree(cls.folder, True)

    def one(self, name):
        return run("export", name, "--db", self.db).decode("utf-8")

    def lines(self, name):
        return [json.loads(line) for line in self.one(name).splitlines()]

    def need(self, name):
        found = library(name)
        if found is None:
            self.skipTest(f"{name} is not installed")
        return found

    def texts(self):
        return dict(self.sql.execute("SELECT id, text FROM document"))

    def test_s14_csv_rows_and_formulas(self):
        for view, file in (("v_figures", "figures.csv"), ("v_statements", "statements.csv"), ("v_documents", "pages.csv"), ("v_timeline", "timeline.csv")):
            rows = list(csv.DictReader(io.StringIO((self.tables / file).read_text(encoding="utf-8"), newline="")))
            self.assertEqual(len(rows), self.sql.execute(f"SELECT count(*) FROM {view}").fetchone()[0], file)
            for row in rows:
                for value in row.values():
                    self.assertNotRegex(value, r"^[=@\t\r]|^[+-](?![0-9.])", file)
        pages = io.StringIO((self.tables / "pages.csv").read_text(encoding="utf-8"), newline="")
        headlines = [row["headline"] for row in csv.DictReader(pages)]
        self.assertTrue(any(h.startswith("'=HYPERLINK") for h in headlines))

    def test_datapackage(self):
        package = json.loads((self.tables / "datapackage.json").read_text(encoding="utf-8"))
        for resource in package["resources"]:
            data = (self.tables / resource["path"]).read_bytes()
            self.assertEqual(len(data), resource["bytes"])
            header = data.split(b"\r\n")[0].decode().split(",")
            self.assertEqual(header, [f["name"] for f in resource["schema"]["fields"]])

    def test_csv_by_frictionless(self):
        frictionless = self.need("frictionless")
        report = frictionless.validate(str(self.tables / "datapackage.json"))
        self.assertTrue(report.valid, report.flatten(["title", "message"])[:5])

    def test_csv_by_pandas(self):
        pandas = self.need("pandas")
        frame = pandas.read_csv(self.tables / "figures.csv")
        self.assertEqual(len(frame), self.sql.execute("SELECT count(*) FROM v_figures").fetchone()[0])
        self.assertTrue(pandas.api.types.is_numeric_dtype(frame["low"]))

    def test_csv_by_polars(self):
        polars = self.need("polars")
        frame = polars.read_csv(self.tables / "statements.csv", infer_schema_length=None)
        self.assertEqual(frame.height, self.sql.execute("SELECT count(*) FROM v_statements").fetchone()[0])

    def test_csv_and_parquet_by_duckdb(self):
        duckdb = self.need("duckdb")
        db = duckdb.connect()
        n = self.sql.execute("SELECT count(*) FROM v_events").fetchone()[0]
        self.assertEqual(db.execute("SELECT count(*) FROM read_csv(?)", [str(self.tables / "events.csv")]).fetchone()[0], n)
        parquet = self.folder / "events.parquet"
        db.execute(f"COPY (SELECT * FROM read_csv('{self.tables / 'events.csv'}')) TO '{parquet}' (FORMAT parquet)")
        self.assertEqual(db.execute("SELECT count(*) FROM read_parquet(?)", [str(parquet)]).fetchone()[0], n)

    def test_excel(self):
        folder = self.folder / "excel"
        run("export", "csv", "--excel", "--db", self.db, "-o", folder)
        data = (folder / "figures.csv").read_bytes()
        self.assertTrue(data.startswith(b"\xef\xbb\xbf"))
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            self.assertTrue(all(len(cell) <= 32002 for cell in row))

    def test_jsonl(self):
        rows = self.lines("jsonl")
        for table, view in (("figures", "v_figures"), ("events", "v_events"), ("actors", "v_actors")):
            self.assertEqual(sum(r["table"] == table for r in rows), self.sql.execute(f"SELECT count(*) FROM {view}").fetchone()[0])

    def test_plover(self):
        rows = self.lines("plover")
        self.assertTrue(rows)
        for row in rows:
            self.assertTrue({"id", "has_event", "date", "actor", "event"} <= set(row))
            self.assertTrue(set(row["event"]) <= PLOVER_TYPES)
            self.assertIn(row["quad_code"], (1, 2, 3, 4))
            self.assertIsInstance(row["actor"], list)
            self.assertRegex(row["date"], r"^(\d{4}-\d\d-\d\d)?$")
            info = row["text_info"]
            self.assertEqual(self.texts()[row["cite_info"]["corpus"]][info["start"]:info["end"]], row["text"])

    def tab(self, text):
        return [line.split("\t") for line in text.splitlines()]

    def test_polecat_and_icews(self):
        for name, columns in (("polecat", 40), ("icews", 20)):
            rows = self.tab(self.one(name))
            self.assertTrue(len(rows) > 1)
            self.assertEqual({len(r) for r in rows}, {columns}, name)
            self.assertEqual(rows[0][:2], ["Event ID", "Event Date"])
        codes = {r[6] for r in rows[1:]}
        self.assertTrue(all(re.fullmatch(r"[0-2]\d{1,3}", c) for c in codes), codes)

    def test_gdelt(self):
        folder = self.folder / "gdelt"
        run("export", "gdelt", "--db", self.db, "-o", folder)
        events = self.tab((folder / "events.export.CSV").read_text(encoding="utf-8"))
        mentions = self.tab((folder / "events.mentions.CSV").read_text(encoding="utf-8"))
        self.assertEqual({len(r) for r in events}, {61})
        self.assertEqual({len(r) for r in mentions}, {16})
        ids = [r[0] for r in events]
        self.assertEqual(len(ids), len(set(ids)))
        self.assertTrue({r[0] for r in mentions} <= set(ids))
        self.assertTrue(all(int(i) < 2**53 for i in ids))

    def test_timelinejs(self):
        data = json.loads(self.one("timelinejs"))
        self.assertTrue(data["events"])
        ids = [e["unique_id"] for e in data["events"]]
        self.assertEqual(len(ids), len(set(ids)))
        for event in data["events"]:
            self.assertIsInstance(event["start_date"]["year"], int)
            self.assertNotIn("<script", json.dumps(event))
            self.assertTrue("month" in event["start_date"] or "day" not in event["start_date"])

    def test_webannotation_selectors(self):
        texts, n = self.texts(), 0
        for line in self.lines("webannotation"):
            doc = line["target"]["source"].rsplit(":", 1)[1]
            position, quote = line["target"]["selector"]
            text = texts[doc]
            self.assertEqual(text[position["start"]:position["end"]], quote["exact"])
            self.assertTrue(text[:position["start"]].endswith(quote["prefix"]))
            self.assertTrue(text[position["end"]:].startswith(quote["suffix"]))
            n += 1
        self.assertGreater(n, 50)

    def test_labelstudio(self):
        for task in json.loads(self.one("labelstudio")):
            text = task["data"]["text"]
            for result in task["predictions"][0]["result"]:
                value = result["value"]
                self.assertEqual(text[value["start"]:value["end"]], value["text"])

    def test_brat(self):
        folder = self.folder / "brat"
        run("export", "brat", "--db", self.db, "-o", folder)
        n = 0
        for ann in folder.glob("*.ann"):
            text = ann.with_suffix(".txt").read_text(encoding="utf-8")
            for line in ann.read_text(encoding="utf-8").splitlines():
                if not line.startswith("T"):
                    continue
                _, places, words = line.split("\t")
                pieces = [text[int(a):int(b)] for a, b in (p.split() for p in places.split(" ", 1)[1].split(";"))]
                self.assertEqual(" ".join(pieces), words)
                n += 1
        self.assertGreater(n, 50)

    def test_citations(self):
        pages = json.loads(self.one("csl"))
        self.assertEqual(len(pages), self.sql.execute("SELECT count(*) FROM document").fetchone()[0])
        for page in pages:
            self.assertIn(page["type"], ("webpage", "article-newspaper"))
            if "issued" in page:
                self.assertTrue(all(isinstance(x, int) for x in page["issued"]["date-parts"][0]))
        bib = self.one("bibtex")
        self.assertEqual(bib.count("@online{"), len(pages))
        self.assertEqual(len(re.findall(r"(?<!\\)\{", bib)), len(re.findall(r"(?<!\\)\}", bib)))
        cited = run("cite", "hostile", "--db", self.db).decode()
        self.assertIn("SHA-256", cited)
        self.assertEqual(json.loads(run("cite", "hostile", "--format", "csl", "--db", self.db))[0]["id"], re.search(r"d_[0-9a-f]{16}", cited).group(0))

    def test_ftm(self):
        rows = self.lines("ftm")
        ids = {r["id"] for r in rows}
        for row in rows:
            for values in row["properties"].values():
                self.assertTrue(all(isinstance(v, str) for v in values))
            for name in ("involved", "document", "resolved", "proof"):
                self.assertTrue(set(row["properties"].get(name, [])) <= ids, row)

    def test_ftm_by_followthemoney(self):
        self.need("followthemoney")
        from followthemoney import model
        for row in self.lines("ftm"):
            entity = model.get_proxy(row)
            self.assertEqual(entity.schema.name, row["schema"])
            for name in row["properties"]:
                self.assertIn(name, entity.schema.properties, row["schema"])

    def test_ninjs(self):
        items = json.loads(self.one("ninjs"))
        self.assertEqual(len({i["uri"] for i in items}), len(items))
        for item in items:
            self.assertEqual(item["standard"]["name"], "ninjs")
            self.assertTrue(item["bodies"][0]["value"])

    def test_same_bytes_again(self):
        for name in ("plover", "ftm", "jsonl", "timelinejs", "labelstudio"):
            self.assertEqual(self.one(name), self.one(name))

    def test_s11_exports_follow_no_link(self):
        target = self.folder / "precious"
        target.write_text("keep")
        link = self.folder / "link.jsonl"
        link.symlink_to(target)
        done = subprocess.run([PROGRAM, "export", "plover", "--db", str(self.db), "-o", str(link)], stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 4)
        self.assertEqual(target.read_text(), "keep")
        folder = self.folder / "linked"
        folder.symlink_to(self.folder)
        done = subprocess.run([PROGRAM, "export", "csv", "--db", str(self.db), "-o", str(folder)], stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 4)

    def test_wrong_words(self):
        done = subprocess.run([PROGRAM, "export", "plovr", "--db", str(self.db)], stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"plover", done.stderr)
        self.assertEqual(subprocess.run([PROGRAM, "export", "csv", "--db", str(self.db)], stderr=subprocess.PIPE, check=False).returncode, 2)


if __name__ == "__main__":
    if not PROGRAM:
        print("skipped: DATELINE names no program")
        sys.exit(77)
    unittest.main()
