"""Pages: turned, cropped, drawn through forms, missing."""

from __future__ import annotations

import zlib

import pytest

from parsers.blocks import Block, Choice, Control, Document, Field, Text, Unreadable
from parsers.pdf import furniture
from parsers.pdf.boxes import Box
from parsers.pdf.compose import Composer
from parsers.pdf.elements import AnswerBox, Element, OptionLine, TextLine
from parsers.pdf.lines import Segment
from parsers.pdf.marks import Mark
from parsers.pdf.pagecount import pages_named
from parsers.pdf.read import read_pdf
from parsers.reader import parse
from tests.pdf_values import FONT, disc, page, pdf_file, ring, run, stream, text_at, written

PAGE = (
    text_at(50, 780, "1. Is the hall warm enough?", 12)
    + text_at(80, 746, "Yes")
    + ring(50, 750)
    + text_at(80, 716, "No")
    + ring(50, 720)
    + disc(53, 720)
    + text_at(50, 680, "2. What else?", 12)
    + "50 620 300 40 re S\n"
    + text_at(60, 640, "A warmer hall")
)


def plain(document: Document) -> list[tuple[str, object]]:
    def one(block: Block) -> tuple[str, object]:
        assert isinstance(block, Choice | Field | Text)
        return block.text, block.selected if isinstance(block, Choice) else None

    return [one(b) for b in document.blocks]


EXPECTED = [
    ("1. Is the hall warm enough?", None),
    ("Yes", False),
    ("No", True),
    ("2. What else?", None),
    ("A warmer hall", None),
]


def places(document: Document) -> list[object]:
    return [getattr(b, "place", None) for b in document.blocks]


def test_the_page_as_it_is_drawn() -> None:
    document = read_pdf(pdf_file(PAGE))
    assert plain(document) == EXPECTED
    field = document.blocks[-1]
    assert isinstance(field, Field) and field.place.bbox == pytest.approx((50, 182, 350, 222), abs=1)


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize(
    ("turn", "matrix"),
    [(90, "0 1 -1 0 842 0"), (180, "-1 0 0 -1 595 842"), (270, "0 -1 1 0 0 595")],
)
def test_a_turned_page_reads_as_it_is_seen(turn: int, matrix: str, engine: str) -> None:
    media = "0 0 842 595" if turn % 180 else "0 0 595 842"
    turned = read_pdf(pdf_file(f"q {matrix} cm\n{PAGE}Q\n", page=f"/Rotate {turn}", media=media), engine)
    assert plain(turned) == EXPECTED
    if engine == "pdfium":
        assert places(turned) == places(read_pdf(pdf_file(PAGE)))


@pytest.mark.parametrize(
    ("turn", "box"),
    [(90, (620, 50, 660, 350)), (180, (245, 620, 545, 660)), (270, (182, 245, 222, 545))],
)
def test_a_page_that_lies_on_its_side_is_read_and_its_places_are_where_they_are_seen(
    turn: int, box: tuple[float, ...]
) -> None:
    lying = read_pdf(pdf_file(PAGE, page=f"/Rotate {turn}"))
    assert plain(lying) == EXPECTED
    field = lying.blocks[-1]
    assert isinstance(field, Field) and field.place.bbox == pytest.approx(box, abs=1)


def test_a_word_that_runs_up_the_page_turns_nothing() -> None:
    aside = "BT /F1 10 Tf 0 1 -1 0 580 400 Tm (Draft, not for print) Tj ET\n"
    assert plain(read_pdf(pdf_file(PAGE + aside))) == EXPECTED


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_places_are_counted_from_the_cropped_page(engine: str) -> None:
    moved = f"q 1 0 0 1 100 50 cm\n{PAGE}Q\n"
    document = read_pdf(pdf_file(moved, page="/CropBox [100 50 695 892]", media="0 0 800 900"), engine)
    assert plain(document) == EXPECTED
    if engine == "pdfium":
        assert places(document) == places(read_pdf(pdf_file(PAGE)))


def test_what_a_form_draws_is_on_the_page() -> None:
    resources = "/Resources << /Font << /F1 3 0 R >> >>"
    form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
    file = written([
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        FONT,
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /XObject << /X 6 0 R >> >> >>",
        stream("q 0.5 0 0 0.5 20 30 cm /X Do Q\n"),
        stream("/Y Do\n", f"{form} /Matrix [2 0 0 2 -40 -60] /Resources << /XObject << /Y 7 0 R >> >>"),
        stream(PAGE, f"{form} {resources}"),
    ])  # fmt: skip
    document = read_pdf(file)
    assert plain(document) == EXPECTED
    assert places(document) == places(read_pdf(pdf_file(PAGE)))


# --- page counts ----------------------------------------------------------------------------------

HEAD = text_at(50, 800, "View results", 14)


@pytest.mark.parametrize("count", [0, 1, 3, 9])
def test_page_counts_that_differ_are_a_finding(count: int) -> None:
    reading = parse(
        pdf_file(HEAD + PAGE, text_at(50, 780, "3. And then?") + "50 620 300 40 re S\n", count=count)
    )
    found = [p for p in reading.problems if p.code == "page_count"]
    assert reading.reason or (found and found[0].loses_content)
    if count:
        assert not reading.responses or len(reading.responses[0].answers) == 3


def test_a_right_page_count_is_none() -> None:
    assert not read_pdf(pdf_file(PAGE, PAGE)).problems


def test_a_file_without_pages_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read_pdf(written(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"]))
    assert refused.value.reason in ("corrupt", "empty")


def test_an_old_copy_of_a_page_is_no_second_page() -> None:
    old = "99 0 obj\n<< /Type /Page >>\nendobj\n"
    assert not read_pdf(pdf_file(PAGE).replace(b"xref", old.encode() + b"xref", 1)).problems


def test_pages_in_object_streams_are_counted() -> None:
    packed = zlib.compress(b"<< /Type /Page >> << /Type /Pages >> << /Type/Page/Parent 1 0 R >>")
    head = b"9 0 obj << /Type /ObjStm /N 3 /First 9 /Filter /FlateDecode >> stream\n"
    assert pages_named(b"<< /Type /Page >>" + head + packed + b"\nendstream") == 3


def test_a_picture_in_an_answer_is_a_finding() -> None:
    picture = "q 10 0 0 10 150 636 cm BI /W 1 /H 1 /CS /G /BPC 8 ID 0 EI Q\n"
    assert [p.code for p in read_pdf(pdf_file(PAGE + picture)).problems] == ["image_in_answer"]
    outside = picture.replace("150 636", "450 636")
    assert not read_pdf(pdf_file(PAGE + outside)).problems


def furniture_of(*lines: list[tuple[str, float, float]]) -> set[str]:
    """What is taken for furniture of pages with these texts, each given with its x and y."""
    pages = [page([run(t, x, y, 8) for t, x, y in texts], index=n) for n, texts in enumerate(lines)]
    dropped = furniture.find(pages)
    return {r.text for p in pages for r in p.runs if id(r) in dropped}


def test_the_same_words_in_the_margin_of_each_page_are_a_stamp() -> None:
    stamp = ("RECEIVED 7 May", 400.0, 825.0)
    assert furniture_of([stamp], [stamp]) == {stamp[0]}
    assert furniture_of([stamp], [("RECEIVED 8 May", 400, 825)]) == set()
    assert furniture_of([stamp]) == set()
    inside = ("Yes, of course", 400.0, 810.0)
    assert furniture_of([inside], [inside]) == set()


def test_what_a_browser_prints_around_pages_is_dropped() -> None:
    head, url = ("5/6/2024, 9:41 AM", 30.0, 20.0), ("https://forms.example/r", 30.0, 830.0)
    both = furniture_of([head, ("Fair", 300, 20), url, ("1/2", 560, 830)], [url, ("2/2", 560, 830)])
    assert both == {head[0], "Fair", url[0], "1/2", "2/2"}
    assert furniture_of([url], [url]) == {url[0]}
    assert furniture_of([("Fair", 30, 20), ("1 of 1", 560, 20)]) == {"Fair", "1 of 1"}


def test_times_and_addresses_near_an_edge_may_be_a_header_or_answers() -> None:
    assert furniture_of([("Respondent", 50, 40), ("201", 200, 40), ("06:45", 290, 40)]) == set()
    assert furniture_of([("www.c.example", 52, 800)], [("15. Next audit", 47, 40)]) == set()
    assert furniture_of([("Half", 50, 40), ("3/4", 290, 40)]) == set()
    assert furniture_of([("https://c.example/", 52, 800)]) == set()


def test_a_prompt_that_a_page_break_went_through_is_one_paragraph() -> None:
    def lines(second: float) -> list[Element]:
        texts = [
            (0, "1. A prompt that goes on until the very end of its line, and", 780.0),
            (1, "over it", second),
            (1, "Another", second + 40),
        ]
        return [TextLine(index, Segment([run(text, 50, base)], False)) for index, text, base in texts]

    def texts(second: float) -> list[str]:
        blocks = Composer([page([]), page([], index=1)], False, lines(second)).compose()
        return [b.text for b in blocks if isinstance(b, Text)]

    prompt = "1. A prompt that goes on until the very end of its line, and"
    assert texts(40) == [f"{prompt} over it", "Another"]
    assert texts(400) == [prompt, "over it", "Another"]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [(True, False, True), (False, True, True), (False, False, False), (False, None, None)],
)
@pytest.mark.parametrize("graded", [False, True])
def test_an_option_that_a_page_break_went_through_is_chosen_where_either_part_shows_it(
    first: bool | None, second: bool | None, whole: bool | None, graded: bool
) -> None:
    def option(index: int, cy: float, on: bool | None) -> OptionLine:
        mark = Mark(49, cy - 6, 61, cy + 6, Control.CHECKBOX, on)
        texts = [run("Books", 80, cy + 3), *[run("Correct", 200, cy + 3)] * graded]
        return OptionLine(index, mark, [Segment([text], False) for text in texts], other=False)

    elements: list[Element] = [option(0, 835, first), option(1, 10, second)]
    block, *_ = Composer([page([]), page([], index=1)], False, elements).compose()
    assert isinstance(block, Choice) and block.selected is whole


def test_a_box_that_is_open_at_the_pages_end_goes_on_though_the_rest_is_closed() -> None:
    def box(index: int, top: float, bottom: float, open_bottom: bool, *lines: str) -> AnswerBox:
        found = [Segment([run(text, 60, top + 15 + 14 * n)], False) for n, text in enumerate(lines)]
        return AnswerBox(index, Box(50, top, 500, bottom, open_bottom=open_bottom), found)

    elements: list[Element] = [box(0, 800, 842, True, "Books"), box(1, 5, 50, False, "Films", "Games")]
    (block,) = Composer([page([]), page([], index=1)], False, elements).compose()
    assert isinstance(block, Field) and block.text == "Books\nFilms\nGames"


def test_an_options_label_goes_on_over_a_page_break() -> None:
    mark = Mark(49, 805, 61, 817, Control.RADIO, True)
    label = Segment([run("An option that goes on until the very end of its line, and", 80, 814)], False)
    rest = TextLine(1, Segment([run("over it", 80, 40)], False))
    elements = [OptionLine(0, mark, [label], other=False), rest]
    (block,) = Composer([page([]), page([], index=1)], False, elements).compose()
    assert isinstance(block, Choice)
    assert block.text == "An option that goes on until the very end of its line, and over it"
    assert block.place.page == 1 and block.place.bbox is not None and block.place.bbox[3] > 800
