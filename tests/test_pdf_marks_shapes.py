"""Which shapes make one control, beside which text, and how it looks."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from parsers.blocks import Control
from parsers.pdf.marks import LARGEST
from parsers.pdf.page import Kind, Shape
from tests.pdf_values import circle, run, square
from tests.test_pdf_marks_edges import BODY, marks


@pytest.mark.parametrize(
    ("x", "base", "found"),
    [
        (50 + 15 + 30 - 0.1, 53, True),  # within two widths
        (50 + 15 + 60 - 0.1, 53, True),
        (50 + 15 + 60 + 0.1, 53, False),
        (50 - 15 - 60 - 20 + 0.1, 53, True),
        (50 - 15 - 60 - 20 - 0.1, 53, False),
        (70, 50 + 15 + 3.4, True),  # its middle is in the shape's height
        (70, 50 + 15 + 3.6, False),
        (70, 50 - 15 + 3.6, True),
        (70, 50 - 15 + 3.4, False),
    ],
)
def test_which_text_stands_beside_a_large_control(x: float, base: float, found: bool) -> None:
    label = run("label", x, base, 14, width=20)
    assert len(marks([circle(50, 50, 30)], [label])) == found


@pytest.mark.parametrize(
    ("size", "text", "found"),
    [
        (2.3 * 14 - 0.1, 14, True),
        (2.3 * 14 + 0.1, 14, False),
        (2.3 * 15 - 0.1, 20, True),  # no text counts for more than half as large again
        (2.3 * 15 + 0.1, 20, False),
        (2.3 * BODY - 0.1, 9, True),
    ],
)
def test_how_large_a_control_beside_a_large_text_may_be(size: float, text: float, found: bool) -> None:
    assert len(marks([circle(50, 50, size)], [run("label", 75, 50 + 0.25 * text, text)])) == found


def test_a_large_tick_beside_a_large_text() -> None:
    def ticked(size: float, text: float) -> bool | None:
        shapes = [square(50, 50, 30), square(50, 50, size, Kind.TICK)]
        (found,) = marks(shapes, [run("label", 90, 50 + 0.25 * text, text)])
        return found.on

    assert [ticked(LARGEST * 14 + d, 14) for d in (-0.1, 0.1)] == [True, False]
    assert [ticked(LARGEST * 15 + d, 20) for d in (-0.1, 0.1)] == [True, False]
    (flat,) = marks([square(50, 50, 12), replace(square(50, 50, 8, Kind.TICK), x0=20, x1=80)])
    assert flat.on is False  # too wide


def test_a_rule_through_a_control_is_no_sign() -> None:
    assert [m.on for m in marks([circle(50, 50, 12), square(50, 50, 6, Kind.LINE)])] == [False]


@pytest.mark.parametrize(("dx", "dy"), [(2.3, 0), (-2.3, 0), (0, 2.3), (0, -2.3), (2.3, -2.3), (-2.3, 2.3)])
def test_a_control_is_one_wherever_it_stands(dx: float, dy: float) -> None:
    for n in range(12):
        x, y = 50 + 0.4 * n, 60 + 0.4 * n
        (found,) = marks([circle(x + dx, y + dy, 6, True), circle(x, y, 12)])  # in any order of painting
        assert (found.size, found.on) == (12, True)


def test_all_that_shares_the_outlines_middle_is_in_it() -> None:
    (found,) = marks([circle(50, 50, 12), circle(52.3, 50, 6, True), circle(47.7, 50, 3, True)])
    assert found.look is not None and found.look.inners == 2


def controls(*shapes: Shape) -> list[tuple[float, Control]]:
    return [(round(m.size, 1), m.control) for m in marks(list(shapes))]


def test_which_shapes_are_a_ground() -> None:
    ring, ground = circle(50, 50, 10), square(50, 50, 16, filled=True)
    assert controls(ground, ring) == [(10, Control.RADIO)]
    assert controls(replace(ground, stroked=True), ring) == [(16, Control.CHECKBOX)]  # a border of its own
    assert controls(replace(ground, hollow=True), ring) == [(16, Control.CHECKBOX)]
    assert controls(replace(ground, kind=Kind.ROUNDED), ring) == [(16, Control.CHECKBOX)]
    hollow = replace(circle(50, 50, 10, True), hollow=True)
    assert controls(ground, hollow) == [(10, Control.RADIO)]
    # a filled disc in a shaded square is a chosen control, unless there is a smaller one in it
    disc, dot = circle(50, 50, 10, True), circle(50, 50, 5, True)
    assert controls(ground, disc) == [(16, Control.CHECKBOX)]
    assert controls(ground, disc, dot) == [(10, Control.RADIO)]
    assert controls(ground, square(50, 50, 10, filled=True), square(50, 50, 5, filled=True)) == [
        (16, Control.CHECKBOX)
    ]
    # the smallest of those with an outline tells
    assert controls(ground, circle(50, 50, 13), circle(50, 50, 6)) == [(13, Control.RADIO)]
    assert controls(ground, square(50, 50, 9, Kind.TICK)) == [(16, Control.CHECKBOX)]


@pytest.mark.parametrize(("share", "found"), [(0.79, 0), (0.81, 1)])
def test_an_icon_needs_an_outline_of_nearly_its_size(share: float, found: int) -> None:
    assert len(marks([square(50, 50, 14, Kind.POLYGON), circle(50, 50, 14 * share)])) == found


def test_one_chosen_glyph_in_a_control_chooses_it() -> None:
    both = [run("○", 47, 53, 8), run("●", 47, 53, 8)]
    assert [m.on for m in marks([circle(50, 50, 12)], both)] == [True]
    assert marks([circle(50, 50, 12)], [run("a.", 48, 53, 8, width=4)]) == []
    beside = run("\ue73e", 57, 53, 8, width=6)
    assert [m.on for m in marks([circle(50, 50, 12)], [beside])] == [False, True]
    large = square(50, 50, 11, Kind.POLYGON)
    assert [m.on for m in marks([circle(50, 50, 12), large], [run("\ue73e", 47, 53, 8)])] == [True]


def look(*shapes: Shape) -> tuple[float, int, float, str, str, bool]:
    (found,) = marks(list(shapes))
    assert found.look is not None
    one = found.look
    return one.inner, one.inners, one.ring, one.color, one.fill, one.hollow


def test_a_look_is_of_the_outline_that_is_drawn_and_the_uppermost_fill() -> None:
    ring = replace(circle(50, 50, 12), width=1.0)
    assert look(ring) == (0, 0, 0.08, "333333", "", False)
    under = replace(circle(50, 50, 12.5, True), fill="ffffff")
    assert look(under, ring) == (0, 0, 0.08, "333333", "ffffff", False)
    assert look(under, replace(under, fill="0000ff"), ring) == (0, 0, 0.08, "333333", "0000ff", False)
    assert look(under) == (0, 0, 0.0, "", "ffffff", False)
    border = replace(circle(50, 50, 12, True), hollow=True, width=1.0)
    assert look(under, border) == (0, 0, 0.08, "333333", "ffffff", True)
    assert look(ring, circle(50, 50, 3, True), circle(50, 50, 7, True))[:2] == (0.58, 2)
    flat = replace(circle(50, 50, 3, True), x0=45.0, x1=55.0)
    assert look(ring, flat)[:2] == (0, 0)  # as wide as the control
