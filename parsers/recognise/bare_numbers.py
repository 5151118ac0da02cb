"""Question numbers without a sign behind them (``3 When can you start?``): told by their counting."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from parsers.blocks import Block, Style, Text
from parsers.recognise.ordinals import MAX_NUMBER, chain_of

LEAST = 3
"""Paragraphs that count: two may begin with figures by chance."""
SPACED = 0.8
"""Least share of them with something between them and the next: listed items stand close together."""
KNOWN = 0.7
"""Least share of the numbers up to the last that are there: branches leave out some, chance most."""

ANSWERS = 0.25
"""Most of them may stand right below a question: more, and they are answers that begin with figures."""

_ASKS = re.compile(r"[?？؟:：]\s*$")
_BARE = re.compile(r"\s*(\d{1,3})[ \t\u00a0\n]+(?=[^\W\d_]|[¿¡«\"“(])(?P<rest>.+)", re.S)


def numbered(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, bare numbers that count a document's prompts set apart from them."""
    found = _counting(blocks)
    if len(found) < LEAST or len(found) < 2 * len(chain_of(blocks)):
        return tuple(blocks)
    asked = sum(i > 0 and _asks(blocks[i - 1]) for i in found)
    if asked > ANSWERS * len(found):
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
    by_style: defaultdict[Style, list[tuple[int, re.Match[str]]]] = defaultdict(list)
    for i, b, hit in texts:
        by_style[b.style].append((i, hit))
    for alike in by_style.values():
        if len({int(hit[1]) for _, hit in alike}) < len(alike):
            continue  # a figure that comes twice counts nothing
        rising: dict[int, tuple[str, str]] = {}
        expected = 1
        for i, hit in alike:
            figure = int(hit[1])
            if expected <= figure <= min(expected + LEAST, MAX_NUMBER):
                rising[i] = (str(figure), hit["rest"])
                expected = figure + 1
        best = max(best, rising, key=len)
    return best


def _asks(block: Block) -> bool:
    return isinstance(block, Text) and _ASKS.search(block.text) is not None


def _bare(text: Text) -> re.Match[str] | None:
    return None if text.number or text.bullet or text.role else _BARE.fullmatch(text.text)


def _apart(block: Block, number: str, rest: str) -> Block:
    assert isinstance(block, Text)
    return replace(block, number=number, text=rest)
