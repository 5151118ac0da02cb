"""Lists without marks in documents that show no marks are offered, not typed; a section's title is no answer."""

from __future__ import annotations

import pytest

from parsers.responses import QuestionType, Status
from tests.markdown import answers, response

REST = "2. Where?\n\nHome\n\n3. Else?\n\n{}\n\n4. More?\n\n{}\n\n5. Again?\n\n{}\n"
EMPTY = "○ Sí\n○ No"
CHOSEN = "◉ Sí\n○ No"
LIST = "- Phone\n- Mail\n- Desk"


def beside(body: str, *marks: str) -> str:
    return f"1. What?\n\n{body}\n\n" + REST.format(*marks)


@pytest.mark.parametrize("body", [LIST, "- Sí\n- No\n- No sabe", "Sí\n\nNo\n\nOtro"])
def test_a_list_beside_marks_of_which_none_is_chosen_is_offered(body: str) -> None:
    found = answers(beside(body, EMPTY, EMPTY, EMPTY))[0]
    assert (found.status, found.answer_text, len(found.options)) == (Status.UNDETERMINED, None, 3)


@pytest.mark.parametrize(("marks", "typed"), [((CHOSEN, EMPTY, EMPTY), True), ((EMPTY,) * 3, False)])
def test_how_many_chosen_marks_show_that_a_list_was_typed(marks: tuple[str, ...], typed: bool) -> None:
    assert (answers(beside(LIST, *marks))[0].status is Status.ANSWERED) is typed


@pytest.mark.parametrize(("marks", "blank"), [((CHOSEN, EMPTY, EMPTY), True), ((EMPTY,) * 3, False)])
def test_empty_marks_are_blanks_where_others_are_chosen(marks: tuple[str, ...], blank: bool) -> None:
    found = answers(beside("x", *marks))[-1]
    assert (found.status is Status.BLANK) is blank
    assert [o.selected for o in found.options] == [False if blank else None] * 2


def test_two_questions_of_empty_marks_may_have_been_skipped() -> None:
    assert answers(beside("x", EMPTY, EMPTY, "y"))[2].status is Status.BLANK


def test_lists_whose_marks_a_scanner_misread_alike_are_options() -> None:
    found = answers(beside("O Sí\nO No\nO No sabe", "O Sí\nO No", "x", "y"))
    assert [(a.status, [o.text for o in a.options]) for a in (found[0], found[2])] == [
        (Status.UNDETERMINED, ["Sí", "No", "No sabe"]),
        (Status.UNDETERMINED, ["Sí", "No"]),
    ]


def test_one_such_list_is_what_was_typed() -> None:
    body = "O livro que me deram, ontem.\nO filme que vi, hoje."
    assert answers(beside(body, CHOSEN, CHOSEN, CHOSEN))[0].answer_text == body


FIGURES = "0 1 2 3 4 5 6 7 8 9 10"


@pytest.mark.parametrize("ends", ["\n\nNot likely Very likely", "\nNot likely\nVery likely", ""])
def test_a_scale_with_the_names_of_its_ends_is_no_answer(ends: str) -> None:
    found = answers(beside(FIGURES + ends, EMPTY, EMPTY, EMPTY))[0]
    assert (found.question_type, found.status) == (QuestionType.NPS, Status.UNDETERMINED)
    assert [o.text for o in found.options] == FIGURES.split()


@pytest.mark.parametrize("below", ["", "\nPlease think of last year."])
@pytest.mark.parametrize("numbers", [("I", "II"), ("1", "2"), ("A", "B")])
def test_a_worded_title_of_a_section_is_no_answer(numbers: tuple[str, str], below: str) -> None:
    first, second = (f"Sección {n}. Datos{below}" for n in numbers)
    found = response(f"Audit\n\n{first}\n\n1. A?\n\nx\n\n{second}\n\n2. B?\n\ny\n")
    assert found.form_title == "Audit"
    assert [(a.answer_text, a.section) for a in found.answers] == [
        ("x", f"Sección {numbers[0]}. Datos"),
        ("y", f"Sección {numbers[1]}. Datos"),
    ]


def test_parts_that_somebody_typed_stay_in_the_answer() -> None:
    body = "Part 1: sing\nPart 2: dance"
    assert answers(beside(body, CHOSEN, CHOSEN, CHOSEN))[0].answer_text == body


@pytest.mark.parametrize("line", ["1 = muy lento, 5 = muy rápido", "PDF, máximo 10 MB."])
def test_what_explains_a_scale_or_limits_a_file_is_not_claimed(line: str) -> None:
    assert answers(beside(line, "x", "y", "z"))[0].status is Status.UNDETERMINED
