"""A response read again by its form: what the form knows tells prompt, help, options and answer apart."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from parsers import labels
from parsers.blocks import Place
from parsers.form import Answer, Response
from parsers.forms.adopt import is_sure
from parsers.forms.apparatus import cleared, is_quiz
from parsers.forms.body import read_body
from parsers.forms.flow import Flow, Line, flow_of, taken_by
from parsers.forms.locate import Head, divided, locate, questions_of
from parsers.forms.refine import refine
from parsers.forms.template import Template
from parsers.forms.wording import fold
from parsers.recognise.answers import Context, with_values
from parsers.recognise.ordinals import split_ordinal
from parsers.text import fold as one_line
from parsers.values import date_order


def reread(response: Response, template: Template) -> Response:
    """The response with the form's names; where nothing showed its parts, the form tells them apart."""
    answers, plain = response.answers, bool(response.source)
    if plain and is_sure(template):
        answers = _by_form(response, template) or answers
    order = date_order((a.answer_text for a in answers if a.answer_text), response.language)
    context = Context(order=order, language=response.language)
    named = (with_values(a, context) for a in refine(answers, template, plain))
    return replace(response, answers=tuple(named), form_id=template.form_id, source=())


def _by_form(response: Response, template: Template) -> tuple[Answer, ...]:
    questions = questions_of(template)
    flow = divided(flow_of(response.source), questions)
    heads = locate(flow.lines, questions)
    between = template.between | {fold(i.section) for i in template.items if i.section}
    quiz = response.score is not None or is_quiz(flow.lines)
    answers: list[Answer] = []
    for n, head in enumerate(heads):
        end = heads[n + 1].at if n + 1 < len(heads) else len(flow.lines)
        stop = _stop(flow, head, end, between, last=n + 1 == len(heads))
        near = [
            h.question for h in (heads[max(n - 1, 0)], heads[min(n + 1, len(heads) - 1)]) if h is not head
        ]
        body = cleared(_body(flow, head, stop), head.question, near, quiz)
        answers += read_body(head.question, body, flow.grids_in(head.at, stop), _place(flow, head))
    return tuple(answers)


def _body(flow: Flow, head: Head, stop: int) -> list[Line]:
    first = flow.lines[head.at].source
    strayed = flow.lines[head.at : head.prompt]  # between a number and its prompt
    body = [line for line in strayed if split_ordinal(line.source)[0] is None]
    if head.tail:
        body.append(Line(text=head.tail, source=replace(first, bullet=None, number=None), first=False))
    return [*body, *flow.lines[head.body : stop]]


def _place(flow: Flow, head: Head) -> Place:
    place = flow.lines[head.at].source.place
    return Place(page=place.page, line=place.line)


def _stop(flow: Flow, head: Head, end: int, between: frozenset[str], last: bool) -> int:
    """Where what the form has between questions begins: it and what follows belong to no answer."""
    texts = [line.text for line in flow.lines]
    for at in range(head.body, end):
        if last and at > head.body and _closes(flow.lines[at]):
            return at
        taken = taken_by(texts[at:end], between)
        if taken and not (at == head.body and _elsewhere(texts, at, taken)):
            return at
    return end


def _closes(line: Line) -> bool:
    text = one_line(line.text)
    return (line.source.style.heading > 0 or text.isupper()) and labels.means(text, "closing")


def _elsewhere(texts: Sequence[str], at: int, taken: int) -> bool:
    """Whether the form's text stands at another place too: right below a prompt it is what somebody
    typed."""
    wanted = [fold(text) for text in texts[at : at + taken]]
    starts = (k for k, text in enumerate(texts) if k != at and fold(text) == wanted[0])
    return any([fold(text) for text in texts[k : k + taken]] == wanted for k in starts)
