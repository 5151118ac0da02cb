"""The bullets of lists: drawn apart before their items, they are no text."""

from __future__ import annotations

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
    for bullet in bullets:
        for line in lines:
            if line.segments and abs(line.base - bullet.base) < 0.22 * bullet.size:
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
