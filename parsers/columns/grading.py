"""A quiz's columns: the points and feedback of each question, and grids that show only their rows.

Forms writes ``Q``, ``Points - Q``, ``Feedback - Q``. A grid has no column of its own: its stem stands
only in ``Points - STEM`` and ``Feedback - STEM``, both empty, before its rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from parsers.blocks import Cell, Struct
from parsers.columns.words import GRADING, graded, is_dotted
from parsers.text import fold

CUT = 200
"""Characters of a title that may be the begin of a question's: Excel allows 255, with what stands before."""
MAX_SCALE = 12
"""Different answers of a grid's rows together; more are no scale."""


class Question(Struct, frozen=True):
    """One question's columns."""

    index: int
    points: int | None = None
    feedback: int | None = None
    stem: str | None = None
    """Of the grid whose row it is."""


def questions_of(
    header: Sequence[str], rows: Sequence[Sequence[Cell]], columns: Sequence[int], quiz: bool
) -> tuple[tuple[Question, ...], tuple[int, ...]]:
    """The questions among ``columns``, and columns that grade something else.

    ``quiz``: the sheet has total points. Elsewhere a title ``Points - X`` without a column X may be
    a question's.
    """
    dotted = is_dotted(header)
    titles = {fold(header[i]): i for i in reversed(columns)}
    parts = {i: hit for i in columns if (hit := graded(header[i], dotted))} or _unknown(header, columns)
    of = {
        i: (meaning, at) for i, (meaning, q) in parts.items() if (at := _graded_by(i, q, titles)) is not None
    }
    quiz = quiz or len({asked for _, asked in of.values()}) >= 2
    loose = [i for i in parts if i not in of] if quiz else []
    questions = {i: Question(index=i) for i in columns if i not in of and i not in loose}
    for i, (meaning, asked) in of.items():
        if asked in questions:
            part = {"points": i} if meaning == GRADING[0] else {"feedback": i}
            questions[asked] = replace(questions[asked], **part)
    stems = _stems(header, rows, loose, parts)
    for at, stem in stems.items():
        for question in _rows_of(rows, [q for q in questions.values() if q.index > at], at):
            questions[question.index] = replace(question, stem=stem)
    used = {i for at in stems for i in (at - 1, at)}
    return tuple(questions.values()), tuple(i for i in loose if i not in used)


def _graded_by(index: int, title: str, titles: dict[str, int]) -> int | None:
    """The question of a title; a workbook's names end after 255 characters, the longer one's earlier."""
    if len(title) < CUT:
        return at if (at := titles.get(title, index)) != index else None
    return next((at for known, at in titles.items() if at != index and known.startswith(title)), None)


def _stems(
    header: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    loose: Sequence[int],
    parts: dict[int, tuple[str, str]],
) -> dict[int, str]:
    """Column of ``Feedback - STEM`` -> STEM, as the title has it."""
    stems = {}
    for i in loose:
        both = i - 1 in loose and parts[i][1] == parts[i - 1][1] and parts[i][0] != parts[i - 1][0]
        if both and not any(_text(row, k) for row in rows for k in (i - 1, i)):
            stems[i] = fold(header[i])[-len(parts[i][1]) :]
    return stems


def _rows_of(rows: Sequence[Sequence[Cell]], following: Sequence[Question], at: int) -> list[Question]:
    """The grid's rows: right behind the stem, graded alike, and answered on one scale."""
    found: list[Question] = []
    scale: set[str] = set()
    had_points = False
    expected = at + 1
    for question in following:
        if question.index != expected or question.points is None:
            break
        given = {text for row in rows if (text := _text(row, question.index))}
        filled = any(_text(row, question.points) for row in rows)
        if found and (filled != had_points or (given and scale and not given & scale)):
            break
        if len(scale | given) > MAX_SCALE:
            break
        had_points, scale = filled, scale | given
        found.append(question)
        expected = max(question.index, question.points, question.feedback or 0) + 1
    return found


def _text(row: Sequence[Cell], index: int) -> str:
    return row[index].text.strip() if index < len(row) else ""


def _unknown(header: Sequence[str], columns: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Columns such as ``Points - Q`` in a language we don't know: a prefix that several titles have, each
    behind the title that it repeats. The first behind a question is its points."""
    titles = {i: fold(header[i]) for i in columns}
    near = {i: [titles[k] for k in (i - 1, i - 2) if k in titles] for i in columns}
    pairs = [
        (i, q, t.removesuffix(q))
        for i, t in titles.items()
        for q in near[i]
        if q and t != q and t.endswith(q)
    ]
    prefixes = Counter(prefix for _, _, prefix in pairs if re.search(r"\w\s*[-–—:：]\s?$", prefix))
    kept = [(i, q) for i, q, prefix in pairs if prefixes[prefix] >= 2]
    return {i: (GRADING[0] if titles.get(i - 1) == q else GRADING[1], q) for i, q in kept}
