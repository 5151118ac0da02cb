"""Two kinds of evidence for one mark: its shape, and what the document's tags say of it."""

from __future__ import annotations

import msgspec

from parsers.blocks import Place, Problem, ScaleKind
from parsers.pdf.marks import Mark
from parsers.pdf.page import BBox, Page, Tag
from parsers.pdf.places import rounded
from parsers.pdf.scales import ScaleFind

NEAR = 0.3
"""Of a mark's size: how far from its centre a tag's drawing may be centred."""


class Witness:
    """Compares what pages show with their tags; ``problems``: where the two disagree."""

    def __init__(self, pages: list[Page]) -> None:
        # What is not said to be checked is off, in a document that says it of others (PDF 2.0: the default).
        self.speaks = any(tag.on is not None for page in pages for tag in page.tags)
        self.problems: list[Problem] = []

    def marks(self, page: Page, marks: list[Mark]) -> list[Mark]:
        """The page's marks, unknown ones as the tags say, contradicted ones unknown."""
        if not self.speaks or not page.tags:
            return marks
        spots = [((b[0] + b[2]) / 2, (b[1] + b[3]) / 2, bool(t.on)) for t in page.tags for b in t.boxes]
        return [self._mark(page, mark, spots) for mark in marks]

    def _mark(self, page: Page, mark: Mark, spots: list[tuple[float, float, bool]]) -> Mark:
        cx, cy, reach = mark.cx, mark.cy, NEAR * mark.size
        states = {on for x, y, on in spots if abs(x - cx) < reach and abs(y - cy) < reach}
        if len(states) != 1:
            return mark
        (said,) = states
        if mark.on is said:
            return mark
        if mark.on is None:
            return msgspec.structs.replace(mark, on=said)
        self._disagree(page, (mark.x0, mark.top, mark.x1, mark.bottom))
        return msgspec.structs.replace(mark, on=None)

    def scale(self, page: Page, found: ScaleFind, rtl: bool) -> ScaleFind:
        """The scale, likewise, where the tags name one of its points."""
        if not self.speaks or not page.tags:
            return found
        told = [(tag.on, n) for tag in page.tags for n in _points(tag, found, rtl)]
        chosen = {n for on, n in told if on}
        if len(chosen) != 1:  # points that are said to be off need no other scale beside them
            empty = told and not chosen and not any(found.states)
            return msgspec.structs.replace(found, looks=()) if empty else found
        (point,) = chosen
        filled = found.kind == ScaleKind.SYMBOLS
        said = tuple(n == point or (filled and n < point) for n in range(len(found.labels)))
        if found.states == said:
            return found
        if all(state is None for state in found.states):
            return msgspec.structs.replace(found, states=said, looks=())
        self._disagree(page, found.box)
        return msgspec.structs.replace(found, states=tuple(None for _ in said))

    def _disagree(self, page: Page, box: BBox) -> None:
        self.problems.append(
            Problem(
                code="mark_conflict",
                message="What is drawn and what the document's tags say disagree on what is chosen here.",
                place=Place(page=page.index + 1, bbox=rounded(box)),
            )
        )


def _points(tag: Tag, found: ScaleFind, rtl: bool) -> list[int]:
    """The point of a scale that all of a tag's drawing belongs to; none if it is elsewhere."""
    x0, top, x1, bottom = found.box
    count = len(found.labels)
    middles = [((b[0] + b[2]) / 2, (b[1] + b[3]) / 2) for b in tag.boxes]
    if not all(x0 < x < x1 and top < y < bottom for x, y in middles):
        return []
    places = {int((x - x0) / (x1 - x0) * count) for x, _ in middles}
    return [count - 1 - n if rtl else n for n in places] if len(places) == 1 else []
