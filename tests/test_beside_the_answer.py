"""What stands beside an answer is no part of it: the free option's label, verdicts, feedback, icons."""

from __future__ import annotations

import pytest

from parsers.reader import parse
from parsers.responses import Answer, QuestionType, Status
from tests.test_html_pages import answer, option


def free(label: str, typed: str, chosen: bool = True, value: str = "") -> str:
    return (
        f'<div class="o"><label><span><input type="radio" value="{value}" aria-checked="{str(chosen).lower()}">'
        f"</span><span>{label}</span><span class='t'>{typed}</span></label></div>"
    )


@pytest.mark.parametrize(("label", "value"), [("Other", ""), ("أخرى", ""), ("Muu", "Muu")])
def test_label_and_typed_text_of_the_free_option_are_two_elements(label: str, value: str) -> None:
    found = answer(option("Clerk", False, "radio") + free(label, "Guide", value=value))
    assert (found.selected, found.other_text, found.answer_text) == ((label,), "Guide", "Guide")


def test_an_option_printed_in_two_elements_is_one() -> None:
    listed = free("Other", " staff", value="Other staff").replace(
        'class="o"', 'data-automation-id="choiceItem"'
    )
    found = answer(option("Clerk", False, "radio") + listed)
    assert (found.selected, found.other_text) == (("Other staff",), None)


def test_what_invites_to_type_is_not_typed() -> None:
    found = answer(option("Clerk", True, "radio") + free("Other", "Please specify", chosen=False))
    assert (found.selected, found.other_text) == (("Clerk",), None)


@pytest.mark.parametrize("sign", ["✕", "✗", "✓", "\ue73e", "❌"])
def test_a_verdict_is_no_part_of_an_option(sign: str) -> None:
    found = answer(option(f"Moon</span><span>{sign}", True) + option("Sun", False))
    assert (found.selected, [o.text for o in found.options]) == (("Moon",), ["Moon", "Sun"])


def test_feedback_below_an_answer_is_no_part_of_it() -> None:
    area = "<div class='b'>Dew</div><div><b>Feedback</b><div>See page 41.</div></div>"
    assert answer(area, "Single line text.").answer_text == "Dew"


def test_a_box_that_holds_the_word_alone_is_an_answer() -> None:
    assert answer("<div class='b'>Sun</div>", "Single line text.").answer_text == "Sun"


def two_rows(chosen: int, names: str = "") -> str:
    figures = "".join(f"<td>{n}</td>" for n in range(11))
    inputs = "".join(
        f'<td><input type="radio" value="{n}" aria-checked="{str(n == chosen).lower()}"></td>'
        for n in range(11)
    )
    return f"<table><tr>{names and '<td></td>'}{figures}</tr><tr>{names}{inputs}</tr></table>"


@pytest.mark.parametrize(
    ("chosen", "status"), [(0, Status.ANSWERED), (7, Status.ANSWERED), (11, Status.BLANK)]
)
def test_a_scale_drawn_as_a_table_is_a_scale(chosen: int, status: Status) -> None:
    found = answer(two_rows(chosen))
    assert (found.question_type, found.status) == (QuestionType.NPS, status)
    assert found.answer_text == (str(chosen) if status is Status.ANSWERED else None)


def test_a_statement_before_the_figures_makes_a_grid() -> None:
    found = answer(two_rows(3, "<td>The hall</td>"))
    assert (found.question_type, found.row_label, found.answer_text) == (QuestionType.LIKERT, "The hall", "3")


@pytest.mark.parametrize("box", ["<textarea>{}</textarea>", '<input type="text" value="{}">'])
@pytest.mark.parametrize("words", ["Keine Antwort", "No answer provided", "Enter your answer"])
def test_the_value_of_a_box_is_an_answer_whatever_its_words(box: str, words: str) -> None:
    assert answer(box.format(words), "Single line text.").answer_text == words


def test_words_that_page_and_people_use_are_left_open() -> None:
    box = "<div data-automation-id='textInput'>{}</div>"
    assert answer(box.format("Keine Antwort"), "Single line text.").status is Status.UNDETERMINED
    assert answer(box.format("No answer provided"), "Single line text.").status is Status.BLANK


HEADER = "# Audit\n\nRespondent\n\n27\n\nAnonymous\n\n11:00\n\nTime to complete\n\n"


def markdown(first: str) -> Answer:
    found = parse(f"{HEADER}1. How likely?\n\n{first}\n\n2. Why?\n\nBecause\n".encode())
    assert found.reason is None, found.detail
    return found.responses[0].answers[0]


@pytest.mark.parametrize("above", ["", "|" + "  |" * 11 + "\n"])
def test_a_scale_in_a_markdown_table(above: str) -> None:
    figures = "|" + "|".join(str(n) for n in range(11)) + "|\n"
    marks = "|" + "|".join("◉" if n == 4 else "○" for n in range(11)) + "|\n"
    rule = "|" + "---|" * 11 + "\n"
    found = markdown(above + rule + figures + marks if above else figures + rule + marks)
    assert (found.question_type, found.answer_text) == (QuestionType.NPS, "4")


def test_a_table_without_outer_pipes_and_an_empty_first_cell() -> None:
    found = markdown("| Poor| Good  \n---|---|---  \nHall| ○ | ◉   \nRoof| ○ | ○ ")
    assert (found.question_type, found.row_label, found.answer_text) == (QuestionType.LIKERT, "Hall", "Good")


@pytest.mark.parametrize("inside", ["base64,PHN2Zz4=", "utf8,<svg d='M2 3 (4)'/>"])
def test_a_picture_that_the_page_holds_is_no_answer(inside: str) -> None:
    assert markdown(f"Hall![](data:image/svg+xml;{inside})").answer_text == "Hall"


def quiz(body: str) -> list[Answer]:
    more = "3. Which?Single choice (2/2 pts)\n\n◉ Rain\n\n○ Sun\n"
    found = parse(f"{HEADER}{body}\n\n{more}".encode())
    assert found.reason is None, found.detail
    return list(found.responses[0].answers)


def test_verdicts_behind_the_options_of_a_quiz() -> None:
    first = quiz("1. What?Single choice (0/2 pts)\n\n◉ Moon✕\n\n○ SunCorrect answer\n\n2. Why?\n\nSo")[0]
    assert (first.prompt, first.selected) == ("What?", ("Moon",))
    assert [o.text for o in first.options] == ["Moon", "Sun"]


def test_feedback_and_correct_answers_are_none() -> None:
    below = "Enter your answer\n\nCorrect answer: Dew\n\n**Feedback**\n\nSee page 41."
    first = quiz(f"1. What?Single line text (0/1 pts)\n\n{below}\n\n2. Why?Single line text (1/1 pts)\n\nSo")[
        0
    ]
    assert (first.answer_text, first.status) == (None, Status.BLANK)


def test_feedback_is_an_answer_outside_a_quiz() -> None:
    assert markdown("Feedback").answer_text == "Feedback"


@pytest.mark.parametrize(
    ("printed", "label", "typed"),
    [
        ("OtherSchool governor", "Other", "School governor"),
        ("Otherwise", "Otherwise", None),
        ("その他の理由", "その他の理由", None),
    ],
)
def test_a_capital_within_a_word_parts_label_and_typed_text(
    printed: str, label: str, typed: str | None
) -> None:
    found = markdown(f"○ Clerk\n\n◉ {printed}")
    assert (found.selected, found.other_text) == ((label,), typed)


@pytest.mark.parametrize("figures", ["42 Responses", "42\n\nResponses", "Responses\n\n42"])
def test_the_owner_s_summary_is_no_response(figures: str) -> None:
    time = "08:13 Average time to complete\n\nActive Status"
    body = "1. Which road?\n\nLatest Responses: Mill Lane\n\n2. A limit?\n\n● Yes 25\n\n● No 10"
    assert parse(f"# Survey\n\n{figures}\n\n{time}\n\n{body}\n".encode()).reason == "summary"


def test_a_response_that_speaks_of_responses_is_one() -> None:
    assert markdown("42 Responses").answer_text == "42 Responses"


@pytest.mark.parametrize("empty", ["( )", "(  )", "(   )", "(__)"])
def test_typed_radio_buttons_of_any_width(empty: str) -> None:
    found = markdown(f"{empty} Here {empty} There (X) Nowhere")
    assert (found.selected, [o.text for o in found.options]) == (("Nowhere",), ["Here", "There", "Nowhere"])


def test_emoji_stars_are_a_rating_only_beside_an_empty_one() -> None:
    body = "1. How?\n\n{}\n\n2. What?\n\n☒ Rain\n\n☐ Sun\n"
    alone, drawn = (
        parse((HEADER + body.format(row)).encode()).responses[0].answers[0] for row in ("⭐⭐⭐", "⭐⭐⭐☆☆")
    )
    assert (alone.status, drawn.answer_text) == (Status.UNDETERMINED, "3")


@pytest.mark.parametrize(
    ("prompts", "status"),
    [
        (("Road? Mill Lane", "Town: Thornbeck"), Status.UNDETERMINED),
        (("Road? Mill Lane", "Town"), Status.BLANK),
        (("Road? Mill Lane", "Town: Thornbeck", "Age", "Colour", "Pet"), Status.BLANK),
    ],
)
def test_answers_in_the_lines_of_their_prompts_are_not_blank(
    prompts: tuple[str, ...], status: Status
) -> None:
    lines = "\n\n".join(f"{n}. {prompt}" for n, prompt in enumerate(("Name?\n\nMara", *prompts), 1))
    answers = parse((HEADER + lines + "\n").encode()).responses[0].answers
    assert [a.status for a in answers[1:]] == [status] * len(prompts)
