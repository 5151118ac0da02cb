"""The ranks that a page prints before the items of a ranked list: they are no part of the items."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.pdf.lines import Segment

_RANK = re.compile(r"#?(\d{1,2})[.)．、:：]?\s+(?=\S)")
FEW = 3
"""Items: fewer may begin with a number each by chance, where nothing sets it apart."""


def without_ranks(items: Sequence[str], firsts: Sequence[Segment]) -> tuple[str, ...]:
    """The items without their ranks, if each begins with its own; else as they are.

    ``firsts``: the first line of each. ``1 day``, ``2 days``, ``3 days`` count something themselves: without
    their numbers they would no longer differ.
    """
    ranks = [_RANK.match(item) for item in items]
    if [int(hit[1]) for hit in ranks if hit] != list(range(1, len(items) + 1)):
        return tuple(items)
    rest = tuple(item[hit.end() :] for item, hit in zip(items, ranks, strict=True) if hit)
    apart = len(items) >= FEW or all(map(_is_apart, firsts))
    return rest if apart and len(set(rest)) == len(rest) else tuple(items)


def _is_apart(line: Segment) -> bool:
    """Whether the figure at a line's start was drawn by itself."""
    first = line.runs[-1 if line.rtl else 0]
    return first.text.strip(" #.)．、:：").isdecimal()
