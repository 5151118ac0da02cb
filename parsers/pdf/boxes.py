"""Answer boxes and underlines, from rectangles or from a border's four edges."""

from __future__ import annotations

import msgspec

from parsers.pdf.page import Kind, Page, Shape


class Box(msgspec.Struct, frozen=True, gc=False):
    """A bordered area."""

    x0: float
    top: float
    x1: float
    bottom: float
    open_top: bool = False
    """Its upper edge is on the page before."""
    open_bottom: bool = False

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.x0 - 1 <= x <= self.x1 + 1 and self.top - 1 <= y <= self.bottom + 1


SIDES = 3
"""Of a border: as many pieces of one extent are one; less may be the layers of a drawing."""


class Rule(msgspec.Struct, frozen=True, gc=False):
    """A thin line, horizontal or upright."""

    x0: float
    top: float
    x1: float
    bottom: float


def find_rules(page: Page) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and upright lines."""
    flat: list[Rule] = []
    upright: list[Rule] = []
    for s in page.shapes:
        if s.kind == Kind.LINE:
            rule = Rule(s.x0, s.top, s.x1, s.bottom)
            (flat if s.x1 - s.x0 > s.bottom - s.top else upright).append(rule)
    return flat, upright


def find_boxes(page: Page, flat: list[Rule], upright: list[Rule], body: float) -> list[Box]:
    """Boxes wide and high enough for a line of text, outer ones first, each once."""
    found = [_from_shape(s, page.height) for s in page.shapes if _is_border(s, body)]
    found += _from_edges(flat, upright, page.height, body)
    found += _from_pieces(page, body)
    found.sort(key=lambda b: (b.top, -b.bottom, b.x0))
    boxes: list[Box] = []
    for box in found:
        if not any(_same(box, other, body) for other in boxes):
            boxes.append(box)
    return boxes


def _is_border(s: Shape, body: float) -> bool:
    return (
        s.kind in (Kind.RECT, Kind.ROUNDED)
        and (s.stroked or s.hollow)
        and s.x1 - s.x0 > 2.2 * body
        and s.bottom - s.top > 1.25 * body
    )


def _from_pieces(page: Page, body: float) -> list[Box]:
    """Borders whose sides are a path each, cut to its side: all of them span the box."""
    spans: dict[tuple[int, ...], list[Shape]] = {}
    for s in page.shapes:
        if (
            s.kind in (Kind.POLYGON, Kind.RECT)
            and s.filled
            and s.x1 - s.x0 > 2.2 * body
            and s.bottom - s.top > 1.25 * body
        ):
            spans.setdefault((round(s.x0), round(s.top), round(s.x1), round(s.bottom)), []).append(s)
    return [_from_shape(same[0], page.height) for same in spans.values() if len(same) >= SIDES]


def _from_shape(s: Shape, height: float) -> Box:
    top, bottom = s.top, s.bottom
    if s.clip:
        top, bottom = max(top, s.clip[1]), min(bottom, s.clip[3])
    return Box(s.x0, max(top, 0.0), s.x1, min(bottom, height), top < -1, bottom > height + 1)


def _from_edges(flat: list[Rule], upright: list[Rule], height: float, body: float) -> list[Box]:
    boxes: list[Box] = []
    upright = sorted((u for u in upright if u.bottom - u.top > 0.2 * body), key=lambda u: u.x0)
    for n, left in enumerate(upright):
        for right in upright[n + 1 :]:
            slack = 2.0 + max(left.x1 - left.x0, right.x1 - right.x0)
            if abs(left.top - right.top) > slack or abs(left.bottom - right.bottom) > slack:
                continue
            if right.x1 - left.x0 < 2.2 * body:
                continue
            top = _edge(flat, left, right, min(left.top, right.top), slack)
            bottom = _edge(flat, left, right, max(left.bottom, right.bottom), slack)
            if top or bottom:
                box = (left.x0, min(left.top, right.top), right.x1, max(left.bottom, right.bottom))
                boxes.append(Box(*box, open_top=not top, open_bottom=not bottom))
                break
    return [b for b in boxes if b.bottom - b.top > 1.25 * body or b.open_top or b.open_bottom]


def _edge(flat: list[Rule], left: Rule, right: Rule, y: float, slack: float) -> bool:
    """Whether a horizontal line joins two uprights at ``y``."""
    return any(
        abs((f.top + f.bottom) / 2 - y) <= slack and f.x0 <= left.x1 + slack and f.x1 >= right.x0 - slack
        for f in flat
    )


def _same(a: Box, b: Box, body: float) -> bool:
    slack = 0.35 * body
    return (
        abs(a.x0 - b.x0) < slack
        and abs(a.x1 - b.x1) < slack
        and abs(a.top - b.top) < slack
        and abs(a.bottom - b.bottom) < slack
    )
