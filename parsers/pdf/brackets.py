"""Typed controls of a grid: ``[ ]`` and ``(x)`` side by side, each alone in its cell."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.blocks import Control
from parsers.pdf.page import Run

SIGNS: dict[str, tuple[Control, bool]] = {
    **dict.fromkeys(("[ ]", "[]"), (Control.CHECKBOX, False)),
    **dict.fromkeys(("[x]", "[X]"), (Control.CHECKBOX, True)),
    **dict.fromkeys(("( )", "()"), (Control.RADIO, False)),
    **dict.fromkeys(("(x)", "(X)"), (Control.RADIO, True)),
}
LEVEL = 0.2
"""Of the size: the signs of one row stand no higher or lower."""
COLUMN = 1.0
"""Of the size: those of one column begin no further apart."""
LEAST = 2
"""Signs in a row, and rows of a grid: in a line of text they may be anything."""


def bracket_signs(runs: Sequence[Run]) -> list[tuple[Run, Control, bool]]:
    """The signs that stand in rows and columns."""
    signs = [r for r in runs if r.text.strip() in SIGNS]
    if len(signs) < LEAST * LEAST:
        return []
    rows: dict[int, list[Run]] = {}
    for run in signs:
        key = next(
            (k for k, row in rows.items() if abs(row[0].base - run.base) < LEVEL * run.size), len(rows)
        )
        rows.setdefault(key, []).append(run)
    full = [sorted(row, key=lambda r: r.x0) for row in rows.values() if len(row) >= LEAST]
    grid = [row for row in full if sum(_in_columns(row, other) for other in full) >= LEAST]
    return [(r, *SIGNS[r.text.strip()]) for row in grid for r in row]


def _in_columns(a: Sequence[Run], b: Sequence[Run]) -> bool:
    return len(a) == len(b) and all(abs(x.x0 - y.x0) < COLUMN * x.size for x, y in zip(a, b, strict=True))
