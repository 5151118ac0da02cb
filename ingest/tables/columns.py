"""A sheet's responses -> the rows of ``answers`` and ``options`` by column: no Python object for each cell.

What is the same in all rows of a question, or of one answer, is made once and taken as often as needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ingest.tables.records import ANSWER, Codes, Context, Row, answer_cells, option_rows
from ingest.tables.schema import arrow_schema
from parsers.forms.reading.reread_rows import Reread
from parsers.responses import Answer

Places = npt.NDArray[np.int64]
OPTION = ("question_id", "position", "option", "selected", "other", "rank")
"""Columns that an option has by itself."""


class SheetColumns:
    """The tables of one sheet's responses, any stretch of them at a time."""

    def __init__(
        self, context: Context, response_ids: Sequence[str], known: Reread, ids: Sequence[str], codes: Codes
    ) -> None:
        """``ids``: the questions' names; ``context``: of the document, whatever its response."""
        self._context, self._ids = context, ids
        self._responses = pa.array(response_ids, pa.string())
        self._order = sorted(range(len(ids)), key=ids.__getitem__)
        """Of the questions, as tables are sorted."""
        self._at = [np.frombuffer(c.places, np.uint32) for c in known.columns]
        self._first, self._size, self._first_option = [], [], []
        answers, offered = [], list[Row]()
        first = 0
        for name, column in zip(ids, known.columns, strict=True):
            self._first.append(first)
            first += len(column.answers)
            answers.append(_answers(name, column.answers, codes))
            sizes = np.array([len(answer.options) for answer in column.answers], np.int64)
            self._size.append(sizes)
            self._first_option.append(len(offered) + np.cumsum(sizes) - sizes)
            for answer in column.answers if sizes.any() else ():
                offered += option_rows(context, name, answer)
        self._answers = pa.concat_tables(answers).combine_chunks()
        self._options = _table("options", {key: [row[key] for row in offered] for key in OPTION})

    def sizes(self, table: str, start: int, end: int) -> Sequence[int]:
        """How many rows each response has."""
        if table == "answers":
            return [len(self._ids)] * (end - start)
        total = np.zeros(end - start, np.int64)
        for at, size in zip(self._at, self._size, strict=True):
            total += size[at[start:end]]
        return list(map(int, total))

    def rows(self, table: str, start: int, end: int) -> pa.Table:
        """The rows of the responses from ``start`` to ``end``, sorted by question."""
        return self._answers_of(start, end) if table == "answers" else self._options_of(start, end)

    def _answers_of(self, start: int, end: int) -> pa.Table:
        places = np.concatenate([self._first[q] + self._at[q][start:end] for q in self._order])
        who = np.tile(np.arange(start, end), len(self._order))
        position = np.repeat(np.array(self._order) + 1, end - start)
        return self._filled("answers", self._answers.take(places), who, position)

    def _options_of(self, start: int, end: int) -> pa.Table:
        who, places = [], []
        for q in self._order:
            at = self._at[q][start:end]
            sizes = self._size[q][at]
            who.append(np.repeat(np.arange(start, end), sizes))
            within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
            places.append(np.repeat(self._first_option[q][at], sizes) + within)
        rows = self._options.take(np.concatenate(places))
        return self._filled("options", rows, np.concatenate(who), rows["position"])

    def _filled(self, table: str, rows: pa.Table, who: Places, position: Any) -> pa.Table:
        own = {
            "response_id": self._responses.take(who),
            "form_id": pa.repeat(self._context.form_id, len(who)),
            "document_id": pa.repeat(self._context.document_id, len(who)),
            "position": pa.array(position, pa.int32()) if table == "answers" else position,
        }
        schema = arrow_schema(table)
        return pa.Table.from_arrays([own[n] if n in own else rows[n] for n in schema.names], schema=schema)


def _answers(name: str, answers: Sequence[Answer], codes: Codes) -> pa.Table:
    """The answers of one question."""
    cells = dict(zip(ANSWER, zip(*map(answer_cells, answers), strict=True), strict=True))
    cells["question_id"] = (name,) * len(answers)
    cells["codes"] = tuple(codes(name, a.selected) for a in answers)
    return _table("answers", cells)


def _table(name: str, cells: Mapping[str, Sequence[object]]) -> pa.Table:
    """The columns that answers have by themselves."""
    fields = [field for field in arrow_schema(name) if field.name in cells]
    columns = [pa.array(cells[field.name], field.type) for field in fields]
    return pa.Table.from_arrays(columns, names=[field.name for field in fields])
