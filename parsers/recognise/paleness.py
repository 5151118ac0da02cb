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


def meaning_of_pale(segments: Sequence[Segment], prompt: Style, larger: float) -> Pale:
    """What a paler look below prompts means: people type in italics and in grey, too."""
    counts: Counter[tuple[bool, bool]] = Counter()
    for segment in segments:
        own = [b for b in segment.body if not isinstance(b, Text) or b.role is None]
        looks = [isinstance(b, Text) and is_paler(b.style, prompt, True, larger) for b in own]
        if looks:
            counts[looks[0], all(looks)] += 1
    if counts[True, False] or not counts[True, True]:
        return Pale.HELP
    return Pale.OPEN if counts[False, False] else Pale.ANSWER


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
