"""A sheet of "Open in Excel" -> one response per row.

The export names its own columns; every other column is a question, by its title. It says nothing
of options that were not chosen, of help, sections, numbers or required marks: those stay null.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from parsers import labels
from parsers.blocks import Cell, Evidence, Problem, Severity, Sheet, Struct, Unreadable
from parsers.columns import words as sheet_words
from parsers.columns.grading import Question
from parsers.columns.header import Columns, columns_of
from parsers.confidence import UNSURE, at_most
from parsers.recognise.sheet.columns import Chosen, Column, chosen, column_of, uploads
from parsers.recognise.sheet.rows import passed_over, respondent_of, responses_of
from parsers.recognise.sheet.times import TimeOrder, moment, order_of
from parsers.responses import Answer, QuestionType, Response, Status, Values
from parsers.rows import Column as Given
from parsers.rows import Rows, column, placed
from parsers.text import find_urls, fold
from parsers.values import DateOrder, date_order, parse_number, read_bool, read_date, read_number

_EMPTY = Cell(text="")
_TIMES = ("sheet_start", "sheet_end", "sheet_modified")


class _Asked(Struct, frozen=True):
    """How to read a question's cells."""

    prompt: str
    row_label: str | None
    column: Column
    order: DateOrder


def recognise_sheet(sheet: Sheet, language: str | None) -> tuple[Rows, tuple[Problem, ...]]:
    """The responses of a sheet, in row order, and what is doubtful about the whole of it.

    ``language``: BCP 47, where the document declares one; else the header words' own.
    Raises ``Unreadable`` (``not_a_response``) for a sheet without the export's columns or a question.
    """
    columns = columns_of(sheet.header, sheet.rows, sheet.table)
    if columns is None or not columns.questions:
        raise Unreadable("not_a_response", "The sheet has no columns of an export of responses.")
    language = language or next(iter(sheet_words.languages(sheet.header, columns.own)), None)
    rows = responses_of(sheet, columns)
    times = order_of([[_own(row, columns.own, name) for name in _TIMES] for row in rows.kept], language)
    titles = [fold(title) for title in sheet.header]
    known = frozenset(titles)
    asked = [
        _column(rows.kept, question, sheet_words.base_title(titles[question.index], known), language)
        for question in columns.questions
    ]
    people = tuple(_person(row, columns.own, times) for row in rows.kept)
    doubts = (*passed_over(rows, sheet.header, columns), *_doubts(rows.kept, people, columns, times))
    if columns.by_shape:  # one of Forms' own columns may have passed for a question
        asked = [replace(c, answers=tuple(at_most(a, UNSURE) for a in c.answers)) for c in asked]
    return Rows(people=people, columns=tuple(asked)), doubts


def _column(rows: Sequence[Sequence[Cell]], question: Question, title: str, language: str | None) -> Given:
    """One question's answers. Equal cells share one: there are many rows and few options."""
    cells = [_at(row, question.index) for row in rows]
    keys = list(map(id, cells))
    different, counts = dict(zip(keys, cells, strict=True)), Counter(keys)
    kind = column_of([(cell, counts[key]) for key, cell in different.items()])
    asked = _Asked(
        prompt=question.stem or title,
        row_label=title if question.stem else None,
        column=Column(kind=QuestionType.LIKERT) if question.stem and not kind.lists else kind,
        order=date_order((cell.text.strip() for cell in different.values() if not cell.iso), language),
    )
    known = {key: _answer(asked, cell, language) for key, cell in different.items()}
    if question.points is None and question.feedback is None:
        return placed(keys, known)
    given = [known[key] for key in keys]
    grades = [_grade(row, question) for row in rows]
    graded = {
        (id(answer), grade): replace(answer, points=grade[0], feedback=grade[1])
        if grade != (None, None)
        else answer
        for answer, grade in zip(given, grades, strict=True)
    }
    return column([graded[id(answer), grade] for answer, grade in zip(given, grades, strict=True)])


def _grade(row: Sequence[Cell], question: Question) -> tuple[float | None, str | None]:
    """Points and feedback of a row's answer."""
    points = _score(_at(row, question.points)) if question.points is not None else None
    feedback = _at(row, question.feedback).text.strip() if question.feedback is not None else ""
    return points, feedback or None


# ------------------------------------------------------------------------------ rows


def _person(row: Sequence[Cell], own: dict[str, int], times: TimeOrder) -> Response:
    """A row's response without its answers."""
    email, name = (_own(row, own, key).text.strip() or None for key in ("sheet_email", "sheet_name"))
    anonymous = True if email and labels.means(email, "anonymous") else False if email or name else None
    started, submitted = (moment(_own(row, own, key), times) for key in ("sheet_start", "sheet_end"))
    seconds = int((submitted - started).total_seconds()) if started and submitted else None
    problems = (_backwards(),) if seconds is not None and seconds < 0 else ()
    number = _own(row, own, "sheet_id")
    return Response(
        answers=(),
        respondent=respondent_of(number) or number.text.strip() or None,
        respondent_name=None if anonymous else name,
        respondent_email=None if anonymous else email,
        anonymous=anonymous,
        started_at=started,
        submitted_at=submitted,
        time_to_complete_s=None if problems else seconds,
        modified_at=moment(_own(row, own, "sheet_modified"), times),
        language=_language(_own(row, own, "sheet_language").text),
        score=_score(_own(row, own, "sheet_total_points")),
        problems=problems,
    )


def _language(text: str) -> str | None:
    """A cell of the Language column as BCP 47: ``French (France)`` is ``fr``; a tag stays as it is."""
    if not text:
        return None
    plain = re.sub(r"[\u200e\u200f]", "", text).strip()
    if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", plain):
        return plain
    for name in (plain, re.sub(r"\s*[(（].*", "", plain)):
        if known := labels.meanings(name).get("language_name"):
            return next(iter(known)) if len(known) == 1 else None
    return None


def _score(cell: Cell) -> float | None:
    return cell.number if cell.number is not None else parse_number(cell.text) if cell.text.strip() else None


# ------------------------------------------------------------------------------ answers


def _answer(question: _Asked, cell: Cell, language: str | None) -> Answer:
    text, kind = cell.text.strip(), question.column.kind
    if not text:
        return Answer(
            prompt=question.prompt,
            row_label=question.row_label,
            question_type=kind,
            status=Status.BLANK,
            evidence=Evidence.MARKUP,
        )
    options = chosen(text, question.column) if question.column.lists else Chosen(options=None, confidence=1.0)
    names, urls = uploads(text) if kind is QuestionType.FILE_UPLOAD else ((), None)
    if question.column.lists:
        text = "; ".join(options.options) if options.options else text.removesuffix(";")
    return Answer(
        prompt=question.prompt,
        row_label=question.row_label,
        question_type=kind,
        status=Status.ANSWERED,
        answer_text="; ".join(names) or text,
        selected=(text,) if kind is QuestionType.LIKERT else options.options,
        values=_values(question, cell, text, language),
        urls=urls if question.column.lists or urls else find_urls(text),
        confidence=options.confidence,
        evidence=Evidence.MARKUP,
        problems=(_unsplit(),) if question.column.lists and options.options is None else (),
    )


def _values(question: _Asked, cell: Cell, text: str, language: str | None) -> Values:
    if cell.iso:
        return Values(date=date.fromisoformat(cell.iso[:10]) if "T" not in cell.iso else None)
    if cell.number is not None:
        return Values(number=cell.number)
    if question.column.lists or question.column.kind is QuestionType.FILE_UPLOAD:
        return Values()
    if (day := read_date(text, question.order)) is not None:
        return Values(date=day)
    number, unit = read_number(text, language)
    return Values(bool_=read_bool(text), number=number, unit=unit)


# ------------------------------------------------------------------------------ doubts


def _doubts(
    rows: Sequence[Sequence[Cell]], people: Sequence[Response], columns: Columns, times: TimeOrder
) -> Iterator[Problem]:
    cells = [(_own(row, columns.own, name)) for row in rows for name in ("sheet_start", "sheet_end")]
    read = (moment for person in people for moment in (person.started_at, person.submitted_at))
    if any(found is None and cell.text.strip() for cell, found in zip(cells, read, strict=True)):
        yield Problem(
            code="ambiguous_date",
            message="Some start or completion times cannot be read for certain (day or month first?).",
        )
    elif times.from_format and any(not cell.iso for cell in cells):
        yield Problem(
            code="date_order_by_format",
            message="Start and completion times were read month first, as Forms itself writes them.",
            severity=Severity.INFO,
        )
    if columns.by_shape:
        yield Problem(
            code="unknown_header_language",
            message="The header row is in no language we know: the first five columns were taken by shape.",
            severity=Severity.INFO,
        )


def _backwards() -> Problem:
    return Problem(code="times_out_of_order", message="The completion time is before the start time.")


def _unsplit() -> Problem:
    return Problem(
        code="ambiguous_split",
        message="An option seems to hold a semicolon itself: the chosen options cannot be told apart.",
        severity=Severity.INFO,
    )


def _own(row: Sequence[Cell], own: dict[str, int], name: str) -> Cell:
    return _at(row, own[name]) if name in own else _EMPTY


def _at(row: Sequence[Cell], index: int) -> Cell:
    return row[index] if index < len(row) else _EMPTY
