"""A response read again by its form: what the form knows tells prompt, help, options and answer apart."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from parsers import labels
from parsers.blocks import Block, Grid, Place, Text
from parsers.form import Answer, Response
from parsers.forms.body import read_body
from parsers.forms.locate import Head, locate, questions_of
from parsers.forms.refine import refine
from parsers.forms.template import Template
from parsers.forms.wording import fold
from parsers.recognise.answers import Context, with_values
from parsers.text import fold as one_line
from parsers.values import date_order


def reread(response: Response, template: Template) -> Response:
    """The response with the form's names; where nothing showed its parts, the form tells them apart."""
    answers, plain = response.answers, bool(response.source)
    if plain and all(item.exact for item in template.items):
        answers = _by_form(response, template) or answers
    order = date_order((a.answer_text for a in answers if a.answer_text), response.language)
    context = Context(order=order, language=response.language)
    named = (with_values(a, context) for a in refine(answers, template, plain))
    return replace(response, answers=tuple(named), form_id=template.form_id, source=())


def _by_form(response: Response, template: Template) -> tuple[Answer, ...]:
    blocks = response.source
    heads = locate(blocks, questions_of(template))
    between = template.between | {fold(i.section) for i in template.items if i.section}
    answers: list[Answer] = []
    for n, head in enumerate(heads):
        end = heads[n + 1].at if n + 1 < len(heads) else len(blocks)
        answers += _answers(blocks, head, end, between, last=n + 1 == len(heads))
    return tuple(answers)


def _answers(
    blocks: Sequence[Block], head: Head, end: int, between: frozenset[str], last: bool
) -> list[Answer]:
    first = blocks[head.at]
    assert isinstance(first, Text)
    led_on = (i for i in range(head.body, end) if _leads_on(blocks[i], between, last and i > head.body))
    stop = next(led_on, end)
    body = [b for b in blocks[head.body : stop] if isinstance(b, Text)]
    if head.tail:
        body.insert(0, replace(first, text=head.tail, bullet=None, number=None))
    grids = [b for b in blocks[head.body : stop] if isinstance(b, Grid)]
    place = Place(page=first.place.page, line=first.place.line)
    return read_body(head.question, body, grids, place)


def _leads_on(block: Block, between: frozenset[str], may_close: bool) -> bool:
    """What the form has between questions: it and what follows belong to no answer."""
    if not isinstance(block, Text):
        return False
    text = one_line(block.text)
    closes = may_close and (block.style.heading > 0 or text.isupper()) and labels.means(text, "closing")
    return closes or fold(text) in between


def share(response: Response, template: Template) -> float:
    """How much of a form the paragraphs of a response show, 0 to 1: for responses whose questions
    were not found by themselves."""
    questions = questions_of(template)
    return len(locate(response.source, questions)) / len(questions)
