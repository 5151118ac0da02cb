"""One question's column in an export: what kind of question it is, and what each cell chose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from parsers.blocks import Cell, Struct
from parsers.responses import QuestionType

ALWAYS_TOGETHER = 4
"""So often two pieces stand side by side, and never apart, that they may be one option with a ``;``."""

_DATE = re.compile(r"\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}([./-])\d{1,2}\1\d{4}")
_UPLOAD = re.compile(
    r"https?://\S*(?:/Microsoft%20Forms/|/Microsoft Forms/|\.sharepoint\.(?:com|us|cn)/)", re.I
)


class Column(Struct, frozen=True):
    """What a column's cells have in common."""

    kind: QuestionType
    lists: bool = False
    """Each answer is a list of options, each ended by ``;``."""
    joined: frozenset[tuple[str, str]] = frozenset()
    """Pieces that may be one option: they never stand apart."""
    certain: frozenset[str] = frozenset()
    """Pieces that stand in several answers beside different others."""


class Chosen(Struct, frozen=True):
    """The options of one cell."""

    options: tuple[str, ...] | None
    """None: where one option ends cannot be told."""
    confidence: float


def column_of(cells: Sequence[tuple[Cell, int]]) -> Column:
    """The kind of question that all answers of a column fit. ``cells``: each with how many rows have it."""
    filled = [cell for cell, _ in cells if cell.text.strip()]
    texts = [c.text.strip() for c in filled]
    if not filled:
        return Column(kind=QuestionType.UNKNOWN)
    if all(t.endswith(";") and t != ";" for t in texts):
        return _lists([(_pieces(text), n) for cell, n in cells if (text := cell.text.strip())])
    if all(_is_day(c) for c in filled):
        return Column(kind=QuestionType.DATE)
    if all(all(_UPLOAD.match(part) for part in _uploads(t)) for t in texts):
        return Column(kind=QuestionType.FILE_UPLOAD)
    return Column(kind=QuestionType.TEXT if any("\n" in t for t in texts) else QuestionType.UNKNOWN)


def chosen(text: str, column: Column) -> Chosen:
    """The options of a list cell, in the order printed."""
    pieces = _pieces(text.strip())
    if not all(pieces) or any(pair in column.joined for pair in pairwise(pieces)):
        return Chosen(options=None, confidence=0.5)
    sure = len(pieces) == 1 or all(p in column.certain for p in pieces)
    return Chosen(options=tuple(pieces), confidence=1.0 if sure else 0.9)


def uploads(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names and addresses of the files of an upload cell."""
    urls = _uploads(text)
    return tuple(unquote(urlsplit(url).path.rsplit("/", 1)[-1]) or url for url in urls), urls


def _uploads(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r";\s*(?=https?://)|\n", text.strip(" ;\n")))


def _is_day(cell: Cell) -> bool:
    return "T" not in cell.iso if cell.iso else bool(_DATE.fullmatch(cell.text.strip()))


def _pieces(text: str) -> list[str]:
    """Cut at ``;``, but not before white space: Forms trims its options."""
    pieces: list[str] = []
    for piece in text[:-1].split(";"):
        if pieces and piece[:1].isspace():
            pieces[-1] += ";" + piece
        else:
            pieces.append(piece)
    return pieces


def _lists(counted: Sequence[tuple[list[str], int]]) -> Column:
    answers = [pieces for pieces, _ in counted]
    sets = {frozenset(a) for a in answers}
    orders = {tuple(a) for a in answers}
    distinct = all(len(a) == len(set(a)) for a in answers)
    if len(sets) == 1 and len(orders) > 1 and len(answers[0]) >= 3 and distinct:
        return Column(kind=QuestionType.RANKING, lists=True, certain=frozenset(answers[0]))
    several = len(sets) > 1 or any(len(a) == 1 for a in answers)
    return Column(
        kind=QuestionType.MULTIPLE_CHOICE if several else QuestionType.UNKNOWN,
        lists=True,
        joined=_joined(counted),
        certain=_certain(answers),
    )


def _joined(counted: Sequence[tuple[list[str], int]]) -> frozenset[tuple[str, str]]:
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for answer, n in counted:
        for piece in answer:
            single[piece] += n
        for pair in pairwise(answer):
            pairs[pair] += n
    often = (pair for pair, count in pairs.items() if count >= ALWAYS_TOGETHER)
    return frozenset((x, y) for x, y in often if pairs[x, y] == single[x] == single[y])


def _certain(answers: Sequence[list[str]]) -> frozenset[str]:
    company: dict[str, set[frozenset[str]]] = {}
    for answer in answers:
        for piece in answer:
            company.setdefault(piece, set()).add(frozenset(answer))
    return frozenset(piece for piece, sets in company.items() if len(sets) >= 2)
