"""PDF bytes -> a document of blocks."""

from __future__ import annotations

import msgspec

from parsers.blocks import Choice, Document, Place, Problem, Severity, Unreadable
from parsers.pdf import furniture
from parsers.pdf.compose import Composer, contradictions
from parsers.pdf.elements import Element
from parsers.pdf.layout import PageLayout, look_of
from parsers.pdf.lines import reads_rtl
from parsers.pdf.marks import settle
from parsers.pdf.page import Page, Source

ENGINES = ("auto", "pdfium", "pdfplumber")


def read_pdf(data: bytes, engine: str = "auto") -> Document:
    """Read a PDF. ``engine``: ``pdfium``, ``pdfplumber``, or ``auto``: the first that opens it.

    Raises ``Unreadable``: ``encrypted``, ``corrupt``, ``too_large``, ``image_only``, ``empty``.
    """
    source = _source(data, engine)
    _check_content(source)
    pages = _without_furniture(source.pages)
    rtl = reads_rtl([page.runs for page in pages])
    look = look_of(pages, rtl)
    elements: list[Element] = []
    layouts = [PageLayout(page, look) for page in pages]
    for layout, marks in zip(layouts, settle([layout.marks for layout in layouts]), strict=True):
        elements += layout.read(marks)
    blocks = Composer(pages, rtl, elements).compose()
    problems = _page_problems(source)
    if any("\ufffd" in run.text for page in pages for run in page.runs):
        problems.append(
            Problem(
                code="unmapped_text",
                message="The file does not say which characters some of its glyphs stand for.",
                severity=Severity.ERROR,
                loses_content=True,
            )
        )
    for n in contradictions(blocks):
        choice = blocks[n]
        if isinstance(choice, Choice):
            blocks[n] = msgspec.structs.replace(choice, selected=None)
            problems.append(
                Problem(
                    code="marks_disagree",
                    message="More than one radio button of a question seems chosen.",
                    place=choice.place,
                )
            )
    return Document(
        format="pdf",
        blocks=tuple(blocks),
        pages=source.count,
        language=source.language,
        problems=tuple(problems),
    )


def _source(data: bytes, engine: str) -> Source:
    if engine not in ENGINES:
        raise ValueError(f"engine: one of {', '.join(ENGINES)}, not {engine!r}")
    if engine != "pdfplumber":
        from parsers.pdf import engine_pdfium

        try:
            source = engine_pdfium.read(data)
            if any(page.loaded for page in source.pages) or engine == "pdfium":
                return source
        except Unreadable as error:
            if engine == "pdfium" or error.reason != "corrupt":
                raise
    from parsers.pdf import engine_pdfplumber  # pdfminer takes longer to import than a print to read

    return engine_pdfplumber.read(data)


def _check_content(source: Source) -> None:
    if any(run.text.strip() for page in source.pages for run in page.runs):
        return
    if any(page.images for page in source.pages):
        raise Unreadable(
            "image_only", "The pages are pictures; export the form as text or print it again.", "pdf"
        )
    raise Unreadable("empty", "There is no text on any page.", "pdf")


def _without_furniture(pages: list[Page]) -> list[Page]:
    dropped = furniture.find(pages)
    if not dropped:
        return pages
    return [msgspec.structs.replace(p, runs=furniture.without(p.runs, dropped)) for p in pages]


def _page_problems(source: Source) -> list[Problem]:
    problems = []
    read = sum(page.loaded for page in source.pages)
    if read != source.count:
        problems.append(
            Problem(
                code="page_count",
                message=f"{read} of {source.count} pages could be read.",
                severity=Severity.ERROR,
                loses_content=True,
            )
        )
    for page in source.pages:
        if page.images and not page.runs:
            problems.append(
                Problem(
                    code="image_page",
                    message="This page is a picture; what it says is not read.",
                    place=Place(page=page.index + 1),
                    loses_content=True,
                )
            )
    return problems
