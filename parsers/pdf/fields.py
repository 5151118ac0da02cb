"""Answer boxes -> fields and ranked lists, over page breaks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from parsers.blocks import Block, Evidence, Field, FieldKind, Place, Ranking, Style
from parsers.pdf.elements import AnswerBox, Element, InputField
from parsers.pdf.joining import join_lines
from parsers.pdf.lines import Segment
from parsers.pdf.page import FieldType, Page
from parsers.pdf.places import links_over, place_of, printed_once, rounded
from parsers.pdf.ranks import without_ranks

CUT = 0.9
"""Of the page's height: a box that begins below may go on on the next page."""

UNMAPPED = "\ufffd"
"""Stands for a glyph of which the file does not say what it means: a text with one is not read whole."""


class FieldMaker:
    """Knows what answer boxes of a document have in common."""

    def __init__(self, pages: Sequence[Page], rtl: bool, boxes: list[AnswerBox]) -> None:
        self.pages, self.rtl = pages, rtl
        self.hanging = any(s.hangs for b in boxes for s in b.lines)
        self.pitch = _pitch(boxes)

    def take(self, elements: list[Element], i: int) -> tuple[Block, int]:
        """The block that the box at ``i`` begins, with its parts on further pages, and where it ends."""
        groups: list[list[AnswerBox]] = []
        while i < len(elements):
            box = elements[i]
            if not isinstance(box, AnswerBox):
                break
            if groups and self._same_box(groups[-1][-1], box):
                groups[-1].append(box)
            elif not groups or _ranked(groups, box):
                groups.append([box])
            else:
                break
            i += 1
        first = groups[0][0]
        if len(groups) > 1:
            items = without_ranks([self._text(g) for g in groups], [g[0].lines[0] for g in groups])
            if any(UNMAPPED in item for item in items):
                return Field(text="\n".join(items), place=place_of(first.page, [first.box]), whole=False), i
            boxes = [box.box for g in groups for box in g if box.page == first.page]
            return Ranking(items=items, place=place_of(first.page, boxes)), i
        return self._field(groups[0]), i

    def _same_box(self, a: AnswerBox, b: AnswerBox) -> bool:
        """Whether a page break cut one box: its edge is missing, or it is drawn whole on both pages."""
        if b.page != a.page + 1 or not _equal_width(a, b):
            return False
        height = self.pages[a.page].height
        if a.box.open_bottom and (b.box.open_top or b.box.top < (1 - CUT) * height):
            return True
        cut = a.box.top > CUT * height and b.box.top < (1 - CUT) * height
        return cut and not (a.lines and b.lines)

    def _text(self, parts: list[AnswerBox]) -> str:
        lines, steps = self._lines(parts)
        if not lines:
            return ""
        box = parts[0].box
        start, end = min(s.x0 for s in lines), max(s.x1 for s in lines)
        edge = box.x0 + max(box.x1 - end, 0.0) if self.rtl else box.x1 - max(start - box.x0, 0.0)
        return join_lines(lines, steps, edge, self.pitch * lines[0].size, self.hanging)

    def _lines(self, parts: list[AnswerBox]) -> tuple[list[Segment], list[float]]:
        """All lines of a box, and the step from each baseline to the next, also over page breaks."""
        lines: list[Segment] = []
        steps: list[float] = []
        for n, part in enumerate(parts):
            for k, line in enumerate(part.lines):
                if lines and k == 0:
                    if line.text == lines[-1].text and abs(line.x0 - lines[-1].x0) < 1:
                        continue  # drawn on both pages, across the break
                    steps.append(self._step_over(parts[n - 1], lines[-1], part, line))
                elif lines:
                    steps.append(line.base - lines[-1].base)
                lines.append(line)
        return lines, steps

    def _step_over(self, a: AnswerBox, last: Segment, b: AnswerBox, line: Segment) -> float:
        """Less than a line may be lost at the break itself; more is a blank line."""
        rest = a.box.bottom - last.base + line.base - b.box.top
        whole = (self.pitch or 1.4) * line.size
        lines = int(rest / whole) if b.box.open_top else 1  # else it was padded anew
        return whole * max(lines, 1)

    def _field(self, parts: list[AnswerBox]) -> Field:
        lines = [s for part in parts for s in part.lines]
        links = tuple(link for part in parts for link in links_over(self.pages[part.page].links, part.lines))
        text = printed_once(self._text(parts), links)
        whole = "".join(link.text for link in links).replace(" ", "") == "".join(text.split())
        shown = next((part for part in parts if part.lines), parts[0])
        return Field(
            text=text,
            kind=FieldKind.FILE if links and whole and "://" not in text else FieldKind.TEXT,
            place=place_of(shown.page, [shown.box]),
            style=lines[0].style() if lines else Style(),
            links=links,
            whole=UNMAPPED not in text and all(part.whole for part in parts) and not self._is_cut(parts),
        )

    def _is_cut(self, parts: list[AnswerBox]) -> bool:
        """Whether a picture's box goes on where no part of it was found: a page break took its edge."""
        first, last = parts[0], parts[-1]
        return (self.pages[last.page].pictured and last.box.open_bottom) or (
            self.pages[first.page].pictured and first.box.open_top
        )


def stated_field(element: InputField) -> Field:
    """An AcroForm field as a field of the document."""
    field = element.field
    return Field(
        text=field.text,
        kind=FieldKind.DROPDOWN if field.kind == FieldType.LIST else FieldKind.TEXT,
        place=Place(page=element.page + 1, bbox=rounded(field.box)),
        options=field.options,
        evidence=Evidence.MARKUP,
    )


def _pitch(boxes: list[AnswerBox]) -> float:
    """The least line distance in answer boxes, as a multiple of the size; 0 if unknown."""
    pairs = [
        ((b.base - a.base) / a.size, a.hangs)
        for box in boxes
        for a, b in pairwise(box.lines)
        if b.base - a.base > 0.9 * a.size
    ]
    least = min((step for step, _ in pairs), default=0.0)
    if least < 1.8:
        return least
    return min((step for step, wrapped in pairs if wrapped), default=0.0)


def _ranked(groups: list[list[AnswerBox]], b: AnswerBox) -> bool:
    """Whether a box is the next item of one ranked list: alike and close, with nothing between."""
    a = groups[-1][-1]
    if not _equal_width(a, b) or not a.lines or not b.lines:
        return False
    whole = next((group[0] for group in groups if len(group) == 1), None)
    if whole and abs(_height(whole) - _height(b)) > 3:
        return False
    return b.page == a.page + 1 or b.box.top - a.box.bottom < 1.5 * a.lines[0].size


def _height(box: AnswerBox) -> float:
    return box.box.bottom - box.box.top


def _equal_width(a: AnswerBox, b: AnswerBox) -> bool:
    return abs(a.box.x0 - b.box.x0) < 2 and abs(a.box.x1 - b.box.x1) < 2
