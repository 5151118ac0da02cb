"""Letters that look alike: told by their neighbours and by the ink, where these tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from parsers.pixels.blobs import Blob

ELLIPSIS, BOLD_ELLIPSIS = 0.305, 0.272
"""Of the size: the dots of one character stand further apart (Arial 0.333) than full stops (0.278). The size
of bold letters, which are wider, is taken for 1.08 to 1.15 times what it is."""
BOLD_STEM = 0.128
"""Of the size: bold letters have 0.135 and more, regular ones at most 0.125."""
DOT = 0.2
"""Of the size: a full stop is no larger."""
FLAT = 4.0
"""Times as wide as high: a dash."""
_ELL = re.compile(r"[A-Z]{2,}l+(?![a-z])|(?<![a-z])[A-Z]+l+[A-Z]+(?![a-z])")
_ONE = "一"
"""The ideograph one is what a lone dash is read as."""


def read_right(text: str) -> str:
    """The text with each small l among capitals as the capital I that it looks like: ``IIl``, ``ClO``."""
    return _ELL.sub(lambda found: found[0].replace("l", "I"), text)


def is_dash(text: str, ink: Sequence[Blob]) -> bool:
    """Whether a text is a dash that was taken for an ideograph."""
    return text.strip() == _ONE and len(ink) == 1 and ink[0].width > FLAT * ink[0].height


def is_ellipsis(ink: Sequence[Blob], size: float, stem: float) -> bool:
    """Whether three dots that end a text are one character, by how far they stand apart."""
    dots = ink[-3:]
    if len(dots) < 3 or any(max(b.width, b.height) > DOT * size for b in dots):
        return False
    steps = [b.cx - a.cx for a, b in pairwise(dots)]
    least = BOLD_ELLIPSIS if stem > BOLD_STEM else ELLIPSIS
    return sum(steps) / 2 > least * size and max(steps) < 1.4 * min(steps)
