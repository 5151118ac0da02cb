"""Word documents as people type them: prompts that run into answers, stressed options, lines to write on."""

from __future__ import annotations

import pytest

from parsers.docx import run_in, stressed
from parsers.reader import parse
from parsers.responses import Answer, Status
from tests.docx_files import document, p, r

HEADER = "".join(map(p, ["Respondent 27, Mara Made, Time to complete: 11:00"]))
BOLD = "<w:b/>"


def lead(prompt: str, answer: str = "") -> str:
    return p(r(prompt, BOLD), r(" "), r(answer, "<w:i/>")) if answer else p(r(prompt, BOLD), r(" "))


def answers(*body: str) -> tuple[Answer, ...]:
    found = parse(document(HEADER, *body))
    assert found.reason is None, found.detail
    assert found.responses[0].respondent_name == "Mara Made"
    return found.responses[0].answers


def given(*body: str) -> list[tuple[str | None, str, Status, str | None]]:
    return [(a.number, a.prompt, a.status, a.answer_text) for a in answers(*body)]


def test_prompts_that_run_into_their_answers_with_and_without_numbers() -> None:
    pairs = [("Your name:", "Jo"), ("Which team?", "Habitat"), ("Town:", "Ely\nCambs")]
    for numbers in (("1) ", "2) ", "3) "), ("", "", "")):
        body = [
            lead(n + q, a.replace("\n", "</w:t><w:br/><w:t>"))
            for n, (q, a) in zip(numbers, pairs, strict=True)
        ]
        found = given(*body)
        assert [(q, a) for _, q, _, a in found] == [
            ("Your name", "Jo"),
            ("Which team?", "Habitat"),
            ("Town", "Ely\nCambs"),
        ]


def test_fewer_leads_than_make_a_habit_are_text() -> None:
    pairs = [lead("1. Your name:", "Jo"), lead("2. Town:", "Ely")]
    assert run_in.LEAST == 3
    assert [q for _, q, _, _ in given(*pairs)] == ["Your name: Jo", "Town: Ely"]


def test_answers_that_begin_in_bold_are_no_prompts() -> None:
    asked = [part for n in range(1, 5) for part in (p(r(f"{n}. Question {n}?", BOLD)), p("x"))]
    notes = [p(r(f"Note {n}:", BOLD), r(" ours")) for n in range(1, 4)]
    found = given(*asked, p(r("5. Notes?", BOLD)), *notes)
    assert [q for _, q, _, _ in found] == [*(f"Question {n}?" for n in range(1, 5)), "Notes?"]


def test_a_numbered_lead_with_nothing_behind_it_is_blank_and_an_unnumbered_one_is_open() -> None:
    first = [lead("1) A?", "x"), lead("2) B?"), lead("3) C?", "y"), lead("4) D?", "z")]
    assert [s for *_, s, _ in given(*first)] == [
        Status.ANSWERED,
        Status.BLANK,
        Status.ANSWERED,
        Status.ANSWERED,
    ]
    bare = [lead("A?", "x"), lead("B?"), lead("C?", "y"), lead("D?", "z")]
    assert [s for *_, s, _ in given(*bare)][1] is Status.UNDETERMINED


def test_unnumbered_leads_below_a_numbered_prompt_are_a_grid() -> None:
    body = [lead("1) A?", "x"), lead("2) Rate:"), lead("Food:", "good"), lead("Rooms:"), lead("3) C?", "y")]
    found = answers(*body)
    assert [(a.prompt, a.row_label, a.answer_text) for a in found] == [
        ("A?", None, "x"), ("Rate", "Food", "good"), ("Rate", "Rooms", None), ("C?", None, "y"),
    ]  # fmt: skip


def test_a_bold_answer_or_a_picture_below_a_lead_is_no_blank() -> None:
    leads = [lead("1. Name:", "Jo"), lead("2. Town:", "Ely"), lead("3. Job:", "cook"), lead("4. Comments?")]
    assert given(*leads, p(r("I love it here", BOLD)))[-1][2] is not Status.BLANK
    blip = '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    picture = f"<w:p><w:r><w:drawing>{blip}</w:drawing></w:r></w:p>"
    assert given(*leads, picture)[-1][2] is not Status.BLANK


def test_an_answer_below_which_more_text_stands_is_not_known_to_be_whole() -> None:
    found = given(lead("1. A:", "x"), lead("2. B:", "first"), p("second"), lead("3. C:", "y"))
    assert [s for *_, s, _ in found] == [Status.ANSWERED, Status.UNDETERMINED, Status.ANSWERED]


def test_a_lead_in_several_bold_runs_is_one() -> None:
    body = [p(r("Your", BOLD), r(" "), r(f"{word}:", BOLD), r(" x")) for word in ("name", "town", "job")]
    assert [(q, a) for _, q, _, a in given(*body)] == [(f"Your {w}", "x") for w in ("name", "town", "job")]


def on_a_line(*options: str, chosen: str = "", look: str = BOLD) -> str:
    runs = [r(o, look if o == chosen else "") for o in options]
    return p(*[piece for run in runs for piece in (run, r(" / "))][:-1])


@pytest.mark.parametrize("look", [BOLD, '<w:u w:val="single"/>', '<w:highlight w:val="yellow"/>'])
def test_the_stressed_one_of_options_on_a_line_is_chosen(look: str) -> None:
    body = [
        p("1. Drive?"), on_a_line("Yes", "No", chosen="No", look=look),
        p("2. Day?"), on_a_line("Monday", "Friday", chosen="Monday", look=look),
        p("3. Pay?"), on_a_line("Card", "Cash", chosen="Cash", look=look),
        p("4. Meal?"), on_a_line("Soup", "Salad"),
    ]  # fmt: skip
    found = answers(*body)
    assert [a.selected for a in found] == [("No",), ("Monday",), ("Cash",), None]
    assert found[3].status is Status.UNDETERMINED  # nothing is stressed: not chosen, or not told
    assert [o.text for o in found[3].options] == ["Soup", "Salad"]


def test_prompts_in_two_languages_are_no_options() -> None:
    pairs = (("Your name", "Votre nom"), ("Town", "Ville"), ("Job", "Métier"))
    for numbers in (("1. ", "2. ", "3. "), ("", "", "")):
        body = [
            part
            for n, (q, v) in zip(numbers, pairs, strict=True)
            for part in (p(r(n + q, BOLD), r(f" / {v}")), p("x"))
        ]
        found = parse(document(HEADER, *body)).responses
        assert not any(o.selected for a in (found[0].answers if found else ()) for o in a.options)


def test_parts_of_texts_and_points_are_no_options() -> None:
    told = [p("1. A?"), on_a_line("a", "b", chosen="b"), p("2. B?"), on_a_line("c", "d", chosen="d")]
    told += [p("3. C?"), on_a_line("e", "f", chosen="f")]
    found = answers(
        *told,
        p("4. Firm?"),
        on_a_line("Jane Doe", "ACME"),
        p("5. Share?"),
        on_a_line("120", "80", chosen="120"),
    )
    assert [a.selected for a in found[:3]] == [("b",), ("d",), ("f",)]
    assert [a.selected for a in found[3:]] == [None, None]


def test_options_that_are_struck_out_leave_the_chosen_one() -> None:
    struck = "<w:strike/>"
    body = [
        p("1. Drive?"), on_a_line("Yes", "No", chosen="No", look=struck),
        p("2. Day?"), on_a_line("Monday", "Friday", chosen="Friday", look=struck),
        p("3. Pay?"), on_a_line("Card", "Cash", chosen="Card", look=struck),
    ]  # fmt: skip
    assert [a.selected for a in answers(*body)] == [("Yes",), ("Monday",), ("Cash",)]


def test_two_stressed_words_in_a_document_make_no_options() -> None:
    assert stressed.LEAST == 3
    body = [p("1. Colours?"), on_a_line("red", "green", chosen="green")]
    body += [p("2. Drinks?"), on_a_line("tea", "wine", chosen="wine")]
    assert [a.selected for a in answers(*body)] == [None, None]


@pytest.mark.parametrize(
    ("line", "status"), [("____", Status.BLANK), ("......", Status.BLANK), ("...", Status.ANSWERED)]
)
def test_a_line_to_write_on_is_an_empty_field(line: str, status: Status) -> None:
    found = answers(p("1. Name?"), p("Jo"), p("2. Why?"), p(line), p("3. Town?"), p("Ely"))
    assert [a.status for a in found] == [Status.ANSWERED, status, Status.ANSWERED]


@pytest.mark.parametrize(
    "header", ["Respondent: 27 – Mara Made", "Respondent: 27, Mara Made", "Respondent: 27\nName: Mara Made"]
)
def test_a_name_is_taken_without_its_label_and_the_signs_before_it(header: str) -> None:
    lines = "".join(map(p, [*header.split("\n"), "Time to complete: 11:00"]))
    found = parse(document(lines, p("1. Name?"), p("Jo"), p("2. Town?"), p("Ely"))).responses[0]
    assert (found.respondent, found.respondent_name, found.time_to_complete_s) == ("27", "Mara Made", 660)
