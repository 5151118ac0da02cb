"""Questions of a form that a document leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from parsers.blocks import Evidence, Problem
from parsers.forms.template import Item, Template, confidence, is_rare
from parsers.forms.wording import fold
from parsers.responses import Answer, Status

MOST = 0.5
"""Of the documents: a line is the prompt of a question that so many show, else a document's misreading."""
FOREIGN, FOREIGN_SHARE = 3, 0.2
"""Questions, and their share, from which on a document may hold another form: a version may have some new
ones, and a branch that few take some of its own."""

_UNPLACED = Problem(
    code="unplaced", message="A line of the document is this question, but what belongs to it was not found."
)

_UNSEEN = Problem(
    code="missing_number", message="The picture may show this question of the form; it was not found in it."
)


def absent(answers: Sequence[Answer], template: Template, between: Sequence[str] = ()) -> tuple[Answer, ...]:
    """The answers, with one for each other question, at its place in the form.

    One at whose number the document asks something else is not left out: it is worded otherwise, or of
    another version. The others are ``not_shown``, unless a line of the document is the prompt: that one is
    there, but was not read, and what was answered is ``undetermined``. ``between``: the lines of no
    question.
    """
    shown = {a.question_id for a in answers}
    order = {item.question_id: n for n, item in enumerate(template.items)}
    taken = {a.number for a in answers if a.number and a.question_id not in order}
    missing = {
        item.question_id
        for item in template.items
        if item.question_id not in shown
        and item.number not in taken
        and not is_rare(item, template.documents)
        and _is_usual(item, template)
    }
    if not missing:
        return tuple(answers)
    lines = frozenset(fold(line) for line in _unplaced(answers, between, order))
    enough = MOST * max(item.witnesses for item in template.items)
    after: dict[str | None, list[Answer]] = {}
    anchor: str | None = None
    for item in template.items:
        if item.question_id in shown:
            anchor = item.question_id
        elif item.question_id in missing:
            unread = bool(item.prompt) and fold(item.prompt) in lines and item.witnesses >= enough
            after.setdefault(anchor, []).append(
                _answer(item, Status.UNDETERMINED if unread else Status.NOT_SHOWN)
            )
    if any(a.evidence is Evidence.PIXELS for a in answers):  # a line or an ordinal may have been lost
        after = {k: [_answer_unseen(a) for a in found] for k, found in after.items()}
    found = after.pop(None, [])
    for answer in answers:
        found.append(answer)
        if answer.question_id in order:
            found += after.pop(answer.question_id, [])
    return tuple(found)


def _is_usual(item: Item, template: Template) -> bool:
    """Whether a question that only unmarked text claims is the form's: a page has it too, or most have it."""
    if not template.hints:
        return True
    known = any(item.question_id == other.question_id for hint in template.hints for other in hint.items)
    return known or item.witnesses > MOST * template.documents


def foreign(answers: Sequence[Answer], template: Template) -> tuple[Problem, ...]:
    """Says so where a good part of a document's questions are shown by hardly any other of its form: the
    page may hold two forms."""
    usual = {i.question_id for i in template.items if not is_rare(i, template.documents)}
    strange = sum(answer.question_id not in usual for answer in answers)
    if strange < FOREIGN or strange < FOREIGN_SHARE * len(answers):
        return ()
    message = f"{strange} of {len(answers)} questions are shown by hardly any other document of this form."
    return (Problem(code="foreign_questions", message=message),)


def _answer_unseen(answer: Answer) -> Answer:
    """In a picture a question that was not found may be there all the same."""
    return replace(answer, status=Status.UNDETERMINED, problems=answer.problems or (_UNSEEN,))


def _unplaced(answers: Sequence[Answer], between: Sequence[str], order: Mapping[str, int]) -> Iterator[str]:
    """Lines that are no prompt of the form's, as they were read. One alone in a control is what was typed."""
    yield from between
    for answer in answers:
        if answer.question_id not in order:
            yield answer.prompt
        typed = answer.answer_text or ""
        if "\n" in typed or answer.evidence is not Evidence.MARKUP:
            yield from typed.split("\n")
        yield from (answer.help_text or "").split("\n")


def _answer(item: Item, status: Status) -> Answer:
    return Answer(
        prompt=item.prompt,
        question_type=item.question_type,
        status=status,
        number=item.number,
        section=item.section,
        row_label=item.row_label,
        help_text=item.help_text,
        required=item.required,
        confidence=confidence(item.witnesses),
        evidence=Evidence.FORM,
        question_id=item.question_id,
        problems=(_UNPLACED,) if status is Status.UNDETERMINED else (),
    )
