"""Where the questions of a known form begin among unmarked paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from parsers.blocks import Block, Struct, Text
from parsers.forms.template import Item, Template
from parsers.forms.wording import begins_with, fold, likeness
from parsers.recognise.ordinals import split_ordinal
from parsers.recognise.parts import glued_labels
from parsers.text import fold as one_line

Question = tuple[Item, ...]
"""A question with all its rows; one item unless it is a grid."""

ALIKE_AT_NUMBER = 80.0
"""Least likeness of a paragraph's start and a prompt that have the same number: OCR may err."""
GLUED = 12
"""Letters from which on a prompt counts although other text follows it in its paragraph."""


class Head(Struct, frozen=True):
    """A question found."""

    question: Question
    at: int
    """Index of its first block."""
    body: int
    """Index of the first block behind the prompt."""
    tail: str
    """What follows the prompt in its own paragraph."""


def questions_of(template: Template) -> tuple[Question, ...]:
    """The form's questions, the rows of a grid together."""
    runs = groupby(template.items, key=lambda i: (i.prompt, i.number) if i.row_label else i.question_id)
    return tuple(tuple(rows) for _, rows in runs)


class _Start(Struct, frozen=True):
    """A paragraph as the start of a question: read with its number, or as it stands."""

    at: int
    body: int
    number: str | None
    rest: str
    folded: str


def locate(blocks: Sequence[Block], questions: Sequence[Question]) -> tuple[Head, ...]:
    """The questions that the paragraphs show, in the form's order, as many as possible."""
    prompts = [fold(question[0].prompt) for question in questions]
    found = [
        (at, n, *hit)
        for at in range(len(blocks))
        for starts in [_starts(blocks, at)]
        for n, question in enumerate(questions)
        if (hit := _fit(starts, question[0], prompts[n])) is not None
    ]
    best: list[float] = []
    before: list[int] = []
    for k, (at, n, score, _) in enumerate(found):
        total, link = 0.0, -1
        for j in range(k):
            if found[j][0] < at and found[j][1] < n and best[j] > total:
                total, link = best[j], j
        best.append(total + score)
        before.append(link)
    last = max(range(len(found)), key=lambda k: (best[k], -k), default=-1)
    chain: list[Head] = []
    while last >= 0:
        _, n, _, start = found[last]
        tail = behind(start.rest, questions[n][0].prompt)
        chain.append(Head(question=questions[n], at=start.at, body=start.body, tail=tail))
        last = before[last]
    return tuple(chain[::-1])


def _starts(blocks: Sequence[Block], at: int) -> tuple[_Start, ...]:
    """How a paragraph may be read: behind its number, and, as the “number” may be part of an
    unnumbered prompt, as a whole."""
    block = blocks[at]
    if not isinstance(block, Text):
        return ()
    whole = _start(at, at + 1, None, block.text)
    number, rest = split_ordinal(block)
    if number is None:
        return (whole,)
    body = at + 1
    if not rest.strip() and body < len(blocks) and isinstance(follower := blocks[body], Text):
        rest, body = follower.text, body + 1  # the number stood on a line of its own
    return (_start(at, body, number, rest), whole)


def _start(at: int, body: int, number: str | None, text: str) -> _Start:
    rest = (glued_labels(text) or (text, ()))[0]
    return _Start(at=at, body=body, number=number, rest=rest, folded=fold(one_line(rest)))


def _fit(starts: Sequence[_Start], item: Item, prompt: str) -> tuple[float, _Start] | None:
    for start in starts:
        if start.number is None and len(starts) > 1 and item.number is not None:
            continue
        score = _score(start.number, start.folded, item, prompt)
        if score > 0:
            return score, start
    return None


def _score(number: str | None, text: str, item: Item, prompt: str) -> float:
    if number is not None and item.number is not None and number != item.number:
        return 0.0
    same_number = number is not None and number == item.number
    if text == prompt or text in item.wordings:
        return 2.0 if same_number else 1.0
    if begins_with(text, prompt) and (same_number or len(prompt) >= GLUED):
        return 1.8 if same_number else 0.6
    if same_number and likeness(text[: len(prompt)], prompt) >= ALIKE_AT_NUMBER:
        return 1.5
    return 0.0


def behind(text: str, start: str) -> str:
    """What follows ``start`` in ``text``, white space and case aside."""
    wanted = len(fold(start))
    if len(fold(text)) <= wanted:
        return ""
    low, high = 0, len(text)
    while low < high:  # the shortest prefix that folds to at least as many letters
        middle = (low + high) // 2
        if len(fold(text[:middle])) < wanted:
            low = middle + 1
        else:
            high = middle
    return text[low:].lstrip(" .:：。*\\\n")
