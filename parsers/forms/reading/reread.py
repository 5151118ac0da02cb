"""A response read again by its form: what the form knows tells prompt, help, options and answer apart."""

from __future__ import annotations

from msgspec.structs import replace

from parsers.forms.reading.adopt import is_sure
from parsers.forms.reading.by_form import read_lines
from parsers.forms.reading.by_hints import with_hints
from parsers.forms.reading.refine import refine
from parsers.forms.template import Template
from parsers.recognise.answers import Context, with_values
from parsers.responses import Answer, Response
from parsers.values import date_order


def reread(response: Response, template: Template) -> Response:
    """The response with the form's names; where nothing showed its parts, the form tells them apart."""
    answers, plain = response.answers, bool(response.source)
    if plain and is_sure(template):
        answers = read_lines(response, template) or answers
    elif plain and template.hints:
        answers = with_hints(response, template)
    order = date_order((a.answer_text for a in answers if a.answer_text), response.language)
    context = Context(order=order, language=response.language)
    pairs = zip(answers, refine(answers, template, plain), strict=True)
    named = (a if not plain and reads_alike(a, before) else with_values(a, context) for before, a in pairs)
    return replace(response, answers=tuple(named), form_id=template.form_id, source=())


def reads_alike(answer: Answer, before: Answer) -> bool:
    """Whether an answer's typed readings still hold: nothing that they are made of was changed."""
    return (
        answer.answer_text is before.answer_text
        and answer.question_type is before.question_type
        and answer.selected is before.selected
    )
