"""Two shapes that say the same as others are brought to them before questions are sought.

A table of questions and answers becomes a run of questions, each with a field; options that
are consecutive figures become a scale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from parsers import glyphs
from parsers.blocks import Block, Choice, Control, Evidence, Field, Scale, ScaleKind, Table, Text
from parsers.recognise.glued import parted
from parsers.recognise.ordinals import split_ordinal

_ICON = re.compile(r"[\ue000-\uf8ff]\s*(?P<text>\w.*)", re.S)
"""A private-use character before words."""
Row = tuple[tuple[Block, ...], ...]


def prepare(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks in the shapes that the recogniser knows."""
    opened = (b for block in blocks for b in (_open(block) if isinstance(block, Table) else (block,)))
    return parted(tuple(_scales(_unknown_icon(b) for b in opened if not _is_nameless(b))))


def _unknown_icon(block: Block) -> Block:
    """A paragraph behind a character of some icon font is an option whose mark we cannot read."""
    found = _ICON.match(block.text) if isinstance(block, Text) and block.role is None else None
    if found is None:
        return block
    assert isinstance(block, Text)
    return Choice(text=found["text"], selected=None, place=block.place, evidence=Evidence.MARKS)


def _is_nameless(block: Block) -> bool:
    """A mark that offers nothing: an ornament, such as the grip of a text area."""
    return isinstance(block, Choice) and not (block.text.strip() or block.other or block.other_text)


# --------------------------------------------------------------------------- question | answer tables


def _open(table: Table) -> Iterator[Block]:
    rows = [row for row in table.rows if any(row)]
    if not rows or not _is_question_table(rows):
        yield table
        return
    numbered = [_number(row) for row in rows]
    for row, number in zip(rows, numbered, strict=True):
        if number is None and any(numbered) and len(row) > 1 and row is rows[0]:
            continue  # the table's own header: “Question | Answer”
        yield from _row(row)


def _is_question_table(rows: Sequence[Row]) -> bool:
    """Two columns (three with the number apart), and most first cells are one numbered or bold text."""
    widths = {len(row) for row in rows}
    heads = [row for row in rows if _number(row) is not None or _is_bold(row)]
    return widths <= {1, 2, 3} and max(widths) >= 2 and len(heads) * 2 > len(rows)


def _first_text(row: Row) -> Text | None:
    first = next((cell for cell in row if cell), ())
    return first[0] if first and isinstance(first[0], Text) else None


def _number(row: Row) -> str | None:
    text = _first_text(row)
    if text is None:
        return None
    bare = text.text.strip().rstrip(".)")
    return bare if len(row) == 3 and bare.isdecimal() else split_ordinal(text)[0]


def _is_bold(row: Row) -> bool:
    text = _first_text(row)
    return text is not None and text.style.bold


def _row(row: Row) -> Iterator[Block]:
    if len(row) == 3 and (number := _number(row)):
        head, *rest = row[1] or (Text(text=""),)
        row = ((replace(head, number=number) if isinstance(head, Text) else head, *rest), row[2])
    yield from row[0]
    for cell in row[1:]:
        texts = [b for b in cell if isinstance(b, Text)]
        others = [b for b in cell if not isinstance(b, Text)]
        if texts and not others:
            yield _field(texts)
        elif others:
            yield from cell
        else:
            yield Field(text="", evidence=Evidence.LAYOUT)


def _field(texts: Sequence[Text]) -> Field:
    lines = (f"{t.bullet} {t.text}" if t.bullet else t.text for t in texts)
    return Field(
        text="\n".join(lines),
        place=texts[0].place,
        style=texts[0].style,
        links=tuple(link for t in texts for link in t.links),
        evidence=Evidence.LAYOUT,
    )


# --------------------------------------------------------------------------- figures as options


def _scales(blocks: Iterable[Block]) -> Iterator[Block]:
    for is_choice, run in groupby(blocks, key=lambda b: isinstance(b, Choice)):
        listed = list(run)
        choices = [b for b in listed if isinstance(b, Choice)]
        yield from (_scale(choices) or listed) if is_choice else listed


def _scale(choices: Sequence[Choice]) -> list[Block] | None:
    """Options ``1`` … ``5`` or ``0`` … ``10`` and nothing else."""
    figures = glyphs.read_figures([c.text.strip() for c in choices])
    if not figures or figures[1] or any(c.other for c in choices):
        return None
    if figures[0][0] != "0" or figures[0][-1] != "10":
        return None  # “1, 2, 3” may be options like any other
    if sum(bool(c.selected) for c in choices) > 1 and choices[0].control is Control.CHECKBOX:
        return None
    first = choices[0]
    states = tuple(c.selected for c in choices)
    return [
        Scale(
            kind=ScaleKind.NUMBERS,
            labels=figures[0],
            states=states,
            place=first.place,
            evidence=first.evidence,
        )
    ]
