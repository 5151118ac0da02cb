"""``tidyforms inspect --draw``: a PDF's page with what was read from it drawn over it.

Blue: prompts; brown: other text; purple: answer boxes, options, lists and tables; green, grey and red: what
is chosen, not chosen, not shown; pink, thick: answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

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
from parsers.read_pdf import marks_of
from parsers.recognise.recognise import recognise
from parsers.text import fold

SCALE = 2.0
"""Pixels per point."""
MAX_PIXELS = 40_000_000

ANSWER, PROMPT, TEXT, AREA = "#c2185b", "#1565c0", "#b0883a", "#7b1fa2"
STATES = {True: "#1b8a2f", False: "#8a8a8a", None: "#d32f2f"}

Frame = tuple[BBox, str, int]
"""Where, in which colour, how many pixels thick."""


def draw(data: bytes, page: int, engine: str) -> Image.Image:
    """A page (from 1) of a PDF with its blocks, marks and answers. Raises RunFailed, Unreadable."""
    document = formats.read(data, engine)
    if document.format != "pdf":
        raise RunFailed(f"only a PDF has pages to draw; this is {document.format}")
    picture = _rendered(data, page)
    brush = ImageDraw.Draw(picture)
    answers = [answer for response in recognise(document).responses for answer in response.answers]
    prompts = tuple({answer.prompt for answer in answers if answer.prompt})
    blocks = (frame for block in document.blocks for frame in _block(block, page, prompts))
    given = ((box, ANSWER, 3) for answer in answers if (box := _here(answer.place, page)))
    marks = ((box, STATES[on], 2) for place, on in marks_of(data, engine) if (box := _here(place, page)))
    for box, color, width in (*blocks, *given, *marks):
        left, top, right, bottom = (SCALE * edge for edge in box)
        if left <= right and top <= bottom:
            brush.rectangle((left, top, right, bottom), outline=color, width=width)
    return picture


def save(file: Path, target: Path, page: int, engine: str) -> None:
    """Write the drawn page as an image, its format by the name's ending. Raises RunFailed, OSError."""
    picture = draw(file.read_bytes(), page, engine)
    try:
        picture.save(target)
    except ValueError as error:  # Pillow knows no such format
        raise RunFailed(f"{target}: {error}") from error


def _rendered(data: bytes, number: int) -> Image.Image:
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
