"""A form as it is known: its questions in order, each with its lasting name."""

from __future__ import annotations

from parsers.blocks import Struct
from parsers.responses import QuestionType

SHARED = 0.6
"""Least share of a response's questions that its form must know. Two forms of one organisation share
the questions on the respondent, seldom more than a third."""

RARE = 10
"""A question that fewer than one document in so many shows has no row in those that leave it out: it may be a
stranger's. It bounds the rows of all documents by so many times what they show; a branch that one respondent
in twenty takes is told of by its own rows alone."""


class Version(Struct, frozen=True):
    """One way in which a question was put."""

    prompt: str
    """Of a grid's row, its statement."""
    help_text: str | None
    options: tuple[str, ...]
    responses: int
    """That show it so."""
    first: int
    """The smallest respondent number among them."""


class Item(Struct, frozen=True):
    """A question of a form (a Likert statement is one of its own)."""

    question_id: str
    prompt: str
    question_type: QuestionType = QuestionType.UNKNOWN
    number: str | None = None
    section: str | None = None
    row_label: str | None = None
    help_text: str | None = None
    required: bool | None = None
    options: tuple[str, ...] = ()
    other: str | None = None
    """The label of the free option, where one is offered."""
    dropdown: bool = False
    """Documents show only what was chosen."""
    day_first: bool | None = None
    """Whether numeric dates of this question put the day first; None: nothing settles it."""
    wordings: tuple[str, ...] = ()
    """Other wordings of the prompt or statement that documents show."""
    versions: tuple[Version, ...] = ()
    """More than one where the question changed."""
    witnesses: int = 0
    """Documents that show the question."""
    own_id: str | None = None
    """The id that its wording gave it, where a form file names it otherwise."""
    corrected: bool = False
    """A person's form file says another help than documents show."""
    exact: bool = True
    """Some witness showed by marks, boxes or markup what is prompt, help and option."""
    apart: frozenset[str] = frozenset({"markup"})
    """Evidence by which witnesses showed of this question where its answer begins."""


class Template(Struct, frozen=True):
    """A form."""

    form_id: str
    items: tuple[Item, ...]
    title: str | None = None
    language: str | None = None
    documents: int = 0
    teachers: int = 0
    """Submissions that show its questions' parts; none where only a person's file does."""
    between: frozenset[str] = frozenset()
    """Paragraphs (folded) that marked documents show between questions: headings, introductions,
    stems, the closing."""
    constant: frozenset[tuple[str, str]] = frozenset()
    """Question ids with paragraphs (folded) of unmarked documents that are the form's because most
    documents have them below that question."""
    varied: frozenset[str] = frozenset()
    """Of ``hints``: ids of questions below which unmarked documents differ, as with what people type."""
    silent: frozenset[str] = frozenset()
    """Ids of questions below which no unmarked document of many has anything: more likely than that nobody
    answered, the control is lost that they all had there."""
    unheard: bool = False
    """Too few show it for those that have no question of their own: it tells where they begin, no more."""
    hints: tuple[Template, ...] = ()
    """The form as each of a few pages shows it, too few to be heard: it holds in an unmarked document where
    the document's own lines say the same."""


def is_rare(item: Item, documents: int) -> bool:
    """Whether too few of the documents show a question; one that a person wrote into the form's file is not
    counted."""
    return 0 < item.witnesses * RARE < documents


def confidence(witnesses: int) -> float:
    """How sure a reading by the form is: grows with the documents that show the question, and stays below 0.8
    (more than 1 in 50 is wrong: ``tests.calibrate``)."""
    return round(0.79 - 0.16 / (1 + witnesses), 2)
