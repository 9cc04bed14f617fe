"""dateline inside Apache Spark, local mode: the rows are those of one machine, a task that runs twice changes nothing.

Skipped, visibly, where the extension was not built or pyspark, pyarrow or Java are absent.
"""
import importlib.util
import os
import pathlib
import shutil
import sys
import tempfile
import unittest

PACKAGE = os.environ.get("DATELINE_PYTHON", "")
if not list(pathlib.Path(PACKAGE or "/nowhere").glob("dateline/_native*.so")):
    print("skipped: the Python extension is not built here (python3-dev, pybind11-dev)")
    sys.exit(77)
if not (importlib.util.find_spec("pyspark") and importlib.util.find_spec("pyarrow") and shutil.which("java")):
    print("skipped: pyspark, pyarrow or Java is not here (pip install pyspark pyarrow)")
    sys.exit(77)
sys.path.insert(0, PACKAGE)
os.environ["PYTHONPATH"] = PACKAGE
os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
import pyarrow  # noqa: E402
import pyarrow.parquet  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

import dateline  # noqa: E402
from dateline import _native  # noqa: E402
from dateline import spark as ds  # noqa: E402

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples" / "suez-2021"


def gzip_free_warc(path, pages):
    """A small archive with these (url, bytes)."""
    with open(path, "wb") as f:
        for i, (url, body) in enumerate(pages):
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body
            f.write(b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-%012d>\r\nWARC-Date: 2021-04-01T00:00:00Z\r\n"
                    b"WARC-Target-URI: %s\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % (i, url, len(http)))
            f.write(http + b"\r\n\r\n")


class Spark(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.spark = (SparkSession.builder.master("local[2,3]").appName("dateline-test").config("spark.ui.enabled", "false")
                     .config("spark.sql.shuffle.partitions", "2").config("spark.driver.bindAddress", "127.0.0.1")
                     .config("spark.sql.execution.arrow.maxRecordsPerBatch", "5").getOrCreate())
        cls.spark.sparkContext.setLogLevel("OFF")
        cls.pages = [(str(p), p.read_bytes()) for p in sorted(EXAMPLES.iterdir()) if p.suffix in (".html", ".txt")]
        cls.frame = cls.spark.createDataFrame(cls.pages, "url STRING, content BINARY").repartition(3)
        cls.alone = dateline.read_batch([b for _, b in cls.pages], urls=[u for u, _ in cls.pages])

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()

    def test_rows_are_those_of_one_machine(self):
        rows = {row["url"]: row for row in ds.read_pages(self.frame).collect()}
        self.assertEqual(len(rows), len(self.pages))
        for page in self.alone:
            row = rows[page._head["url"]]
            self.assertEqual(row["doc"], page.id)
            self.assertEqual(bytes(row["packed"]), page._of.pack(0))
            for name in ds.TABLES:
                mine = [{k: v for k, v in r.items() if k != "doc"} for r in page.table(name)]
                self.assertEqual([r.asDict() for r in row[name]], mine, name)
        self.assertGreater(sum(len(r["statement"]) for r in rows.values()), 50)

    def test_pages_that_are_none(self):
        frame = self.spark.createDataFrame([(None, "a"), (bytearray(b"\x89PNG\r\n\x1a\n\0\0"), "b"), (bytearray(b""), "c")], "content BINARY, url STRING")
        rows = {r["url"]: r for r in ds.read_pages(frame).collect()}
        self.assertEqual({u: r["note"][0]["name"] for u, r in rows.items()}, {"a": "empty", "b": "not_text", "c": "empty"})

    def test_archives_and_parquet(self):
        with tempfile.TemporaryDirectory() as folder:
            html = [(u.encode(), b) for u, b in self.pages if u.endswith(".html")]
            for k in range(2):
                gzip_free_warc(f"{folder}/part-{k}.warc", html[k::2])
            records = ds.read_archives(self.spark, [f"{folder}/part-{k}.warc" for k in range(2)])
            records.write.mode("overwrite").parquet(f"{folder}/records")
            once = pyarrow.parquet.read_table(f"{folder}/records")
            records.write.mode("overwrite").parquet(f"{folder}/records")
            again = self.spark.read.parquet(f"{folder}/records")
            ids = sorted(r["doc"] for r in again.select("doc").collect())
            self.assertEqual(ids, sorted(p.id for p in self.alone if p._head["url"].endswith(".html")))
            self.assertEqual(once.num_rows, len(ids))
            self.assertEqual(again.schema.simpleString(), records.schema.simpleString())

    def test_a_task_that_fails_and_runs_again(self):
        with tempfile.TemporaryDirectory() as folder:
            mark = os.path.join(folder, "failed")

            def fail_once(batches):
                for batch in batches:
                    yield batch
                    if not os.path.exists(mark):
                        open(mark, "w").close()
                        raise RuntimeError("the first task dies after a batch")

            records = ds.read_pages(self.frame)
            rows = records.mapInArrow(fail_once, records.schema).collect()
            self.assertTrue(os.path.exists(mark))
            self.assertEqual(sorted(r["doc"] for r in rows), sorted(p.id for p in self.alone))

    def test_copies_are_those_of_one_machine(self):
        records = ds.read_pages(self.frame).cache()
        found = {(r["from_doc"], r["to_doc"], r["kind"]) for r in ds.link(records.union(records)).collect()}
        names = {p.id: p for p in self.alone}
        wanted = set()
        for i, a in enumerate(self.alone):
            for b in self.alone[i + 1:]:
                rows = dateline.Table(_native.pair_lineage(dateline._reader()._of, _native.unpack([a._of.pack(0), b._of.pack(0)])))
                wanted |= {(r["from_doc"], r["to_doc"], r["kind"]) for r in rows}
        self.assertTrue(wanted)
        self.assertEqual(found, wanted, {names[d].name for edge in found ^ wanted for d in edge[:2]})

    def test_same_event_candidates(self):
        records = ds.read_pages(self.frame).cache()
        for row in ds.same_events(records).collect():
            self.assertLess(row["doc"], row["other_doc"])
            self.assertEqual(row["key"].count("|"), 2)


if __name__ == "__main__":
    unittest.main()
