"""Ratings drawn with symbols of an icon font: paragraphs of nothing but private-use characters -> scales."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.blocks import Block, Evidence, Scale, ScaleKind, Text

_ROW = re.compile(r"(?:[\ue000-\uf8ff]\s*){3,10}")
"""A rating has so many points; a toolbar's icons are of more kinds."""


def starred(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with a scale for each row of one symbol, or of one and then another.

    Fonts disagree on which symbol is the full one, but points are filled from the first: a row of two kinds
    says it, and only where one does are rows of one kind known.
    """
    rows = {id(b): signs for b in blocks if isinstance(b, Text) and (signs := _signs(b))}
    mixed = [signs for signs in rows.values() if len(set(signs)) == 2 and not _is_covered(signs)]
    full, empty = {signs[0] for signs in mixed}, {signs[-1] for signs in mixed}
    told = full.isdisjoint(empty)
    for block in blocks:
        signs = rows.get(id(block))
        if signs is None or not isinstance(block, Text):
            yield block
            continue
        sure = told and not _is_covered(signs)
        known = {**dict.fromkeys(full, True), **dict.fromkeys(empty, False)} if sure else {}
        yield Scale(
            kind=ScaleKind.SYMBOLS,
            labels=tuple(str(n + 1) for n in range(len(signs))),
            states=tuple(known.get(s) for s in signs),
            place=block.place,
            evidence=Evidence.MARKS,
        )


def _is_covered(signs: str) -> bool:
    """Whether one kind stands behind as many of the other: a row that may lie over it, cut by its width."""
    return signs.count(signs[0]) * 2 == len(signs)


def _signs(text: Text) -> str | None:
    """The symbols of a row; None for any other text."""
    if text.role is not None or not _ROW.fullmatch(text.text):
        return None
    signs = "".join(text.text.split())
    kinds = list(dict.fromkeys(signs))
    return signs if len(kinds) <= 2 and signs == "".join(k * signs.count(k) for k in kinds) else None
