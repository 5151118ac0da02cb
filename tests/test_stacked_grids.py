"""Statements that repeat their columns, rows that repeat their number, numbers without a sign."""

from __future__ import annotations

import pytest

from parsers.blocks import Block
from parsers.docx.read import read_docx
from parsers.recognise import bare_numbers, stacked
from parsers.responses import Status
from tests.docx_files import document, p, r
from tests.markdown import answers
from tests.test_word_tables import HEADER, response, row, table


def test_statements_that_each_repeat_their_columns_are_a_grid() -> None:
    columns = ["- [{}] Bad", "- [{}] Fair", "- [{}] Good"]
    body = "1. Rate:\n\n" + "\n\n".join(
        f"{label}\n\n" + "\n".join(c.format("x" if n == on else " ") for n, c in enumerate(columns))
        for label, on in (("Food", 2), ("Rooms", 0))
    )
    found = answers(f"{body}\n\n2. Town?\n\nEly\n")
    assert [(a.row_label, a.selected) for a in found] == [
        ("Food", ("Good",)),
        ("Rooms", ("Bad",)),
        (None, None),
    ]


def test_other_options_below_a_text_are_no_second_statement() -> None:
    assert stacked.STATEMENTS == 2
    found = answers("1. Rate:\n\nFood\n\n- [x] Bad\n- [ ] Good\n\n2. Town?\n\nEly\n")
    assert next((a.prompt, a.row_label, a.selected) for a in found) == ("Rate:", None, ("Bad",))


def test_rows_of_one_number_and_one_prompt_are_statements() -> None:
    def two(number: str, *lines: str, answer: str) -> str:
        return row(number, "<w:tc><w:tcPr/>" + "".join(map(p, lines)) + "</w:tc>", answer)

    found = response(
        HEADER,
        table(
            row("#", "Question", "Answer"),
            two("1", "Name?", answer="Jo"),
            two("2", "Rate the following", "Food", answer="good"),
            two("2", "Rate the following", "Rooms", answer="bad"),
            two("3", "Town?", answer="Ely"),
        ),
    )
    assert [(a.number, a.prompt, a.row_label, a.answer_text) for a in found.answers] == [
        ("1", "Name?", None, "Jo"),
        ("2", "Rate the following", "Food", "good"),
        ("2", "Rate the following", "Rooms", "bad"),
        ("3", "Town?", None, "Ely"),
    ]


BOLD = "<w:b/>"


def asked(*numbers: int) -> list[str]:
    return [part for n in numbers for part in (p(r(f"{n} Question number {n}", BOLD)), p(f"answer {n}"))]


def test_numbers_without_a_sign_that_count_the_prompts_are_theirs() -> None:
    found = response(HEADER, *asked(1, 2, 3, 4)).answers
    assert [(a.number, a.prompt) for a in found] == [(str(n), f"Question number {n}") for n in range(1, 5)]
    assert all(a.status is Status.ANSWERED for a in found)


@pytest.mark.parametrize(("numbers", "known"), [((1, 2, 3), True), ((1, 2, 4), True), ((2, 4, 6), False)])
def test_most_numbers_up_to_the_last_must_be_there(numbers: tuple[int, ...], known: bool) -> None:
    found = bare_numbers.numbered(parse_blocks(*asked(*numbers)))
    assert any(getattr(b, "number", None) for b in found) is known


def test_answers_that_begin_with_figures_number_nothing() -> None:
    pairs = (("How many children?", "1 child"), ("How many cars?", "2 cars"), ("How long?", "3 years"))
    body = [part for q, a in pairs for part in (p(r(q, BOLD)), p(a))]
    found = bare_numbers.numbered(parse_blocks(*body))
    assert not any(getattr(b, "number", None) for b in found)


def test_a_ranked_list_that_stands_close_counts_no_questions() -> None:
    items = [p(r(f"{n} Item {n}", BOLD)) for n in range(1, 5)]
    found = bare_numbers.numbered(parse_blocks(p("Rank these"), *items))
    assert not any(getattr(b, "number", None) for b in found)


def parse_blocks(*body: str) -> tuple[Block, ...]:

    return read_docx(document(*body)).blocks
