"""The header row of "Open in Excel": which columns are the export's own, which are questions.

Forms writes its own columns first and in a fixed order, then the questions, each perhaps followed
by its points and feedback. People add, move and delete columns: what is neither Forms' nor a
question is named in ``passed``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.blocks import Cell, SheetTable, Struct
from parsers.columns.grading import Question, questions_of
from parsers.columns.shape import own_by_shape
from parsers.columns.words import META, own_columns

WEIGHTS = {
    "sheet_id": 1,
    "sheet_start": 2,
    "sheet_end": 3,
    "sheet_email": 2,
    "sheet_name": 1,
    "sheet_total_points": 2,
    "sheet_feedback": 3,
    "sheet_grade_posted": 3,
    "sheet_modified": 2,
}
"""How much a title says that Forms wrote it: ``Name`` stands in every list, ``Quiz feedback`` in none."""
CLAIMED, CERTAIN = 5, 8
"""Weight from which a header is an export's if its other titles ask something, and whatever they are.
Lower, lists of people, calendars and job logs are claimed; higher, exports without their names are lost."""
WORDS, LETTERS = 5, 12
"""Of a title that asks something; the second in scripts without blanks."""
WRITTEN, LISTS = 3, 3
"""Weight of graded questions and of a column of lists; filled cells from which a column is one."""
INSERTED = 2
"""Columns that people put among Forms' own. More between two of these are questions, and one was moved."""
_ASKS = re.compile(r"[?？؟;]\s*$")
_UNNAMED = re.compile(r"(?:unnamed: \d+(?:_level_\d+)?|\.\.\.\d+|x(?:\.\d+)?)?", re.I)
"""What pandas and R call a column without a title."""


class Columns(Struct, frozen=True):
    """Indices of a sheet's columns."""

    own: dict[str, int]
    """Meaning (of ``META``) -> column."""
    questions: tuple[Question, ...]
    passed: tuple[tuple[int, str], ...] = ()
    """Columns that are neither, and why."""
    by_shape: bool = False
    """The words are in no language we know: the cells tell what the columns are."""


def columns_of(
    header: Sequence[str], rows: Sequence[Sequence[Cell]], table: SheetTable | None = None
) -> Columns | None:
    """What the columns are; None where this is no export of responses."""
    own = own_columns(header)
    responses = rows[: table.rows] if table else rows  # notes stand beside and below
    shaped = own_by_shape(header, responses) or _behind_one(header, responses)
    if shaped and not own:  # even Forms' table does not make its first columns questions
        return _sorted(header, rows, table, shaped, by_shape=True)
    found = _sorted(header, rows, table, own, by_shape=False)
    if _is_export(own, found, header, rows, table):
        return found
    return _sorted(header, rows, table, shaped, by_shape=True) if shaped else None


def _behind_one(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> dict[str, int]:
    """The same where a column was put in front: an index, somebody's own."""
    return {name: i + 1 for name, i in own_by_shape(header[1:], [row[1:] for row in rows]).items()}


def missing(header: Sequence[str]) -> tuple[str, ...]:
    """Own columns, of those that every export has, that a header does not name."""
    own = own_columns(header)
    return tuple(meaning for meaning in META[:5] if meaning not in own)


def known_words(header: Sequence[str]) -> int:
    """How many of the export's own columns a header row names."""
    return len(own_columns(header))


def _sorted(
    header: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    table: SheetTable | None,
    own: dict[str, int],
    by_shape: bool,
) -> Columns:
    passed = dict(_not_asked(header, rows, table, own))
    taken = {*own.values(), *passed}
    rest = [i for i, title in enumerate(header) if i not in taken and title.strip()]
    for index in _among_own(own, rest):
        passed[index] = "stands among the export's own columns"
        rest.remove(index)
    questions, leftover = questions_of(header, rows, rest, quiz="sheet_total_points" in own)
    passed |= dict.fromkeys(leftover, "grades a question whose answers are not there")
    return Columns(own=own, questions=questions, passed=tuple(sorted(passed.items())), by_shape=by_shape)


def _not_asked(
    header: Sequence[str], rows: Sequence[Sequence[Cell]], table: SheetTable | None, own: dict[str, int]
) -> Iterator[tuple[int, str]]:
    """Columns that no question has: outside the table, calculated by it, or without a title."""
    first, end = (table.first, table.end) if table else (0, _gap(header, rows, own))
    for index, title in enumerate(header):
        if index in own.values():
            continue
        if not first <= index < end:
            if title.strip() or _filled(rows, index):
                yield index, "stands beside the responses"
        elif table and index in table.formulas:
            yield index, "is calculated by the workbook"
        elif table and index in table.added and not asks(title):
            yield index, "was put into the table by hand"
        elif _filled(rows, index) and _UNNAMED.fullmatch(title.strip()) and _untitled(rows, index, title):
            yield index, "has no title"


def _untitled(rows: Sequence[Sequence[Cell]], index: int, title: str) -> bool:
    """Whether a title is one that a program made up: ``X`` may be a question, unless it counts the rows."""
    if not title.lower().startswith("x"):
        return True
    texts = [row[index].text if index < len(row) else "" for row in rows]
    return any(texts == [str(n) for n in range(start, start + len(rows))] for start in (0, 1))


def _gap(header: Sequence[str], rows: Sequence[Sequence[Cell]], own: dict[str, int]) -> int:
    """The first column behind all own ones that holds nothing at all: what follows it was put beside."""
    behind = range(max(own.values(), default=-1) + 1, len(header))
    empty = (i for i in behind if not header[i].strip() and not _filled(rows, i))
    return next(empty, len(header))


def _filled(rows: Sequence[Sequence[Cell]], index: int) -> bool:
    return any(index < len(row) and row[index].text.strip() for row in rows)


def _among_own(own: dict[str, int], rest: Sequence[int]) -> list[int]:
    """Columns that stand before or among Forms' own, where the questions follow these."""
    places = [own[meaning] for meaning in META if meaning in own and meaning != "sheet_language"]
    if len(places) < 3 or places != sorted(places):
        return []
    last = max(places)
    among = [index for index in rest if index < last]
    behind = len(rest) - len(among)
    return among if len(among) <= INSERTED and behind > len(among) else []


def _is_export(
    own: dict[str, int],
    found: Columns,
    header: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    table: SheetTable | None,
) -> bool:
    """Whether Forms wrote this header: its table's name, or enough of its own words."""
    if table and table.by_forms:
        return True
    graded = sum(q.points is not None and q.feedback is not None for q in found.questions)
    if not own and not graded:
        return False
    lists = any(_is_list(rows, question) for question in found.questions)
    weight = sum(WEIGHTS.get(meaning, 0) for meaning in own) + WRITTEN * bool(graded) + WRITTEN * lists
    told = own.keys() & {"sheet_id", "sheet_end", "sheet_feedback"} or lists or graded >= 2
    dated = (
        own.keys() & {"sheet_start", "sheet_end", "sheet_modified", "sheet_feedback"} or lists or graded >= 2
    )
    if weight < CLAIMED or not told or not dated:
        return False
    return weight >= CERTAIN or lists or any(asks(header[q.index]) for q in found.questions)


def _is_list(rows: Sequence[Sequence[Cell]], question: Question) -> bool:
    """Whether a column holds lists as Forms alone writes them: each option ended by a semicolon."""
    filled = 0
    for row in rows:
        text = row[question.index].text.strip() if question.index < len(row) else ""
        if text and not (len(text) > 1 and text.endswith(";")):
            return False
        filled += bool(text)
    return filled >= LISTS


def asks(title: str) -> bool:
    """Whether a title asks something: others are as often an owner's own (``Status``) as a question's."""
    words = len(re.findall(r"\w+", title))
    wide = len(re.findall(r"[\u3040-\u9fff\uac00-\ud7af]", title))
    return bool(_ASKS.search(title)) or words >= WORDS or wide >= LETTERS
