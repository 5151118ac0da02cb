"""Where blocks stand, and which links lie over them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import floor
from urllib.parse import unquote, urlsplit

from parsers.blocks import Link, Place
from parsers.pdf.boxes import Box
from parsers.pdf.joining import glue
from parsers.pdf.lines import Segment
from parsers.pdf.marks import Mark
from parsers.pdf.page import BBox, Target

_FILE = re.compile(r"(?!\w+://)(?!www\.)\S.*\.\w{1,5}", re.S)


def rounded(box: BBox) -> BBox:
    """To a tenth of a point."""
    x0, top, x1, bottom = box
    try:  # a third of the time of round()
        tenths = floor(x0 * 10 + 0.5), floor(top * 10 + 0.5), floor(x1 * 10 + 0.5), floor(bottom * 10 + 0.5)
    except (OverflowError, ValueError):  # a damaged matrix
        return round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)
    return tenths[0] / 10, tenths[1] / 10, tenths[2] / 10, tenths[3] / 10


def place_of(page: int, parts: Sequence[Segment | Mark | Box]) -> Place:
    """The place of one or more things on a page (counted from 0)."""
    if not parts:
        return Place(page=page + 1)
    first = parts[0]
    x0, top, x1, bottom = first.x0, first.top, first.x1, first.bottom
    for part in parts[1:]:
        x0, top = min(x0, part.x0), min(top, part.top)
        x1, bottom = max(x1, part.x1), max(bottom, part.bottom)
    return Place(page=page + 1, bbox=rounded((x0, top, x1, bottom)))


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


def files_named(text: str, links: Sequence[Link]) -> list[str]:
    """The names of uploaded files, where a text is nothing but links that show such names; else none.

    An address is no file: of it, the link's target shows the name first, as its host.
    """
    names = [link.text for link in sorted(links, key=lambda link: text.find(link.text))]
    if not names or "".join("".join(names).split()) != "".join(text.split()):
        return []
    hosts = [urlsplit(link.target).netloc.casefold() for link in links]
    addressed = any(name.casefold() in host for name in names for host in hosts)
    return names if all(map(_FILE.fullmatch, names)) and not addressed else []


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
