"""What a browser or a word processor prints around the page: date, title, address, page number."""

from __future__ import annotations

import re

from parsers.pdf.lines import Line, make_lines
from parsers.pdf.page import Page, Run

EDGE = 0.07
"""Of the page's height: header and footer lines stand within it."""
_PAGE_OF = re.compile(r"^\W*\d{1,4}\s*(/|\D{1,9})\s*\d{1,4}\W*$")
_URL = re.compile(r"^(https?://|file://|about:|www\.)\S+")
_TIME = re.compile(r"\d{1,4}\D{1,8}\d{1,2}\D{1,8}\d{2,4}.{0,6}\b\d{1,2}[:.]\d{2}")
_DIGITS = re.compile(r"\d+")


def find(pages: list[Page]) -> set[int]:
    """The ``id`` of each run that is furniture."""
    edges = [(page, line) for page in pages for line in _edge(page)]
    runs: set[int] = set()
    for page, line in edges:
        if _printed_by_browser(line, page) or _numbers_pages(line, page, edges, len(pages)):
            runs |= {id(run) for segment in line.segments for run in segment.runs}
    return runs


def _edge(page: Page) -> list[Line]:
    """At most two lines at each end of the page."""
    low, high = EDGE * page.height, (1 - EDGE) * page.height
    head = make_lines([r for r in page.runs if r.bottom < low], page.index, False)
    foot = make_lines([r for r in page.runs if r.top > high], page.index, False)
    return head[:2] + foot[-2:]


def _printed_by_browser(line: Line, page: Page) -> bool:
    texts = [s.text.strip("\u200e\u200f\u2066\u2067\u2069 ") for s in line.segments]
    wide = line.x0 < 0.12 * page.width or line.x1 > 0.88 * page.width
    signs = sum(bool(_URL.match(t) or _TIME.search(_ascii(t))) for t in texts)
    number = len(texts) > 1 and any(_PAGE_OF.match(_ascii(t)) for t in (texts[0], texts[-1]))
    if not wide or line.size > 12:
        return False
    return number or signs == len(texts) == 1 or (signs > 0 and len(texts) > 1)


def _numbers_pages(line: Line, page: Page, edges: list[tuple[Page, Line]], pages: int) -> bool:
    """A lone figure that counts the pages, at the same place on each."""
    text = _ascii(line.segments[0].text)
    if len(line.segments) > 1 or not (text.isdecimal() or _PAGE_OF.match(text)) or pages < 2:
        return False
    offset = int(_DIGITS.findall(text)[0]) - page.index
    same = 0
    for other, candidate in edges:
        figures = _DIGITS.findall(_ascii(candidate.segments[0].text))
        if figures and int(figures[0]) - other.index == offset and abs(candidate.base - line.base) < 2:
            same += 1
    return same == pages and offset in (0, 1)


def _ascii(text: str) -> str:
    """Digits of any script as ASCII."""
    if text.isascii():
        return text
    return "".join(str(int(char)) if char.isdecimal() else char for char in text)


def without(runs: list[Run], dropped: set[int]) -> list[Run]:
    """The runs that are not furniture."""
    return [run for run in runs if id(run) not in dropped] if dropped else runs
