"""Which questions and forms are the same, and what the codebook says of them."""

from __future__ import annotations

import pytest

from ingest.tables.codebook import Codebook
from ingest.tables.learn import Learned, Library, question_ids, read_by_form
from ingest.workers.protocol import Summary, pack
from parsers.blocks import Evidence
from parsers.forms.wording import fold, keys_of
from parsers.responses import Answer, Option, QuestionType, Response, Status


def answer(prompt: str, row: str | None = None, **more: object) -> Answer:
    given = {"question_type": QuestionType.TEXT, "status": Status.ANSWERED} | more
    return Answer(prompt=prompt, row_label=row, **given)  # type: ignore[arg-type] # a mixed bag of fields


def response(*answers: Answer, **more: object) -> Response:
    return Response(answers=answers, **more)  # type: ignore[arg-type] # a mixed bag of fields


def learn(*responses: Response) -> tuple[Library, list[Response]]:
    """The forms of some responses, and the responses read by them."""
    learned = Learned()
    numbers = learned.observe(Summary("parsed", "html"), pack(responses))
    library = Library(learned)
    read = [read_by_form(r, library.template(n), "pdf") for r, n in zip(responses, numbers, strict=True)]
    return library, read


def test_the_same_wording_is_the_same_question_in_every_format() -> None:
    one = keys_of(
        (answer("What is your name?"), answer("Rate\u00a0these", "The  room"), answer("ﬁnal：words"))
    )
    other = keys_of((answer("what is  your name?"), answer("The room"), answer("Final: words.")))
    assert one == other


def test_keys_are_unique_in_a_response() -> None:
    keys = keys_of((answer("Why?"), answer("Why?"), answer("why?"), answer("C"), answer("C++")))
    assert len(set(keys)) == 5
    assert keys_of((answer("Why?"),))[0] == keys[0]


def test_folding_keeps_what_tells_apart() -> None:
    assert fold("हि") != fold("ह")
    assert fold("???") != fold("!")
    assert fold("...") == "..."


def test_a_question_that_a_document_leaves_out_is_a_row() -> None:
    _, [whole, part] = learn(
        response(answer("A?"), answer("B?"), answer("C?"), answer("D?")),
        response(answer("A?"), answer("C?"), answer("D?")),
    )
    assert [(a.prompt, a.status) for a in part.answers] == [
        ("A?", Status.ANSWERED),
        ("B?", Status.NOT_SHOWN),
        ("C?", Status.ANSWERED),
        ("D?", Status.ANSWERED),
    ]
    assert question_ids(part.answers) == question_ids(whole.answers)


def test_a_question_whose_prompt_is_a_line_of_the_document_is_there_but_unread() -> None:
    whole = response(answer("A?"), answer("B?"), answer("C?"))
    parts = [
        response(answer("A?", answer_text="x\nb?"), answer("C?")),
        response(answer("A?"), between=("C?",)),
    ]
    _, [_, _, inside, between] = learn(whole, whole, *parts)
    assert [a.status for a in inside.answers] == [Status.ANSWERED, Status.UNDETERMINED, Status.ANSWERED]
    assert [a.status for a in between.answers] == [
        Status.ANSWERED,
        Status.NOT_SHOWN,
        Status.UNDETERMINED,
    ]


@pytest.mark.parametrize(
    ("evidence", "status"),
    [
        (Evidence.MARKUP, Status.NOT_SHOWN),
        (Evidence.LAYOUT, Status.UNDETERMINED),
        (Evidence.TEXT, Status.UNDETERMINED),
    ],
)
def test_another_questions_prompt_alone_in_a_control_is_what_was_typed(
    evidence: Evidence, status: Status
) -> None:
    whole = response(*(answer(prompt, evidence=Evidence.MARKUP) for prompt in ("A?", "B?", "C?")))
    typed = response(answer("A?", answer_text="b?", evidence=evidence), answer("C?", evidence=evidence))
    _, [_, _, found] = learn(whole, whole, typed)
    assert [a.status for a in found.answers] == [Status.ANSWERED, status, Status.ANSWERED]


def test_the_codebook_has_the_forms_questions_and_counts_their_answers() -> None:
    options = (Option(text="Yes", selected=None), Option(text="No", selected=True))
    marked = {"question_type": QuestionType.SINGLE_CHOICE, "options": options, "evidence": Evidence.MARKUP}
    library, read = learn(
        response(answer("A?", number="1", section="S"), answer("B?", **marked), form_title="Survey"),
        response(
            answer("A?", number="1", section="S", status=Status.BLANK),
            answer("B?", **marked),
            form_title="Survey",
        ),
        response(answer("A?", number="1", section="S"), form_title="Survey"),
    )
    [template] = library.forms.templates.values()
    book = Codebook(template.form_id, [template])
    for found in read:
        book.add(found, question_ids(found.answers))
    rows = book.rows()
    assert [(r["position"], r["prompt"], r["section"], r["options"]) for r in rows] == [
        (1, "A?", "S", []),
        (2, "B?", None, ["Yes", "No"]),
    ]
    counted = ("n_responses", "n_answered", "n_blank", "n_undetermined", "n_not_shown")
    assert [[r[name] for name in counted] for r in rows] == [[3, 2, 1, 0, 0], [3, 2, 0, 0, 1]]
