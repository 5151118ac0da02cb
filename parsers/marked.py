"""Paragraphs with typed marks -> choices and scales, for formats that hold text alone."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from parsers import glyphs
from parsers.blocks import Block, Choice, Evidence, Place, Role, Scale, ScaleKind, Table, Text

BRACKETS = ("[x]", "[ ]")

Pieces = list[tuple[glyphs.Mark | None, str]]


def resolve(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each marked paragraph replaced by what its marks show, in the cells of tables too.

    A doubtful glyph (a filled circle is also a bullet) is a mark only where the document
    has its opposite too; so is a row of filled stars, which a print shows in two colours.
    """
    listed = tuple(blocks)
    texts = list(_texts(listed))
    split = [glyphs.split_marks(t.text) for t in texts]
    seen = {mark.glyph for pieces in split for mark, _ in pieces if mark}
    if any(glyphs.EMOJI_STAR in t.text and set(t.text) & {*glyphs.EMPTY_SYMBOLS} for t in texts):
        seen.add(glyphs.EMOJI_STAR)
    drawn = _draws_states(texts, split, seen)
    yield from settled(list(_each(listed, seen, drawn)), seen)


def _each(listed: Sequence[Block], seen: set[str], drawn: bool) -> Iterator[Block]:
    for block in listed:
        if isinstance(block, Table):
            rows = tuple(
                tuple(tuple(r for b in cell for r in _resolved(b, seen, drawn)) for cell in row)
                for row in block.rows
            )
            yield msgspec.structs.replace(block, rows=rows)
        else:
            yield from _resolved(block, seen, drawn)


_MISREAD = re.compile(r"(?:[Oo0Q©®@¢vV¥]|\(\)|\[\]|C\)|\(J|L\]|LJ|\[J)[ \t]+(?P<words>\S.*)", re.S)
"""What a scanner makes of a box or circle that it does not know."""
LONGEST = 120
"""Characters of an option whose mark was misread."""


def settled(blocks: Sequence[Block], present: Container[str]) -> Iterator[Block]:
    """The blocks, with what their neighbours say of marks that say nothing by themselves. ``present``: the
    glyphs of the document."""
    known = list(_with_misread(_with_lists(blocks)))
    for is_option, run in groupby(known, key=lambda b: _is_marked(b) or _doubtful(b) is not None):
        listed = list(run)
        yield from _told(listed, present) if is_option else listed


def _doubtful(block: Block) -> tuple[glyphs.Mark, str] | None:
    """The glyph that begins a paragraph, bullet or mark, and the words behind it."""
    if not isinstance(block, Text) or block.role is not None or block.bullet or block.number:
        return None
    pieces = glyphs.split_marks(block.text)
    mark, words = pieces[0]
    return (mark, words) if mark and words and len(pieces) == 1 and mark.glyph in glyphs.DOUBTFUL else None


def _told(run: Sequence[Block], present: Container[str]) -> Iterator[Block]:
    """A run of options. Doubtful glyphs among empty boxes are marks: a question is drawn with one pair. Among
    chosen ones they are bullets, and alone they are either, if other questions use them so."""
    options = [b for b in run if isinstance(b, Choice)]
    chosen = any(c.selected for c in options)
    for block in run:
        found = _doubtful(block)
        if found is None or chosen or not isinstance(block, Text):
            yield block
        elif any(c.selected is False for c in options):
            yield choice(found[0], found[1], block.place)
        elif glyphs.is_open(found[0].glyph, present):
            yield msgspec.structs.replace(choice(found[0], found[1], block.place), selected=None)
        else:
            yield block


def _with_misread(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with options of unknown state for paragraphs and lines beside typed marks that begin with
    what a scanner makes of one: of such a question only a part was read."""
    pieces = [piece for block in blocks for piece in _cut_lines(block)]
    beside = _is_marked(None)
    for n, block in enumerate(pieces):
        after = pieces[n + 1] if n + 1 < len(pieces) else None
        found = _misread(block) if beside or _is_marked(after) else None
        yield found or block
        beside = _is_marked(found or block)


LISTS = 2
"""Paragraphs whose every line begins with the same misread mark: one may be prose (``O livro / O filme``)."""


def _with_lists(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with options of unknown state for lists of which a scanner misread every mark alike."""
    found = {i: options for i, b in enumerate(blocks) if (options := _misread_list(b))}
    if len(found) < LISTS:
        return list(blocks)
    return [piece for i, b in enumerate(blocks) for piece in found.get(i, [b])]


def _misread_list(block: Block) -> list[Block]:
    if not isinstance(block, Text) or "\n" not in block.text:
        return []
    lines = block.text.split("\n")
    options = [_misread(msgspec.structs.replace(block, text=line)) for line in lines]
    alike = len({line.split()[0] for line in lines if line.strip()}) == 1
    return [o for o in options if o] if alike and all(options) else []


def _is_marked(block: Block | None) -> bool:
    return isinstance(block, Choice) and block.evidence is Evidence.MARKS


def _misread(block: Block) -> Choice | None:
    if not isinstance(block, Text) or block.role is not None or block.style.heading:
        return None
    found = _MISREAD.fullmatch(block.text)
    if found is None or block.bullet or len(block.text) > LONGEST:
        return None
    return Choice(text=found["words"], selected=None, place=block.place, evidence=Evidence.MARKS)


def _cut_lines(block: Block) -> Iterator[Block]:
    """An option with the lines below it that begin with a misread mark set apart."""
    if not isinstance(block, Choice) or "\n" not in block.text:
        yield block
        return
    first, *rest = block.text.split("\n")
    at = next((n for n, line in enumerate(rest) if _MISREAD.fullmatch(line)), len(rest))
    yield msgspec.structs.replace(block, text="\n".join([first, *rest[:at]]))
    yield from (Text(text=line, place=block.place) for line in rest[at:])


def _texts(blocks: Iterable[Block]) -> Iterator[Text]:
    for block in blocks:
        if isinstance(block, Text) and block.role is None:
            yield block
        elif isinstance(block, Table):
            yield from (t for row in block.rows for cell in row for t in _texts(cell))


def _resolved(block: Block, seen: set[str], drawn: bool) -> Iterator[Block]:
    if not isinstance(block, Text) or block.role is not None:
        yield block
    else:
        yield from _read(block, glyphs.split_marks(block.text), seen, drawn)


def has_bare_boxes(blocks: Iterable[Block]) -> bool:
    """Whether marks are typed with square brackets outside lists, and none in any other way."""
    texts = [b for b in blocks if isinstance(b, Text) and b.role is None]
    first = [(t, mark) for t in texts if (mark := glyphs.split_marks(t.text)[0][0])]
    return bool(first) and all(mark.glyph in BRACKETS and not text.bullet for text, mark in first)


def _draws_states(texts: Sequence[Text], split: Iterable[Pieces], seen: set[str]) -> bool:
    """Whether the document says with characters what is on and what is off, and not with colours."""
    marks = {mark for pieces in split for mark, _ in pieces if mark}
    return (
        any(mark.glyph not in glyphs.TYPED and glyphs.is_trusted(mark, seen) for mark in marks)
        or any(symbol in text.text for text in texts for symbol in glyphs.EMPTY_SYMBOLS)
        or any(text.bullet and glyphs.split_marks(text.text)[0][0] for text in texts)
    )


def _read(text: Text, pieces: Pieces, seen: set[str], drawn: bool) -> Iterator[Block]:
    symbols = glyphs.read_symbols(text.text)
    marks = [mark for mark, _ in pieces if mark]
    if symbols is not None:
        labels = tuple(str(n + 1) for n in range(len(symbols)))
        typed = glyphs.EMOJI_STAR in text.text and all(symbols) and glyphs.EMOJI_STAR not in seen
        states = symbols if drawn and not typed else (None,) * len(symbols)
        yield Scale(kind=ScaleKind.SYMBOLS, labels=labels, states=states, place=text.place)
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
