"""Text that nothing tells apart is not claimed; by itself and where its form is known."""

from __future__ import annotations

import pytest

from parsers.forms.reading.in_line import SCALE
from parsers.forms.reading.reread import reread
from parsers.recognise.grading import is_points
from parsers.responses import Answer, QuestionType, Response, Status
from tests.markdown import answers, read, response
from tests.test_forms import learn

END = "\n\n2. Why?\n\nBecause\n"


def first(body: str) -> Answer:
    return answers(f"1. Where?\n\n{body}{END}")[0]


def test_two_paragraphs_may_be_help_and_answer() -> None:
    assert (first("Title and author").answer_text, first("Title and author\n\n1984").status) == (
        "Title and author",
        Status.UNDETERMINED,
    )


@pytest.mark.parametrize(
    "body",
    ["Two portals:\n\nA map, a calendar", "I like the map.\n\nThe rest is slow.", "1. Map\n\n2. Calendar"],
)
def test_paragraphs_that_belong_together_are_an_answer(body: str) -> None:
    assert first(body).answer_text == body.replace("\n\n2.", "\n2.") or first(body).answer_text == body


def test_bold_prompts_do_not_show_how_help_looks() -> None:
    found = answers("**1. Where?**\n\nTitle and author\n\n1984\n\n**2. Why?**\n\nBecause\n")[0]
    assert found.status is Status.UNDETERMINED


def test_text_above_an_empty_boxs_invitation_is_help() -> None:
    found = first("Title and author\n\nEnter your answer")
    assert (found.help_text, found.status) == ("Title and author", Status.BLANK)


def test_a_list_below_a_prompt_does_not_go_on_as_questions() -> None:
    body = (
        "3. Rank\n\n"
        + "\n".join(f"{n}. Thing {n}" for n in range(1, 7))
        + "\n\n4. Why\n\nSo\n\n5. Else\n\nNo\n"
    )
    found = answers("1. Where?\n\nHere\n\n2. When?\n\nNow\n\n" + body)
    assert [(a.number, a.prompt) for a in found[2:]] == [("3", "Rank"), ("4", "Why"), ("5", "Else")]


def test_a_heading_below_the_last_prompt_may_be_what_was_typed() -> None:
    found = answers("### 1. Where?\n\nHere\n\n### 2. Why?\n\n# not a heading\n")[-1]
    assert found.status is Status.UNDETERMINED


def test_the_browsers_header_below_a_prompt_is_no_answer() -> None:
    found = first("3/23/22, 9:11 PM      Microsoft Forms")
    assert (found.status, found.answer_text) == (Status.UNDETERMINED, None)


def test_points_below_most_prompts_are_a_quizs() -> None:
    found = answers("1. Where?\n\n2/2 pts\n\nHere\n\n2. Why?\n\n0/2 pts\n\nSo\n\n3. When?\n\n1/2 pts\n")
    assert [a.answer_text for a in found] == ["Here", "So", None]
    assert is_points("2/2 pts") and not is_points("2/2 pts, I think")


def test_a_table_of_numbers_and_prompts_is_layout() -> None:
    table = "|  |  |\n| --- | --- |\n| {}. | {} |\n\n"
    found = answers(table.format(1, "Where?") + "Here\n\n" + table.format(2, "Why?") + "So\n")
    assert [(a.number, a.prompt, a.answer_text) for a in found] == [
        ("1", "Where?", "Here"),
        ("2", "Why?", "So"),
    ]


# --------------------------------------------------------------------------- where the form is known

FORM = """
1. Name

{}

2. Fair?

- [x] Yes
- [ ] No

3. Town

{}

4. Since when

{}

5. Likes

| | Poor | Good |
|---|---|---|
| Food | [x] | [ ] |
"""


def by_form(body: str) -> Response:
    marked = [response(FORM.format(f"Ada {n}", f"Town {n}", f"200{n}")) for n in range(4)]
    found = read(body)
    [plain] = found.responses or found.pending
    [template] = learn(*marked).templates.values()
    return reread(plain, template)


def given(found: Response) -> list[str | None]:
    return [a.answer_text for a in found.answers]


def test_answers_behind_their_prompts() -> None:
    found = by_form(
        "1. Name: Mara\n\n2. Fair? No\n\n3. Town: Ley\n\n4. Since when: 1999\n\n5. Likes\n\nFood: Good\n"
    )
    assert given(found) == ["Mara", "No", "Ley", "1999", "Good"]
    assert found.answers[1].selected == ("No",)


def test_options_run_into_a_prompts_line_are_not_typed_there() -> None:
    found = by_form("1. Name: Mara\n\n2. Fair? Yes No\n\n3. Town: Ley\n\n4. Since when: 1999\n\n5. Likes\n")
    assert (found.answers[1].status, SCALE) == (Status.UNDETERMINED, 3)


def test_a_word_before_each_typed_answer_is_a_label() -> None:
    told = "\n\nRisposta: {}\n\n"
    body = "Name" + told.format("Mara") + "Fair?\n\nYes\n\nNo\n\nTown" + told.format("Ley: Old Town")
    found = by_form(body + "Since when" + told.format("1999") + "Likes\n")
    texts = [a for a in found.answers if a.question_type is QuestionType.TEXT]
    assert [a.answer_text for a in texts] == ["Mara", "Ley: Old Town", "1999"]


def test_hidden_labels_of_an_unknown_language_are_no_answers() -> None:
    body = "1. NameXis wab. Tav lin.\n\nMara\n\n2. Fair?Xis wab. Eno.\n\nYes\n\nNo\n\n3. TownTav lin.\n\n"
    found = by_form(body + "Ley\n\n4. Since whenXis wab. Dat.\n\n1999\n\n5. LikesXis wab. Gri.\n")
    assert [a.answer_text for a in found.answers[:4:2]] == ["Mara", "Ley"]
    assert found.answers[3].answer_text == "1999"


def test_one_cell_below_an_empty_head_is_the_box_around_an_answer() -> None:
    def box(text: str) -> str:
        return f"|  |\n| --- |\n| {text} |\n"

    found = answers(
        f"1. Name?\n\n{box('Jo')}\n2. Why?\n\n{box('Enter your answer')}\n3. Town?\n\n{box('Ely')}\n"
    )
    assert [(a.prompt, a.status, a.answer_text) for a in found] == [
        ("Name?", Status.ANSWERED, "Jo"),
        ("Why?", Status.BLANK, None),
        ("Town?", Status.ANSWERED, "Ely"),
    ]
    bold = answers(f"1. Name?\n\nJo\n\n{box('**About you**')}\n2. Town?\n\n{box('Ely')}\n")
    assert all("About you" not in (a.answer_text or "") for a in bold)


@pytest.mark.parametrize(
    ("lines", "dropped"),
    [
        (("Page 1 / 3", "Page 2 / 3"), True),
        (("Seite 1 von 2", "Seite 2 von 2"), True),
        (("Page 1 / 4", "Page 2 / 4"), False),  # two of four pages: chapters that somebody names
        (("Page 1 / 3", "Pages 2 / 3"), False),
    ],
)
def test_pages_counted_with_a_word_are_no_answers(lines: tuple[str, str], dropped: bool) -> None:
    found = answers(f"1. Name?\n\nJo\n\n{lines[0]}\n\n2. Town?\n\nEly\n\n{lines[1]}\n\n3. Why?\n\nSo.\n")
    assert (found[0].answer_text == "Jo" and found[1].answer_text == "Ely") is dropped
