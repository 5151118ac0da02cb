"""Question numbers: a paragraph's own, and which of many are the form's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from parsers.blocks import Block, Role, Struct, Text

_ORDINAL = re.compile(
    r"\s*(?:Q\s?|(?:Question|Frage|Pregunta|Pergunta|Domanda|Vraag|Pytanie)\s)?"
    r"(\d{1,3})\s*(?:[.)．。、](?!\d)|(?<=[a-zQ] \d)[:：]|(?<=Q\d)[:：]|(?<=Q\d\d)[:：])"
    r"[ \t\u00a0]*(?P<rest>.*)",
    re.S,
)
_PROMPT_LIKE = re.compile(r"[?？؟:：*]\s*$|[?？؟]")
MAX_NUMBER = 999
"""A larger figure numbers no question."""
MAX_CANDIDATES = 3_000
"""More numbered paragraphs than any form has questions; bounds the search below."""

# Weights of the search for the chain of question numbers. Only their order of size matters: a
# number out of sequence costs more than a question mark earns, a foreign style more than either.
_QUESTION_MARK = 0.3
_LIST_SIBLING = 0.4
_LISTED = 1.2
_STYLE = 0.6
_PER_GAP, _GAP_CAP = 0.25, 1.2
_MAJORITY, _PRINTED = 0.8, 0.5
"""Least share of a chain that has one look, for the look to count; the second is enough where a print has
others in bold that were displaced: its prompts have one look, a scanner finds headings at random."""
_GAPS = tuple(min(_PER_GAP * (step - 1), _GAP_CAP) for step in range(MAX_NUMBER + 1))
"""What a step from one number to the next costs."""


class Ordinal(Struct, frozen=True):
    """A paragraph that could begin a question."""

    index: int
    """In the sequence of blocks."""
    number: int
    rest: str
    """The text after the number."""
    look: tuple[bool, bool, bool, bool, float]
    prompt_like: bool
    sibling: bool
    """Follows another list item without a gap."""
    listed: bool = False
    """An item of a list from 1 below another paragraph numbered 1."""


def split_ordinal(text: Text) -> tuple[str | None, str]:
    """A paragraph's number as printed (digits) and the text after it."""
    if text.number is not None:
        return text.number, text.text
    bullet = (text.bullet or "").rstrip(".)")
    if bullet.isdecimal():
        return bullet, text.text
    found = _ORDINAL.match(text.text) if not text.bullet else None
    return (str(int(found[1])), found["rest"]) if found else (None, text.text)


def chain_of(blocks: Sequence[Block]) -> tuple[int, ...]:
    """Indices of the paragraphs whose numbers form the best rising sequence."""
    found = _with_lists([o for i, b in enumerate(blocks) if isinstance(b, Text) and (o := _ordinal(i, b))])
    if not found or len(found) > MAX_CANDIDATES:
        return ()
    chain = _best_chain(found, None)
    look, count = Counter(o.look for o in chain).most_common(1)[0]
    if count >= _PRINTED * len(chain):
        alike = _best_chain(found, look)
        displaced = look[1] and _is_print(blocks) and not {o.index for o in alike} <= {o.index for o in chain}
        if displaced or count >= _MAJORITY * len(chain):
            chain = alike
    return tuple(o.index for o in chain)


def _is_print(blocks: Sequence[Block]) -> bool:
    return any(isinstance(b, Text) and b.place.bbox is not None for b in blocks)


def _with_lists(found: Sequence[Ordinal]) -> list[Ordinal]:
    """The same, with all items of lists that begin at 1 again, one paragraph below the other, marked."""
    begun = False
    runs: list[list[Ordinal]] = []
    for this in found:
        last = runs[-1][-1] if runs else None
        if last and (this.index, this.number) == (last.index + 1, last.number + 1):
            runs[-1].append(this)
        else:
            runs.append([this])
    marked: list[Ordinal] = []
    for run in runs:
        listed = begun and run[0].number == 1 and len(run) > 1
        marked += [replace(o, listed=True) for o in run] if listed else run
        begun = begun or run[0].number == 1
    return marked


def _ordinal(index: int, text: Text) -> Ordinal | None:
    number, rest = split_ordinal(text)
    if number is None or len(number) > len(str(MAX_NUMBER)) or text.role not in (None, Role.PROMPT):
        return None
    style = text.style
    return Ordinal(
        index=index,
        number=int(number),
        rest=rest,
        look=(text.number is not None, style.bold, style.heading > 0, style.quote, round(style.size)),
        prompt_like=bool(text.required or _PROMPT_LIKE.search(rest)),
        sibling=text.tight and text.bullet is not None,
    )


def _best_chain(found: Sequence[Ordinal], look: tuple[bool, bool, bool, bool, float] | None) -> list[Ordinal]:
    """The rising sequence of numbers with the greatest weight; of equals, the one that ends last."""
    best: list[float] = []
    before: list[int] = []
    ends: dict[int, tuple[float, int]] = {}  # by its last number, the best sequence so far, and where it ends
    for at, this in enumerate(found):
        score, link = -_GAPS[this.number], -1
        for low, (weight, end) in ends.items():
            if low < this.number:
                through = weight - _GAPS[this.number - low]
                if through > score or (through == score and end > link):
                    score, link = through, end
        best.append(score + _weight(this, look))
        before.append(link)
        ends[this.number] = max((best[at], at), ends.get(this.number, (best[at], at)))
    at = max(range(len(found)), key=lambda k: (best[k], k))
    chain: list[Ordinal] = []
    while at >= 0:
        chain.append(found[at])
        at = before[at]
    return chain[::-1]


def _weight(this: Ordinal, look: tuple[bool, bool, bool, bool, float] | None) -> float:
    style = 0.0 if look is None else _STYLE if this.look == look else -2 * _STYLE
    item = max(_LIST_SIBLING * this.sibling, _LISTED * this.listed)
    return 1 + style + _QUESTION_MARK * this.prompt_like - item
