"""Which rows of a sheet are responses: people write notes and sums beside and below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.blocks import Cell, Problem, Sheet, Struct
from parsers.columns.header import Columns
from parsers.recognise.sheet.times import is_moment

_ID = re.compile(r"(\d{1,9})(?:\.0+)?")
"""Forms counts responses; programs that save a workbook again may write ``12.0``."""
_TIMES = ("sheet_start", "sheet_end")


class Rows(Struct, frozen=True):
    """A sheet's responses."""

    kept: tuple[tuple[Cell, ...], ...]
    passed: int
    """Other rows with something in them."""


def respondent_of(cell: Cell) -> str | None:
    """The number in an id cell; None where it holds none."""
    hit = _ID.fullmatch(cell.text.strip())
    return str(int(hit[1])) if hit else None


def responses_of(sheet: Sheet, columns: Columns) -> Rows:
    """The rows that are responses.

    Inside the table an id or a time tells one; outside both are needed. Without a table a row has
    the times that the others have, or, where none has any, an id. A sheet whose ids and times
    were deleted shows nothing of this: there each row of the table, or with an answer, counts.
    """
    ids = "sheet_id" in columns.own
    times = [columns.own[name] for name in _TIMES if name in columns.own]
    dated = any(_timed(row, times) for row in sheet.rows)
    kept = []
    for number, row in enumerate(sheet.rows):
        inside = None if sheet.table is None else number < sheet.table.rows
        has_id = ids and respondent_of(_at(row, columns.own["sheet_id"])) is not None
        has_time = _timed(row, times) if dated else any(_at(row, i).text.strip() for i in times)
        if _counts(inside, has_id, has_time, ids, bool(times), dated) and _says(row, columns):
            kept.append(row)
    return Rows(kept=tuple(kept), passed=len(sheet.rows) - len(kept))


def _counts(inside: bool | None, has_id: bool, has_time: bool, ids: bool, times: bool, dated: bool) -> bool:
    if inside is False:
        return has_id and has_time
    if not ids and not times:
        return True
    if inside:
        return has_id or has_time
    return has_time or (has_id and not dated)


def _says(row: Sequence[Cell], columns: Columns) -> bool:
    """Whether anything stands in the columns of the export itself."""
    used = [*columns.own.values(), *(question.index for question in columns.questions)]
    return any(_at(row, index).text.strip() for index in used)


def _timed(row: Sequence[Cell], times: Sequence[int]) -> bool:
    return any(is_moment(_at(row, index)) for index in times)


def passed_over(rows: Rows, header: Sequence[str], columns: Columns) -> Iterator[Problem]:
    """What is told of rows and columns that are no responses and no questions."""
    if rows.passed:
        what = "1 row is no response" if rows.passed == 1 else f"{rows.passed} rows are no responses"
        message = f"{what} (no id and times of their own, or outside the table): passed over."
        yield Problem(code="row_passed_over", message=message)
    for index, why in columns.passed:
        title = " ".join(header[index].split())
        name = f"The column “{title}”" if title else f"Column {index + 1}"
        yield Problem(code="column_passed_over", message=f"{name} {why}: passed over.")


def _at(row: Sequence[Cell], index: int) -> Cell:
    return row[index] if index < len(row) else Cell(text="")
