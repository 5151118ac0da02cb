"""A quiz's export: points and feedback of each question, grids whose stem has no column of its own."""

from __future__ import annotations

from datetime import datetime

import pytest

from parsers.responses import Answer, QuestionType, Response, Status
from tests.test_read_sheet import HEAD, ROW, responses, workbook

QUIZ = (*HEAD, "Total points", "Quiz feedback", "Last modified time")


def graded(points: str, feedback: str, *titles: str) -> tuple[str, ...]:
    return tuple(t for title in titles for t in (title, points.format(title), feedback.format(title)))


def quiz(points: str, feedback: str, *rows: tuple[object, ...]) -> tuple[Response, ...]:
    stem = (points.format("How sure are you?"), feedback.format("How sure are you?"))
    head = (
        *QUIZ,
        *graded(points, feedback, "Capital?"),
        *stem,
        *graded(points, feedback, "Now", "Later", "River?"),
    )
    before = (*ROW[1:], 5, "done", datetime(2024, 1, 2, 3, 4, 5))
    return responses(workbook(head, *((n, *before, *row) for n, row in enumerate(rows, 1))))


ROWS = (
    ("Paris", 2, "well done", None, None, "Yes", None, None, "No", None, None, "Seine", 1, None),
    ("Rome", 0, None, None, None, "No", None, None, "Yes", None, None, "Tiber", 0, None),
)


def by_title(response: Response) -> dict[str, Answer]:
    return {answer.row_label or answer.prompt: answer for answer in response.answers}


@pytest.mark.parametrize(
    ("points", "feedback"),
    [
        ("Points - {}", "Feedback - {}"),
        ("Puntos - {}", "Comentarios - {}"),
        ("Pontos – {}", "Comentários – {}"),
        ("Puntos: {}", "Comentarios: {}"),
    ],
)
def test_a_grids_stem_is_the_prompt_and_its_columns_the_rows(points: str, feedback: str) -> None:
    first, second = quiz(points, feedback, *ROWS)
    assert list(by_title(first)) == ["Capital?", "Now", "Later", "River?"]
    now = by_title(first)["Now"]
    assert (now.prompt, now.row_label, now.question_type) == ("How sure are you?", "Now", QuestionType.LIKERT)
    assert (now.answer_text, now.selected) == ("Yes", ("Yes",))
    assert by_title(second)["Later"].selected == ("Yes",)
    assert by_title(first)["River?"].row_label is None


def test_points_feedback_and_the_last_change_are_kept() -> None:
    first, second = quiz("Points - {}", "Feedback - {}", *ROWS)
    capital = by_title(first)["Capital?"]
    assert (capital.points, capital.points_max, capital.feedback) == (2, None, "well done")
    assert (by_title(second)["Capital?"].points, by_title(second)["Capital?"].feedback) == (0, None)
    assert (first.score, first.modified_at) == (5, datetime(2024, 1, 2, 3, 4, 5))


def test_grading_without_its_question_is_no_stem() -> None:
    head = (
        *QUIZ,
        "Points - Gone?",
        "Feedback - Gone?",
        *graded("Points - {}", "Feedback - {}", "Here?", "There?"),
    )
    row = (*ROW, 5, None, None, 1, None, "x", 2, None, "y", 2, None)
    (response,) = responses(workbook(head, row))
    assert [(a.prompt, a.row_label) for a in response.answers] == [("Here?", None), ("There?", None)]


def test_outside_a_quiz_a_title_is_a_question() -> None:
    (response,) = responses(workbook((*HEAD, "Points - what for?", "Why?"), (*ROW, "x", "y")))
    assert [a.prompt for a in response.answers] == ["Points - what for?", "Why?"]


def test_a_long_title_is_cut_behind_what_stands_before_it() -> None:
    title = "Why " * 60 + "so?"
    head = (*QUIZ, title, f"Points - {title}"[:240], f"Feedback - {title}"[:240])
    (response,) = responses(workbook(head, (*ROW, 5, None, None, "because", 3, "good")))
    (answer,) = response.answers
    assert (answer.points, answer.feedback, answer.status) == (3, "good", Status.ANSWERED)
