"""Questions of a form that a document leaves out."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.blocks import Evidence
from parsers.form import Answer, Status
from parsers.forms.template import Item, Template, confidence


def absent(answers: Sequence[Answer], template: Template) -> tuple[Answer, ...]:
    """The answers, with a ``not_shown`` one for each other question, at its place in the form."""
    shown = {a.question_id for a in answers}
    order = {item.question_id: n for n, item in enumerate(template.items)}
    after: dict[str | None, list[Answer]] = {}
    anchor: str | None = None
    for item in template.items:
        if item.question_id in shown:
            anchor = item.question_id
        else:
            after.setdefault(anchor, []).append(_not_shown(item))
    found = after.pop(None, [])
    for answer in answers:
        found.append(answer)
        if answer.question_id in order:
            found += after.pop(answer.question_id, [])
    return tuple(found)


def _not_shown(item: Item) -> Answer:
    return Answer(
        prompt=item.prompt,
        question_type=item.question_type,
        status=Status.NOT_SHOWN,
        number=item.number,
        section=item.section,
        row_label=item.row_label,
        help_text=item.help_text,
        required=item.required,
        confidence=confidence(item.witnesses),
        evidence=Evidence.FORM,
        question_id=item.question_id,
    )
