"""The free option: its label, and what was typed into the field beside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from parsers.labels import means
from parsers.pdf.lines import Segment
from parsers.pdf.titles import POINTS
from parsers.pdf.wrapped import VERDICTS

APART = 0.5
"""Of the size: what stands further from the label than a blank's width is not its next word."""


def typed_beside(label: Segment, after: Sequence[Segment]) -> tuple[Segment, list[Segment]] | None:
    """The free option's label and what stands beside it on its line, if it is what somebody typed.

    ``after``: what stands further off on the same line. None where the label is no free option's, or a
    quiz's verdict stands there.
    """
    for head, tail in _cuts(label):
        typed = [s for s in (tail, *after) if s is not None]
        if means(head.text, "other"):
            return None if not typed or any(map(_judges, typed)) else (head, typed)
    return None


def _cuts(label: Segment) -> list[tuple[Segment, Segment | None]]:
    """A label as it is, and cut at each gap that is wider than a blank."""
    runs = [r for r in label.runs if r.text.strip()]
    found: list[tuple[Segment, Segment | None]] = [(label, None)]
    for n, (a, b) in enumerate(pairwise(runs), 1):
        if b.x0 - a.x1 > APART * min(a.size, b.size):
            left, right = runs[:n], runs[n:]
            head, tail = (right, left) if label.rtl else (left, right)
            found.append((Segment(head, label.rtl), Segment(tail, label.rtl)))
    return found


def _judges(text: Segment) -> bool:
    shown = text.text.strip()
    return shown in VERDICTS or bool(POINTS.match(shown)) or means(shown, "correct_answer")
