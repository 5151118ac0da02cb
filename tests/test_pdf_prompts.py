"""Prompts that wrap below their number."""

from __future__ import annotations

import pytest

from parsers.blocks import Text
from parsers.pdf.compose import Composer
from parsers.pdf.evidence import Witness
from parsers.pdf.layout import Look, PageLayout
from parsers.pdf.page import Run
from tests.pdf_values import page, run


def texts(*runs: Run) -> list[str]:
    """A page whose text ends at 500 points."""
    edge = run("The last line of the page, as wide as its text", 40, 400, width=460)
    made = page([*runs, edge])
    layout = PageLayout(made, Look(10.0, False, False))
    blocks = Composer([made], False, layout.read(layout.marks, Witness([made]))).compose()
    return [b.text for b in blocks if isinstance(b, Text)][:-1]


def numbered(title: str, width: float) -> list[Run]:
    return [run("4. ", 40, 100, width=10, bold=True), run(title, 54, 100, width=width, bold=True)]


@pytest.mark.parametrize("start", [40, 54])
def test_a_wrapped_prompt_goes_on_below_its_number_or_its_first_word(start: float) -> None:
    rest = run("changed before next year?", start, 113, width=120, bold=True)
    assert texts(*numbered("Which part matters most, and which would you rather see", 440), rest) == [
        "Which part matters most, and which would you rather see changed before next year?"
    ]


@pytest.mark.parametrize(
    ("width", "start", "bold"),
    [
        (200, 40, True),  # the next word had room behind the prompt
        (440, 70, True),  # neither below the number nor below the first word
        (440, 40, False),  # another look
    ],
)
def test_what_follows_otherwise_is_a_paragraph_of_its_own(width: float, start: float, bold: bool) -> None:
    rest = run("changed before next year?", start, 113, width=120, bold=bold)
    assert len(texts(*numbered("Which part matters most?", width), rest)) == 2
