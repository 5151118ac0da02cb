"""Texts and ordinals that could not be read, in pictures or else: they cast doubt on what they stand in."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec.structs import replace

from parsers.blocks import Evidence, Problem
from parsers.responses import Answer, Option, QuestionType, Response, Status, Values

UNREAD = "\ufffd"
"""Stands for a text that could not be read (``pixels.pages``)."""
LOOKS_ALIKE = 0.6
"""Confidence of a text with a letter among figures that may be a figure, too."""
_ALIKE = re.compile(r"\d[OolI|S](?!\w*[a-zA-Z]{2})|(?<![a-zA-Z])[OolI|S]\d")
_TYPED = (QuestionType.TEXT, QuestionType.DATE, QuestionType.UNKNOWN)


def doubted(response: Response) -> Response:
    """The response without the claims that a picture does not bear out."""
    numbers = [int(a.number) if a.number and a.number.isdecimal() else None for a in response.answers]
    lost = _lost([n for n in numbers if n is not None])
    answers = tuple(
        _undetermined(a) if n is not None and n + 1 in lost else _doubted(a)
        for a, n in zip(response.answers, numbers, strict=True)
    )
    problems = tuple(_missing(n) for n in sorted(lost))
    # Its lines are not to be read again: what the form would make of misread ones is no more than a guess.
    return replace(response, answers=answers, problems=(*response.problems, *problems), source=())


def mapped(response: Response) -> Response:
    """The response without the claims that hold a text that could not be read: of a font that hides its
    letters, too."""
    answers = tuple(
        _undetermined(a) if a.status is Status.ANSWERED and _is_unread(a) else a for a in response.answers
    )
    title = None if UNREAD in (response.form_title or "") else response.form_title
    return replace(response, answers=answers, form_title=title)


def _is_unread(answer: Answer) -> bool:
    return any(UNREAD in text for text in _said(answer))


def _said(answer: Answer) -> tuple[str, ...]:
    return (answer.answer_text or "", answer.other_text or "", *(answer.selected or ()))


def _lost(numbers: list[int]) -> set[int]:
    """Ordinals that the row lacks, from one on."""
    return {n for a, b in pairwise([0, *numbers]) for n in range(a + 1, b)}


def _missing(number: int) -> Problem:
    return Problem(
        code="missing_number",
        message=f"No question {number} was found in the picture, though later ones were.",
        loses_content=True,
    )


def _doubted(answer: Answer) -> Answer:
    """What was typed is known by its box alone: a border that was lost lets help and answer run together."""
    if answer.evidence is Evidence.TEXT and answer.question_type in _TYPED:
        return _undetermined(answer)
    if answer.evidence is Evidence.TEXT and answer.status is Status.BLANK:
        return _undetermined(answer)  # no place for it was seen
    if answer.question_type in _TYPED and any(map(_ALIKE.search, _said(answer))):
        return replace(answer, values=Values(), confidence=min(answer.confidence, LOOKS_ALIKE))
    return answer


def _undetermined(answer: Answer) -> Answer:
    options = tuple(Option(text=o.text, selected=None, other=o.other) for o in answer.options)
    return replace(
        answer,
        status=Status.UNDETERMINED,
        answer_text=None,
        selected=None,
        other_text=None,
        values=Values(),
        urls=None,
        options=options,
    )
