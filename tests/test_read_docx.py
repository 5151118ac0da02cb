"""The DOCX reader: what a Word document shows, as blocks."""

from __future__ import annotations

import pytest

from parsers.blocks import Block, Choice, Control, Evidence, Field, FieldKind, Grid, Role, Scale, Table, Text
from parsers.docx.read import read_docx
from tests.docx_files import checkbox, document, form_field, level, numbered, numbering, p, r, sdt, table


def blocks(*body: str, numbering: str = "", styles: str = "") -> tuple[Block, ...]:
    return read_docx(document(*body, numbering=numbering, styles=styles)).blocks


def texts(*body: str, numbering: str = "", styles: str = "") -> list[str]:
    return [b.text for b in blocks(*body, numbering=numbering, styles=styles) if isinstance(b, Text)]


def choices(*body: str) -> list[tuple[str, bool | None]]:
    return [(b.text, b.selected) for b in blocks(*body) if isinstance(b, Choice)]


def test_paragraphs_keep_their_look_lines_and_order() -> None:
    title, bold, plain = blocks(
        p("Feedback", properties='<w:pStyle w:val="Heading2"/>'),
        p(r("1. ", "<w:b/>"), r("What now?", '<w:b/><w:sz w:val="30"/><w:color w:val="C00000"/>')),
        p("<w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r>"),
    )
    assert isinstance(title, Text) and title.style.heading == 2
    assert isinstance(bold, Text) and bold.text == "1. What now?"
    assert (bold.style.bold, bold.style.size, bold.style.color) == (True, 15, "c00000")
    assert isinstance(plain, Text) and plain.text == "one\ntwo three"


def test_headings_are_found_by_style_name_and_outline_level() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="berschrift3"><w:name w:val="heading 3"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Mine"><w:basedOn w:val="berschrift3"/></w:style>'
    )
    found = blocks(
        p("a", properties='<w:pStyle w:val="Mine"/>'),
        p("b", properties='<w:outlineLvl w:val="0"/>'),
        p("c", properties='<w:pStyle w:val="Title"/>'),
        p("d"),
        styles=styles,
    )
    assert [b.style.heading for b in found if isinstance(b, Text)] == [3, 1, 1, 0]


def test_a_coloured_star_of_its_own_is_the_required_mark() -> None:
    red, plain = blocks(p(r("Name", "<w:b/>"), r(" *", '<w:color w:val="A80000"/>')), p(r("Town"), r(" *")))
    assert isinstance(red, Text) and (red.text, red.required) == ("Name", True)
    assert isinstance(plain, Text) and (plain.text, plain.required) == ("Town *", None)


def test_the_final_text_counts_in_tracked_changes() -> None:
    deleted_end = "<w:rPr><w:del/></w:rPr>"
    assert texts(
        p(
            r("We "),
            f"<w:ins>{r('now ')}</w:ins>",
            "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>",
            f"<w:moveFrom>{r('gone')}</w:moveFrom><w:moveTo>{r('agree')}</w:moveTo>",
        ),
        p("first half ", properties=deleted_end),
        p("second half"),
    ) == ["We now agree", "first half second half"]


def test_what_people_do_not_see_is_no_content() -> None:
    assert texts(
        p(r("shown"), r(" hidden", "<w:vanish/>"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        p(r("secret", "<w:vanish/>")),
        p(form_field("PAGE", "", r("4"))),
    ) == ["shown", "4"]


def test_a_text_box_is_read_once() -> None:
    inside = f"<w:txbxContent>{p('boxed')}</w:txbxContent>"
    drawn = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"<w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    around, boxed = blocks(p("around", drawn))
    assert isinstance(around, Text) and around.text == "around"
    assert isinstance(boxed, Text) and boxed.text == "boxed" and boxed.style.quote


def test_an_ordinal_in_a_frame_numbers_its_paragraph() -> None:
    frame = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('3.')}</w:txbxContent></v:textbox></w:pict></w:r>"
    (only,) = blocks(p("Your name", frame))
    assert isinstance(only, Text) and (only.text, only.number) == ("Your name", "3")


def test_hyperlinks_of_both_kinds_keep_their_target() -> None:
    field = form_field('HYPERLINK "https://a.example/x"', "", r("our ") + r("page", "<w:b/>"))
    simple = f'<w:fldSimple w:instr="HYPERLINK https://b.example">{r("there")}</w:fldSimple>'
    only = blocks(p("see ", field, " or ", simple))[0]
    assert isinstance(only, Text) and only.text == "see our page or there"
    assert [(link.text, link.target) for link in only.links] == [
        ("our page", "https://a.example/x"),
        ("there", "https://b.example"),
    ]


def test_glyphs_are_choices_whatever_their_font() -> None:
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    lettered = r("\uf06f", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')
    second = '<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>'
    found = choices(p(symbol, " a"), p(lettered, " b"), p(second, " c"), p("☒ d"), p("Yes ☐ No ☒"))
    assert found == [("a", True), ("b", False), ("c", False), ("d", True), ("Yes", False), ("No", True)]


def test_a_black_circle_is_a_bullet_beside_other_radio_buttons() -> None:
    assert choices(p("● Yes"), p("○ No")) == [("Yes", True), ("No", False)]
    assert choices(p("◉ Yes"), p("○ No"), p("● nice"), p("I ticked ☐ too")) == [("Yes", True), ("No", False)]
    assert choices(p("● one"), p("● two"), p("✓ done")) == []


def test_figures_with_marks_in_one_line_are_a_scale() -> None:
    low, scale, high = blocks(p("Not likely  ○ 0 ○ 1 ◉ 2 ○ 3  Very likely"))
    assert isinstance(low, Text) and isinstance(high, Text) and {low.role, high.role} == {Role.SCALE_END}
    assert isinstance(scale, Scale)
    assert (scale.labels, scale.states) == (("0", "1", "2", "3"), (False, False, True, False))


def test_stars_show_a_rating_unless_colour_or_an_overlay_hid_it() -> None:
    gold, grey = r("★", '<w:color w:val="FFB900"/>'), r("★", '<w:color w:val="CCCCCC"/>')
    states = [
        [b.states for b in blocks(*body) if isinstance(b, Scale)]
        for body in ([p("★★☆")], [p(gold, grey)], [p("★★"), p("★★")])
    ]
    assert states == [[(True, True, False)], [(None, None)], [(None, None)]]


def test_check_box_controls_state_what_is_chosen() -> None:
    found = blocks(
        p(checkbox(1, "☒"), " a"), p(checkbox(0, "☐"), " b"), p(checkbox(1, "◉", ("25C9", "25CB")), " c")
    )
    assert [(b.text, b.selected, b.control, b.evidence) for b in found if isinstance(b, Choice)] == [
        ("a", True, Control.CHECKBOX, Evidence.MARKUP),
        ("b", False, Control.CHECKBOX, Evidence.MARKUP),
        ("c", True, Control.RADIO, Evidence.MARKUP),
    ]


def test_a_check_box_that_contradicts_itself_is_undetermined() -> None:
    read = read_docx(document(p(checkbox(1, "☐"), " a")))
    assert [b.selected for b in read.blocks if isinstance(b, Choice)] == [None]
    assert [problem.code for problem in read.problems] == ["mark_conflict"]


def test_text_controls_are_fields_and_placeholders_are_empty() -> None:
    lines = "<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>"
    found = blocks(
        sdt("<w:text/>", p(lines)),
        sdt("<w:showingPlcHdr/><w:text/>", p("Click here")),
        p("Name: ", sdt("", r("Ada"))),
        sdt("<w:date/>", p("3 May 2023")),
        p(checkbox(1, "☒"), " Other: ", sdt("<w:text/>", r("the view"))),
    )
    fields = [(b.text, b.kind) for b in found if isinstance(b, Field)]
    assert fields == [
        ("one\ntwo", FieldKind.TEXT),
        ("", FieldKind.TEXT),
        ("Ada", FieldKind.TEXT),
        ("3 May 2023", FieldKind.DATE),
    ]
    last = found[-1]
    assert isinstance(last, Choice)
    assert (last.text, last.selected, last.other, last.other_text) == ("Other:", True, True, "the view")


def test_a_control_around_part_of_the_form_is_transparent() -> None:
    part = p("Section", properties='<w:pStyle w:val="Heading1"/>') + p("1. Name") + sdt("<w:text/>", p("Ada"))
    found = blocks(sdt("", part), p("Dear ", sdt('<w:tag w:val="goog_rdk_0"/>', r("all"))))
    assert [type(b) for b in found] == [Text, Text, Field, Text]
    assert isinstance(found[-1], Text) and found[-1].text == "Dear all"


def test_drop_downs_give_their_choice_and_what_they_offer() -> None:
    items = '<w:listItem w:value="Choose an item."/>' + "".join(
        f'<w:listItem w:displayText="{x}" w:value="{x}"/>' for x in ("Tea", "Milk")
    )
    chosen = sdt(f"<w:dropDownList>{items}</w:dropDownList>", p("Milk"))
    empty = sdt(f"<w:showingPlcHdr/><w:comboBox>{items}</w:comboBox>", p("Choose an item."))
    found = [(b.kind, b.text, b.options) for b in blocks(chosen, empty) if isinstance(b, Field)]
    assert found == [
        (FieldKind.DROPDOWN, "Milk", ("Tea", "Milk")),
        (FieldKind.DROPDOWN, "", ("Tea", "Milk")),
    ]


def test_legacy_form_fields() -> None:
    entries = '<w:listEntry w:val="Tea"/><w:listEntry w:val="Milk"/>'
    found = blocks(
        p(form_field("FORMCHECKBOX", '<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'), " a"),
        p(form_field("FORMCHECKBOX", '<w:checkBox><w:default w:val="0"/></w:checkBox>'), " b"),
        p(form_field("FORMTEXT", "<w:textInput/>", r("some words"))),
        p(form_field("FORMTEXT", "<w:textInput/>", r("\u2002\u2002\u2002\u2002\u2002"))),
        p(form_field("FORMDROPDOWN", f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>')),
        p(form_field("FORMDROPDOWN", f"<w:ddList>{entries}</w:ddList>")),
    )
    assert [(b.text, b.selected) for b in found if isinstance(b, Choice)] == [("a", True), ("b", False)]
    fields = [(b.text, b.placeholder) for b in found if isinstance(b, Field)]
    assert fields == [("some words", False), ("", False), ("Milk", False), ("Tea", True)]


def test_automatic_numbers_are_computed() -> None:
    listed = numbering(level(0, "decimal", "%1.", start=3), level(1, "lowerLetter", "%2)"))
    found = blocks(
        numbered("a"), numbered("x", 1), numbered("y", 1), p("between"), numbered("b"), numbering=listed
    )
    assert [(b.text, b.bullet) for b in found if isinstance(b, Text)] == [
        ("a", "3"),
        ("a) x", None),
        ("b) y", None),
        ("between", None),
        ("b", "4"),
    ]


@pytest.mark.parametrize(
    ("number_format", "pattern", "expected"),
    [
        ("upperRoman", "%1.", "IV. Laws"),
        ("upperLetter", "%1.", "D. Laws"),
        ("decimal", "Part %1:", "Part 4: Laws"),
        ("chineseCounting", "%1、", "四、 Laws"),
    ],
)
def test_labels_that_say_more_than_a_number_are_text(number_format: str, pattern: str, expected: str) -> None:
    assert texts(numbered("Laws"), numbering=numbering(level(0, number_format, pattern, start=4))) == [
        expected
    ]


def test_bullets_are_dashes_unless_they_show_what_is_chosen() -> None:
    dots = numbering(level(0, "bullet", "•"))
    assert [b.bullet for b in blocks(numbered("a"), numbering=dots) if isinstance(b, Text)] == ["-"]
    boxes = dots + (
        f'<w:abstractNum w:abstractNumId="8">{level(0, "bullet", "☒")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="9">{level(0, "bullet", "☐")}</w:abstractNum>'
        '<w:num w:numId="8"><w:abstractNumId w:val="8"/></w:num>'
        '<w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>'
    )
    found = blocks(numbered("a", list_id=8), numbered("b", list_id=9), numbering=boxes)
    assert [(b.text, b.selected) for b in found if isinstance(b, Choice)] == [("a", True), ("b", False)]


def test_tables_of_marks_are_grids() -> None:
    drawn = blocks(
        table(
            ("", "Bad", "Good"), ("Room", "○", "◉"), ("Food", checkbox(0, "☐").join(("<w:p>", "</w:p>")), "○")
        )
    )
    crossed = blocks(table(("", "Bad", "Good"), ("Room", "", "x"), ("Food", "", "")))
    lost = blocks(table(("", "Bad", "Good"), ("Room", "", ""), ("Food", "", "")))
    states = [[row.states for row in b.rows] for (b,) in (drawn, crossed, lost) if isinstance(b, Grid)]
    assert states == [
        [(False, True), (False, False)],
        [(False, True), (False, False)],
        [(None, None), (None, None)],
    ]


def test_other_tables() -> None:
    (scale,) = blocks(table(("0", "1", "2", "3"), ("○", "○", "◉", "○")))
    assert isinstance(scale, Scale) and scale.states == (False, False, True, False)
    assert choices(table(("☒ a", "☐ b"), ("☐ c", ""))) == [("a", True), ("b", False), ("c", False)]
    assert choices(table(("☐", "a"), ("☒", "b"))) == [("a", False), ("b", True)]
    answer = blocks(p("1. Why?"), table(("Because.",)))[1]
    assert answer == Field(text="Because.", evidence=Evidence.LAYOUT)
    nested = blocks(
        table(("1. Why?", p("Because.") + table(("", "A", "B"), ("x", "○", "◉")) + p("")), ("2. Who?", ""))
    )
    assert len(nested) == 1 and isinstance(nested[0], Table)
    assert [type(b) for b in nested[0].rows[0][1]] == [Text, Grid]
    assert nested[0].rows[1][1] == ()
