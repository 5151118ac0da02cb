"""Which known form a response answers that did not tell its questions by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parsers.forms.reading.flow import Flow, flow_of
from parsers.forms.reading.locate import Question, divided, locate, questions_of
from parsers.forms.template import SHARED, Template, is_rare
from parsers.forms.wording import fold, fold_open
from parsers.responses import Response

LIKELY = 0.3
"""Least share of a form's prompts that stand somewhere in a text: cheap to tell, before a full look."""
LOOKED_AT = 3
"""Forms at most that get the full look."""


def is_sure(template: Template) -> bool:
    """Whether some document showed what is prompt, help and option in all the form's questions."""
    return all(item.exact for item in template.items)


def adopted(response: Response, templates: Iterable[Template]) -> Template | None:
    """The form whose questions stand among the response's lines; None where none fits."""
    flow = flow_of(response.source)
    text = "".join(fold_open(line.text) for line in flow.lines)
    seen = [(_prompts_in(text, t), t) for t in templates if t.items]
    likely = sorted((s for s in seen if s[0] >= LIKELY), key=lambda s: (-s[0], s[1].form_id))[:LOOKED_AT]
    found = [(_share(flow, t), t) for _, t in likely]
    fitting = sorted((f for f in found if f[0] >= SHARED), key=lambda f: (-f[0], f[1].form_id))
    return fitting[0][1] if fitting else None


def _prompts_in(text: str, template: Template) -> float:
    questions = _usual(template)
    return _weight(q for q in questions if fold(q[0].prompt) in text) / _weight(questions)


def _share(flow: Flow, template: Template) -> float:
    """How much of a form the lines show, 0 to 1; a question counts as often as documents show it."""
    questions = _usual(template)
    found = locate(divided(flow, questions).lines, questions).heads
    return _weight(head.question for head in found) / _weight(questions)


def _usual(template: Template) -> Sequence[Question]:
    """The questions by which a form is known: few documents may show many of their own."""
    every = questions_of(template)
    return [q for q in every if not is_rare(q[0], template.documents)] or every


def _weight(questions: Iterable[Question]) -> int:
    return sum(max(question[0].witnesses, 1) for question in questions)
