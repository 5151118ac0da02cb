"""What the recogniser makes of blocks, seen through Markdown, where every case is short."""

from __future__ import annotations

import pytest

from parsers.responses import QuestionType, Status
from tests.markdown import HEADER, answers, read, response


def test_the_header_names_respondent_and_time() -> None:
    found = response("1. A?\n\nyes\n\n2. B?\n")
    assert (found.respondent, found.anonymous, found.time_to_complete_s) == ("27", True, 660)
    assert (found.respondent_name, found.language) == (None, "en")


def test_a_name_in_the_header_is_the_respondents() -> None:
    named = HEADER.replace("Anonymous", "Mara Invented").replace("11:00", "1:02:03")
    found = response("1. A?\n\nyes\n\n2. B?\n", named)
    assert (found.respondent_name, found.anonymous, found.time_to_complete_s) == (
        "Mara Invented",
        False,
        3723,
    )


def test_a_header_in_one_line_is_read_too() -> None:
    found = response(
        "1. A?\n\nyes\n\n2. B?\n",
        "## View results\n\nRespondent\n\n**1:40**\n\n6 Anonymous Time to complete\n\n",
    )
    assert (found.respondent, found.anonymous, found.time_to_complete_s) == ("6", True, 100)


@pytest.mark.parametrize("answer", ["Anonymous", "1:30", "Respondent"])
def test_an_answer_that_looks_like_a_header_stays_an_answer(answer: str) -> None:
    header = HEADER.replace("Anonymous", "Sam Sample")
    found = response(f"# Audit\n\n1. Name? *\n\n{answer}\n\n2. Age?\n\n40\n", header)
    assert (found.respondent_name, found.form_title) == ("Sam Sample", "Audit")
    assert [a.answer_text for a in found.answers] == [answer, "40"]


def test_a_time_is_no_part_of_a_name() -> None:
    header = "View results\n\nRespondent 27\n\nSam Sample 15:30\n\nCzas spędzony\n\n"
    found = response("1. Name? *\n\nJan\n\n2. Age?\n\n40\n", header)
    assert (found.respondent_name, found.time_to_complete_s) == ("Sam Sample", 930)


@pytest.mark.parametrize("mark", [r" \*", "*", r"\*", "\n\n\\*", " Required to answer"])
def test_a_required_mark_is_found_wherever_it_stands(mark: str) -> None:
    found = answers(
        f"1. Name of the city?{mark}\n\nSampleton\n\n2. Region?\n\nSouth\n\n3. Why? Required to answer\n\nx\n"
    )
    assert [a.required for a in found] == [True, False, True]
    assert [a.prompt for a in found[:2]] == ["Name of the city?", "Region?"]


def test_the_mark_of_the_prompt_separates_it_from_help_in_one_line() -> None:
    found = answers("1. Web site? * A web site is official.\n\nhttps://a.example\n\n2. B?\n")
    assert found[0].prompt == "Web site?"


def test_sections_are_the_nearest_heading_above() -> None:
    found = answers(
        "### City\n\n1. A?\n\nx\n\n## I. Laws\n\nPlease answer.\n\n2. B?\n\ny\n\n#### II. Plans\n\n3. C?\n\nz\n"
    )
    assert [a.section for a in found] == ["City", "I. Laws", "II. Plans"]
    assert [a.answer_text for a in found] == ["x", "y", "z"]


@pytest.mark.parametrize(
    ("first", "second"), [("I. Laws", "II. Plans"), ("A. Laws", "B. Plans"), ("一、法律", "二、计划")]
)
def test_plain_lines_labelled_in_order_are_sections(first: str, second: str) -> None:
    found = answers(f"{first}\n\n1. A?\n\nx\n\n{second}\n\n2. B?\n\ny\n")
    assert [(a.section, a.answer_text) for a in found] == [(first, "x"), (second, "y")]


def test_a_stem_belongs_to_no_answer() -> None:
    stem = "Are there rules on the use of data by public bodies at the"
    found = answers(
        f"1. A?\n\nyes\n\n{stem}\n\n2. National level?\n\nYes\n\nNo\n\n3. City level?\n\nYes\n\nNo\n"
    )
    assert found[0].answer_text == "yes"
    assert [a.prompt for a in found[1:]] == ["National level?", "City level?"]


def test_the_closing_belongs_to_no_question() -> None:
    found = answers("1. A?\n\nx\n\n2. B?\n\ny\n\n## THANK YOU\n\nWe appreciate it.\n")
    assert found[-1].answer_text == "y"


def test_options_without_marks_are_undetermined() -> None:
    found = answers(
        "1. Fair?\n\n- Yes\n- No\n\n2. Fair?\n\n Yes No\n\n3. Age?\n\nUnder 18\n\n18-39\n\n40 or older\n"
    )
    assert [a.status for a in found] == [Status.UNDETERMINED] * 3
    assert [a.selected for a in found] == [None] * 3
    assert [[o.text for o in a.options] for a in found] == [
        ["Yes", "No"],
        ["Yes", "No"],
        ["Under 18", "18-39", "40 or older"],
    ]


def test_options_with_marks_are_exact() -> None:
    [found, blank, other] = answers(
        "1. A?\n\n- [x] Yes\n- [ ] No\n\n2. B?\n\n○ Yes\n\n○ No\n\n3. C?\n\n☒ Red\n\n☐ Blue\n\n☒ Other: mauve\n"
    )
    assert (found.status, found.selected, found.values.bool_) == (Status.ANSWERED, ("Yes",), True)
    assert (blank.status, blank.selected, blank.question_type) == (
        Status.BLANK,
        (),
        QuestionType.SINGLE_CHOICE,
    )
    assert (other.selected, other.other_text, other.answer_text) == (("Red", "Other"), "mauve", "Red; mauve")


def test_two_marks_on_a_single_choice_are_a_conflict_and_no_answer() -> None:
    [found, *_] = answers("1. A?\n\n◉ Yes\n\n◉ No\n\n2. B?\n\n○ Yes\n\n○ No\n")
    assert (found.status, found.selected) == (Status.UNDETERMINED, None)
    assert [p.code for p in found.problems] == ["mark_conflict"]


def test_a_list_in_a_document_with_marks_is_an_answer() -> None:
    found = answers("1. A?\n\n- [x] Yes\n- [ ] No\n\n2. What did you learn?\n\n- to listen\n- to ask\n")
    assert (found[1].status, found[1].answer_text) == (Status.ANSWERED, "- to listen\n- to ask")


def test_grids_give_a_row_per_statement() -> None:
    table = "| | Poor | Good |\n|---|---|---|\n| Room | [x] | [ ] |\n| Food | [ ] | [ ] |\n"
    found = answers(f"1. What do you think?\n\n{table}\n\n2. B?\n\nx\n")
    assert [(a.number, a.row_label, a.selected, a.status) for a in found[:2]] == [
        ("1", "Room", ("Poor",), Status.ANSWERED),
        ("1", "Food", (), Status.BLANK),
    ]


def test_a_grid_that_lost_its_marks_is_undetermined() -> None:
    table = "| | Poor | Good |\n|---|---|---|\n| Room | | |\n| Food | | |\n"
    found = answers(f"1. What do you think?\n\n{table}\n\n2. B?\n\nx\n")
    assert [(a.status, a.selected) for a in found[:2]] == [(Status.UNDETERMINED, None)] * 2


def test_scales_keep_their_figure() -> None:
    [stars, nps, lost] = answers("1. A?\n\n★★★☆☆\n\n2. B?\n\n7 / 10\n\n3. C?\n\n1 2 3 4 5\n")
    assert (stars.question_type, stars.answer_text, stars.values.number) == (QuestionType.RATING, "3", 3)
    assert (nps.question_type, nps.answer_text) == (QuestionType.NPS, "7")
    assert (lost.question_type, lost.status) == (QuestionType.RATING, Status.UNDETERMINED)


def test_a_definition_is_help_and_an_answer_is_not() -> None:
    found = answers(
        "1. Participation or similar:\n\nParticipation means that residents can comment on plans on the web.\n\n"
        "2. How do you apply these rules?\n\nWe have several laws, and the handbook is updated every year.\n\n"
        "3. Address?\n\nA portal where you can find every service.\n\nhttps://a.example\n"
    )
    assert [a.status for a in found] == [Status.BLANK, Status.ANSWERED, Status.ANSWERED]
    assert found[0].help_text == "Participation means that residents can comment on plans on the web."
    assert (found[2].help_text, found[2].answer_text) == (
        "A portal where you can find every service.",
        "https://a.example",
    )


def test_quotes_are_help_where_the_document_quotes_its_help() -> None:
    body = "1. A?\n\n> Choose one.\n\n- [x] yes\n- [ ] no\n\n2. B?\n\n> In full.\n\nmany\n"
    assert [(a.help_text, a.answer_text) for a in answers(body)] == [
        ("Choose one.", "yes"),
        ("In full.", "many"),
    ]
    assert answers("1. A?\n\n> In full.\n\nmany\n\n2. B?\n\nno\n")[0].help_text is None


def test_bold_prompts_begin_questions_though_other_text_stands_before_each_answer() -> None:
    choices = "◉ Yes\n\n○ No\n\n"
    found = answers(
        "You need two points.\n\n" + "Well done.\n\n".join(f"**{c}?**\n\n{choices}" for c in "ABC")
    )
    assert [a.prompt for a in found] == ["A?", "B?", "C?"]


def test_prompts_and_sections_named_like_a_type_are_no_labels_of_one() -> None:
    choices = "◉ Yes\n\n○ No\n\n"
    found = answers(
        f"# Visitors\n\n### Date *\n\n1/2/2026\n\n### A?\n\n{choices}### B?\n\n{choices}## Rating\n\n### C?\n\n{choices}"
    )
    assert [a.prompt for a in found] == ["Date", "A?", "B?", "C?"]


def test_leaked_labels_are_no_text() -> None:
    found = answers(
        "1. Name? Required to answer. Single line text.\n\nMara\n\n2. Fair?\n\nSingle choice.\n\nYes\n\nNo\n\n"
        "3. Why?\n\nMulti Line Text.\n\n4. Stars?\n\nRating.\n"
    )
    assert [(a.prompt, a.question_type) for a in found] == [
        ("Name?", QuestionType.TEXT),
        ("Fair?", QuestionType.SINGLE_CHOICE),
        ("Why?", QuestionType.TEXT),
        ("Stars?", QuestionType.RATING),
    ]
    assert [a.status for a in found] == [
        Status.ANSWERED,
        Status.UNDETERMINED,
        Status.BLANK,
        Status.UNDETERMINED,
    ]


def test_quiz_points_and_solutions_are_no_answer() -> None:
    found = answers(
        "1. Steps? (2 points)\n\n- [x] 5\n- [ ] 6\n\n2. Why? (1 point)\n\nbecause\n\nCorrect answer: smoke\n"
    )
    assert [(a.prompt, a.answer_text) for a in found] == [("Steps?", "5"), ("Why?", "because")]


def test_two_responses_in_one_document_are_two() -> None:
    body = "1. A?\n\nx\n\n2. B?\n\ny\n\n"
    found = read(body + HEADER.replace("27", "28") + body)
    assert [r.respondent for r in found.responses] == ["27", "28"]
    assert [len(r.answers) for r in found.responses] == [2, 2]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("# Notes\n\n1. Milk\n2. Bread\n3. Butter\n", "not_a_response"),
        ("Just a letter.\n", "not_a_response"),
        (HEADER, "not_a_response"),
    ],
)
def test_what_is_no_response_is_refused_with_a_reason(text: str, reason: str) -> None:
    found = read(text, header="")
    assert (found.reason, found.responses) == (reason, ())
    assert found.detail
    assert "\n" not in found.detail


@pytest.mark.parametrize("line", ["Please improve the wifi.", "You were all very kind."])
def test_a_lone_sentence_that_may_be_help_or_answer_is_neither(line: str) -> None:
    [found, *_] = answers(f"1. Anything else?\n\n{line}\n\n2. B?\n\nx\n")
    assert (found.status, found.answer_text, found.help_text) == (Status.UNDETERMINED, None, None)
    assert [(p.code, line in p.message) for p in found.problems] == [("help_or_answer", True)]


@pytest.mark.parametrize("label", ["Single choice.", "Multiple choice."])
def test_a_single_box_to_agree_in_is_not_taken_as_ticked(label: str) -> None:
    found = answers(f"1. Consent\n\n{label}\n\nI agree to the terms\n\n2. Why?\n\nMulti Line Text.\n\nx\n")
    assert (found[0].status, found[0].selected) == (Status.UNDETERMINED, None)


def test_options_that_are_figures_stay_options() -> None:
    [found, *_] = answers("1. How many children?\n\n○ 0\n\n○ 1\n\n◉ 2\n\n○ 3\n\n2. B?\n\nx\n")
    assert (found.question_type, found.selected) == (QuestionType.SINGLE_CHOICE, ("2",))
    assert [o.text for o in found.options] == ["0", "1", "2", "3"]


def test_a_line_below_a_chosen_other_was_typed_into_it() -> None:
    [found, *_] = answers("1. How did you come?\n\n☐ Bus\n\n☒ Other\n\nby train\n\n2. B?\n\nx\n")
    assert (found.selected, found.other_text, found.answer_text) == (("Other",), "by train", "by train")


def test_a_star_typed_below_a_required_prompt_is_the_answer() -> None:
    assert [a.answer_text for a in answers("1. A? \\*\n\n\\*\n\n2. B?\n\nno\n")] == ["*", "no"]


def test_a_product_is_no_required_mark() -> None:
    [found, *_] = answers("1. What is 3 * 4 ?\n\n12\n\n2. B?\n\nx\n")
    assert (found.prompt, found.required, found.answer_text) == ("What is 3 * 4 ?", False, "12")


def test_an_answer_that_names_a_date_format_stays_an_answer() -> None:
    table = "| **1. Notes** | Please always write DD/MM/YYYY, as in our handbook |\n|---|---|\n| **2. When?** | dd/MM/yyyy |\n"
    found = answers(table)
    assert [a.answer_text for a in found] == ["Please always write DD/MM/YYYY, as in our handbook", None]


@pytest.mark.parametrize("shown", ["27 of 48", "< 27 >", "27 Mara Invented"])
def test_a_name_holds_no_figure(shown: str) -> None:
    found = response("1. A?\n\nx\n\n2. B?\n", HEADER.replace("27", shown).replace("Anonymous\n\n", ""))
    assert found.respondent_name in (None, "Mara Invented")


def test_any_line_ends_will_do() -> None:
    body = (HEADER + "1. A?\n\nx\n\n2. B?\n\ny\n").replace("\n", "\r")
    assert [a.answer_text for r in read(body, header="").responses for a in r.answers] == ["x", "y"]
