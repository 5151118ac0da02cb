"""Which questions and forms are the same, and what the codebook says of them."""

from __future__ import annotations

import random

from ingest.codebook import Codebook
from ingest.forms import fold, group, question_ids
from ingest.protocol import Shape
from parsers.form import Answer, Option, QuestionType, Response, Status


def answer(prompt: str, row: str | None = None, **more: object) -> Answer:
    given = {"question_type": QuestionType.TEXT, "status": Status.ANSWERED} | more
    return Answer(prompt=prompt, row_label=row, **given)  # type: ignore[arg-type] # a mixed bag of fields


def ids(*answers: Answer) -> tuple[str, ...]:
    return question_ids(Response(answers=answers))


def test_the_same_wording_is_the_same_question_in_every_format() -> None:
    one = ids(answer("What is your name?"), answer("Rate\u00a0these", "The  room"), answer("ﬁnal：words"))
    other = ids(answer("what is  your name?"), answer("The room"), answer("Final: words."))
    assert one == other


def test_ids_are_unique_in_a_response() -> None:
    assert len(set(ids(answer("Why?"), answer("Why?"), answer("why?"), answer("C"), answer("C++")))) == 5
    assert ids(answer("Why?"))[0] == ids(answer("Why?"), answer("Why?"))[0]


def test_folding_keeps_what_tells_apart() -> None:
    assert fold("हि") != fold("ह")
    assert fold("???") != fold("!")
    assert fold("...") == "..."


def test_forms_are_grouped_whatever_the_order() -> None:
    big = Shape("Survey", tuple(f"q{n}" for n in range(20)))
    branch = Shape("Survey", ("q1", "q2", "q3"))
    untitled = Shape(None, tuple(f"q{n}" for n in range(15)))
    stranger = Shape(None, ("q1", "q2", "x1", "x2", "x3", "x4"))
    namesake = Shape("Survey", ("y1", "y2", "y3"))
    small = Shape("Other", ("q1", "q2"))
    shapes = [big, branch, untitled, stranger, namesake, small]
    forms = group(shapes)
    assert forms[big] == forms[branch] == forms[untitled]
    assert len({forms[shape] for shape in shapes}) == 4
    for seed in range(10):
        mixed = shapes * 2
        random.Random(seed).shuffle(mixed)
        assert group(mixed) == forms


def test_a_form_keeps_its_id_when_it_grows() -> None:
    one, more = Shape("Survey", ("a", "b", "c")), Shape("Survey", ("a", "b", "c", "d"))
    assert group([one])[one] == group([one, more])[one]


def test_the_codebook_says_what_most_say() -> None:
    options = (Option(text="Yes", selected=None), Option(text="No", selected=None))
    responses = [
        (answer("unknown", number="1", section="A"), answer("B?", options=options)),
        (answer("unknown", number="1", section=None), answer("B?", question_type=QuestionType.UNKNOWN)),
        (answer("Unknown", number="2", section="A", status=Status.BLANK),),
    ]
    book = Codebook("form")
    for answers in responses:
        book.add(Response(answers=answers), ids(*answers))
    first, second = book.rows()
    assert (first["prompt"], first["number"], first["section"], first["position"]) == ("unknown", "1", "A", 1)
    assert [first[f"n_{name}"] for name in ("responses", "answered", "blank", "not_shown")] == [3, 2, 1, 0]
    assert (second["options"], second["question_type"], second["n_not_shown"]) == (["Yes", "No"], "text", 1)
