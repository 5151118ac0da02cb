"""Two shapes that say the same as others are brought to them before questions are sought.

A table of questions and answers becomes a run of questions (``tables``); options that are consecutive
figures become a scale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from parsers import glyphs
from parsers.blocks import Block, Choice, Control, Evidence, Field, Grid, Scale, ScaleKind, Table, Text
from parsers.patterns import gaps
from parsers.recognise.bare_numbers import numbered
from parsers.recognise.glued import parted
from parsers.recognise.option_tables import options_of
from parsers.recognise.ordinals import chain_of
from parsers.recognise.segments import titled
from parsers.recognise.tables import open_table

_ICON = re.compile(r"[\ue000-\uf8ff]\s*(?P<text>\w.*)", re.S)
"""A private-use character before words."""
_LEADER = re.compile(r"\s*(?:(?:\\?[_＿]\s*){4,}|[.…]{6,})\s*")
"""Shorter ones are typed: ``...``, ``__``."""


def prepare(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks in the shapes that the recogniser knows."""
    listed = tuple(piece for block in blocks for piece in titled(block))
    alone = not any(isinstance(b, (Choice, Field, Grid, Scale)) for b in listed) and len(chain_of(listed)) < 2
    opened = (
        b for block in listed for b in (_opened(block, alone) if isinstance(block, Table) else (block,))
    )
    return parted(
        numbered(tuple(_scales(_line_to_write_on(_unknown_icon(b)) for b in _without_ornaments(opened))))
    )


def _without_ornaments(blocks: Iterable[Block]) -> Iterator[Block]:
    """Without marks that offer nothing, such as the grip of a text area. Several of them are options whose
    labels were not read, and so is a chosen one among others."""
    for is_choice, run in groupby(blocks, key=lambda b: isinstance(b, Choice)):
        listed = list(run)
        named = [b for b in listed if not _is_nameless(b)]
        for b in listed:
            lost = isinstance(b, Choice) and (b.selected is not False if named else len(listed) > 1)
            if not (is_choice and _is_nameless(b)) or lost:
                yield b


def _opened(table: Table, alone: bool) -> Iterable[Block]:
    return options_of(table) or open_table(table, alone)


def _unknown_icon(block: Block) -> Block:
    """A paragraph behind a character of some icon font is an option whose mark we cannot read."""
    found = _ICON.match(block.text) if isinstance(block, Text) and block.role is None else None
    if found is None:
        return block
    assert isinstance(block, Text)
    return Choice(text=found["text"], selected=None, place=block.place, evidence=Evidence.MARKS)


def _line_to_write_on(block: Block) -> Block:
    """A paragraph of underscores or dots is a line to write on, and nobody wrote on it."""
    if not isinstance(block, Text) or block.role is not None or not _LEADER.fullmatch(block.text):
        return block
    return Field(text="", place=block.place, style=block.style)


def _is_nameless(block: Block) -> bool:
    """A mark that offers nothing: an ornament, such as the grip of a text area."""
    return isinstance(block, Choice) and not (block.text.strip() or block.other or block.other_text)


# --------------------------------------------------------------------------- figures as options


def _scales(blocks: Iterable[Block]) -> Iterator[Block]:
    for is_choice, run in groupby(blocks, key=lambda b: isinstance(b, Choice)):
        listed = list(run)
        choices = [b for b in listed if isinstance(b, Choice)]
        yield from (_scale(choices) or listed) if is_choice else listed


def _scale(choices: Sequence[Choice]) -> list[Block] | None:
    """Options ``1`` … ``5`` or ``0`` … ``10`` and nothing else."""
    if stars := _stars(choices):
        return [stars]
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


def _stars(choices: Sequence[Choice]) -> Scale | None:
    """Options ``1 Star`` … ``5 Star``: how a rating's points are called where nothing shows them."""
    named = [gaps(c.text, "star_pattern") for c in choices]
    figures = tuple(name[0] for name in named if name)
    if len(figures) < len(choices) or figures != tuple(str(n + 1) for n in range(len(choices))):
        return None
    known = [c.selected for c in choices]
    last = max((n for n, on in enumerate(known) if on), default=-1)
    return Scale(
        kind=ScaleKind.SYMBOLS,
        labels=figures,
        states=(None,) * len(known) if None in known else tuple(n <= last for n in range(len(known))),
        place=choices[0].place,
        evidence=choices[0].evidence,
    )
