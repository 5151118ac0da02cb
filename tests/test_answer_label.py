"""A word that stands before every answer is a label; what an answer itself begins with stays."""

from __future__ import annotations

import pytest

from parsers.blocks import Text
from parsers.recognise.answer_label import LEAST, LONGEST, SHARE
from parsers.responses import Status
from tests.markdown import answers, response


def form(*bodies: str) -> str:
    return "\n\n".join(f"{n}. Question {n}?\n\n{body}" for n, body in enumerate(bodies, 1)) + "\n"


def texts(*bodies: str) -> list[str | None]:
    return [a.answer_text for a in answers(form(*bodies))]


@pytest.mark.parametrize(
    "word", ["Answer", "Respuesta", "**Antwoord**", "תשובה", "回答", "Réponse ", "My answer"]
)
def test_the_word_before_every_answer_is_no_part_of_it(word: str) -> None:
    assert texts(*(f"{word}: {n}" for n in "456")) == ["4", "5", "6"]


def test_what_stands_behind_is_read_by_its_kind() -> None:
    found = answers(form("Answer: 4", "Answer: 7 / 10", "Answer: see https://x.example"))
    assert [a.values.number for a in found[:2]] == [4, 7]
    assert found[2].urls == ("https://x.example",)


def test_nothing_behind_it_is_a_blank() -> None:
    found = answers(form("Answer:", "Answer: 5", "Please say why.\n\nAnswer:", "Answer: 6"))
    assert [a.status for a in found] == [Status.BLANK, Status.ANSWERED, Status.BLANK, Status.ANSWERED]
    assert found[2].help_text == "Please say why."


def test_it_may_stand_below_help_in_one_paragraph_and_above_more_lines() -> None:
    found = answers(form("A number.\nAnswer: 4", "Answer:\nfive\nand a half", "Answer: 6\n\nor 7"))
    assert [a.answer_text for a in found] == ["4", "five\nand a half", "6\n\nor 7"]
    assert found[0].help_text == "A number."


@pytest.mark.parametrize(("count", "kept"), [(LEAST - 1, True), (LEAST, False)])
def test_how_many_answers_make_a_label(count: int, kept: bool) -> None:
    assert (texts(*["Note: a"] * count)[0] == "Note: a") is kept


@pytest.mark.parametrize(("others", "kept"), [(2, False), (3, True)])
def test_which_share_of_answers_makes_a_label(others: int, kept: bool) -> None:
    assert (3 / (3 + others) >= SHARE) is not kept
    assert (texts(*["Note: a"] * 3, *["plain"] * others)[0] == "Note: a") is kept


@pytest.mark.parametrize(("length", "kept"), [(LONGEST, False), (LONGEST + 1, True)])
def test_how_long_a_label_is(length: int, kept: bool) -> None:
    text = f"{'a' * length}: b"
    assert (texts(text, text, text)[0] == text) is kept


def test_an_answer_that_once_begins_so_keeps_its_word() -> None:
    assert texts("Note: a", "b", "c", "d") == ["Note: a", "b", "c", "d"]


@pytest.mark.parametrize("text", ["Yes: since May", "https://x.example", "we said in our note: no"])
def test_what_is_no_label(text: str) -> None:
    assert texts(text, text, text) == [text] * 3


def test_help_with_a_word_before_it_is_no_label() -> None:
    found = answers(form("Hint: be short\n\na", "Hint: be kind\n\nb", "Hint: be wise\n\nc"))
    assert not any(a.answer_text in ("be short", "be short\n\na") for a in found)


def test_among_labelled_answers_one_without_a_label_is_open() -> None:
    found = answers(form("Answer: 4", "Answer: 5", "Answer: 6", "Somewhere"))[3]
    assert (found.status, [p.code for p in found.problems]) == (Status.UNDETERMINED, ["help_or_answer"])


def test_what_a_form_is_read_from_later_has_no_labels_either() -> None:
    source = response(form("Answer: 4", "Answer:", "Answer: 6")).source
    assert [b.text for b in source if isinstance(b, Text)] == [
        "Question 1?",
        "4",
        "Question 2?",
        "Question 3?",
        "6",
    ]
