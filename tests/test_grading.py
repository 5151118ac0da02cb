"""Points that a quiz's page shows beside a question."""

from __future__ import annotations

import pytest

from parsers.blocks import Field, Role, Text
from parsers.reader import parse
from parsers.recognise.grading import points_of, without_verdict
from tests.markdown import HEADER


@pytest.mark.parametrize(
    ("prompt", "below", "expected"),
    [
        ("Capital of Italy? (2 Points)", [], (None, 2)),
        ("Capital of Italy? 1/2 pts", [], (1, 2)),
        ("Capital of Italy?", ["1 / 2 pts"], (1, 2)),
        ("Capital of Italy? (2 Points)", ["0,5/2 pts"], (0.5, 2)),
        ("Capital of Italy?", ["2 pts"], (None, None)),
        ("Capital of Italy?", ["Rome"], (None, None)),
    ],
)
def test_points_and_what_was_possible(
    prompt: str, below: list[str], expected: tuple[float | None, float | None]
) -> None:
    assert points_of(prompt, [Text(text=text) for text in below]) == expected


def test_a_page_of_a_quiz_keeps_them() -> None:
    text = HEADER + "\n\n1. Capital? (2 Points)\n\nRome\n\n2. River? (1 Point)\n\nTiber\n"
    (response,) = parse(text.encode()).responses
    assert [(a.prompt, a.points, a.points_max) for a in response.answers] == [
        ("Capital?", None, 2),
        ("River?", None, 1),
    ]


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (["No answer provided.\nFeedback: See page 41.\nCorrect answer: Dew"], ["No answer provided."]),
        (["No answer provided.", "Feedback", "See page 41."], ["No answer provided."]),
        (["Ice\nFeedback: No.\nSee page 41."], ["Ice"]),
        (["Ice", "Correct answer: Dew", "See page 41."], ["Ice"]),
        (["Ice\nCorrect answers: Dew"], ["Ice"]),
        (["My feedback: none\nIce"], ["My feedback: none\nIce"]),
        (["The correct answer is dew"], ["The correct answer is dew"]),
    ],
)
def test_what_a_quiz_says_of_an_answer_is_no_part_of_it(texts: list[str], kept: list[str]) -> None:
    assert without_verdict([Text(text=t) for t in texts]) == [Text(text=t) for t in kept]


def test_a_verdict_leaves_areas_and_points() -> None:
    area, points = Field(text="Ice"), Text(text="0/1", role=Role.GRADING)
    assert without_verdict([Text(text="Feedback: No."), area, points, Text(text="More")]) == [area, points]
