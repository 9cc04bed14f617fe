"""What the whole-program tests share: the program, a folder of its own, the record of the sample pages."""
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "suez-2021"


def program():
    path = os.environ.get("DATELINE")
    if not path:
        sys.exit("DATELINE names no program (run by ctest)")
    return path


def run(*arguments, env=None, check=True, **kwargs):
    """Runs the program; the environment is bare but for `env`."""
    bare = {"PATH": os.environ.get("PATH", ""), "HOME": tempfile.gettempdir()}
    return subprocess.run([program(), *map(str, arguments)], env={**bare, **(env or {})}, check=check,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, **kwargs)


def export(paths, folder, *options, env=None):
    """Ingests `paths` into a new record in `folder` and returns its canonical export."""
    db = pathlib.Path(folder) / "record.db"
    ingest = run("ingest", *paths, "--db", db, "--quiet", *options, env=env, check=False)
    assert ingest.returncode in (0, 1), ingest.stderr.decode()
    return run("export", "records", "--db", db, env=env).stdout
