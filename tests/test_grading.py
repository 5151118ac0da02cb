"""Points that a quiz's page shows beside a question."""

from __future__ import annotations

import pytest

from parsers.blocks import Text
from parsers.reader import parse
from parsers.recognise.grading import points_of
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
