"""Page and box of every answer."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from parsers.blocks import Choice, Field, Place, Ranking
from parsers.pdf.read import read_pdf
from parsers.reader import parse
from parsers.responses import QuestionType, Status

GOLDEN = sorted((Path(__file__).parent / "golden").glob("pdf_*/*.pdf"))
PRINTS = [p for p in GOLDEN if p.parent.name != "pdf_scan"]
each_print = pytest.mark.parametrize("path", PRINTS, ids=lambda p: f"{p.parent.name}/{p.stem}")


def text_in(document: pdfium.PdfDocument, place: Place) -> str:
    """The words in a place's box, as pdfium finds them."""
    assert place.page and place.bbox
    page = document[place.page - 1]
    width, height = page.get_size()
    x0, top, x1, bottom = place.bbox
    assert -1 <= x0 < x1 <= width + 1 and -1 <= top < bottom <= height + 1
    text: str = page.get_textpage().get_text_bounded(x0 - 1, height - bottom - 1, x1 + 1, height - top + 1)
    return text


@each_print
def test_every_answer_has_a_page_and_a_box(path: Path) -> None:
    for response in parse(path.read_bytes()).responses:
        for answer in response.answers:
            drawn = answer.question_type not in (QuestionType.TEXT, QuestionType.FILE_UPLOAD)
            if answer.status is Status.ANSWERED or drawn:  # some prints show no box for an empty text
                assert answer.place.page and answer.place.bbox, answer.prompt


@each_print
def test_the_first_word_of_a_text_answer_lies_in_its_box_on_its_page(path: Path) -> None:
    data = path.read_bytes()
    document = pdfium.PdfDocument(data)
    for response in parse(data).responses:
        for answer in response.answers:
            if answer.question_type is QuestionType.TEXT and answer.answer_text and answer.place.bbox:
                assert answer.answer_text.split()[0] in text_in(document, answer.place), answer.prompt


@each_print
def test_the_box_covers_what_was_answered(path: Path) -> None:
    data = path.read_bytes()
    document = pdfium.PdfDocument(data)
    for block in read_pdf(data).blocks:
        if isinstance(block, Choice | Field) and block.text:
            shown = block.text.split()
        elif isinstance(block, Ranking):
            shown = block.items[0].split()
        else:
            continue
        assert shown[0] in text_in(document, block.place)
