"""Word tables of questions and answers, as people and other programs lay them out."""

from __future__ import annotations

import pytest

from parsers.reader import parse
from parsers.responses import Response, Status
from tests.docx_files import document, p, r, sdt

HEADER = "".join(
    map(p, ["View results", "Respondent", "27", "Mara Made", "11:00", "Time to complete", "Audit"])
)


def cell(content: str, span: int = 1) -> str:
    inner = content if content.startswith("<w:") else p(content)
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{inner}</w:tc>'


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(c if c.startswith("<w:tc") else cell(c) for c in cells) + "</w:tr>"


def table(*rows: str) -> str:
    return "<w:tbl><w:tblPr/>" + "".join(rows) + "</w:tbl>"


def response(*body: str) -> Response:
    found = parse(document(*body))
    assert found.reason is None, found.detail
    return found.responses[0]


def test_a_row_that_spans_the_table_is_a_section() -> None:
    found = response(
        HEADER,
        table(
            row("Question", "Answer"),
            row("1. Name?", "Mara"),
            row(cell("About the course", 2)),
            row("2. Like it?", "Yes"),
        ),
    )
    assert [(a.prompt, a.section) for a in found.answers] == [
        ("Name?", None),
        ("Like it?", "About the course"),
    ]
    assert found.form_title == "Audit"


@pytest.mark.parametrize("prompt", [row("2. How was it?", ""), row(cell("2. How was it?", 2))])
def test_a_row_per_statement_below_a_grids_prompt(prompt: str) -> None:
    found = response(
        HEADER,
        table(
            row("1. Name?", "Mara"),
            prompt,
            row("The room", "Good"),
            row("The food", ""),
            row("3. Else?", "no"),
        ),
    )
    assert [(a.prompt, a.row_label, a.status, a.answer_text) for a in found.answers[1:]] == [
        ("How was it?", "The room", Status.ANSWERED, "Good"),
        ("How was it?", "The food", Status.BLANK, None),
        ("Else?", None, Status.ANSWERED, "no"),
    ]
    assert found.answers[1].selected == ("Good",)


def test_numbers_may_have_a_column() -> None:
    found = response(
        HEADER,
        table(
            row("#", "Question", "Answer"),
            row("1", "Name?", "Mara"),
            row("2", "How was it?", ""),
            row("", "The room", "Good"),
            row("3", "Age?", ""),
        ),
    )
    assert [(a.number, a.row_label, a.answer_text) for a in found.answers] == [
        ("1", None, "Mara"),
        ("2", "The room", "Good"),
        ("3", None, None),
    ]


@pytest.mark.parametrize("head", [(), ("Question", "Answer"), ("Frage", "Antwort")])
def test_a_table_without_numbers(head: tuple[str, ...]) -> None:
    first = (row(*head),) if head else ()
    found = response(HEADER, table(*first, row("Name?", "Mara"), row("Age?", ""), row("Town", "Rome")))
    assert [(a.prompt, a.answer_text) for a in found.answers] == [
        ("Name?", "Mara"),
        ("Age?", None),
        ("Town", "Rome"),
    ]


def test_beside_numbered_questions_a_table_is_no_question() -> None:
    body = [
        p("1. Name?"),
        p("Mara"),
        p("2. Costs?"),
        table(row("Bread", "2"), row("Milk", "3")),
        p("3. C?"),
        p("x"),
    ]
    assert [a.prompt for a in response(HEADER, *body).answers] == ["Name?", "Costs?", "C?"]


@pytest.mark.parametrize(
    "header",
    [
        table(row("Respondent", "27"), row("Name", "Mara Made"), row("Time to complete", "11:00")),
        table(row("Respondent", "Name", "Time to complete"), row("27", "Mara Made", "11:00")),
    ],
)
def test_a_header_in_a_table(header: str) -> None:
    found = response(header, p("Audit"), p("1. Name?"), p("Mara"), p("2. Age?"), p("9"))
    assert (found.respondent, found.respondent_name, found.time_to_complete_s) == ("27", "Mara Made", 660)
    assert (found.form_title, len(found.answers)) == ("Audit", 2)


def test_header_and_answers_in_one_table() -> None:
    rows = [
        row("Respondent", "27"),
        row("Time to complete", "11:00"),
        row("1. Name?", "Mara"),
        row("2. Age?", "9"),
    ]
    found = response(table(*rows))
    assert (found.respondent, [a.answer_text for a in found.answers]) == ("27", ["Mara", "9"])


def listed(shown: str, *items: str) -> str:
    entries = "".join(f'<w:listItem w:displayText="{i}" w:value="{i}"/>' for i in items)
    return f"<w:p>{sdt(f'<w:dropDownList>{entries}</w:dropDownList>', r(shown))}</w:p>"


def test_a_lists_figure_out_of_five_is_a_rating() -> None:
    out_of = [f"{n} / 5" for n in range(1, 6)]
    found = response(HEADER, p("1. How good?"), listed("4 / 5", *out_of), p("2. C?"), p("x")).answers[0]
    assert (str(found.question_type), found.answer_text, found.values.number) == ("rating", "4", 4.0)


@pytest.mark.parametrize("items", [("1 / 5", "4 / 5", "none"), ("1 / 4", "4 / 5")])
def test_a_list_with_other_items_is_a_choice(items: tuple[str, ...]) -> None:
    found = response(HEADER, p("1. How good?"), listed("4 / 5", *items), p("2. C?"), p("x")).answers[0]
    assert found.selected == ("4 / 5",)


@pytest.mark.parametrize(
    "look", ["<w:i/>", '<w:color w:val="808080"/>', '<w:color w:val="0000FF"/>', "<w:b/>"]
)
def test_answers_may_have_any_look(look: str) -> None:
    body = [
        p("1. Name?"),
        p(r("Mara", look)),
        p("2. Age?"),
        p(r("9", look)),
        p("3. Town?"),
        p("4. Else?"),
        p(r("no", look)),
    ]
    assert [a.answer_text for a in response(HEADER, *body).answers] == ["Mara", "9", None, "no"]


def test_a_look_that_stands_before_answers_is_helps() -> None:
    body = [
        p("1. Name?"),
        p(r("In full.", "<w:i/>")),
        p("Mara"),
        p("2. Age?"),
        p(r("In years.", "<w:i/>")),
        p("3. C?"),
        p("x"),
    ]
    found = response(HEADER, *body).answers
    assert [(a.help_text, a.answer_text) for a in found] == [
        ("In full.", "Mara"),
        ("In years.", None),
        (None, "x"),
    ]


def test_a_look_that_may_be_helps_or_the_answers_is_neither() -> None:
    body = [p("1. Name?"), p("Mara"), p("2. Age?"), p(r("In years", "<w:i/>")), p("3. C?"), p("x")]
    found = response(HEADER, *body).answers
    assert [a.status for a in found] == [Status.ANSWERED, Status.UNDETERMINED, Status.ANSWERED]


def test_below_headings_text_of_the_body_is_no_help() -> None:
    heading = '<w:pStyle w:val="Heading2"/>'
    body = [p(q, properties=heading) + p(a) for q, a in (("Name?", "Mara"), ("Age?", "9"), ("Town?", "Rome"))]
    assert [a.answer_text for a in response(HEADER, *body).answers] == ["Mara", "9", "Rome"]


def test_a_statement_without_an_answer_is_told_from_a_heading_by_the_tables_headings() -> None:
    rows = [row("1. Name?", "Mara"), row("2. How was it?", ""), row("The room", ""), row("3. Else?", "no")]
    assert [a.status for a in response(HEADER, table(*rows)).answers] == [
        Status.ANSWERED,
        Status.UNDETERMINED,
        Status.ANSWERED,
    ]
    found = response(HEADER, table(row(cell("Part", 2)), *rows)).answers
    assert [(a.row_label, a.status) for a in found[1:2]] == [("The room", Status.BLANK)]


def test_two_looks_may_be_helps_and_the_answers() -> None:
    grey = '<w:color w:val="808080"/>'
    body = [p("1. Name?"), p(r("In full.", "<w:i/>")), p(r("Mara", grey)), p("2. Age?"), p(r("9", grey))]
    found = response(HEADER, *body, p("3. Else?"), p(r("no", grey))).answers
    assert [(a.help_text, a.answer_text) for a in found] == [("In full.", "Mara"), (None, "9"), (None, "no")]
