"""Where blocks stand, and which links lie over them."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

from parsers.blocks import Link, Place
from parsers.pdf.joining import glue
from parsers.pdf.lines import Segment
from parsers.pdf.page import BBox, Target


def rounded(box: BBox) -> BBox:
    """To a tenth of a point."""
    return round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)


def place_of(page: int, segments: Sequence[Segment]) -> Place:
    """The place of one or more lines on a page (counted from 0)."""
    if not segments:
        return Place(page=page + 1)
    xs, ys = min(s.x0 for s in segments), min(s.top for s in segments)
    box = (xs, ys, max(s.x1 for s in segments), max(s.bottom for s in segments))
    return Place(page=page + 1, bbox=rounded(box))


def links_over(targets: Sequence[Target], segments: Sequence[Segment]) -> tuple[Link, ...]:
    """Links over these lines; one link may have an area for each of its lines."""
    found: dict[str, str] = {}
    for target in targets:
        x0, top, x1, bottom = target.box
        for segment in segments:
            if not top - 1 < segment.middle < bottom + 1:
                continue
            runs = [r for r in segment.runs if x0 - 1 <= (r.x0 + r.x1) / 2 <= x1 + 1]
            if not runs:
                continue
            text, known = Segment(runs, segment.rtl).text, found.get(target.uri, "")
            if text not in known:
                known = glue(known, text, False)
            found[target.uri] = known
    return tuple(Link(text=_without(text, uri), target=uri) for uri, text in found.items())


def printed_once(text: str, links: Sequence[Link]) -> str:
    """A text without the addresses that the old page prints behind its links: ``text (url)``."""
    for link in links:
        text = _without(text, link.target)
    return text


def _without(text: str, target: str) -> str:
    start = text.find(" (http")
    while start > 0:
        end = text.find(")", start)
        while end > 0:
            if unquote(text[start + 2 : end]) == unquote(target):
                text = text[:start] + text[end + 1 :]
                break
            end = text.find(")", end + 1)
        start = text.find(" (http", start + 1)
    return text
