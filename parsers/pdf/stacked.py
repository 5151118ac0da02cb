"""Labels that stand below their controls, or above them."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.pdf.lines import Segment
from parsers.pdf.marks import Mark
from parsers.pdf.pagetext import PageText
from parsers.pdf.wrapped import going_on

CAP = 0.75
"""Of the size: how high letters stand above their baseline."""
NEAR = 0.8
"""Of a control's size: a label stands no further below or above it."""
LEVEL = 0.5
"""Of a control's size: a label begins no further from where its control does."""
TIGHT = 1.5
"""Of the size: lines of one label are no further apart."""
CLOSER = 0.15
"""Of a control's size: by how much a label is nearer to its own control than to the next one."""


def stacked_label(text: PageText, mark: Mark, marks: Sequence[Mark], rtl: bool) -> list[Segment]:
    """The lines of the label of a control that has none beside it: what stands right below or above it, if
    it is nearer to it than what stands on its other side."""
    near = [
        s for s in text.between(mark.top - 4 * mark.size, mark.bottom + 4 * mark.size) if _level(s, mark, rtl)
    ]
    below = min((s for s in near if _below(s, mark) > -0.2 * s.size), key=lambda s: s.base, default=None)
    above = max((s for s in near if _above(s, mark) > -0.2 * s.size), key=lambda s: s.base, default=None)
    down = _below(below, mark) if below else float("inf")
    up = _above(above, mark) if above else float("inf")
    if below and down < min(NEAR * mark.size, up - CLOSER * mark.size):
        return going_on(text, mark, below, list(marks))
    if above and up < min(NEAR * mark.size, down - CLOSER * mark.size):
        return [] if any(_one_label(s, above) for s in near) else [above]
    return []


def _one_label(s: Segment, below: Segment) -> bool:
    """Whether a line may begin the label that goes on below it; it may as well lead to all options."""
    return s.style() == below.style() and 0.8 * s.size < below.base - s.base < TIGHT * s.size


def labels_below(
    text: PageText, row: Sequence[Mark], marks: Sequence[Mark], rtl: bool
) -> list[list[Segment]]:
    """The labels of controls that stand side by side, each with its own below it; [] where one lacks it."""
    found = [stacked_label(text, mark, marks, rtl) for mark in row]
    own = all(label and label[0].base > mark.cy for label, mark in zip(found, row, strict=True))
    return found if own and len({id(label[0]) for label in found}) == len(found) else []


def _level(s: Segment, mark: Mark, rtl: bool) -> bool:
    """Whether a text begins where a control does."""
    start = mark.x1 if rtl else mark.x0
    return abs((s.x1 if rtl else s.x0) - start) < LEVEL * mark.size


def _below(s: Segment, mark: Mark) -> float:
    """What is free between a control and a text below it."""
    return s.base - CAP * s.size - mark.bottom


def _above(s: Segment, mark: Mark) -> float:
    """What is free between a text and a control below it."""
    return mark.top - s.base
