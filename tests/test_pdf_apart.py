"""What stands beside an answer and is none of it: figures of scales, icons, verdicts; and what was typed there."""

from __future__ import annotations

import pytest

from parsers.blocks import Block, Choice, Field, FieldKind, Grid, Link, Scale, Text
from parsers.pdf.compose import Composer
from parsers.pdf.controls import BELOW, ROWS
from parsers.pdf.evidence import Witness
from parsers.pdf.free import APART, typed_beside
from parsers.pdf.icons import AT_SIDE, without_icons
from parsers.pdf.layout import Look, PageLayout
from parsers.pdf.lines import Segment
from parsers.pdf.page import Kind, Page, Run, Shape, Target
from parsers.pdf.places import files_named
from parsers.pdf.symbols import LEAST, LONGEST, find_symbols
from parsers.recognise.areas import read_body
from parsers.recognise.parts import Parts
from parsers.responses import Status
from tests.pdf_values import circle, page, run

ICON = "\ue70d"


def read(made: Page) -> list[Block]:
    layout = PageLayout(made, Look(10.0, False, False))
    return Composer([made], False, layout.read(layout.marks, Witness([made]))).compose()


def figures(base: float, count: int = 5) -> list[Run]:
    return [run(str(n), 58 + 40 * n, base) for n in range(count)]


def circles(y: float, count: int = 5, chosen: int = 3) -> list[Shape]:
    dot = circle(60 + 40 * chosen, y, 5, filled=True)
    return [*(circle(60 + 40 * n, y, 10) for n in range(count)), dot]


def test_figures_above_their_controls_make_a_scale_and_the_prompt_stays_apart() -> None:
    prompt = run("How likely are you to tell others?", 50, 80)
    blocks = read(page([prompt, *figures(100)], circles(112)))
    assert [type(b) for b in blocks] == [Text, Scale]
    (scale,) = [b for b in blocks if isinstance(b, Scale)]
    assert scale.labels == ("0", "1", "2", "3", "4")
    assert scale.states == (False, False, False, True, False)


def test_figures_that_are_far_above_are_left_to_what_reads_columns() -> None:
    near, far = 112 - 5 - BELOW * 10 + 1, 112 - 5 - BELOW * 10 - 1
    for base, found in ((near, True), (far, False)):
        (scale,) = [b for b in read(page(figures(base), circles(112))) if isinstance(b, Scale)]
        assert scale.place.bbox and (scale.place.bbox[1] < 100) == found


def test_figures_above_the_rows_of_a_grid_are_its_columns() -> None:
    second = 112 + 10 + ROWS * 10
    for rows, grids in (((112, second - 1), True), ((112, second + 1), False)):
        shapes = [s for y in rows for s in circles(y)]
        assert any(isinstance(b, Grid) for b in read(page(figures(100), shapes))) or not grids
    labelled = [*figures(100), run("The hall", 5, 115, width=40)]
    assert not any(isinstance(b, Scale) for b in read(page(labelled, circles(112))))


def stars(text: str, color: str, clip: float | None = None) -> Run:
    box = None if clip is None else (50.0, 0.0, clip, 800.0)
    return run(text, 50, 100, 20, width=100, color=color, clip=box)


@pytest.mark.parametrize(("share", "expected"), [(0.2, 1), (0.4, 2), (1.0, 5)])
def test_a_clip_leaves_as_many_symbols_as_were_given(share: float, expected: int) -> None:
    made = page([stars("☆☆☆☆☆", "999999"), stars("★★★★★", "0072c6", 50 + 100 * share)])
    (found,) = find_symbols(made, set(), 10.0, False, True)
    assert found.states == (True,) * expected + (False,) * (5 - expected)
    assert len(set(found.looks)) == (1 if expected == 5 else 2)


@pytest.mark.parametrize("rtl", [False, True])
def test_symbols_that_are_full_from_the_left_count_in_either_direction(rtl: bool) -> None:
    made = page([stars("☆☆☆☆☆", "999999"), stars("★★★★★", "0072c6", 90.0)])
    (found,) = find_symbols(made, set(), 10.0, rtl, True)
    assert found.states == (True, True, False, False, False)


@pytest.mark.parametrize(("times", "read_"), [(LEAST + 0.1, True), (LEAST, False), (LONGEST, False)])
def test_symbols_drawn_in_one_path_are_a_rating_that_says_nothing(times: float, read_: bool) -> None:
    row = Shape(Kind.POLYGON, 50, 100, 50 + times * 12, 112, True, False)
    scales = [b for b in read(page([run("Rate it", 50, 90)], [row])) if isinstance(b, Scale)]
    assert bool(scales) == read_
    assert all(state is None for scale in scales for state in scale.states)


def in_line(*words: tuple[str, float], rtl: bool = False) -> Segment:
    """Runs of 10 points a word, each with the gap before it."""
    runs, x = [], 50.0
    for text, gap in words:
        runs.append(run(text, x + gap, 100, width=30))
        x += gap + 30
    return Segment(runs, rtl)


@pytest.mark.parametrize(
    ("label", "after", "expected"),
    [
        ([("Other", 0), ("Bread", 10 * APART + 0.1)], [], ("Other", ["Bread"])),
        ([("Other", 0), ("bread", 10 * APART)], [], None),  # the label's next word
        ([("Other", 0)], ["Bread", "and butter"], ("Other", ["Bread", "and butter"])),
        ([("その他", 0), ("パン", 9)], [], ("その他", ["パン"])),
        ([("Other", 0)], [], None),
        ([("Bread", 0), ("Butter", 9)], [], None),
        ([("Other", 0)], ["✓"], None),
        ([("Other", 0)], ["Correct answer"], None),
        ([("Other", 0), ("0/1 pts", 9)], [], None),
    ],
)
def test_what_was_typed_stands_off_the_free_option(
    label: list[tuple[str, float]], after: list[str], expected: tuple[str, list[str]] | None
) -> None:
    found = typed_beside(in_line(*label), [in_line((text, 0)) for text in after])
    assert (found and (found[0].text, [s.text for s in found[1]])) == expected


def test_the_free_option_keeps_its_label_from_right_to_left() -> None:
    found = typed_beside(in_line(("حجز موعد", 0), ("أخرى", 9), rtl=True), [])
    assert found and (found[0].text, [s.text for s in found[1]]) == ("أخرى", ["حجز موعد"])


def test_a_chosen_free_option_has_what_was_typed() -> None:
    made = page(
        [run("Other", 70, 104), run("Bread", 110, 104)], [circle(55, 100, 10), circle(55, 100, 5, True)]
    )
    (choice,) = [b for b in read(made) if isinstance(b, Choice)]
    assert (choice.text, choice.other, choice.other_text) == ("Other", True, "Bread")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([("Monday", 0), (ICON, 100)], "Monday"),
        ([(ICON, 0), ("Monday", 60)], "Monday"),
        ([(ICON, 0)], None),
        ([("Monday", 0), ("☺", 100)], "Monday ☺"),
        ([("Monday", 0), (ICON * 2, 100)], "Monday " + ICON * 2),  # letters of a font that hides them
        ([("Monday", 0), (ICON, 9), ("Friday", 9)], f"Monday {ICON} Friday"),
    ],
)
def test_icons_at_a_fields_side_are_no_text(words: list[tuple[str, float]], expected: str | None) -> None:
    line = in_line(*words)
    kept = without_icons(line, 45, line.x1 + 5)
    assert (kept and kept.text) == expected


def test_an_icon_stands_at_the_side_itself() -> None:
    line = in_line(("Monday", 0), (ICON, 20))
    inside, outside = (line.x1 + AT_SIDE * line.size + d for d in (-0.1, 0.1))
    assert without_icons(line, 45, inside) is not line
    assert without_icons(line, 45, outside) is line


def link(text: str, target: str = "https://example.org/f/1") -> Link:
    return Link(text=text, target=target)


@pytest.mark.parametrize(
    ("text", "links", "names"),
    [
        ("a.png", [link("a.png")], ["a.png"]),
        ("a.png\nplan (final).pdf", [link("plan (final).pdf"), link("a.png")], ["a.png", "plan (final).pdf"]),
        ("see a.png", [link("a.png")], []),
        ("our rules", [link("our rules")], []),
        ("example.org", [link("example.org")], []),
        ("www.example.com", [link("www.example.com", "https://b.example")], []),
        ("http://b.example/a.png", [link("http://b.example/a.png")], []),
        ("a.png", [], []),
    ],
)
def test_uploaded_files_are_links_that_show_their_names(
    text: str, links: list[Link], names: list[str]
) -> None:
    assert files_named(text, links) == names


def test_a_link_that_leads_to_an_area_is_no_upload() -> None:
    name = run("rules.pdf", 50, 100)
    target = Target((50, 90, 100, 105), "https://example.org/1")
    box = Shape(Kind.RECT, 50, 110, 400, 135, False, True)
    alone, led = (Page(0, 595.0, 842.0, [name], shapes, links=[target]) for shapes in ([], [box]))
    assert [b.kind for b in read(alone) if isinstance(b, Field)] == [FieldKind.FILE]
    assert [(b.kind, b.text) for b in read(led) if isinstance(b, Field)] == [(FieldKind.TEXT, "")]


@pytest.mark.parametrize(
    ("text", "stated", "status"),
    [
        ("No answer provided", False, Status.UNDETERMINED),
        ("No answer provided", True, Status.BLANK),
        ("No answers here", False, Status.ANSWERED),
    ],
)
def test_words_for_no_answer_in_a_box_may_have_been_typed(text: str, stated: bool, status: Status) -> None:
    parts = Parts(
        prompt="Why?", required=False, labelled=None, help=(), body=(Field(text=text),), no_answer=stated
    )
    (given,) = read_body(parts, "Other", styled=True, marked=True)
    assert given.status is status
