"""What was given to a question, before it becomes a row of the table."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.blocks import Evidence, Link, Place, Problem, Struct
from parsers.responses import Option, QuestionType, Status

DOUBT = "help_or_answer"
"""Code of the finding that a text may be help or the answer."""


class Given(Struct, frozen=True):
    """What was found in a question's body, before it becomes a row."""

    question_type: QuestionType
    status: Status
    answer_text: str | None = None
    selected: tuple[str, ...] | None = None
    other_text: str | None = None
    options: tuple[Option, ...] = ()
    links: tuple[Link, ...] = ()
    help: tuple[str, ...] = ()
    number: float | None = None
    row_label: str | None = None
    place: Place = Place()
    evidence: Evidence = Evidence.TEXT
    confidence: float | None = None
    """Set where the kind of evidence alone does not say it."""
    problems: tuple[Problem, ...] = ()
    dropdown: bool = False
    shown_empty: bool = False
    """What an empty box shows, or that there is no answer, stood in the answer's place."""
    body: tuple[str, ...] = ()
    """The paragraphs, where nothing marks their part."""


def unchosen(texts: Sequence[str]) -> tuple[Option, ...]:
    """Offered options of which nothing is known."""
    return tuple(Option(text=text, selected=None) for text in texts)


def ranking(items: tuple[str, ...], place: Place, evidence: Evidence) -> Given:
    """A ranked list, best first."""
    return Given(
        question_type=QuestionType.RANKING,
        status=Status.ANSWERED if items else Status.BLANK,
        answer_text="; ".join(items) or None,
        selected=items,
        options=tuple(Option(text=item, selected=True, rank=i + 1) for i, item in enumerate(items)),
        place=place,
        evidence=evidence,
    )


def span(places: Sequence[Place]) -> Place:
    """The first place, its box widened over the others on the same page."""
    first = places[0]
    boxes = [p.bbox for p in places if p.bbox and p.page == first.page]
    if not boxes:
        return first
    box = (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
    return Place(page=first.page, bbox=box, line=first.line)


def names(lines: str) -> str | None:
    """File names, one per line, in one line."""
    return "; ".join(line for line in lines.split("\n") if line) or None
