"""``tidyforms export OUT --wide FILE``: one row per submission, one column per variable."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.settings import RunFailed
from ingest.store.publish import Dataset
from ingest.store.snapshot import Snapshot
from ingest.tables.records import Row
from ingest.wide.variables import TEXTS, Measure, Stated, Variable, variables
from parsers.responses import Status

if TYPE_CHECKING:
    import pyarrow as pa

HEADER = (
    "respondent", "respondent_name", "respondent_email", "anonymous", "started_at", "submitted_at",
    "time_to_complete_s", "modified_at", "language", "score", "score_max",
)  # fmt: skip
STATES = {Status.BLANK: "blank", Status.UNDETERMINED: "undetermined", Status.NOT_SHOWN: "not shown"}
"""Why a cell has no value."""


@dataclass(frozen=True)
class State:
    """A cell without a value, and why."""

    status: Status


@dataclass(frozen=True)
class Coded:
    """What was chosen of a question that takes one option."""

    text: str
    code: int | None
    """Its place in the codebook; None where the codebook does not offer it."""


Cell = Any
"""A value, or a State."""


@dataclass(frozen=True)
class Wide:
    """One form, a row per submission."""

    form: Row
    variables: tuple[Variable, ...]
    header: tuple[dict[str, Any], ...]
    """Per submission: its id and what the headers of its exports show."""
    cells: tuple[tuple[Cell, ...], ...]
    """Per submission, in the order of the variables."""

    def columns(self) -> dict[str, list[Any]]:
        """The header's columns that hold something."""
        names = ["submission_id", *(n for n in HEADER if any(row.get(n) is not None for row in self.header))]
        return {name: [row.get(name) for row in self.header] for name in names}

    def values(self, place: int) -> list[Cell]:
        """A variable's cells."""
        return [row[place] for row in self.cells]


def wide(out: Path, form: str | None = None) -> Wide:
    """One form of the published dataset; ``form``: its name or id, not needed where there is one form only.

    Raises RunFailed if there is no dataset, no such form, or more than one to choose from.
    """
    snapshot = Dataset(out).published()
    return wide_of(snapshot, find_form(snapshot.rows("forms"), form))


def find_form(forms: Sequence[Row], wanted: str | None) -> Row:
    """The form of that name or id. Raises RunFailed with those that there are."""
    found = [row for row in forms if wanted in (None, row["name"], row["form_id"])]
    if len(found) == 1:
        return found[0]
    names = ", ".join(sorted(row["name"] for row in forms)) or "none"
    if wanted is None:
        raise RunFailed(f"name a form with --form; there are: {names}")
    raise RunFailed(f"there is no form {wanted}; there are: {names}")


def wide_of(snapshot: Snapshot, form: Row) -> Wide:
    """The wide table of one form."""
    mine = [("form_id", "=", form["form_id"])]
    merged = snapshot.rows("merged", filters=mine)
    columns = tuple(variables(asked(snapshot, form["form_id"])))
    answers: dict[str, dict[str, Row]] = {}
    for row in merged:
        answers.setdefault(row["submission_id"], {})[row["question_id"]] = row
    headers = _headers(snapshot.rows("responses", filters=mine))
    cells = tuple(
        tuple(_cell(variable, answers.get(row["submission_id"], {})) for variable in columns)
        for row in headers
    )
    return Wide(form, columns, tuple(headers), cells)


def asked(snapshot: Snapshot, form_id: str) -> list[Row]:
    """The form's codebook, with ``typed``: the options of each question that take a free text, and with
    ``stated``: what a text's answers state."""
    mine = [("form_id", "=", form_id)]
    others = snapshot.rows("options", ["question_id", "option"], [*mine, ("other", "=", True)])
    typed: dict[str, set[str]] = {}
    for row in others:
        typed.setdefault(row["question_id"], set()).add(row["option"])
    texts = [*mine, ("status", "=", Status.ANSWERED.value), ("question_type", "in", TEXTS)]
    columns = ["question_id", "value_number", "value_date", "value_unit"]
    stated = stated_of(snapshot.read("merged", columns, texts))
    book = snapshot.rows("questions", filters=mine)
    return [
        row | {"typed": frozenset(typed.get(q, ())), "stated": stated.get(q, Stated())}
        for row, q in ((row, row["question_id"]) for row in book)
    ]


def stated_of(answered: pa.Table) -> dict[str, Stated]:
    """By question: what its answers state. ``answered``: rows of ``merged``."""
    values = ("value_number", "value_date")
    count: list[Any] = [([], "count_all"), ("value_unit", "distinct"), *((name, "count") for name in values)]
    return {
        row["question_id"]: Stated(
            row["count_all"], row["value_number_count"], row["value_date_count"],
            frozenset(filter(None, row["value_unit_distinct"])),
        )
        for row in answered.group_by("question_id").aggregate(count).to_pylist()
    }  # fmt: skip


def _headers(responses: Iterable[Row]) -> list[Row]:
    """A row per submission: what its preferred export shows, and the others where that one is silent."""
    found: dict[str, Row] = {}
    for row in sorted(responses, key=lambda r: (not r["preferred"], r["response_id"])):
        kept = found.setdefault(row["submission_id"], {"submission_id": row["submission_id"]})
        for name in HEADER:
            if kept.get(name) is None and row.get(name) is not None:
                kept[name] = row[name]
    return sorted(found.values(), key=_order)


def _order(row: Row) -> tuple[str, int, str]:
    number = row.get("respondent") or ""
    return str(row.get("submitted_at") or ""), int(number) if number.isdecimal() else 0, row["submission_id"]


def _cell(variable: Variable, answers: dict[str, Row]) -> Cell:
    row = answers.get(variable.question_id)
    if row is None:
        return State(Status.NOT_SHOWN)
    status = Status(row["status"])
    if status is Status.ANSWERED:
        is_other = variable.extra and variable.measure is Measure.TEXT
        value = row["other_text"] if is_other else VALUE[variable.measure](variable, row)
        return State(Status.BLANK if is_other else Status.UNDETERMINED) if value is None else value
    if variable.measure is Measure.CHOSEN and status is Status.BLANK:
        return 0  # shown, and not chosen
    return State(status)


def _code(_: Variable, row: Row) -> Coded | None:
    if row["selected"]:
        return Coded(row["selected"][0], row["codes"][0] if row["codes"] else None)
    return Coded(row["answer_text"], None) if row["answer_text"] else None


def _chosen(variable: Variable, row: Row) -> int | None:
    if row["selected"] is None:
        return None
    if variable.option in row["selected"]:
        return 1
    # A text that is no option may have been typed into this one: a workbook's cell does not tell.
    return None if variable.takes_text and row["codes"] is None else 0


def _rank(variable: Variable, row: Row) -> int | None:
    chosen = row["selected"] or ()
    return chosen.index(variable.option) + 1 if variable.option in chosen else None


VALUE: dict[Measure, Callable[[Variable, Row], Cell | None]] = {
    Measure.CODE: _code,
    Measure.CHOSEN: _chosen,
    Measure.RANK: _rank,
    Measure.NUMBER: lambda _, row: row["value_number"],
    Measure.DATE: lambda _, row: row["value_date"],
    Measure.TEXT: lambda _, row: row["answer_text"],
}
