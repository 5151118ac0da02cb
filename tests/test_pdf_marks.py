"""Shapes and glyphs to the state of controls and scales."""

from __future__ import annotations

from parsers.blocks import Control
from parsers.pdf.boxes import find_boxes, find_rules
from parsers.pdf.lines import make_lines
from parsers.pdf.marks import Mark, find_marks
from parsers.pdf.page import BBox, Kind, Run, Shape
from parsers.pdf.scales import number_scale
from parsers.pdf.states import settle
from parsers.pdf.symbols import find_symbols
from tests.pdf_values import circle, page, run, square


def marks(shapes: list[Shape], runs: list[Run] | None = None) -> list[Mark]:
    return find_marks(page(runs or [], shapes), 10.0)[0]


def test_something_smaller_in_a_circle_is_a_chosen_radio_button() -> None:
    off, on = marks([circle(50, 50, 14), circle(50, 80, 14), circle(50, 80, 7, True)])
    assert (off.control, off.on, on.on) == (Control.RADIO, False, True)


def test_extra_shapes_of_nearly_the_same_size_say_nothing() -> None:
    (native,) = marks([circle(50, 50, 13.2, True), circle(50, 50, 13.2, True), circle(50, 50, 14.4)])
    assert native.on is False


def test_a_tick_in_a_square_is_a_chosen_box() -> None:
    tick = square(50, 50, 11, Kind.TICK)
    (mark,) = marks([square(50, 50, 13.5, filled=True), tick])
    assert (mark.control, mark.on) == (Control.CHECKBOX, True)


def test_an_icon_in_a_square_is_a_chosen_box_and_a_figure_is_a_cell() -> None:
    assert marks([square(50, 50, 14)], [run("\ue73e", 46, 53, 8)])[0].on is True
    assert marks([square(50, 50, 14)], [run("7", 48, 53, 8)]) == []


def test_the_shaded_cell_that_a_control_stands_in_is_no_part_of_it() -> None:
    cell = square(55, 50, 25, filled=True)
    for size, shade in [(12, [cell]), (12, [cell, square(55, 50, 24, filled=True)])]:
        (off,) = find_marks(page([], [*shade, circle(55, 50, size)]), 11.0)[0]
        assert (off.control, off.on, off.size) == (Control.RADIO, False, size)
        (on,) = find_marks(page([], [*shade, circle(55, 50, size), circle(55, 50, 6, True)]), 11.0)[0]
        assert (on.control, on.on) == (Control.RADIO, True)


def test_thousands_of_shades_over_each_other_are_no_burden() -> None:
    shades = [square(55, 50, 25 + n / 5000, filled=True) for n in range(3000)]
    (mark,) = find_marks(page([], [*shades, circle(55, 50, 12)]), 11.0)[0]
    assert (mark.control, mark.on) == (Control.RADIO, False)


def test_a_thick_borders_inside_is_no_sign() -> None:
    bordered = [s for y in (50, 80) for s in (square(50, y, 14), square(50, y, 10.2, filled=True))]
    assert [m.on for m in settle([marks(bordered)])[0]] == [None, None]
    ticked = [*bordered, square(50, 80, 9, Kind.TICK)]
    assert sorted(str(m.on) for m in settle([marks(ticked)])[0]) == ["False", "True"]


def test_the_same_inside_is_a_sign_where_others_lack_it() -> None:
    found = settle([marks([circle(50, 50, 14), circle(50, 80, 14), circle(50, 80, 10.2, True)])])[0]
    assert [m.on for m in found] == [False, True]


def test_glyphs_are_marks() -> None:
    found = marks([], [run("☒", 50, 50), run("○", 50, 80), run("x", 50, 110)])
    assert [(m.control, m.on) for m in found] == [(Control.CHECKBOX, True), (Control.RADIO, False)]


def stars(colors: str, over: int = 0, clip: BBox | None = None) -> list[Run]:
    row = [run("★", 50 + 28.0 * n, 100, 20, 19, color=color * 6) for n, color in enumerate(colors)]
    return row + [run("★", 50 + 28.0 * n, 100, 20, 19, color="0000ff", clip=clip) for n in range(over)]


def symbol_states(runs: list[Run], rtl: bool = False, colored: bool = True) -> tuple[bool | None, ...]:
    (found,) = find_symbols(page(runs), set(), 10.0, rtl, colored)
    return found.states


def test_full_stars_over_empty_ones_are_counted() -> None:
    assert symbol_states(stars("66666", over=2)) == (True, True, False, False, False)
    mirrored = symbol_states(stars("66666", over=2), rtl=True)  # the page did not turn its symbols around
    assert mirrored == (True, True, False, False, False)


def test_a_clip_hides_the_rest_of_the_upper_stars() -> None:
    clipped = stars("66666", over=5, clip=(50, 0, 130, 200))
    assert symbol_states(clipped) == (True, True, True, False, False)


def test_stars_of_one_layer_and_colour_are_not_guessed() -> None:
    blue = [run("★", 50 + 28.0 * n, 100, 20, 19, color="0000ff") for n in range(5)]
    assert symbol_states(blue) == (None,) * 5


def test_typed_stars_are_read_by_their_shape() -> None:
    assert symbol_states([run("★★★☆☆", 50, 100, 10, 45)]) == (True, True, True, False, False)


def test_stars_drawn_in_one_go_are_not_guessed_unless_typed() -> None:
    def states(**look: object) -> tuple[bool | None, ...]:
        return symbol_states([run("★★★★★", 50, 100, 15, 72, **look)])

    assert states() == (None,) * 5
    assert states(color="cccccc") == (False,) * 5
    assert states(loose=True) == (True,) * 5


def bordered(thick: int | None) -> tuple[bool | None, ...]:
    """Cells of 0 to 10 drawn by rules, as wide as their figures; one of them ``thick``."""
    runs, rules = [], []
    for n in range(11):
        left, right, line = 40 + 15 * n, 55 + 15 * n + 6 * (n == 10), 1.2 if n == thick else 0.6
        runs.append(run(str(n), (left + right) / 2 - 2 - 2 * (n == 10), 100, 8, 4 + 4 * (n == 10)))
        rules += [Shape(Kind.LINE, left, y, right, y + line, True, False) for y in (90, 105)]
        rules += [Shape(Kind.LINE, x, 90, x + 0.6, 106, True, False) for x in (left, right)]
    made = page(runs, rules)
    found = number_scale(make_lines(runs, 0, False)[0], made, *find_rules(made), False)
    assert found is not None
    return found.states


def test_a_cell_is_not_chosen_for_being_as_wide_as_two_digits() -> None:
    assert bordered(None) == (False,) * 11
    assert bordered(10) == (*(False,) * 10, True)
    assert bordered(3).index(True) == 3


def cells(chosen: int | None, width: float = 1.0) -> tuple[bool | None, ...]:
    runs = [run(str(n), 47 + 30.0 * n, 100, 10, 6, bold=n == chosen) for n in range(1, 6)]
    shapes = [
        Shape(
            Kind.ROUNDED,
            36 + 30.0 * n,
            84,
            64 + 30.0 * n,
            110,
            False,
            True,
            False,
            "",
            "888888",
            width if n == chosen else 1.0,
        )
        for n in range(1, 6)
    ]
    made = page(runs, shapes)
    (line,) = make_lines(runs, 0, False)
    flat, upright = find_rules(made)
    found = number_scale(line, made, flat, upright, False)
    assert found is not None
    return found.states


def test_the_cell_that_differs_is_chosen() -> None:
    assert cells(4, 3.0) == (False, False, False, True, False)
    assert cells(None) == (False,) * 5


def test_signs_that_disagree_are_no_selection() -> None:
    runs = [run(str(n), 47 + 30.0 * n, 100, 10, 6, bold=n == 2) for n in range(1, 6)]
    shapes = [
        Shape(
            Kind.ROUNDED,
            36 + 30.0 * n,
            84,
            64 + 30.0 * n,
            110,
            False,
            True,
            False,
            "",
            "888888",
            3.0 if n == 4 else 1.0,
        )
        for n in range(1, 6)
    ]
    (line,) = make_lines(runs, 0, False)
    found = number_scale(line, page(runs, shapes), [], [], False)
    assert found is not None and found.states == (None,) * 5


def test_four_thin_lines_are_a_box_and_three_are_a_cut_one() -> None:
    def rule(x0: float, top: float, x1: float, bottom: float) -> Shape:
        return Shape(Kind.LINE, x0, top, x1, bottom, True, False)

    sides = [rule(50, 100, 51, 130), rule(400, 100, 401, 130), rule(50, 100, 401, 101)]
    whole = page([], [*sides, rule(50, 129, 401, 130)])
    (box,) = find_boxes(whole, *find_rules(whole), 10.0)
    assert (box.x0, box.top, box.x1, box.bottom, box.open_bottom) == (50, 100, 401, 130, False)
    cut = page([], sides)
    assert find_boxes(cut, *find_rules(cut), 10.0)[0].open_bottom


def test_grey_stars_are_empty_only_beside_colours() -> None:
    assert symbol_states(stars("66666")) == (False,) * 5
    assert symbol_states(stars("66666"), colored=False) == (None,) * 5
