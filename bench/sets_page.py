"""Sets of the page room for bench/accuracy: seven sets of real HTML pages with their text, headline, authors and date.

Uses the developer's tool page_dump (tests/page/tools.cmake), found beside the program or named by PAGE_DUMP: one process a set. Text of a
page is what the article says: headline, bylines, captions and credits left out. The expectation of readability-pages is what a reader view
shows, so there captions and credits are counted in. The date is the strongest clue of the page's metadata and lines (no reading of sentences)."""
import json
import pathlib
import subprocess
import sys
import tempfile

from gold_files import folder_of, tool, unpacked

ROOT = pathlib.Path(__file__).resolve().parents[1]
TEXT = {"standfirst", "body", "subheading", "list item", "quotation", "table"}
VIEW = TEXT | {"caption", "credit"}


def articles(folder):
    """What page_dump makes of every page of a set, in order of their names."""
    with unpacked(folder, "pages.tar.xz") as files:
        pages = sorted((files / "pages").iterdir())
        listing = "".join(f"{page}\n" for page in pages)
        out = subprocess.run([tool("page_dump"), "--list"], input=listing.encode(), check=True, stdout=subprocess.PIPE).stdout
    return [json.loads(line) for line in out.splitlines()]


def prediction(page, roles):
    blocks = [b["text"] for b in page["paragraphs"] if b["kind"] in roles]
    published = page["published"]
    return {
        "id": page["id"],
        "text": "\n".join(blocks),
        "paragraphs": blocks,
        "title": page["title"],
        "date": published,
        "day": page["day"],
        "authors": page["authors"],
        "author": "; ".join(page["authors"]),
        "byline": ", ".join(page["authors"]),
        "siteName": page["site"],
        "publishedTime": published,
        "lang": page["language"],
    }


def score(gold, folder, name, rows, *extra):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
        out.flush()
        command = [sys.executable, str(gold / "scorers" / f"score_{name}.py"), "--gold", str(folder), "--pred", out.name, "--json", *extra]
        return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


# The rows of each set: name here, name in the scorer's answer.
ROWS = {
    "article-extraction-benchmark": {"text": "f1"},
    "adbar-pages": {"text": "f1", "date": "date_f1", "title": "title_exact"},
    "fundus-eval": {"text": "rouge_f1", "whole paragraphs": "para_f1"},
    "n4k-articles": {"text": "text_f1", "title": "title_exact", "day": "date_recall"},
    "fundus-pages": {"title": "title_exact", "day": "date_day_recall", "instant": "date_instant_recall", "authors": "author_f1", "text": "text_f1"},
    "wcxb": {"text": "f1", "with": "with", "without": "without"},
    "readability-pages": {"text": "text_f1"},
}


def pages(name):
    def measure(gold, args):
        folder = folder_of(gold, args, name)
        roles = VIEW if name == "readability-pages" else TEXT
        rows = [prediction(page, roles) for page in articles(folder)]
        if name != "fundus-pages":  # the others ask for days
            rows = [dict(row, date=row["day"]) for row in rows]
        found = score(gold, folder, name, rows)
        for row, key in ROWS[name].items():
            yield row, -found[key] if row == "without" else found[key]

    return measure


SETS = {name: pages(name) for name in ROWS}
