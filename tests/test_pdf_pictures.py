"""Controls and stars that a print brings as pictures; legends; borders whose sides are a path each."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from parsers.blocks import Choice, Field, Scale, Text
from parsers.pdf.icon_scales import FULLER, LEAST, icon_scales
from parsers.pdf.page import Icon
from parsers.pdf.read import read_pdf
from tests.pdf_values import pdf_file, text_at

Grey = NDArray[np.uint8]
SIDE = 32


def picture(drawn: Grey, x: float, y: float, size: float = 12.0) -> str:
    """An inline image of a page's content."""
    shown = f"{size} 0 0 {size} {x} {y} cm"
    head = f"BI /W {SIDE} /H {SIDE} /CS /G /BPC 8 /F /AHx ID"
    return f"q {shown} {head} {drawn.tobytes().hex()}> EI Q\n"


def ring(filled: bool, *, ink: int = 60, ground: int = 255) -> Grey:
    """A radio button: a thin circle, and a disc in it if it is chosen."""
    y, x = np.mgrid[:SIDE, :SIDE] - (SIDE - 1) / 2
    away = np.hypot(x, y)
    on = (np.abs(away - 14) < 1.2) | (filled & (away < 7))
    return np.where(on, ink, ground).astype(np.uint8)


def star(given: bool) -> Grey:
    """A rough star of two triangles, dark or pale."""
    y, x = np.mgrid[:SIDE, :SIDE] - (SIDE - 1) / 2
    up, down = np.abs(x) * 1.7 < y + 10, np.abs(x) * 1.7 < 10 - y
    inside = (up & (y < 6)) | (down & (y > -6))
    return np.where(inside, 40 if given else 200, 255).astype(np.uint8)


def page(*icons: tuple[Grey, str], gap: float = 24.0) -> bytes:
    content = text_at(50, 780, "1. Like it?")
    for n, (drawn, label) in enumerate(icons):
        y = 750 - gap * n
        content += picture(drawn, 50, y) + text_at(70, y + 3, label)
    return pdf_file(content + text_at(50, 600, "2. Why?") + text_at(50, 580, "So."))


def states(data: bytes) -> list[bool | None]:
    return [b.selected for b in read_pdf(data).blocks if isinstance(b, Choice)]


def test_radio_buttons_that_are_pictures_are_read() -> None:
    assert states(page((ring(True), "Yes"), (ring(False), "No"), (ring(False), "Perhaps"))) == [
        True,
        False,
        False,
    ]


def test_an_empty_one_is_unknown_where_no_chosen_one_is_seen() -> None:
    assert states(page((ring(False), "Yes"), (ring(False), "No"))) == [None, None]


@pytest.mark.parametrize("ink", [60, 190])
def test_pictures_in_grey_are_read_or_unknown_but_never_wrong(ink: int) -> None:
    found = states(page((ring(True, ink=ink), "Yes"), (ring(False, ink=ink), "No")))
    assert found in ([True, False], [None, None])


def test_a_row_of_stars_that_are_pictures_is_a_rating() -> None:
    def rated(given: int) -> Scale:
        content = text_at(50, 780, "1. Rate") + text_at(50, 700, "2. Why?") + text_at(50, 680, "So.")
        content += "".join(picture(star(n < given), 50 + 20 * n, 750) for n in range(5))
        (scale,) = (b for b in read_pdf(pdf_file(content)).blocks if isinstance(b, Scale))
        return scale

    assert rated(3).states == (True, True, True, False, False)
    assert rated(5).states == (None,) * 5  # full and empty rows of one look say nothing


def icons(*inks: float) -> list[Icon]:
    return [Icon((20.0 * n, 0, 20.0 * n + 12, 12), f"look {ink}", ink) for n, ink in enumerate(inks)]


def test_how_much_fuller_a_given_symbol_is() -> None:
    (some,) = icon_scales(icons(10 * FULLER + 0.1, 10, 10), False)
    assert some.states == (True, False, False)
    (none,) = icon_scales(icons(10 * FULLER - 0.1, 10, 10), False)
    assert none.states == (None, None, None)
    (odd,) = icon_scales(icons(20, 10, 20), False)
    assert odd.states == (None, None, None)


def test_how_many_pictures_make_a_rating() -> None:
    assert len(icon_scales(icons(*[10.0] * LEAST), False)) == 1
    assert icon_scales(icons(*[10.0] * (LEAST - 1)), False) == []


def test_a_prompt_in_the_gap_of_a_frame_is_no_part_of_its_answer() -> None:
    frame = "50 600 300 60 re S\n"
    content = text_at(50, 780, "1. Name?") + text_at(50, 760, "Jo") + frame
    content += "1 g 60 652 90 14 re f 0 g\n" + text_at(62, 657, "2. In order?") + text_at(60, 630, "tea")
    found = read_pdf(pdf_file(content + text_at(50, 560, "3. Why?") + text_at(50, 540, "So."))).blocks
    assert [b.text for b in found if isinstance(b, Field)] == ["tea"]
    assert any(isinstance(b, Text) and "In order?" in b.text for b in found)


@pytest.mark.parametrize(("sides", "boxed"), [(4, True), (3, True), (2, False)])
def test_sides_that_are_a_path_each_are_one_border(sides: int, boxed: bool) -> None:
    content = text_at(50, 780, "1. Name?") + "0.98 g\n" + "50 740 300 24 re f\n" * sides + "0 g\n"
    found = read_pdf(
        pdf_file(content + text_at(56, 748, "Jo") + text_at(50, 700, "2. Why?") + text_at(50, 680, "So."))
    )
    assert any(isinstance(b, Field) and b.text == "Jo" for b in found.blocks) is boxed
