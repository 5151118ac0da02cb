"""A law: a blank is a claim. The place of the answer was seen, whole and empty; else it is undetermined."""

from __future__ import annotations

import pytest

from parsers.reader import parse
from parsers.responses import Status
from tests.docx_files import document, p, r
from tests.markdown import HEADER, answers
from tests.test_html_pages import question as page_question
from tests.test_html_pages import response as page
from tests.test_word_tables import row, table

REST = "\n\n8. Street?\n\nUp the hill\n\n9. Country?\n\nNowhere\n"
"""Two typed answers: a document that shows them would show another."""


def status(body: str, rest: str = REST) -> Status:
    return answers(body + rest)[0].status


def test_text_that_shows_typed_answers_elsewhere_shows_a_blank_one() -> None:
    assert status("1. City?") is Status.BLANK


def test_text_that_shows_no_typed_answer_at_all_shows_no_blank_one() -> None:
    found = answers("1. City?\n\n2. Country?\n\n3. Well?\n\n☒ Yes\n\n☐ No\n")
    assert [a.status for a in found] == [Status.UNDETERMINED, Status.UNDETERMINED, Status.ANSWERED]


def test_what_an_empty_box_shows_is_seen() -> None:
    rest = "\n\n8. Street?\n\nEnter your answer\n"
    assert status("1. City?\n\nEnter your answer", rest) is Status.BLANK


def test_a_converted_page_that_shows_one_type_may_have_lost_another() -> None:
    """Answers in boxes of several lines are kept by converters that lose those of a date."""
    body = (
        "1. When?\n\nDate.\n\n2. City?\n\nSingle line text.\n\nAthens\n\n3. Street?\n\nSingle line text.\n\n"
    )
    found = answers(body + "4. Country?\n\nSingle line text.\n\nGreece\n")
    assert [a.status for a in found] == [
        Status.UNDETERMINED,
        Status.ANSWERED,
        Status.BLANK,
        Status.ANSWERED,
    ]


@pytest.mark.parametrize("misread", ["O Pears", "v Pears", "© Pears", "LJ Pears"])
@pytest.mark.parametrize(
    "shape", ["☐ Apples\n\n{}\n\n☐ Plums", "{}\n\n☐ Apples", "☐ Apples\n\n{}", "☐ Apples\n{}"]
)
def test_options_of_which_a_scanner_read_only_a_part(shape: str, misread: str) -> None:
    body = "1. Pick?\n\n" + shape.format(misread)
    assert status(body) is Status.UNDETERMINED
    assert "Pears" in [o.text for o in answers(body + REST)[0].options]


def test_options_that_were_read_whole_and_are_empty_are_blank() -> None:
    assert status("1. Pick?\n\n☐ Apples\n\n☐ Oranges of a kind\n\n☐ Plums") is Status.BLANK


@pytest.mark.parametrize(
    "edge",
    [
        "https://forms.office.com/Pages/DesignPageV2.aspx?subpage=design&id=abc… 2/3",
        "3/23/22, 9:11 PM Microsoft Forms",
    ],
)
def test_a_pages_footer_in_an_answers_place(edge: str) -> None:
    assert status(f"1. City?\n\n{edge}") is Status.UNDETERMINED
    assert answers(f"1. City?\n\nAthens\n\n{edge}{REST}")[0].answer_text == "Athens"


def test_a_table_whose_answers_a_converter_left_out() -> None:
    lines = ["| Question | Answer |", "|---|---|", "| 1. City? | |", "| 2. Country? | |"]
    found = parse((HEADER + "\n".join(lines) + "\n").encode())
    assert {a.status for r in found.responses for a in r.answers} <= {Status.UNDETERMINED}


def test_an_empty_cell_beside_answers_is_blank() -> None:
    found = parse(
        document(
            table(
                row("Respondent", "27"),
                row("Time to complete", "1:00"),
                row("1. City?", ""),
                row("2. Age?", "9"),
            )
        )
    )
    assert [a.status for a in found.responses[0].answers] == [Status.BLANK, Status.ANSWERED]


def test_boxes_that_a_converter_prints_without_any_state() -> None:
    body = "1. Pick?\n\n[ ] Apples\n\n[ ] Plums\n\n2. And?\n\n[ ] Yes\n\n[ ] Perhaps"
    assert status(body) is Status.UNDETERMINED
    assert status(body.replace("[ ] Yes", "[x] Yes")) is Status.BLANK


def test_a_saved_page_without_box_or_text() -> None:
    found = page(page_question("", "Single line text.") + page_question("<input value='x'>", "", 2)).answers
    assert found[0].status is Status.UNDETERMINED


def test_a_saved_page_that_shows_answers_as_bare_text() -> None:
    areas = ["<p>one</p>", "<p></p>"]
    body = "".join(page_question(area, "Single line text.", n) for n, area in enumerate(areas, 1))
    assert [a.status for a in page(body).answers] == [Status.ANSWERED, Status.BLANK]


def test_no_answer_provided_is_seen() -> None:
    body = page_question("<div>No answer provided.</div>", "Single line text.")
    assert page(body).answers[0].status is Status.BLANK


def test_the_same_sentence_below_each_prompt_is_an_answer_and_no_label() -> None:
    body = "".join(
        f"{n}. Is it {word}?\n\nNo.\n\n" for n, word in enumerate(("new", "old", "big", "red", "hot"), 1)
    )
    assert [a.answer_text for a in answers(body)] == ["No."] * 5


def test_a_look_that_only_help_is_known_to_have_is_no_proof_of_a_blank() -> None:
    grey = '<w:color w:val="808080"/>'
    head = "".join(p(x) for x in ("View results", "Respondent", "27", "1:00", "Time to complete", "Audit"))
    asked = (
        p("1. Name?") + p(r("Rosa", grey)) + p("2. Which?") + p(r("Choose.", grey)) + p("☒ Yes") + p("☐ No")
    )
    found = parse(document(head, asked)).responses[0].answers
    assert [a.status for a in found] == [Status.UNDETERMINED, Status.ANSWERED]
    plain = p("3. Town?") + p("Rome")
    found = parse(document(head, asked, plain)).responses[0].answers
    assert [a.status for a in found] == [Status.BLANK, Status.ANSWERED, Status.ANSWERED]
