"""Which paragraphs begin a question: by markup, by their numbers, else by their look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from parsers.blocks import Block, Choice, Field, Grid, Ranking, Role, Scale, Style, Text
from parsers.recognise import ordinals

ANSWERED_IN = (Choice, Field, Grid, Ranking, Scale)
"""Blocks in which an answer is given: whatever else a form has, its questions stand before them."""


def find_heads(blocks: Sequence[Block]) -> tuple[int, ...]:
    """Indices of the paragraphs that begin a question, in order."""
    by_role = tuple(i for i, b in enumerate(blocks) if isinstance(b, Text) and b.role is Role.PROMPT)
    if by_role:
        return by_role
    numbered = ordinals.chain_of(blocks)
    before = _texts_before_areas(blocks)
    with_area = sum(any(a in numbered for a in run) for run in before)
    if len(before) >= 2 and with_area * 2 < len(before):  # the form shows no numbers
        return _by_look(blocks, before)
    return numbered


def _texts_before_areas(blocks: Sequence[Block]) -> list[list[int]]:
    """For each answer area the paragraphs between it and the area before it."""
    runs: list[list[int]] = []
    run: list[int] = []
    for i, block in enumerate(blocks):
        if isinstance(block, Text) and block.role is None:
            run.append(i)
        elif isinstance(block, ANSWERED_IN) and run:
            runs.append(run)
            run = []
    return runs


def _by_look(blocks: Sequence[Block], runs: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Paragraphs of the look that stands before most answer areas.

    Where that look is the body's own (neither bold nor larger than other text), only the last
    paragraph of it before an area counts.
    """
    # Of looks that stand before equally many areas the first of a run is the prompt's: help follows it.
    style = Counter(s for run in runs for s in dict.fromkeys(_style(blocks[i]) for i in run)).most_common(1)[
        0
    ][0]
    alike = [i for i, b in enumerate(blocks) if isinstance(b, Text) and b.role is None and b.style == style]
    sizes = {b.style.size for b in blocks if isinstance(b, (Text, Field)) and b.style.size}
    if style.bold or style.heading or (style.size and style.size > min(sizes)):
        return tuple(alike)
    last = [max((i for i in run if _style(blocks[i]) == style), default=-1) for run in runs]
    return tuple(i for i in last if i >= 0)


def _style(block: Block) -> Style:
    return block.style if isinstance(block, Text) else Style()
