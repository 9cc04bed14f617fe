"""Runs of the program under faults: what faults_test.py (short) and bench/faults (long) share."""
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "suez-2021"
NOBODY = 65534


def program():
    path = os.environ.get("DATELINE") or str(ROOT / "build" / "release" / "bin" / "dateline")
    if not os.access(path, os.X_OK):
        sys.exit(f"{path}: not built yet")
    return path


def shim():
    """The fault library, or None where it was not built (sanitizers)."""
    path = pathlib.Path(program()).parents[1] / "tests" / "libfault_shim.so"
    return str(path) if path.exists() else None


def run(*arguments, env=None, **kwargs):
    bare = {"PATH": os.environ.get("PATH", ""), "HOME": tempfile.gettempdir()}
    kwargs.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.run([program(), *map(str, arguments)], env={**bare, **(env or {})}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=90, **kwargs)


def faulty(folder, kind, at, *arguments, **kwargs):
    """The program with the `at`-th call on files under `folder` meeting the fault `kind` (shim.c)."""
    env = {"LD_PRELOAD": shim(), "FAULT_UNDER": str(folder), "FAULT_KIND": kind, "FAULT_AT": str(at),
           "FAULT_COUNT": str(pathlib.Path(tempfile.gettempdir()) / f"fault-count-{os.getpid()}")}
    done = run(*arguments, env=env, **kwargs)
    return done


def calls_of(folder, *arguments):
    """How many calls on files under `folder` an undisturbed run makes."""
    faulty(folder, "count", 0, *arguments)
    path = pathlib.Path(tempfile.gettempdir()) / f"fault-count-{os.getpid()}"
    count = int(path.read_text() or "0") if path.exists() else 0
    path.unlink(missing_ok=True)
    return count


def ingest(paths, db):
    return ["ingest", *map(str, paths), "--db", str(db), "--quiet", "--threads", "2"]


def dump(db):
    """The canonical dump of a record: the whole of it, sorted, without the times of runs."""
    done = run("export", "records", "--db", db)
    if done.returncode != 0:
        raise AssertionError(f"no dump: {done.stderr.decode()}")
    return done.stdout


def whole(db):
    """What `check --deep` says when something is wrong, else ""."""
    done = run("check", "--deep", "--db", db)
    return "" if done.returncode == 0 else (done.stdout + done.stderr).decode()


def documents(db):
    done = run("query", "SELECT count(*) AS n FROM document", "--db", db, "--json")
    return json.loads(done.stdout)["rows"][0]["n"] if done.returncode == 0 else 0


def pages(folder, count, seed=1):
    """`count` pages with other numbers, names and days, made from the example pages."""
    pick = random.Random(seed)
    texts = [p.read_text(encoding="utf-8") for p in sorted(EXAMPLES.glob("*.txt"))]
    out = []
    for i in range(count):
        text = pick.choice(texts)
        for old in ("Suez", "Ever Given", "23 March", "Tuesday"):
            text = text.replace(old, pick.choice(("Suez", "Panama", "Ever Given", "Golden Ray", "23 March", "25 March", "Tuesday", "Friday")))
        path = pathlib.Path(folder) / f"page-{i:05}.txt"
        path.write_text(text + f"\n\nThe harbour office counted {pick.randint(3, 999)} ships on {pick.randint(1, 28)} March 2021.\n", encoding="utf-8")
        out.append(path)
    return out


def died(code):
    """True when a signal that is a crash ended the process."""
    return code in (-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, -signal.SIGILL, -signal.SIGFPE)
