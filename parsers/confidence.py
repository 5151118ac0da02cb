"""How sure a response's claims can be, by what stands beside them: fitted with ``python -m tests.calibrate``.

``recognise.answers.CONFIDENCE`` says what each kind of evidence is worth. Here is what takes away from it:
signs that much of a document was read amiss, each with its record in ``docs/design.md``.
"""

from __future__ import annotations

from msgspec.structs import replace

from parsers.blocks import Evidence
from parsers.responses import Answer, Response, Status

LIKELY = 0.9
"""Wrong more often than 1 in 1,000, and less than 1 in 50."""
UNSURE = 0.75
"""Wrong more often than 1 in 50."""
DOUBTS = frozenset(("unplaced", "no_answer_in_box", "foreign_questions", "mark_conflict"))
"""Findings that seldom come alone: where one stands, 1 in 15 of the response's other claims is wrong."""
SHEETS = ("xlsx", "csv")
"""Their columns are the questions: they show no numbers, and say themselves what is unsure."""

SEEN = (Evidence.MARKS, Evidence.LAYOUT)
"""What is seen of a page, not said by the file itself: marks and boxes are typed, or drawn in many ways."""


def settled(response: Response, format: str | None) -> Response:
    """The response, none of its claims surer than it can be. Doing it again changes nothing."""
    if format in SHEETS:
        return response
    numbered = all(a.number for a in response.answers if a.status is not Status.NOT_SHOWN)
    codes = {p.code for p in response.problems}
    codes |= {p.code for answer in response.answers for p in answer.problems}
    cap = UNSURE if codes & DOUBTS else 1.0
    answers = tuple(at_most(a, min(cap, _most(a, numbered))) for a in response.answers)
    return replace(response, answers=answers)


def _most(answer: Answer, numbered: bool) -> float:
    """What one answer can be worth."""
    if answer.evidence is Evidence.PERSON:
        return 1.0
    if not answer.prompt:
        return UNSURE
    if answer.evidence in SEEN and not numbered:
        return UNSURE
    is_odd = answer.status is Status.BLANK and bool(answer.required)  # the form would not have let it pass
    return 1.0 if numbered and not is_odd else LIKELY


def at_most(answer: Answer, most: float) -> Answer:
    """The answer, no surer than this."""
    return answer if answer.confidence <= most else replace(answer, confidence=most)
