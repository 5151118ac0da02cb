"""Pages in nobody's markup: their structure names the questions, or they are read as any page."""

from __future__ import annotations

import time

import pytest

from parsers.blocks import Role, Text
from parsers.html import cards, tree
from parsers.html.inline import View
from parsers.html.read import read_html
from parsers.reader import parse
from parsers.responses import Status

HEADER = (
    "<h1>Audit</h1><div>View results</div><div><div>Respondent</div><div>27</div></div><div>Anonymous</div>"
    "<div><div>11:00</div><div>Time to complete</div></div>"
)
PICK = '<div role="radiogroup"><div role="radio" aria-checked="false">A</div><div role="radio" aria-checked="true">B</div></div>'
BOX = '<input type="text" value="often">'
HELP = "<p><small>In a few words.</small></p>"

SHAPES = {
    "fieldset": ("{}", "<fieldset><legend>{p}</legend>{h}{a}</fieldset>"),
    "definition list": ("<dl>{}</dl>", "<dt>{p}</dt><dd>{h}</dd><dd>{a}</dd>"),
    "headings": ("{}", "<h3>{p}</h3>{h}{a}"),
    "details": ("{}", "<details open><summary>{p}</summary>{h}{a}</details>"),
    "table": ("<table>{}</table>", "<tr><td>{p}{h}</td><td>{a}</td></tr>"),
    "list": ("<ol>{}</ol>", "<li><p><b>{p}</b></p>{h}{a}</li>"),
    "bold paragraphs": ("{}", "<p><strong>{p}</strong></p>{h}{a}"),
    "headings by role": ("{}", '<div><span role="heading" aria-level="2">{p}</span>{h}{a}</div>'),
    "classes": ("{}", '<div><div class="question-title">{p}</div>{h}{a}</div>'),
}


def page(shape: str, *questions: tuple[str, str, str]) -> bytes:
    around, one = SHAPES[shape]
    body = around.format("".join(one.format(p=p, h=h, a=a) for p, h, a in questions))
    return f'<!doctype html><html lang="en"><body>{HEADER}{body}</body></html>'.encode()


def prompts(data: bytes) -> list[str]:
    return [b.text for b in read_html(data).blocks if isinstance(b, Text) and b.role is Role.PROMPT]


@pytest.mark.parametrize("shape", SHAPES)
def test_prompts_help_and_answers_are_told_by_the_structure(shape: str) -> None:
    data = page(shape, ("How do you travel", HELP, PICK), ("And why", HELP, BOX), ("What else", "", PICK))
    found = parse(data).responses[0].answers
    assert [(a.prompt, a.answer_text) for a in found] == [
        ("How do you travel", "B"),
        ("And why", "often"),
        ("What else", "B"),
    ]
    assert [a.help_text for a in found] == ["In a few words.", "In a few words.", None]


@pytest.mark.parametrize("shape", ["fieldset", "definition list", "details", "headings by role"])
def test_bare_words_are_the_answer_where_all_stand_so(shape: str) -> None:
    data = page(shape, ("How do you travel", "", "<p>By train</p>"), ("And why", "", "<p>It is quick</p>"))
    assert [a.answer_text for a in parse(data).responses[0].answers] == ["By train", "It is quick"]


@pytest.mark.parametrize(
    "area",
    ["<p>In a few words.</p><div>By train</div>", HELP, "<p>By train</p><svg></svg>", "<ol><li>A<li>B</ol>"],
)
def test_bare_words_beside_others_are_undetermined(area: str) -> None:
    data = page("fieldset", ("How do you travel", "", area), ("And why", "", "<p>It is quick</p>"))
    assert parse(data).responses[0].answers[0].status is Status.UNDETERMINED


def test_bare_words_are_undetermined_where_others_stand_in_boxes() -> None:
    data = page("headings", ("How do you travel", "", PICK), ("And why", "", BOX), ("Else", "", "<p>Hm</p>"))
    assert parse(data).responses[0].answers[2].status is Status.UNDETERMINED


@pytest.mark.parametrize(
    "body",
    [
        "<h3>One</h3>" + PICK + BOX,  # two groups of controls below one prompt
        PICK + "<h3>One</h3>" + BOX,  # one above all
        "<p>One</p>" + PICK + "<p>Two</p>" + BOX,  # nothing tells prompts from other paragraphs
    ],
)
def test_what_parts_no_controls_names_no_questions(body: str) -> None:
    root = tree.parse(f"<html><body>{HEADER}{body}</body></html>".encode())
    assert cards.parts(root, View(root)) == {}


def test_a_page_without_controls_and_header_has_no_questions() -> None:
    body = "<dl><dt>Term</dt><dd>Words.</dd><dt>Other</dt><dd>More.</dd></dl>"
    root = tree.parse(f"<html><body>{body}</body></html>".encode())
    assert cards.parts(root, View(root)) == {}
    assert prompts(f"<html><body>{HEADER}{body}</body></html>".encode()) == ["Term", "Other"]


def test_a_section_between_questions_is_in_neither() -> None:
    body = f"<h3>One</h3>{PICK}<h2>About you</h2><h3>Two</h3>{BOX}"
    found = parse(f"<html><body>{HEADER}{body}</body></html>".encode()).responses[0].answers
    assert [(a.prompt, a.section) for a in found] == [("One", None), ("Two", "About you")]


def test_a_grid_is_one_group_of_controls() -> None:
    row = "<tr><th>{}</th><td><input type=radio name={}></td><td><input type=radio name={} checked></td></tr>"
    table = (
        "<table><tr><td></td><th>Bad</th><th>Good</th></tr>"
        + row.format("Food", 1, 1)
        + row.format("Rooms", 2, 2)
    )
    data = page("headings", ("How was it", "", table + "</table>"), ("And why", "", BOX))
    found = parse(data).responses[0].answers
    assert [(a.row_label, a.answer_text) for a in found] == [
        ("Food", "Good"),
        ("Rooms", "Good"),
        (None, "often"),
    ]


def test_a_page_that_names_its_prompts_is_not_read_again_by_its_form() -> None:
    options = "<div><div><svg></svg><span>A</span></div><div><svg></svg><span>B</span></div></div>"
    data = page("fieldset", ("How do you travel", "", options), ("And why", "", options))
    found = parse(data).responses[0]
    assert (found.source, {a.status for a in found.answers}) == ((), {Status.UNDETERMINED})


def test_only_the_first_paragraph_of_an_item_has_its_marker() -> None:
    found = read_html(b"<ol><li><p>One</p><p>more</p></li><li>Two<ul><li>in it</ul></li></ol>").blocks
    assert [(b.text, b.bullet) for b in found if isinstance(b, Text)] == [
        ("One", "1"),
        ("more", None),
        ("Two", "2"),
        ("in it", "-"),
    ]


def cpu(data: bytes) -> float:
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        read_html(data)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("shape", ["headings", "table", "fieldset"])
def test_many_questions_take_time_in_proportion(shape: str) -> None:
    one, two = (cpu(page(shape, *[("Why", HELP, PICK), ("What", "", BOX)] * n)) for n in (150, 300))
    assert two < 3 * one + 0.05
