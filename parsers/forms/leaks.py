"""Hidden labels of a page in any language, behind or below the prompts that the form knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from parsers.forms.reading.flow import Line
from parsers.recognise.leaked import sentences

LEAST, SHARE = 4, 0.6
"""Questions of a document, and the least share of them that has a label. Below, what two people say alike
would be one; above, a page of which a part was lost keeps its labels in the answers."""
MOST, LONGEST = 2, 40
"""Labels of one question (required, type), and characters of one."""


def leaked_labels(bodies: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Short sentences that begin what stands below several prompts, each with something behind it somewhere,
    and those that follow one which others of them follow elsewhere (required, then the type)."""
    starts = [_labels_of(lines) for lines in bodies]
    found = Counter(phrase for start in starts for phrase in {*start})
    often = {phrase for phrase, count in found.items() if count > 1}
    having = sum(not often.isdisjoint(start) for start in starts)
    if len(bodies) < LEAST or having < SHARE * len(bodies):
        return frozenset()
    known = {p for lines, start in zip(bodies, starts, strict=True) for p in start[: _behind(lines)]} & often
    both = [start for start in starts if len(start) == MOST and start[0] in known]
    openers = {start[0] for start in both if start[1] in known}
    return frozenset(known | {start[1] for start in both if start[0] in openers})


def _behind(lines: Sequence[Line]) -> int:
    """How many sentences of a body's first line have something behind them."""
    return MOST if len(lines) > 1 else len(sentences(lines[0].text)) - 1 if lines else 0


def may_begin_with_label(lines: Sequence[Line], labels: frozenset[str]) -> bool:
    """Whether a short sentence of a question without a known label stands where others have theirs."""
    start = _labels_of(lines)
    return bool(labels) and bool(start) and labels.isdisjoint(start)


def without_leaked(lines: Sequence[Line], labels: frozenset[str]) -> list[Line]:
    """A question's lines without the labels that they begin with."""
    kept = list(lines)
    while kept and labels:
        found = sentences(kept[0].text)
        count = next((n for n, phrase in enumerate(found) if phrase not in labels), len(found))
        if not count:
            break
        rest = " ".join(found[count:])
        kept = [replace(kept[0], text=rest), *kept[1:]] if rest else kept[1:]
        if rest:
            break
    return kept


def _labels_of(lines: Sequence[Line]) -> list[str]:
    """The sentences at a body's start that can be labels."""
    found = sentences(lines[0].text)[:MOST] if lines else []
    count = next((n for n, p in enumerate(found) if len(p) > LONGEST or p[-1:] not in ".。"), len(found))
    return found[:count]
