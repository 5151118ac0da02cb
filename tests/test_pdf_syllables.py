"""Blanks that were drawn, and syllables of several glyphs of which one says what all of them read."""

from __future__ import annotations

import pytest

from parsers.pdf.engines.pdfium_actual import _once
from parsers.pdf.lines import DRAWN, Segment
from parsers.pdf.page import Run
from tests.pdf_values import run


def text_of(*runs: Run) -> str:
    return Segment(list(runs), rtl=False).text


def blank(x: float) -> Run:
    """A blank as Chromium draws it: an object without a text and a width."""
    return run("", x, 100, width=0.0)


@pytest.mark.parametrize(("step", "text"), [(10 * DRAWN + 0.1, "send your"), (10 * DRAWN, "sendyour")])
def test_a_drawn_blank_parts_words_whose_slanted_letters_fill_it(step: float, text: str) -> None:
    slanted = run("send", 40, 100, width=21.5, italic=True)  # its last letter leans over the blank
    assert text_of(slanted, blank(60), run("your", 60 + step, 100, italic=True)) == text


def test_a_drawn_blank_at_the_next_letter_only_sets_letters_apart() -> None:
    assert text_of(run("s", 40, 100), blank(45.5), run("o", 45.5, 100)) == "so"


def test_a_glyph_whose_syllable_is_said_before_fills_its_place() -> None:
    vowel = run("", 45, 100, width=4)
    assert text_of(run("का", 40, 100, width=5), vowel, run("ल", 49, 100, width=5)) == "काल"
    assert text_of(run("का", 40, 100, width=5), vowel, run("ल", 51, 100, width=5)) == "का ल"


def glyphs(*texts: str) -> list[Run]:
    return [run(text, 40 + 3 * n, 100, width=5) for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("texts", "once"),
    [
        (("คุ", ""), ["คุ", ""]),
        (("คุ", "คุ "), ["คุ", ""]),
        (("ชื่", "ชื่", ""), ["ชื่", "", ""]),
        (("ส", "า"), ["ส", "า"]),
        (("คุ",), ["คุ"]),
    ],
)
def test_of_a_spans_glyphs_one_says_what_all_of_them_read(texts: tuple[str, ...], once: list[str]) -> None:
    assert _once(glyphs(*texts)) == once


def test_it_is_the_glyph_at_which_the_pen_began() -> None:
    assert _once(glyphs("คุ", "คุ")[::-1]) == ["", "คุ"]
