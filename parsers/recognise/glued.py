"""Numbers that a print sets against their prompts: ``4.3 things`` is the fourth question, about three."""

from __future__ import annotations

import re

from msgspec.structs import replace

from parsers.blocks import Block, Style, Text
from parsers.recognise.ordinals import chain_of, split_ordinal

_GLUED = re.compile(r"(\d{1,3})\.(?=\S)")
_DECIMAL = re.compile(r"(\d{1,3})\.(?=\d.*[^\W\d])")
LEAST = 2
"""Prompts that stand against their numbers: one could be a slip."""


def parted(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks, with the number of each prompt that begins with a figure of its own: it lacks in the
    others' sequence, looks like them, is answered, and they stand against their numbers, too."""
    open_ = [i for i, b in enumerate(blocks) if _match(_DECIMAL, b)]
    if not open_:
        return blocks
    chain = chain_of(blocks)
    looks = {b.style for i in chain if isinstance(b := blocks[i], Text) and _match(_GLUED, b)}
    if sum(_match(_GLUED, blocks[i]) is not None for i in chain) < LEAST:
        return blocks
    numbers = {i: _number(blocks[i]) for i in chain}
    found = list(blocks)
    for i in open_:
        block, match = blocks[i], _match(_DECIMAL, blocks[i])
        if not (match and isinstance(block, Text) and block.style in looks):
            continue
        if _fits(numbers, i, int(match[1])) and _is_answered(blocks, i, numbers, looks):
            numbers[i] = int(match[1])
            found[i] = replace(block, number=match[1], text=block.text[match.end() :])
    return tuple(found)


def _match(pattern: re.Pattern[str], block: Block) -> re.Match[str] | None:
    if not isinstance(block, Text) or block.number or block.role or block.bullet:
        return None
    printed = block.place is not None and block.place.bbox is not None
    return pattern.match(block.text) if printed else None


def _number(block: Block) -> int:
    number = split_ordinal(block)[0] if isinstance(block, Text) else None
    return int(number or 0)


def _fits(numbers: dict[int, int], at: int, number: int) -> bool:
    """Whether a number is the one that lacks between its neighbours'."""
    before = max((i for i in numbers if i < at), default=None)
    after = min((i for i in numbers if i > at), default=None)
    low = 0 if before is None else numbers[before]
    return number == low + 1 and (after is None or numbers[after] == number + 1)


def _is_answered(blocks: tuple[Block, ...], at: int, numbers: dict[int, int], looks: set[Style]) -> bool:
    """Whether something that is no prompt stands before the next one."""
    end = min((i for i in numbers if i > at), default=len(blocks))
    return any(not isinstance(b, Text) or b.style not in looks for b in blocks[at + 1 : end])
