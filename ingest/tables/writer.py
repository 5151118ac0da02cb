"""Rows -> one Parquet file per table, in bounded memory and in an order that depends on the rows alone.

Rows arrive form by form. They are gathered up to ``BATCH_ROWS``, sorted by form and question,
and written in row groups, so that one form or one question is read without most of the rest.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from operator import itemgetter
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ingest.tables.records import Row
from ingest.tables.schema import NAMES, arrow_schema

LOOSE_ROWS = 4_096
BATCH_ROWS = 32_768
GROUP_ROWS = 32_768
SORTED_BY = dict.fromkeys(("answers", "options", "merged"), ("form_id", "question_id"))
"""The sort is stable: below these columns, the order of documents stays."""


class Stretch(Protocol):
    """Rows of a table that are columns: of any stretch of a sheet's responses."""

    def sizes(self, table: str, start: int, end: int, /) -> Sequence[int]:
        """How many rows each response has."""

    def rows(self, table: str, start: int, end: int, /) -> pa.Table:
        """The rows of responses, sorted by question."""


class TableWriter:
    """Writes one table."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.rows = name, 0
        self._schema = arrow_schema(name)
        self._cells = itemgetter(*self._schema.names)
        self._sort = SORTED_BY.get(name, ())
        self._loose: list[Row] = []
        self._since = 0
        """Rows since some were packed last."""
        self._packed: list[pa.RecordBatch] = []
        folder.mkdir(parents=True)
        self.path = folder / f"{name}.parquet"
        self._file = self.path.open("wb")
        self._writer = pq.ParquetWriter(self._file, self._schema, compression="zstd", write_page_index=True)

    def add(self, rows: Iterable[Row]) -> None:
        """Add rows; those of one response in one call, as a batch never ends within a call."""
        before = len(self._loose)
        self._loose.extend(rows)
        self._since += len(self._loose) - before
        if self._since >= LOOSE_ROWS:
            self._pack()
            self._since = 0
            if sum(batch.num_rows for batch in self._packed) >= BATCH_ROWS:
                self._flush()

    def add_stretch(self, stretch: Stretch, start: int, end: int) -> None:
        """Add the rows of responses that are columns; batches end where they would by ``add``."""
        self._pack()
        sizes = stretch.sizes(self.name, start, end)
        held = sum(batch.num_rows for batch in self._packed)
        taken = at = start
        for at, size in enumerate(sizes, start + 1):
            held += size
            self._since += size
            if self._since >= LOOSE_ROWS:
                self._since = 0
                if held >= BATCH_ROWS:
                    self._packed += stretch.rows(self.name, taken, at).to_batches()
                    self._flush(is_sorted=len(self._packed) == 1)
                    taken, held = at, 0
        if taken < end:
            self._packed += stretch.rows(self.name, taken, end).to_batches()

    def _pack(self) -> None:
        """Rows as dicts take ten times the memory of columns."""
        if not self._loose and self._packed:
            return
        cells = (
            zip(*map(self._cells, self._loose), strict=True) if self._loose else ([] for _ in self._schema)
        )
        columns = [pa.array(column, f.type) for f, column in zip(self._schema, cells, strict=True)]
        self._packed.append(pa.RecordBatch.from_arrays(columns, schema=self._schema))
        self._loose = []

    def _flush(self, is_sorted: bool = False) -> None:
        table = pa.Table.from_batches(self._packed, self._schema)
        self._packed = []
        if self._sort and not is_sorted:
            table = table.take(_order(table, self._sort))
        self._writer.write_table(table, GROUP_ROWS)
        self.rows += table.num_rows

    def add_table(self, table: pa.Table) -> None:
        """Add rows that are columns already."""
        self._pack()
        self._since = 0
        self._packed += table.combine_chunks().to_batches()
        if sum(batch.num_rows for batch in self._packed) >= BATCH_ROWS:
            self._flush()

    def close(self) -> None:
        """Write the rest and make sure that it is on the disk; a table that is finished stays so."""
        if self._file.closed:
            return
        self._pack()
        self._flush()
        self._writer.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        """Close the file if it is open; what is in it then is of no use."""
        for part in (self._writer, self._file):
            with suppress(Exception):  # of any kind: the failure that led here is the one to tell
                part.close()


def _order(table: pa.Table, by: Sequence[str]) -> npt.NDArray[np.intp]:
    """Places of the rows, sorted by some columns of texts. Few texts fill many rows: they are sorted once."""
    keys = []
    for name in by:
        texts = pc.dictionary_encode(table[name].combine_chunks())
        ranks = np.empty(len(texts.dictionary), np.int64)
        ranks[pc.sort_indices(texts.dictionary).to_numpy()] = np.arange(len(ranks))
        keys.append(ranks[texts.indices.to_numpy()])
    return np.lexsort(keys[::-1])


class DatasetWriter:
    """Writes all tables below a folder: ``<table>/<table>.parquet``. A context; closed if nothing failed."""

    def __init__(self, folder: Path) -> None:
        self.tables = {name: TableWriter(name, folder / name) for name in NAMES}

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows to one table."""
        self.tables[table].add(rows)

    def add_stretch(self, table: str, stretch: Stretch, start: int, end: int) -> None:
        """Add rows of a sheet's responses."""
        self.tables[table].add_stretch(stretch, start, end)

    def add_table(self, table: str, rows: pa.Table) -> None:
        """Add rows that are columns already."""
        self.tables[table].add_table(rows)

    def finish(self, table: str) -> Path:
        """Close one table, to be read while others are still written."""
        self.tables[table].close()
        return self.tables[table].path

    def __enter__(self) -> DatasetWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        try:
            if kind is None:
                for writer in self.tables.values():
                    writer.close()
        finally:
            for writer in self.tables.values():
                writer.abandon()
