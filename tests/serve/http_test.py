#!/usr/bin/env python3
"""dateline serve over real sockets: headers (S04), names (S05), writers (S06), where it listens (S07), limits (S22), readers during ingest (F10).

Input: the built program in DATELINE. Exit 77 without a program.
"""
import concurrent.futures
import fcntl
import http.client
import json
import os
import pathlib
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("DATELINE", "")
PAGES = ROOT / "examples" / "suez-2021"


class Served:
    """A server on a free port over a record of its own."""

    def __init__(self, db, *more):
        self.process = subprocess.Popen([PROGRAM, "serve", "--db", str(db), "--port", "0", *more], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
        line = self.process.stderr.readline().decode()
        self.line = line
        found = re.search(r"http://[^ ]*?:(\d+)/", line)
        assert found, line
        self.port = int(found.group(1))

    def get(self, target, headers=None, method="GET", body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        try:
            connection.putrequest(method, target, skip_host=bool(headers and "Host" in headers), skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                if value is not None:
                    connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(120)
        self.process.stderr.close()
        return code


class Serve(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="dateline-serve-"))
        cls.db = cls.folder / "suez.db"
        subprocess.run([PROGRAM, "ingest", "-q", str(PAGES), "--db", str(cls.db)], check=True)
        cls.server = Served(cls.db)

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        shutil.rmtree(cls.folder, True)

    def test_views_and_twins(self):
        for view in ("timeline", "statements", "figures", "actors", "sources", "pages", "votes", "proposals", "positions", "events", "conflicts"):
            status, _, body = self.server.get("/" + view)
            self.assertEqual(status, 200, view)
            self.assertIn(b"<h1>", body)
            status, headers, body = self.server.get(f"/{view}.json?_size=5")
            self.assertEqual(status, 200, view)
            answer = json.loads(body)
            self.assertTrue(answer["ok"])
            self.assertEqual(answer["schema"], "dateline/1")
            self.assertLessEqual(len(answer["rows"]), 5)
            status, headers, body = self.server.get(f"/{view}.csv")
            self.assertEqual(status, 200, view)
            self.assertTrue(headers["Content-Type"].startswith("text/csv"))
            self.assertEqual(body.split(b"\r\n")[0].decode().split(","), list(answer["rows"][0]) if answer["rows"] else body.split(b"\r\n")[0].decode().split(","))

    def test_twins_of_a_page_and_of_two(self):
        rows = json.loads(self.server.get("/pages.json?_size=2")[2])["rows"]
        a, b = rows[0]["id"], rows[1]["id"]
        answer = json.loads(self.server.get(f"/d/{a}.json")[2])
        self.assertEqual([answer["ok"], answer["schema"], answer["next"], answer["truncated"]], [True, "dateline/1", None, False])
        self.assertEqual({r["doc"] for r in answer["rows"]}, {a})
        self.assertGreater(len({r["kind"] for r in answer["rows"]}), 2)
        table = self.server.get(f"/d/{a}.csv")[2].decode().split("\r\n")
        self.assertEqual(table[0].split(","), list(answer["rows"][0]))
        pairs = json.loads(self.server.get(f"/compare.json?a={a}&b={b}")[2])
        self.assertTrue(pairs["ok"])
        for row in pairs["rows"]:
            self.assertEqual((row["a_doc"], row["b_doc"]), (a, b))
        self.assertTrue(self.server.get(f"/compare.csv?a={a}&b={b}")[2].startswith(b"a_doc,a_sentence,a_text,b_doc"))
        for target in ("/d/none.json", f"/compare.json?a={a}&b=none"):
            status, _, body = self.server.get(target)
            self.assertEqual(status, 404)
            self.assertFalse(json.loads(body)["ok"])
        self.assertIn(f'href="/d/{a}.json"'.encode(), self.server.get(f"/d/{a}")[2])

    def test_pages_walk_to_the_end(self):
        target, seen = "/statements.json?_size=7", []
        while target:
            answer = json.loads(self.server.get(target)[2])
            seen += [row["id"] for row in answer["rows"]]
            target = answer["next_url"]
        self.assertEqual(len(seen), answer["count"])
        self.assertEqual(len(seen), len(set(seen)))

    def test_s04_headers(self):
        for target in ("/", "/timeline.json", "/static/site.js", "/nothing", "/static/../../etc/passwd"):
            _, headers, _ = self.server.get(target)
            self.assertEqual(headers["Content-Security-Policy"], "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
                             "form-action 'self'; base-uri 'none'; frame-ancestors 'none'", target)
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(headers["Referrer-Policy"], "no-referrer")
            self.assertEqual(headers["Cross-Origin-Resource-Policy"], "same-origin")

    def test_s05_names(self):
        port = self.server.port
        for host in ("evil.example", f"evil.example:{port}", "127.0.0.1", f"127.0.0.1.evil.example:{port}", ""):
            self.assertEqual(self.server.get("/", {"Host": host})[0], 403, host)
        self.assertEqual(self.server.get("/", {"Host": None, "X": "y"})[0], 403)
        self.assertEqual(self.server.get("/", {"Host": f"localhost:{port}"})[0], 200)
        self.assertEqual(self.server.get("/", {"Origin": "http://evil.example"})[0], 403)
        self.assertEqual(self.server.get("/", {"Origin": "null"})[0], 403)
        self.assertEqual(self.server.get("/", {"Origin": f"http://localhost:{port}"})[0], 200)

    def test_s06_nobody_writes(self):
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            self.assertIn(self.server.get("/correct", method=method, body=b"target=x")[0], (400, 403, 404, 405), method)
        self.assertEqual(self.server.get("/correct", {"Sec-Fetch-Site": "cross-site"}, method="POST", body=b"a=b")[0], 403)

    def test_s06_a_writer_corrects(self):
        db = self.folder / "written.db"
        shutil.copy(self.db, db)
        server = Served(db, "--write")
        try:
            port, line = server.port, server.process.stderr.readline().decode()
            token = re.search(r"write=([0-9a-f]{32})", line).group(1)
            row = json.loads(server.get("/statements.json?_size=1")[2])["rows"][0]
            page = f"/d/{row['doc']}?fix={row['id']}"
            self.assertNotIn(b"<form class=\"correct\"", server.get(page)[2])
            self.assertEqual(server.get("/?write=" + "0" * 32)[0], 403)
            status, headers, _ = server.get("/?write=" + token)
            self.assertEqual((status, headers["Location"]), (303, "/"))
            self.assertIn("HttpOnly; SameSite=Strict", headers["Set-Cookie"])
            cookie = {"Cookie": headers["Set-Cookie"].split(";")[0]}
            form = server.get(page, cookie)[2].decode()
            word = re.search(r'name="word" value="([0-9a-f]{32})"', form).group(1)
            self.assertNotIn(token, form)

            def send(head, **fields):
                given = {"word": word, "target": row["id"], "act": "reattribute", "value": "Somebody <b>Else</b>", "why": "heard it", "who": "A. Reader"}
                given.update(fields)
                body = urllib.parse.urlencode(given).encode()
                return server.get("/correct", {**head, "Content-Type": "application/x-www-form-urlencoded"}, method="POST", body=body)

            for head, fields in (({}, {}), (cookie, {"word": ""}), (cookie, {"word": "0" * 32}), ({"Cookie": "dateline_writer=" + "0" * 32}, {}),
                                 ({**cookie, "Origin": "http://evil.example"}, {}), ({**cookie, "Origin": "null"}, {}),
                                 ({**cookie, "Sec-Fetch-Site": "cross-site"}, {}), ({**cookie, "Sec-Fetch-Site": "same-site"}, {}),
                                 ({**cookie, "Host": f"evil.example:{port}"}, {})):
                self.assertEqual(send(head, **fields)[0], 403, (head, fields))
            self.assertEqual(json.loads(server.get("/corrections.json")[2])["count"], 0)
            self.assertEqual(send(cookie, who=" ")[0], 400)
            self.assertEqual(send(cookie, target="s_none")[0], 404)
            self.assertEqual(send(cookie, act="redate", value="soon")[0], 400)
            status, headers, _ = send({**cookie, "Origin": f"http://127.0.0.1:{port}", "Sec-Fetch-Site": "same-origin"})
            self.assertEqual(status, 303)
            self.assertTrue(headers["Location"].startswith("/d/" + row["doc"]), headers["Location"])
            now = json.loads(server.get("/statements.json?id=" + row["id"])[2])["rows"][0]
            self.assertEqual(now["speaker"], "Somebody <b>Else</b>")
            self.assertIn("by A. Reader", now["corrections"])
            shown = server.get("/d/" + row["doc"])[2].decode()
            self.assertIn("reattribute Somebody &lt;b&gt;Else&lt;/b&gt;", shown)
            self.assertNotIn("Somebody <b>", shown)
            kept = json.loads(server.get("/corrections.json")[2])["rows"][0]
            self.assertEqual([kept[k] for k in ("who", "act", "target", "why", "state")], ["A. Reader", "reattribute", row["id"], "heard it", "applied"])
            # A writer elsewhere is told of, not waited for without end.
            with open(str(db) + ".lock", "w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                self.assertEqual(send(cookie, act="wrong")[0], 503)
            self.assertEqual(send(cookie, act="wrong")[0], 303)
        finally:
            self.assertEqual(server.stop(), 0)

    def test_s07_this_machine_only(self):
        others = [a[4][0] for a in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
        for address in {a for a in others if not a.startswith("127.")}:
            with self.assertRaises(OSError, msg=address):
                socket.create_connection((address, self.server.port), timeout=2)
        open_to_all = Served(self.db, "--host", "0.0.0.0")
        try:
            self.assertIn("?token=", open_to_all.line)
            self.assertEqual(open_to_all.get("/")[0], 403)
            token = open_to_all.line.split("token=")[1].split()[0]
            status, headers, _ = open_to_all.get("/?token=" + token)
            self.assertEqual(status, 200)
            cookie = headers["Set-Cookie"].split(";")[0]
            self.assertEqual(open_to_all.get("/figures", {"Cookie": cookie})[0], 200)
            self.assertEqual(open_to_all.get("/figures", {"Cookie": cookie[:-1] + "x"})[0], 403)
        finally:
            open_to_all.stop()

    def test_s22_too_much(self):
        self.assertTrue(self.raw(b"GET /" + b"x" * 1000000 + b" HTTP/1.1\r\n\r\n"))
        self.assertTrue(self.raw(b"GET / HTTP/1.1\r\n" + b"X-Many: y\r\n" * 200000 + b"\r\n"))
        self.assertTrue(self.raw(b"POST /correct HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\n" + b"x" * 300000))
        self.assertTrue(self.raw(b"\x00\xff\r\n\r\n"))
        status, headers, _ = self.server.get("/", {"Range": "bytes=" + ",".join("0-9" for _ in range(1500))})
        self.assertIn(status, (200, 416))
        self.assertNotIn("multipart", headers.get("Content-Type", ""))
        self.assertLessEqual(len(json.loads(self.server.get("/statements.json?_size=1000000000")[2] or b'{"rows":[]}').get("rows", [])), 1000)
        self.assertEqual(self.server.get("/")[0], 200)

    def raw(self, data):
        """Sends bytes as they are; True when the server ends the connection in time, whatever it says."""
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=120) as s:
            try:
                s.sendall(data)
                while s.recv(65536):
                    pass
            except (ConnectionError, BrokenPipeError):
                pass
            except socket.timeout:
                return False
        return True

    def test_s22_slow_clients_hold_nobody_up(self):
        """Others are answered while slow clients are still waited for. On a machine too busy to tell, it is tried again."""
        for _ in range(5):
            slow = []
            for _ in range(40):
                s = socket.create_connection(("127.0.0.1", self.server.port), timeout=60)
                s.sendall(b"GET / HTTP/1.1\r\nHost:")
                slow.append(s)
            status = self.server.get("/timeline")[0]
            still_held = bool(set(slow) - set(select.select(slow, [], [], 0)[0]))
            for s in slow:
                s.close()
            self.assertIn(status, (200, 503))
            if still_held and status == 200:
                return
        self.fail("nobody was answered while slow clients were connected")

    def test_s22_many_connections(self):
        held = []
        try:
            for _ in range(400):
                try:
                    held.append(socket.create_connection(("127.0.0.1", self.server.port), timeout=5))
                except OSError:
                    break
        finally:
            for s in held:
                s.close()
        for _ in range(240):
            try:
                if self.server.get("/rules")[0] == 200:
                    break
            except OSError:
                pass
            time.sleep(0.5)
        self.assertEqual(self.server.get("/rules")[0], 200)

    def test_f10_readers_during_ingest(self):
        db = self.folder / "growing.db"
        pages = sorted(PAGES.iterdir())
        subprocess.run([PROGRAM, "ingest", "-q", str(pages[0]), "--db", str(db)], check=True)
        server = Served(db)
        try:
            writer = subprocess.Popen([PROGRAM, "ingest", "-q", str(PAGES), "--db", str(db)])
            views = ["/", "/timeline", "/statements", "/figures", "/actors", "/sources", "/pages"]

            def ask(i):
                status, _, body = server.get(views[i % len(views)])
                return status, body.rstrip().endswith(b"</html>")

            with concurrent.futures.ThreadPoolExecutor(10) as readers:
                answers = []
                while writer.poll() is None:
                    answers += list(readers.map(ask, range(20)))
            self.assertEqual(writer.returncode, 0)
            self.assertTrue(answers)
            self.assertEqual({a for a in answers}, {(200, True)})
            self.assertEqual(json.loads(server.get("/pages.json")[2])["count"], json.loads(self.server.get("/pages.json")[2])["count"])
        finally:
            server.stop()

    def test_a_record_that_goes_and_comes_back(self):
        db = self.folder / "moving.db"
        shutil.copy(self.db, db)
        server = Served(db)
        try:
            self.assertEqual(server.get("/")[0], 200)
            db.rename(self.folder / "away.db")
            self.assertEqual(server.get("/")[0], 503)
            (self.folder / "away.db").rename(db)
            self.assertEqual(server.get("/")[0], 200)
        finally:
            self.assertEqual(server.stop(), 0)

    def test_refusals(self):
        done = subprocess.run([PROGRAM, "serve", "--db", str(self.folder / "none.db")], stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 3)
        done = subprocess.run([PROGRAM, "serve", "--db", str(self.db), "--port", str(self.server.port)], stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 4)
        self.assertIn(b"in use", done.stderr)


if __name__ == "__main__":
    if not PROGRAM:
        print("skipped: DATELINE names no program")
        sys.exit(77)
    unittest.main()
