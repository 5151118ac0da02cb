"""``python -m tests.makers.scans``: prints -> pictures of them, as scanners and cameras make them; always the same for
the same print."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

GOLDEN = Path(__file__).parent.parent / "golden"
SMALL = ("pdf_new/G1-1.pdf", "pdf_new/G2-1.pdf", "pdf_old/G1-1.pdf", "pdf_old/G2-1.pdf")
"""Prints of which the tests have a page in every condition."""


@dataclass(frozen=True)
class Condition:
    """How a page was taken. ``turn``: at most so many degrees; ``lie``: quarter turns; ``lean``: of the page's
    width that a side is nearer; ``shade``: of the light that is lost at a side."""

    dpi: int = 200
    noise: float = 5.0
    quality: int = 60
    turn: float = 0.0
    lie: int = 0
    shade: float = 0.0
    lean: float = 0.0
    blur: float = 0.0
    fax: bool = False
    color: bool = False


CONDITIONS = {
    "light": Condition(turn=0.5),
    "fine": Condition(dpi=300, turn=1.0),
    "coarse": Condition(dpi=150),
    "noisy": Condition(noise=12, quality=30, blur=0.8),
    "turned": Condition(turn=2.0, quality=45),
    "lying": Condition(lie=1),
    "head": Condition(lie=2, turn=0.5),
    "shaded": Condition(shade=0.4, noise=3),
    "photo": Condition(lean=0.02, shade=0.3, blur=0.8, noise=4),
    "fax": Condition(fax=True, noise=3),
    "colour": Condition(color=True, noise=3),
}


def scanned(data: bytes, condition: Condition, pages: int | None = None) -> bytes:
    """A PDF of pictures of a PDF's pages."""
    pictures = pictures_of(data, condition, pages)
    out = io.BytesIO()
    first, *rest = [jpeg(picture, condition) for picture in pictures]
    more = {} if condition.fax else {"quality": condition.quality}
    first.save(out, "PDF", resolution=condition.dpi, save_all=True, append_images=rest, **more)
    return out.getvalue()


def jpeg(picture: Image.Image, condition: Condition) -> Image.Image:
    """What JPEG leaves of a picture; a fax has none."""
    if condition.fax:
        return picture
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=condition.quality)
    return Image.open(packed)


def pictures_of(data: bytes, condition: Condition, pages: int | None = None) -> list[Image.Image]:
    """The pages' pictures."""
    with pdfium.PdfDocument(data) as document:
        if document.get_formtype():
            document.init_forms()
        drawn = [
            document[n].render(scale=condition.dpi / 72).to_pil().convert("RGB" if condition.color else "L")
            for n in range(min(len(document), pages or len(document)))
        ]
    rng = np.random.default_rng(zlib.crc32(data[:4096]) + condition.dpi)
    return [_taken(page, condition, rng) for page in drawn]


def _taken(page: Image.Image, condition: Condition, rng: np.random.Generator) -> Image.Image:
    white = "white" if condition.color else 255
    if condition.turn:
        page = page.rotate(
            rng.uniform(-condition.turn, condition.turn), Image.Resampling.BICUBIC, fillcolor=white
        )
    if condition.lean:
        page = _leaning(page, condition.lean, rng)
    if condition.blur:
        page = page.filter(ImageFilter.GaussianBlur(condition.blur * condition.dpi / 200))
    grey = np.asarray(page).astype(float)
    if condition.shade:
        height, width = grey.shape[:2]
        fall = (
            np.linspace(1, 1 - condition.shade, width)
            * np.linspace(1, 1 - condition.shade / 3, height)[:, None]
        )
        grey *= fall if grey.ndim == 2 else fall[..., None]
    grey += rng.normal(0, condition.noise, grey.shape)
    picture = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
    if condition.fax:
        picture = picture.point(lambda v: 255 if v > 150 else 0).convert("1")
    return picture.rotate(90 * condition.lie, expand=True) if condition.lie else picture


def _leaning(page: Image.Image, lean: float, rng: np.random.Generator) -> Image.Image:
    """The page seen from a side."""
    width, height = page.size
    dx = rng.uniform(-lean, lean, 4) * width
    dy = rng.uniform(-lean, lean, 4) * height / 2
    corners = [(0, 0), (width, 0), (width, height), (0, height)]
    rows, values = [], []
    for (x, y), a, b in zip(corners, dx, dy, strict=True):
        u, v = x + a, y + b
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    matrix = np.linalg.solve(np.array(rows), np.array(values))
    return page.transform(
        page.size, Image.Transform.PERSPECTIVE, tuple(matrix), Image.Resampling.BICUBIC, fillcolor=255
    )


def main() -> None:
    """Write the first pages of some golden prints in every condition."""
    folder = GOLDEN / "scans"
    folder.mkdir(exist_ok=True)
    for number, (name, condition) in enumerate(sorted(CONDITIONS.items())):
        for print_ in (SMALL[number % 4], SMALL[(number + 1) % 4]):
            data = scanned((GOLDEN / print_).read_bytes(), condition, pages=1)
            (folder / f"{name}_{print_.replace('/', '_')}").write_bytes(data)


if __name__ == "__main__":
    main()
