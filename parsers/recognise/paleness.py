"""Text that is paler than the prompts: help, unless all that stands below prompts is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from parsers.blocks import Style, Text
from parsers.recognise.segments import LARGER, Segment


class Pale(StrEnum):
    """What a look that is paler than the prompts' says in a document."""

    HELP = "help"
    """It stands before answers, too."""
    ANSWER = "answer"
    """All that stands below prompts has it."""
    OPEN = "open"


Look = tuple[bool, bool]
"""Italic, grey: sizes differ between scripts."""


def look_of(style: Style) -> Look:
    """What of a style tells help from answers."""
    return style.italic, _is_grey(style.color)


def meaning_of_pale(
    segments: Sequence[Segment], prompt: Style, larger: float
) -> tuple[Pale, frozenset[Look]]:
    """What a paler look below prompts means, for people type in italics and in grey, too; and the looks that
    stand before others, which are help's."""
    counts: Counter[tuple[bool, bool]] = Counter()
    helps: set[Look] = set()
    for segment in segments:
        own = [b for b in segment.body if not isinstance(b, Text) or b.role is None]
        looks = [
            look_of(b.style) if isinstance(b, Text) and is_paler(b.style, prompt, True, larger) else None
            for b in own
        ]
        if looks and looks[0] is not None and any(look != looks[0] for look in looks):
            helps.add(looks[0])
        elif looks:
            counts[looks[0] is not None, None not in looks] += 1
    if not counts[True, True]:
        return Pale.HELP, frozenset(helps)
    return Pale.OPEN if counts[False, False] else Pale.ANSWER, frozenset(helps)


def is_paler(style: Style, prompt: Style, sizes: bool, larger: float) -> bool:
    """Italic, grey or (if ``sizes`` compare) smaller where the prompt is not: how all renderings set help
    apart. Smaller than the prompt is the ``larger`` text below it, too, where prompts are headings."""
    least = min(prompt.size, larger)
    smaller = sizes and bool(style.size and least) and style.size * LARGER <= least
    return (
        (style.italic and not prompt.italic)
        or (smaller and style.color != prompt.color)
        or (_is_grey(style.color) and not _is_grey(prompt.color))
    )


def _is_grey(color: str) -> bool:
    if len(color) != 6:
        return False
    channels = [int(color[i : i + 2], 16) for i in (0, 2, 4)]
    return max(channels) - min(channels) <= 24 and 0x48 <= min(channels) <= 0xB0
