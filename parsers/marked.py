"""Paragraphs with typed marks -> choices and scales, for formats that hold text alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from parsers import glyphs
from parsers.blocks import Block, Choice, Evidence, Place, Role, Scale, ScaleKind, Text

Pieces = list[tuple[glyphs.Mark | None, str]]


def resolve(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each marked paragraph replaced by what its marks show.

    A doubtful glyph (a filled circle is also a bullet) is a mark only where the document
    has its opposite too.
    """
    listed = tuple(blocks)
    split = {
        i: glyphs.split_marks(b.text) for i, b in enumerate(listed) if isinstance(b, Text) and b.role is None
    }
    seen = {mark.glyph for pieces in split.values() for mark, _ in pieces if mark}
    for i, block in enumerate(listed):
        yield from _read(block, split[i], seen) if i in split and isinstance(block, Text) else (block,)


def _read(text: Text, pieces: Pieces, seen: set[str]) -> Iterator[Block]:
    symbols = glyphs.read_symbols(text.text)
    marks = [mark for mark, _ in pieces if mark]
    if symbols is not None:
        labels = tuple(str(n + 1) for n in range(len(symbols)))
        yield Scale(kind=ScaleKind.SYMBOLS, labels=labels, states=symbols, place=text.place)
    elif not marks or not all(glyphs.is_trusted(m, seen) for m in marks):
        yield text
    else:
        yield from _row(text, pieces, marks)


def _row(text: Text, pieces: Pieces, marks: Sequence[glyphs.Mark]) -> Iterator[Block]:
    lead = pieces[0][1] if pieces[0][0] is None else ""
    figures = glyphs.read_figures([words for mark, words in pieces if mark])
    if figures:
        labels, tail = figures
        states = tuple(m.selected for m in marks)
        ends = [w for w in (lead, tail) if w]
        yield from (msgspec.structs.replace(text, text=end, role=Role.SCALE_END, links=()) for end in ends)
        yield Scale(kind=ScaleKind.NUMBERS, labels=labels, states=states, place=text.place)
        return
    if lead:
        yield msgspec.structs.replace(text, text=lead)
    for mark, words in pieces:
        if mark:
            yield choice(mark, words, text.place)


def choice(mark: glyphs.Mark, words: str, place: Place, evidence: Evidence = Evidence.MARKS) -> Choice:
    """An option with a typed mark before it."""
    return Choice(text=words, selected=mark.selected, place=place, control=mark.control, evidence=evidence)
