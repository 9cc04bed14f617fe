"""News pages in, a checkable record out: who did what to whom and when, who said what, how many by whose count.

    >>> import dateline
    >>> page = dateline.read(b"<h1>Harbour closed</h1><p>The ministry said on 3 March 2021 that at least 12 ships wait.</p>")
    >>> page.figures["low"]
    [12.0]

``read`` reads one page, ``read_all`` files, folders and archives, ``open`` a record that ``dateline ingest`` keeps. Every table has
the columns of the record's tables (docs/formats.md): ``doc`` the page, ``n`` the row in it, ``sentence``, ``start`` and ``end`` (code
points of ``Page.text``), ``exact`` the words themselves. Days are ISO 8601 text, open ends None. Nothing is sent anywhere.
"""
from __future__ import annotations

import html
import json
import os
import threading
from typing import Any, Iterable, Iterator, Sequence, Union

from . import _native
from ._errors import (CorruptError, DatelineError, InvalidError, LimitError, LockedError, NewerSchemaError, NotFoundError, ReadError,
                      UsageError)
from ._table import Table, _cell

__all__ = ["CorruptError", "DatelineError", "InvalidError", "LimitError", "LockedError", "NewerSchemaError", "NotFoundError", "Page",
           "Pages", "ReadError", "Reader", "Record", "Table", "UsageError", "open", "read", "read_all", "read_batch", "walk"]
__version__ = _native.version

PathLike = Union[str, "os.PathLike[str]"]
Bytes = Union[bytes, bytearray, memoryview]
_MOST = 2**62
_TABLES = tuple(_native.page_tables())


def _path(path: Any) -> str:
    found = os.fspath(path)
    if not isinstance(found, str):
        raise TypeError("a path must be text (os.fsdecode turns bytes into it)")
    if "\0" in found:
        raise UsageError("a path with a NUL character names no file")
    try:
        found.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UsageError("a path that is no UTF-8 cannot be opened from Python: read its bytes") from error
    return found


def _text(value: Any, what: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError(f"{what} must be text, not {type(value).__name__}")
    return value.encode("utf-8", "replace").decode("utf-8")


def _count(value: Any, what: str, most: int) -> int:
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{what} must be a whole number, not {type(value).__name__}")
    if not 0 <= value <= most:
        raise UsageError(f"{what} must be between 0 and {most}")
    return value


class _Tables:
    """What a Page and Pages share: the tables of what pages say."""

    _of: _native.Pages

    def table(self, name: str) -> Table:
        """One table of the record by its name (docs/formats.md): document, sentence, mention, statement_chain, event_actor ...

        Raises UsageError for a name that is none.
        """
        return Table(self._of.table(_text(name, "the name of a table")))

    @property
    def statements(self) -> Table:
        """Who said what: one row a statement; ``speaker`` is the row ``n`` of entities, ``exact`` the content."""
        return self.table("statement")

    @property
    def events(self) -> Table:
        """Who did what to whom: PLOVER type and mode, status, date. Parties are in tables event_actor and event_recipient."""
        return self.table("event")

    @property
    def figures(self) -> Table:
        """How many: low, best, high; what is counted; its unit; whose count; as of which days."""
        return self.table("figure")

    @property
    def entities(self) -> Table:
        """Who and what is named: one row an actor or place of a page."""
        return self.table("entity")

    @property
    def times(self) -> Table:
        """Time expressions with their ISO 8601 / TIMEX3 values."""
        return self.table("time_expression")

    @property
    def sentences(self) -> Table:
        """Sentences of the clean text."""
        return self.table("sentence")

    def to_json(self) -> str:
        """The form ``dateline-records/1`` that ``dateline read`` prints (docs/formats.md)."""
        return self._of.json()


class Page(_Tables):
    """What one page says. Never changes; may be pickled and sent to workers."""

    __slots__ = ("_of", "_head")

    def __init__(self, of: _native.Pages) -> None:
        if not isinstance(of, _native.Pages) or of.size() != 1:
            raise TypeError("a Page comes from dateline.read")
        self._of = of
        self._head: dict[str, Any] = of.head(0)

    @property
    def id(self) -> str:
        """"d_" and the first 16 hex digits of the SHA-256 of the page's bytes."""
        return self._head["id"]

    @property
    def name(self) -> str:
        """Short name for people: the file's name, or what the caller gave."""
        return self._head["name"]

    @property
    def url(self) -> str | None:
        """Address of the page, as given or as the page states it."""
        return self._head["canonical_url"] or self._head["url"]

    @property
    def site(self) -> str | None:
        """The outlet, as the page names it."""
        return self._head["site"]

    @property
    def language(self) -> str | None:
        """Language code of the text, e.g. "en"."""
        return self._head["language"]

    @property
    def headline(self) -> str | None:
        """The headline, or None where the page has none."""
        return self._head["headline"]

    @property
    def authors(self) -> list[str]:
        """Names of the authors."""
        return list(self._head["authors"])

    @property
    def date(self) -> str | None:
        """Day of publication, ISO 8601 ("2024-02-12", "2024-02", "2024" or "first/last"); None where nothing tells it."""
        return self._head["date"]

    @property
    def date_basis(self) -> str | None:
        """How the date was found: metadata, inferred ..."""
        return self._head["date_basis"]

    @property
    def text(self) -> str:
        """The clean article: what all offsets count in (code points)."""
        return self._head["text"]

    @property
    def notes(self) -> list[tuple[int, str, str]]:
        """What dateline has to say about the input: number, name, detail (docs/formats.md). A page that cannot be read has one."""
        return list(self._head["notes"])

    def to_dict(self) -> dict[str, Any]:
        """The page's record in the form ``dateline-records/1``, as Python values."""
        return json.loads(self.to_json())["documents"][0]

    def __reduce__(self) -> Any:
        return (_unpack_page, (self._of.pack(0),))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Page) and self._of.pack(0) == other._of.pack(0)

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        counts = self._of.counts()
        facts = ", ".join(f"{counts[k]} {k}" for k in ("statements", "events", "figures"))
        return f"<dateline.Page {self.id} {(self.headline or self.name)!r} {self.date or 'undated'}: {facts}>"

    def _repr_html_(self) -> str:
        counts = self._of.counts()
        lines = [f"<h3>{_cell(self.headline or self.name or self.id)}</h3>",
                 f"<p>{_cell(self.date or 'date not known')} · {_cell(self.site or self.url or '')} · <code>{_cell(self.id)}</code></p>",
                 "<p>" + ", ".join(f"{n} {html.escape(k)}" for k, n in counts.items()) + "</p>"]
        lines += [f"<p>{_cell(name)}: {_cell(detail)}</p>" for _, name, detail in self.notes]
        return "".join(lines)


def _unpack_page(packed: bytes) -> Page:
    return Page(_native.unpack([packed]))


def _unpack_pages(packed: list[bytes], refused: list[tuple[str, str]]) -> Pages:
    return Pages(_native.unpack(packed), refused)


class Pages(_Tables, Sequence[Page]):
    """Pages read together, in their order; tables hold the rows of all of them, column ``doc`` tells which.

    ``refused``: (path, reason) of inputs that gave no page.
    """

    __slots__ = ("_of", "refused")

    def __init__(self, of: _native.Pages, refused: Iterable[tuple[str, str]] = ()) -> None:
        if not isinstance(of, _native.Pages):
            raise TypeError("Pages come from dateline.read_all")
        self._of = of
        self.refused = list(refused)

    @property
    def documents(self) -> Table:
        """One row a page: id, url, headline, date, text."""
        return self.table("document")

    def __len__(self) -> int:
        return self._of.size()

    def __getitem__(self, i: Any) -> Any:
        if isinstance(i, slice):
            return [self[k] for k in range(*i.indices(len(self)))]
        i = i.__index__()
        if i < 0:
            i += len(self)
        if not 0 <= i < len(self):
            raise IndexError("no such page")
        return Page(self._of.one(i))

    def pack(self) -> list[bytes]:
        """Each page as bytes that only the same version of dateline reads again (pickles, workers)."""
        return [self._of.pack(i) for i in range(len(self))]

    def __reduce__(self) -> Any:
        return (_unpack_pages, (self.pack(), self.refused))

    def __repr__(self) -> str:
        counts = self._of.counts()
        return f"<dateline.Pages {len(self)} pages, {len(self.refused)} refused: " + ", ".join(f"{n} {k}" for k, n in counts.items()) + ">"

    def _repr_html_(self) -> str:
        return Table(self._of.table("document"))._repr_html_()


class Reader:
    """Tables and language model, loaded once (about half a second); used by many threads. The functions of this module share one.

    ``ontology``: a folder of tables on top of those inside the package; ``models``: a model file in place of the one inside.
    Raises NotFoundError, CorruptError or InvalidError, with the path, for a model or a table that cannot be used.
    """

    def __init__(self, *, ontology: PathLike | None = None, models: PathLike | None = None) -> None:
        self._arguments = ("" if ontology is None else _path(ontology), "" if models is None else _path(models))
        self._of = _native.Reader(*self._arguments)

    def __reduce__(self) -> Any:
        return (_reader_of, self._arguments)

    def read(self, page: Bytes | PathLike, *, date: str | None = None, name: str | None = None, url: str | None = None) -> Page:
        """See dateline.read."""
        if isinstance(page, (bytes, bytearray, memoryview)):
            return Page(self._of.buffers([page], [_text(name, "name")], [_text(url, "url")], [_text(date, "date")], 1))
        path = _path(page)
        if not os.path.exists(path):
            raise NotFoundError(f"{path}: no such file")
        if os.path.isdir(path):
            raise UsageError(f"{path}: a folder; read_all reads folders")
        pages, refused = self._of.paths([path], _text(date, "date"), 2, 1)
        if pages.size() > 1:
            raise UsageError(f"{path}: holds more than one page; read_all reads it")
        if pages.size() == 1:
            return Page(pages)
        reason = refused[0][1] if refused else "no page"
        kind = ReadError if reason.startswith("unreadable") else InvalidError
        raise kind(f"{path}: {reason}")

    def read_batch(self, pages: Iterable[Bytes], *, dates: Sequence[str | None] | None = None, names: Sequence[str | None] | None = None,
                   urls: Sequence[str | None] | None = None, threads: int | None = None) -> Pages:
        """See dateline.read_batch."""
        given = list(pages)
        lists = [[""] * len(given) if values is None else [_text(v, what) for v in values]
                 for values, what in ((names, "a name"), (urls, "a url"), (dates, "a date"))]
        return Pages(self._of.buffers(given, lists[0], lists[1], lists[2], _count(threads, "threads", 256)))

    def read_all(self, paths: PathLike | Iterable[PathLike], *, date: str | None = None, limit: int | None = None,
                 threads: int | None = None) -> Pages:
        """See dateline.read_all."""
        several = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
        most = _count(limit, "limit", _MOST) if limit is not None else _MOST
        if most == 0:
            return Pages(_native.unpack([]))
        of, refused = self._of.paths([_path(p) for p in several], _text(date, "date"), most, _count(threads, "threads", 256))
        return Pages(of, refused)

    def walk(self, paths: PathLike | Iterable[PathLike], *, batch: int = 64, threads: int | None = None) -> Iterator[Pages]:
        """See dateline.walk."""
        several = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
        most, number = _count(batch, "batch", 2**31), _count(threads, "threads", 256)
        walk = _native.Walk([_path(p) for p in several])
        told = 0
        while True:
            of, refused = walk.next(self._of, most, number)
            pages = Pages(of, refused[told:])
            told = len(refused)
            if len(pages) == 0:
                if pages.refused:
                    yield pages
                return
            yield pages


def _reader_of(ontology: str, models: str) -> Reader:
    return Reader(ontology=ontology or None, models=models or None)


_shared: Reader | None = None
_shared_lock = threading.Lock()


def _reader() -> Reader:
    global _shared
    if _shared is None:
        with _shared_lock:
            if _shared is None:
                _shared = Reader()
    return _shared


def _after_fork() -> None:
    global _shared_lock
    _shared_lock = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


def read(page: Bytes | PathLike, *, date: str | None = None, name: str | None = None, url: str | None = None) -> Page:
    """Reads one page: its bytes (HTML or text in any encoding), or a path.

    ``date``: day of the page where you know it and the page does not say ("2024-05-01", "2024-05" or "2024"); ``name`` and ``url`` are
    kept with bytes. Bytes are never an error: what cannot be read (empty, binary, over 32 MiB) is a Page with a note and no rows.
    A path raises NotFoundError, ReadError, InvalidError (no page in it) or UsageError (a folder, a file of several pages).
    The interpreter's lock is free while the page is read.
    """
    return _reader().read(page, date=date, name=name, url=url)


def read_batch(pages: Iterable[Bytes], *, dates: Sequence[str | None] | None = None, names: Sequence[str | None] | None = None,
               urls: Sequence[str | None] | None = None, threads: int | None = None) -> Pages:
    """Reads many pages given as bytes in one call, on ``threads`` threads (default: all cores); one Page each, in their order."""
    return _reader().read_batch(pages, dates=dates, names=names, urls=urls, threads=threads)


def read_all(paths: PathLike | Iterable[PathLike], *, date: str | None = None, limit: int | None = None,
             threads: int | None = None) -> Pages:
    """Reads files, folders, WARC, WACZ, JSON Lines, feeds and mail, as the command line does, into memory.

    ``limit``: at most so many pages. Inputs that give no page are in ``.refused``. For piles that do not fit in memory use the command
    ``dateline ingest`` and open().
    """
    return _reader().read_all(paths, date=date, limit=limit, threads=threads)


def walk(paths: PathLike | Iterable[PathLike], *, batch: int = 64, threads: int | None = None) -> Iterator[Pages]:
    """Reads files, folders and archives batch by batch: memory does not grow with the pile.

    Gives Pages of at most ``batch`` pages (fewer where pages are large); ``refused`` of each holds what was refused since the one before.
    """
    return _reader().walk(paths, batch=batch, threads=threads)


class Record:
    """A record file (``dateline ingest PATH --db FILE``), opened to read. A context manager; one call at a time, from any thread.

    Every method raises UsageError after close() and in a process that was forked after open(); CorruptError where the file is damaged.
    A pickle holds the path: the worker opens the record anew.
    """

    def __init__(self, path: PathLike) -> None:
        self._path = _path(path)
        self._of = _native.Store(self._path)

    @property
    def path(self) -> str:
        """The file."""
        return self._path

    @property
    def closed(self) -> bool:
        """True after close()."""
        return self._of.closed()

    def close(self) -> None:
        """Closes the file; again is nothing."""
        self._of.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> Any:
        return (Record, (os.path.abspath(self._path),))

    def __len__(self) -> int:
        return self._of.documents()

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> Table:
        """One SELECT over tables and views (v_statements, v_events, ...); ``parameters`` are the values of ?1, ?2 ... as text.

        Raises UsageError for SQL that is wrong or would write. Ctrl-C stops a long query.
        """
        if isinstance(parameters, (str, bytes)):
            raise TypeError("parameters must be a list of values")
        return Table(self._of.query(_text(sql, "sql"), [_text(str(p), "a parameter") for p in parameters]))

    def _view(self, name: str) -> Table:
        return self.query(f"SELECT * FROM {name}")

    def timeline(self) -> Table:
        """What happened when, across pages."""
        return self._view("v_timeline")

    def statements(self) -> Table:
        """Who said what, through whom."""
        return self._view("v_statements")

    def events(self) -> Table:
        """Who did what to whom."""
        return self._view("v_events")

    def figures(self) -> Table:
        """How many, by whose count."""
        return self._view("v_figures")

    def actors(self) -> Table:
        """Who is named, joined across pages."""
        return self._view("v_actors")

    def conflicts(self) -> Table:
        """Where pages differ."""
        return self._view("v_conflicts")

    def documents(self) -> Table:
        """The pages."""
        return self._view("v_documents")

    def search(self, words: str, limit: int = 50) -> Table:
        """Sentences with these words (a "quoted phrase" is one term), best first."""
        return Table(self._of.search(_text(words, "words"), _count(limit, "limit", 2**31 - 1)))

    def page(self, id: str) -> Page:
        """One page by its id, its name, or the beginning of either. Raises NotFoundError."""
        return Page(self._of.page(_text(id, "id")))

    def __repr__(self) -> str:
        return f"<dateline.Record {self._path!r}{' (closed)' if self.closed else ''}>"

    def _repr_html_(self) -> str:
        if self.closed:
            return f"<p>{_cell(self._path)} (closed)</p>"
        return f"<p>{_cell(self._path)}: {len(self)} pages</p>" + self.query(
            "SELECT name, headline, date_low AS date FROM document ORDER BY date_low, name LIMIT 20")._repr_html_()


def open(path: PathLike) -> Record:  # noqa: A001
    """Opens a record to read.

    Raises NotFoundError, InvalidError (not a record), NewerSchemaError or CorruptError, with the path.
    """
    return Record(path)


