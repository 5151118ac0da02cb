"""Unmarked documents that say things otherwise than their form: other versions, a scanner's errors."""

from __future__ import annotations

import pytest

from parsers.forms.wording import likeness
from parsers.responses import Response, Status
from tests.markdown import response
from tests.test_forms import by_number, learn, read_by

MARKED = (
    "**1. Name** \\*\n\nMara\n\n**2. Meat?**\n\n- [x] Yes\n- [ ] No\n\n**3. Best dish of all?**\n\nSoup\n\n"
    "**4. What is missing?**\n\nSalt\n\n**5. Anything else?**\n\nNo\n"
)


def unmarked(*lines: str) -> str:
    return "\n\n".join(lines)


def test_a_question_behind_another_versions_number_is_found() -> None:
    marked = response(MARKED)
    later = unmarked("1. Name", "Ines", "2. How often?", "Daily", "3. Meat?", "Yes", "No")
    later += unmarked(
        "", "", "4. Best dish of all?", "Pie", "5. What is missing?", "Oil", "6. Anything else?", "Bye"
    )
    plain = response(later)
    answers = read_by(learn(*[marked] * 3, plain), plain).answers
    assert {a.prompt: a.answer_text for a in answers if a.answer_text} | {"How often?": "Daily"} == {
        "Name": "Ines",
        "How often?": "Daily",
        "Best dish of all?": "Pie",
        "What is missing?": "Oil",
        "Anything else?": "Bye",
    }


def test_a_question_that_the_form_does_not_know_is_in_no_answer() -> None:
    marked = response(MARKED)
    plain = response(
        unmarked("1. Name", "Ines", "2. Meat?", "Yes", "No", "3. Best dish of all?", "1. Pie", "2. Jam")
        + unmarked("", "", "4. What is missing?", "Oil", "5. Anything else?", "Bye", "6. Come again?", "Sure")
    )
    found = {a.prompt: a for a in read_by(learn(*[marked] * 3, plain), plain).answers}
    assert found["Best dish of all?"].answer_text == "1. Pie\n\n2. Jam"
    last = found["Anything else?"]
    assert (last.status, last.answer_text, [p.code for p in last.problems]) == (
        Status.UNDETERMINED,
        None,
        ["unplaced"],
    )


def test_help_and_headings_that_a_scanner_misread_are_in_no_answer() -> None:
    part = "**5. Anything else?**"
    marked = response(
        MARKED.replace("**4. What is missing?**", "**4. What is missing?**\n\n*One short word.*").replace(
            part, f"## About the cooks\n\n{part}"
        )
    )
    plain = response(
        unmarked("1. Name", "Ines", "2. Meat?", "Yes", "No", "3. Best dish of all?", "Pie")
        + unmarked(
            "",
            "",
            "4. What is missing?",
            "One shorl word.",
            "Oil",
            "About tne cooks",
            "5. Anything else?",
            "Bye",
        )
    )
    found = by_number(read_by(learn(*[marked] * 3, plain), plain))
    assert (found["4"].help_text, found["4"].answer_text) == ("One short word.", "Oil")


def test_items_of_a_typed_list_are_no_prompts_of_questions_left_out() -> None:
    marked = response(MARKED.replace("Anything else?", "Staff"))
    plain = response(
        unmarked("1. Name", "Ines", "2. Meat?", "Yes", "No", "3. Best dish of all?", "Pie")
        + unmarked("", "", "4. What is missing?", "1. Oil", "2. Staff", "3. Bread")
    )
    found = {a.prompt: a for a in read_by(learn(*[marked] * 3, plain), plain).answers}
    assert found["What is missing?"].status is Status.UNDETERMINED
    assert found["Staff"].answer_text is None


@pytest.mark.parametrize("typed", ["One shorl word.", "About tne cooks"])
def test_what_nearly_reads_like_the_forms_own_text_is_not_blank(typed: str) -> None:
    help_text, head = "**4. What is missing?**\n\n*One short word.*", "## About the cooks\n\n**5."
    marked = response(MARKED.replace("**4. What is missing?**", help_text).replace("**5.", head))
    plain = response(
        unmarked("1. Name", "Ines", "2. Meat?", "Yes", "No", "3. Best dish of all?", "Pie")
        + unmarked("", "", "4. What is missing?", typed, "5. Anything else?", "Bye")
    )
    found = by_number(read_by(learn(*[marked] * 3, plain), plain))
    assert found["4"].status is Status.UNDETERMINED and found["5"].answer_text == "Bye"


def test_questions_that_changed_places_take_no_answer_from_each_other() -> None:
    marked = response(MARKED)
    swapped = unmarked("1. Name", "Ines", "2. Meat?", "Yes", "No", "3. What is missing?", "Oil")
    plain = response(swapped + unmarked("", "", "4. Best dish of all?", "Pie", "5. Anything else?", "Bye"))
    found = {a.prompt: a for a in read_by(learn(*[marked] * 3, plain), plain).answers}
    assert found["Anything else?"].answer_text == "Bye"
    for prompt, given in (("Best dish of all?", "Pie"), ("What is missing?", "Oil")):
        assert found[prompt].answer_text == given or found[prompt].status is Status.UNDETERMINED


def test_a_prompt_below_its_number_is_not_another_question_with_the_same_wording() -> None:
    marked = response(MARKED + "\n**6. What is missing?**\n\nBread\n")
    plain = response(
        unmarked("1.", "Name", "Ines", "2.", "Meat?", "Yes", "No", "3.", "Best dish of all?", "Pie")
        + unmarked("", "", "4.", "What is missing?", "Oil")
    )
    found = by_number(read_by(learn(*[marked] * 3, plain), plain))
    assert found["4"].answer_text == "Oil" and "6" not in found


@pytest.mark.parametrize(
    ("read", "same"),
    [("any 0ther remarks", True), ("any other rema1ks", False), ("any other remarks 2", False)],
)
def test_a_letter_that_was_read_as_a_digit_is_forgiven_where_they_look_alike(read: str, same: bool) -> None:
    assert (likeness(read, "any other remarks") > 0) is same


def test_what_all_have_below_one_question_stays_an_answer_below_another() -> None:
    names = ("alpha", "beta", "gamma", "delta", "epsilon")
    ask = "1. Portal?\n\n{}\n\n2. Open?\n\nYes\n\nNo\n\n3. Why do you ask?\n\n{}\n"
    plain = [response(ask.format("Yes" if n == "beta" else n, n)) for n in names]
    found = by_number(read_by(learn(*plain), plain[1]))
    assert (found["1"].status, found["1"].answer_text) == (Status.ANSWERED, "Yes")


def test_a_short_answer_that_all_gave_stays_one_below_help_that_all_show() -> None:
    names = ("alpha", "beta", "gamma", "delta", "epsilon")
    ask = (
        "1. Portal?\n\n{}\n\n2. Budget?\n\nSay it in one word if you can.\n\nno\n\n3. Why do you ask?\n\n{}\n"
    )
    plain = [response(ask.format(n, n)) for n in names]
    found = by_number(read_by(learn(*plain), plain[0]))
    assert (found["2"].help_text, found["2"].answer_text) == ("Say it in one word if you can.", "no")


def test_forms_with_other_titles_that_share_most_questions_stay_two() -> None:
    head = "".join(
        f"**{n}. {w}**\n\nx\n\n" for n, w in enumerate(("Name", "E-mail", "Team", "Since when?"), 1)
    )

    def form(title: str, *words: str) -> Response:
        own = "".join(f"**{n}. {w}**\n\n- [x] Yes\n- [ ] No\n\n" for n, w in enumerate(words, 5))
        return response(f"# {title}\n\n{head}{own}")

    training = form("Staff training survey", "Was it useful?", "Too long?")
    office, later = (
        form("Office equipment survey", "Desk?", "Chair?"),
        form("Staff training survey 2", "New?"),
    )
    assert len(learn(training, office).templates) == 2
    assert len(learn(training, later).templates) == 1
