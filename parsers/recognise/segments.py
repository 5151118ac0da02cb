"""Cuts a response into its title, its sections and its questions with what belongs to each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from parsers import labels
from parsers.blocks import Block, Choice, Field, Grid, Ranking, Role, Scale, Struct, Style, Table, Text
from parsers.recognise import ordinals
from parsers.recognise.names import is_title
from parsers.text import fold

AREAS = (Choice, Field, Grid, Ranking, Scale, Table)
"""Blocks in which an answer is given; text outside them is prompt, help or heading."""

MAX_TYPED = 120
"""Characters that a text typed into a free option has at most, where it stands in a line of its own."""
LARGER = 1.08
"""A text is larger than another from this ratio on (one step of any style sheet is more)."""

_LETTER = re.compile(r"\s*([A-Z])\s*[.)]\s+\S")
_ROMAN_LABEL = re.compile(r"\s*([IVX]{1,5})\s*[.)]\s+\S")
_CHINESE = re.compile(r"\s*第?([一二三四五六七八九十])\s*(?:[、．.]|部分)\s*\S")
_WORDED = re.compile(r"\s*([^\W\d]{3,12})\s+(\d{1,2}|[A-Z]|[IVX]{2,5})\s*[.:：–-]\s*\S")
_ROMAN = {"I": 1, "V": 5, "X": 10}


class Segment(Struct, frozen=True):
    """One question as cut out: its first paragraph and all that follows up to the next."""

    head: Text
    number: str | None
    rest: str
    """The head's text after its number."""
    body: tuple[Block, ...]
    section: str | None
    cut_short: bool = False
    """What looks like a heading stands right below, and no question follows: it may be what was typed."""


class Layout(Struct, frozen=True):
    """A response cut into parts."""

    title: str | None
    segments: tuple[Segment, ...]
    between: tuple[str, ...]
    """Paragraphs that belong to no question: headings, introductions, stems, the closing."""


def cut(blocks: Sequence[Block], heads: Sequence[int], respondent: str | None = None) -> Layout:
    """Splits a response's blocks (header removed) at its question heads. ``respondent``: the name shown."""
    heads_at = frozenset(heads)
    look = prompt_style([b for i in heads if isinstance(b := blocks[i], Text)])
    marked = _labelled(blocks, heads_at)
    by_role = {Role.SECTION, Role.PROMPT} <= {b.role for b in blocks if isinstance(b, Text)}
    is_section = [
        isinstance(b, Text) and i not in heads_at and (_is_section(b, look, by_role) or i in marked)
        for i, b in enumerate(blocks)
    ]
    title, section = _lead(blocks, heads[0], is_section, respondent)
    segments: list[Segment] = []
    between = list(blocks[: heads[0]])
    for at, end in zip(heads, (*heads[1:], len(blocks)), strict=True):
        head = blocks[at]
        assert isinstance(head, Text)
        stop = _interlude(blocks, at + 1, end, is_section, last=end == len(blocks))
        number, rest = ordinals.split_ordinal(head)
        body = tuple(blocks[at + 1 : stop])
        short = not body and stop < end == len(blocks)
        segments.append(
            Segment(head=head, number=number, rest=rest, body=body, section=section, cut_short=short)
        )
        section = _last_section(blocks, stop, end, is_section) or section
        between += blocks[stop:end]
    lines = (fold(b.text) for b in between if isinstance(b, Text) and b.role is not Role.GRADING)
    return Layout(title=title, segments=tuple(segments), between=tuple(line for line in lines if line))


def prompt_style(heads: Sequence[Text]) -> Style:
    """The look that most prompts share."""
    return Counter(h.style for h in heads).most_common(1)[0][0] if heads else Style()


def _is_section(text: Text, prompt: Style, by_role: bool) -> bool:
    if by_role or text.role is not None:
        return text.role is Role.SECTION
    if text.bullet or text.number or not text.text.strip(" *\n"):
        return False
    style = text.style
    if style.heading:
        return True
    stands_out = 1.0 + (LARGER - 1) / 3 if style.bold and not prompt.bold else LARGER
    return bool(prompt.size) and style.size > prompt.size * stands_out


def _labelled(blocks: Sequence[Block], heads: frozenset[int]) -> set[int]:
    """Plain lines labelled ``I.``, ``A.``, ``Part 1:``, ``一、`` … in order, at least two of a kind."""
    runs: dict[str, list[int]] = {}
    for i, block in enumerate(blocks):
        if isinstance(block, Text) and block.role is None and i not in heads:
            for kind, value in _label_values(block.text):
                if value == len(runs.setdefault(kind, [])) + 1:
                    runs[kind].append(i)
    return {i for run in runs.values() if len(run) >= 2 for i in run}


def _label_values(text: str) -> list[tuple[str, int]]:
    """What a line's label counts, and how far: ``C. Costs`` is letter 3 and Roman 100."""
    if len(text) > 120 or "\n" in text.strip() or text.rstrip().endswith((".", ";", ",", "。")):
        return []
    found: list[tuple[str, int]] = []
    if (hit := _LETTER.match(text)) is not None:
        found.append(("letter", ord(hit[1]) - ord("A") + 1))
    if (hit := _ROMAN_LABEL.match(text)) is not None:
        found.append(("roman", _roman(hit[1])))
    if (hit := _CHINESE.match(text)) is not None:
        found.append(("chinese", "一二三四五六七八九十".index(hit[1]) + 1))
    if (hit := _WORDED.match(text)) is not None:
        word, figure = hit[1].casefold(), hit[2]
        if set(figure) <= _ROMAN.keys():
            found.append((f"{word} roman", _roman(figure)))
        if len(figure) == 1 or figure.isdecimal():
            found.append((word, int(figure) if figure.isdecimal() else ord(figure) - ord("A") + 1))
    return found


def titled(block: Block) -> tuple[Block, ...]:
    """A block, cut behind a first line that is labelled as a section (``Part 1: Costs``): what stands below
    it in one paragraph introduces it, unless a label begins it, too."""
    if not isinstance(block, Text) or block.role is not None or block.place.bbox is not None or block.bullet:
        return (block,)
    first, _, below = block.text.partition("\n")
    if not below or _WORDED.match(first) is None or any(map(_WORDED.match, below.split("\n"))):
        return (block,)
    return replace(block, text=first, links=()), replace(block, text=below, tight=True)


def _roman(figures: str) -> int:
    values = [_ROMAN[c] for c in figures]
    return sum(-a if a < b else a for a, b in zip(values, (*values[1:], 0), strict=True))


def _lead(
    blocks: Sequence[Block], first: int, is_section: Sequence[bool], respondent: str | None
) -> tuple[str | None, str | None]:
    """The form's title and the first section, from what stands above the first question."""
    lead = [
        (i, b)
        for i, b in enumerate(blocks[:first])
        if isinstance(b, Text) and is_title(b.text.split("\n")[0], respondent)
    ]
    titles = [b for _, b in lead if b.role is Role.TITLE]
    headings = [b for i, b in lead if is_section[i]]
    later = [b for i, b in enumerate(blocks) if i >= first and is_section[i] and isinstance(b, Text)]
    if titles:
        return fold(titles[0].text), fold(headings[-1].text) if headings else None
    if not headings:
        own = [b for _, b in lead if b.role is None]
        return (fold(own[0].text.split("\n")[0]) if own else None), None
    if len(headings) > 1 and _rank(headings[0]) < _rank(headings[-1]):
        return fold(headings[0].text), fold(headings[-1].text)
    labelled = not headings[0].style.heading and bool(_label_values(headings[0].text))
    if headings[0].role is Role.SECTION or (labelled and headings[0] is not lead[0][1]):
        above = [b for i, b in lead if b.role is None and not is_section[i]]
        return (fold(above[0].text.split("\n")[0]) if above else None), fold(headings[-1].text)
    if all(_rank(headings[0]) < _rank(b) for b in later):
        return fold(headings[0].text), None
    return None, fold(headings[-1].text)


def _rank(text: Text) -> tuple[int, float]:
    """Smaller is more prominent."""
    return (text.style.heading or 9, -text.style.size)


def _interlude(blocks: Sequence[Block], start: int, end: int, is_section: Sequence[bool], last: bool) -> int:
    """Where a question's own blocks end and what leads to the next one begins."""
    stop = next((i for i in range(start, end) if is_section[i]), end)
    if last:
        stop = next((i for i in range(start, stop) if _is_closing(blocks[i], i > start)), stop)
    areas = [i for i in range(start, stop) if isinstance(blocks[i], AREAS)]
    if areas:
        for i in range(areas[-1] + 1 + _typed_into(blocks[areas[-1]], blocks[areas[-1] + 1 : stop]), stop):
            block = blocks[i]
            if isinstance(block, Text) and block.role not in (Role.GRADING, Role.SCALE_END, Role.HELP):
                return i
    elif stop == end and not last and stop - start >= 2 and _is_stem(blocks[stop - 1]):
        return stop - 1
    return stop


def _typed_into(area: Block, after: Sequence[Block]) -> int:
    """1 if the paragraph after an area is what was typed into its chosen free option."""
    if not isinstance(area, Choice) or not area.selected or area.other_text or not after:
        return 0
    free = area.other or labels.means(area.text, "other")
    first = after[0]
    return int(free and isinstance(first, Text) and first.role is None and len(first.text) <= MAX_TYPED)


def _is_closing(block: Block, has_answer: bool) -> bool:
    if not isinstance(block, Text):
        return False
    text = fold(block.text)
    shouted = text.isupper() and 2 <= len(text.split()) <= 5 and not re.search(r"\d", text)
    return labels.means(text, "closing") and (shouted or (has_answer and block.style.heading > 0))


_STEM_END = re.compile(
    r"\b(?:at|of|to|in|for|by|on|with|the|a|an|your|"
    r"le|la|les|du|de|des|au|aux|à|en|par|pour|der|die|das|den|dem|auf|im|bei|für|von|"
    r"el|los|las|del|al|o|os|as|do|da|no|na|il|lo|i|gli|di|nel|het|van|op)\s*(?:…|\.\.\.|:)?\s*$"
)


def _is_stem(block: Block) -> bool:
    """A sentence that breaks off: the questions after it complete it."""
    return isinstance(block, Text) and len(block.text.split()) >= 5 and bool(_STEM_END.search(block.text))


def _last_section(blocks: Sequence[Block], start: int, end: int, is_section: Sequence[bool]) -> str | None:
    found = [b for i in range(start, end) if is_section[i] and isinstance(b := blocks[i], Text)]
    return fold(found[-1].text).strip("*# ") if found else None
