"""Fields without a border around them: a bar at one side, or a ground of their own within a card."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.pdf.boxes import Box, Rule
from parsers.pdf.lines import Segment
from parsers.pdf.page import Kind, Page, Shape
from parsers.pdf.pagetext import PageText

BAR = 0.6
"""Of the text's size: a bar at a field's side is no thicker."""
LEAST_BAR = 0.14
"""Of the text's size: a thinner line is a table's wall or a border."""
LEAD = 3.0
"""Of the text's size: what leads to a field ends no further above it."""
INDENT = 3.0
"""Of the text's size: and begins no further from its side."""
_NUMBERED = re.compile(r"[(（]?\d{1,3}[.)）、]")


def faint_boxes(
    page: Page,
    upright: Sequence[Rule],
    text: PageText,
    boxes: Sequence[Box],
    controls: Sequence[float],
    body: float,
) -> list[Box]:
    """Areas that hold text and nothing else, below a text that leads to them.

    ``controls``: at what heights the page's controls stand; what is level with one is a row's label.
    """
    grounds = [s for s in page.shapes if _is_ground(s, page, body)]
    found = [b for u in upright if (b := _at_bar(u, page, grounds, text, body))]
    found += [b for s in grounds if (b := _in_card(s, grounds, boxes, text, body))]
    found = [b for b in found if not any(b.top < y < b.bottom for y in controls)]
    return [b for b in found if not any(_holds(b, other) or _holds(other, b) for other in boxes)]


def _is_ground(s: Shape, page: Page, body: float) -> bool:
    wide = 2.2 * body < s.x1 - s.x0 < page.width - 2
    return (
        s.kind in (Kind.RECT, Kind.ROUNDED)
        and s.filled
        and not s.hollow
        and wide
        and s.bottom - s.top > 1.25 * body
    )


def _at_bar(bar: Rule, page: Page, grounds: Sequence[Shape], text: PageText, body: float) -> Box | None:
    """The field that a thick bar at its side sets apart: up to where its card or the page's text ends."""
    if not LEAST_BAR * body < bar.x1 - bar.x0 < BAR * body or bar.bottom - bar.top < 1.25 * body:
        return None
    cards = [
        s
        for s in grounds
        if s.x0 < bar.x0 and bar.x1 < s.x1 and s.top - 1 <= bar.top and bar.bottom <= s.bottom + 1
    ]
    card = min(cards, key=lambda s: s.x1 - s.x0, default=None)
    left, right = (card.x0, card.x1) if card else (0.0, page.width)
    if bar.x0 - left < right - bar.x1:
        box = Box(bar.x0, bar.top, right - (bar.x0 - left), bar.bottom)
    else:
        box = Box(left + (right - bar.x1), bar.top, bar.x1, bar.bottom)
    return box if _is_field(box, text) else None


def _in_card(
    ground: Shape, grounds: Sequence[Shape], boxes: Sequence[Box], text: PageText, body: float
) -> Box | None:
    """A ground within another one that holds what leads to it, too."""
    box = Box(ground.x0, ground.top, ground.x1, ground.bottom)
    if any(s is not ground and _holds(box, Box(s.x0, s.top, s.x1, s.bottom)) for s in grounds):
        return None
    cards = [Box(s.x0, s.top, s.x1, s.bottom) for s in grounds if s is not ground]
    around = [c for c in (*cards, *boxes) if _holds(c, box) and c.x1 - c.x0 > box.x1 - box.x0 + 1]
    lead = _lead(box, text)
    inside = lead is not None and any(c.holds(lead.x0, lead.middle) for c in around)
    return box if inside and _is_field(box, text) else None


def _is_field(box: Box, text: PageText) -> bool:
    lines = _lines(box, text)
    return bool(lines) and _lead(box, text) is not None and not _NUMBERED.match(lines[0].text)


def _lines(box: Box, text: PageText) -> list[Segment]:
    """The lines at a box's height, if all of them stand in it."""
    near = [s for s in text.between(box.top, box.bottom) if box.top < s.middle < box.bottom]
    return near if all(box.holds(s.x0, s.middle) and box.holds(s.x1, s.middle) for s in near) else []


def _lead(box: Box, text: PageText) -> Segment | None:
    """The text right above a box, beginning near one of its sides."""
    near = [s for s in text.between(box.top - LEAD * 20, box.top + 1) if s.middle < box.top]
    last = max(near, key=lambda s: s.base, default=None)
    if last is None or box.top - last.base > LEAD * last.size:
        return None
    start = abs(last.x1 - box.x1) if last.rtl else abs(last.x0 - box.x0)
    return last if start < INDENT * last.size else None


def _holds(outer: Box, inner: Box) -> bool:
    within = outer.holds(inner.x0, inner.top) and outer.holds(inner.x1, inner.bottom)
    return within and outer is not inner
