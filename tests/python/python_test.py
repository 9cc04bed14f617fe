"""The Python package: what it answers, what it hands to other libraries, and that nothing done to it ends the process (F50).

DATELINE_PYTHON names the folder of the built package; where the extension was not built the test says so and is skipped. pyarrow, pandas
and polars are used where they are; without them the Arrow stream is read through ctypes alone.
"""
import ctypes
import gc
import importlib.util
import os
import pathlib
import pickle
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
import unittest

PACKAGE = os.environ.get("DATELINE_PYTHON", "")
if not list(pathlib.Path(PACKAGE or "/nowhere").glob("dateline/_native*.so")):
    print("skipped: the Python extension is not built here (python3-dev, pybind11-dev)")
    sys.exit(77)
sys.path.insert(0, PACKAGE)
import dateline  # noqa: E402
from dateline import _native  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "suez-2021"
PAGE = b"<h1>Harbour closed</h1><p>The ministry said on 3 March 2021 that at least 12 ships wait.</p>"
HOSTILE = b"<h1>&lt;script&gt;alert(1)&lt;/script&gt; \xe2\x80\xaereversed</h1><p>\"&lt;img src=x onerror=y&gt;,\" said Ann Lee, the mayor of Rome.</p>"


class Schema(ctypes.Structure):
    pass


class Array(ctypes.Structure):
    pass


class Stream(ctypes.Structure):
    pass


P = ctypes.POINTER
Schema._fields_ = [("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", ctypes.c_void_p), ("flags", ctypes.c_int64),
                   ("n_children", ctypes.c_int64), ("children", P(P(Schema))), ("dictionary", ctypes.c_void_p),
                   ("release", ctypes.CFUNCTYPE(None, P(Schema))), ("private_data", ctypes.c_void_p)]
Array._fields_ = [("length", ctypes.c_int64), ("null_count", ctypes.c_int64), ("offset", ctypes.c_int64), ("n_buffers", ctypes.c_int64),
                  ("n_children", ctypes.c_int64), ("buffers", P(ctypes.c_void_p)), ("children", P(P(Array))),
                  ("dictionary", ctypes.c_void_p), ("release", ctypes.CFUNCTYPE(None, P(Array))), ("private_data", ctypes.c_void_p)]
Stream._fields_ = [("get_schema", ctypes.CFUNCTYPE(ctypes.c_int, P(Stream), P(Schema))),
                   ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, P(Stream), P(Array))),
                   ("get_last_error", ctypes.CFUNCTYPE(ctypes.c_char_p, P(Stream))),
                   ("release", ctypes.CFUNCTYPE(None, P(Stream))), ("private_data", ctypes.c_void_p)]


def pointer_of(capsule, name):
    get = ctypes.pythonapi.PyCapsule_GetPointer
    get.restype, get.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    return get(capsule, name)


def read_stream(table):
    """The rows of a table by way of its Arrow stream and nothing else."""
    capsule = table.__arrow_c_stream__()
    stream = ctypes.cast(pointer_of(capsule, b"arrow_array_stream"), P(Stream))
    schema, array, end = Schema(), Array(), Array()
    assert stream.contents.get_schema(stream, ctypes.byref(schema)) == 0
    assert stream.contents.get_next(stream, ctypes.byref(array)) == 0
    assert stream.contents.get_next(stream, ctypes.byref(end)) == 0 and not end.release
    columns = {}
    for c in range(schema.n_children):
        field = schema.children[c].contents
        if not array.release:
            columns[field.name.decode()] = []
            continue
        column = array.children[c].contents
        rows = range(column.length)
        bits = ctypes.cast(column.buffers[0], P(ctypes.c_uint8)) if column.buffers[0] else None
        there = [bits is None or bits[i // 8] >> (i % 8) & 1 for i in rows]
        assert column.null_count == len([x for x in there if not x])
        if field.format == b"u":
            ends = ctypes.cast(column.buffers[1], P(ctypes.c_int32))
            text = ctypes.string_at(column.buffers[2], ends[column.length])
            values = [text[ends[i]:ends[i + 1]].decode() for i in rows]
        elif field.format == b"b":
            packed = ctypes.cast(column.buffers[1], P(ctypes.c_uint8))
            values = [bool(packed[i // 8] >> (i % 8) & 1) for i in rows]
        else:
            kind = {b"l": ctypes.c_int64, b"g": ctypes.c_double}[field.format]
            numbers = ctypes.cast(column.buffers[1], P(kind))
            values = [numbers[i] for i in rows]
        columns[field.name.decode()] = [v if x else None for v, x in zip(values, there)]
    if array.release:
        array.release(ctypes.byref(array))
    schema.release(ctypes.byref(schema))
    return columns


def record_of(folder):
    path = os.path.join(folder, "story.db")
    subprocess.run([os.environ["DATELINE"], "ingest", str(EXAMPLES), "--db", path, "-q"], check=True)
    return path


def survives(case, code, expect="fine"):
    """Runs `code` in a process of its own: it must print `expect` and end by itself, whatever it does to the package."""
    done = subprocess.run([sys.executable, "-X", "faulthandler", "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=120, env={**os.environ, "PYTHONPATH": PACKAGE})
    case.assertEqual(done.returncode, 0, done.stderr.decode()[-3000:])
    case.assertEqual(done.stdout.decode().strip(), expect)


class Reading(unittest.TestCase):
    def test_a_page_of_bytes(self):
        page = dateline.read(PAGE, name="harbour", url="http://example.org/h")
        self.assertEqual((page.headline, page.date, page.name, page.url), ("Harbour closed", "2021-03-03", "harbour", "http://example.org/h"))
        figure = page.figures.head(1)[0]
        self.assertEqual((figure["exact"], figure["low"], figure["bound"]), ("at least 12 ships", 12.0, "at least"))
        self.assertEqual(page.text[figure["start"]:figure["end"]], figure["exact"])
        self.assertEqual(dateline.read(bytearray(PAGE), name="harbour", url="http://example.org/h"), page)
        self.assertEqual(page.to_dict()["id"], "harbour")

    def test_paths(self):
        path = sorted(EXAMPLES.iterdir())[0]
        self.assertEqual(dateline.read(path), dateline.read(str(path)))
        with self.assertRaises(FileNotFoundError):
            dateline.read("/no/such/page.html")
        with self.assertRaises(dateline.UsageError):
            dateline.read(EXAMPLES)
        with tempfile.TemporaryDirectory() as folder:
            empty = pathlib.Path(folder) / "a.html"
            empty.write_bytes(b"")
            with self.assertRaises(dateline.InvalidError):
                dateline.read(empty)

    def test_what_cannot_be_read_is_a_page_with_a_note(self):
        for given, name in ((b"", "empty"), (b"\x89PNG\r\n\x1a\n\0\0\0\0", "not_text"), (b"x" * (33 << 20), "too_large")):
            page = dateline.read(given)
            self.assertEqual([note[1] for note in page.notes], [name])
            self.assertEqual(len(page.sentences), 0)

    def test_piles_are_the_same_on_one_thread_and_many(self):
        one, many = dateline.read_all(EXAMPLES, threads=1), dateline.read_all(EXAMPLES, threads=8)
        self.assertEqual(one.pack(), many.pack())
        self.assertGreater(len(one.statements), 50)
        self.assertEqual(len(dateline.read_all(EXAMPLES, limit=3)), 3)
        self.assertEqual(len(dateline.read_all(EXAMPLES, limit=0)), 0)
        self.assertEqual(dateline.read_all("/no/such").refused[0][0], "/no/such")
        batch = dateline.read_batch([PAGE, b"", PAGE], dates=[None, None, "2021"])
        self.assertEqual([p.headline for p in batch], ["Harbour closed", None, "Harbour closed"])

    def test_the_record_that_is_kept_says_the_same(self):
        with tempfile.TemporaryDirectory() as folder, dateline.open(record_of(folder)) as record:
            pages = dateline.read_all(EXAMPLES)
            self.assertEqual(len(record), len(pages))
            kept = {row["doc"] + str(row["n"]): row["exact"] for row in record.query("SELECT doc, n, exact FROM figure")}
            self.assertGreater(len(kept), 50)
            for row in pages.figures:
                self.assertIn(row["doc"] + str(row["n"]), kept)
            self.assertGreater(len(record.timeline()), 10)
            self.assertGreater(len(record.search("canal")), 3)
            self.assertEqual(record.page(pages[0].id).id, pages[0].id)
            with self.assertRaises(dateline.NotFoundError):
                record.page("nothing of that name")
            with self.assertRaises(dateline.UsageError):
                record.query("DELETE FROM document")

    def test_page_tables_have_the_columns_of_the_record(self):
        page = dateline.read(PAGE)
        with tempfile.TemporaryDirectory() as folder, dateline.open(record_of(folder)) as record:
            for name in _native.page_tables():
                kept = record.query(f"SELECT * FROM {name} LIMIT 0").columns
                mine = page.table(name).columns
                self.assertEqual(mine, [c for c in kept if c in mine], name)
                self.assertLessEqual(set(kept) - set(mine), {"extractor", "version", "run", "revision_of", "row"}, name)


class Frames(unittest.TestCase):
    def test_the_arrow_stream_holds_the_rows(self):
        pages = dateline.read_all(EXAMPLES)
        for name in _native.page_tables():
            table = pages.table(name)
            self.assertEqual(read_stream(table), table.to_dict(), name)

    def test_a_stream_outlives_its_table_and_may_be_left_unread(self):
        for _ in range(50):
            dateline.read(PAGE).sentences.__arrow_c_stream__()
            dateline.read(PAGE).sentences.__arrow_c_schema__()
        table = dateline.read(PAGE).figures
        capsule = table.__arrow_c_stream__()
        del table
        gc.collect()
        stream = ctypes.cast(pointer_of(capsule, b"arrow_array_stream"), P(Stream))
        array = Array()
        self.assertEqual(stream.contents.get_next(stream, ctypes.byref(array)), 0)
        del capsule, stream
        gc.collect()
        self.assertEqual(array.length, 1)
        array.release(ctypes.byref(array))

    @unittest.skipUnless(importlib.util.find_spec("pyarrow"), "pyarrow is not here")
    def test_pyarrow(self):
        import pyarrow
        pages = dateline.read_all(EXAMPLES)
        for name in _native.page_tables():
            table = pyarrow.table(pages.table(name))
            table.validate(full=True)
            self.assertEqual(table.to_pylist(), list(pages.table(name)))

    @unittest.skipUnless(importlib.util.find_spec("pandas"), "pandas is not here")
    def test_pandas(self):
        self.assertEqual(list(dateline.read(PAGE).figures.to_pandas()["low"]), [12.0])

    @unittest.skipUnless(importlib.util.find_spec("polars"), "polars is not here")
    def test_polars(self):
        self.assertEqual(dateline.read(PAGE).figures.to_polars()["low"].to_list(), [12.0])

    def test_a_notebook_shows_no_markup_of_a_page(self):
        page = dateline.read(HOSTILE, name="<b>n</b>", url="javascript:<i>")
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "h.html")
            pathlib.Path(path).write_bytes(HOSTILE)
            pages = dateline.read_all(path)
        for shown in (page._repr_html_(), page.sentences._repr_html_(), pages._repr_html_(), page.statements._repr_html_()):
            for bad in ("<script", "<img", "<b>", "<i>", "\u202e"):
                self.assertNotIn(bad, shown)
        self.assertIn("&lt;script", page._repr_html_())
        self.assertNotIn("\u202e", repr(page))


class Faults(unittest.TestCase):
    def test_pickles(self):
        pages = dateline.read_all(EXAMPLES)
        again = pickle.loads(pickle.dumps(pages))
        self.assertEqual(again.pack(), pages.pack())
        self.assertEqual(again.to_json(), pages.to_json())
        packed = pages[0]._of.pack(0)
        for cut in range(0, len(packed), max(1, len(packed) // 40)):
            with self.assertRaises(dateline.CorruptError):
                _native.unpack([packed[:cut]])
        for at in range(0, len(packed), max(1, len(packed) // 200)):
            changed = bytearray(packed)
            changed[at] ^= 0x41
            with self.assertRaises(dateline.DatelineError):
                _native.unpack([bytes(changed)])
        with self.assertRaises(TypeError):
            pickle.dumps(pages.statements)

    def test_files_that_are_no_record(self):
        with tempfile.TemporaryDirectory() as folder:
            path = record_of(folder)
            whole = pathlib.Path(path).read_bytes()
            with self.assertRaises(FileNotFoundError):
                dateline.open(os.path.join(folder, "none.db"))
            for name, content, kind in (("text.db", b"hello" * 100, dateline.InvalidError), ("cut.db", whole[:5000], dateline.CorruptError),
                                        ("empty.db", b"", dateline.InvalidError)):
                bad = os.path.join(folder, name)
                pathlib.Path(bad).write_bytes(content)
                with self.assertRaises(kind):
                    dateline.open(bad)
                self.assertEqual(pathlib.Path(bad).read_bytes(), content)
            with self.assertRaises(dateline.InvalidError):
                dateline.open(folder)
            again = pickle.loads(pickle.dumps(dateline.open(path)))
            self.assertEqual(len(again), 14)

    def test_models_that_are_none(self):
        with self.assertRaises(dateline.DatelineError) as caught:
            dateline.Reader(models="/no/such/model.bin")
        self.assertIn("/no/such/model.bin", str(caught.exception))
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "m.bin")
            for content in (b"", b"garbage" * 1000):
                pathlib.Path(path).write_bytes(content)
                with self.assertRaises(dateline.DatelineError):
                    dateline.Reader(models=path)
            shipped = sorted((ROOT / "models").glob("*.bin"))
            whole = shipped[0].read_bytes()
            pathlib.Path(path).write_bytes(whole[:len(whole) // 2])
            with self.assertRaises(dateline.DatelineError):
                dateline.Reader(models=path)

    def test_use_after_close_and_from_threads(self):
        with tempfile.TemporaryDirectory() as folder:
            record = dateline.open(record_of(folder))
            table = record.statements()
            failures, answers = [], []

            def ask():
                try:
                    while True:
                        answers.append(len(record.statements()))
                except dateline.UsageError:
                    pass
                except BaseException as error:  # noqa: BLE001
                    failures.append(error)

            threads = [threading.Thread(target=ask) for _ in range(6)]
            for thread in threads:
                thread.start()
            time.sleep(0.3)
            record.close()
            record.close()
            for thread in threads:
                thread.join(30)
            self.assertEqual(failures, [])
            self.assertEqual(set(answers), {len(table)})
            self.assertGreater(len(list(table)), 50)  # a table lives on
            with self.assertRaises(dateline.UsageError):
                record.search("canal")
            with self.assertRaises(dateline.UsageError):
                len(record)

    def test_the_lock_is_free_while_pages_are_read(self):
        big = b"<p>" + b"The minister said on Monday that 12 people were killed in Rome. " * 4000
        dateline.read(PAGE)
        ticks = []
        done = threading.Event()
        thread = threading.Thread(target=lambda: (dateline.read(big), done.set()))
        thread.start()
        while not done.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.001)
        thread.join()
        self.assertGreater(len(ticks), 10)

    def test_fork_after_open(self):
        with tempfile.TemporaryDirectory() as folder:
            survives(self, f"""
                import os, dateline
                record = dateline.open({record_of(folder)!r})
                dateline.read(b"<p>One page. It is short.</p>")
                child = os.fork()
                if child == 0:
                    try:
                        len(record)
                        os._exit(3)
                    except dateline.UsageError:
                        pass
                    own = dateline.open(record.path)
                    page = dateline.read(b"<p>One page. It is short.</p>")
                    record.close()
                    del record
                    os._exit(0 if len(own) == 14 and len(page.sentences) == 2 else 4)
                assert os.waitpid(child, 0)[1] == 0
                assert len(record) == 14
                print("fine")
                """)

    def test_workers(self):
        survives(self, f"""
            import multiprocessing, dateline, pathlib
            def read(path):
                return dateline.read(path)
            if __name__ == "__main__":
                paths = sorted(map(str, pathlib.Path({str(EXAMPLES)!r}).glob("*.txt")))
                with multiprocessing.get_context("fork").Pool(2) as pool:
                    pages = pool.map(read, paths)
                assert [p.id for p in pages] == [dateline.read(p).id for p in paths]
                assert pages[3] == dateline.read(paths[3])
                print("fine")
            """)

    def test_ctrl_c(self):
        with tempfile.TemporaryDirectory() as folder:
            survives(self, f"""
                import os, signal, threading, dateline
                page = b"<p>" + b"The minister said on Monday that 12 people were killed in Rome. " * 200
                dateline.read(page)
                def later():
                    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
                later()
                try:
                    dateline.read_batch([page] * 100000)
                    print("not stopped")
                except KeyboardInterrupt:
                    pass
                record = dateline.open({record_of(folder)!r})
                later()
                try:
                    record.query("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
                    print("not stopped")
                except KeyboardInterrupt:
                    pass
                assert len(record) == 14
                print("fine")
                """)

    def test_wrong_values_of_every_kind(self):
        with tempfile.TemporaryDirectory() as folder:
            survives(self, f"""
                import dateline, gc, itertools
                from dateline import _native
                record = dateline.open({record_of(folder)!r})
                page = dateline.read({PAGE!r})
                pages = dateline.read_batch([{PAGE!r}] * 2)
                class Strange:
                    def __fspath__(self): return 7
                    def __index__(self): return -9
                    def __len__(self): return 10 ** 9
                    def __iter__(self): raise RuntimeError("no")
                values = [None, True, -1, 0, 2 ** 31, 2 ** 63, 2 ** 100, 1.5, float("nan"), "", "x", "\\0", "\\ud800", "a" * 100000, b"", b"\\xff" * 9,
                          bytearray(b"x"), memoryview(b"abcdef")[::2], [], [1], {{}}, object(), Strange(), lambda: 1, page, record, Ellipsis]
                targets = [dateline.read, dateline.read_batch, dateline.read_all, dateline.open, dateline.Page, dateline.Pages, dateline.Table,
                           dateline.Record, _native.unpack, _native.visible, _native.Store, _native.Table, _native.Pages,
                           page.table, page.events.head, page.events.__getitem__, page.events.__arrow_c_stream__, pages.__getitem__,
                           record.query, record.search, record.page, page._of.table, page._of.head, page._of.one, page._of.pack]
                calls = 0
                for target, value in itertools.product(targets, values):
                    for arguments in ((value,), (value, value), (b"x", value), ("x", value)):
                        if target in (dateline.read_all,) and value in ("", "x"): continue
                        try:
                            target(*arguments)
                        except Exception as error:
                            assert not isinstance(error, SystemError), (target, arguments, error)
                        calls += 1
                for option, value in itertools.product(("date", "name", "url", "threads", "dates", "names", "limit"), values):
                    for target in (dateline.read, dateline.read_batch, dateline.read_all):
                        try:
                            target([b"x"] if target is dateline.read_batch else "/no/such", **{{option: value}})
                        except Exception as error:
                            assert not isinstance(error, SystemError), (target, option, error)
                t = page.events._of
                for index in (0, 5, 10 ** 6, 2 ** 63 - 1):
                    for begin, end in ((0, 10 ** 9), (10 ** 9, 5), (2 ** 62, 2 ** 63 - 1)):
                        try: t.values(index, begin, end)
                        except IndexError: pass
                for kind in (_native.Table, _native.Pages, _native.Store, _native.Reader):
                    half = kind.__new__(kind)
                    for name in dir(kind):
                        if name.startswith("_"): continue
                        for arguments in ((), (0,), ("x",), (0, 0, 0), ([], [], [], [], 1), (["x"], "", 1, 1), ("x", [])):
                            try: getattr(half, name)(*arguments)
                            except TypeError: pass
                    try: dateline.Table(half); dateline.Page(half)
                    except TypeError: pass
                class Sub(_native.Store):
                    def __init__(self): pass
                try: Sub().query("SELECT 1", [])
                except TypeError: pass
                gc.collect()
                assert calls > 2000 and len(record) == 14
                print("fine")
                """)

    def test_threads_read_and_share_pages(self):
        results = []
        page = dateline.read(PAGE)

        def work():
            for _ in range(20):
                results.append(dateline.read(PAGE) == page and len(page.figures.to_dict()["low"]) == 1 and len(pickle.dumps(page)) > 100)

        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(results, [True] * 120)

    def test_an_exception_in_the_one_who_takes_the_stream(self):
        class Taker:
            def __init__(self, table):
                self.capsule = table.__arrow_c_stream__()
                raise RuntimeError("did not want it")

        for _ in range(20):
            with self.assertRaises(RuntimeError):
                Taker(dateline.read(PAGE).figures)
        gc.collect()


class Words(unittest.TestCase):
    def test_everything_public_is_described(self):
        for name in dateline.__all__:
            thing = getattr(dateline, name)
            self.assertTrue(thing.__doc__, name)
            if isinstance(thing, type):
                for part, value in vars(thing).items():
                    if not part.startswith("_") and (callable(value) or isinstance(value, property)):
                        self.assertTrue(value.__doc__, f"{name}.{part}")
        self.assertTrue((pathlib.Path(PACKAGE) / "dateline" / "py.typed").exists())

    def test_the_stub_names_what_there_is(self):
        stub = (pathlib.Path(PACKAGE) / "dateline" / "_native.pyi").read_text(encoding="utf-8")
        for kind in (_native.Table, _native.Pages, _native.Reader, _native.Store):
            for name in dir(kind):
                if not name.startswith("_"):
                    self.assertIn(f"def {name}(", stub)

    def test_the_examples_of_the_manual_run(self):
        text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
        blocks = [part.split("```")[0] for part in text.split("```python\n")[1:]]
        self.assertGreaterEqual(len(blocks), 3)
        with tempfile.TemporaryDirectory() as folder:
            record_of(folder)
            code = "\n".join(b for b in blocks if "to_pandas" not in b and "polars" not in b and "pyarrow" not in b and "spark" not in b)
            done = subprocess.run([sys.executable, "-c", code], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                  env={**os.environ, "PYTHONPATH": PACKAGE, "PAGES": str(EXAMPLES)})
            self.assertEqual(done.returncode, 0, done.stderr.decode()[-2000:])
            self.assertIn("statements", done.stdout.decode())


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    unittest.main()
