"""Grids that a page break went through: a header that is printed twice says what it says once."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.blocks import Grid
from parsers.pdf.elements import Element, MarkRow, TextLine
from parsers.pdf.grids import take_grid
from parsers.pdf.lines import Segment
from parsers.pdf.marks import find_marks
from tests.pdf_values import circle, page, run

COLUMNS = (200, 280)


def line(text: str, x: float, base: float, index: int) -> TextLine:
    return TextLine(index, Segment([run(text, x, base)], False))


def heads(base: float, index: int, *words: str) -> list[TextLine]:
    """Two columns' headings, the first of two lines."""
    first, more, second = words or ("Very", "good", "Bad")
    x = COLUMNS[0] - 22
    return [line(first, x, base, index), line(second, 270, base, index), line(more, x + 14, base + 14, index)]


def row(label: str, y: float, index: int) -> list[Element]:
    made = page([], [circle(x, y, 12) for x in COLUMNS] + [circle(COLUMNS[1], y, 6, True)], index)
    return [line(label, 50, y + 3, index), MarkRow(index, find_marks(made, 10.0)[0], y - 6)]


def grid_of(before: Sequence[Element], rows: Sequence[Element]) -> Grid:
    label, *rest = rows
    found, _ = take_grid([*rest], 0, [*before, label])
    assert isinstance(found, Grid)
    return found


def test_a_header_at_a_pages_foot_and_again_above_the_first_row_is_one() -> None:
    assert grid_of([*heads(800, 0), *heads(40, 1)], row("a", 80, 1)).columns == ("Very good", "Bad")


def test_another_text_at_a_pages_foot_is_no_repeated_header() -> None:
    other = [line("Rate", 180, 800, 0)]
    assert grid_of([*other, *heads(40, 1)], row("a", 80, 1)).columns == ("Rate Very good", "Bad")


def test_a_repeated_header_is_no_label() -> None:
    rows = [*row("first", 780, 0), *heads(40, 1), *row("second", 80, 1)]
    grid = grid_of(heads(740, 0), rows)
    assert grid.columns == ("Very good", "Bad")
    assert [(r.label, r.states) for r in grid.rows] == [("first", (False, True)), ("second", (False, True))]
