"""Faults of processes, disks, files and versions, in short form (bench/faults has the long one): after every one of them the record opens, is
whole, and the same command again makes it equal to that of an undisturbed run.

The names F01 ... are those of the list of faults that this program answers for; docs/faults.md says which command or test shows each.
"""
import concurrent.futures
import contextlib
import hashlib
import json
import os
import pathlib
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from harness import (EXAMPLES, NOBODY, ROOT, calls_of, died, documents, dump, faulty, ingest, pages, program, run, shim, whole)  # noqa: E402

SIX = sorted(EXAMPLES.glob("*.txt"))[:6]
THREE = SIX[:3]
STOPPED = {3, 4}  # the record cannot be used or written: said, and no crash


class Folder(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.holder.name)
        self.db = self.folder / "story.db"

    def tearDown(self):
        self.holder.cleanup()

    def fresh(self):
        for path in self.folder.glob("story.db*"):
            path.unlink()


@unittest.skipUnless(shim(), "the fault library is not built here")
class Writes(Folder):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            db = pathlib.Path(folder) / "story.db"
            cls.calls = calls_of(folder, *ingest(THREE, db))
            cls.undisturbed = dump(db)

    def spread(self, count):
        """Calls to disturb: the first ones, where the schema is made, and others up to the last, where the story is joined."""
        return sorted({2, 9, self.calls, *(max(1, self.calls * k // count) for k in range(1, count))})

    def resume(self, at):
        """The run that went wrong left a record that opens and is whole, or none; the next run makes it complete."""
        if self.db.exists() and run("pages", "--db", self.db).returncode == 0:
            self.assertEqual(whole(self.db), "", f"call {at}")
        again = run(*ingest(THREE, self.db))
        self.assertEqual(again.returncode, 0, (at, again.stderr.decode()))
        self.assertEqual(whole(self.db), "", f"call {at}")
        self.assertTrue(dump(self.db) == self.undisturbed, f"call {at}: the record differs from that of an undisturbed run")

    def test_f01_f07_f08_killed_at_a_write_then_resumed(self):
        self.assertGreater(self.calls, 20)
        killed = 0
        for at in self.spread(5):
            self.fresh()
            done = faulty(self.folder, "kill", at, *ingest(THREE, self.db))
            killed += done.returncode == -signal.SIGKILL
            self.assertIn(done.returncode, (-signal.SIGKILL, 0))
            self.resume(at)
        self.assertGreaterEqual(killed, 6)

    def test_f06_a_torn_write_is_not_seen(self):
        for at in self.spread(3):
            self.fresh()
            faulty(self.folder, "short", at, *ingest(THREE, self.db))
            self.resume(at)

    def test_f03_a_failing_write_or_sync(self):
        said = 0
        for at in self.spread(4):
            self.fresh()
            done = faulty(self.folder, "eio", at, *ingest(THREE, self.db))
            self.assertFalse(died(done.returncode), (at, done.returncode))
            self.assertIn(done.returncode, {0, *STOPPED}, (at, done.stderr.decode()))
            said += done.returncode != 0 and b"story.db" in done.stderr
            self.resume(at)
        self.assertGreaterEqual(said, 3)

    def test_f05_a_full_disk(self):
        for at in self.spread(3):
            self.fresh()
            done = faulty(self.folder, "full", at, *ingest(THREE, self.db))
            if at < self.calls:  # the last call may be no write: then nothing was left to do
                self.assertIn(done.returncode, STOPPED, (at, done.stderr.decode()))
                self.assertIn(b"story.db", done.stderr)
            self.resume(at)

    def test_f05_f46_no_half_export(self):
        self.assertEqual(run(*ingest(THREE, self.db)).returncode, 0)
        old = self.folder / "out.json"
        old.write_text("old")
        for kind in ("full", "kill"):
            out = self.folder / "new"
            out.mkdir(exist_ok=True)
            target = out / "records.json"
            target.write_text("old")
            done = faulty(out, kind, 1, "export", "records", "--db", self.db, "-o", target)
            self.assertNotEqual(done.returncode, 0)
            self.assertEqual(target.read_text(), "old")

    def test_f04_an_allocation_that_fails(self):
        outcomes = []
        for at in (200, 5000, 40000, 150000, 400000, 800000):
            self.fresh()
            done = faulty("/nowhere", "alloc", at, *ingest(THREE[:1], self.db))
            self.assertFalse(died(done.returncode), (at, done.returncode, done.stderr.decode()[-400:]))
            outcomes.append(done.returncode)
            if self.db.exists() and run("pages", "--db", self.db).returncode == 0:
                self.assertEqual(whole(self.db), "", f"allocation {at}")
        self.assertIn(4, outcomes)


class Signals(Folder):
    def feeding(self, *more):
        """An ingest of lines that this test writes one by one."""
        return subprocess.Popen([program(), "ingest", "-", "--db", str(self.db), *more], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE)

    def feed(self, process, n, first=0):
        for i in range(first, first + n):
            process.stdin.write(json.dumps({"id": f"p{i}", "text": f"The harbour held {i + 3} ships on 3 March 2021. Nobody was hurt."}).encode() + b"\n")
        process.stdin.flush()

    def until(self, wanted, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.db.exists() and documents(self.db) >= wanted:
                return
            time.sleep(0.05)
        self.fail(f"no {wanted} documents after {seconds} s")

    def test_f02_once_ends_in_order_twice_at_once(self):
        process = self.feeding()
        self.feed(process, 4000)
        self.until(1)
        process.send_signal(signal.SIGINT)
        try:
            self.feed(process, 4000, 4000)
        except BrokenPipeError:
            pass
        finally:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()
        process.stdin = None  # closed above
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, errors.decode())
        self.assertEqual(whole(self.db), "")
        self.assertGreater(documents(self.db), 0)
        self.fresh()
        process = self.feeding()
        self.feed(process, 400)
        self.until(1)
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGINT)
        begin = time.monotonic()
        process.wait(60)
        self.assertLess(time.monotonic() - begin, 30)
        process.stdin.close()
        process.stdout.close()
        process.stderr.close()
        self.assertEqual(process.returncode, 130)
        self.assertEqual(whole(self.db), "")

    def test_f09_two_writers_and_the_lock_of_one_that_died(self):
        first = self.feeding()
        self.feed(first, 2)
        end = time.monotonic() + 60
        while not (self.folder / "story.db.lock").exists() and time.monotonic() < end:
            time.sleep(0.02)
        time.sleep(0.2)
        second = run(*ingest(SIX[:1], self.db))
        self.assertEqual(second.returncode, 3)
        self.assertIn(f"locked by pid {first.pid}".encode(), second.stderr)
        first.kill()
        first.communicate()
        third = run(*ingest(SIX[:1], self.db))
        self.assertEqual(third.returncode, 0, third.stderr.decode())
        self.assertEqual(whole(self.db), "")

    def test_f10_readers_beside_a_writer(self):
        self.assertEqual(run(*ingest(SIX[:1], self.db)).returncode, 0)
        writer = self.feeding("--quiet")

        def read(view):
            answers = []
            for _ in range(6):
                self.feed(writer, 3, len(answers) * 1000 + hash(view) % 1000)
                answers.append(run(view, "--db", self.db, "--json"))
            return answers

        with concurrent.futures.ThreadPoolExecutor(3) as threads:
            for answers in threads.map(read, ("timeline", "statements", "figures")):
                for answer in answers:
                    self.assertEqual(answer.returncode, 0, answer.stderr.decode())
                    self.assertTrue(json.loads(answer.stdout)["ok"])
        writer.stdin.close()
        writer.stdin = None
        _, errors = writer.communicate(timeout=120)
        self.assertEqual(writer.returncode, 0, errors.decode())
        self.assertEqual(whole(self.db), "")
        wal = self.folder / "story.db-wal"
        self.assertLess(wal.stat().st_size if wal.exists() else 0, 64 << 20)


class Files(Folder):
    def test_f16_few_descriptors_no_temporary_folder(self):
        def few():
            resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
        done = run(*ingest(SIX, self.db), preexec_fn=few, env={"TMPDIR": "/no/such/folder"})
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertEqual(documents(self.db), len(SIX))

        def none():
            resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))
        self.fresh()
        done = run(*ingest(SIX, self.db), preexec_fn=none)
        self.assertIn(done.returncode, (1, 3, 4, 5))
        self.assertTrue(done.stderr)

    def test_f16_no_more_threads(self):
        if os.geteuid() != 0:
            self.skipTest("needs root to become a user without processes")
        os.chmod(self.folder, 0o777)

        def alone():
            resource.setrlimit(resource.RLIMIT_NPROC, (1, 1))
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        done = run(*ingest(SIX[:2], self.db), preexec_fn=alone)
        self.assertFalse(died(done.returncode), done.stderr.decode())
        self.assertIn(done.returncode, (0, 4), done.stderr.decode())

    def test_f17_little_memory_and_a_page_too_large_for_it(self):
        big = self.folder / "big.txt"
        big.write_text("The harbour held 12 ships on Monday. " * 20000)  # 740 kB in one line

        def little():
            resource.setrlimit(resource.RLIMIT_AS, (1500 << 20, 1500 << 20))
        done = run("ingest", big, *SIX, "--db", self.db, "--threads", "1", preexec_fn=little)
        self.assertIn(done.returncode, (0, 1), done.stderr.decode())
        self.assertGreaterEqual(documents(self.db), len(SIX))
        self.assertEqual(whole(self.db), "")

    def test_f20_names_of_every_kind(self):
        pile = self.folder / "pile"
        deep = pile
        for _ in range(60):
            deep = deep / "folder"
        deep.mkdir(parents=True)
        text = b"The harbour held %d ships on 3 March 2021."
        names = [b"with\nnewline.txt", b"\xff\xfe.txt", b"-rf.txt", b"\x1b[31mred.txt", b"x" * 250 + b".txt", "فيضان.txt".encode()]
        for i, name in enumerate(names):
            with open(os.path.join(os.fsencode(pile), name), "wb") as f:
                f.write(text % (i + 5))
        (deep / "deep.txt").write_bytes(text % 99)
        done = run("ingest", pile, "--db", self.db)
        self.assertEqual(done.returncode, 0, done.stderr.decode("utf-8", "replace"))
        self.assertEqual(documents(self.db), len(names) + 1)
        self.assertNotIn(b"\x1b", done.stderr)
        listed = run("pages", "--db", self.db)
        self.assertNotIn(b"\x1b", listed.stdout)
        stored = {row[0] for row in sqlite3.connect(self.db).execute("SELECT CAST(path AS BLOB) FROM document_path")}
        self.assertIn(os.fsencode(pile) + b"/\xff\xfe.txt", stored)

    @unittest.skipUnless(os.geteuid() == 0, "needs root to become another user")
    def test_f21_f26_no_permission(self):
        pile = self.folder / "pile"
        pile.mkdir()
        for path in SIX[:3]:
            shutil.copy(path, pile)
        locked = sorted(pile.iterdir())[1]
        locked.chmod(0o000)
        os.chmod(self.folder, 0o777)

        def nobody():
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        done = run(*ingest([pile], self.db), preexec_fn=nobody)
        self.assertEqual(done.returncode, 1, done.stderr.decode())
        self.assertIn(locked.name.encode(), done.stderr)
        self.assertEqual(documents(self.db), 2)
        os.chmod(self.folder, 0o555)
        try:
            for view in ("timeline", "statements", "pages"):
                answer = run(view, "--db", self.db, "--json", preexec_fn=nobody)
                self.assertEqual(answer.returncode, 0, answer.stderr.decode())
            self.assertIn(run(*ingest(SIX, self.db), preexec_fn=nobody).returncode, STOPPED)
        finally:
            os.chmod(self.folder, 0o755)
        self.assertEqual(documents(self.db), 2)

    def test_f24_f51_what_is_no_record_of_ours(self):
        self.assertEqual(run(*ingest(SIX[:2], self.db)).returncode, 0)
        good = self.db.read_bytes()
        newer = bytearray(good)
        newer[60:64] = (9999).to_bytes(4, "big")
        other = sqlite3.connect(self.folder / "other.db")
        other.execute("CREATE TABLE t (x)")
        other.commit()
        other.close()
        cases = {"text.db": b"Dear diary, " * 50, "newer.db": bytes(newer), "cut.db": good[:len(good) // 2], "random.db": os.urandom(9000),
                 "other.db": (self.folder / "other.db").read_bytes()}
        for name, content in cases.items():
            path = self.folder / name
            path.write_bytes(content)
            for command in (["timeline", "--db", path], ["ingest", *SIX[:1], "--db", path], ["check", "--db", path]):
                done = run(*command)
                self.assertEqual(done.returncode, 3, (name, command, done.stderr.decode()))
                self.assertIn(name.encode(), done.stderr)
                self.assertEqual(hashlib.sha256(path.read_bytes()).digest(), hashlib.sha256(content).digest(), name)
        self.assertIn(b"newer", run("timeline", "--db", self.folder / "newer.db").stderr)
        self.assertEqual(run("timeline", "--db", self.folder).returncode, 3)

    def test_f25_a_flipped_byte(self):
        self.assertEqual(run(*ingest(SIX[:2], self.db)).returncode, 0)
        good = self.db.read_bytes()
        bad = self.folder / "bad.db"
        outcomes = set()
        step = max(1, len(good) // 24)
        for at in range(40, len(good), step):
            changed = bytearray(good)
            changed[at] ^= 0xFF
            bad.write_bytes(changed)
            for command in (["check", "--deep", "--db", bad], ["timeline", "--db", bad, "--json"]):
                done = run(*command)
                self.assertIn(done.returncode, (0, 1, 2, 3, 4), (at, command, done.stderr.decode()))
                outcomes.add(done.returncode)
            for path in self.folder.glob("bad.db-*"):
                path.unlink()
        self.assertIn(3, outcomes)

    def test_f44_one_page_many_times_is_one_source(self):
        pile = self.folder / "pile"
        pile.mkdir()
        text = SIX[0].read_text(encoding="utf-8")
        for i in range(40):
            (pile / f"{i:03}.txt").write_text(text + f"\n\nAdvertisement {i}: buy {i + 2} anchors.\n", encoding="utf-8")
        self.assertEqual(run(*ingest([pile], self.db)).returncode, 0)
        most = run("query", "SELECT max(independent) AS n FROM v_happenings", "--db", self.db, "--json")
        self.assertEqual(json.loads(most.stdout)["rows"][0]["n"], 1, most.stdout.decode())

    def test_f52_models_that_are_none(self):
        shipped = sorted((ROOT / "models").glob("*.bin"))[0].read_bytes()
        for name, content in (("empty.bin", b""), ("cut.bin", shipped[:len(shipped) // 2]), ("text.bin", b"no model" * 99),
                              ("flipped.bin", shipped[:5000] + bytes([shipped[5000] ^ 1]) + shipped[5001:])):
            path = self.folder / name
            path.write_bytes(content)
            done = run("read", SIX[0], "--models", path)
            self.assertEqual(done.returncode, 3, name)
            self.assertIn(str(path).encode(), done.stderr)
        missing = run("read", SIX[0], "--models", self.folder / "none.bin")
        self.assertIn(missing.returncode, (3, 5))
        self.assertIn(b"none.bin", missing.stderr)


if __name__ == "__main__":
    unittest.main()
