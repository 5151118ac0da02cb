"""Question numbers without a sign behind them (``3 When can you start?``): told by their counting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from parsers.blocks import Block, Text
from parsers.recognise.ordinals import MAX_NUMBER, chain_of

LEAST = 3
"""Paragraphs that count: two may begin with figures by chance."""
SPACED = 0.8
"""Least share of them with something between them and the next: listed items stand close together."""
KNOWN = 0.7
"""Least share of the numbers up to the last that are there: branches leave out some, chance most."""

_BARE = re.compile(r"\s*(\d{1,3})[ \t\u00a0\n]+(?=[^\W\d_]|[¿¡«\"“(])(?P<rest>.+)", re.S)


def numbered(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, bare numbers that count a document's prompts set apart from them."""
    found = _counting(blocks)
    if len(found) < LEAST or len(found) < 2 * len(chain_of(blocks)):
        return tuple(blocks)
    spaced = sum(j - i > 1 for i, j in pairwise(found))
    last = max(int(number) for number, _ in found.values())
    if spaced < SPACED * (len(found) - 1) or len(found) < KNOWN * last:
        return tuple(blocks)
    return tuple(_apart(b, *found[i]) if i in found else b for i, b in enumerate(blocks))


def _counting(blocks: Sequence[Block]) -> dict[int, tuple[str, str]]:
    """Paragraphs of one look whose figures rise from one to the next: their index -> number and the rest."""
    best: dict[int, tuple[str, str]] = {}
    texts = [(i, b, hit) for i, b in enumerate(blocks) if isinstance(b, Text) and (hit := _bare(b))]
    for style in {b.style for _, b, _ in texts}:
        rising: dict[int, tuple[str, str]] = {}
        expected = 1
        for i, b, hit in texts:
            figure = int(hit[1])
            if b.style == style and expected <= figure <= min(expected + LEAST, MAX_NUMBER):
                rising[i] = (str(figure), hit["rest"])
                expected = figure + 1
        best = max(best, rising, key=len)
    return best


def _bare(text: Text) -> re.Match[str] | None:
    return None if text.number or text.bullet or text.role else _BARE.fullmatch(text.text)


def _apart(block: Block, number: str, rest: str) -> Block:
    assert isinstance(block, Text)
    return replace(block, number=number, text=rest)
