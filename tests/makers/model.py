"""A form, its questions and the answers of its respondents: the source of every rendering."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Text:
    """A typed answer with what it is known to state; ``judge`` names the value columns to judge."""

    text: str
    number: float | None = None
    unit: str | None = None
    date: str | None = None
    """ISO; None where day and month cannot be told apart."""
    cell_date: str | None = None
    """ISO date of a workbook's cell, where ``date`` alone cannot be told."""
    bool_: bool | None = None
    trap: str | None = None
    """``qline`` looks like a question, ``help`` equals a help text."""
    judge: tuple[str, ...] = ()


@dataclass(frozen=True)
class Other:
    """Free text typed into the option ``Other``."""

    text: str


class Skip:
    """The question was not shown to this respondent (branching)."""


SKIP: Final = Skip()
Scalar = str | Text | Other | int
Answer = Scalar | tuple["Scalar | None", ...] | Skip | None


@dataclass(frozen=True)
class Question:
    """``kind``: text long single multi dropdown stars numbers nps likert ranking date file."""

    kind: str
    prompt: str
    answers: tuple[Answer, ...]
    help: str | None = None
    required: bool = False
    options: tuple[str, ...] = ()
    other: bool = False
    rows: tuple[str, ...] = ()
    scale: int = 5
    symbol: str = "star"
    ends: tuple[str, str] | None = None
    yes_no: bool = False
    """The first option means yes, the second no."""
    points: int | None = None
    correct: tuple[str, ...] = ()
    feedback: str | None = None
    hard: tuple[str, ...] = ()
    """Columns that no rendering decides."""
    alt: tuple[tuple[str, str], ...] = ()
    """Other good values: (column, value)."""


@dataclass(frozen=True)
class Section:
    """A heading over the questions that follow; a ``stem`` completes in their prompts."""

    title: str
    text: str | None = None
    stem: bool = False


@dataclass(frozen=True)
class Respondent:
    """The header block of a response."""

    number: str
    name: str | None
    time: str
    seconds: int
    started: str
    submitted: str
    email: str | None = None
    score: float | None = None


@dataclass(frozen=True)
class Form:
    """A questionnaire with its respondents, in order."""

    code: str
    language: str
    title: str
    subtitle: str | None
    items: tuple[Question | Section, ...]
    respondents: tuple[Respondent, ...]
    numbered: bool = True
    closing: Section | None = None
    color: str = "#0f6cbd"

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return "rtl" if self.language.startswith("ar") else "ltr"

    @property
    def score_max(self) -> int | None:
        """The points of a quiz; None for a form without points."""
        points = [q.points for q in self.items if isinstance(q, Question) and q.points is not None]
        return sum(points) if points else None


@dataclass(frozen=True)
class Shown:
    """A question as one respondent's result shows it."""

    question: Question
    number: str | None
    section: Section | None
    answer: Answer
    place: int = 0
    """Among the form's questions, from 1."""

    @property
    def given(self) -> tuple[Scalar | None, ...]:
        """The answer as a tuple; empty when blank."""
        if self.answer is None or isinstance(self.answer, Skip):
            return ()
        return self.answer if isinstance(self.answer, tuple) else (self.answer,)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Chosen options as listed, without ``Other``."""
        return tuple(str(a) for a in self.given if a is not None and not isinstance(a, Other | Text))

    @property
    def typed(self) -> str | None:
        """What was typed into ``Other``."""
        return next((a.text for a in self.given if isinstance(a, Other)), None)

    @property
    def text(self) -> str | None:
        """The text of a typed answer, date or drop-down."""
        for a in self.given:
            return a.text if isinstance(a, Text | Other) else str(a)
        return None


def shown(form: Form, index: int) -> Iterator[Section | Shown]:
    """Sections and questions that response ``index`` (0-based) shows, in order."""
    number, section, pending = 0, None, None
    for item in form.items:
        if isinstance(item, Section):
            section = pending = item
            continue
        number += 1
        answer = item.answers[index]
        if answer is SKIP:
            continue
        if pending is not None:
            yield pending
            pending = None
        yield Shown(item, str(number) if form.numbered else None, section, answer, number)


def questions(form: Form, index: int) -> list[Shown]:
    """The questions that response ``index`` shows."""
    return [s for s in shown(form, index) if isinstance(s, Shown)]
