"""Ruled tables of questions and answers: a cell is a cell, however many lines its neighbour has."""

from __future__ import annotations

import pytest

from parsers.blocks import Block, Field, Table, Text
from parsers.pdf.read import read_pdf
from parsers.pdf.ruled import LEAST_ROWS
from parsers.recognise.recognise import recognise
from tests.pdf_values import pdf_file, ring, text_at

Row = tuple[tuple[str, ...], ...]
HEADER = text_at(60, 780, "Respondent: 3", 12) + text_at(60, 760, "Time to complete: 04:11", 10)
ROWS: tuple[Row, ...] = (
    (("Question",), ("Answer",)),
    (("1. How many times?",), ()),
    (("2. How likely are you to recommend it", "to a colleague?"), ("9",)),
    (("In your own words",),),
    (("3. What should we do?",), ("Publish it.", "Soon.")),
)


def ruled(rows: tuple[Row, ...], top: float = 740, extra: str = "") -> str:
    """A closed table; a row of one cell spans it."""
    content, y = extra, top
    for row in rows:
        height = 16.0 * max(1, *(len(cell) for cell in row)) + 4
        content += f"60 {y} 400 0.5 re f\n"
        for x in (60, 250, 460) if len(row) > 1 else (60, 460):
            content += f"{x} {y - height} 0.5 {height} re f\n"
        for x, cell in zip((65, 255), row, strict=False):
            for n, line in enumerate(cell):
                content += text_at(x, y - 14 - 14 * n, line)
        y -= height
    return content + f"60 {y} 400 0.5 re f\n"


def texts(cell: tuple[Block, ...]) -> str:
    return "|".join(b.text for b in cell if isinstance(b, Text))


def tables(*contents: str) -> list[list[tuple[str, ...]]]:
    blocks = read_pdf(pdf_file(*contents)).blocks
    return [[tuple(map(texts, row)) for row in b.rows] for b in blocks if isinstance(b, Table)]


def test_an_empty_cell_takes_nothing_of_the_rows_below() -> None:
    assert tables(ruled(ROWS)) == [
        [
            ("Question", "Answer"),
            ("1. How many times?", ""),
            ("2. How likely are you to recommend it to a colleague?", "9"),
            ("In your own words",),
            ("3. What should we do?", "Publish it.\nSoon."),
        ]
    ]


def test_its_questions_are_read() -> None:
    response = recognise(read_pdf(pdf_file(HEADER + ruled(ROWS)))).responses[0]
    said = [(a.number, a.status, a.answer_text) for a in response.answers]
    assert said == [("1", "blank", None), ("2", "answered", "9"), ("3", "answered", "Publish it.\nSoon.")]


@pytest.mark.parametrize(("rows", "found"), [(LEAST_ROWS, 1), (LEAST_ROWS - 1, 0)])
def test_fewer_rows_are_no_table(rows: int, found: int) -> None:
    assert len(tables(ruled(ROWS[:rows]))) == found


def test_a_table_with_controls_is_a_grid() -> None:
    assert not tables(ruled(ROWS, extra=ring(300, 712) + ring(330, 712)))


def test_a_table_goes_on_on_the_next_page() -> None:
    more: tuple[Row, ...] = (ROWS[0], ((), ("Very soon.",)), (("4. More?",), ("No",)))
    (rows,) = tables(ruled(ROWS), ruled(more))
    assert rows[4:] == [("3. What should we do?", "Publish it.\nSoon.|Very soon."), ("4. More?", "No")]


def test_a_box_beside_another_is_no_table() -> None:
    blocks = read_pdf(pdf_file(text_at(60, 760, "1. Name") + ruled((((" Ann ",),),)))).blocks
    assert [b.text for b in blocks if isinstance(b, Field)] == ["Ann"]
