"""Two or four pages printed on one sheet."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pypdfium2.raw as c
import pytest
from msgspec.structs import replace

from parsers.blocks import Place, Unreadable
from parsers.pdf.page import Page, Run, Shape
from parsers.pdf.sheets import LEAST, LINES, pages_of
from parsers.pdf.shown import Shown
from parsers.reader import parse
from tests.pdf_values import circle, run
from tests.truth import GOLDEN, Truth, compare, documents

PRINTS = [d for d in documents() if d["path"].startswith("pdf_") and "scan" not in d["path"]]


def on_sheets(data: bytes, across: int, down: int) -> bytes:
    """A print with several pages on each sheet of A4."""
    width, height = (842, 595) if across > down else (595, 842)
    document = pdfium.PdfDocument(data)
    made = pdfium.PdfDocument(c.FPDF_ImportNPagesToOne(document.raw, width, height, across, down))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("across", "down"), [(2, 1), (2, 2)])
@pytest.mark.parametrize("document", PRINTS, ids=lambda d: d["path"])
def test_several_pages_on_a_sheet_are_read_one_by_one(document: Truth, across: int, down: int) -> None:
    data = on_sheets((GOLDEN / document["path"]).read_bytes(), across, down)
    undecidable = document.get("undecidable", [])
    assert set(compare(document, reading=parse(data))) <= set(undecidable)


def test_boxes_lie_on_the_sheet() -> None:
    data = on_sheets((GOLDEN / "pdf_new" / "G1-1.pdf").read_bytes(), 2, 1)
    sheets = pdfium.PdfDocument(data)
    (response,) = parse(data).responses
    texts = [a for a in response.answers if a.question_type == "text" and a.answer_text and a.place.bbox]
    assert {a.place.page for a in texts} == set(range(1, len(sheets) + 1))
    for answer in texts:
        assert answer.place.page and answer.place.bbox and answer.answer_text
        sheet = sheets[answer.place.page - 1]
        x0, top, x1, bottom = answer.place.bbox
        height = sheet.get_height()
        shown = sheet.get_textpage().get_text_bounded(x0 - 1, height - bottom - 1, x1 + 1, height - top + 1)
        assert answer.answer_text.split()[0] in shown


def sheet(left: list[str], right: list[str], shapes: list[Shape] | None = None, index: int = 0) -> Page:
    runs: list[Run] = []
    for x, texts in ((40, left), (440, right)):
        runs += [run(text, x, 60 + 40 * n) for n, text in enumerate(texts)]
    return Page(index, 842.0, 595.0, runs, shapes or [])


def texts(pages: list[Page]) -> list[list[str]]:
    return [[r.text for r in page.runs] for page in pages]


def test_the_order_in_which_the_numbers_rise_is_the_order_of_reading() -> None:
    whole = [sheet(["1. a", "2. b"], ["3. c", "4. d"])]
    pages, parts = pages_of(whole)
    assert texts(pages) == [["1. a", "2. b"], ["3. c", "4. d"]]
    assert [(p.index, p.width, p.runs[0].x0, p.runs[0].origin) for p in pages] == [
        (0, 421, 40, 40),
        (1, 421, 19, 19),
    ]
    assert Shown(whole, parts).place(Place(page=2, bbox=(1.0, 2.0, 3.0, 4.0))) == Place(
        page=1, bbox=(422.0, 2.0, 424.0, 4.0)
    )
    pages, _ = pages_of([sheet(["3. c", "4. d"], ["1. a", "2. b"])])  # a right-to-left form
    assert texts(pages) == [["1. a", "2. b"], ["3. c", "4. d"]]
    booklet = [sheet(["7. g", "8. h"], ["1. a", "2. b"]), sheet(["3. c", "4. d"], ["5. e", "6. f"], index=1)]
    assert [page[0][0] for page in texts(pages_of(booklet)[0])] == ["1", "3", "5", "7"]


def test_a_row_that_reads_over_the_middle_is_one_page() -> None:
    for one in (
        sheet(["1. a", "3. c"], ["2. b", "4. d"]),  # rows of two questions
        sheet(["1. a", "2. b", "3. c"], ["x", "y", "z"]),  # questions and answers
        sheet(
            ["1. a", "2. b and a long text that reaches over the middle of the sheet, as on any page" * 2], []
        ),
    ):
        assert pages_of([one]) == ([one], [])
    assert pages_of([]) == ([], [])


def test_few_numbers_do_not_tell_the_order() -> None:
    assert LEAST == 3
    with pytest.raises(Unreadable, match="order cannot be told"):
        pages_of([sheet(["1. a"], ["2. b"])])
    assert len(pages_of([sheet(["1. a", "2. b"], ["3. c"])])[0]) == 2
    assert len(pages_of([sheet(["12.50"], ["13.50"])])[0]) == 1  # figures are no ordinals


def test_what_is_drawn_goes_with_its_page() -> None:
    wide = Shape("rect", 10, 10, 800, 500, True, False)
    made = replace(
        sheet(["1. a", "2. b"], ["3. c"], [circle(50, 50, 12), circle(471, 50, 12), wide]),
        images=[(430, 10, 440, 20)],
    )
    left, right = pages_of([made])[0]
    assert [s.x0 for s in left.shapes] == [44] and [s.x0 for s in right.shapes] == [44]
    assert (left.images, right.images) == ([], [(9, 10, 19, 20)])


WORDS = [["a", "b", "c", "d"], ["e", "f", "g", "h"]]


def halves(
    left: list[str], right: list[str], counts: tuple[str, str] = ("", ""), shift: float = 21.0
) -> Page:
    """A sheet of a form without numbers, whose halves are alike. ``counts``: at the foot of each half;
    ``shift``: of the right one's lines."""
    made = sheet(left, right)
    runs = [replace(r, x0=r.x0 + shift, x1=r.x1 + shift) if r.x0 > 421 else r for r in made.runs]
    feet = [run(text, x, 585, 8) for text, x in zip(counts, (20, 441), strict=True) if text]
    return replace(made, runs=[*runs, *feet])


@pytest.mark.parametrize(("counts", "first"), [(("1/2", "2/2"), "a"), (("2/2", "1/2"), "e")])
def test_counted_pages_need_no_numbered_questions(counts: tuple[str, str], first: str) -> None:
    pages, _ = pages_of([halves(*WORDS, counts)])
    assert texts(pages)[0][0] == first and len(pages) == 2


@pytest.mark.parametrize("counts", [("1/2", "1/2"), ("1/3", "2/3"), ("1/2", "")])
def test_halves_alike_whose_order_cannot_be_told_are_refused(counts: tuple[str, str]) -> None:
    with pytest.raises(Unreadable, match="order cannot be told"):
        pages_of([halves(*WORDS, counts)])


def test_halves_that_may_be_columns_are_one_page() -> None:
    assert len(WORDS[0]) == LINES
    for one in (halves(WORDS[0][1:], WORDS[1][1:]), halves(*WORDS, shift=23)):
        assert len(pages_of([one])[0]) == 1
