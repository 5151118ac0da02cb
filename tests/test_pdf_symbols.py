"""Rows of stars and hearts: both edges of what makes a row, and of what each symbol shows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from parsers.blocks import Control, ScaleKind
from parsers.pdf.boxes import Box
from parsers.pdf.lines import make_lines
from parsers.pdf.marks import Mark
from parsers.pdf.page import Kind, Run, Shape
from parsers.pdf.pagetext import PageText
from parsers.pdf.scales import ScaleFind
from parsers.pdf.symbols import find_symbols, has_hue, symbol_row, unread_symbols
from tests.pdf_values import circle, page, run

BODY = 10.0
States = tuple[bool | None, ...]


def find(
    runs: Sequence[Run],
    shapes: Sequence[Shape] = (),
    *,
    taken: set[int] | None = None,
    rtl: bool = False,
    colored: bool = True,
    boxes: Sequence[Box] = (),
    clips: bool = True,
) -> list[ScaleFind]:
    made = replace(page(list(runs), list(shapes)), clips=clips)
    return find_symbols(made, set() if taken is None else taken, BODY, rtl, colored, boxes)


def shown(found: Sequence[ScaleFind]) -> str:
    """The states of one scale; ``none`` where there is none."""
    if not found:
        return "none"
    (scale,) = found
    return "".join({True: "+", False: "-", None: "?"}[s] for s in scale.states)


def glyphs(
    signs: str, color: str = "0000ff", *, step: float = 28.0, width: float = 19.0, **look: object
) -> list[Run]:
    return [run(c, 50 + step * n, 100, 20, width, color=color, **look) for n, c in enumerate(signs)]


def star(
    x: float,
    fill: str = "",
    stroke: str = "",
    *,
    top: float = 100.0,
    size: float = 20.0,
    kind: str = Kind.POLYGON,
) -> Shape:
    return Shape(kind, x, top, x + size, top + size, bool(fill), bool(stroke), False, fill, stroke)


def stars(fills: str, stroke: str = "", **more: object) -> list[Shape]:
    """One for each letter, filled with ``letter`` × 6 or, at a dot, not at all."""
    return [
        star(50 + 28.0 * n, "" if c == "." else c * 6, stroke, **more)  # type: ignore[arg-type]
        for n, c in enumerate(fills)
    ]


# --------------------------------------------------------------------------- what makes a row


@pytest.mark.parametrize(("signs", "expected"), [("★★", "none"), ("★★☆", "++-")])
def test_a_rating_has_three_symbols(signs: str, expected: str) -> None:
    assert shown(find(glyphs(signs))) == expected


def test_a_rows_place_labels_and_looks() -> None:
    (scale,) = find([*glyphs("★★"), replace(run("☆", 106, 102, 20, 19), color="0000ff")])
    assert (scale.kind, scale.labels) == (ScaleKind.SYMBOLS, ("1", "2", "3"))
    assert scale.box == (50, 86, 125, 106)
    assert scale.looks == ("★ 0000ff", "★ 0000ff", "☆ 0000ff")
    (drawn,) = find([], [*stars("aa."), *stars("...", "bbbbbb")])
    assert drawn.looks == ("/bbbbbb aaaaaa/", "/bbbbbb aaaaaa/", "/ /bbbbbb")


def test_what_is_taken_is_left_and_what_is_found_is_taken() -> None:
    row, word = glyphs("★★☆"), run("★★☆ fine", 200, 100)
    taken: set[int] = set()
    assert shown(find([*row, word], taken=taken)) == "++-"
    assert taken == {id(r) for r in row}
    assert find(row, taken={id(row[0])}) == []


def test_symbols_on_another_line_are_another_row() -> None:
    other = [replace(r, top=r.top + 40, bottom=r.bottom + 40) for r in glyphs("☆☆☆")]
    assert [s.states for s in find([*glyphs("★★☆"), *other])] == [(True, True, False), (False,) * 3]
    for shift, expected in ((0.24 * BODY, "++-"), (0.26 * BODY, "none")):
        first, *rest = glyphs("★★☆")
        assert (
            shown(find([first, *(replace(r, top=r.top + shift, bottom=r.bottom + shift) for r in rest)]))
            == expected
        )


def test_a_row_takes_no_symbols_of_another_line() -> None:
    taken: set[int] = set()
    above, below = (run("★★", 200, base, 10) for base in (60, 140))
    row = glyphs("★★☆")
    find([above, *row, below], taken=taken)
    assert taken == {id(r) for r in row}


@pytest.mark.parametrize(("shift", "expected"), [(11.9, "++--"), (12.1, "none")])
def test_steps_or_gaps_are_even(shift: float, expected: str) -> None:
    """The widest step is 28 + shift; 0.3 of it may differ."""
    *row, last = glyphs("★★☆☆")
    assert shown(find([*row, replace(last, x0=last.x0 + shift, x1=last.x1 + shift)])) == expected


def test_two_fonts_may_draw_one_row_with_even_gaps() -> None:
    places = [(50, 10), (70, 30), (110, 10), (130, 30)]
    row = [run(c, x, 100, 20, width) for c, (x, width) in zip("★☆☆☆", places, strict=True)]
    assert shown(find(row)) == "+---"


@pytest.mark.parametrize(
    ("shape", "found"),
    [
        ({"kind": Kind.POLYGON}, True),
        ({"kind": Kind.ROUNDED}, True),
        ({"kind": Kind.ROUND}, False),
        ({"kind": Kind.RECT}, False),
        ({"size": 0.7 * BODY - 0.01}, False),
        ({"size": 0.7 * BODY + 0.01}, True),
        ({"size": 4 * BODY - 0.01}, True),
        ({"size": 4 * BODY + 0.01}, False),
    ],
)
def test_which_shapes_are_symbols(shape: dict[str, object], found: bool) -> None:
    row = [star(50 + 50 * n, "ff0000" if n < 2 else "888888", **shape) for n in range(3)]  # type: ignore[arg-type]
    assert shown(find([], row)) == ("++-" if found else "none")
    assert find([], [replace(s, hollow=True) for s in row]) == []


@pytest.mark.parametrize(("width", "found"), [(14.9, False), (15.1, True), (26.9, True), (27.1, False)])
def test_a_symbol_is_about_as_wide_as_high(width: float, found: bool) -> None:
    row = [replace(s, x1=s.x0 + width) for s in stars("aab")]
    assert shown(find([], row)) == ("++-" if found else "none")


@pytest.mark.parametrize(
    ("text", "x", "base", "found"),
    [
        ("3", 112, 114, False),
        ("a", 112, 114, False),
        ("!", 112, 114, True),
        ("3", 112, 140, True),
        ("3", 112, 80, True),
        ("3", 105.9, 114, True),
        ("3", 106.1, 114, False),
        ("3", 120.9, 114, False),
        ("3", 121.1, 114, True),
    ],
)
def test_shapes_with_a_figure_in_them_are_cells(text: str, x: float, base: float, found: bool) -> None:
    label = run(text, x, base, 10, width=5)
    assert shown(find([label], stars("aab"))) == ("++-" if found else "none")


def test_a_glyph_as_thin_as_a_point_is_no_symbol() -> None:
    below = glyphs("★★★", "888888")
    for width, expected in ((0.99, "???"), (1.01, "+--")):
        ghost = run("", 59.5 - width / 2, 100, 20, width)
        assert shown(find([*below, ghost], colored=False)) == expected


# --------------------------------------------------------------------------- what was typed


def field(x1: float, top: float = 80, x0: float = 48, bottom: float = 110) -> Box:
    return Box(x0, top, x1, bottom)


@pytest.mark.parametrize(
    ("box", "typed"),
    [
        (field(50 + 2 * 45), True),
        (field(48 + 2 * 45 - 0.1), False),  # as wide as a frame around them
        (field(48 + 2 * 45 + 0.1), True),
        (field(200, top=98.6), False),  # another place
        (field(200, top=98.4), True),
        (field(200, bottom=96.4), False),
        (field(200, bottom=96.6), True),
        (field(200, x0=52), False),
        (field(93.9, x0=-100), False),
        (field(94.1, x0=-100), True),
    ],
)
def test_stars_typed_side_by_side_in_a_field_are_a_text(box: Box, typed: bool) -> None:
    row = run("★★★☆☆", 50, 100, 10, 45)
    assert (find([row], boxes=[box]) == []) is typed
    assert find([row], boxes=[]) != []


def test_symbols_set_apart_are_not_typed() -> None:
    wide = field(500)
    for width in (29, 45):
        assert shown(find([run("★ ★ ☆", 50, 100, 10, width)], boxes=[wide])) == "++-"
    mixed = [run("★★", 50, 100, 10, 18), run("☆", 68, 100, 10, 9)]
    assert shown(find(mixed, boxes=[wide])) == "++-"
    assert find(glyphs("★★☆"), boxes=[wide]) != []
    assert find([], stars("aab"), boxes=[wide]) != []
    pitch = 1.15 * 10  # of the size: wider, and they are spread
    for more, typed in ((-0.1, True), (0.1, False)):
        row = run("★★☆", 50, 100, 10, 2 * (pitch + more) + 9.3)
        assert (find([row], boxes=[wide]) == []) is typed


def test_one_runs_symbols_are_as_far_apart_as_it_is_long() -> None:
    (scale,) = find([run("★★☆", 50, 100, 10, 29.3)])
    assert scale.box == (50, 93, 79.3, 102)
    narrow = run("★★★", 50, 100, 10, 24)  # 8 points each
    assert shown(find([narrow, run("", 54.3, 100, 10, 5)], colored=False)) == "???"
    assert shown(find([narrow, run("", 53.7, 100, 10, 5)], colored=False)) == "+--"
    ghost = run("", 60.1, 100, 10, 9.1)  # over the second alone
    assert shown(find([run("★★★", 50, 100, 10, 29.3), ghost])) == "-+-"


# --------------------------------------------------------------------------- glyphs


def over(
    count: int, clip: tuple[float, float, float, float] | None = None, color: str = "ffaa00"
) -> list[Run]:
    return glyphs("★" * count, color, clip=clip)


@pytest.mark.parametrize(
    ("right", "expected"),
    [(50 + 9.4, "---"), (50 + 9.6, "+--"), (78 + 9.4, "+--"), (78 + 9.6, "++-"), (200, "+++")],
)
def test_a_clip_that_leaves_more_than_half_leaves_it(right: float, expected: str) -> None:
    assert shown(find([*glyphs("★★★", "888888"), *over(3, (0, 0, right, 200))])) == expected


@pytest.mark.parametrize(("left", "expected"), [(106 + 9.6, "---"), (106 + 9.4, "--+")])
def test_a_clip_may_cut_the_left(left: float, expected: str) -> None:
    assert shown(find([*glyphs("★★★", "888888"), *over(3, (left, 0, 300, 200))])) == expected


def test_an_upper_layer_that_is_clipped_away_leaves_empty_symbols() -> None:
    row = [*glyphs("★★★", "888888"), *over(2, (0, 0, 10, 200))]
    (scale,) = find(row, colored=False)
    assert scale.states == (False,) * 3
    assert scale.looks == ("★ 888888",) * 3


def test_where_an_engine_knows_no_clips_layers_say_nothing() -> None:
    both = [*glyphs("★★★", "888888"), *over(3)]
    assert shown(find(both, clips=False)) == "???"
    assert shown(find(both)) == "+++"
    assert shown(find([*glyphs("★★★", "888888"), *over(2)], clips=False)) == "++-"


def test_a_glyph_without_a_text_over_a_symbol_is_another_layer() -> None:
    def ghosts(count: int, width: float = 19.0, base: float = 100.0, text: str = "") -> list[Run]:
        return [run(text, 50 + 28.0 * n, base, 20, width) for n in range(count)]

    below = glyphs("★★★", "888888")
    assert shown(find([*below, *ghosts(2)], colored=False)) == "++-"
    assert shown(find([*below, *ghosts(2, base=140)], colored=False)) == "???"
    assert shown(find([*below, *ghosts(2, base=60)], colored=False)) == "???"
    assert shown(find([*below, *ghosts(2, width=1.0)], colored=False)) == "???"
    assert shown(find([*below, run("", 50, 100, 20, 47)], colored=False)) == "++-"  # one over two
    assert shown(find([*below, run("", 60, 100, 20, 37)], colored=False)) == "-+-"
    assert shown(find([*below, *ghosts(2, text="x")], colored=False)) == "???"


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ("★★☆", "++-"),
        ("☆★★", "???"),  # a rating fills from the first one on
        ("★☆★", "???"),
        ("♥♥♡", "++-"),
        ("☆☆☆", "---"),
        ("✩✩✩", "---"),
        ("★★★", "???"),
        ("\ue735\ue735\ue734", "++-"),  # two icons of a private font
        ("\ue734\ue735\ue734", "???"),
        ("\ue735\ue734\ue734", "+--"),
        ("\ue735\ue735\ue735", "???"),
        ("★★\ue734", "++-"),
    ],
)  # fmt: skip
def test_two_signs_tell_how_far_a_rating_goes(signs: str, expected: str) -> None:
    assert shown(find(glyphs(signs))) == expected


@pytest.mark.parametrize(
    ("colors", "expected"),
    [
        (("ffaa00", "ffaa00", "888888"), "++-"),
        (("ffaa00", "888888", "ffaa00"), "???"),
        (("ffaa00", "888888", "cccccc"), "???"),
        (("ffaa00", "888888", "888888"), "+--"),
        (("888888", "888889", "88888a"), "???"),
        (("888888",) * 3, "---"),
        (("efefef",) * 3, "---"),
        (("f0f0f0",) * 3, "???"),
        (("",) * 3, "???"),
        (("88888", "88888", "88888"), "???"),
        (("80809f",) * 3, "???"),
        (("808097",) * 3, "---"),
        (("000000",) * 3, "---"),
    ],
)
def test_two_colours_tell_how_far_a_rating_goes(colors: tuple[str, ...], expected: str) -> None:
    row = [run("★", 50 + 28.0 * n, 100, 20, 19, color=color) for n, color in enumerate(colors)]
    assert shown(find(row)) == expected


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        ({}, "???"),
        ({"loose": True}, "+++"),
        ({"color": "808080"}, "---"),
        ({"color": "7f7f7f"}, "???"),  # as dark as a text
        ({"color": ""}, "???"),
    ],
)
def test_stars_set_in_one_go_are_read_by_their_look(look: dict[str, object], expected: str) -> None:
    assert shown(find([run("★★★", 50, 100, 10, 28, **look)])) == expected
    if "loose" in look:
        assert shown(find([run("\ue735\ue735\ue735", 50, 100, 10, 28, **look)])) == "???"
        assert shown(find(glyphs("★★★", loose=True))) == "???"  # set one by one: a control


# --------------------------------------------------------------------------- drawn symbols


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        (stars("aaa", "aaaaaa"), "+++"),
        (stars("aab", "aaaaaa"), "++-"),
        (stars("aa.", "aaaaaa"), "++-"),
        (stars("...", "aaaaaa"), "---"),
        (stars("baa", "aaaaaa"), "???"),
        (stars("aab"), "++-"),
        (stars("abb"), "+--"),
        (stars("aba"), "???"),
        ([*stars("aa", "aaaaaa"), star(106, "aaaaaa")], "???"),
        ([*stars("aa"), replace(star(106, "bbbbbb"), filled=False)], "++-"),
        ([replace(s, filled=False) for s in stars("aaa", "aaaaaa")], "---"),
        ([replace(s, filled=False) for s in stars("aab")], "???"),
        (stars("abc"), "???"),
        (stars("aaa"), "???"),
        ([*stars("aaa", "aaaaaa")[:2], *stars("bbb")[2:]], "++-"),
    ],
)
def test_drawn_symbols_are_read_by_fill_and_outline(shapes: list[Shape], expected: str) -> None:
    assert shown(find([], shapes)) == expected


def test_a_clipped_fill_is_none() -> None:
    outlines = stars("...", "aaaaaa")
    fills = [replace(s, clip=(0, 0, 78 + 9.9, 200)) for s in stars("aaa")]
    assert shown(find([], [*outlines, *fills])) == "+--"
    wider = [replace(s, clip=(0, 0, 78 + 10.1, 200)) for s in stars("aaa")]
    assert shown(find([], [*outlines, *wider])) == "++-"


def test_glyphs_at_some_places_and_paths_at_others_say_nothing() -> None:
    row = glyphs("★★☆")
    assert shown(find(row[:2], [star(106, "aaaaaa", "aaaaaa", top=86)])) == "???"


def test_right_to_left_the_last_comes_first() -> None:
    (scale,) = find(glyphs("☆★★"), rtl=True)
    assert scale.states == (True, True, False)


@pytest.mark.parametrize(("shift", "expected"), [(4.9, "++-"), (5.1, "none")])
def test_shapes_over_each_other_are_one_symbol(shift: float, expected: str) -> None:
    row = [replace(s, x0=s.x0 + d, x1=s.x1 + d) for d in (0, shift) for s in stars("aab")]
    assert shown(find([], row)) == expected


# --------------------------------------------------------------------------- outlines without a text


def outlines(*on: bool | None) -> list[Mark]:
    return [Mark(50 + 30 * n, 90, 66 + 30 * n, 106, Control.CHECKBOX, o) for n, o in enumerate(on)]


def drawn(fills: Sequence[str], kind: str = Kind.ROUNDED, dx: float = 0.0, dy: float = 0.0) -> list[Shape]:
    return [
        replace(circle(58 + 30 * n + dx, 98 + dy, 15, True), kind=kind, fill=fill)
        for n, fill in enumerate(fills)
    ]


RED, GREY = "ff0000", "888888"


def test_a_row_of_outlines_whose_filling_says_how_far_is_a_rating() -> None:
    row = outlines(False, False, False)
    found = symbol_row(page([], drawn([RED, RED, GREY])), row, False)
    assert found is not None
    assert (found.states, found.labels, found.box) == (
        (True, True, False),
        ("1", "2", "3"),
        (50, 90, 126, 106),
    )
    assert symbol_row(page([], drawn([RED, GREY, RED])), row, False) is None
    assert symbol_row(page([], drawn([RED, RED, RED])), row, False) is None
    assert symbol_row(page([], drawn([RED, RED, GREY])), outlines(False, True, False), False) is None
    assert symbol_row(page([], drawn([RED, RED, GREY])), outlines(None, None, None), False) is not None


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({}, True),
        ({"kind": Kind.LINE}, False),
        ({"dx": 1.4}, True),
        ({"dx": 1.6}, False),
        ({"dx": -1.4}, True),
        ({"dx": -1.6}, False),
        ({"dy": 7.4}, True),
        ({"dy": 7.6}, False),
        ({"dy": -7.4}, True),
        ({"dy": -7.6}, False),
    ],
)
def test_only_what_lies_in_an_outline_fills_it(more: dict[str, object], found: bool) -> None:
    shapes = drawn([RED, RED, GREY], **more)  # type: ignore[arg-type]
    assert (symbol_row(page([], shapes), outlines(False, False, False), False) is not None) is found


# --------------------------------------------------------------------------- lines and colours


def unread(*texts: str) -> list[ScaleFind]:
    runs = [run(text, 50 + 60 * n, 100, 10) for n, text in enumerate(texts)]
    return unread_symbols(page(runs), PageText(make_lines(runs, 0, False)), 10)


def test_a_line_of_nothing_but_symbols_is_a_rating_of_which_nothing_is_known() -> None:
    (scale,) = unread("★ ★", "☆")
    assert (scale.kind, scale.labels, scale.states) == (ScaleKind.SYMBOLS, ("1", "2", "3"), (None,) * 3)
    assert scale.box == (50, 93, 115, 102)
    assert unread("★★") == unread("★★★", "good") == unread("good") == []


def test_a_line_that_was_understood_is_read_no_more() -> None:
    runs = [run("★★★", 50, 100, 10)]
    text = PageText(make_lines(runs, 0, False))
    assert len(unread_symbols(page(runs), text, 10)) == 1
    assert unread_symbols(page(runs), text, 10) == []


@pytest.mark.parametrize(
    ("color", "hue"),
    [("ff0000", True), ("808080", False), ("0f0000", False), ("808097", False), ("808098", True), ("988080", True), ("809880", True),
     ("", False), ("f00", False)],
)  # fmt: skip
def test_a_hue_is_more_than_a_shade_of_grey(color: str, hue: bool) -> None:
    assert has_hue(color) is hue
