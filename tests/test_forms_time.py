"""Reading by a form takes time in proportion to its questions."""

from __future__ import annotations

import time

import pytest

from parsers.blocks import Text
from parsers.forms.reading.by_form import read_lines
from parsers.forms.template import Item, Template
from parsers.responses import Answer, QuestionType, Response, Status

BEST_OF = 3
DOUBLED = 3.0
"""A linear reading takes twice as long for twice as many questions, a quadratic one four times."""


def questionnaire(count: int, skipped: int) -> tuple[Response, Template]:
    """A response that leaves out one question in ``skipped``, and its form."""
    prompts = [f"How content are you with service {n * 7919 % 10007} of the town?" for n in range(count)]
    items = [
        Item(question_id=f"q{n}", prompt=p, number=str(n + 1), question_type=QuestionType.TEXT, witnesses=9)
        for n, p in enumerate(prompts)
    ]
    texts = [
        text
        for n, prompt in enumerate(prompts)
        if n % skipped
        for text in (f"{n + 1}. {prompt}", f"Answer {n} of mine")
    ]
    source = tuple(Text(text=text) for text in texts)
    answer = Answer(prompt="Any?", question_type=QuestionType.TEXT, status=Status.ANSWERED)
    template = Template(form_id="f", items=tuple(items), documents=9)
    return Response(answers=(answer,), source=source), template


def seconds(count: int, skipped: int) -> float:
    """CPU time of one reading."""
    response, template = questionnaire(count, skipped)
    taken = []
    for _ in range(BEST_OF):
        began = time.process_time()
        answers = read_lines(response, template)
        taken.append(time.process_time() - began)
    assert len(answers) == count - -(-count // skipped)
    assert all(a.answer_text == f"Answer {(a.question_id or '')[1:]} of mine" for a in answers)
    return min(taken)


@pytest.mark.parametrize("skipped", [2, 1000])
def test_twice_as_many_questions_take_twice_as_long(skipped: int) -> None:
    assert seconds(900, skipped) < DOUBLED * seconds(450, skipped) + 0.05
