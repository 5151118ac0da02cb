"""Pages of other makers: what names a prompt, and what is a box."""

from __future__ import annotations

import pytest

from parsers.reader import parse
from parsers.responses import Answer, Status

HEADER = "<h1>Audit</h1><p>Respondent: 27</p><p>Anonymous</p><p>Time to complete: 11:00</p>"
UNDECIDED, BLANK = Status.UNDETERMINED, Status.BLANK


def answers(body: str, sheet: str = "", header: str = HEADER) -> tuple[Answer, ...]:
    page = f"<html lang=en><head><style>{sheet}</style></head><body>{header}{body}</body></html>"
    found = parse(page.encode())
    assert found.reason is None, found.detail
    return found.responses[0].answers


def pairs(body: str, sheet: str = "") -> list[tuple[str, str | None]]:
    return [(a.prompt, a.answer_text) for a in answers(body, sheet)]


LEGEND = "<fieldset><legend>{}</legend><small>Tick one</small><input type=radio id={}a checked> <label for={}a>Yes</label><br><input type=radio id={}b> <label for={}b>No</label></fieldset>"
FIELD = '<p><label for="{}">{} <em>(required)</em></label><input id="{}" value="{}"></p>'


def test_legends_and_labels_of_boxes_are_prompts_side_by_side() -> None:
    body = FIELD.format("n", "Your street", "n", "Quarry Hill") + LEGEND.format("Do you drive", *"aaaa")
    found = answers(body + FIELD.format("m", "Your bus", "m", ""))
    assert [(a.prompt, a.answer_text) for a in found] == [
        ("Your street", "Quarry Hill"), ("Do you drive", "Yes"), ("Your bus", None),
    ]  # fmt: skip
    assert [a.required for a in found] == [True, False, True]
    assert found[1].help_text == "Tick one" and found[2].status is BLANK


def test_terms_with_signs_of_an_icon_font_are_questions() -> None:
    icon = '<i aria-hidden="true">{}</i>'
    rows = "".join(f"<dd>{icon.format(s)} {w}</dd>" for s, w in (("\uecca", "Yes"), ("\ueccb", "No")))
    body = f"<dl><dt>Do you drive<sup>*</sup></dt>{rows}<dt>Where to</dt><dd>Home</dd></dl>"
    assert pairs(body) == [("Do you drive", "No"), ("Where to", "Home")]


def test_terms_of_a_header_are_no_prompts() -> None:
    header = "<h1>Audit</h1><dl><dt>Respondent</dt><dd>27</dd><dt>Time to complete</dt><dd>11:00</dd></dl>"
    body = "<p><b>1. Why?</b></p><p>Rain</p><p><b>2. When?</b></p><p>Now</p>"
    assert [a.prompt for a in answers(body, header=header)] == ["Why?", "When?"]


BOXED = ".a{border:1px solid #888} .q{font-weight:bold}"


def asked(*given: str, around: str = '<div class="a">{}</div>') -> str:
    return "".join(f'<p class="q">What is {n}?</p>{around.format(g)}' for n, g in enumerate(given, 1))


def test_what_stands_in_a_box_is_typed() -> None:
    typed = ("☐ Map<br>☒ Tea", "1. Which team?<br>2. Why?", "&nbsp;")
    found = answers(asked(*typed), BOXED)
    assert [a.answer_text for a in found] == ["☐ Map\n☒ Tea", "1. Which team?\n2. Why?", None]
    assert found[2].status is BLANK


def test_a_table_of_one_cell_with_a_border_is_a_box() -> None:
    around = "<table border=1><tr><td><p>{}</p></td></tr></table>"
    found = answers(asked("☒ Tea", "&nbsp;", "Bus", around=around), BOXED)
    assert [a.answer_text for a in found] == ["☒ Tea", None, "Bus"]


def test_cards_are_no_boxes() -> None:
    cards = "".join(f'<div class="a"><p class="q">What is {n}?</p><p>Tea {n}</p></div>' for n in (1, 2, 3))
    assert pairs(cards, BOXED) == [(f"What is {n}?", f"Tea {n}") for n in (1, 2, 3)]


@pytest.mark.parametrize("behind", ["Bonn", "and more of the same"])
def test_a_frame_with_loose_words_behind_it_is_no_box(behind: str) -> None:
    around = '<div class="a">{}</div><p>' + behind + "</p>"
    found = answers(asked("As in your passport", "Where you live", "Any", around=around), BOXED)
    assert [a.answer_text for a in found] == [None, None, None]  # a note, or the first paragraph of an answer


def test_pills_beside_each_other_are_no_boxes() -> None:
    pills = '<div><span class="a">Yes</span><span class="a">No</span></div>'
    found = answers(asked(pills, pills, around="{}"), BOXED)
    assert all(a.answer_text not in ("Yes", "No") for a in found)


@pytest.mark.parametrize("title", ["office-form-question-title"])
def test_a_question_of_forms_needs_no_name(title: str) -> None:
    one = '<div class="x"><div class="{}"><span>{}</span><div class="office-form-question-subtitle">Tick</div></div><div>{}</div></div>'
    pick = '<label><input type="radio" checked>Yes</label><label><input type="radio">No</label>'
    body = one.format(title, "Do you drive", pick) + '<div class="section-title">Later</div>'
    body += one.format(title, "Where to", '<div class="box"><div>Home</div></div>')
    found = answers(f"<div>{body}</div>")
    assert [(a.prompt, a.help_text, a.answer_text, a.section) for a in found] == [
        ("Do you drive", "Tick", "Yes", None), ("Where to", "Tick", "Home", "Later"),
    ]  # fmt: skip


def test_options_set_beside_their_marks_in_a_table_are_options() -> None:
    rows = "".join(f"<tr><td><p>{m}</p></td><td><p>{w}</p></td></tr>" for m, w in (("○", "Yes"), ("●", "No")))
    body = f"<p><b>1. Do you drive?</b></p><table>{rows}</table><p><b>2. Why?</b></p><p>Rain</p>"
    found = answers(body)
    assert [o.text for o in found[0].options] == ["Yes", "No"]
    assert [a.answer_text for a in found] == ["No", "Rain"]
