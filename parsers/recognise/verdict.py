"""Whether a document is a response at all, and what it is if not.

A response shows who answered (the header of “View results”) or is built of Forms' own
markup. Anything else with numbered lines is no response, however much it looks like a form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from parsers import labels
from parsers.blocks import Block, Choice, Evidence, Field, Grid, Role, Scale, Struct, Text, Unreadable
from parsers.recognise.header import Header
from parsers.responses import Answer, QuestionType, Response, Status

SUMMARY = ("summary_responses", "summary_average", "summary_latest")


class Candidate(Struct, frozen=True):
    """One stretch of a document that may be a response."""

    header: Header
    response: Response
    areas: int
    """Answer areas that the document itself shows: boxes, marks, controls."""
    own_markup: bool
    """The parts are named by Forms' own markup, or its hidden labels have leaked."""


def candidate(blocks: Sequence[Block], header: Header, response: Response, leaked: bool) -> Candidate:
    """Gathers what the verdict rests on."""
    roles = any(isinstance(b, Text) and b.role is Role.PROMPT for b in blocks)
    areas = sum(isinstance(b, (Choice, Field, Grid, Scale)) for b in blocks)
    return Candidate(header=header, response=response, areas=areas, own_markup=roles or leaked)


def is_response(found: Candidate) -> bool:
    """A header by its words; a header by its shape with areas to answer in; or own markup with answers."""
    if not found.response.answers:
        return False
    if found.header.worded:
        return True
    questions = len(found.response.answers)
    if found.header.strength and found.areas * 3 >= questions:
        return True
    if found.header.framed and questions >= 3:
        return True
    return found.own_markup and bool(_given(found.response))


LEAD = 15
"""Paragraphs at a document's top that can hold its counts: title, lead and the cards of the summary."""


def is_summary(blocks: Sequence[Block], found: Sequence[Candidate]) -> bool:
    """Whether a document's top counts responses and averages their times, as only the owner's page does."""
    lead = " ".join(islice((b.text for b in blocks if isinstance(b, Text)), LEAD))
    return len(found) == 1 and all(_counted(m).search(lead) for m in ("summary_responses", "summary_average"))


@cache
def _counted(meaning: str) -> re.Pattern[str]:
    """A word with a figure beside it."""
    words = "|".join(map(re.escape, sorted(labels.words(meaning), key=len, reverse=True)))
    return re.compile(rf"\d\s*(?:{words})(?!\w)|(?<!\w)(?:{words})\s*[:：]?\s*\d", re.I)


def refuse(blocks: Sequence[Block], found: Sequence[Candidate]) -> Unreadable:
    """The reason why a document without a response is refused."""
    if (
        is_summary(blocks, found)
        or len({m for b in blocks if isinstance(b, Text) for m in _summary_words(b.text)}) >= 2
    ):
        return Unreadable(
            "summary", "The owner's summary of all responses: export the individual results instead."
        )
    forms = [f for f in found if len(f.response.answers) >= 2]
    if any(_is_blank_form(f) for f in forms) and _is_filled(blocks):
        return Unreadable("not_a_response", "A form that somebody filled in, but no Forms result.")
    if any(_is_blank_form(f) for f in forms):
        return Unreadable(
            "blank_form", "A form without any answer: export a respondent's “View results” instead."
        )
    if any(f.header.worded for f in found):
        return Unreadable("not_a_response", "The header of a Forms result, but no question below it.")
    return Unreadable("not_a_response", "No Forms result: neither its header nor its questions were found.")


def _given(response: Response) -> list[Answer]:
    """Answers, but for rankings: their order stands there before anybody changes it."""
    answered = (a for a in response.answers if a.status is Status.ANSWERED)
    return [a for a in answered if a.question_type is not QuestionType.RANKING]


def _is_blank_form(found: Candidate) -> bool:
    """Areas to answer in and nothing in them, but for what a button may look like."""
    questions = len(found.response.answers)
    shows_areas = found.own_markup or found.areas * 2 >= questions
    return shows_areas and len(_given(found.response)) * 8 <= questions


def _is_filled(blocks: Sequence[Block]) -> bool:
    """Whether controls of the document itself hold what somebody gave, though not below a question."""
    typed = any(_states(b) and isinstance(b, Field) and b.text.strip() and not b.placeholder for b in blocks)
    choices = [b for b in blocks if isinstance(b, Choice) and _states(b)]
    return typed or sum(b.selected is True for b in choices) * 8 > len(choices)


def _states(block: Block) -> bool:
    return isinstance(block, (Choice, Field)) and block.evidence is Evidence.MARKUP


def _summary_words(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        bare = re.sub(r"[\d.,%]+", " ", line)
        yield from (m for m in labels.meanings(bare) if m in SUMMARY)
