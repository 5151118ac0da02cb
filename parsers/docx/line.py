"""A paragraph's content as a value: its text, looks, links and the controls in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from parsers.blocks import Field, Link, Struct, Style
from parsers.docx.controls import Box
from parsers.docx.markup import Element

OBJECT = "\ufffc"
"""Stands in a line's text for each of its objects, in order."""


class TextBox(Struct, frozen=True):
    """A ``w:txbxContent`` anchored in a line: a story of its own."""

    content: Element


class Span(Struct, frozen=True):
    """A stretch of a line with one look."""

    start: int
    end: int
    style: Style
    link: str | None = None


class Line(Struct, frozen=True):
    """A paragraph's content."""

    text: str
    spans: tuple[Span, ...]
    objects: tuple[tuple[int, Box | Field | TextBox], ...]
    """Each with its offset."""


def joined(first: Line | None, second: Line) -> Line:
    """Two lines as one: the mark between them was deleted."""
    if first is None:
        return second
    shift = len(first.text)
    moved = tuple(
        Span(start=s.start + shift, end=s.end + shift, style=s.style, link=s.link) for s in second.spans
    )
    return Line(
        text=first.text + second.text,
        spans=first.spans + moved,
        objects=first.objects + tuple((at + shift, one) for at, one in second.objects),
    )


def cut(line: Line, at: int) -> tuple[Line, Line]:
    """A line without objects in two, at an offset."""
    before = tuple(
        Span(start=s.start, end=min(s.end, at), style=s.style, link=s.link)
        for s in line.spans
        if s.start < at
    )
    after = tuple(
        Span(start=max(s.start - at, 0), end=s.end - at, style=s.style, link=s.link)
        for s in line.spans
        if s.end > at
    )
    return Line(text=line.text[:at], spans=before, objects=()), Line(
        text=line.text[at:], spans=after, objects=()
    )


def spans_in(line: Line, start: int, end: int) -> tuple[Span, ...]:
    """The spans that overlap a stretch of the line."""
    first = bisect_right(line.spans, start, key=lambda span: span.end)
    last = bisect_left(line.spans, end, key=lambda span: span.start)
    return line.spans[first:last]


def objects_in(line: Line, start: int, end: int) -> tuple[tuple[int, Box | Field | TextBox], ...]:
    """The objects in a stretch of the line."""
    first, last = (bisect_left(line.objects, at, key=lambda placed: placed[0]) for at in (start, end))
    return line.objects[first:last]


def links_of(line: Line, start: int, end: int) -> tuple[Link, ...]:
    """The hyperlinks between two offsets, runs of one link joined."""
    links: list[Link] = []
    previous = -1
    for span in spans_in(line, start, end):
        a, b = max(span.start, start), min(span.end, end)
        if span.link is None:
            continue
        text = line.text[a:b].replace(OBJECT, "")
        if links and links[-1].target == span.link and previous == a:
            links[-1] = Link(text=links[-1].text + text, target=span.link)
        else:
            links.append(Link(text=text, target=span.link))
        previous = b
    return tuple(Link(text=one.text.strip(), target=one.target) for one in links if one.text.strip())
