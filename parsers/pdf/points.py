"""A quiz's points in a line of their own below each prompt, set like it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from parsers.blocks import Role
from parsers.pdf.elements import Element, TextLine

_POINTS = re.compile(r"[\d.,]+\s*/\s*[\d.,]+\s*[^\W\d_]\S{0,13}|[^\W\d_]{1,12}\s*[\d.,]+\s*/\s*[\d.,]+")
"""``1/2 pts``, in any language; without its word it may be a fraction that somebody gave."""
SEVERAL = 2
"""A quiz prints them below each question; one alone may be an answer."""
SIZE = 0.15
"""Of the prompt's size: theirs differs by no more."""
CLOSE = 1.75
"""Of the size: they stand no further below the prompt."""


def mark_points(elements: Sequence[Element]) -> None:
    """Sets the role of such lines."""
    lines = [(a, b) for a, b in pairwise(elements) if isinstance(a, TextLine) and isinstance(b, TextLine)]
    below = [b for a, b in lines if _is_below(a, b)]
    found = [b for b in below if not b.number and not b.role and _POINTS.fullmatch(b.segment.text)]
    if len(found) >= SEVERAL:
        for line in found:
            line.role = Role.GRADING


def _is_below(a: TextLine, b: TextLine) -> bool:
    step = b.segment.base - a.segment.base
    x, y = a.segment.style(), b.segment.style()
    size = abs(x.size - y.size) < SIZE * x.size  # two scripts' fonts may differ
    same = a.page == b.page and (x.bold, x.italic, x.color) == (y.bold, y.italic, y.color) and size
    return same and a.role is None and 0 < step < CLOSE * a.segment.size
