"""Options on one line, the chosen one stressed: ``Yes / **No**``, or the others struck out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.blocks import Choice, Evidence, Struct
from parsers.docx.line import Line, Span, spans_in
from parsers.docx.markup import Element, W
from parsers.docx.styles import Stressed, Styles
from parsers.text import fold_lines

SEPARATOR = re.compile(r"\s+[/|]\s+")
"""Blanks on both sides: ``24/7`` and ``and/or`` are words."""
LONGEST = 80
"""Characters of an option; longer pieces are a text's."""
LEAST = 3
"""Lines on which an option is stressed: with two, words stressed in answers make options of them."""
_ORDINAL = re.compile(r"\s*\d{1,3}\s?[.)]")
_FIGURE = re.compile(r"\d")


class _Piece(Struct, frozen=True):
    text: str
    stressed: bool
    struck: bool


def options_of(line: Line) -> tuple[Choice, ...]:
    """The options on a line, chosen where their looks part them; () where it holds none."""
    pieces = _pieces(line)
    if not pieces:
        return ()
    struck_out = any(p.struck for p in pieces)
    on = [not p.struck if struck_out else p.stressed for p in pieces]
    alike = len(set(on)) == 1  # nothing is told apart
    return tuple(
        Choice(text=p.text, selected=None if alike else chosen, evidence=Evidence.MARKS)
        for p, chosen in zip(pieces, on, strict=True)
    )


def stresses(body: Element, styles: Styles) -> bool:
    """Whether a document tells the chosen one of the options on a line by its look."""
    places: list[int] = []
    for paragraph in body.iter(W + "p"):
        text = "".join(t.text or "" for t in paragraph.iter(W + "t"))
        if SEPARATOR.search(text) and styles.heading(paragraph) == 0:
            states = [c.selected for c in options_of(_plain_line(paragraph, styles))]
            if {True, False} <= set(states):
                places.append(states.index(True))
    return len(places) >= LEAST and any(places)  # always the first: prompts in two languages


def _plain_line(paragraph: Element, styles: Styles) -> Line:
    style_id, text, spans = styles.style_id(paragraph), "", []
    for run in paragraph.iter(W + "r"):
        start, text = len(text), text + "".join(t.text or "" for t in run.iterfind(W + "t"))
        spans.append(Span(start=start, end=len(text), style=styles.run(run, style_id).style))
    return Line(text=text, spans=tuple(spans), objects=())


def _pieces(line: Line) -> tuple[_Piece, ...]:
    if line.objects or "\n" in line.text or _ORDINAL.match(line.text) or not SEPARATOR.search(line.text):
        return ()
    found = tuple(_read(line))
    share = len(found) == 2 and all(_FIGURE.match(p.text) for p in found)  # ``3 / 5``, or points
    return () if share or any(not p.text or len(p.text) > LONGEST for p in found) else found


def _read(line: Line) -> Iterator[_Piece]:
    """Each piece by the look of its first letters: what is typed into “Other” may have another."""
    start = 0
    for end, after in [*(m.span() for m in SEPARATOR.finditer(line.text)), (len(line.text), len(line.text))]:
        first = next(
            (
                s
                for s in spans_in(line, start, end)
                if line.text[max(s.start, start) : min(s.end, end)].strip()
            ),
            None,
        )
        yield _Piece(
            text=fold_lines(line.text[start:end]),
            stressed=first is not None and (first.style.bold or isinstance(first.style, Stressed)),
            struck=first is not None and isinstance(first.style, Stressed) and first.style.struck,
        )
        start = after
