"""PDF bytes -> a document of blocks."""

from __future__ import annotations

import msgspec

from parsers.blocks import Document, Place, Problem, Severity, Unreadable
from parsers.pdf import furniture, pictured
from parsers.pdf.compose import Composer, without_contradictions
from parsers.pdf.elements import AnswerBox, Element, ScaleLine
from parsers.pdf.evidence import Witness
from parsers.pdf.frames import frames_of
from parsers.pdf.layout import PageLayout, look_of
from parsers.pdf.lines import reads_rtl
from parsers.pdf.marks import Mark
from parsers.pdf.page import Page, Source
from parsers.pdf.pagecount import may_name_more, pages_named
from parsers.pdf.places import place_of, rounded
from parsers.pdf.points import mark_points
from parsers.pdf.sheets import pages_of
from parsers.pdf.shown import Shown
from parsers.pdf.states import settle, settle_scales
from parsers.pdf.typed import release_typed

COMMAND = "make ingest SCANS=1"

ENGINES = ("auto", "pdfium", "pdfplumber")


def read_pdf(data: bytes, engine: str = "auto") -> Document:
    """Read a PDF. ``engine``: ``pdfium``, ``pdfplumber``, or ``auto``: the first that opens it.

    Raises ``Unreadable``: ``encrypted``, ``corrupt``, ``too_large``, ``image_only``, ``empty``,
    ``pages_on_sheet``.
    """
    from parsers.pdf.engines import image as engine_image

    return _document(engine_image.with_pictures(_source(data, engine), data), "pdf")


def read_image(data: bytes) -> Document:
    """Read a picture of a page, or a TIFF's several. Raises ``Unreadable``: ``image_only``, ``corrupt``,
    ``too_large``, ``empty``."""
    from parsers.pdf.engines import image as engine_image

    return _document(engine_image.read(data), "image")


def _document(source: Source, format: str) -> Document:
    _check_content(source, format)
    pages, parts = pages_of(source.pages)
    shown = Shown(source.pages, parts)
    pages = _without_furniture(pages)
    rtl = reads_rtl([page.runs for page in pages])
    witness = Witness(pages)
    elements: list[Element] = []
    for layout, marks in _layouts(pages, rtl, witness):
        elements += layout.read(marks, witness)
    scales = [e for e in elements if isinstance(e, ScaleLine)]
    for element, found in zip(scales, settle_scales([e.found for e in scales]), strict=True):
        element.found = found
    mark_points(elements)
    blocks, contradicted = without_contradictions(Composer(pages, rtl, elements).compose())
    blocks = pictured.as_pixels(blocks, pages)
    problems = (*witness.problems, *contradicted, *_pictures(pages, elements), *pictured.problems(pages))
    return Document(
        format=format,
        blocks=tuple(map(shown.block, blocks)),
        pages=source.count,
        language=source.language,
        text_source=pictured.text_source(source.pages),
        problems=(*_page_problems(source), *map(shown.problem, problems)),
    )


def marks_of(data: bytes, engine: str = "auto") -> list[tuple[Place, bool | None]]:
    """Where a PDF shows controls, and whether each is chosen: for a person to look at."""
    from parsers.pdf.engines import image as engine_image

    image = not data[:1024].count(b"%PDF-")
    source = engine_image.read(data) if image else engine_image.with_pictures(_source(data, engine), data)
    pages, parts = pages_of(source.pages)
    shown = Shown(source.pages, parts)
    pages = _without_furniture(pages)
    layouts = _layouts(pages, reads_rtl([page.runs for page in pages]), Witness(pages))
    return [
        (shown.place(pictured.shown(place_of(layout.page.index, [mark]), layout.page)), mark.on)
        for layout, marks in layouts
        for mark in marks
    ]


def _layouts(pages: list[Page], rtl: bool, witness: Witness) -> list[tuple[PageLayout, list[Mark]]]:
    """The pages with their controls, whose state the whole document decides."""
    look = look_of(pages, rtl)
    layouts = [PageLayout(page, look) for page in pages]
    release_typed(layouts)
    frames = frames_of(layouts)
    for layout in layouts:
        layout.frames = frames
    settled = settle([layout.marks for layout in layouts])
    marks = [witness.marks(layout.page, marks) for layout, marks in zip(layouts, settled, strict=True)]
    return list(zip(layouts, marks, strict=True))


def _source(data: bytes, engine: str) -> Source:
    if engine not in ENGINES:
        raise ValueError(f"engine: one of {', '.join(ENGINES)}, not {engine!r}")
    if engine == "pdfplumber":
        return _second(data)
    from parsers.pdf.engines import pdfium as engine_pdfium

    try:
        first = engine_pdfium.read(data)
    except Unreadable as error:
        if engine == "pdfium" or error.reason != "corrupt":
            raise
        return _second(data)
    read = sum(page.loaded for page in first.pages)
    whole = read and (not may_name_more(data, first.count) or pages_named(data) <= first.count)
    if engine == "pdfium" or whole:
        return first
    try:
        second = _second(data)
    except Unreadable:
        if not read:
            raise
        return first
    if second.count <= read:  # a file that was updated in place names pages it no longer has
        return first
    return msgspec.structs.replace(second, claimed=first.count)


def _second(data: bytes) -> Source:
    from parsers.pdf.engines import (
        pdfplumber as engine_pdfplumber,  # pdfminer takes longer to import than a print to read
    )

    return msgspec.structs.replace(engine_pdfplumber.read(data), judged=False)


def _check_content(source: Source, format: str) -> None:
    if any(run.text.strip() for page in source.pages for run in page.runs):
        return
    if any(page.images for page in source.pages):
        raise Unreadable(
            "image_only", "The pages are pictures; export the form as text or print it again.", format
        )
    raise Unreadable("empty", "There is no text on any page.", format)


def _without_furniture(pages: list[Page]) -> list[Page]:
    dropped = furniture.find(pages)
    if not dropped:
        return pages
    return [msgspec.structs.replace(p, runs=furniture.without(p.runs, dropped)) for p in pages]


def _pictures(pages: list[Page], elements: list[Element]) -> list[Problem]:
    """Answers with a picture in them: an emoji that was not drawn as text, say."""
    return [
        Problem(
            code="image_in_answer",
            message="A picture stands in this answer; what it shows is not read.",
            severity=Severity.INFO,
            place=place_of(e.page, [e.box]),
        )
        for e in elements
        if isinstance(e, AnswerBox)
        and any(
            e.box.holds((x0 + x1) / 2, (top + bottom) / 2) for x0, top, x1, bottom in pages[e.page].images
        )
    ]


def _page_problems(source: Source) -> list[Problem]:
    problems = []
    if not source.judged:
        message = "The file is damaged: its second reader cannot tell text that nobody sees on the pages."
        problems.append(Problem(code="hidden_unjudged", message=message))
    read = sum(page.loaded for page in source.pages)
    claimed = source.count if source.claimed is None else source.claimed
    if read != source.count or claimed != source.count:
        problems.append(
            Problem(
                code="page_count",
                message=f"The file claims {claimed} pages; {read} could be read.",
                severity=Severity.ERROR,
                loses_content=True,
            )
        )
    if any("\ufffd" in run.text for page in source.pages if not page.pictured for run in page.runs):
        problems.append(
            Problem(
                code="unmapped_text",
                message="The file does not say which characters some of its glyphs stand for.",
                severity=Severity.ERROR,
                loses_content=True,
            )
        )
    for page in source.pages:
        if page.hidden:
            problems.append(
                Problem(
                    code="hidden",
                    message="The file holds text here that the page does not show; it was left out.",
                    place=Place(page=page.index + 1, bbox=rounded(page.hidden[0])),
                )
            )
        if page.images and not page.runs:
            problems.append(
                Problem(
                    code="image_page",
                    message=f"This page is a picture; what it says is not read ({COMMAND} reads it).",
                    place=Place(page=page.index + 1),
                    loses_content=True,
                )
            )
    return problems
