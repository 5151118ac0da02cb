"""Plain text as converters and people leave it: labels, lists in answers, options, names."""

from __future__ import annotations

import pytest

from parsers.reader import parse
from parsers.responses import Response, Status
from tests.markdown import HEADER, answers, read, response


@pytest.mark.parametrize(
    "label",
    [
        "Required to answer. Single line text.",
        "Single line text. Required to answer.",
        "Requer resposta. Texto de linha única.",
        "Required to answer Single line text",
    ],
)
def test_type_and_required_labels_in_one_paragraph_are_no_answer(label: str) -> None:
    found = answers(f"1. Name?\n\n{label}\n\nMara\n\n2. Town?\n\n{label}\n\n3. C?\n\nx\n")
    assert [(a.required, a.answer_text) for a in found] == [(True, "Mara"), (True, None), (False, "x")]


def test_such_labels_in_a_language_that_nobody_knows() -> None:
    both, one = "Foo bar. Baz quux.", "Baz quux."
    body = f"1. A?\n\n{both}\n\nx\n\n2. B?\n\n{one}\n\ny\n\n3. C?\n\n{both}\n\n4. D?\n\n{one}\n\nz\n"
    assert [a.answer_text for a in answers(body)] == ["x", "y", None, "z"]


LIST = "1. To sing\n2. To dance"


@pytest.mark.parametrize("prompt", ["**{}**", "## {}", "{}\n\nMulti Line Text."])
def test_a_list_in_an_answer_of_a_form_without_numbers_begins_no_question(prompt: str) -> None:
    parts = [("Name?", "Mara"), ("What did you learn?", LIST), ("Age?", "9")]
    found = answers("# Audit\n\n" + "\n\n".join(f"{prompt.format(q)}\n\n{a}" for q, a in parts) + "\n")
    assert [(a.number, a.prompt, a.answer_text) for a in found] == [(None, q, a) for q, a in parts]


def test_where_nothing_shows_the_prompts_the_list_is_no_response() -> None:
    found = read(f"Name?\n\nMara\n\nWhat did you learn?\n\n{LIST}\n\nAge?\n\n9\n")
    assert (found.responses, found.reason) == ((), "not_a_response")


def test_a_list_in_an_answer_of_a_numbered_form_changes_nothing() -> None:
    found = answers(f"1. Name?\n\nMara\n\n2. What?\n\n{LIST}\n\n3. Age?\n\n9\n")
    assert [a.prompt for a in found] == ["Name?", "What?", "Age?"]


@pytest.mark.parametrize("between", ["\n\n", " / ", " | "])
def test_what_follows_a_yes_and_a_no_is_an_option(between: str) -> None:
    body = f"1. Ready?\n\n{between.join(('Yes', 'No', 'In preparation'))}\n\n2. B?\n\nx\n\n3. C?\n\ny\n"
    found = answers(body)[0]
    assert (found.status, [o.text for o in found.options]) == (
        Status.UNDETERMINED,
        ["Yes", "No", "In preparation"],
    )


def test_a_heading_with_its_sentence_after_a_yes_and_a_no_is_no_option() -> None:
    found = answers(
        "1. Ready?\n\nYes\n\nNo\n\nCosts\n\nPlease think of last year.\n\n2. B?\n\nx\n\n3. C?\n\ny\n"
    )
    assert [o.text for o in found[0].options] == ["Yes", "No"]


@pytest.mark.parametrize("mark", [("☒", "☐"), ("x", " ")])
def test_an_empty_header_row_above_a_grids(mark: tuple[str, str]) -> None:
    on, off = mark
    rows = [
        "| | | |",
        "|---|---|---|",
        "| | Bad | Good |",
        f"| Room | {on} | {off} |",
        f"| Food | {off} | {on} |",
    ]
    found = answers("1. Rate\n\n" + "\n".join(rows) + "\n\n2. B?\n\nx\n")
    assert [(a.row_label, a.answer_text) for a in found[:2]] == [("Room", "Bad"), ("Food", "Good")]


def titled(title: str, name: str = "Anonymous") -> Response:
    return response(f"{title}\n\n1. A?\n\nx\n\n2. B?\n\ny\n", HEADER.replace("Anonymous", name))


@pytest.mark.parametrize(
    "line",
    [
        "3/5",
        "Score: 3/5",
        "27 July 2026",
        "3/23/22, 9:11 PM",
        "Forms",
        "Back",
        "(r)",
        "FormsBack",
        "Mara Made",
    ],
)
def test_what_is_no_title(line: str) -> None:
    assert titled(line, "Mara Made").form_title is None


@pytest.mark.parametrize("line", ["Audit", "Audit 2026", "Forms of address", "Back to work"])
def test_what_is_a_title(line: str) -> None:
    assert titled(line, "Mara Made").form_title == line


@pytest.mark.parametrize("line", ["Forms", "Back", "(r)", "Name", "7"])
def test_what_is_no_name(line: str) -> None:
    assert titled("Audit", f"{line}\n\nMara Made").respondent_name == "Mara Made"


def test_an_address_is_no_name() -> None:
    found = titled("Audit", "mara@made.example")
    assert (found.respondent_name, found.respondent_email, found.anonymous) == (
        None,
        "mara@made.example",
        False,
    )


def test_a_quoted_mail_is_read() -> None:
    text = HEADER + "1. A?\n\nx\n\n2. B?\n\n- [x] Yes\n- [ ] No\n"
    found = parse("\n".join(f"> {line}" for line in text.split("\n")).encode())
    assert [a.answer_text for a in found.responses[0].answers] == ["x", "Yes"]


def test_pandocs_fences_and_spans_are_no_text() -> None:
    body = (
        '::: {.css-1 automation-id="questionItem"}\n<div>\n\n[[1.]{.ord}[Which\nfence?]{.text}]{role="heading"\n'
        'aria-level="2"}[Required to answer. Single line text.]{.sr}\n\n</div>\n\n::: box\nthe old one\n:::\n:::\n\n'
        "[2.]{.ord}[Why?]{.text}[Single line text.]{.sr}\n\nit leaks\n"
    )
    found = answers(body)
    assert [(a.prompt, a.required, a.answer_text) for a in found] == [
        ("Which fence?", True, "the old one"),
        ("Why?", False, "it leaks"),
    ]


@pytest.mark.parametrize(("on", "off"), [("✓", "☐"), ("●", "○"), ("✔", "□")])
def test_a_doubtful_glyph_among_empty_ones_is_a_mark_whatever_other_questions_use(on: str, off: str) -> None:
    other = "2. Else?\n\n☒ Up\n\n☐ Down\n\n3. Where?\n\n◉ In\n\n○ Out\n"
    found = answers(f"1. Which?\n\n{on} Red\n\n{off} Blue\n\n{other}")[0]
    assert (found.selected, [o.text for o in found.options]) == (("Red",), ["Red", "Blue"])


def test_doubtful_glyphs_alone_are_no_answer_where_other_questions_use_them() -> None:
    found = answers("1. Which?\n\n● Red\n\n● Blue\n\n2. Where?\n\n◉ In\n\n○ Out\n")[0]
    assert (found.status, found.answer_text) == (Status.UNDETERMINED, None)


def test_bullets_stay_text_where_nothing_is_drawn_with_them() -> None:
    text = "● I like red, it is warm.\n\n● I like blue, too."
    assert answers(f"1. Which?\n\n{text}\n\n2. Where?\n\nIn\n")[0].answer_text == text


def test_a_starred_prompt_in_bold_closes() -> None:
    found = answers("**1. A? \\***\n\nx\n\n**2. B? \\***\n\ny\n")
    assert [(a.prompt, a.required, a.answer_text) for a in found] == [("A?", True, "x"), ("B?", True, "y")]


@pytest.mark.parametrize(("asked_back", "known"), [(1, True), (2, False)])
def test_headings_are_no_prompts_where_questions_stand_in_another_look(asked_back: int, known: bool) -> None:
    texts = [(f"## Question {n}?", "What, again?" if n < asked_back else f"answer {n}") for n in range(4)]
    text = "\n\n".join(line for pair in texts for line in pair)
    found = parse(
        ("View results\n\nRespondent\n\n7\n\nAnonymous\n\n05:10\n\nTime to complete\n\n" + text).encode()
    )
    assert bool(found.responses) is known


def unknown(body: str = "Gorp quux.\n\nx") -> str:
    """Questions with leaked labels in a language that nobody knows, numbers on lines of their own."""
    parts = ["Foo bar.\n\nBaz quux.\n\nx", "Baz quux.\n\ny", "Foo bar.\n\nBaz quux.\n\nz", body]
    return "\n\n".join(f"{n}.\n\nWhat {n}?\n\n{part}" for n, part in enumerate(parts, 1)) + "\n"


def test_labels_that_nobody_knows_below_numbers_in_lines_of_their_own() -> None:
    assert [a.answer_text for a in answers(unknown("Baz quux.\n\nw"))] == ["x", "y", "z", "w"]


def test_a_phrase_where_others_have_their_label_is_open() -> None:
    found = answers(unknown("Foo bar.\n\nGorp quux.\n\nw"))[3]
    assert (found.status, [p.code for p in found.problems]) == (Status.UNDETERMINED, ["help_or_answer"])


def test_a_phrase_behind_such_a_label_is_an_answer() -> None:
    assert answers(unknown("Baz quux.\n\nYes."))[3].answer_text == "Yes."


@pytest.mark.parametrize(("labelled", "kept"), [(2, True), (3, False)])
def test_where_few_questions_have_labels_a_phrase_is_an_answer(labelled: int, kept: bool) -> None:
    parts = ["Single line text.\n\nx"] * labelled + ["No idea."] + ["plain"] * (4 - labelled)
    body = "\n\n".join(f"{n}. What {n}?\n\n{part}" for n, part in enumerate(parts, 1))
    assert (answers(body + "\n")[labelled].status is Status.ANSWERED) is kept


def test_a_label_that_a_converter_wrapped() -> None:
    label = "Required to\nanswer. Date."
    found = answers(f"1. When?\n\n{label}\n\n2/25/2026\n\n2. Again?\n\n{label}\n\n2/26/2026\n\n3. C?\n\nx\n")
    assert [(a.required, a.answer_text) for a in found[:2]] == [(True, "2/25/2026"), (True, "2/26/2026")]


def test_numbers_in_lines_of_their_own_begin_questions_that_some_labels_name() -> None:
    kinds = ["Single line text.", "Gorp quux.", "Single line text.", "Single line text."]
    body = "\n\n".join(f"{n}.\n\nWhat {n}?\n\n{kind}\n\na{n}" for n, kind in enumerate(kinds, 1))
    assert [(a.number, a.prompt) for a in answers(body + "\n")] == [
        (str(n), f"What {n}?") for n in range(1, 5)
    ]
