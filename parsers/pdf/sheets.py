"""Two or four pages printed on a sheet -> a page each, in reading order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from parsers.blocks import Unreadable
from parsers.pdf.furniture import EDGE, PAGE_OF
from parsers.pdf.lines import make_lines
from parsers.pdf.page import BBox, Page, Run

WIDE = 1.2
"""Times as wide as high: a sheet that may hold two pages side by side; a narrower one may hold four."""
GUTTER = 0.01
"""Of a sheet's width, on both sides of its middle: no text of either page reaches into it."""
LEAST = 3
"""Ordinals that rise over the pages; fewer may be a table's or an answer's."""
LINES = 4
"""Lines that begin at one edge; fewer do by chance."""
_ORDINAL = re.compile(r"(\d{1,3})\s?[.)．、](?!\d)")


class Part(msgspec.Struct, frozen=True):
    """One of a sheet's pages."""

    sheet: int
    """From 0."""
    left: float
    top: float
    """Where it stands on the sheet, in points."""
    page: Page
    ordinals: tuple[int, ...]
    """What its lines begin with, from the top."""


def pages_of(sheets: list[Page]) -> tuple[list[Page], list[Part]]:
    """The pages as they are read, and for each of them where it stands; none where each sheet is one page.

    Raises ``Unreadable`` (``pages_on_sheet``) where the order of two pages on a sheet cannot be told.
    """
    written = [sheet for sheet in sheets if sheet.runs]
    if not written or not all(map(_is_parted, written)):
        return sheets, []
    wide = all(sheet.width > WIDE * sheet.height for sheet in written)
    parts = [part for sheet in written for part in _parts(sheet, 1 if wide else 2)]
    order = _order(parts, sum(_rising(_part(s, 0.0, 0.0, s.width, s.height).ordinals) for s in written), wide)
    if order is None:
        return sheets, []
    return [msgspec.structs.replace(part.page, index=n) for n, part in enumerate(order)], order


def _is_parted(sheet: Page) -> bool:
    """Whether nothing is written over the middle of a sheet, and something on both sides of it."""
    middle, gutter = sheet.width / 2, GUTTER * sheet.width
    texts = [r for r in sheet.runs if r.text.strip()]
    return not any(r.x0 < middle + gutter and r.x1 > middle - gutter for r in texts)


def _parts(sheet: Page, rows: int) -> list[Part]:
    width, height = sheet.width / 2, sheet.height / rows
    places = [(x, y * height) for y in range(rows) for x in (0.0, width)]
    return [_part(sheet, x, y, width, height) for x, y in places]


def _order(parts: list[Part], rowwise: int, wide: bool) -> list[Part] | None:
    """The pages in reading order: as they are counted, else the one in which the questions' ordinals rise the
    longest; None where they rise as long (``rowwise``) if each sheet is one page.
    """
    written = [part for part in parts if part.page.runs]
    counts = [_count(part.page) for part in written]
    if len(written) > 1 and sorted(c for c in counts if c) == [
        (n + 1, len(counts)) for n in range(len(counts))
    ]:
        return [
            part for _, part in sorted(zip(counts, written, strict=True), key=lambda pair: pair[0] or (0, 0))
        ]
    pairs = zip(parts[::2], parts[1::2], strict=True)
    orders = [written, [part for pair in pairs for part in reversed(pair) if part.page.runs]]
    if all(part.ordinals for part in written):  # a booklet
        orders.append(sorted(written, key=lambda part: part.ordinals[0]))
    best = max(orders, key=lambda order: _rising(n for part in order for n in part.ordinals))
    longest = _rising(n for part in best for n in part.ordinals)
    if longest > rowwise and longest >= LEAST:
        return best
    numbered = all(part.ordinals for part in parts) and longest >= rowwise
    if wide and (numbered or (len(parts) == len(written) and not longest and _twins(parts))):
        message = "Each sheet holds two pages whose order cannot be told; print one a sheet."
        raise Unreadable("pages_on_sheet", message, "pdf")
    return None


def _count(page: Page) -> tuple[int, int] | None:
    """Which of how many pages a browser printed at a page's edge."""
    edge = [
        r
        for r in page.runs
        if r.text.strip() and (r.base < EDGE * page.height or r.base > (1 - EDGE) * page.height)
    ]
    for line in make_lines(edge, 0, False):
        for end in (line.segments[0], line.segments[-1]):
            if found := PAGE_OF.match(end.text):
                return int(found[1]), int(found[2])
    return None


def _twins(parts: list[Part]) -> bool:
    """Whether the lines of both halves of each sheet begin at the same distance from the half's left."""
    return all(
        (edge := _left_edge(a.page)) is not None and edge == _left_edge(b.page)
        for a, b in zip(parts[::2], parts[1::2], strict=True)
    )


def _left_edge(page: Page) -> int | None:
    """Where most lines of a page begin, in points; none where they are few."""
    starts = Counter(
        round(line.x0) for line in make_lines([r for r in page.runs if r.text.strip()], 0, False)
    )
    edge, lines = starts.most_common(1)[0] if starts else (0, 0)
    return edge if lines >= LINES else None


def _rising(numbers: Iterable[int]) -> int:
    """The length of the longest rising selection."""
    ends: list[int] = []
    for number in numbers:
        at = bisect_left(ends, number)
        ends[at : at + 1] = [number]
    return len(ends)


def _ordinals(runs: list[Run]) -> tuple[int, ...]:
    """Ordinals at either end of the lines: in right-to-left forms they stand at the right."""
    found: list[int] = []
    for line in make_lines([r for r in runs if r.text.strip()], 0, False):
        texts = [segment.text for segment in line.segments]
        found += [int(m[1]) for text in texts if (m := _ORDINAL.match(text))]
    return tuple(found)


def _part(sheet: Page, left: float, top: float, width: float, height: float) -> Part:
    """What stands in one of a sheet's fields, as a page of its own."""

    def is_here(box: BBox) -> bool:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return left <= x < left + width and top <= y < top + height and box[2] - box[0] <= width

    def moved(box: BBox) -> BBox:
        return box[0] - left, box[1] - top, box[2] - left, box[3] - top

    def drawn(items: Sequence[Any]) -> list[Any]:
        found = []
        for item in items:
            box = (item.x0, item.top, item.x1, item.bottom)
            if is_here(box):
                x0, y0, x1, y1 = moved(box)
                pen = {"base": item.base - top, "origin": item.origin - left} if isinstance(item, Run) else {}
                clip = moved(item.clip) if item.clip else None
                found.append(msgspec.structs.replace(item, x0=x0, top=y0, x1=x1, bottom=y1, clip=clip, **pen))
        return found

    def boxed(items: Sequence[Any]) -> list[Any]:
        return [msgspec.structs.replace(i, box=moved(i.box)) for i in items if is_here(i.box)]

    tags = [tag for tag in sheet.tags if tag.boxes and is_here(tag.boxes[0])]
    page = msgspec.structs.replace(
        sheet,
        width=width,
        height=height,
        runs=drawn(sheet.runs),
        shapes=drawn(sheet.shapes),
        links=boxed(sheet.links),
        fields=boxed(sheet.fields),
        tags=[msgspec.structs.replace(tag, boxes=tuple(map(moved, tag.boxes))) for tag in tags],
        images=[moved(image) for image in sheet.images if is_here(image)],
    )
    return Part(sheet.index, left, top, page, _ordinals(page.runs))
