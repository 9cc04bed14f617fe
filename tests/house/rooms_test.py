"""The order of the rooms: a file includes only what stands to its left (docs: README of the house, CMakeLists.txt)."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
READING = ["base", "ingest", "page", "text", "syntax"]
ALLOWED = {
    "base": set(),
    "ingest": {"base"},
    "page": {"base", "ingest"},
    "text": {"base", "ingest", "page"},
    "syntax": {"base", "ingest", "page", "text"},
    "names": {"base", "ingest", "page", "text", "syntax"},
    "time": {"base", "ingest", "page", "text", "syntax"},
    "speech": {"base", "ingest", "page", "text", "syntax", "names", "time"},
    "figure": {"base", "ingest", "page", "text", "syntax", "names", "time", "speech"},
    "event": {"base", "ingest", "page", "text", "syntax", "names", "time", "speech"},
    "document.h": {"base", "ingest", "page", "text", "syntax", "names", "time", "speech", "figure", "event"},
    "record.h": {"base"},
    "story": {"base", "record.h", "names"},
    "store": {"base", "record.h", "story"},
    "serve": {"base", "record.h", "story", "store"},
    "reader": {"base", "ingest", "page", "text", "syntax", "names", "time", "speech", "figure", "event", "document.h", "record.h", "story"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]dateline/([^"/>]+)(/[^">]*)?[">]', re.M)


def room_of(path):
    return path.relative_to(ROOT / "src" / "dateline").parts[0]


def violations():
    for path in sorted((ROOT / "src" / "dateline").rglob("*")):
        if path.suffix not in {".h", ".cc", ".inc"}:
            continue
        room = room_of(path)
        if room not in ALLOWED:
            yield f"{path.relative_to(ROOT)}: a room that the order does not know: {room}"
            continue
        for match in INCLUDE.finditer(path.read_text(encoding="utf-8")):
            target = match.group(1)
            if target != room and target not in ALLOWED[room]:
                yield f"{path.relative_to(ROOT)}: {room} may not include {target}"


def long_files():
    for path in sorted((ROOT / "src").rglob("*.cc")):
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > 800:
            yield f"{path.relative_to(ROOT)}: {lines} lines; a file holds one idea (800 at most)"


def header_comments():
    for path in sorted((ROOT / "src" / "dateline").rglob("*.h")):
        if not path.read_text(encoding="utf-8").startswith("//"):
            yield f"{path.relative_to(ROOT)}: opens without saying what it finds"


problems = [*violations(), *long_files(), *header_comments()]
print("\n".join(problems) or "rooms in order")
# The test must be able to fail: a rule without a subject holds nothing.
assert any((ROOT / "src" / "dateline" / room).is_dir() for room in READING)
sys.exit(1 if problems else 0)
