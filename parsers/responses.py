"""What the recogniser found: responses with their questions and answers.

The words are the contract's; the units too (seconds, points, ISO dates).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from parsers.blocks import Block, Evidence, Place, Problem, Struct


class QuestionType(StrEnum):
    """The contract's ``question_type``."""

    TEXT = "text"
    SINGLE_CHOICE = "single_choice"
    MULTIPLE_CHOICE = "multiple_choice"
    RATING = "rating"
    NPS = "nps"
    DATE = "date"
    LIKERT = "likert"
    RANKING = "ranking"
    FILE_UPLOAD = "file_upload"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """The contract's ``status``."""

    ANSWERED = "answered"
    BLANK = "blank"
    UNDETERMINED = "undetermined"
    NOT_SHOWN = "not_shown"


class Option(Struct, frozen=True, gc=False):
    """An offered choice."""

    text: str
    selected: bool | None
    """None: not shown by this export."""
    other: bool = False
    rank: int | None = None


class Values(Struct, frozen=True, gc=False):
    """Typed readings of an answer; None wherever the text leaves a doubt."""

    bool_: bool | None = None
    number: float | None = None
    unit: str | None = None
    date: date | None = None


class Answer(Struct, frozen=True, gc=False):
    """One response's row for one question."""

    prompt: str
    question_type: QuestionType
    status: Status
    number: str | None = None
    section: str | None = None
    row_label: str | None = None
    help_text: str | None = None
    required: bool | None = None
    answer_text: str | None = None
    selected: tuple[str, ...] | None = None
    other_text: str | None = None
    options: tuple[Option, ...] = ()
    values: Values = Values()
    urls: tuple[str, ...] | None = None
    confidence: float = 1.0
    evidence: Evidence = Evidence.TEXT
    place: Place = Place()
    """``bbox``: the answer's, on ``page`` (the prompt's where there is no box); ``line``: where the question
    starts."""
    problems: tuple[Problem, ...] = ()
    body: tuple[str, ...] = ()
    """Paragraphs below the prompt where nothing marks their part: what a form is learned from."""
    points: float | None = None
    points_max: float | None = None
    feedback: str | None = None
    """Of a quiz: what the owner gave for this answer, could give, and wrote."""
    dropdown: bool = False
    """The document shows the chosen option of a list and no other."""
    question_id: str | None = None
    """Set once the form is known."""


class Response(Struct, frozen=True, gc=False):
    """One respondent's submission."""

    answers: tuple[Answer, ...]
    form_title: str | None = None
    respondent: str | None = None
    respondent_name: str | None = None
    respondent_email: str | None = None
    anonymous: bool | None = None
    started_at: datetime | None = None
    submitted_at: datetime | None = None
    time_to_complete_s: int | None = None
    modified_at: datetime | None = None
    language: str | None = None
    score: float | None = None
    score_max: float | None = None
    problems: tuple[Problem, ...] = ()
    source: tuple[Block, ...] = ()
    """The blocks below the header where nothing marks their parts: to be read again by the form."""
    lossy: bool = False
    """The document was made by a converter that leaves out what inputs hold."""
    between: tuple[str, ...] = ()
    """Paragraphs that belong to no question: headings, introductions, stems, the closing."""
    form_id: str | None = None
    """Set once the form is known."""


class Reading(Struct, frozen=True):
    """All that was made of one document."""

    format: str | None
    pages: int | None = None
    responses: Sequence[Response] = ()
    problems: tuple[Problem, ...] = ()
    reason: str | None = None
    """Set when the document is rejected: a stable code of the contract."""
    detail: str | None = None
    text_source: str | None = None
    """``embedded``, ``ocr`` or ``mixed``; None where no page was read."""
    pending: tuple[Response, ...] = ()
    """Responses whose header was found but no question: the form may tell where they begin."""
