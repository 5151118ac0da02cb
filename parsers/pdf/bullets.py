"""The bullets of lists: drawn apart before their items, they are no text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from parsers.pdf.lines import Line
from parsers.pdf.page import Run

SYMBOLS = frozenset("\uf0b7\uf0a7\uf0a8\uf0d8")
"""Bullets of the Symbol and Wingdings fonts."""
BULLETS = SYMBOLS | frozenset("•▪·‣◦")


def split_bullets(runs: list[Run]) -> tuple[list[Run], list[Run]]:
    """The runs without the bullets that stand apart at the start of a line, and these."""
    bullets = [r for r in runs if r.text.strip() in BULLETS and _is_lone(r, runs)]
    dropped = set(map(id, bullets))
    return [r for r in runs if id(r) not in dropped] if bullets else runs, bullets


def mark_items(lines: list[Line], bullets: list[Run], rtl: bool) -> None:
    """Tell the segments before which a bullet stood."""
    bases = [line.base for line in lines]
    for bullet in bullets:
        reach = 0.22 * bullet.size
        low, high = bisect_left(bases, bullet.base - reach), bisect_right(bases, bullet.base + reach)
        for line in lines[low:high]:
            line.segments[-1 if rtl else 0].item = True


def _is_lone(bullet: Run, runs: list[Run]) -> bool:
    """Whether nothing on its line stands close: a dot in a text has its words beside it."""
    apart = 0.25 if bullet.text.strip() in SYMBOLS else 1.0
    return not any(
        r is not bullet
        and r.text.strip()
        and abs(r.base - bullet.base) < 0.22 * bullet.size
        and r.x0 < bullet.x1 + apart * bullet.size
        and r.x1 > bullet.x0 - apart * bullet.size
        for r in runs
    )
