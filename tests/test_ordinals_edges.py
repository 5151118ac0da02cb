"""Which numbered paragraphs are the form's questions: both edges of each weight."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from parsers.blocks import Block, Field, Place, Role, Style, Text
from parsers.recognise import ordinals
from parsers.recognise.ordinals import chain_of, split_ordinal

BOLD, PLAIN, UNSTYLED = Style(size=10.0, bold=True), Style(size=10.0), Style()
PRINTED = Place(page=1, bbox=(0, 0, 9, 9))


def numbered(*numbers: int | str, style: Style = UNSTYLED, words: str = "Item", **more: object) -> list[Text]:
    return [Text(text=f"{n}. {words}", style=style, **more) for n in numbers]  # type: ignore[arg-type]


def chosen(blocks: Sequence[Block]) -> list[str]:
    """The numbers of the chain."""
    return [str(split_ordinal(b)[0]) for b in (blocks[i] for i in chain_of(blocks)) if isinstance(b, Text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Name", ("1", "Name")),
        ("  12) Name", ("12", "Name")),
        ("3．名", ("3", "名")),
        ("3。名", ("3", "名")),
        ("3、名", ("3", "名")),
        ("007. Name", ("7", "Name")),
        ("999. Name", ("999", "Name")),
        ("1000. Name", (None, "1000. Name")),
        ("1.5 hours", (None, "1.5 hours")),
        ("1: Name", (None, "1: Name")),
        ("Q1: Name", ("1", "Name")),
        ("Q 1: Name", ("1", "Name")),
        ("Q12：Name", ("12", "Name")),
        ("Question 4: Why", ("4", "Why")),
        ("Frage 4. Warum", ("4", "Warum")),
        ("Item 4. Why", (None, "Item 4. Why")),
        ("1.\u00a0\tName\nmore", ("1", "Name\nmore")),
        ("Name", (None, "Name")),
    ],
)
def test_a_number_stands_before_its_text(text: str, expected: tuple[str | None, str]) -> None:
    assert split_ordinal(Text(text=text)) == expected


def test_a_number_that_the_document_keeps_apart_is_the_number() -> None:
    assert split_ordinal(Text(text="2. Name", number="1")) == ("1", "2. Name")
    assert split_ordinal(Text(text="2. Name", bullet="1.")) == ("1", "2. Name")
    assert split_ordinal(Text(text="2. Name", bullet="1)")) == ("1", "2. Name")
    assert split_ordinal(Text(text="2. Name", bullet="-")) == (None, "2. Name")
    assert split_ordinal(Text(text="2. Name", bullet="")) == ("2", "Name")


def test_without_a_number_there_is_no_chain() -> None:
    assert chain_of([]) == chain_of([Text(text="Name"), Field(text="x")]) == ()


def test_more_candidates_than_any_form_has_are_no_form(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ordinals.MAX_CANDIDATES == 3_000
    monkeypatch.setattr(ordinals, "MAX_CANDIDATES", 30)
    most = numbered("1") * 30
    assert len(chain_of(most)) == 1
    assert chain_of([*most, *numbered("2")]) == ()


@pytest.mark.parametrize(("number", "found"), [("999", 2), ("1000", 1)])
def test_a_number_has_at_most_three_digits(number: str, found: int) -> None:
    one, other = Text(text="A", number="1"), Text(text="B", number=number)
    assert len(chain_of([one, other])) == found


@pytest.mark.parametrize(("role", "found"), [(None, 2), (Role.PROMPT, 2), (Role.HELP, 1)])
def test_what_markup_calls_another_thing_is_no_prompt(role: Role | None, found: int) -> None:
    assert len(chain_of(numbered("1") + numbered("2", role=role))) == found


def motley(*numbers: int, words: str = "Item") -> list[Text]:
    """Paragraphs none of which looks like another."""
    return [Text(text=f"{n}. {words}", style=Style(size=10.0 + place)) for place, n in enumerate(numbers)]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1, 2, 3, 4], "1 2 3 4"),
        ([1, 2, 3, 7], "1 2 3 7"),  # costs 3 · 0.25
        ([1, 2, 3, 8], "1 2 3 8"),  # 4 · 0.25: of equals, the chain that ends last
        ([1, 2, 3, 9], "1 2 3"),
        ([1, 2, 3, 400], "1 2 3"),
        ([1, 2, 3, 400, 401], "1 2 3 400 401"),  # no gap costs more than 1.2
        ([4, 1, 2, 3], "1 2 3"),
        ([3, 1, 4, 5], "1 4 5"),
        ([1, 2, 3, 2, 3], "1 2 3"),
        ([5, 6, 7, 1], "5 6 7"),
        ([7, 8, 9, 1, 2], "1 2"),  # 3 - 1.2 beside 2
        ([7, 8, 1, 2], "1 2"),
        ([2, 3, 4, 1, 3, 4], "1 3 4"),  # 2.75 both ways
        ([2, 3, 4, 1, 3], "2 3 4"),
        ([1, 2, 4, 3], "1 2 3"),
    ],
)
def test_a_gap_costs_a_quarter_of_a_question_and_a_large_one_more_than_one(
    numbers: list[int], expected: str
) -> None:
    assert " ".join(chosen(motley(*numbers))) == expected


def test_weights_move_only_on_purpose() -> None:
    weights = (
        ordinals._QUESTION_MARK,
        ordinals._LIST_SIBLING,
        ordinals._STYLE,
        ordinals._PER_GAP,
        ordinals._GAP_CAP,
    )
    assert weights == (0.3, 0.4, 0.6, 0.25, 1.2)
    assert (ordinals._MAJORITY, ordinals._PRINTED, ordinals.MAX_NUMBER) == (0.8, 0.5, 999)


def test_a_question_mark_earns_a_gap_of_one_and_no_more() -> None:
    asked, told = numbered(3, words="Why?"), numbered(2)
    assert chosen([*numbered(1), *asked, *told]) == ["1", "3"]
    asked = numbered(4, words="Why?")
    assert chosen([*numbered(1), *asked, *told]) == ["1", "2"]


@pytest.mark.parametrize("words", ["Why?", "Why？", "لماذا؟", "Name:", "Name：", "Name *", "Who? Say it"])
def test_what_asks_weighs_more(words: str) -> None:
    assert chosen([*numbered(1), *numbered(3, words=words), *numbered(2)]) == ["1", "3"]


def test_a_required_mark_asks_too() -> None:
    assert chosen([*numbered(1), *numbered(3, required=True), *numbered(2)]) == ["1", "3"]
    assert chosen([*numbered(1), *numbered(3, required=False), *numbered(2)]) == ["1", "2"]
    assert chosen([*numbered(1), *numbered(3, words="a: b * c"), *numbered(2)]) == ["1", "2"]


def test_an_item_that_follows_in_a_list_weighs_less() -> None:
    def item(number: str, **more: object) -> Text:
        return Text(text="Item", **{"bullet": number} | more)  # type: ignore[arg-type]

    first, apart = numbered(1), numbered(2)
    assert chosen([*first, *apart, item("2")]) == ["1", "2"]
    assert chain_of([*first, *apart, item("2")]) == (0, 2)  # of equals the last
    assert chain_of([*first, *apart, item("2", tight=True)]) == (0, 1)
    assert chain_of([*first, *apart, *numbered(2, tight=True)]) == (0, 2)  # no item of a list
    assert chain_of([*first, item("3", tight=True), *numbered(4)]) == (0, 1, 2)  # 0.6 for a gap of 0.5 less
    assert chain_of([*first, item("3", tight=True), *apart]) == (0, 2)
    # it loses more than a question mark earns
    sibling = Text(text="Why?", bullet="2", tight=True)
    assert chain_of([*first, *apart, sibling]) == (0, 1)


def test_a_look_counts_if_most_of_the_chain_has_it() -> None:
    def chain(bold: int, plain: int) -> list[str]:
        """``bold`` prompts, ``plain`` ones; then a plain paragraph that could go on."""
        heads = numbered(*range(1, bold + 1), style=BOLD)
        others = numbered(*range(bold + 1, bold + plain + 1), style=PLAIN)
        return chosen([*heads, *others])

    assert chain(4, 1) == ["1", "2", "3", "4"]  # four in five: the fifth is foreign
    assert chain(3, 1) == ["1", "2", "3", "4"]  # three in four: no look
    assert chain(7, 2) == [str(n) for n in range(1, 10)]  # 0.78 of them


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (Style(size=10.0), False),
        (Style(size=10.4, bold=True), True),
        (Style(size=11.0, bold=True), False),
        (Style(size=10.0, bold=True, heading=1), False),
        (Style(size=10.0, bold=True, quote=True), False),
        (Style(size=10.0, bold=True, italic=True, color="ff0000"), True),
    ],
)
def test_a_look_is_weight_size_heading_and_quote(other: Style, alike: bool) -> None:
    found = chosen([*numbered(1, 2, 3, 4, style=BOLD), *numbered(5, style=other)])
    assert found == ["1", "2", "3", "4"] + ["5"] * alike


def test_headings_of_all_levels_have_one_look() -> None:
    for levels, count in (((1, 1, 1, 1, 2), 5), ((1, 1, 1, 1, 0), 4), ((0, 0, 0, 0, 1), 4)):
        blocks = [Text(text=f"{n}. Item", style=Style(heading=h)) for n, h in enumerate(levels, 1)]
        assert len(chain_of(blocks)) == count


def test_a_number_kept_apart_is_a_look() -> None:
    apart = [Text(text="Item", number=str(n)) for n in range(1, 5)]
    assert len(chain_of([*apart, *numbered(5)])) == 4
    assert len(chain_of([*apart, Text(text="Item", number="5")])) == 5


def displaced(bold: int, *, place: Place = PRINTED, style: Style = BOLD, ranked: int = 8) -> list[Text]:
    """Prompts with a gap, that ranked items in another look fill."""
    heads = numbered(1, *range(4, 4 + bold), style=style, place=place)
    items = numbered(*range(2, 2 + ranked), style=Style(size=9.0), place=place)
    return [*heads[:6], *items, *heads[6:]]


def test_only_a_prints_bold_prompts_may_have_been_displaced() -> None:
    blocks = displaced(17)
    assert all(b.style == BOLD for b in (blocks[i] for i in chain_of(blocks)))
    for other in (displaced(17, place=Place()), displaced(17, style=PLAIN)):
        assert any(b.style.size == 9.0 for b in (other[i] for i in chain_of(other)))


@pytest.mark.parametrize(
    ("spec", "printed", "expected"),
    [
        ("3B 6P 2B", True, "2"),  # half of the chain has a look
        ("1P 7P", False, "1 7"),
        ("2B 6B 5X 7P?", True, "2 5 7"),  # a third has
        ("3X 5B", True, "3 5"),
        ("2P 6P 6B", True, "2 6"),
        ("2B 5P 1B", False, "2 5"),
        ("1B 3X", True, "1 3"),  # nothing in bold was displaced
        ("2B? 1B 2P?", True, "1 2"),  # a question mark makes up for a foreign look
    ],
)
def test_a_look_is_heard_where_half_of_the_chain_has_it_and_more_in_bold_was_displaced(
    spec: str, printed: bool, expected: str
) -> None:
    looks = {"B": BOLD, "P": PLAIN, "X": Style(size=9.0)}
    place = PRINTED if printed else Place()
    blocks = [Text(text=f"{s[0]}. Item{s[2:]}", style=looks[s[1]], place=place) for s in spec.split()]
    assert " ".join(chosen(blocks)) == expected


def test_one_block_with_a_place_makes_a_print() -> None:
    blocks: list[Block] = [Field(text="x"), *displaced(17, place=Place())]
    blocks[-1] = Text(text="20. Item", style=BOLD, place=PRINTED)
    assert all(b.style == BOLD for b in (blocks[i] for i in chain_of(blocks)) if isinstance(b, Text))
    field: list[Block] = [Field(text="x", place=PRINTED), *displaced(17, place=Place())]
    assert any(b.style.size == 9.0 for b in (field[i] for i in chain_of(field)) if isinstance(b, Text))
