"""Which numbers begin a question."""

from __future__ import annotations

import pytest

from parsers.blocks import Block, Field, Place, Style, Text
from parsers.recognise.glued import parted
from parsers.recognise.ordinals import chain_of
from tests.markdown import answers

PRINTED = Style(size=10.0, bold=True)


def test_numbers_inside_answers_begin_no_question() -> None:
    found = answers(
        "1. A?\n\nx\n\n2. B?\n\n12. See above\n\n3. C?\n\n3. Floor\n\n4. D?\n\n2. was missing\n\n5. E?\n\ny\n"
    )
    assert [a.number for a in found] == ["1", "2", "3", "4", "5"]
    assert [a.answer_text for a in found] == ["x", "12. See above", "3. Floor", "2. was missing", "y"]


def printed(text: str, look: Style = PRINTED) -> Text:
    return Text(text=text, style=look, place=Place(page=1, bbox=(0, 0, 9, 9)))


BOX = Field(text="x")


@pytest.mark.parametrize("answer", [BOX, printed("typed", Style(size=9.0))])
def test_a_printed_prompt_that_begins_with_a_figure_may_stand_against_its_number(answer: Block) -> None:
    heads = ["1.1.2 Name?", "2.Age", "4.Why?", "5.3 things", "6.Next"]
    found = parted(tuple(block for head in heads for block in (printed(head), answer)))
    assert [(b.number, b.text) for b in found[::2] if isinstance(b, Text)] == [
        ("1", "1.2 Name?"),
        (None, "2.Age"),
        (None, "4.Why?"),
        ("5", "3 things"),
        (None, "6.Next"),
    ]


def test_a_figure_that_begins_an_answer_or_follows_a_number_set_apart_is_no_number() -> None:
    answer = (printed("1.Name?"), BOX, printed("2.Age"), BOX, printed("3.5 hours are enough"))
    assert parted(answer) == answer
    apart = (printed("1. Name"), BOX, printed("2.2 things"), BOX)
    assert parted(apart) == apart


def test_ranked_items_that_count_on_displace_no_prompts_where_a_print_shows_these_in_bold() -> None:
    heads = [printed(f"{n}. Item") for n in (1, *range(4, 21))]
    ranked = [printed(f"{n}. Bread", Style(size=9.0)) for n in range(2, 10)]
    blocks = [*heads[:6], *ranked, *heads[6:]]
    assert [blocks[i] for i in chain_of(blocks)] == heads


def test_branching_leaves_gaps_in_the_numbers() -> None:
    found = answers("1. A?\n\nx\n\n2. B?\n\ny\n\n5. C?\n\nz\n\n6. D?\n\nw\n")
    assert [a.number for a in found] == ["1", "2", "5", "6"]


def test_a_figure_too_large_for_a_number_begins_no_question() -> None:
    found = answers("1. A?\n\n99999999. call me\n\n2. B?\n\ny\n")
    assert [a.number for a in found] == ["1", "2"]
