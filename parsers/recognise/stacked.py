"""Statements that each repeat the columns below them, one under the other: a grid, as narrow pages and typed
documents put it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from parsers.blocks import Block, Choice, Grid, GridRow, Text
from parsers.text import fold

STATEMENTS = 2
"""Least statements: options that stand once below a text are a question's own."""


def stacked(blocks: Sequence[Block]) -> list[Block]:
    """A question's blocks, its stacked statements as one grid."""
    runs = [list(run) for _, run in groupby(blocks, key=lambda b: isinstance(b, Choice))]
    first = 0 if runs and isinstance(runs[0][0], Choice) else 1
    options = runs[first::2]
    if len(options) < STATEMENTS:
        return list(blocks)
    between = runs[first + 1 :: 2][: len(options) - 1]
    leads = [runs[0] if first else [], *between]
    if not _are_alike(options) or not all(map(_ends_in_statement, leads)):
        return list(blocks)
    if any(len(lead) > 1 for lead in between):
        return list(blocks)
    chosen = [[c for c in run if isinstance(c, Choice)] for run in options]
    rows = tuple(_row(lead[-1], run) for lead, run in zip(leads, chosen, strict=True))
    mark = chosen[0][0]
    grid = Grid(
        columns=tuple(fold(c.text) for c in chosen[0]),
        rows=rows,
        place=mark.place,
        control=mark.control,
        evidence=mark.evidence,
    )
    rest = runs[first + 2 * len(options) - 1 :]
    return [*leads[0][:-1], grid, *(b for run in rest for b in run)]


def _are_alike(runs: Sequence[Sequence[Block]]) -> bool:
    words = {tuple(fold(c.text) for c in run if isinstance(c, Choice)) for run in runs}
    return len(words) == 1 and len(words.pop()) > 1


def _ends_in_statement(lead: Sequence[Block]) -> bool:
    return bool(lead) and isinstance(lead[-1], Text) and lead[-1].role is None


def _row(label: Block, run: Sequence[Choice]) -> GridRow:
    assert isinstance(label, Text)
    return GridRow(label=fold(label.text), states=tuple(c.selected for c in run), place=run[0].place)
