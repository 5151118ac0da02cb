"""Labels that stand below their controls, or above them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from parsers.pdf.lines import Segment
from parsers.pdf.marks import Mark
from parsers.pdf.pagetext import PageText
from parsers.pdf.wrapped import begins_verdict, going_on

CAP = 0.75
"""Of the size: how high letters stand above their baseline."""
NEAR = 0.8
"""Of a control's size: a label stands no further below or above it."""
LEVEL = 0.8
"""Of a control's size: a label begins no further from where its control does; beside it, further."""
CENTRED = 0.2
"""Of a control's size: a heading's middle is no further from its column's."""
TIGHT = 1.5
"""Of the size: lines of one label are no further apart."""
CLOSER = 0.15
"""Of a control's size: by how much a label is nearer to its own control than to the next one."""


def stacked_label(text: PageText, mark: Mark, marks: Sequence[Mark], rtl: bool) -> list[Segment]:
    """The lines of the label of a control that has none beside it: what stands right below or above it, if
    it is nearer to it than what stands on its other side."""
    around = list(text.between(mark.top - 4 * mark.size, mark.bottom + 4 * mark.size))
    if any(abs(s.middle - mark.cy) < 0.5 * mark.size and s.x0 < mark.x1 and mark.x0 < s.x1 for s in around):
        return []  # drawn over a text: its label, if anything
    near = [s for s in around if _level(s, mark, rtl)]
    below = min((s for s in near if _below(s, mark) > -0.2 * s.size), key=lambda s: s.base, default=None)
    above = max((s for s in near if _above(s, mark) > -0.2 * s.size), key=lambda s: s.base, default=None)
    down = _below(below, mark) if below else float("inf")
    up = _above(above, mark) if above else float("inf")
    closer = CLOSER * mark.size
    if below and down < min(NEAR * mark.size, up - closer, _to_others(below, mark, marks, _above) - closer):
        return going_on(text, mark, below, list(marks))
    if above and up < min(NEAR * mark.size, down - closer, _to_others(above, mark, marks, _below) - closer):
        unclear = any(-0.2 * s.size < _below(s, mark) < up + closer for s in around)
        return [] if unclear or any(_one_label(s, above) for s in near) else [above]
    return []


def _to_others(s: Segment, mark: Mark, marks: Sequence[Mark], gap: Callable[[Segment, Mark], float]) -> float:
    """What is free between a text and the next control of the column on its other side."""
    column = [m for m in marks if m is not mark and abs(m.x0 - mark.x0) < LEVEL * mark.size]
    return min((free for m in column if (free := gap(s, m)) > -0.2 * s.size), default=float("inf"))


def _one_label(s: Segment, below: Segment) -> bool:
    """Whether a line may begin the label that goes on below it; it may as well lead to all options."""
    return s.style() == below.style() and 0.8 * s.size < below.base - s.base < TIGHT * s.size


def label_before(text: PageText, mark: Mark, line: Segment, marks: Sequence[Mark]) -> list[Segment]:
    """The lines of a label whose last line stands before its control."""
    lines = [line]
    for s in sorted(text.between(line.base - 20 * line.size, line.base), key=lambda s: -s.base):
        below = lines[0]
        if below.base - s.base < 0.8 * s.size or abs(s.first - below.first) > 0.35 * s.size:
            continue
        level = any(abs(m.cy - s.middle) < 0.5 * m.size for m in marks if m is not mark)
        if level or not _one_label(s, below) or begins_verdict(s):
            break
        lines.insert(0, s)
    return lines


def stacked_labels(
    text: PageText, row: Sequence[Mark], marks: Sequence[Mark], rtl: bool
) -> list[list[Segment]]:
    """The labels of controls that stand side by side, each with its own below or above it; [] where one
    lacks it, or all stand centred above: those are a grid's headings."""
    found = [stacked_label(text, mark, marks, rtl) for mark in row]
    if not all(found) or len({id(label[0]) for label in found}) < len(found):
        return []
    above = [label[0].base < mark.cy for label, mark in zip(found, row, strict=True)]
    centred = all(
        abs(s.x0 + s.x1 - 2 * m.cx) < 2 * CENTRED * m.size for (s, *_), m in zip(found, row, strict=True)
    )
    return [] if (any(above) and centred) or len(set(above)) > 1 else found


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
