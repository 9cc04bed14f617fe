#!/usr/bin/env python3
"""The served pages and the report in a real browser: nothing hostile runs, nothing is fetched from elsewhere, filters and keys work.

Input: the built program in DATELINE, Debian's chromium and chromedriver. Screenshots go to DATELINE_SCREENSHOTS when it names a folder.
Exit 77 without program or browser.
"""
import base64
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("DATELINE", "")
PAGES = ROOT / "examples" / "suez-2021"
SHOTS = os.environ.get("DATELINE_SCREENSHOTS", "")
PAYLOADS = ["<script>window.hit=1</script>", "\"><img src=x onerror=\"window.hit=1\">", "</script><script>window.hit=1</script>", "<svg onload=window.hit=1>",
            "</title><script>window.hit=1</script>", "<math><mtext></p><img src onerror=window.hit=1>", "<noscript><p title=\"</noscript><img src=x onerror=window.hit=1>\">",
            "' onmouseover='window.hit=1' x='", "javascript:window.hit=1", "<a href=\"javascript:window.hit=1\">x</a>", "\u2028<script>window.hit=1</script>",
            "&lt;script&gt;window.hit=1&lt;/script&gt;", "<iframe srcdoc=\"<script>parent.hit=1</script>\">", "<style>@import 'http://evil.example/x.css';</style>",
            "<link rel=stylesheet href=http://evil.example/x.css>", "<base href=http://evil.example/>", "<form action=http://evil.example><input name=q autofocus onfocus=window.hit=1>",
            "{{constructor.constructor('window.hit=1')()}}", "<details open ontoggle=window.hit=1>", "<object data=http://evil.example/x>"]


class Browser:
    """A session of chromedriver, spoken to in the W3C WebDriver protocol."""

    def __init__(self, folder):
        self.driver = subprocess.Popen(["chromedriver", "--port=0", f"--log-path={folder / 'driver.log'}"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.port = None
        while self.port is None:
            line = self.driver.stdout.readline().decode()
            assert line, "chromedriver ended"
            found = re.search(r"successfully on port (\d+)", line)
            self.port = int(found.group(1)) if found else None
        options = {"args": ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,1000", f"--user-data-dir={folder / 'profile'}"],
                   "binary": shutil.which("chromium")}
        answer = self.call("POST", "/session", {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}}})
        self.session = "/session/" + answer["sessionId"]

    def call(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=180)
        connection.request(method, path, json.dumps(body) if body is not None else None, {"Content-Type": "application/json"})
        answer = json.loads(connection.getresponse().read())["value"]
        connection.close()
        if isinstance(answer, dict) and "error" in answer:
            raise RuntimeError(answer["error"] + ": " + answer.get("message", "")[:300])
        return answer

    def open(self, url):
        self.call("POST", self.session + "/url", {"url": url})

    def run(self, script, *args):
        return self.call("POST", self.session + "/execute/sync", {"script": script, "args": list(args)})

    def keys(self, text):
        actions = [step for c in text for step in ({"type": "keyDown", "value": c}, {"type": "keyUp", "value": c})]
        self.call("POST", self.session + "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def log(self, kind):
        return self.call("POST", self.session + "/se/log", {"type": kind})

    def url(self):
        return self.call("GET", self.session + "/url")

    def shot(self, name):
        if SHOTS:
            pathlib.Path(SHOTS).mkdir(parents=True, exist_ok=True)
            (pathlib.Path(SHOTS) / f"{name}.png").write_bytes(base64.b64decode(self.call("GET", self.session + "/screenshot")))

    def requests(self):
        """Addresses the pages asked for since the last call."""
        out = []
        for entry in self.log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                out.append(message["params"]["request"]["url"])
        return out

    def close(self):
        try:
            self.call("DELETE", self.session)
        finally:
            self.driver.terminate()
            self.driver.wait(20)
            self.driver.stdout.close()


VIEWS = ("", "timeline", "statements", "figures", "actors", "sources", "pages", "votes", "proposals", "positions", "events", "conflicts", "search?q=canal", "rules")
AXE_VERSION = "4.10.3"


def axe():
    """The text of axe.min.js: the file that AXE_CORE names, else of the npm package, fetched into a folder of this run."""
    named = os.environ.get("AXE_CORE", "")
    if named:
        return pathlib.Path(named).read_text(encoding="utf-8")
    if not shutil.which("npm"):
        return None
    with tempfile.TemporaryDirectory(prefix="dateline-axe-") as folder:
        try:
            subprocess.run(["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "axe-core@" + AXE_VERSION], check=True, timeout=120,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            return (pathlib.Path(folder) / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
        except (OSError, subprocess.SubprocessError):
            return None


def hostile_page(i):
    p = PAYLOADS[i % len(PAYLOADS)]
    return f"""Council {i} {p} halts ferry tolls

BRENNA, 4 March 2031 ({p}) - The Lake Council voted on Monday to halt ferry tolls after at least {30 + i} boats blocked the harbour {p}.

"We will not pay {p} for water," said Ingrid {p} Solberg, head of the boat owners' union {i}.
"""


class InBrowser(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="dateline-browser-"))
        cls.db = cls.folder / "record.db"
        cls.hostile_db = cls.folder / "hostile.db"
        hostile = cls.folder / "hostile"
        hostile.mkdir()
        for i in range(500):
            (hostile / f"p{i:03}.txt").write_text(hostile_page(i), encoding="utf-8")
        (hostile / "<img src=x onerror='window.hit=1'>.txt").write_text(hostile_page(1000), encoding="utf-8")
        subprocess.run([PROGRAM, "ingest", "-q", str(PAGES), "--db", str(cls.db)], check=True)
        subprocess.run([PROGRAM, "ingest", "-q", str(hostile), "--db", str(cls.hostile_db)], check=True)
        cls.servers = []
        cls.base = cls.serve(cls.db)
        cls.hostile = cls.serve(cls.hostile_db)
        cls.browser = Browser(cls.folder)

    @classmethod
    def serve(cls, db):
        process = subprocess.Popen([PROGRAM, "serve", "--db", str(db), "--port", "0"], stderr=subprocess.PIPE)
        cls.servers.append(process)
        return re.search(r"http://[^ ]*\d", process.stderr.readline().decode()).group(0)

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        for process in cls.servers:
            process.send_signal(signal.SIGTERM)
            process.wait(20)
            process.stderr.close()
        shutil.rmtree(cls.folder, True)

    def check_quiet(self, base):
        """No policy report, no error, no request to anywhere else."""
        errors = [e["message"] for e in self.browser.log("browser") if "favicon" not in e["message"]]
        self.assertEqual(errors, [])
        host = urllib.parse.urlsplit(base).netloc
        for url in self.browser.requests():
            if url.startswith(("http:", "https:", "ws:", "wss:")):
                self.assertEqual(urllib.parse.urlsplit(url).netloc, host, url)

    def test_views(self):
        for view in ("", "timeline", "statements", "figures", "actors", "sources", "pages", "votes", "conflicts", "search?q=canal", "rules"):
            self.browser.open(f"{self.base}/{view}")
            self.browser.shot("serve-" + (view.split("?")[0] or "front"))
            self.assertTrue(self.browser.run("return document.querySelector('h1').textContent.length > 0"), view)
            self.assertEqual(self.browser.run("return document.querySelectorAll('main').length"), 1)
            unnamed = self.browser.run("return [...document.querySelectorAll('input:not([type=hidden]), select')].filter(e => !e.labels || e.labels.length === 0).length")
            self.assertEqual(unnamed, 0, view)
            twice = self.browser.run("const ids = [...document.querySelectorAll('[id]')].map(e => e.id); return ids.length - new Set(ids).size")
            self.assertEqual(twice, 0, view)
            self.assertLessEqual(self.browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"), 1, view)
            self.check_quiet(self.base)

    def test_contrast(self):
        script = """
          const lum = c => { const [r,g,b] = c.match(/[\\d.]+/g).slice(0,3).map(v => { v /= 255; return v <= .03928 ? v/12.92 : ((v+.055)/1.055)**2.4; }); return .2126*r+.7152*g+.0722*b; };
          const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!c.endsWith(', 0)')) return c; } return 'rgb(255,255,255)'; };
          const bad = new Set();
          for (const e of document.querySelectorAll('main *, .bar *, .foot *')) {
            if (!e.checkVisibility() || e.closest('svg') || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
            const a = lum(getComputedStyle(e).color), b = lum(ground(e));
            const ratio = (Math.max(a,b)+.05)/(Math.min(a,b)+.05);
            if (ratio < 4.5) bad.add(e.tagName + '.' + e.className + ' ' + ratio.toFixed(2));
          }
          return [...bad];"""
        for view in ("", "timeline", "statements", "figures", "sources", "pages"):
            self.browser.open(f"{self.base}/{view}")
            self.assertEqual(self.browser.run(script), [], view)

    def test_axe_finds_nothing_serious(self):
        """WCAG 2.2 AA by axe-core, in light and dark: every view and the report. Left out is target-size, which is not met everywhere yet: summaries
        of the report and badges of pages in the sources are lower than 24 pixels."""
        source = axe()
        if source is None:
            self.skipTest("axe-core is not there (AXE_CORE names no file, and npm gives none)")
        report = self.folder / "axe.html"
        subprocess.run([PROGRAM, "report", "--db", str(self.db), "-o", str(report), "--force"], check=True, stderr=subprocess.DEVNULL)
        rows = json.loads(self.fetch(self.base + "/pages.json?_size=2"))["rows"]
        actor = json.loads(self.fetch(self.base + "/actors.json?_size=1"))["rows"][0]["id"]
        views = ["/" + v for v in VIEWS] + [f"/d/{rows[0]['id']}", f"/compare?a={rows[0]['id']}&b={rows[1]['id']}", "/actors/" + urllib.parse.quote(actor), "/nothing", "/corrections"]
        found = {}
        self.browser.call("POST", self.browser.session + "/timeouts", {"script": 600000})
        for url in [self.base + v for v in views] + [report.as_uri()]:
            # The colours are the same variables everywhere: the dark ones are looked at where every sort of mark stands.
            for scheme in ("light", "dark") if url.endswith(("/", "/figures", rows[0]["id"])) else ("light",):
                self.browser.call("POST", self.browser.session + "/goog/cdp/execute",
                                  {"cmd": "Emulation.setEmulatedMedia", "params": {"features": [{"name": "prefers-color-scheme", "value": scheme}]}})
                self.browser.open(url)
                self.browser.run(source)
                told = self.browser.run("return axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], rules: {'target-size': {enabled: false}}}).then(r => r.violations"
                                        ".filter(v => ['serious', 'critical'].includes(v.impact)).map(v => v.id + ': ' + v.nodes.slice(0, 2).map(n => n.html).join(' ')))")
                if told:
                    found[f"{url.split('/', 3)[-1]} {scheme}"] = told
        self.browser.call("POST", self.browser.session + "/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": {"features": []}})
        self.browser.log("browser")
        self.assertEqual(found, {})

    def test_filters_are_addresses(self):
        self.browser.open(f"{self.base}/statements")
        self.browser.run("document.querySelector('#f-who').value = 'Rabie'; document.querySelector('.filters form').requestSubmit()")
        deadline = time.monotonic() + 10
        while "who=Rabie" not in self.browser.url() and time.monotonic() < deadline:
            time.sleep(0.1)
        self.assertIn("who=Rabie", self.browser.url())
        names = self.browser.run("return [...document.querySelectorAll('td.whom')].map(e => e.textContent)")
        self.assertTrue(names)
        self.browser.run("document.querySelector('.active a').click()")
        time.sleep(0.5)
        self.assertNotIn("who=", self.browser.url())

    def test_keyboard(self):
        self.browser.open(f"{self.base}/statements")
        self.browser.keys("/")
        self.assertEqual(self.browser.run("return document.activeElement.id"), "find")
        self.browser.keys("\ue00c")
        self.browser.keys("jj")
        self.assertEqual(self.browser.run("return [...document.querySelectorAll('.row')].indexOf(document.activeElement)"), 1)
        self.browser.keys("k")
        self.assertEqual(self.browser.run("return [...document.querySelectorAll('.row')].indexOf(document.activeElement)"), 0)
        self.browser.keys("e")
        deadline = time.monotonic() + 10
        while "/d/" not in self.browser.url() and time.monotonic() < deadline:
            time.sleep(0.1)
        self.assertRegex(self.browser.url(), r"/d/d_[0-9a-f]{16}#s\d+$")

    def test_s03_hostile_pages_run_nothing(self):
        ids = [row["id"] for row in json.loads(self.fetch(self.hostile + "/pages.json?_size=1000"))["rows"]]
        self.assertEqual(len(ids), 501)
        views = [self.hostile + v for v in ("/", "/timeline", "/timeline?all=1", "/statements", "/figures", "/actors", "/sources", "/pages", "/events", "/conflicts", "/search?q=window")]
        views += [self.hostile + "/search?q=" + urllib.parse.quote(p) for p in PAYLOADS]
        for url in views + [f"{self.hostile}/d/{i}" for i in ids]:
            self.browser.open(url)
            self.assertIsNone(self.browser.run("return window.hit ?? null"), url)
        self.check_quiet(self.hostile)

    def test_s03_report_runs_nothing(self):
        report = self.folder / "report.html"
        few, db = self.folder / "few", self.folder / "few.db"
        few.mkdir()
        for i in range(2 * len(PAYLOADS)):
            (few / f"p{i:03}.txt").write_text(hostile_page(i), encoding="utf-8")
        subprocess.run([PROGRAM, "ingest", "-q", str(few), "--db", str(db)], check=True)
        subprocess.run([PROGRAM, "report", "--db", str(db), "-o", str(report)], check=True, stderr=subprocess.DEVNULL)
        self.browser.log("performance")
        self.browser.open(report.as_uri())
        self.assertIsNone(self.browser.run("return window.hit ?? null"))
        self.assertEqual([u for u in self.browser.requests() if not u.startswith(("file:", "data:"))], [])
        self.browser.shot("report-hostile")

    def test_report_opens_from_disk(self):
        report = self.folder / "suez.html"
        subprocess.run([PROGRAM, "report", "--db", str(self.db), "-o", str(report)], check=True, stderr=subprocess.DEVNULL)
        self.browser.log("performance")
        self.browser.open(report.as_uri())
        self.browser.shot("report")
        self.assertEqual([u for u in self.browser.requests() if not u.startswith(("file:", "data:"))], [])
        self.assertEqual(self.browser.run("return document.querySelectorAll('a[href^=\"#\"]').length > 20 && [...document.querySelectorAll('a[href^=\"#\"]')].every(a => document.getElementById(a.getAttribute('href').slice(1)))"), True)

    def fetch(self, url):
        parts = urllib.parse.urlsplit(url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=30)
        connection.request("GET", url[url.index(parts.netloc) + len(parts.netloc):])
        body = connection.getresponse().read()
        connection.close()
        return body


if __name__ == "__main__":
    if not PROGRAM or not shutil.which("chromium") or not shutil.which("chromedriver"):
        print("skipped: needs DATELINE, chromium and chromedriver")
        sys.exit(77)
    unittest.main()
