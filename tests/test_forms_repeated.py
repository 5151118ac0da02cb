"""Questions of one wording keep apart, whichever of them a document shows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.blocks import Evidence
from parsers.forms.learning.freeze import Forms, freeze
from parsers.forms.learning.sketch import merge, observe, strength_of
from parsers.forms.reading.reread import reread
from parsers.forms.repeated import asked_of
from parsers.reader import parse
from parsers.responses import Answer, QuestionType, Response, Status
from tests.truth import GOLDEN

WORDS = ("Why?", "Since when?", "Name", "Town", "Age")


def answer(prompt: str, number: str | None, row: str | None = None) -> Answer:
    return Answer(
        prompt=prompt,
        row_label=row,
        number=number,
        question_type=QuestionType.LIKERT if row else QuestionType.TEXT,
        status=Status.ANSWERED,
        answer_text="x",
        evidence=Evidence.MARKS,
    )


def names(*responses: Sequence[Answer]) -> list[list[str | None]]:
    """The lasting names of the questions of each response, learned from them all."""
    found = [("pdf", Response(answers=tuple(answers))) for answers in responses]
    return [[a.question_id for a in r.answers] for r in read_all(found)]


def read_all(found: Sequence[tuple[str, Response]]) -> list[Response]:
    """The responses, with the format of each, read by the forms that they teach."""
    forms = freeze(merge(observe(r, format) for format, r in found))
    return [reread(r, forms.templates[form_of(forms, format, r)]) for format, r in found]


def form_of(forms: Forms, format: str, response: Response) -> str:
    return forms.form_of[strength_of(response, format), asked_of(response.answers)]


def numbered(words: Sequence[str]) -> list[Answer]:
    return [answer(word, str(n)) for n, word in enumerate(words, 1)]


@given(
    st.permutations([*WORDS, "Why?", "Why?", "Since when?"]),
    st.lists(st.sets(st.integers(0, 7), max_size=3), max_size=6),
)
@settings(max_examples=60, deadline=None)
def test_a_number_is_one_question_whatever_the_documents_leave_out(
    words: list[str], left_out: list[set[int]]
) -> None:
    whole = numbered(words)
    responses = [whole, *([a for i, a in enumerate(whole) if i not in out] for out in left_out)]
    pairs = {
        (a.number, name)
        for answers, found in zip(responses, names(*responses), strict=True)
        for a, name in zip(answers, found, strict=True)
    }
    assert len({number for number, _ in pairs}) == len({name for _, name in pairs}) == len(pairs)


@pytest.mark.parametrize("numbers", [True, False])
def test_grids_with_the_same_statements_stay_apart_where_one_is_left_out(numbers: bool) -> None:
    def grid(prompt: str, number: str) -> list[Answer]:
        return [answer(prompt, number if numbers else None, row) for row in ("The room", "The food")]

    name, fair = (answer(w, n if numbers else None) for w, n in (("Name", "1"), ("Fair?", "4")))
    weight, pleased = grid("How important is this?", "2"), grid("How content are you?", "3")
    whole, first, second = names(
        [name, *weight, *pleased, fair], [name, *weight, fair], *[[name, *pleased, fair]] * 4
    )[:3]
    assert len(set(whole)) == 6
    assert (first, second) == ([*whole[:3], whole[5]], [whole[0], *whole[3:]])


def test_a_wording_without_a_number_is_told_by_what_stands_around_it() -> None:
    words = ("Name", "Why?", "Town", "Why?", "Age")
    whole, late, early = names(
        *([answer(words[i], None) for i in shown] for shown in ([0, 1, 2, 3, 4], [0, 2, 3, 4], [0, 1, 2, 4]))
    )
    assert (late, early) == ([whole[i] for i in (0, 2, 3, 4)], [whole[i] for i in (0, 1, 2, 4)])


def test_branches_that_exclude_each_other_may_ask_the_same() -> None:
    words = ("Name", "Fair?", "Why?", "Why?", "Town", "Age")
    whole = numbered(words)
    one, other = names(whole[:3] + whole[4:], whole[:2] + whole[3:])
    assert len({*one, *other}) == 6
    assert one[:2] + one[3:] == other[:2] + other[3:]
    assert names(whole[:2] + whole[3:], whole[:3] + whole[4:]) == [other, one]


def test_where_nothing_tells_which_of_two_questions_it_is_a_finding_says_so() -> None:
    words = ("Name", "Why?", "Why?", "Town")
    whole, part = ([answer(words[i], None) for i in shown] for shown in ([0, 1, 2, 3], [0, 1, 3]))
    found = read_all([("pdf", Response(answers=tuple(answers))) for answers in (whole, part)])
    codes = [[p.code for a in response.answers for p in a.problems] for response in found]
    assert codes == [[], ["question_unsure"]]


def test_branches_may_show_the_same_statements_below_another_prompt() -> None:
    frame = [answer("Name", "1"), answer("Course?", "2")]
    one, other = (
        [*frame, *(answer(f"Rate course {c}", n, row) for row in ("Clear", "Pace"))]
        for c, n in (("A", "3"), ("B", "4"))
    )
    found = names(one, other)
    assert len({*found[0], *found[1]}) == 6


def test_grids_that_changed_places_keep_their_names() -> None:
    def page(*prompts: str) -> list[Answer]:
        rows = [answer(p, str(n), row) for n, p in enumerate(prompts, 2) for row in ("The room", "The food")]
        return [answer("Name", "1"), *rows]

    old, new = names(page("How important?", "How content?"), page("How content?", "How important?"))
    assert new == [old[0], *old[3:], *old[1:3]]
    old, new = names(page("How important?", "How content?"), page("How important?", "How likely again?"))
    assert new[:3] == old[:3] and len({*old, *new}) == 7


def test_numbers_that_insertions_shifted_tell_nothing() -> None:
    old = ("Name", "Fair?", "Why?", "Service?", "Why?", "Age", "Town")
    shifted = numbered(("Who?", "Where?", *old))
    whole, late = names(numbered(old), shifted[:6] + shifted[7:])
    assert late[2:] == whole[:4] + whole[5:]


def test_reworded_questions_of_one_wording_stay_apart() -> None:
    old, new = (
        ("Name", "Fair?", w, "Service?", w, "Age") for w in ("Please explain this", "Please explain thes")
    )
    whole = numbered(new)
    one, other, late = names(numbered(old), whole, whole[:2] + whole[3:])
    assert one == other and late == one[:2] + one[3:]


def test_a_question_that_moved_keeps_its_name() -> None:
    words = ["Name", "Fair?", "Why?", "Street", "Town", "Age"]
    one, moved = names(numbered(words), numbered(["Name", "Town", "Fair?", "Why?", "Street", "Age"]))
    assert dict(zip(words, one, strict=True))["Why?"] == moved[3]
    inserted = numbered(["Name", "Fair?", "Why?", "Street", "Town", "New", "Age"])
    one, later = names(numbered(words), inserted[:1] + inserted[3:])
    assert one[-1] == later[-1]
    one, shifted = names(numbered(words), numbered(["New", *words]))
    assert one == shifted[1:]
    longer = numbered([*words[:-1], "New", "Age"])
    one, without = names(numbered(words), longer[:-2] + longer[-1:])
    assert one == without


def test_each_format_gives_a_branched_forms_questions_the_same_names() -> None:
    documents = sorted((GOLDEN / "branches").iterdir())
    found = [(p.suffix[1:], r) for p in documents for r in parse(p.read_bytes()).responses]
    read = list(zip([format for format, _ in found], read_all(found), strict=True))
    assert len(found) == 12 and len({r.form_id for _, r in read}) == 1
    pages = [r for format, r in read if format == "html"]
    names = {((a.number, a.row_label), a.question_id) for r in pages for a in r.answers}
    assert len(names) == len(dict(names)) == len({name for _, name in names}) == 19
    assert {
        ((a.number, a.row_label), a.question_id) for f, r in read if f == "md" for a in r.answers
    } <= names
    for page, row in zip(pages, [r for format, r in read if format == "xlsx"], strict=True):
        cells = {a.question_id: a.answer_text for a in row.answers}
        given = [a for a in page.answers if a.answer_text and a.evidence is not Evidence.FORM]
        assert {a.question_id: cells[a.question_id] for a in given} == {
            a.question_id: a.answer_text for a in given
        }
