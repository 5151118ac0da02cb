"""Fields without a border, frames around questions, signs and pictures in fields."""

from __future__ import annotations

import pytest

from parsers.blocks import Field
from parsers.pdf.boxes import Box, find_boxes
from parsers.pdf.elements import AnswerBox
from parsers.pdf.evidence import Witness
from parsers.pdf.frames import frames_of
from parsers.pdf.icons import holds_picture, touches_hidden
from parsers.pdf.layout import Look, PageLayout
from parsers.pdf.lines import Segment
from parsers.pdf.page import Kind, Page, Shape
from parsers.pdf.read import read_pdf
from parsers.pdf.typed import release_typed
from tests.pdf_values import circle, page, pdf_file, run, text_at


def layout_of(made: Page) -> PageLayout:
    return PageLayout(made, Look(10.0, False, False))


def fields(made: Page) -> list[str]:
    """The texts of the answer boxes."""
    layout = layout_of(made)
    release_typed([layout])
    layout.frames = frames_of([layout])
    found = layout.read(layout.marks, Witness([made]))
    return ["\n".join(s.text for s in e.lines) for e in found if isinstance(e, AnswerBox)]


def area(x0: float, top: float, x1: float, bottom: float, stroked: bool = False) -> Shape:
    return Shape(Kind.RECT, x0, top, x1, bottom, not stroked, stroked)


def bar(x0: float, width: float = 3.0) -> Shape:
    return Shape(Kind.LINE, x0, 110, x0 + width, 140, True, False)


PROMPT, ANSWER = run("Why?", 40, 100, bold=True), run("Because.", 52, 128)


def test_a_bar_at_its_side_sets_a_field_apart() -> None:
    assert fields(page([PROMPT, ANSWER], [bar(40)])) == ["Because."]


@pytest.mark.parametrize("width", [1.3, 6.1])
def test_a_rule_or_a_block_is_no_bar(width: float) -> None:
    assert fields(page([PROMPT, ANSWER], [bar(40, width)])) == []


def test_a_bar_beside_a_numbered_question_is_no_fields() -> None:
    assert fields(page([PROMPT, run("2. Why not?", 52, 128)], [bar(40)])) == []


def test_a_bar_without_a_text_above_it_is_no_fields() -> None:
    assert fields(page([ANSWER], [bar(40)])) == []


def test_a_ground_in_a_card_is_a_field() -> None:
    card, ground = area(30, 80, 560, 160), area(40, 110, 550, 140)
    assert fields(page([PROMPT, ANSWER], [card, ground])) == ["Because."]
    assert fields(page([PROMPT, ANSWER], [ground])) == []  # it may be a section's band


def test_a_ground_level_with_controls_is_a_rows_label() -> None:
    card, ground = area(30, 80, 560, 160), area(40, 110, 300, 140)
    assert fields(page([PROMPT, ANSWER], [card, ground, circle(400, 125, 12), circle(450, 125, 12)])) == []


@pytest.mark.parametrize(("pieces", "count"), [(2, 0), (3, 1)])
def test_a_border_of_dashes_is_one(pieces: int, count: int) -> None:
    dashes = [Shape(Kind.POLYGON, 40, 110, 500, 140, True, False) for _ in range(pieces)]
    assert len(find_boxes(page([], dashes), [], [], 10.0)) == count


def test_a_box_as_wide_as_the_frames_is_a_frame() -> None:
    first = [area(30, 80, 560, 170, stroked=True), circle(50, 120, 12), circle(50, 145, 12)]
    texts = [run("Why?", 40, 95), run("A", 64, 124), run("B", 64, 149)]
    cut = [run("What else?", 40, 215), run("For example: prices.", 40, 230)]
    shapes = [*first, area(30, 200, 560, 240, stroked=True)]
    assert fields(page([*texts, *cut], shapes)) == []
    narrower = [*first, area(40, 200, 550, 240, stroked=True)]
    assert fields(page([*texts, *cut], narrower)) == ["What else?\nFor example: prices."]
    assert fields(page([*texts, cut[0]], shapes)) == ["What else?"]  # one line may be an answer


# --- what somebody typed into a field ------------------------------------------------------------

BOX = area(40, 110, 500, 150, stroked=True)
SIGNS = [run("☒", 50, 125), run("Yes", 62, 125), run("☐", 50, 140), run("No", 62, 140)]


def test_signs_in_a_field_are_its_text_where_controls_stand_elsewhere() -> None:
    made = page([PROMPT, *SIGNS, run("A", 70, 204)], [BOX, circle(55, 200, 12)])
    assert fields(made) == ["☒ Yes\n☐ No"]


def test_signs_in_a_box_say_nothing_where_there_are_no_other_controls() -> None:
    layout = layout_of(page([PROMPT, *SIGNS], [BOX]))
    release_typed([layout])
    assert [m.on for m in layout.marks] == [None, None]


def test_signs_below_a_prompt_in_their_box_are_controls() -> None:
    lead = run("Which?", 50, 118)
    signs = [run("☒", 50, 132), run("Yes", 62, 132)]
    layout = layout_of(page([lead, *signs, run("A", 70, 204)], [BOX, circle(55, 200, 12)]))
    release_typed([layout])
    assert [m.on for m in layout.marks if m.glyph] == [True]


def test_signs_in_boxes_one_below_the_other_are_controls() -> None:
    boxes = [area(40, 110, 500, 130, stroked=True), area(40, 132, 500, 152, stroked=True)]
    texts = [run("☒", 50, 124), run("Yes", 62, 124), run("☐", 50, 146), run("No", 62, 146)]
    layout = layout_of(page([PROMPT, *texts, run("A", 70, 204)], [*boxes, circle(55, 200, 12)]))
    release_typed([layout])
    assert len([m for m in layout.marks if m.glyph]) == 2


# --- pictures --------------------------------------------------------------------------------------

FIELD = Box(40, 110, 500, 150)
LINE = Segment([run("Mum", 50, 128)], False)


@pytest.mark.parametrize(
    ("image", "lines", "held"),
    [
        ((67, 118, 79, 130), [LINE], True),
        ((470, 118, 482, 130), [LINE], False),
        ((48, 118, 60, 130), [], True),
        ((470, 118, 482, 130), [], False),
        ((48, 111, 90, 149), [LINE], False),
        ((30, 100, 60, 112), [], False),
    ],
    ids=["behind the text", "an icon", "alone", "an icon alone", "too large for a letter", "a shadow"],
)
def test_a_picture_like_a_letter_is_seen(
    image: tuple[float, float, float, float], lines: list[Segment], held: bool
) -> None:
    assert holds_picture(FIELD, lines, [image], 10.0) is held


def test_an_answer_with_a_picture_in_its_text_is_not_whole() -> None:
    box = "60 630 400 30 re S\n" + text_at(70, 640, "Mum")
    picture = "q 10 0 0 10 93 638 cm BI /W 1 /H 1 /CS /G /BPC 8 ID 0 EI Q\n"
    prompt = text_at(60, 670, "1. Who came?")
    for content, whole in ((prompt + box, True), (prompt + box + picture, False)):
        (field,) = [b for b in read_pdf(pdf_file(content)).blocks if isinstance(b, Field)]
        assert field.whole is whole


@pytest.mark.parametrize(("hidden", "touched"), [((66, 118, 80, 130), True), ((70, 118, 80, 130), False)])
def test_letters_lost_in_the_ground_of_a_word_are_told(
    hidden: tuple[float, float, float, float], touched: bool
) -> None:
    assert touches_hidden([LINE], [hidden]) is touched
