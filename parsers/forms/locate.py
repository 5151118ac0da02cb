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


def locate(blocks: Sequence[Block], questions: Sequence[Question]) -> tuple[Head, ...]:
    """The questions that the paragraphs show, in the form's order, as many as possible."""
    found = [
        (i, n, score, head)
        for i in range(len(blocks))
        for n, question in enumerate(questions)
        if (hit := _fit(blocks, i, question)) is not None
        for score, head in [hit]
    ]
    best: list[float] = []
    before: list[int] = []
    for k, (i, n, score, _) in enumerate(found):
        total, link = 0.0, -1
        for j in range(k):
            if found[j][0] < i and found[j][1] < n and best[j] > total:
                total, link = best[j], j
        best.append(total + score)
        before.append(link)
    at = max(range(len(found)), key=lambda k: (best[k], -k), default=-1)
    chain: list[Head] = []
    while at >= 0:
        chain.append(found[at][3])
        at = before[at]
    return tuple(chain[::-1])


def _fit(blocks: Sequence[Block], at: int, question: Question) -> tuple[float, Head] | None:
    block = blocks[at]
    if not isinstance(block, Text):
        return None
    number, rest = split_ordinal(block)
    body = at + 1
    if not rest.strip() and body < len(blocks) and isinstance(follower := blocks[body], Text):
        rest, body = follower.text, body + 1  # the number stood on a line of its own
    if number is None:
        rest = block.text
    rest = (glued_labels(rest) or (rest, ()))[0]
    score = _score(number, fold(one_line(rest)), question[0])
    if score <= 0 and number is not None and question[0].number is None:
        rest, body = block.text, at + 1  # the “number” may be part of an unnumbered prompt
        score = _score(None, fold(one_line(rest)), question[0])
    if score <= 0:
        return None
    return score, Head(question=question, at=at, body=body, tail=behind(rest, question[0].prompt))


def _score(number: str | None, text: str, item: Item) -> float:
    prompt = fold(item.prompt)
    if number is not None and item.number is not None and number != item.number:
        return 0.0
    same_number = number is not None and number == item.number
    if text == prompt or any(text == w for w in item.wordings):
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
