"""The HTML reader: what a page's attributes say, and nothing that people don't see."""

from __future__ import annotations

from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.blocks import (
    Block,
    Choice,
    Control,
    Document,
    Field,
    FieldKind,
    Grid,
    Ranking,
    Role,
    Scale,
    ScaleKind,
    Table,
    Text,
    Unreadable,
)
from parsers.html.read import read_html

B = TypeVar("B", bound=Block)


def read(body: str, language: str = "en") -> Document:
    return read_html(f'<!doctype html><html lang="{language}"><body>{body}</body></html>'.encode())


def new(title: str, area: str, label: str = "Single choice. ", star: str = "") -> Document:
    return read(
        '<div data-automation-id="questionItem"><span data-automation-id="questionTitle">'
        '<span role="heading"><span data-automation-id="questionOrdinal">3.</span>'
        f"<span>{title}</span>{star}</span>"
        f'<span id="QuestionInfo_r1" aria-hidden="true">{label}</span></span><div>{area}</div></div>'
    )


def old(area: str, label: str = "Single choice") -> Document:
    return read(
        '<div class="office-form-question"><div class="office-form-question-title">'
        '<span class="ordinal-number">3.</span><span>What?</span><span class="required-star"></span>'
        f'<span class="accessibility-reader-no-display">Required to answer</span>'
        f'<span class="accessibility-reader-no-display">{label}</span></div>'
        f'<div class="office-form-question-subtitle">Help.</div><div>{area}</div></div>'
    )


def option(label: str, attributes: str, kind: str = "radio") -> str:
    return (
        f'<div data-automation-id="choiceItem"><label><span><input type="{kind}" {attributes}></span>'
        f"<span>{label}</span></label></div>"
    )


def all_of(document: Document, kind: type[B]) -> list[B]:
    return [b for b in document.blocks if isinstance(b, kind)]


def test_prompt_has_its_number_and_the_star_that_only_css_draws() -> None:
    star = '<span data-automation-id="requiredStar" aria-label="Required to answer"></span>'
    prompt, label, *_ = new("What?", option("Yes", 'aria-checked="true"'), star=star).blocks
    assert isinstance(prompt, Text) and isinstance(label, Text)
    assert (prompt.role, prompt.text, prompt.number, prompt.required) == (Role.PROMPT, "What?", "3", True)
    assert (label.role, label.text) == (Role.TYPE_LABEL, "Single choice.")


def test_prompt_without_a_star_is_not_required() -> None:
    assert new("What?", "").blocks[0].required is False  # type: ignore[union-attr]  # a Text


def test_old_page_keeps_hidden_labels_out_of_prompt_and_help() -> None:
    prompt, label, help_ = [b for b in old("").blocks if isinstance(b, Text)]
    assert (prompt.text, prompt.required, label.text, help_.text, help_.role) == (
        "What?",
        True,
        "Single choice",
        "Help.",
        Role.HELP,
    )


def test_aria_checked_says_what_is_chosen() -> None:
    area = option("Yes", 'aria-checked="false"') + option("No", 'aria-checked="true"')
    assert [(c.text, c.selected, c.control) for c in all_of(new("What?", area), Choice)] == [
        ("Yes", False, Control.RADIO),
        ("No", True, Control.RADIO),
    ]


def test_disagreeing_attributes_choose_nothing() -> None:
    document = new("What?", option("Yes", 'aria-checked="false" checked'))
    assert all_of(document, Choice)[0].selected is None
    assert [p.code for p in document.problems] == ["mark_conflict"]


def test_other_keeps_its_label_and_what_was_typed() -> None:
    area = option("Yes", 'aria-checked="false"') + (
        '<div><label><input type="radio" aria-checked="true" aria-label="Other answer">'
        '<input data-automation-id="textInput" placeholder="Other" value="the view"></label></div>'
    )
    last = all_of(new("What?", area), Choice)[-1]
    assert (last.text, last.selected, last.other, last.other_text) == ("Other", True, True, "the view")


def test_unlisted_answer_of_a_quiz_review_is_a_typed_one() -> None:
    area = option("Paris", 'aria-checked="false" aria-posinset="1"') + option(
        "Old Town", 'aria-checked="true"'
    )
    last = all_of(new("What?", area), Choice)[-1]
    assert (last.other, last.other_text, last.selected) == (True, "Old Town", True)


def test_quiz_marks_are_grading() -> None:
    area = '<div data-automation-id="choiceItem"><label><input type="radio" aria-checked="true">Paris</label>'
    area += "<span>\ue73e Correct</span></div><p>Correct answer: Paris</p><p>2/2 pts</p>"
    document = new("What?", area)
    assert [c.text for c in all_of(document, Choice)] == ["Paris"]
    assert [t.text for t in all_of(document, Text) if t.role is Role.GRADING] == [
        "\ue73e Correct",
        "Correct answer: Paris",
        "2/2 pts",
    ]


def test_value_counts_and_placeholder_does_not() -> None:
    empty, filled = '<input placeholder="Enter your answer" value="">', "<textarea>a\nb</textarea>"
    assert [f.text for f in all_of(new("What?", empty), Field)] == [""]
    assert [f.text for f in all_of(new("What?", filled), Field)] == ["a\nb"]


def test_printed_box_keeps_lines_and_marks_its_placeholder() -> None:
    box = '<div class="textbox-printview">{}</div>'
    assert all_of(old(box.format("a\n\nb")), Field)[0].text == "a\n\nb"
    assert all_of(old(box.format('<span class="ph">Tapez ici</span>')), Field)[0].placeholder


def test_drop_down_shows_what_is_chosen() -> None:
    area = '<div role="button" aria-haspopup="listbox"><span>Chess</span></div>'
    assert [(f.text, f.kind) for f in all_of(new("What?", area), Field)] == [("Chess", FieldKind.DROPDOWN)]


def test_type_label_makes_a_date() -> None:
    assert all_of(old('<input value="7/21/2023">', "Date"), Field)[0].kind is FieldKind.DATE


def test_uploads_are_names_with_links() -> None:
    area = '<div><a href="https://s.example/a.pdf">a.pdf</a><a href="https://s.example/b.pdf">b.pdf</a></div>'
    upload = all_of(new("What?", area, "File upload. "), Field)[0]
    assert (upload.kind, upload.text, [x.target for x in upload.links]) == (
        FieldKind.FILE,
        "a.pdf\nb.pdf",
        ["https://s.example/a.pdf", "https://s.example/b.pdf"],
    )


def test_stars_fill_up_to_the_checked_one() -> None:
    star = '<span role="radio" aria-label="{} Star" aria-checked="{}"></span>'
    stars = "".join(star.format(n, str(n == 2).lower()) for n in (1, 2, 3))
    scale = all_of(new("What?", f'<div role="radiogroup">{stars}</div>', "Rating. "), Scale)[0]
    assert (scale.kind, scale.labels, scale.states) == (
        ScaleKind.SYMBOLS,
        ("1", "2", "3"),
        (True, True, False),
    )


def test_old_stars_are_read_from_the_slider() -> None:
    area = '<div class="rateit"><div role="slider" aria-valuemax="3" aria-valuenow="{}">★★★</div></div>'
    assert all_of(old(area.format("2"), "Rating"), Scale)[0].states == (True, True, False)
    assert all_of(old(area.format(""), "Rating"), Scale)[0].states == (False, False, False)
    assert all_of(old(area.format("2.5"), "Rating"), Scale)[0].states == (None, None, None)


def test_scale_of_figures_with_its_ends() -> None:
    cells = "".join(f'<td role="radio" aria-checked="{str(n == 1).lower()}">{n}</td>' for n in range(3))
    area = (
        f'<div><span>Never</span><span>Always</span></div><table role="radiogroup"><tr>{cells}</tr></table>'
    )
    document = old(area, "Net Promoter Score")
    assert all_of(document, Scale)[0].states == (False, True, False)
    assert [t.text for t in all_of(document, Text) if t.role is Role.SCALE_END] == ["Never", "Always"]


def test_options_called_by_figures_are_options() -> None:
    area = (
        f'<div role="radiogroup">{option("1", "aria-checked=false")}{option("2", "aria-checked=true")}</div>'
    )
    assert [c.text for c in all_of(new("What?", area), Choice)] == ["1", "2"]


def test_likert_is_a_grid() -> None:
    cell = '<td><input type="radio" style="display:none" aria-checked="{}"></td>'
    area = (
        "<table><tr><th></th><th>Good</th><th>Bad</th></tr>"
        '<tr><td data-automation-id="likerStatementTd">Room</td>'
        f"{cell.format('true')}{cell.format('false')}</tr></table>"
    )
    grid = all_of(new("What?", area, "Likert. "), Grid)[0]
    assert (grid.columns, grid.rows[0].label, grid.rows[0].states) == (("Good", "Bad"), "Room", (True, False))


def test_ranking_leaves_out_the_rank() -> None:
    item = '<div data-automation-id="rankingItemContent"><span>{}</span><span>{}</span></div>'
    area = item.format(1, "b") + item.format(2, "a")
    assert all_of(new("What?", area, "Ranking. "), Ranking)[0].items == ("b", "a")


def test_text_question_without_any_control_holds_its_answer() -> None:
    area, label = "<p>first</p><p>second</p>", "Multi Line Text. "
    assert [f.text for f in all_of(new("What?", area, label), Field)] == ["first\nsecond"]
    assert all_of(new("What?", "", label), Field) == []  # its place is not seen, so it is not seen empty


def test_header_texts_stay_apart() -> None:
    header = '<div><span>Respondent</span><input type="text" value="27"><span>Anonymous</span></div>'
    question = new("What?", "").blocks
    page = read(
        header + '<div class="office-form-question"><div class="office-form-question-title">A</div></div>'
    )
    assert question and [b.text for b in page.blocks if isinstance(b, Text)][:3] == [
        "Respondent",
        "27",
        "Anonymous",
    ]


@pytest.mark.parametrize(
    "hidden",
    ['<p style="display:none">x</p>', "<p hidden>x</p>", '<p class="k">x</p>'],
)
def test_what_people_do_not_see_is_no_content(hidden: str) -> None:
    assert read(f"<style>.k{{display:none}} @media print{{.s{{display:none}}}}</style>{hidden}").blocks == ()


def test_what_only_print_hides_is_content() -> None:
    assert len(read('<style>@media print{.s{display:none}}</style><p class="s">x</p>').blocks) == 1


def test_any_page_gives_headings_lists_links_and_controls() -> None:
    document = read(
        '<h2>Head</h2><p>see <a href="https://a.example/">this</a><br>next</p><ol start="4"><li>four</ol>'
        "<p><input type=checkbox checked> Apples<br><input type=checkbox> Pears</p>"
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    )
    head, para, item, *_ = document.blocks
    assert isinstance(head, Text) and head.style.heading == 2
    assert isinstance(para, Text) and para.text == "see this\nnext" and para.links[0].text == "this"
    assert isinstance(item, Text) and item.bullet == "4"
    assert [(c.text, c.selected) for c in all_of(document, Choice)] == [("Apples", True), ("Pears", False)]
    assert len(all_of(document, Table)) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    declared = '<meta charset="iso-8859-1">' if encoding == "cp1252" else ""
    page = f"<html lang=de>{declared}<p>Grüße</p></html>".encode(encoding)
    assert [b.text for b in read_html(page).blocks if isinstance(b, Text)] == ["Grüße"]


@pytest.mark.parametrize(
    "name",
    ["x-none", "rot13", "undefined", "unicode_escape", "idna", "utf-16", "..", "windows-1252", "LATIN1"],
)
def test_a_charset_of_any_name_is_read(name: str) -> None:
    page = f'<meta charset="{name}"><p>Grüße \\u0041 '.encode("cp1252")
    assert [b.text for b in read_html(page).blocks if isinstance(b, Text)] == ["Grüße \\u0041"]


@pytest.mark.parametrize(
    "page", [b"<p " + b"a=1 " * 50_000 + b">", b"<div>" * 5_000], ids=["attributes", "depth"]
)
def test_floods_are_refused(page: bytes) -> None:
    with pytest.raises(Unreadable, match="too_large"):
        read_html(page)


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), max_size=60))
def test_a_typed_answer_comes_back_as_it_was(answer: str) -> None:
    escaped = answer.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    document = new("What?", f'<input value="{escaped}">', "Single line text. ")
    assert all_of(document, Field)[0].text == answer.strip()
