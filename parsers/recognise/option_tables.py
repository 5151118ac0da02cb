"""Tables that only set options beside their marks, as mails and Word lay them out -> the options."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from parsers import glyphs
from parsers.blocks import Block, Choice, Control, Evidence, Table, Text

Cell = tuple[Block, ...]


def options_of(table: Table) -> list[Choice] | None:
    """The options of a table whose every row holds marks and words in turn; None for any other table."""
    rows = [[cell for cell in row if cell] for row in table.rows]
    rows = [row for row in rows if row]
    if not rows or any(len(row) % 2 for row in rows):
        return None
    cells = [cell for row in rows for cell in row]
    marks, words = cells[::2], cells[1::2]
    if all(map(_is_mark, words)) and not any(map(_is_mark, marks)):
        marks, words = words, marks  # the marks stand behind
    if not all(map(_is_mark, marks)) or not all(map(_is_label, words)):
        return None
    present = {mark.glyph for cell in marks if isinstance(cell[0], Text) and (mark := _mark(cell[0]))}
    if any(isinstance(cell[0], Choice) and not cell[0].selected for cell in marks):
        present.add(glyphs.OFF_CIRCLES[0])
    return [_option(mark[0], label, present) for mark, label in zip(marks, words, strict=True)]


def _is_mark(cell: Cell) -> bool:
    """One control without words, or a sign that may be one."""
    if len(cell) != 1:
        return False
    only = cell[0]
    nameless = isinstance(only, Choice) and not (only.text or only.other_text)
    return nameless or (isinstance(only, Text) and _mark(only) is not None)


def _mark(text: Text) -> glyphs.Mark | None:
    return glyphs.mark_of(text.text)


def _is_label(cell: Cell) -> bool:
    return all(isinstance(b, Text) and b.role is None for b in cell)


def _option(mark: Block, label: Sequence[Block], present: set[str]) -> Choice:
    words = "\n".join(b.text for b in label if isinstance(b, Text))
    if isinstance(mark, Choice):
        return replace(mark, text=words)
    assert isinstance(mark, Text)
    sign = glyphs.mark_of(mark.text)
    known = sign is not None and glyphs.is_trusted(sign, present)
    return Choice(
        text=words,
        selected=sign.selected if known and sign else None,
        place=mark.place,
        control=sign.control if sign else Control.UNKNOWN,
        evidence=Evidence.MARKS,
    )
