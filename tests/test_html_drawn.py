"""Saved pages whose controls are only drawn, whose labels are seen, and whose free option has a name of its own."""

from __future__ import annotations

import pytest

from parsers.html.leftover import says_points
from parsers.html.titles import OFTEN
from parsers.responses import QuestionType, Status
from tests.test_html_pages import LISTED, answer, option, question, response


def free(label: str, beside: str, value: str | None = None) -> str:
    return (
        f'<div class="oth"><label><span data-automation-id="checkbox"><input type="checkbox" '
        f'value="{value or label}" aria-checked="true"></span><span>{label}</span></label>{beside}</div>'
    )


@pytest.mark.parametrize(
    "beside",
    [
        '<input disabled value="Bandos">',
        "<div>Bandos</div>",
        "<div><textarea disabled>Bandos</textarea></div>",
    ],
)
@pytest.mark.parametrize("label", ["Otro uso", "Annað efni", "Other"])
def test_the_free_option_keeps_its_own_name(label: str, beside: str) -> None:
    found = answer(LISTED + free(label, beside))
    assert (found.selected, found.other_text) == (("A", label), "Bandos")


def test_words_alone_in_the_free_options_place_may_be_typed() -> None:
    assert answer(LISTED + free("Bandos", "")).other_text is None
    assert answer(LISTED + free("Bandos", "", value="Other")).other_text == "Bandos"


@pytest.mark.parametrize("ranks", ["{n} {text}", "{n}. {text}", "{n}&nbsp;&nbsp;{text}", "{n}){text}"])
def test_ranks_printed_in_the_items_are_no_part_of_them(ranks: str) -> None:
    items = "".join(
        f'<div data-automation-id="rankingItemContent">{ranks.format(n=n, text=t)}</div>'
        for n, t in enumerate(("Open data", "Privacy"), 1)
    )
    assert answer(items).selected == ("Open data", "Privacy")


def test_figures_that_are_no_ranks_stay_in_the_items() -> None:
    items = "".join(
        f'<div data-automation-id="rankingItemContent">{t}</div>' for t in ("2 eggs", "1 loaf", "3 pears")
    )
    assert answer(items).selected == ("2 eggs", "1 loaf", "3 pears")


# ------------------------------------------------------------------------------ controls that are only drawn


def rows(*options: str) -> str:
    return "<div>" + "".join(f"<div>{o}</div>" for o in options) + "</div>"


@pytest.mark.parametrize(
    "area",
    [
        rows("<span>○</span> A", "<span>●</span> B"),
        rows("A <span>( )</span>", "B <span>(x)</span>"),
        rows("<label><b>A</b><br><i>☐</i></label>", "<label><b>B</b><br><i>☒</i></label>"),
    ],
)
def test_signs_beside_the_options_tell_their_states(area: str) -> None:
    found = answer(area)
    assert (found.selected, [o.text for o in found.options]) == (("B",), ["A", "B"])


@pytest.mark.parametrize(
    "area",
    [
        rows("<svg></svg> A", "<svg></svg> B"),
        rows("<i></i><span>A</span>", "<i class=on></i><span>B</span>"),
        '<div role="radiogroup"><div>A</div><div>B</div></div>',
        rows("<span>✓</span> A", "<span></span> B"),
        rows("<span>✓</span> A", "<span>✓</span> B"),
    ],
)
def test_pictures_tell_no_state_and_their_options_are_no_typed_text(area: str) -> None:
    found = answer(area)
    assert (found.status, found.selected) == (Status.UNDETERMINED, None)


def test_figures_with_signs_are_a_scale() -> None:
    points = "".join(f"<span>{n}<br><i>{'●' if n == 3 else '○'}</i></span>" for n in range(11))
    found = answer(f'<div role="radiogroup">{points}</div>')
    assert (found.question_type, found.answer_text) == (QuestionType.NPS, "3")


def test_a_grid_of_pictures_is_a_grid_of_unknown_answers() -> None:
    cells = "<td><svg></svg></td>" * 2
    table = f"<tr><td></td><th>Bad</th><th>Good</th></tr><tr><td>Food</td>{cells}</tr><tr><td>Rooms</td>{cells}</tr>"
    body = question(f'<table data-automation-id="likertTable">{table}</table>')
    found = response(body + question('<input value="yes">', number=2)).answers
    assert [(a.row_label, a.status) for a in found[:2]] == [
        ("Food", Status.UNDETERMINED),
        ("Rooms", Status.UNDETERMINED),
    ]


@pytest.mark.parametrize(
    ("drawn", "status", "given"),
    [
        ("☆☆☆☆☆", Status.BLANK, None),
        ("●●○○○", Status.ANSWERED, "2"),
        ("★★★", Status.ANSWERED, "★★★"),  # nothing says that they are not typed
        ("☆☆", Status.ANSWERED, "☆☆"),
    ],
)
def test_a_row_of_signs_with_an_empty_one_is_a_rating(drawn: str, status: Status, given: str | None) -> None:
    found = answer(f"<div><span>{drawn}</span></div>")
    assert (found.status, found.answer_text) == (status, given)


def test_a_file_with_its_icon_is_no_option() -> None:
    files = rows(
        "<svg></svg><a href='https://x.org/a'>a.pdf</a>", "<svg></svg><a href='https://x.org/b'>b.pdf</a>"
    )
    assert answer(files, "Upload File.").answer_text == "a.pdf; b.pdf"


def test_a_sign_in_a_control_is_no_option() -> None:
    area = "".join(
        f'<div><span role="radio" aria-checked="{on}"><span>{sign}</span></span> <span>{text}</span></div>'
        for on, sign, text in (("false", "[ ]", "A"), ("true", "[x]", "B"))
    )
    assert answer(f'<div role="radiogroup">{area}</div>').selected == ("B",)


# ------------------------------------------------------------------------------ labels behind the prompt


@pytest.mark.parametrize(
    "label",
    [
        "<span>(Required to answer)</span>",
        "<div>Single line text</div>",
        "<em>Required to answer. Date.</em>",
    ],
)
def test_a_seen_label_behind_the_prompt_is_no_part_of_it(label: str) -> None:
    assert answer('<input value="x">', said=label).prompt == "What?"


def test_the_last_word_of_a_prompt_is_no_label() -> None:
    title = question('<input value="x">').replace("<span>What?</span>", "<span>Start <b>Date</b></span>")
    assert response(title + question('<input value="y">', number=2)).answers[0].prompt == "Start Date"


@pytest.mark.parametrize(("count", "prompt"), [(OFTEN, "What?"), (OFTEN - 1, "What?Skylda")])
def test_a_label_of_an_unknown_language_stands_behind_many_prompts(count: int, prompt: str) -> None:
    body = "".join(question('<input value="x">', number=n, said="<u>Skylda</u>") for n in range(1, count + 1))
    assert response(body).answers[0].prompt == prompt


@pytest.mark.parametrize(
    ("text", "points"), [("1/2 pts", True), ("(2 Points)", True), ("I would give it five points", False)]
)
def test_points_are_figures(text: str, points: bool) -> None:
    assert says_points(text) is points
    found = answer(f"<div>{text}</div>")
    assert (found.status is Status.ANSWERED) is not points


def test_options_that_are_listed_are_not_free() -> None:
    assert answer(LISTED + option("Other", False)).selected == ("A",)
