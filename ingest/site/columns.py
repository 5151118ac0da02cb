"""One form's answers by question, as Arrow columns: what the figures are counted from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.store.snapshot import Snapshot
from parsers.responses import Status

STATUSES = (Status.ANSWERED, Status.BLANK, Status.UNDETERMINED, Status.NOT_SHOWN)
_READ = (
    "submission_id", "question_id", "status", "selected", "answer_text", "value_number", "value_date",
)  # fmt: skip


@dataclass(frozen=True)
class Answers:
    """One question's rows of ``merged``."""

    table: pa.Table

    def statuses(self) -> dict[Status, int]:
        """Rows by status."""
        found = {row["values"]: row["counts"] for row in pc.value_counts(self.table["status"]).to_pylist()}
        return {status: found.get(status.value, 0) for status in STATUSES}

    def _answered(self, column: str) -> pa.ChunkedArray:
        return self.table.filter(pc.equal(self.table["status"], Status.ANSWERED.value))[column]

    def selected(self) -> tuple[Counter[str], int, int]:
        """How often each option was chosen; the answers that show what; and those that name no option."""
        column = self._answered("selected")
        chosen = pc.value_counts(pc.list_flatten(column)).to_pylist()
        counts = Counter({row["values"]: row["counts"] for row in chosen})
        return counts, len(column) - column.null_count, column.null_count

    def rankings(self) -> list[list[str]]:
        """Options in ranked order."""
        return [row for row in self._answered("selected").to_pylist() if row]

    def numbers(self) -> np.ndarray[Any, Any]:
        """The numbers given."""
        return np.asarray(self._answered("value_number").drop_null().to_pylist(), dtype=float)

    def dates(self) -> list[date]:
        """The dates given."""
        found: list[date] = self._answered("value_date").drop_null().to_pylist()
        return found

    def lengths(self) -> np.ndarray[Any, Any]:
        """Letters of each text: words cannot be counted in every script."""
        text = pc.fill_null(self._answered("answer_text"), "")
        return np.asarray(pc.utf8_length(text).to_pylist(), dtype=int)

    def texts(self, most: int) -> list[str]:
        """The first different ones in order of the alphabet."""
        return sorted({text for text in self._answered("answer_text").to_pylist() if text})[:most]


@dataclass(frozen=True)
class FormAnswers:
    """One form's rows of ``merged``, and its submissions in their order."""

    table: pa.Table
    submissions: tuple[str, ...]

    def of(self, question_id: str) -> Answers:
        """One question's."""
        return Answers(self.table.filter(pc.equal(self.table["question_id"], question_id)))

    def cells(self, question_ids: list[str]) -> np.ndarray[Any, Any]:
        """Questions × submissions: each a place in ``STATUSES``."""
        found = np.full(
            (len(question_ids), len(self.submissions)), STATUSES.index(Status.NOT_SHOWN), np.uint8
        )
        rows = pc.index_in(self.table["question_id"], pa.array(question_ids))
        columns = pc.index_in(self.table["submission_id"], pa.array(self.submissions, pa.string()))
        states = pc.index_in(self.table["status"], pa.array([status.value for status in STATUSES]))
        found[rows.to_numpy(), columns.to_numpy()] = states.to_numpy()
        return found


def form_answers(snapshot: Snapshot, form_id: str) -> tuple[FormAnswers, list[date]]:
    """The form's answers, and when its submissions were made (those that say so)."""
    mine = [("form_id", "=", form_id)]
    responses = snapshot.read("responses", ["submission_id", "submitted_at", "preferred"], mine)
    rows = responses.filter(responses["preferred"]).to_pylist()
    rows.sort(key=lambda row: (str(row["submitted_at"] or "9"), row["submission_id"]))
    table = snapshot.read("merged", list(_READ), mine)
    times = [row["submitted_at"].date() for row in rows if row["submitted_at"]]
    return FormAnswers(table, tuple(row["submission_id"] for row in rows)), times
