"""What a browser or a word processor prints around the page: date, title, address, page number."""

from __future__ import annotations

import re

from parsers.pdf.lines import Line, make_lines
from parsers.pdf.page import Page, Run

EDGE = 0.07
"""Of the page's height: header and footer lines stand within it."""
STAMP = 0.035
"""Of the page's height: printers leave as much margin."""
PAGE_OF = re.compile(r"^\W*(\d{1,4})\s*(?:/|[^\W\d_]{1,9})\s*(\d{1,4})\W*$")
"""With a stroke or a word between the two; a colon makes a time."""
_URL = re.compile(r"^(https?://|file://|about:|www\.)\S+")
_TIME = re.compile(r"\d{1,4}\D{1,8}\d{1,2}\D{1,8}\d{2,4}.{0,6}\b\d{1,2}[:.]\d{2}")
_DIGITS = re.compile(r"\d+")


def find(pages: list[Page]) -> set[int]:
    """The ``id`` of each run that is furniture."""
    edges = [(page, line) for page in pages for line in _edge(page)]
    runs: set[int] = set()
    for page, line in edges:
        found = (_printed_by_browser, _numbers_pages, _is_on_every_page)
        if any(is_furniture(line, page, edges, len(pages)) for is_furniture in found):
            runs |= {id(run) for segment in line.segments for run in segment.runs}
    return runs


def _edge(page: Page) -> list[Line]:
    """At most two lines at each end of the page."""
    low, high = EDGE * page.height, (1 - EDGE) * page.height
    head = make_lines([r for r in page.runs if r.bottom < low], page.index, False)
    foot = make_lines([r for r in page.runs if r.top > high], page.index, False)
    return head[:2] + foot[-2:]


def _printed_by_browser(line: Line, page: Page, edges: list[tuple[Page, Line]], pages: int) -> bool:
    if not _aside(line, page) or _framed(line, page):
        return False
    if _is_sure(line, page, pages):
        return True
    signs = _signs(line)
    if not signs:  # an answer may be an address or a time: a browser prints it on each page
        return False
    if pages == 1:
        return len(line.segments) > 1 and any(_is_sure(other, page, 1) for _, other in edges)
    alike = {
        other.index
        for other, near in edges
        if abs(near.base - line.base) < 2 and _signs(near) and len(near.segments) == len(line.segments)
    }
    return len(alike) == pages


def _is_sure(line: Line, page: Page, pages: int) -> bool:
    """Whether a line in several parts holds this page's number, or the time of printing."""
    texts = _parts(line)
    if len(texts) < 2 or not _aside(line, page):
        return False
    counted = [m for m in (PAGE_OF.match(texts[0]), PAGE_OF.match(texts[-1])) if m]
    if any({int(m[1]), int(m[2])} == {page.index + 1, pages} for m in counted):
        return True
    return any(map(_TIME.search, texts))


def _aside(line: Line, page: Page) -> bool:
    return line.size <= 12 and (line.x0 < 0.12 * page.width or line.x1 > 0.88 * page.width)


def _parts(line: Line) -> list[str]:
    return [_ascii(s.text.strip("\u200e\u200f\u2066\u2067\u2069 ")) for s in line.segments]


def _signs(line: Line) -> bool:
    """Whether an address or a time of printing stands in a line."""
    return any(_URL.match(text) or _TIME.search(text) for text in _parts(line))


def _framed(line: Line, page: Page) -> bool:
    """Whether a line stands in an answer's box."""
    middle = (line.top + line.bottom) / 2
    near = [s for s in page.shapes if s.top < middle < s.bottom and s.bottom - s.top < 0.3 * page.height]
    if any(s.x0 < line.x0 and line.x1 < s.x1 < 0.98 * page.width for s in near):
        return True
    sides = [s.x0 for s in near if s.x1 - s.x0 < 2]
    return any(x < line.x0 for x in sides) and any(x > line.x1 for x in sides)


def _numbers_pages(line: Line, page: Page, edges: list[tuple[Page, Line]], pages: int) -> bool:
    """A lone figure that counts the pages, at the same place on each."""
    text = _ascii(line.segments[0].text)
    if len(line.segments) > 1 or not (text.isdecimal() or PAGE_OF.match(text)) or pages < 2:
        return False
    offset = int(_DIGITS.findall(text)[0]) - page.index
    same = 0
    for other, candidate in edges:
        figures = _DIGITS.findall(_ascii(candidate.segments[0].text))
        if figures and int(figures[0]) - other.index == offset and abs(candidate.base - line.base) < 2:
            same += 1
    return same == pages and offset in (0, 1)


def _is_on_every_page(line: Line, page: Page, edges: list[tuple[Page, Line]], pages: int) -> bool:
    """The same words at the same place in the margin of each page: a stamp, a notice."""
    if pages < 2 or not (line.base < STAMP * page.height or line.base > (1 - STAMP) * page.height):
        return False
    words = _parts(line)
    same = {
        other.index
        for other, near in edges
        if abs(near.base - line.base) < 2 and abs(near.x0 - line.x0) < 2 and _parts(near) == words
    }
    return len(same) == pages


def _ascii(text: str) -> str:
    """Digits of any script as ASCII."""
    if text.isascii():
        return text
    return "".join(str(int(char)) if char.isdecimal() else char for char in text)


def without(runs: list[Run], dropped: set[int]) -> list[Run]:
    """The runs that are not furniture."""
    return [run for run in runs if id(run) not in dropped] if dropped else runs
