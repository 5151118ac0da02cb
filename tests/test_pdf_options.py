"""Option cards, wrapped labels, bullets and uploaded files."""

from __future__ import annotations

from parsers.blocks import Choice, Field, FieldKind, Grid, Role, Style, Text
from parsers.pdf.compose import Composer
from parsers.pdf.elements import MarkRow, OptionLine, TextLine
from parsers.pdf.evidence import Witness
from parsers.pdf.grids import take_grid
from parsers.pdf.help import mark_help
from parsers.pdf.layout import Look, PageLayout
from parsers.pdf.lines import Segment
from parsers.pdf.marks import find_marks
from parsers.pdf.page import Kind, Page, Shape, Target
from tests.pdf_values import circle, page, run


def card(top: float, bottom: float) -> Shape:
    return Shape(Kind.RECT, 40, top, 400, bottom, False, True, False, "333333", "333333")


def options(made: Page, rtl: bool = False) -> list[tuple[str, bool | None]]:
    layout = PageLayout(made, Look(10.0, rtl, False))
    found = layout.read(layout.marks, Witness([made]))
    blocks = Composer([made], rtl, found).compose()
    assert not any(isinstance(b, Field) for b in blocks)
    return [(b.text, b.selected) for b in blocks if isinstance(b, Choice)]


def test_a_control_is_measured_by_its_own_label() -> None:
    on = [circle(55, 50, 23.5), circle(55, 50, 10, True)]
    assert find_marks(page([run("F", 80, 54, 8)], on), 10.0)[0] == []
    (mark,) = find_marks(page([run("F", 80, 54, 12)], on), 10.0)[0]
    assert mark.on is True


def test_a_card_with_an_unread_control_is_an_option_of_unknown_state() -> None:
    shapes = [card(35, 65), circle(55, 50, 12), card(70, 100), circle(62, 85, 27)]
    made = page([run("M", 80, 54), run("F", 80, 89)], shapes)
    assert options(made) == [("M", False), ("F", None)]


def test_a_label_around_its_control_is_whole() -> None:
    texts = [run("one", 80, 47), run("two", 80, 61), run("three", 80, 94), run("four", 80, 127)]
    marks = [circle(55, y, 12) for y in (51, 91, 124)]
    assert [text for text, _ in options(page(texts, marks))] == ["one two", "three", "four"]


def test_a_label_between_whose_lines_the_control_stands_is_whole() -> None:
    texts = [run("one", 70, 44), run("two", 70, 58), run("three", 70, 93)]
    assert [t for t, _ in options(page(texts, [circle(55, 48, 11), circle(55, 90, 11)]))] == [
        "one two",
        "three",
    ]


def test_a_label_beside_another_option_goes_on_below() -> None:
    texts = [run("a long", 70, 53), run("b", 320, 53), run("label", 70, 65), run("c", 70, 80)]
    marks = [circle(55, 50, 10), circle(305, 50, 10), circle(55, 77, 10)]
    assert [t for t, _ in options(page(texts, marks))] == ["a long label", "b", "c"]


def test_a_right_to_left_line_with_a_control_to_spare_tells_nothing() -> None:
    texts = [run("☐", 50, 50), run("نعم", 62, 50), run("لا", 80, 50), run("☒", 95, 50)]
    assert {on for _, on in options(page(texts))} == {None}


def test_a_lone_bullet_is_no_text() -> None:
    made = page([run("\uf0b7", 50, 50, width=4), run("An item", 72, 50), run("a • b", 50, 90)])
    layout = PageLayout(made, Look(10.0, False, False))
    assert [s.text for line in layout.text.lines() for s in line.segments] == ["An item", "a • b"]


def test_an_item_of_a_list_of_options_whose_box_is_missing_is_an_option_of_unknown_state() -> None:
    texts = [run("☐", 72, 50), run("first", 84, 50), run("second", 90, 64), run("third", 90, 78)]
    bullets = [run("•", 50, y, width=4) for y in (50, 64, 78)]
    assert options(page([*texts, *bullets])) == [("first", False), ("second", None), ("third", None)]


def linked(text: str, uri: str) -> list[object]:
    link = Target((50.0, 40.0, 300.0, 55.0), uri)
    made = Page(0, 595.0, 842.0, [run(text, 50, 50)], [], links=[link])
    segment = Segment(made.runs, False)
    blocks = Composer([made], False, [TextLine(0, segment)]).compose()
    return [b.kind if isinstance(b, Field) else type(b) for b in blocks]


def test_a_link_that_shows_its_files_name_is_an_uploaded_file() -> None:
    assert linked("my file.pdf", "https://x.example/d/my%20file.pdf") == [FieldKind.FILE]
    assert linked("the guide", "https://x.example/d/guide.pdf") == [Text]


def test_a_statement_goes_on_over_a_page_break() -> None:
    def line(text: str, base: float, index: int) -> TextLine:
        return TextLine(index, Segment([run(text, 50, base)], False))

    def row(y: float, index: int) -> MarkRow:
        made = page([], [circle(x, y, 12) for x in (300, 400)], index)
        return MarkRow(index, find_marks(made, 10.0)[0], y - 6)

    rows: list[OptionLine | MarkRow | TextLine] = [row(800, 0), line("long", 803, 0), line("and on", 40, 1)]
    grid, end = take_grid([*rows, row(77, 1), line("short", 80, 1)], 0, [])
    assert isinstance(grid, Grid) and end == 5
    assert [r.label for r in grid.rows] == ["long and on", "short"]


def test_the_last_label_goes_on_over_a_page_break_where_it_filled_its_column() -> None:
    def label_of(*texts: str) -> str:
        lines = [(text, 803 + 14 * n, 0) for n, text in enumerate(texts)]
        elements: list[MarkRow | TextLine] = [
            TextLine(index, Segment([run(text, 50, base)], False))
            for text, base, index in [*lines, ("over", 40, 1)]
        ]
        made = page([], [circle(x, 800, 12) for x in (300, 400)])
        row = MarkRow(0, find_marks(made, 10.0)[0], 794)
        grid, _ = take_grid([row, *elements], 0, [])
        assert isinstance(grid, Grid)
        return grid.rows[0].label

    assert label_of("a long label", "and it goes on") == "a long label and it goes on over"
    assert label_of("short") == "short"


def test_headings_on_a_page_begin_a_grid_and_repeated_ones_over_a_break_do_not() -> None:
    def line(text: str, x: float, base: float, index: int) -> TextLine:
        return TextLine(index, Segment([run(text, x, base)], False))

    def row(y: float, index: int) -> list[MarkRow | TextLine]:
        made = page([], [circle(x, y, 12) for x in (300, 400)], index)
        return [line("label", 50, y + 3, index), MarkRow(index, find_marks(made, 10.0)[0], y - 6)]

    def heads(base: float, index: int) -> list[TextLine]:
        return [line("good", 290, base, index), line("bad", 390, base, index)]

    def rows_of(elements: list[MarkRow | TextLine]) -> int:
        grid, _ = take_grid([*elements], 1, [*heads(60, 0), elements[0]])
        assert isinstance(grid, Grid)
        return len(grid.rows)

    assert rows_of([*row(80, 0), *heads(40, 1), *row(60, 1)]) == 2
    others = [line("yes", 290, 40, 1), line("no", 390, 40, 1)]
    assert rows_of([*row(80, 0), *others, *row(60, 1)]) == 1
    assert rows_of([*row(80, 0), *heads(140, 0), *row(160, 0)]) == 1
    assert rows_of([*row(80, 0), line("Another question", 50, 30, 1), *heads(44, 1), *row(60, 1)]) == 1


def test_the_insides_of_radio_buttons_in_columns_are_no_symbols() -> None:
    def inside(x: float, y: float) -> Shape:
        return Shape(Kind.ROUNDED, x - 5, y - 5, x + 5, y + 5, True, False, False, "ffffff", "")

    shapes = [circle(x, y, 12) for y in (50, 80) for x in (200, 260, 320)]
    shapes += [inside(x, 80) for x in (200, 260, 320)] + [circle(260, 80, 5, True)]
    texts = [run("first", 50, 53), run("second", 50, 83)]
    layout = PageLayout(page(texts, shapes), Look(10.0, False, True))
    assert layout.scales == []


def test_what_is_smaller_than_all_answers_is_help() -> None:
    def text(words: str, size: float, bold: bool = False) -> Text:
        return Text(text=words, style=Style(size=size, bold=bold))

    answers = [Field(text="so", style=Style(size=10.0)) for _ in range(3)]
    found = mark_help([*answers, text("4. File", 10.0, True), text("See x", 8.8), text("an answer", 10.0)])
    assert [b.role for b in found if isinstance(b, Text)] == [None, Role.HELP, None]
    assert mark_help([text("4. File", 10.0, True), text("See x", 8.8)])[1] == text("See x", 8.8)


def test_a_label_in_line_with_options_whose_control_is_not_drawn_is_an_option_of_unknown_state() -> None:
    texts = [run("Yes", 70, 40), run("No", 70, 56), run("Partly", 70, 72), run("Help", 50, 20)]
    marks = [circle(55, y, 10) for y in (53, 69)]
    assert options(page(texts, marks)) == [("Yes", None), ("No", False), ("Partly", False)]
