"""What a picture leaves open stays open, and letters that look alike are told where they can be."""

from __future__ import annotations

import numpy as np
import pytest

from parsers.blocks import Control, Evidence
from parsers.pdf import pictured
from parsers.pdf.page import Page, Run
from parsers.pixels import choose, letters, verdicts
from parsers.pixels.blobs import Blob, Mask
from parsers.pixels.controls import Found
from parsers.pixels.lines import TextLine
from parsers.pixels.signs import Sign
from parsers.recognise.pictured import doubted
from parsers.responses import Answer, QuestionType, Response, Status, Values


def control(kind: Control, on: bool | None, size: int = 36) -> Found:
    return Found(Blob(0, 0, size, size, 1), Sign(kind, on))


@pytest.mark.parametrize(
    ("other", "known"),
    [
        (control(Control.CHECKBOX, True), False),
        (control(Control.CHECKBOX, True, size=44), False),
        (control(Control.CHECKBOX, True, size=46), None),
        (control(Control.RADIO, True), None),
        (control(Control.CHECKBOX, False), None),
    ],
)
def test_a_control_is_empty_only_beside_a_chosen_one_of_its_kind_and_size(
    other: Found, known: bool | None
) -> None:
    found = choose.settled([control(Control.CHECKBOX, False), other])
    assert found[0].sign.on is known


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Sección IIl.", "Sección III."),
        ("ClO", "CIO"),
        ("Il faut", "Il faut"),
        ("WiFi", "WiFi"),
        ("kWl", "kWl"),
    ],
)
def test_a_small_l_among_capitals_is_a_capital_i(said: str, read: str) -> None:
    assert letters.read_right(said) == read


@pytest.mark.parametrize(
    ("step", "stem", "one"), [(31, 0.11, True), (30, 0.11, False), (28, 0.14, True), (27, 0.14, False)]
)
def test_dots_that_stand_wide_are_one_character(step: int, stem: float, one: bool) -> None:
    dots = [Blob(n * step, 0, n * step + 15, 15, 225) for n in range(3)]
    assert letters.is_ellipsis(dots, 100.0, stem) is one


def cross_and_tick(ticked: bool) -> tuple[list[TextLine], list[Found], Mask]:
    """Two options: a cross stands behind the first, a tick or nothing behind the second."""
    ink = np.zeros((80, 140), bool)
    for n in range(17):
        ink[10 + n, 100 + n : 103 + n] = ink[10 + n, 116 - n : 119 - n] = True
    for n in range(5):
        ink[56 + n, 100 + n : 104 + n] = True
    for n in range(12):
        ink[60 - n, 104 + n : 108 + n] = True
    ends = [Blob(100, 10, 119, 27, 90), Blob(100, 49, 119, 61, 80)]
    lines = []
    for n, end in enumerate(ends):
        word = Blob(50, 10 + 40 * n, 90, 30 + 40 * n, 300)
        kept = [word, end] if n == 0 or ticked else [word]
        lines.append(TextLine(kept, 50, 10 + 40 * n, kept[-1].x1, 30 + 40 * n))
    controls = [Found(Blob(10, 8 + 40 * n, 34, 32 + 40 * n, 1), Sign(Control.RADIO, False)) for n in range(2)]
    return lines, controls, ink


@pytest.mark.parametrize("ticked", [True, False])
def test_a_cross_behind_an_option_is_a_verdict_only_where_others_are_ticked(ticked: bool) -> None:
    lines, controls, ink = cross_and_tick(ticked)
    found = verdicts.without_verdicts(lines, controls, ink)
    assert [len(line.blobs) for line in found] == ([1, 1] if ticked else [2, 1])


@pytest.mark.parametrize(
    ("text", "number"),
    [("1O", None), ("l2", None), ("12", 12.0), ("3 Orte", 3.0), ("5S", None), ("iOS17", 17.0)],
)
def test_a_letter_that_may_be_a_figure_gives_no_value(text: str, number: float | None) -> None:
    answer = Answer(
        prompt="How many?", question_type=QuestionType.TEXT, status=Status.ANSWERED, number="1", answer_text=text,
        values=Values(number=float("".join(filter(str.isdigit, text)))), confidence=0.9, evidence=Evidence.PIXELS,
    )  # fmt: skip
    (found,) = doubted(Response(answers=(answer,))).answers
    assert found.answer_text == text
    assert (found.values.number, found.confidence < 0.9) == (number, number is None)


@pytest.mark.parametrize(("unread", "foreign"), [(51, True), (50, False)])
def test_a_page_is_foreign_where_most_of_its_text_is_unread(unread: int, foreign: bool) -> None:
    runs = [
        Run("�" if part else "word", 0, 0, 10.0 * width, 10, 10, 0, 10)
        for part, width in ((True, unread), (False, 100 - unread))
    ]
    page = Page(0, 600, 800, runs, [], pictured=True)
    assert pictured.is_foreign(page) is foreign
    assert {run.text for run in pictured.without_texts(page).runs} == {"�"}
