"""Both edges of each rule by which shapes are a control, and of what it shows."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from parsers.blocks import Control
from parsers.pdf.marks import (
    DOUBTFUL_INNER,
    GLYPHS,
    LARGEST,
    LARGEST_ICON,
    LARGEST_PICTURE,
    SPECK,
    SURE_INNER,
    Mark,
    find_marks,
)
from parsers.pdf.page import BBox, FieldType, FormField, Kind, Run, Shape
from tests.pdf_values import circle, page, run, square

BODY = 10.0
EPS = 0.02


def marks(
    shapes: list[Shape], runs: list[Run] | None = None, images: list[BBox] | None = None, body: float = BODY
) -> list[Mark]:
    return find_marks(replace(page(runs or [], shapes), images=images or []), body)[0]


def with_inner(size: float, kind: str = Kind.ROUND) -> Mark:
    (found,) = marks([circle(50, 50, 10), square(50, 50, size, kind, filled=True)])
    return found


@pytest.mark.parametrize(
    ("share", "on", "inner"),
    [
        (SPECK - EPS, False, False),
        (SPECK + EPS, True, True),
        (SURE_INNER - EPS, True, True),
        (SURE_INNER, True, True),
        (SURE_INNER + EPS, None, True),
        (DOUBTFUL_INNER - EPS, None, True),
        (DOUBTFUL_INNER + EPS, False, False),
    ],
)
def test_how_large_an_inner_shape_is_tells_what_it_is(share: float, on: bool | None, inner: bool) -> None:
    found = with_inner(10 * share)
    assert found.look is not None
    assert (found.on, found.look.inner > 0, found.look.inners) == (on, inner, int(inner))


@pytest.mark.parametrize(
    ("kind", "share", "ticked"),
    [
        (Kind.TICK, 0.5, True),
        (Kind.TICK, 1.3, True),  # it may reach over its box
        (Kind.POLYGON, LARGEST_ICON - EPS, True),
        (Kind.POLYGON, LARGEST_ICON + EPS, False),
        (Kind.RECT, 0.9, False),
    ],
)
def test_a_tick_may_be_large_and_a_polygon_may_not(kind: str, share: float, ticked: bool) -> None:
    found = with_inner(10 * share, kind)
    assert found.look is not None and (found.look.ticked, found.on) == (ticked, ticked)


@pytest.mark.parametrize(
    ("size", "found"),
    [(0.55 * BODY - EPS, 0), (0.55 * BODY + EPS, 1), (2.3 * BODY - EPS, 1), (2.3 * BODY + EPS, 0)],
)
def test_a_control_is_about_as_high_as_its_text(size: float, found: int) -> None:
    assert len(marks([circle(50, 50, size)])) == found


def test_a_larger_text_beside_it_allows_a_larger_control() -> None:
    large = circle(50, 50, 2.3 * BODY + 1)
    beside = run("label", 70, 53, 14)
    assert len(marks([large], [beside])) == 1
    assert marks([large], [run("label", 130, 53, 14)]) == []  # too far away
    assert marks([large], [run("label", 70, 90, 14)]) == []  # another line
    half_as_large = circle(50, 50, 2.3 * 1.5 * BODY + EPS)
    assert marks([half_as_large], [run("label", 80, 53, 30)]) == []


@pytest.mark.parametrize(("width", "found"), [(7.9, 0), (8.1, 1), (12.4, 1), (12.6, 0)])
def test_a_control_is_as_wide_as_high(width: float, found: int) -> None:
    shape = replace(circle(50, 50, 10), x0=50 - width / 2, x1=50 + width / 2)
    assert len(marks([shape])) == found


@pytest.mark.parametrize(
    ("kind", "control"),
    [
        (Kind.ROUND, Control.RADIO),
        (Kind.RECT, Control.CHECKBOX),
        (Kind.ROUNDED, Control.CHECKBOX),
        (Kind.POLYGON, None),
        (Kind.TICK, None),
        (Kind.LINE, None),
    ],
)
def test_outlines_tell_the_control(kind: str, control: Control | None) -> None:
    assert [m.control for m in marks([square(50, 50, 12, kind)])] == ([control] if control else [])


@pytest.mark.parametrize(("shift", "controls"), [(2.3, 1), (2.5, 2)])
def test_shapes_of_one_control_share_their_middle(shift: float, controls: int) -> None:
    for x, y in ((shift, 0.0), (0.0, shift)):
        assert len(marks([circle(50, 50, 12), circle(50 + x, 50 + y, 6, True)])) == controls


def test_a_figure_makes_a_cell_and_a_sign_a_chosen_control() -> None:
    ring = circle(50, 50, 12)
    assert marks([ring], [run("a", 48, 53, 8)]) == []
    assert [m.on for m in marks([ring], [run("\ue73e", 47, 53, 8)])] == [True]
    assert [m.on for m in marks([ring], [run("○", 47, 53, 8)])] == [False]
    assert [m.on for m in marks([ring], [run("\uf00c", 47, 53, 8, width=0.09)])] == [False]
    assert [m.on for m in marks([ring], [run("\uf00c", 47, 53, 8, width=0.105)])] == [True]
    assert [m.on for m in marks([ring], [run("a", 40, 53, 8, width=1.3 * 12)])] == [False]  # runs past it
    assert marks([ring], [run("a", 42.3, 53, 8, width=1.3 * 12 - EPS)]) == []
    assert [m.on for m in marks([ring], [run("a", 48, 63, 8)])] == [False]  # below it


def test_the_run_that_is_a_sign_is_no_text() -> None:
    sign, label = run("\ue73e", 47, 53, 8), run("Yes", 70, 53)
    _, used = find_marks(page([sign, label], [circle(50, 50, 12)]), BODY)
    assert used == {id(sign)}


@pytest.mark.parametrize(
    ("image", "pictured"),
    [
        ((46, 46, 54, 54), True),
        ((46, 50 - 6 * LARGEST_PICTURE + EPS, 54, 50 + 6 * LARGEST_PICTURE - EPS), True),
        ((46, 50 - 6 * LARGEST_PICTURE, 54, 50 + 6 * LARGEST_PICTURE), False),
        ((56, 46, 60, 54), False),
        ((46, 56, 54, 60), False),
    ],
)
def test_a_picture_in_a_control_is_not_read(image: BBox, pictured: bool) -> None:
    (found,) = marks([circle(50, 50, 12), circle(50, 50, 6, True)], images=[image])
    assert found.look is not None
    assert (found.look.pictured, found.on) == (pictured, None if pictured else True)


def test_the_look_of_an_outline() -> None:
    ring = replace(circle(50, 50, 12), width=3.0, stroke="0000ff")
    ground = replace(circle(50, 50, 11, True), fill="ffff00")
    (found,) = marks([ground, ring])
    look = found.look
    assert look is not None
    assert (look.ring, look.color, look.fill, look.layers, look.hollow) == (
        0.25,
        "0000ff",
        "ffff00",
        2,
        False,
    )
    hollow = replace(circle(50, 50, 12, True), hollow=True, width=6.0, fill="00ff00")
    (found,) = marks([hollow])
    look = found.look
    assert look is not None
    assert (look.ring, look.color, look.fill, look.layers, look.hollow) == (0.5, "00ff00", "", 1, True)


@pytest.mark.parametrize(("height", "layers"), [(8.1, 2), (7.9, 1)])
def test_what_is_nearly_as_large_is_a_layer(height: float, layers: int) -> None:
    (found,) = marks([circle(50, 50, 10), circle(50, 50, height, True)])
    assert found.look is not None and found.look.layers == layers


def test_inner_shapes_are_measured_by_the_bare_path() -> None:
    (found,) = marks([circle(50, 50, 12), circle(50, 50, 10, True), circle(50, 50, 7.0, True)])
    assert found.look is not None and (found.look.inner, found.on) == (0.7, None)


def test_a_ground_is_no_outline() -> None:
    ground = square(50, 50, 12 / SURE_INNER + 1, filled=True)
    (found,) = marks([ground, circle(50, 50, 12)])
    assert (found.size, found.control) == (12, Control.RADIO)
    (found,) = marks([square(50, 50, 12 / SURE_INNER - 1, filled=True), circle(50, 50, 12)])
    assert found.control == Control.CHECKBOX


@pytest.mark.parametrize("text", sorted(GLYPHS))
def test_a_sign_alone_is_a_control(text: str) -> None:
    (found,) = marks([], [run(text + " ", 50, 50)])
    assert (found.control, found.on, found.glyph is not None) == (*GLYPHS[text], True)


def test_signs_in_a_text_are_none() -> None:
    assert marks([], [run("☐ Yes", 50, 50), run("abc", 50, 80), run("☐☐☐☐", 50, 110)]) == []


@pytest.mark.parametrize(
    ("text", "shift", "size", "found"),
    [
        ("✔", 0.0, 10, [True]),
        ("■", 0.0, 10, [None]),
        ("-", 0.0, 10, []),
        ("★", 0.0, 10, []),
        ("1.", 0.0, 10, []),
        ("✔✔✔", 0.0, 10, []),
        ("✔✔", 0.0, 10, [None]),
        ("  ", 0.0, 10, []),
        ("-✔", 0.0, 10, []),
        ("✔-", 0.0, 10, [None]),
        ("✓", 0.0, 10, [True]),
        ("✅", 0.0, 10, [True]),
        ("🗸", 0.0, 10, [True]),
        ("✔\ufe0f", 0.0, 10, [True]),
        ("✔", 3.9, 10, [True]),
        ("✔", 4.1, 10, []),
        ("✔", 0.0, 5.1, [True]),
        ("✔", 0.0, 4.9, []),
        ("✔", 0.0, 19.9, [True]),
        ("✔", 0.0, 20.1, []),
    ],
)
def test_a_sign_in_the_column_of_typed_boxes(
    text: str, shift: float, size: float, found: list[bool | None]
) -> None:
    box = run("☐", 50, 100, 10, width=10)
    sign = run(text, 55 + shift - size / 2, 120, 10, width=size)
    assert [m.on for m in marks([], [box, sign])[1:]] == found


def test_a_field_states_itself_and_its_frame_is_no_other_control() -> None:
    field = FormField(FieldType.RADIO, (44, 44, 56, 56), on=True)
    for frame, found in (
        (circle(50, 50, 12), 1),
        (circle(57.9, 50, 12), 1),
        (circle(58.1, 50, 12), 2),
        (circle(50, 57.9, 12), 1),
        (circle(50, 58.1, 12), 2),
        (circle(42.1, 50, 12), 1),
        (circle(41.9, 50, 12), 2),
        (circle(50, 42.1, 12), 1),
        (circle(50, 41.9, 12), 2),
    ):
        made = replace(page([], [frame]), fields=[field])
        first, *others = find_marks(made, BODY)[0]
        assert (first.on, first.stated, first.control, first.look) == (True, True, Control.RADIO, None)
        assert 1 + len(others) == found
    box = replace(page([], []), fields=[replace(field, kind=FieldType.CHECKBOX, on=False)])
    assert [(m.control, m.on) for m in find_marks(box, BODY)[0]] == [(Control.CHECKBOX, False)]
    assert find_marks(replace(page([], []), fields=[replace(field, on=None)]), BODY)[0] == []


def test_a_tick_larger_than_any_control_is_none() -> None:
    box = square(50, 50, 12)
    assert [m.on for m in marks([box, square(50, 50, LARGEST * BODY - 0.1, Kind.TICK)])] == [True]
    assert [m.on for m in marks([box, square(50, 50, LARGEST * BODY + 0.1, Kind.TICK)])] == [False]


def test_signs_are_known() -> None:
    known = {"□": (Control.CHECKBOX, False), "☒": (Control.CHECKBOX, True), "⚪": (Control.RADIO, False),
             "\uecca": (Control.RADIO, False), "◉": (Control.RADIO, True), "\ueccb": (Control.RADIO, True)}  # fmt: skip
    assert {sign: GLYPHS[sign] for sign in known} == known


def test_words_and_wide_blanks_are_no_signs() -> None:
    assert len(marks([], [run("Yes", 50, 20), run("☐  ", 50, 50)])) == 1
    assert marks([], [run("☐   ", 50, 80)]) == []


def test_a_drawn_control_in_the_column_hides_no_typed_one() -> None:
    box, sign = run("☐", 50, 100, 10, width=10), run("■", 50, 120, 10, width=10)
    _, used = find_marks(page([box, sign], [circle(55, 40, 12)]), BODY)
    assert used == {id(box), id(sign)}
    drawn, *typed = marks([circle(55, 40, 12)], [box, sign])
    assert (drawn.control, drawn.stated) == (Control.RADIO, False)
    assert [(m.control, m.on, m.stated) for m in typed] == [
        (Control.CHECKBOX, on, False) for on in (False, None)
    ]


def test_thresholds_move_only_on_purpose() -> None:
    assert (SPECK, SURE_INNER, DOUBTFUL_INNER, LARGEST) == (0.15, 0.68, 0.78, 2.6)
    assert (LARGEST_ICON, LARGEST_PICTURE) == (0.85, 1.6)
