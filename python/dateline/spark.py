"""dateline inside Apache Spark: pages in, one row a page out, and the joins across pages as keyed joins in Spark SQL.

    >>> from dateline import spark as ds
    >>> records = ds.read_pages(spark.read.parquet("pages/"), content="html", url="url")
    >>> records.write.mode("overwrite").parquet("records/")
    >>> copies = ds.link(records)

Nothing distributed is written by hand: Spark moves Arrow batches, one native call reads a batch, the tables come back as lists of structs with the
columns of the record's tables (docs/formats.md). The same page gives the same row on every machine, so a task that Spark runs twice changes nothing;
``doc`` is derived from the bytes of the page, and ``dropDuplicates(["doc"])`` leaves one row for a page that came twice.
"""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterable, Iterator

import dateline
from dateline import _native

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

# Tables of a page that travel as lists; the clean text, blocks and notes included.
TABLES = ("sentence", "entity", "mention", "time_expression", "statement", "statement_chain", "figure", "event", "event_actor", "event_recipient",
          "vote", "proposal", "source", "note")
_SQL = {"text": "STRING", "integer": "BIGINT", "real": "DOUBLE", "flag": "BOOLEAN"}
_MOST_IN_BATCH = 256
_readers: dict[tuple[str | None, str | None], dateline.Reader] = {}


def _reader(ontology: str | None, models: str | None) -> dateline.Reader:
    """The reader of this Python worker: model and tables are loaded once a worker, not once a task."""
    key = (ontology, models)
    if key not in _readers:
        _readers[key] = dateline.Reader(ontology=ontology, models=models)
    return _readers[key]


def _row_type(table: dateline.Table, leave: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}` {_SQL[kind]}" for name, kind in table.kinds.items() if name not in leave)


def schema() -> str:
    """The schema of read_pages() as Spark DDL."""
    none = _native.unpack([])
    document = dateline.Table(none.table("document"))
    parts = ["doc STRING", _row_type(document, ("id",))]
    parts += [f"{name} ARRAY<STRUCT<" + _row_type(dateline.Table(none.table(name)), ("doc",)).replace("` ", "`: ") + ">>" for name in TABLES]
    return ", ".join(parts) + ", copy_keys ARRAY<BIGINT>, packed BINARY"


def _batch(pages: dateline.Pages) -> pyarrow.RecordBatch:
    """One row a page: the columns of table document, the other tables as lists of structs."""
    import pyarrow as pa
    of = pages._of
    document = dateline.Table(of.table("document")).to_arrow()
    names = ["doc", *[n for n in document.column_names if n != "id"]]
    arrays: list[Any] = [_one(document.column("id")), *[_one(document.column(n)) for n in names[1:]]]

    def nested(table: _native.Table, ends: list[int], leave: tuple[str, ...]) -> Any:
        rows = dateline.Table(table).to_arrow()
        offsets = pa.array([0, *ends], pa.int32())
        kept = [n for n in rows.column_names if n not in leave]
        if kept == ["key"]:
            return pa.ListArray.from_arrays(offsets, _one(rows.column("key")))
        return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays([_one(rows.column(n)) for n in kept], kept))

    for name in TABLES:
        arrays.append(nested(*of.table_by_page(name), ("doc",)))
        names.append(name)
    arrays.append(nested(*of.keys_by_page(), ()))
    arrays.append(pa.array(pages.pack(), pa.binary()))
    return pa.RecordBatch.from_arrays(arrays, [*names, "copy_keys", "packed"])


def _one(column: Any) -> Any:
    """A chunked column as one array."""
    import pyarrow as pa
    return column.chunk(0) if column.num_chunks == 1 else pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)


def read_pages(df: DataFrame, *, content: str = "content", url: str | None = "url", name: str | None = None, date: str | None = None,
               ontology: str | None = None, models: str | None = None) -> DataFrame:
    """Reads the pages of a DataFrame: one row a row of ``df``, in its order.

    ``content``: the column with the page (BINARY, or STRING); ``url``, ``name``, ``date``: columns of text with what is known beside it, or None
    (a column that is not there is left out). ``ontology``, ``models``: paths that every worker can read. A page that cannot be read, or that
    is NULL, gives a row with a note and empty lists.
    """
    from pyspark.sql import functions as F
    wanted = [F.col(content).cast("binary").alias("content")]
    for column, alias in ((url, "url"), (name, "name"), (date, "date")):
        there = column is not None and column in df.columns
        wanted.append((F.col(column).cast("string") if there else F.lit(None).cast("string")).alias(alias))

    def read(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        reader = _reader(ontology, models)
        for batch in batches:
            for begin in range(0, batch.num_rows, _MOST_IN_BATCH):
                part = batch.slice(begin, _MOST_IN_BATCH)
                # Buffers of Arrow go to the reader as they lie; it copies each once.
                pages = [value.as_buffer() if value.is_valid else b"" for value in part.column("content")]
                yield _batch(reader.read_batch(pages, urls=part.column("url").to_pylist(), names=part.column("name").to_pylist(),
                                               dates=part.column("date").to_pylist(), threads=1))

    return df.select(*wanted).mapInArrow(read, schema())


def read_archives(spark: SparkSession, paths: Iterable[str], *, slices: int | None = None, ontology: str | None = None,
                  models: str | None = None) -> DataFrame:
    """Reads WARC files (or folders, JSON Lines, feeds), a path a task: the rows of read_pages(). Every worker must see the paths.

    Memory of a task does not grow with its archive. What gives no page is left out.
    """
    listed = sorted(str(p) for p in paths)

    def read(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        reader = _reader(ontology, models)
        for batch in batches:
            for path in batch.column("path").to_pylist():
                for pages in reader.walk(path, batch=_MOST_IN_BATCH, threads=1):
                    if len(pages):
                        yield _batch(pages)

    frame = spark.createDataFrame([(p,) for p in listed], "path STRING").repartitionByRange(slices or max(1, len(listed)), "path")
    return frame.mapInArrow(read, schema())


def link(records: DataFrame, *, least_shared: int = 2, most_pages: int = 200) -> DataFrame:
    """Which pages share words, and how: the rows of the record's table ``lineage`` (from_doc, to_doc, kind, directed, share, reason).

    ``records``: rows of read_pages(), read twice (cache or write them before). A join on the five-word runs of the pages finds pairs with
    ``least_shared`` runs in common; a run that more than ``most_pages`` pages hold says nothing. One native call a batch judges the pairs as
    the comparing wing does for two pages alone.
    """
    from pyspark.sql import functions as F
    once = records.dropDuplicates(["doc"])
    keys = once.select("doc", F.explode("copy_keys").alias("key"))
    common = keys.groupBy("key").agg(F.count("*").alias("pages")).where(f"pages BETWEEN 2 AND {int(most_pages)}").select("key")
    kept = keys.join(common, "key")
    pairs = (kept.alias("a").join(kept.alias("b"), (F.col("a.key") == F.col("b.key")) & (F.col("a.doc") < F.col("b.doc")))
             .groupBy(F.col("a.doc").alias("a"), F.col("b.doc").alias("b")).agg(F.count("*").alias("shared")).where(f"shared >= {int(least_shared)}"))
    packed = once.select("doc", "packed")
    both = (pairs.join(packed.withColumnRenamed("doc", "a").withColumnRenamed("packed", "packed_a"), "a")
            .join(packed.withColumnRenamed("doc", "b").withColumnRenamed("packed", "packed_b"), "b").select("packed_a", "packed_b"))

    def judge(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        reader = _reader(None, None)
        for batch in batches:
            two = [p for row in zip(batch.column("packed_a").to_pylist(), batch.column("packed_b").to_pylist()) for p in row]
            rows = dateline.Table(_native.pair_lineage(reader._of, _native.unpack(two))).to_arrow()
            yield from rows.to_batches()

    return both.mapInArrow(judge, "from_doc STRING, to_doc STRING, kind STRING, directed BOOLEAN, share DOUBLE, reason STRING")


def same_events(records: DataFrame, *, most: int = 500) -> DataFrame:
    """Candidates for one event told by two pages: doc, n and other_doc, other_n of their rows in ``event``, with the key they share.

    The key is PLOVER type, first day of the date and the actor's id in the tables (or its folded name); events without a date or an actor
    that has a name give none. A key of more than ``most`` events is left out. The comparing wing decides which candidates are one.
    """
    from pyspark.sql import functions as F
    once = records.dropDuplicates(["doc"])
    events = once.select("doc", F.explode("event").alias("e"))
    actors = once.select("doc", F.explode("event_actor").alias("x")).select("doc", F.col("x.event").alias("n"), F.col("x.party").alias("party"))
    names = once.select("doc", F.explode("entity").alias("y")).select(
        "doc", F.col("y.n").alias("party"), F.lower(F.coalesce(F.col("y.kb_id"), F.col("y.name"))).alias("who"))
    keyed = (events.select("doc", F.col("e.n").alias("n"), F.col("e.type").alias("type"), F.col("e.date_low").alias("day"))
             .where("day IS NOT NULL AND type IS NOT NULL").join(actors, ["doc", "n"]).join(names, ["doc", "party"])
             .select("doc", "n", F.concat_ws("|", "type", "day", "who").alias("key")).dropDuplicates())
    few = keyed.groupBy("key").agg(F.count("*").alias("events")).where(f"events BETWEEN 2 AND {int(most)}").select("key")
    kept = keyed.join(few, "key")
    return (kept.alias("a").join(kept.alias("b"), (F.col("a.key") == F.col("b.key")) & (F.col("a.doc") < F.col("b.doc")))
            .select(F.col("a.doc").alias("doc"), F.col("a.n").alias("n"), F.col("b.doc").alias("other_doc"), F.col("b.n").alias("other_n"),
                    F.col("a.key").alias("key")).dropDuplicates(["doc", "n", "other_doc", "other_n"]))
