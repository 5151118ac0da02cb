"""A plain response's blocks as lines, and where a known wording stands among them.

Converters and scanners break paragraphs where the page did, or run them together: only the
lines are sure, and a wording may end anywhere in them.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from msgspec.structs import replace
from rapidfuzz import fuzz, process

from parsers.blocks import Block, Choice, Field, Grid, Scale, Struct, Table, Text
from parsers.forms.wording import bare, fold, fold_open, likeness
from parsers.recognise.ordinals import split_ordinal

FUZZY = 16
"""Letters from which on a wording is known with an error in it."""
NEARLY = 92.0
"""Least likeness of such a wording: two errors of a scanner in twenty-five letters."""
WRAPPED = 12
"""Lines at most that one wording is spread over."""


class Line(Struct, frozen=True):
    """A line of a paragraph."""

    text: str
    source: Text
    first: bool
    """The first line of its paragraph."""
    boxed: bool = False
    """An option with a mark, or a scale."""
    ticked: bool | None = None
    """Of an option: None where its mark does not say."""


def ordinal_of(line: Line) -> tuple[str | None, str]:
    """The number that a line begins with, and the text after it."""
    return split_ordinal(replace(line.source, text=line.text))


class Flow(Struct, frozen=True):
    """The lines of a response, and the grids among them."""

    lines: tuple[Line, ...]
    grids: tuple[tuple[int, Grid], ...]
    """Each with the number of lines that stand before it."""

    def grids_in(self, start: int, end: int) -> list[Grid]:
        """The grids between two lines."""
        return [grid for at, grid in self.grids if start < at <= end]


class Hit(Struct, frozen=True):
    """A wording found at the start of some lines."""

    lines: int
    """How many lines it takes, the last one in part where ``tail`` is not empty."""
    tail: str
    """What follows it in its last line."""


MAX_LINES = 3_000
"""More than any response has; bounds what looking for questions takes."""


def flow_of(blocks: Sequence[Block]) -> Flow:
    """The lines of all blocks that hold text, in order; none where there are more than ``MAX_LINES``."""
    lines: list[Line] = []
    grids: list[tuple[int, Grid]] = []
    for block in blocks:
        if isinstance(block, Grid):
            grids.append((len(lines), block))
        for text in _texts(block):
            whole = [line for line in text.text.split("\n") if line.strip()] or [""]
            boxed = isinstance(block, Choice | Scale)
            ticked = block.selected if isinstance(block, Choice) else None
            lines += [
                Line(text=line, source=text, first=n == 0, boxed=boxed, ticked=ticked)
                for n, line in enumerate(whole)
            ]
        if len(lines) > MAX_LINES:
            return Flow(lines=(), grids=())
    return Flow(lines=tuple(lines), grids=tuple(grids))


def _texts(block: Block) -> Iterator[Text]:
    match block:
        case Text():
            yield block
        case Choice(text=text, place=place) | Field(text=text, place=place):
            yield Text(text=text, place=place, tight=True)
        case Scale(labels=points, place=place):
            yield Text(text=" ".join(points), place=place)
        case Table(rows=rows):
            yield from (t for row in rows for cell in row for t in cell if isinstance(t, Text))


def hit(texts: Sequence[str], wanted: str, least: float = NEARLY, fuzzy: int = FUZZY) -> Hit | None:
    """Where a folded wording ends that the texts begin with, with no more errors than ``least`` allows if it
    has ``fuzzy`` letters."""
    joined = ""
    for n, text in enumerate(texts[:WRAPPED]):
        before, joined = len(joined), joined + fold_open(text)
        if len(joined) < len(wanted) - 2:
            continue
        if bare(joined) == wanted:
            return Hit(lines=n + 1, tail="")
        if joined.startswith(wanted):
            return Hit(lines=n + 1, tail=behind(text, len(wanted) - before))
        if len(wanted) < fuzzy or not fuzz.ratio(joined[: len(wanted)], wanted, score_cutoff=least):
            return None
        if likeness(joined[: len(wanted)], wanted) < least:
            return None
        rest = "" if len(joined) - len(wanted) <= 2 else behind(text, len(wanted) - before)
        return Hit(lines=n + 1, tail=rest)
    return None


def taken_by(texts: Sequence[str], known: Container[str]) -> int:
    """How many lines one of the ``known`` folded paragraphs takes at the start; 0 for none."""
    joined = ""
    for n, text in enumerate(texts[:WRAPPED]):
        joined += fold_open(text)
        if bare(joined) in known:
            return n + 1
    return 0


def resembles(text: str, known: Sequence[str], least: float) -> bool:
    """Whether a line is one of the ``known`` folded wordings, read with errors."""
    line = fold(text)
    close = process.extractOne(line, known, scorer=fuzz.ratio, score_cutoff=least)
    return close is not None and likeness(line, close[0]) >= least


def behind(text: str, letters: int) -> str:
    """What follows the first ``letters`` folded letters of a text."""
    if len(fold(text)) <= letters:
        return ""
    low, high = 0, len(text)
    while low < high:  # the shortest prefix that folds to at least as many letters
        middle = (low + high) // 2
        if len(fold(text[:middle])) < letters:
            low = middle + 1
        else:
            high = middle
    return text[low:].lstrip(" .:：。*\\\n")
