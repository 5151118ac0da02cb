"""What a sheet's responses add to the tables besides their columns: counts, findings, facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
from msgspec.structs import replace

from ingest.tables.checks import problems_of, response_findings
from ingest.tables.columns import SheetColumns
from ingest.tables.identity import DETERMINED, Facts, Given, Later, facts_of, given
from ingest.tables.learn import question_ids
from ingest.tables.records import Codes, Context, Row, response_row
from parsers.forms.reading.reread_rows import reread_rows
from parsers.forms.template import Template
from parsers.responses import Answer, Status
from parsers.rows import Rows


class SheetRows:
    """The responses of one sheet, read by their form; any stretch of them at a time."""

    def __init__(
        self, rows: Rows, template: Template, contexts: Sequence[Context], codes: Codes, path: str
    ) -> None:
        """``path``: the document's, for messages."""
        known = reread_rows(rows, template)
        self._columns = known.columns
        more = known.problems
        self._people = [replace(p, problems=(*p.problems, *more)) if more else p for p in rows.people]
        self._contexts, self._path = contexts, path
        self.alone = known.alone
        """Rows that must be read by themselves."""
        self.ids = question_ids([column.answers[0] for column in known.columns])
        """The questions' names."""
        ids = [context.response_id for context in contexts]
        self.columns = SheetColumns(contexts[0], ids, known, self.ids, codes)
        """The rows of ``answers`` and ``options``."""
        self._at = [np.frombuffer(column.places, np.uint32) for column in known.columns]
        self._doubted = [
            n for n, c in enumerate(known.columns) if any(problems_of(answer) for answer in c.answers)
        ]
        self._given: list[list[Given | None]] | None = None
        self._states = {status: self._count(status) for status in Status}

    def _count(self, status: Status) -> list[int]:
        """Of each response, how many answers have a status."""
        total = np.zeros(len(self._people), np.int64)
        for at, column in zip(self._at, self._columns, strict=True):
            total += np.array([answer.status is status for answer in column.answers])[at]
        return list(map(int, total))

    def response_rows(self, start: int, end: int) -> Iterator[Row]:
        """The rows of ``responses``."""
        for n in range(start, end):
            counts = {status: found[n] for status, found in self._states.items()}
            yield response_row(self._contexts[n], self._people[n], counts)

    def findings(self, start: int, end: int) -> Iterator[list[Row]]:
        """The findings of each response that has some."""
        ids = [self.ids[q] for q in self._doubted]
        for n in range(start, end):
            if ids or self._people[n].problems:
                answers = tuple(self._answer(q, n) for q in self._doubted)
                yield response_findings(self._contexts[n], replace(self._people[n], answers=answers), ids)

    def counts(self, start: int, end: int) -> Iterator[tuple[Sequence[Answer], Sequence[int]]]:
        """Of each question the answers that differ, and how many responses have each; the first one first."""
        for at, column in zip(self._at, self._columns, strict=True):
            answers, counts = column.answers, np.bincount(at[start:end], minlength=len(column.answers))
            yield answers, list(map(int, counts))

    def facts(self, start: int, end: int) -> Iterator[Facts]:
        """What tells each response from others."""
        for n in range(start, end):
            shown = sum(self._states[status][n] for status in DETERMINED)
            context, later = self._contexts[n], Later(partial(self._given_by, n))
            of = (context.document_id, context.response_id, self._path, True)
            yield facts_of(*of, self._people[n], later, shown)

    def _given_by(self, number: int) -> dict[str, Given]:
        if self._given is None:
            self._given = [
                [given(answer) if answer.status in DETERMINED else None for answer in column.answers]
                for column in self._columns
            ]
        every = zip(self.ids, self._at, self._given, strict=True)
        found = ((question, answers[at[number]]) for question, at, answers in every)
        return {question: answer for question, answer in found if answer is not None}

    def _answer(self, question: int, number: int) -> Answer:
        column = self._columns[question]
        return column.answers[column.at[number]]
