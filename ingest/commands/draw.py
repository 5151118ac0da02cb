"""``tidyforms inspect --draw``: a PDF's pages with what was read from them drawn over them.

A legend below each page says what the colours mean; each answer's number and value stand beside its box.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from ingest.settings import RunFailed
from parsers import formats
from parsers.blocks import (  # fmt: skip
    BBox,
    Block,
    Choice,
    Field,
    Grid,
    Place,
    Ranking,
    Scale,
    Text,
)
from parsers.pdf.read import marks_of
from parsers.recognise.recognise import recognise
from parsers.responses import Answer
from parsers.text import fold

SCALE = 2.0
"""Pixels per point."""
MAX_PIXELS = 40_000_000

ANSWER, PROMPT, TEXT, AREA = "#c2185b", "#1565c0", "#b0883a", "#7b1fa2"
STATES = {True: "#1b8a2f", False: "#8a8a8a", None: "#d32f2f"}
GROUND = "#fff3f8"
LEGEND = {
    PROMPT: "prompt",
    TEXT: "other text",
    AREA: "field, option, list, table",
    STATES[True]: "chosen",
    STATES[False]: "not chosen",
    STATES[None]: "not shown",
    ANSWER: "answer: number, value",
}
LABEL = 8
"""Points: the size of labels and legend."""
LONGEST = 40
"""Characters of an answer that are written beside its box."""

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
Frame = tuple[BBox, str, int]
"""Where, in which colour, how many pixels thick."""


def draw(data: bytes, page: int, engine: str) -> Image.Image:
    """A page (from 1) of a PDF with its blocks, marks and answers, above a legend.

    Raises RunFailed, Unreadable.
    """
    return _Drawing(data, engine).page(page)


def save(file: Path, target: Path, page: int | None, engine: str) -> list[Path]:
    """Write the drawn page as an image, its format by the name's ending; into a folder, without ``page``
    all pages as ``page-1.png`` and so on. Raises RunFailed, OSError."""
    drawing = _Drawing(file.read_bytes(), engine)
    if target.suffix and not target.is_dir():
        chosen = {target: page or 1}
    else:
        target.mkdir(parents=True, exist_ok=True)
        numbers = [page] if page else range(1, drawing.pages + 1)
        chosen = {target / f"page-{number}.png": number for number in numbers}
    for path, number in chosen.items():
        try:
            drawing.page(number).save(path)
        except ValueError as error:  # Pillow knows no such format
            raise RunFailed(f"{path}: {error}") from error
    return list(chosen)


class _Drawing:
    """A document that was read once, to be drawn page by page."""

    def __init__(self, data: bytes, engine: str) -> None:
        self.data = data
        document = formats.read(data, engine)
        if document.format not in ("pdf", "image"):
            raise RunFailed(f"only a PDF or a picture has pages to draw; this is {document.format}")
        self.pages, self.blocks = document.pages or 0, document.blocks
        self.answers = [answer for response in recognise(document).responses for answer in response.answers]
        self.marks = marks_of(data, engine)

    def page(self, page: int) -> Image.Image:
        """The picture of a page. Raises RunFailed."""
        picture = _with_legend(_rendered(self.data, page))
        brush = ImageDraw.Draw(picture)
        prompts = tuple({answer.prompt for answer in self.answers if answer.prompt})
        blocks = (frame for block in self.blocks for frame in _block(block, page, prompts))
        given = ((box, ANSWER, 3) for answer in self.answers if (box := _here(answer.place, page)))
        marks = ((box, STATES[on], 2) for place, on in self.marks if (box := _here(place, page)))
        for box, color, width in (*blocks, *given, *marks):
            left, top, right, bottom = (SCALE * edge for edge in box)
            if left <= right and top <= bottom:
                brush.rectangle((left, top, right, bottom), outline=color, width=width)
        font = ImageFont.load_default(SCALE * LABEL)
        for answer in self.answers:
            if box := _here(answer.place, page):
                _write(brush, font, box, _label(answer))
        return picture


def _label(answer: Answer) -> str:
    """The question's number, and what was read: the answer, or the status where there is none."""
    text = fold(answer.answer_text or f"({answer.status.value})")
    short = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return f"{answer.number}: {short}" if answer.number else short


def _write(brush: ImageDraw.ImageDraw, font: Font, box: BBox, text: str) -> None:
    """A label on a ground of its own, right above a box."""
    place = SCALE * box[0], SCALE * (box[1] - 1.2 * LABEL)
    brush.rectangle(brush.textbbox(place, text, font), fill=GROUND)
    brush.text(place, text, ANSWER, font)


def _with_legend(page: Image.Image) -> Image.Image:
    """The page with a line below it that says what the colours mean."""
    font = ImageFont.load_default(SCALE * LABEL)
    height = int(SCALE * LABEL * 2)
    picture = Image.new("RGB", (page.width, page.height + height), "white")
    picture.paste(page)
    brush = ImageDraw.Draw(picture)
    x = height / 2
    for color, meaning in LEGEND.items():
        place = x, page.height + height / 4
        brush.text(place, meaning, color, font)
        x += brush.textlength(meaning, font) + height / 2
    return picture


def _rendered(data: bytes, number: int) -> Image.Image:
    if formats.sniff(data) == "image":
        return _frame(data, number)
    with pdfium.PdfDocument(data) as document:
        if not 1 <= number <= len(document):
            raise RunFailed(f"there is no page {number}: the document has {len(document)}")
        if document.get_formtype():
            document.init_forms()
        page = document[number - 1]
        width, height = page.get_size()
        if width * height * SCALE**2 > MAX_PIXELS:
            raise RunFailed(f"page {number} is too large to draw")
        picture: Image.Image = page.render(scale=SCALE).to_pil().convert("RGB")
        return picture


def _frame(data: bytes, number: int) -> Image.Image:
    """A picture's page at the size that its places are given in."""
    from parsers.pdf.engines import image as engine_image

    for n, (grey, dpi) in enumerate(engine_image.pictures(data), 1):
        if n == number:
            size = round(SCALE * 72 * grey.shape[1] / dpi), round(SCALE * 72 * grey.shape[0] / dpi)
            return Image.fromarray(grey).resize(size).convert("RGB")
    raise RunFailed(f"there is no page {number}")


def _block(block: Block, page: int, prompts: tuple[str, ...]) -> Iterator[Frame]:
    if isinstance(block, Scale):
        yield from _points(block, page)
    elif isinstance(block, Choice | Field | Grid | Ranking | Text) and (box := _here(block.place, page)):
        prompt = isinstance(block, Text) and fold(block.text).endswith(prompts)
        yield box, PROMPT if prompt else TEXT if isinstance(block, Text) else AREA, 1


def _here(place: Place, page: int) -> BBox | None:
    return place.bbox if place.page == page else None


def _points(scale: Scale, page: int) -> Iterator[Frame]:
    box = _here(scale.place, page)
    if box is None:
        return
    x0, top, x1, bottom = box
    step = (x1 - x0) / len(scale.states)
    for n, state in enumerate(scale.states):
        yield (x0 + n * step + 1, top, x0 + (n + 1) * step - 1, bottom), STATES[state], 2
