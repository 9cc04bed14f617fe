"""The story of the sample pages as a golden file: what the timeline, the conflicts and the figures say, row by row.

After a change that is meant: UPDATE=1 in the environment writes the files anew; read the difference before committing it.
"""
import difflib
import os
import pathlib
import sys
import tempfile

from run import EXAMPLES, ROOT, run

GOLDEN = ROOT / "tests" / "golden"
failed = False
with tempfile.TemporaryDirectory() as folder:
    db = pathlib.Path(folder) / "record.db"
    run("ingest", EXAMPLES, "--db", db, "--quiet")
    for view in ("timeline", "conflicts", "figures", "statements", "sources"):
        got = run(view, "--db", db, "--tsv").stdout.decode().replace(str(ROOT) + "/", "")
        file = GOLDEN / f"suez-2021.{view}.tsv"
        if os.environ.get("UPDATE"):
            file.write_text(got, encoding="utf-8")
            continue
        want = file.read_text(encoding="utf-8")
        if got != want:
            failed = True
            sys.stdout.writelines(difflib.unified_diff(want.splitlines(True), got.splitlines(True), str(file), "now"))
sys.exit(1 if failed else 0)
