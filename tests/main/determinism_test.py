"""The same bytes out whatever the order of the inputs, the number of threads, the locale or the time zone (F12, F13)."""
import sys
import tempfile

from run import EXAMPLES, export, run

pages = sorted(EXAMPLES.iterdir())
variants = [
    ("reference", pages, ["--threads", "1"], {}),
    ("reversed order, 2 threads", pages[::-1], ["--threads", "2"], {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tehran"}),
    ("rotated order, 8 threads", pages[5:] + pages[:5], ["--threads", "8"], {"LANG": "ar_EG.UTF-8", "TZ": "Pacific/Kiritimati"}),
]
reference = None
failed = False
for name, order, options, env in variants:
    with tempfile.TemporaryDirectory() as folder:
        got = export(order, folder, *options, env=env)
        report = run("report", "--db", f"{folder}/record.db", "-o", "-", env=env).stdout
    if reference is None:
        reference = (got, report)
        assert got.count(b'"quotes"') >= 10 and len(report) > 10000, "the reference run found nothing to compare"
    for what, a, b in (("export", reference[0], got), ("report", reference[1], report)):
        if a != b:
            print(f"{name}: the {what} differs")
            failed = True

with tempfile.TemporaryDirectory() as folder:
    # In pieces, and twice: the record is the same as in one go.
    for page in pages[::-1]:
        got = export([page], folder)
    got = export(pages, folder)
    if got != reference[0]:
        print("page by page, then all again: the export differs")
        failed = True
sys.exit(1 if failed else 0)
