"""Whole PDF files: both engines, refusals, and what crosses a page break."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from parsers.blocks import Block, Choice, Document, Field, Grid, Scale, Text, Unreadable
from parsers.pdf.read import read_pdf
from tests.pdf_values import pdf_file, text_at

GOLDEN = sorted((Path(__file__).parent / "golden").glob("pdf_*/*.pdf"))


def shown(document: Document) -> list[Block]:
    """Blocks without their places and looks, which engines measure differently."""
    plain = {"place": msgspec.UNSET, "style": msgspec.UNSET}
    return [
        msgspec.structs.replace(b, **{k: type(getattr(b, k))() for k in plain if hasattr(b, k)})
        for b in document.blocks
        if isinstance(b, Choice | Field | Scale | Text)
    ]


@pytest.mark.parametrize(
    "path", [p for p in GOLDEN if "scan" not in str(p)], ids=lambda p: f"{p.parent.name}/{p.stem}"
)
def test_both_engines_show_the_same(path: Path) -> None:
    data = path.read_bytes()
    first, second = read_pdf(data, "pdfium"), read_pdf(data, "pdfplumber")
    assert shown(first) == shown(second)
    grids = [[b for b in d.blocks if isinstance(b, Grid)] for d in (first, second)]
    assert [(g.columns, [(r.label, r.states) for r in g.rows]) for g in grids[0]] == [
        (g.columns, [(r.label, r.states) for r in g.rows]) for g in grids[1]
    ]


def test_every_block_has_its_place() -> None:
    document = read_pdf(next(p for p in GOLDEN if "scan" not in str(p)).read_bytes())
    places = [getattr(b, "place", None) for b in document.blocks]
    assert all(place is not None and place.page and place.bbox for place in places)


def test_print_headers_and_footers_go() -> None:
    edge = text_at(18, 822, "3/23/22, 9:11 PM", 6) + text_at(300, 822, "Microsoft Forms", 6)
    edge += text_at(18, 16, "https://forms.office.com/Pages/x", 6) + text_at(570, 16, "1/1", 6)
    document = read_pdf(pdf_file(edge + text_at(50, 700, "View results")))
    assert [b.text for b in document.blocks if isinstance(b, Text)] == ["View results"]
    assert (document.pages, document.language) == (1, "en-GB")


def test_a_box_cut_by_a_page_break_is_one_field() -> None:
    top = "0.5 w\n50 20 0.7 60 re f 400 20 0.7 60 re f 50 80 350.7 0.7 re f\n"
    bottom = "50 780 0.7 62 re f 400 780 0.7 62 re f 50 780 350.7 0.7 re f\n"
    document = read_pdf(
        pdf_file(
            text_at(50, 100, "Remarks", 12) + top + text_at(60, 60, "First."),
            bottom + text_at(60, 810, "Second."),
        )
    )
    fields = [b for b in document.blocks if isinstance(b, Field)]
    assert [f.text.split() for f in fields] == [["First.", "Second."]]


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_a_page_without_text_is_refused(engine: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_pdf(pdf_file("0 0 10 10 re f"), engine)
    assert refused.value.reason == "empty"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\nnonsense", b"%PDF-1.7\n" + b"\0" * 2000])
def test_what_no_engine_opens_is_corrupt(data: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        read_pdf(data)
    assert refused.value.reason == "corrupt"


def test_an_unknown_engine_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="engine"):
        read_pdf(b"%PDF-", "other")


@pytest.mark.parametrize(("engine", "told"), [("pdfium", False), ("pdfplumber", True)])
def test_the_second_reader_says_that_it_knows_no_hiding(engine: str, told: bool) -> None:
    data = next(p for p in GOLDEN if p.parent.name == "pdf_old").read_bytes()
    problems = read_pdf(data, engine).problems
    assert any(problem.code == "hidden_unjudged" for problem in problems) is told
