"""A field's own icons are no part of what stands in it."""

from __future__ import annotations

import pytest

from parsers.pdf.icons import APART, AT_SIDE, without_icons
from parsers.pdf.lines import Segment
from parsers.pdf.page import Run
from tests.pdf_values import run


def shown(*runs: Run, start: float = 50, end: float = 300) -> str:
    line = without_icons(Segment(list(runs), False), start, end)
    return line.text if line else ""


@pytest.mark.parametrize("arrow", list("⌄▾▼"))
def test_the_arrow_of_a_list_is_no_text(arrow: str) -> None:
    assert shown(run("Head office", 60, 100), run(arrow, 290, 100)) == "Head office"
    assert shown(run(arrow, 55, 100), run("Head office", 240, 100)) == "Head office"
    assert shown(run(arrow, 290, 100)) == ""
    assert shown(run("Head office", 60, 100), run("v", 290, 100)) == "Head office v"


def test_an_arrow_beside_a_text_was_typed() -> None:
    def beside(gap: float) -> str:
        return shown(run("Prices fell", 225, 100, width=55), run("▼", 280 + gap, 100))

    assert beside(10 * APART) == "Prices fell ▼"
    assert beside(10 * APART + 1) == "Prices fell"


def test_an_arrow_far_from_the_side_was_typed() -> None:
    def away(room: float) -> str:
        return shown(run("Up", 60, 100), run("▼", 300 - room - 5, 100))

    assert away(10 * AT_SIDE - 1) == "Up"
    assert away(10 * AT_SIDE + 1) == "Up ▼"
