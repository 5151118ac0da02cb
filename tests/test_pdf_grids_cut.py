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


def narrow(*header: Element, label: str = "a", chosen: int = 1) -> Grid:
    """A row of three controls 30 points apart, as on a telephone's page, below a header."""
    xs = [100 + 30 * n for n in range(3)]
    made = page([], [circle(x, 80, 12) for x in xs] + [circle(xs[chosen], 80, 6, True)])
    found, _ = take_grid([MarkRow(0, find_marks(made, 10.0)[0], 74)], 0, [*header, line(label, 40, 83, 0)])
    assert isinstance(found, Grid)
    return found


def header_line(*cells: tuple[str, float]) -> TextLine:
    runs = [run(text, x, 60, width=27) for text, x in cells]
    return TextLine(0, Segment(runs, False))


def test_cells_that_touch_are_parted_where_they_stand_over_their_columns() -> None:
    header = header_line(("Disagree", 88), ("Neutral", 118), ("Agree", 148))
    assert narrow(header).columns == ("Disagree", "Neutral", "Agree")
    assert narrow(header).rows[0].states == (False, True, False)


def test_a_chosen_column_beside_one_without_a_heading_is_unknown() -> None:
    header = header_line(("Disagree", 88), ("Neutral", 116))
    assert narrow(header, chosen=0).columns[0] == "DisagreeNeutral"
    assert narrow(header, chosen=0).rows[0].states == (None, None, None)


def test_a_label_may_reach_over_the_first_column_of_a_narrow_grid() -> None:
    header = header_line(("Bad", 88), ("Fair", 118), ("Good", 148))
    assert narrow(header, label="Registration").rows[0].label == "Registration"  # up to x = 100
    assert narrow(header, label="Registration desk").rows[0].label == "Registration desk"  # up to x = 125
    assert narrow(header, label="The registration desk").rows[0].label == ""  # over the second column
