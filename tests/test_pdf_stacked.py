"""Labels below, above and before their controls, and ticks behind them."""

from __future__ import annotations

import pytest

from parsers.blocks import Choice, Grid
from parsers.pdf.compose import Composer
from parsers.pdf.evidence import Witness
from parsers.pdf.layout import Look, PageLayout
from parsers.pdf.page import Kind, Page
from tests.pdf_values import circle, page, run, square

TICK = "\ue73e"


def options(made: Page, rtl: bool = False) -> list[tuple[str, bool | None]]:
    """Labels and states, options alone."""
    layout = PageLayout(made, Look(10.0, rtl, False))
    blocks = Composer([made], rtl, layout.read(layout.marks, Witness([made]))).compose()
    return [(b.text, b.selected) for b in blocks if isinstance(b, Choice)]


def stacked(step: float, gap: float) -> Page:
    """Three controls of 12 points, each with a label of 10 points ``gap`` points below it."""
    tops = [100 + n * step for n in range(3)]
    labels = [run(text, 50, top + 12 + gap + 7.5) for text, top in zip("abc", tops, strict=True)]
    return page([run("Which?", 50, 80), *labels], [square(56, top + 6, 12) for top in tops])


def test_a_label_right_below_its_control_is_its_own() -> None:
    assert [text for text, _ in options(stacked(40, 2))] == ["a", "b", "c"]


def test_a_label_as_near_to_the_next_control_is_nobodys() -> None:
    assert [text for text, _ in options(stacked(33, 6.5))] == ["", "", ""]


def test_a_label_right_above_its_control_is_its_own() -> None:
    labels = [run(text, 50, 100 + n * 40) for n, text in enumerate("ab")]
    marks = [square(56, 110 + n * 40, 12) for n in range(2)]
    assert [text for text, _ in options(page([run("Which?", 50, 70), *labels], marks))] == ["a", "b"]


def test_two_lines_above_a_control_may_be_its_label_or_lead_to_it() -> None:
    lines = [run("a long", 50, 88), run("label", 50, 100)]
    assert [text for text, _ in options(page(lines, [square(56, 110, 12)]))] == [""]
    apart = [run("a prompt", 50, 84), run("label", 50, 100)]
    assert [text for text, _ in options(page(apart, [square(56, 110, 12)]))] == ["label"]


def test_options_side_by_side_with_labels_above_are_no_grid() -> None:
    texts = [run("Only when it rains", 50, 100), run("Never", 250, 100)]
    marks = [square(56, 110, 12), square(256, 110, 12)]
    assert [text for text, _ in options(page(texts, marks))] == ["Only when it rains", "Never"]


def test_headings_centred_over_controls_are_a_grids() -> None:
    texts = [run("Poor", 100, 100), run("Good", 200, 100), run("Food", 30, 124)]
    made = page(texts, [circle(110, 120, 12), circle(210, 120, 12)])
    layout = PageLayout(made, Look(10.0, False, False))
    blocks = Composer([made], False, layout.read(layout.marks, Witness([made]))).compose()
    assert [b.columns for b in blocks if isinstance(b, Grid)] == [("Poor", "Good")]


def test_a_label_of_two_lines_before_its_control_is_whole() -> None:
    texts = [run("Only when it", 50, 100), run("rains", 50, 112), run("Never", 50, 140)]
    marks = [square(90, 109, 12), square(90, 137, 12)]
    assert [text for text, _ in options(page(texts, marks))] == ["Only when it rains", "Never"]


def test_of_labels_before_and_after_a_control_the_much_nearer_one_is_its_own() -> None:
    texts = [run("Yes", 50, 104), run("Only when it rains", 250, 104)]
    assert [text for text, _ in options(page(texts, [square(75, 100, 12)]))] == ["Yes"]


# --- ticks -------------------------------------------------------------------------------------


def test_a_tick_behind_the_label_of_a_control_is_a_verdict() -> None:
    made = page(
        [run("Yes", 70, 104), run(TICK, 86, 104), run("No", 70, 134)], [circle(55, y, 12) for y in (100, 130)]
    )
    assert [text for text, _ in options(made)] == ["Yes", "No"]


@pytest.mark.parametrize(("gap", "count"), [(6, 1), (9, 2)])
def test_a_tick_right_behind_a_control_is_a_verdict(gap: float, count: int) -> None:
    made = page([run("Yes", 40, 104), run(TICK, 81 + gap, 104, width=10)], [circle(75, 100, 12)])
    layout = PageLayout(made, Look(10.0, False, False))
    found = layout.read(layout.marks, Witness([made]))
    assert (
        sum(len(getattr(e, "marks", [0])) for e in found if hasattr(e, "mark") or hasattr(e, "marks"))
        == count
    )


def test_a_tick_on_a_page_without_other_signs_may_be_either() -> None:
    texts = [run("Yes", 70, 104), run(TICK, 86, 104), run("No", 70, 134)]
    assert options(page(texts)) == [("Yes", None)]


def test_a_label_does_not_go_on_with_what_was_right() -> None:
    texts = [run("Yes", 70, 104), run("No", 70, 124), run("Correct answer: Yes", 70, 137)]
    assert [t for t, _ in options(page(texts, [circle(55, y, 12) for y in (100, 120)]))] == ["Yes", "No"]
    texts[2] = run("or rather not", 70, 137)
    assert [t for t, _ in options(page(texts, [circle(55, y, 12) for y in (100, 120)]))] == [
        "Yes",
        "No or rather not",
    ]


def test_a_drawing_like_the_controls_of_its_column_is_one_of_unknown_state() -> None:
    """Below its like it may be a chosen one that is drawn in a way that is not read."""
    star = square(56, 106, 12, kind=Kind.POLYGON, filled=True)
    texts = [run("Which?", 50, 80), run("a", 50, 122), run("b", 50, 162)]
    assert options(page(texts, [star, square(56, 146, 12)])) == [("a", None), ("b", False)]
    moved = square(60, 106, 12, kind=Kind.POLYGON, filled=True)
    assert [text for text, _ in options(page(texts, [moved, square(56, 146, 12)]))] == ["b"]


def test_brackets_in_rows_and_columns_are_a_grids_controls() -> None:
    texts = [run("Poor", 100, 100), run("Good", 200, 100), run("Food", 30, 124), run("Room", 30, 148)]
    signs = [run("[ ]", 105, 124), run("[x]", 205, 124), run("[x]", 105, 148), run("[ ]", 205, 148)]
    for typed, states in ((signs, [(False, True), (True, False)]), (signs[:2], [])):
        made = page([*texts, *typed])
        layout = PageLayout(made, Look(10.0, False, False))
        blocks = Composer([made], False, layout.read(layout.marks, Witness([made]))).compose()
        assert [row.states for b in blocks if isinstance(b, Grid) for row in b.rows] == states
