"""Rows as typed columns, for data frames and for a notebook."""
from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Iterator

from . import _native

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

_SHOWN_ROWS = 20
_SHOWN_LETTERS = 160


def _cell(value: Any) -> str:
    """A value as safe markup: pages are not trusted, so markup is escaped and control characters and bidi overrides are visible."""
    if value is None:
        return ""
    text = str(value)
    if len(text) > _SHOWN_LETTERS:
        text = text[:_SHOWN_LETTERS] + "…"
    return html.escape(_native.visible(text.replace("\n", " ")))


class Table:
    """Columns of one type each: text, integer (64 bits), real (64 bits) or flag; every value may be None.

    ``len(t)`` is the number of rows; ``t["speaker"]`` is a column as a list; iteration gives a dict a row. A table never changes.
    It hands its columns to other libraries without copying numbers or words (``__arrow_c_stream__``): ``polars.DataFrame(t)``,
    ``pyarrow.table(t)``, ``duckdb.from_arrow(pyarrow.table(t))``.
    """

    __slots__ = ("_of", "_names")

    def __init__(self, of: _native.Table) -> None:
        if not isinstance(of, _native.Table):
            raise TypeError("a Table comes from a Page, Pages or Record")
        self._of = of
        self._names = of.names()

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return list(self._names)

    @property
    def kinds(self) -> dict[str, str]:
        """Type of each column: text, integer, real or flag."""
        return dict(zip(self._names, self._of.kinds()))

    def __len__(self) -> int:
        return self._of.rows()

    def __getitem__(self, column: str) -> list[Any]:
        if not isinstance(column, str):
            raise TypeError("a column is named by its text, e.g. table['doc']")
        if column not in self._names:
            raise KeyError(column)
        return self._of.values(self._names.index(column), 0, len(self))

    def __iter__(self) -> Iterator[dict[str, Any]]:
        columns = [self._of.values(i, 0, len(self)) for i in range(len(self._names))]
        for row in zip(*columns):
            yield dict(zip(self._names, row))

    def head(self, rows: int = 5) -> list[dict[str, Any]]:
        """The first rows as dicts."""
        if rows < 0:
            raise ValueError("rows must not be negative")
        columns = [self._of.values(i, 0, rows) for i in range(len(self._names))]
        return [dict(zip(self._names, row)) for row in zip(*columns)]

    def to_dict(self) -> dict[str, list[Any]]:
        """Columns as lists, by name."""
        return {name: self._of.values(i, 0, len(self)) for i, name in enumerate(self._names)}

    def to_arrow(self) -> pyarrow.Table:
        """As a pyarrow.Table (int64, double, bool, string). Needs pyarrow."""
        import pyarrow
        return pyarrow.table(self)

    def to_pandas(self) -> pandas.DataFrame:
        """As a pandas.DataFrame. Needs pandas; with pyarrow the columns are moved at once, without it value by value."""
        import pandas
        try:
            return self.to_arrow().to_pandas()
        except ImportError:
            return pandas.DataFrame(self.to_dict(), columns=self._names)

    def to_polars(self) -> polars.DataFrame:
        """As a polars.DataFrame. Needs polars."""
        import polars
        return polars.DataFrame(self)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The Arrow C stream of this table (one batch). Another schema is never made: the one who asks casts."""
        return self._of.stream()

    def __arrow_c_schema__(self) -> object:
        """The Arrow C schema of this table."""
        return self._of.schema()

    def __reduce__(self) -> Any:
        raise TypeError("a Table is not pickled: pickle the Page or Pages it came from, or send to_arrow()")

    def __repr__(self) -> str:
        return f"<dateline.Table {len(self)} rows: {', '.join(self._names)}>"

    def _repr_html_(self) -> str:
        rows = self.head(_SHOWN_ROWS)
        head = "".join(f"<th>{_cell(name)}</th>" for name in self._names)
        body = "".join("<tr>" + "".join(f"<td>{_cell(v)}</td>" for v in row.values()) + "</tr>" for row in rows)
        more = f"<p>{len(self)} rows, the first {len(rows)} shown</p>" if len(self) > len(rows) else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
