"""A quiz's points in lines of their own."""

from __future__ import annotations

import pytest

from parsers.blocks import Role
from parsers.pdf.elements import TextLine
from parsers.pdf.lines import Segment
from parsers.pdf.points import mark_points
from tests.pdf_values import run


def lines(*texts: tuple[str, float, bool]) -> list[TextLine]:
    return [TextLine(0, Segment([run(t, 50, base, bold=bold)], False)) for t, base, bold in texts]


def roles(elements: list[TextLine]) -> list[Role | None]:
    mark_points(elements)
    return [e.role for e in elements]


def test_points_below_each_prompt_are_grading() -> None:
    found = lines(("Why?", 50, True), ("2/2 pts", 64, True), ("How?", 90, True), ("0/2 pts", 104, True))
    assert roles(found) == [None, Role.GRADING, None, Role.GRADING]


@pytest.mark.parametrize("second", [("0/2", 104, True), ("0/2 pts", 104, False), ("0/2 pts", 108, True)])
def test_what_may_be_an_answer_is_no_grading(second: tuple[str, float, bool]) -> None:
    """A bare fraction, another look, further below: and one alone is none either."""
    found = lines(("Why?", 50, True), ("2/2 pts", 64, True), ("How?", 90, True), second)
    assert roles(found) == [None] * 4
