"""Small drawings and pictures before a list's lines that are no control we know: options of unknown state."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.blocks import Control
from parsers.pdf.lines import Segment
from parsers.pdf.marks import Mark
from parsers.pdf.page import BBox, Kind, Page
from parsers.pdf.pagetext import PageText

LEAST, MOST = 0.55, 2.6
"""Of the text's size: a control's height."""
SQUARE = 1.4
"""Times as wide as high, or as high as wide."""
GAP = 2.0
"""Of the text's size: no control stands further from its label."""
TWIN = 0.12
"""Of a control's size: its twin is no larger or smaller."""
ALIGNED = 1.0
"""Points: the drawings of one list start this exactly at one place."""


def unread_drawings(page: Page, text: PageText, taken: Sequence[Mark | BBox], rtl: bool) -> list[Mark]:
    """A control of unknown state for each line of two and more with such a drawing before it, and for each
    drawing that is the twin of a control in its column, wherever the labels stand.

    ``taken``: controls and scales that were read.
    """
    boxes = [_box(t) for t in taken]
    segments = [line.segments[-1 if rtl else 0] for line in text.lines()]
    size = max((s.size for s in segments), default=0.0)
    drawn = _drawings(page, size)
    found = []
    for segment in segments:
        box = next((b for b in drawn if _stands_before(b, segment, rtl)), None)
        if box is not None and not any(_over(box, other) for other in boxes):
            found.append(Mark(*box, Control.CHECKBOX, None))
    starts = [m.x0 for m in found]
    found = [m for m in found if sum(abs(m.x0 - x) < ALIGNED for x in starts) > 1]
    marks = [t for t in taken if isinstance(t, Mark) and t.look]
    for box in drawn:
        twin = next((m for m in marks if _is_twin(box, m)), None)
        if twin and not any(_over(box, other) for other in (*boxes, *map(_box, found))):
            found.append(Mark(*box, twin.control, None))
    return found


def _is_twin(box: BBox, mark: Mark) -> bool:
    """Whether a drawing has a control's size and stands in its column."""
    near = TWIN * mark.size
    same = abs(box[2] - box[0] - mark.size) < near and abs(box[3] - box[1] - (mark.bottom - mark.top)) < near
    return same and abs(box[0] - mark.x0) < ALIGNED


def _drawings(page: Page, size: float) -> list[BBox]:
    shapes = ((s.x0, s.top, s.x1, s.bottom) for s in page.shapes if s.kind != Kind.LINE)
    return [box for box in (*shapes, *page.images) if box[3] - box[1] < MOST * size and _is_square(box)]


def _is_square(box: BBox) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return height / SQUARE < width < height * SQUARE


def _stands_before(box: BBox, text: Segment, rtl: bool) -> bool:
    if not (box[1] < text.middle < box[3] and LEAST * text.size < box[3] - box[1] < MOST * text.size):
        return False
    gap = box[0] - text.x1 if rtl else text.x0 - box[2]
    return -0.1 * text.size < gap < GAP * text.size


def _box(item: Mark | BBox) -> BBox:
    return (item.x0, item.top, item.x1, item.bottom) if isinstance(item, Mark) else item


def _over(a: BBox, b: BBox) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
