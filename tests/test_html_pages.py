"""Saved pages of Forms as other makers draw them: what their markup shows, and nothing else."""

from __future__ import annotations

import pytest

from parsers.reader import parse
from parsers.responses import Answer, QuestionType, Response, Status

OTHERS = '<div data-automation-id="formTitle">Audit</div>'
HEADER = (
    "<h1>View results</h1><div><div>Respondent</div><div>27</div></div><div>Anonymous</div>"
    "<div><div>11:00</div><div>Time to complete</div></div>" + OTHERS
)


def question(area: str, label: str = "", number: int = 1, said: str = "") -> str:
    return (
        f'<div data-automation-id="questionItem"><div><span data-automation-id="questionTitle"><span '
        f'role="heading"><span data-automation-id="questionOrdinal">{number}.</span><span>What?</span></span>'
        f'<span id="QuestionInfo_{number}" aria-hidden="true">{label}</span>{said}</span></div>'
        f"<div>{area}</div></div>"
    )


def response(body: str, header: str = HEADER) -> Response:
    found = parse(f'<!doctype html><html lang="en"><body>{header}{body}</body></html>'.encode())
    assert found.reason is None, found.detail
    return found.responses[0]


def answer(area: str, label: str = "", said: str = "") -> Answer:
    last = question('<input type="text" value="yes">', "Single line text.", 2)
    return response(question(area, label, said=said) + last).answers[0]


def option(label: str, chosen: bool, kind: str = "checkbox") -> str:
    return (
        f'<div data-automation-id="choiceItem"><label><span data-automation-id="{kind}"><input type="{kind}" '
        f'aria-checked="{str(chosen).lower()}"></span><span>{label}</span></label></div>'
    )


LISTED = option("A", True) + option("B", False)
TICK = "<i>\ue73e</i>"


@pytest.mark.parametrize(
    "header",
    [
        "<div><b>27</b><small>Respondent</small></div><div><b>Mara Made</b></div>"
        "<div><b>11:00</b><small>Time to complete</small></div>",
        "<div><small>Respondent</small><b>27</b></div><i>Mara Made</i>"
        "<p><em>Time to complete</em> <strong>11:00</strong></p>",
        "<header><strong>View results</strong><em>Respondent</em><i>27</i><u>Mara Made</u>"
        "<strong>11:00</strong><em>Time to complete</em></header>",
        "<section><span><b>27</b><br><small>Respondent</small></span><span><b>Mara Made</b></span>"
        "<span><b>11:00</b><br><small>Time to complete</small></span></section>",
        '<label>Respondent</label><input type="text" value="27"><label>Mara Made</label>'
        "<label>11:00</label><label>Time to complete</label>",
        "<dl><dt>Respondent</dt><dd>27</dd><dt>Name</dt><dd>Mara Made</dd>"
        "<dt>Time to complete</dt><dd>11:00</dd></dl>",
        "<table><tr><th>Respondent</th><th>Name</th><th>Time to complete</th></tr>"
        "<tr><td>27</td><td>Mara Made</td><td>11:00</td></tr></table>",
    ],
)
def test_a_header_is_read_whatever_elements_it_is_made_of(header: str) -> None:
    found = response(question('<input value="x">', "Single line text."), header + OTHERS)
    assert (found.respondent, found.respondent_name, found.time_to_complete_s, found.form_title) == (
        "27",
        "Mara Made",
        660,
        "Audit",
    )


@pytest.mark.parametrize(
    "free",
    [
        f'<div><label><span><input type="checkbox" aria-checked="true">{TICK}</span><span>Other</span></label>'
        '<input type="text" value="mine"></div>',
        f'<div><span>{TICK}</span><span>Other</span><input type="text" readonly value="mine"></div>',
        f"<div><span>{TICK}</span><span>Other</span><div>mine</div></div>",
        f'<div role="checkbox" aria-checked="true"><span>{TICK}</span><span>mine</span></div>',
        f'<div><div role="checkbox" aria-checked="true" aria-label="Other">{TICK}</div><div>mine</div></div>',
        '<label><input type="checkbox" aria-checked="true"><span>Other</span></label><textarea>mine</textarea>',
    ],
)
def test_the_free_option_outside_the_list_is_read_with_its_text(free: str) -> None:
    found = answer(LISTED + free, "Multiple choice.")
    assert (found.selected, found.other_text, found.answer_text) == (("A", "Other"), "mine", "A; mine")
    assert [(o.text, o.other) for o in found.options] == [("A", False), ("B", False), ("Other", True)]


def test_an_empty_box_of_an_icon_font_is_not_chosen() -> None:
    found = answer(LISTED + "<div><span>\ue739</span><span>Other</span></div>", "Multiple choice.")
    assert found.selected == ("A",)
    assert [(o.text, o.selected) for o in found.options][-1] == ("Other", False)


def test_a_tick_that_an_unchosen_option_shows_too_says_nothing() -> None:
    unchosen = option("B", False).replace('aria-checked="false">', f'aria-checked="false">{TICK}')
    found = answer(option("A", True) + unchosen + f"<div>{TICK}<span>Other</span></div>", "Multiple choice.")
    assert (found.status, found.selected) == (Status.UNDETERMINED, None)


def test_a_quizzes_tick_is_no_mark_of_the_free_option() -> None:
    graded = LISTED + f"<div>{TICK}<span>Other</span></div><div>Correct answer: A</div>"
    assert answer(graded, "Multiple choice.").status is Status.UNDETERMINED


@pytest.mark.parametrize("kind", ["Single choice.", "Multiple choice."])
@pytest.mark.parametrize(
    "area",
    [
        "<ul><li>A</li><li>B</li></ul>",
        "<div><label><svg></svg><span>A</span></label></div><div><label><svg></svg><span>B</span></label></div>",
        f"<p>{TICK}A</p><p>{TICK}B</p>",
    ],
)
def test_options_without_their_controls_are_no_answer(area: str, kind: str) -> None:
    found = answer(area, kind)
    assert (found.status, found.answer_text, found.selected) == (Status.UNDETERMINED, None, None)
    assert [o.text for o in found.options] == ["A", "B"]


def test_boxes_of_an_icon_font_are_marks() -> None:
    area = "<div><label><i>\ue73a</i><span>A</span></label></div><div><label><i>\ue739</i><span>B</span></label></div>"
    assert answer(area, "Multiple choice.").selected == ("A",)


@pytest.mark.parametrize(
    "area",
    [
        '<div role="radiogroup"><div role="radio" aria-checked="true"><span></span><span>A</span></div>'
        '<div role="radio" aria-checked="false"><span></span><span>B</span></div></div>',
        '<div><input type="radio" checked disabled id="a"><label for="a">A</label></div>'
        '<div><input type="radio" disabled id="b"><label for="b">B</label></div>',
        "<select disabled><option>Select your answer</option><option selected>A</option><option>B</option></select>",
    ],
)
def test_a_choice_is_read_by_whatever_control_shows_it(area: str) -> None:
    found = answer(area, "Single choice.")
    assert (found.selected, [o.text for o in found.options]) == (("A",), ["A", "B"])


@pytest.mark.parametrize(
    "area",
    [
        '<button role="combobox" aria-expanded="false">A</button>',
        '<div role="combobox"><span>A</span><span>\ue70d</span></div>',
        '<input role="combobox" value="A">',
    ],
)
def test_a_list_shows_what_was_chosen(area: str) -> None:
    found = answer(area, "Single choice.")
    assert (found.selected, found.question_type) == (("A",), QuestionType.SINGLE_CHOICE)


def test_a_list_that_does_not_say_what_it_shows_is_undetermined() -> None:
    found = answer("<select disabled><option>A</option><option>B</option></select>", "Single choice.")
    assert (found.status, [o.selected for o in found.options]) == (Status.UNDETERMINED, [None, None])


@pytest.mark.parametrize(
    ("area", "label", "said"),
    [
        ('<div data-automation-id="dateContainer"><input type="text" value="3/14/2024"></div>', "", ""),
        ('<div class="ms-DatePicker"><input role="combobox" value="3/14/2024"></div>', "", ""),
        ('<input value="3/14/2024">', "", '<span style="display:none">Required to answer. Date.</span>'),
        ('<input value="3/14/2024">', "", "<span>Required to answer. Date.</span>"),
    ],
)
def test_a_date_keeps_its_type(area: str, label: str, said: str) -> None:
    found = answer(area, label, said)
    assert (found.question_type, found.answer_text, found.prompt) == (QuestionType.DATE, "3/14/2024", "What?")


@pytest.mark.parametrize(
    "area",
    [
        "<ol><li>X</li><li>Y</li></ol>",
        "<div><div>X</div><div>Y</div></div>",
        '<div role="list"><div role="listitem"><span>1</span><span>X</span></div>'
        '<div role="listitem"><span>2</span><span>Y</span></div></div>',
    ],
)
def test_a_ranking_keeps_its_type(area: str) -> None:
    found = answer(area, "", '<span hidden="">Ranking.</span>')
    assert (found.question_type, found.selected) == (QuestionType.RANKING, ("X", "Y"))


def test_a_grid_of_roles_is_a_grid() -> None:
    cell = '<div role="cell"><span role="radio" aria-checked="{}"></span></div>'
    area = (
        '<div role="table"><div role="row"><div role="columnheader"></div><div role="columnheader">Bad</div>'
        '<div role="columnheader">Good</div></div><div role="row"><div role="rowheader">Room</div>'
        + cell.format("false")
        + cell.format("true")
        + "</div></div>"
    )
    found = answer(area, "Likert.")
    assert (found.row_label, found.selected) == ("Room", ("Good",))


def test_runs_of_a_typed_answer_stay_in_one_line() -> None:
    assert answer("<div><span>John</span><span>ny</span></div>", "Single line text.").answer_text == "Johnny"


def test_an_empty_box_to_type_in_is_blank() -> None:
    for box in ('<div role="textbox" contenteditable="true"></div>', "<textarea readonly></textarea>"):
        assert answer(box, "Multi Line Text.").status is Status.BLANK


@pytest.mark.parametrize("sign", ["(x)", "[x]", "( )", "\u2612", "\u25cf"])
def test_a_sign_beside_a_native_input_is_no_part_of_the_option(sign: str) -> None:
    def drawn(label: str, chosen: bool) -> str:
        return option(label, chosen).replace("<span>" + label, f"<b>{sign}</b><span>{label}")

    found = answer(drawn("A", True) + drawn("B", False))
    assert ([o.text for o in found.options], found.selected) == (["A", "B"], ("A",))


def test_an_option_that_is_a_sign_keeps_it() -> None:
    found = answer(option("(x)", True) + option("B", False))
    assert [o.text for o in found.options] == ["(x)", "B"]


@pytest.mark.parametrize(
    ("stars", "given"), [("\u2605\u2605\u2606", "2"), ("\u2605\u2605\u2605", None)], ids=["told", "alike"]
)
def test_stars_in_elements_of_their_own_are_a_rating(stars: str, given: str | None) -> None:
    found = answer("<div>" + "".join(f"<span>{s}</span>" for s in stars) + "</div>")
    assert found.status is (Status.ANSWERED if given else Status.UNDETERMINED)
    assert found.answer_text == given
