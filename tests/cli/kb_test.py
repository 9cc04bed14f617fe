#!/usr/bin/env python3
"""dateline kb: a table, a GeoNames file and a Wikidata dump become tables that the engine reads; wrong rows are named."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

PROGRAM = os.environ["DATELINE"]


def run(*args, stdin=b""):
    done = subprocess.run([PROGRAM, *map(str, args)], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def claim(item, **qualifiers):
    return {"rank": "normal", "mainsnak": {"datavalue": {"value": {"id": item}}}, "qualifiers": qualifiers}


def day(text):
    return [{"datavalue": {"value": {"time": f"+{text}T00:00:00Z", "precision": 11}}}]


DUMP = [
    {"id": "Q900", "labels": {"en": {"value": "Ada Novak"}},
     "claims": {"P31": [claim("Q5")], "P21": [claim("Q6581072")], "P39": [claim("Q901", P580=day("2023-10-25"))]}},
    {"id": "Q901", "labels": {"en": {"value": "Minister of Rivers"}}, "claims": {"P31": [claim("Q4164871")], "P1001": [claim("Q214")]}},
    {"id": "Q214", "labels": {"en": {"value": "Slovakia"}},
     "claims": {"P298": [{"rank": "normal", "mainsnak": {"datavalue": {"value": "SVK"}}}]}},
    {"id": "Q7", "labels": {"en": {"value": "a poem"}}, "claims": {"P31": [claim("Q5185279")]}},
]


class Kb(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def test_dump_is_streamed_and_filtered(self):
        dump = "[\n" + "".join(json.dumps(item) + ",\n" for item in DUMP) + "]\n"
        code, _, _ = run("kb", "import", "-", "-o", self.path / "kb", stdin=dump.encode())
        self.assertEqual(code, 0)
        rows = (self.path / "kb" / "holders-1.tsv").read_text(encoding="utf-8").splitlines()
        self.assertEqual(rows[-1], "svk_minister_of_rivers\tAda Novak\tf\t\t2023-10-25\t\t")
        self.assertEqual(run("kb", "check", self.path / "kb")[0], 0)
        text = "Minister of Rivers Ada Novak met reporters."
        _, out, _ = run("dump", "--layer", "names", "--ontology", self.path / "kb", "--text", text, "--date", "2024-05-01")
        self.assertIn("kb=person:ada_novak", out)

    def test_broken_line_is_left_out_and_told(self):
        dump = "[\n" + json.dumps(DUMP[2]) + ",\n" + '{"id":"Q9","bro\n' + "".join(json.dumps(i) + ",\n" for i in DUMP[:2]) + "]\n"
        code, _, err = run("kb", "import", "-", "-o", self.path / "kb", stdin=dump.encode())
        self.assertEqual(code, 1)
        self.assertIn("line 3: not JSON", err)
        self.assertIn("Ada Novak", (self.path / "kb" / "holders-1.tsv").read_text(encoding="utf-8"))

    def test_geonames_places(self):
        line = "1\tPort Lindal\tPort Lindal\tLindalport\t55.604\t13.0\tP\tPPL\tSE\t\t\t\t\t\t12000\t\t\tEurope/Stockholm\t2020-01-01\n"
        (self.path / "SE.txt").write_text(line + line.replace("12000", "12").replace("Port Lindal", "Hamlet"), encoding="utf-8")
        self.assertEqual(run("kb", "import", self.path / "SE.txt", "-o", self.path / "kb")[0], 0)
        rows = (self.path / "kb" / "places.tsv").read_text(encoding="utf-8").splitlines()
        self.assertEqual(rows[3:], ["Port Lindal\tLindalport\tswe\tcity\t55.6\t13"])

    def test_own_table_and_its_faults(self):
        table = 'name,type,office,state,from\n"Novak, Ada",person,Envoy,svk,2023-10-25\nNobody,person,,,\n'
        (self.path / "own.csv").write_text(table, encoding="utf-8")
        code, _, err = run("kb", "import", self.path / "own.csv", "-o", self.path / "kb")
        self.assertEqual(code, 1)
        self.assertIn("line 3: a person needs office and state", err)
        places = "# own\nname\tvariants\tstate\tkind\tlat\tlon\nNowhere\t\tzzz\tcity\t99\t1\n"
        (self.path / "kb" / "places.tsv").write_text(places, encoding="utf-8")
        code, _, err = run("kb", "check", self.path / "kb")
        self.assertEqual(code, 1)
        self.assertIn('no state or body "zzz"', err)
        self.assertIn("coordinates 99, 1", err)

    def test_usage(self):
        self.assertEqual(run("kb", "import", self.path / "missing", "-o", self.path / "kb")[0], 5)
        self.assertEqual(run("kb", "mend", self.path)[0], 2)
        (self.path / "odd.txt").write_text("no table at all\n", encoding="utf-8")
        self.assertEqual(run("kb", "import", self.path / "odd.txt", "-o", self.path / "kb")[0], 2)


if __name__ == "__main__":
    unittest.main()
