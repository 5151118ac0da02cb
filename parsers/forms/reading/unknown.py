"""Questions that a plain document shows and its form does not know: of a version that nobody else shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from parsers.forms.reading.flow import Line, ordinal_of
from parsers.forms.reading.locate import Head
from parsers.forms.wording import fold
from parsers.responses import Answer


def unknown_heads(lines: Sequence[Line], heads: Sequence[Head], answers: Sequence[Answer]) -> frozenset[int]:
    """Lines that begin a question by the document's own reading (``answers``) only, with a number between
    those of the form's questions (``heads``) around it: a list in an answer counts from one."""
    claimed: defaultdict[str, list[str]] = defaultdict(list)
    for answer in answers:
        if answer.number and answer.prompt:
            claimed[answer.number].append(fold(answer.prompt))
    ends = [*((head.at, head.body) for head in heads), (len(lines), len(lines))]
    return frozenset(
        at
        for (first, body), (end, _) in pairwise(ends)
        for at in range(body, end)
        if _between(_number(lines, at), _number(lines, first), _number(lines, end))
        and _is_claimed(lines[at : min(at + 2, end)], claimed)
    )


def _between(number: int | None, low: int | None, high: int | None) -> bool:
    return number is not None and low is not None and low < number < (high or number + 1)


def _number(lines: Sequence[Line], at: int) -> int | None:
    """The number that a paragraph begins with."""
    if at >= len(lines) or not lines[at].first:
        return None
    number = ordinal_of(lines[at])[0]
    return int(number) if number else None


def _is_claimed(lines: Sequence[Line], claimed: Mapping[str, Sequence[str]]) -> bool:
    number, text = ordinal_of(lines[0])
    text = fold("".join([text, *(ordinal_of(line)[1] for line in lines[1:])]))
    return any(text.startswith(prompt) for prompt in claimed.get(number or "", ()))
