"""Lines -> text: which line ends were typed, and which are only the edge of the box."""

from __future__ import annotations

import re

from parsers.bidi import brackets, has_rtl
from parsers.pdf.lines import WIDE_PUNCTUATION, Segment, is_wide
from parsers.text import LONGEST_URL

BREAKING = "-/?&=_.%#‐–—"
"""A line may break after these without a blank."""
_SUSPENDED = re.compile(r"^(und|oder|bis|and|or|to|et|ou|y|o|e|u)\b", re.I)
_LETTER_HYPHEN = re.compile(r"\w-$")
FIT = 0.35
"""Of the size: how exactly a word's fit can be judged."""
SCROLL_BAR = 4.0
"""Of the size: how much room one may take."""
NARROW = 0.6
"""Of the mean of letters: the width of a narrow one."""
NARROW_LETTERS = "fijlrt"
WIDE_FIT = 0.1
"""The same where every character takes one em."""


def starts_with_width(segment: Segment) -> float:
    """Points that the first word of a line takes."""
    text = segment.text
    if not text:
        return 0.0
    if is_wide(text[0]):
        length = 1 + (len(text) > 1 and text[1] in "、。，．」』）】！？：；ー")
    else:
        length = next((i for i, char in enumerate(text) if char == " " or is_wide(char)), len(text))
        if "://" not in text[:length]:
            length = next((i + 1 for i, char in enumerate(text[:length]) if char == "-" and i), length)
    return (segment.x1 - segment.x0) * length / len(text)


def is_wrapped(line: Segment, after: Segment, edge: float) -> bool:
    """Whether ``after`` goes on in the same paragraph: its first word did not fit before ``edge``."""
    room = (line.x0 - edge) if line.rtl else (edge - line.x1)
    if line.text and is_wide(line.text[-1]):
        blank = (0.6 if line.text[-1] in WIDE_PUNCTUATION else 0.1) * line.size
    else:
        blank = 0.25 * line.size
    slack = FIT if after.text and not is_wide(after.text[0]) else WIDE_FIT
    return starts_with_width(after) + blank > room - slack * line.size


def glue(text: str, after: str, whole_line: bool) -> str:
    """Two parts of a wrapped paragraph. ``whole_line``: the last word fills its whole line."""
    if not text or not after:
        return text + after
    if is_wide(text[-1]) or is_wide(after[0]):
        return text + after
    last = text[-LONGEST_URL:].rsplit(None, 1)[-1]
    if whole_line or ("://" in last and text[-1] in BREAKING):
        return text + after
    if _LETTER_HYPHEN.match(text[-2:]) and after[0].isalnum() and not _SUSPENDED.match(after):
        return text + after
    return f"{text} {after}"


def join_lines(
    lines: list[Segment],
    steps: list[float],
    edge: float,
    pitch: float,
    hanging: bool,
    bar: float = SCROLL_BAR,
) -> str:
    """The text of a box. ``steps``: from each baseline to the next; ``edge``: where its lines end;
    ``pitch``: its line distance, 0 if unknown.

    ``hanging``: the engine draws the blank after which a line was wrapped (Chromium does), so a
    line without one ends in a typed break or inside a word. ``bar``: what a scroll bar may take.
    """
    text = lines[0].text
    for line, after, step in zip(lines, lines[1:], steps, strict=False):
        # A scroll bar may have made the lines shorter than the box; a blank at the end tells.
        reserve = SCROLL_BAR * line.size if line.hangs else 0.0
        wrapped = is_wrapped(line, after, edge + reserve if line.rtl else edge - reserve)
        blanks = 0 if line.hangs and wrapped else _blank_lines(step, line, pitch)
        if blanks or not wrapped:
            text += "\n" * (blanks + 1) + after.text
            continue
        if line.hangs:
            text += " " + after.text
            continue
        whole = _is_full(line, after, edge, bar)
        glued = glue(text, after.text, whole)
        if hanging and glued[len(text) : len(text) + 1] == " ":
            glued = f"{text}\n{after.text}"
        text = glued
    return brackets(text)


def _is_full(line: Segment, after: Segment, edge: float, bar: float) -> bool:
    """Whether a line is one word that may have been broken: no letter more has room beside it."""
    if " " in line.text or is_wide(line.text[-1]):
        return False
    room = line.x0 - edge if line.rtl else edge - line.x1
    letter = (line.x1 - line.x0) / len(line.text) * (NARROW if after.text[:1] in NARROW_LETTERS else 1.0)
    return room < bar * line.size + letter


def _blank_lines(step: float, line: Segment, pitch: float) -> int:
    if not pitch:  # lines of scripts with high letters stand further apart
        pitch = (1.75 if has_rtl(line.text) else 1.3) * line.size
        return max(round(step / pitch) - 1, 0) if step > 1.5 * pitch else 0
    return max(round(step / pitch) - 1, 0)
