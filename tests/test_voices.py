"""How many submissions it takes to teach something, on both sides of each threshold."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.forms.learning.voices import HEARD, Voices, are_heard
from parsers.forms.template import Item, is_rare
from parsers.responses import QuestionType, Status
from tests.makers.model import Form, Question, Text
from tests.poison import evenings, read, tables


def voices(*submissions: int) -> Voices:
    total = Voices()
    for submission in submissions:
        total.hear(submission)
    return total


@given(st.lists(st.lists(st.integers(0, 200), max_size=90), max_size=4))
def test_neither_order_nor_grouping_matters(groups: list[list[int]]) -> None:
    def added(one: Voices, other: Voices) -> Voices:
        one.add(other)
        return one

    grouped = reduce(added, (voices(*group) for group in groups), Voices())
    turned = voices(*[s for group in groups[::-1] for s in group[::-1]])
    assert grouped == turned
    assert turned.count == len({s for g in groups for s in g}) or turned.count >= HEARD


def test_a_submission_speaks_once() -> None:
    assert voices(7, 7, 7).count == 1
    assert voices(*range(HEARD - 1), 0, 0).count == HEARD - 1


@pytest.mark.parametrize(
    ("teachers", "everyone", "heard"), [(1, 8, True), (1, 9, False), (2, 40, False), (3, 40, True)]
)
def test_one_in_eight_or_three_are_heard(teachers: int, everyone: int, heard: bool) -> None:
    assert are_heard(voices(*range(teachers)), voices(*range(everyone))) is heard


def test_the_share_is_one_of_documents_too() -> None:
    assert not are_heard(voices(9), voices(9, *[1, 2] * 15))


@pytest.mark.parametrize(("witnesses", "rare"), [(0, False), (1, True), (3, False), (2, True)])
def test_a_question_of_one_document_in_ten_is_not_rare(witnesses: int, rare: bool) -> None:
    assert is_rare(Item(question_id="q", prompt="Why?", witnesses=witnesses), 30) is rare


def asked(prompt: str, kind: str, answers: list[Any], **more: Any) -> Form:
    """Evenings, with other answers to its last question."""
    form = evenings(len(answers))
    last = Question(kind, prompt, tuple(Text(a) if a else None for a in answers), **more)
    return replace(form, items=(*form.items[:-1], last))


def last_rows(form: Form, kinds: dict[int, str]) -> dict[str, dict[str, Any]]:
    """The rows of the last question, by document."""
    folder = {f"{n:02}": read(form, n, kind) for n, kind in kinds.items()}
    prompt = form.items[-1].prompt  # type: ignore[union-attr] # a question
    return {r["document_id"]: r for r in tables(folder)["answers"] if prompt in r["prompt"]}


def test_help_is_no_part_of_a_word_nor_of_a_sentence() -> None:
    given = ["Nothing to add", "No", "No, nothing", None, "x", "y", "z"]
    form = asked("Anything else?", "long", given, help="No")
    rows = last_rows(form, {n: "ocr" if n < 4 else "new" for n in range(7)})
    assert [rows[f"{n:02}"]["answer_text"] for n in (0, 2)] == ["Nothing to add", "No, nothing"]
    # Its help alone may be what was typed.
    assert {rows[f"{n:02}"]["status"] for n in (1, 3)} <= {Status.ANSWERED, Status.UNDETERMINED}


def test_long_help_that_pages_show_is_taken_out_and_nothing_else_is_blank() -> None:
    form = asked(
        "Anything else?", "long", ["a desk", None, "x", "y", "z"], help="Be as frank as you like here."
    )
    rows = last_rows(form, {n: "ocr" if n < 2 else "new" for n in range(5)})
    assert (rows["00"]["status"], rows["00"]["answer_text"]) == (Status.ANSWERED, "a desk")
    assert rows["01"]["status"] == Status.BLANK


@pytest.mark.parametrize(("pages", "kind"), [(2, QuestionType.TEXT), (3, QuestionType.SINGLE_CHOICE)])
def test_buttons_against_text_boxes_need_more_submissions(pages: int, kind: QuestionType) -> None:
    form = asked("May we call you?", "text", ["Yes"] * 5)
    buttons = Question("single", "May we call you?", ("Yes",) * 5, options=("Yes", "No"))
    other = replace(form, items=(*form.items[:-1], buttons))
    folder = {f"{n}": read(other if n < pages else form, n, "old") for n in range(5)}
    rows = [r for r in tables(folder)["answers"] if r["prompt"] == "May we call you?"]
    assert [r["question_type"] for r in rows if int(r["document_id"]) >= pages] == [kind] * (5 - pages)


def test_what_all_answered_is_no_help() -> None:
    form = asked("Any allergies?", "long", ["Not applicable to me"] * 6)
    rows = last_rows(form, dict.fromkeys(range(6), "ocr"))
    assert {r["answer_text"] for r in rows.values()} == {"Not applicable to me"}


def test_a_rare_question_has_no_row_even_beside_a_branch_that_a_document_leaves_out() -> None:
    form = evenings(12)
    branch = replace(form, items=form.items[:-1])
    strange = replace(
        form, items=(*form.items, Question("text", "A stranger's question?", (Text("x"),) * 12))
    )
    folder = {f"{n:02}": read(branch if n % 2 else form, n, "new") for n in range(11)}
    rows = tables({**folder, "zz": read(strange, 11, "new")})["answers"]
    left_out = {r["prompt"] for r in rows if r["status"] == Status.NOT_SHOWN}
    assert left_out == {"Anything else?"}
