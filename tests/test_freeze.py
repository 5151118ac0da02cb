"""A sketch's forms: what they are called, and which of one title keeps the title's name."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from parsers.blocks import Evidence
from parsers.forms.learning.freeze import OUTNUMBERED, Forms, freeze
from parsers.forms.learning.sketch import merge, observe
from parsers.forms.template import Template
from parsers.forms.wording import fold, stable_hash
from parsers.responses import Answer, QuestionType, Response, Status

TEA = ("Which tea?", "How hot?", "Milk or not?")
WORK = ("Employer name?", "Since when there?", "Why did you leave?")
HOME = ("Town or village?", "How many rooms?", "With a garden?")


def response(
    prompts: Sequence[str],
    who: int | None,
    title: str | None = "Evenings",
    evidence: Evidence = Evidence.MARKUP,
    language: str | None = None,
) -> Response:
    answers = tuple(
        Answer(p, QuestionType.TEXT, Status.ANSWERED, answer_text=f"{p} {who}", evidence=evidence)
        for p in prompts
    )
    respondent = None if who is None else str(who)
    return Response(answers=answers, form_title=title, respondent=respondent, language=language)


def learn(*responses: Response) -> Forms:
    return freeze(merge(observe(r, "html") for r in responses))


def asking(forms: Forms, prompt: str) -> Template:
    (found,) = (t for t in forms.templates.values() if prompt in [i.prompt for i in t.items])
    return found


def only(*responses: Response) -> Template:
    (found,) = learn(*responses).templates.values()
    return found


NAMED = stable_hash("form", fold("Evenings"))


def main(tea: Sequence[int], work: Sequence[int], *more: Response) -> list[bool]:
    """Which of two forms of one title has the title's name, where these respondents answered each."""
    forms = learn(*(response(TEA, n) for n in tea), *(response(WORK, n) for n in work), *more)
    return [asking(forms, words[0]).form_id == NAMED for words in (TEA, WORK)]


def test_a_form_is_known_by_its_title() -> None:
    template = only(response(TEA, 1), response(TEA, 2))
    assert (template.form_id, template.title, template.documents) == (NAMED, "Evenings", 2)
    assert [i.prompt for i in template.items] == list(TEA)
    forms = learn(response(TEA, 1))
    assert list(forms.form_of.values()) == [NAMED] == list(forms.templates)


def test_without_a_title_the_first_question_names_it() -> None:
    template = only(response(TEA, 1, title=None))
    assert template.title is None
    assert template.form_id != only(response(WORK, 1, title=None)).form_id
    alike = (only(response((TEA[0], *WORK), 1, title=None)), only(response((WORK[0], *TEA), 1, title=None)))
    assert [t.form_id == template.form_id for t in alike] == [True, False]
    assert template.form_id == only(response(TEA, 2, title=None), response(TEA, 3, title=None)).form_id


def test_of_forms_of_one_title_the_one_that_nearly_all_answer_keeps_its_name() -> None:
    assert OUTNUMBERED == 4
    assert main(range(4), range(10, 11)) == [True, False]
    assert main(range(3), range(10, 11)) == [False, False]
    assert main(range(8), range(10, 12)) == [True, False]
    assert main(range(7), range(10, 12)) == [False, False]
    assert main(range(1), range(10, 14)) == [False, True]
    assert main(range(2), range(10, 12)) == [False, False]


def test_documents_count_for_as_many_submissions() -> None:
    assert main([1, 1, 1, 1], [10]) == [True, False]  # one submission each, four documents
    assert main([1, 1, 1], [10]) == [False, False]
    assert main([1, 2, 3, 4], [10, 10, 10]) == [True, False]  # four submissions, and one in three documents
    assert main([1] * 8, [10, 11]) == [False, False]  # fewer submissions
    assert main([1, 2, 2, 2, 2, 2, 2, 2], [10, 11]) == [True, False]


def test_it_must_outnumber_each_other_one() -> None:
    home = [response(HOME, n) for n in range(20, 24)]
    assert main(range(4), [10], *home) == [False, False]
    assert main(range(16), [10], *home) == [True, False]
    assert main(range(16), [10], *(response(HOME, n, title="Mornings") for n in range(20, 40))) == [
        True,
        False,
    ]


def test_other_forms_of_the_title_are_named_by_their_questions() -> None:
    forms = learn(*(response(TEA, n) for n in range(4)), response(WORK, 10))
    work = asking(forms, WORK[0])
    assert work.form_id == stable_hash(NAMED, *sorted(i.question_id for i in work.items))
    assert work.title == "Evenings"
    assert list(forms.templates) == sorted(forms.templates)


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["Evenings"] * 2 + ["Mornings"], "Evenings"),
        (["Evenings"] + [None] * 7, "Evenings"),  # one in eight is heard
        (["Evenings"] + [None] * 8, None),
        (["12345678"] * 3, None),
        (["12345678"] * 3 + ["Evenings"], "Evenings"),
    ],
)
def test_a_title_is_what_those_who_are_heard_call_it(titles: list[str | None], expected: str | None) -> None:
    assert only(*(response(TEA, n, title) for n, title in enumerate(titles))).title == expected


def test_what_documents_that_show_their_parts_call_it_goes_first() -> None:
    plain = [response(TEA, n, "Evenlngs", Evidence.TEXT) for n in range(10, 15)]
    assert only(response(TEA, 1), *plain).title == "Evenings"
    assert only(*plain).title == "Evenlngs"
    assert only(response(TEA, 1, title=None), *plain).title == "Evenlngs"


def test_the_language_is_most_documents() -> None:
    said = [
        response(TEA, n, language=language) for n, language in enumerate(["en", "fr", "fr", None, None, None])
    ]
    assert only(*said).language == "fr"
    assert only(response(TEA, 1)).language is None


def test_a_question_by_its_number_alone_is_nothing_to_know_it_by() -> None:
    template = only(response([*TEA, " "], 1))
    assert [i.prompt for i in template.items] == list(TEA)


def test_questions_of_one_wording_are_counted_in_the_forms_order() -> None:
    twice = only(response(["Name?", "Why?", "Name?"], 1))
    assert len({i.question_id for i in twice.items}) == 3
    seen_later = only(response(["Why?", "Name?"], 2), response(["Name?", "Why?", "Name?"], 1))
    named = [(i.prompt, i.question_id) for i in twice.items]
    assert [(i.prompt, i.question_id) for i in seen_later.items] == named
    name, how = "Name of it?", "How was it?"
    one, other = response([name, name, how], 1), response([how, name, how], 2)
    both, whole = only(one, other), only(response([name, how, name, how], 3))
    assert [(i.prompt, i.question_id) for i in both.items] == [(i.prompt, i.question_id) for i in whole.items]
