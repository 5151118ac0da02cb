"""The header's parts in any order and language: its number and name, and what is none."""

from __future__ import annotations

import pytest

from parsers.reader import parse
from parsers.responses import Response
from tests.markdown import response

QUESTIONS = "\n\n1. A?\n\nx\n\n2. B?\n\ny\n"


def read(*lines: str, title: str = "# Audit") -> Response:
    return response(QUESTIONS, "\n\n".join((*lines, title)))


def person(found: Response) -> tuple[str | None, str | None, int | None, str | None]:
    return found.respondent, found.respondent_name, found.time_to_complete_s, found.form_title


WHOLE = ("7", "Mara Made", 305, "Audit")


@pytest.mark.parametrize(
    "lines",
    [
        ("View results", "Respondent", "7", "Mara Made", "05:05", "Time to complete"),
        ("Time to complete", "05:05", "View results", "Respondent", "7", "Mara Made"),
        ("View results", "Time to complete", "Respondent", "05:05", "7", "Mara Made"),
        ("View results", "Time to complete", "Gorpant", "05:05", "7", "Mara Made"),
        ("View results", "Gorpant", "7", "Mara Made", "05:05", "Time to complete"),
        ("View results", "Gorpant 7", "Mara Made", "05:05", "Time to complete"),
        ("View results", "Gorpant: 7 Mara Made", "05:05", "Time to complete"),
        ("View", "Time to complete", "results", "05:05", "Respondent", "7", "Mara Made"),
    ],
)
def test_the_parts_in_any_order(lines: tuple[str, ...]) -> None:
    assert person(read(*lines)) == WHOLE


def test_a_title_without_a_look_below_the_name() -> None:
    found = read("Time to complete", "05:05", "Respondent", "7", "Mara Made", title="Audit")
    assert person(found) == WHOLE


def test_a_title_right_below_the_number_is_no_name() -> None:
    found = read("Time to complete", "05:05", "Respondent", "7", title="Audit")
    assert (found.respondent, found.respondent_name, found.form_title) == ("7", None, "Audit")


def test_a_heading_right_below_the_number_is_no_name() -> None:
    found = read("Time to complete", "05:05", "Respondent", "7", title="# Audit\n\nOf last year.")
    assert (found.respondent_name, found.form_title) == (None, "Audit")


@pytest.mark.parametrize("line", ["View", "results", "Time to", "Gorp\ufffd"])
def test_parts_of_labels_and_broken_words_are_no_names(line: str) -> None:
    found = read("View results", "Respondent", "7", line, "Mara Made", "05:05", "Time to complete")
    assert found.respondent_name == "Mara Made"


def test_a_year_in_the_title_is_no_number() -> None:
    found = read("View results", "Time to complete", "05:05", title="Audit 2026")
    assert (found.respondent, found.form_title) == (None, "Audit 2026")


def test_the_forms_title_above_the_header_is_no_name() -> None:
    text = "# Audit\n\nGorpant: 7 Mara Made Time to complete: 05:05\n\nPlease answer." + QUESTIONS
    found = parse(text.encode()).pending[0]  # of two labels one is known: the form itself must tell
    assert (found.respondent, found.respondent_name) == ("7", "Mara Made")
