"""Lines of running text -> paragraphs, over page breaks, too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from parsers.bidi import brackets
from parsers.blocks import Link, Text
from parsers.pdf.elements import AnswerBox, TextLine
from parsers.pdf.joining import glue, is_wrapped
from parsers.pdf.lines import Segment
from parsers.pdf.page import Page
from parsers.pdf.places import links_over, place_of, printed_once

_ORDINAL = re.compile(r"(\d{1,3})\s?[.)．、]")
EDGE = 0.8
"""Of a page's height: a paragraph that a page break went through has its last line on the page below it
(margins, and lines that are kept together), and its rest as far above."""


class Paragraphs:
    """Knows where the document's lines end."""

    def __init__(
        self, pages: Sequence[Page], rtl: bool, boxes: Sequence[AnswerBox], lines: Sequence[TextLine]
    ) -> None:
        self.pages, self.rtl = pages, rtl
        self.edge = _edge(boxes, lines, rtl)

    def cut(self, lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
        """The lines of each paragraph."""
        paragraph: list[TextLine] = []
        for line in lines:
            if paragraph and (_follows(paragraph[0], line) or not self._continues(paragraph[-1], line)):
                yield paragraph
                paragraph = []
            paragraph.append(line)
        if paragraph:
            yield paragraph

    def _continues(self, last: TextLine, line: TextLine) -> bool:
        a, b = last.segment, line.segment
        if line.number or line.role != last.role:
            return False
        if line.page != last.page:
            return not last.required and self.goes_over(last.page, a, line)
        if (line.alone or last.alone) and (line.column is None or line.column != last.column):
            return False
        if last.required or abs(a.size - b.size) > 0.3:
            return False
        if abs(a.first - b.first) > 0.35 * a.size and not self._below_number(last, b):
            return False
        step = b.base - a.base
        if step > a.leading or a.style() != b.style():
            return False
        return step < 1.5 * a.size or is_wrapped(a, b, self.tolerant(a))

    def _below_number(self, last: TextLine, after: Segment) -> bool:
        """Whether a title that has no room of its own goes on below its number."""
        a = last.segment
        under = last.number is not None and abs(last.start - after.first) < 0.35 * a.size
        return under and is_wrapped(a, after, self.tolerant(a))

    def goes_over(self, page: int, last: Segment, line: TextLine) -> bool:
        """Whether a line goes on with the last one of the page before."""
        after, height = line.segment, self.pages[page].height
        if line.page != page + 1 or last.base < EDGE * height or line.top > (1 - EDGE) * height:
            return False
        alike = last.style() == after.style() and abs(last.first - after.first) < 0.35 * last.size
        return alike and is_wrapped(last, after, self.tolerant(last))

    def text(self, lines: Sequence[TextLine]) -> Text:
        """A paragraph's lines as a block."""
        text = lines[0].segment.text
        for last, line in pairwise(lines):
            wrapped = line.alone or is_wrapped(last.segment, line.segment, self.tolerant(last.segment))
            text = glue(text, line.segment.text, False) if wrapped else f"{text}\n{line.segment.text}"
        segments = [line.segment for line in lines if line.page == lines[0].page]
        links = self._links(lines)
        return Text(
            text=brackets(printed_once(text, links)),
            place=place_of(lines[0].page, segments),
            style=segments[0].style(),
            links=links,
            role=lines[0].role,
            number=lines[0].number,
            required=True if any(line.required for line in lines) else None,
        )

    def tolerant(self, segment: Segment) -> float:
        """The text's edge where no box says it exactly."""
        return self.edge + 2.5 * segment.size if self.rtl else self.edge - 2.5 * segment.size

    def _links(self, lines: Sequence[TextLine]) -> tuple[Link, ...]:
        pages = groupby(lines, key=lambda line: line.page)
        over = (links_over(self.pages[page].links, [x.segment for x in part]) for page, part in pages)
        return tuple(link for links in over for link in links)


def _follows(first: TextLine, line: TextLine) -> bool:
    """Whether a line begins with the figure after the one that a paragraph begins with."""
    a, b = _ORDINAL.match(first.segment.text), _ORDINAL.match(line.segment.text)
    return a is not None and b is not None and int(a[1]) + 1 == int(b[1])


def _edge(boxes: Sequence[AnswerBox], lines: Sequence[TextLine], rtl: bool) -> float:
    """Where the page's text ends at the latest: right, or left for right-to-left."""
    ends = [b.box.x0 if rtl else b.box.x1 for b in boxes] or [line.segment.last for line in lines] or [0.0]
    return min(ends) if rtl else max(ends)
