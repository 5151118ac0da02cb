"""Made-up runs, shapes and files for the tests of the PDF reader."""

from __future__ import annotations

from parsers.pdf.page import Kind, Page, Run, Shape


def run(
    text: str, x: float, base: float, size: float = 10.0, width: float | None = None, **look: object
) -> Run:
    """A run whose characters take half an em each, unless its width is given."""
    wide = 0.5 * size * len(text) if width is None else width
    values = {"bold": False, "italic": False, "color": "000000", **look}
    return Run(text, x, base - 0.7 * size, x + wide, base + 0.2 * size, base, x, size, **values)  # type: ignore[arg-type]


def circle(cx: float, cy: float, size: float, filled: bool = False) -> Shape:
    """A stroked or filled circle."""
    half = size / 2
    return Shape(
        Kind.ROUND, cx - half, cy - half, cx + half, cy + half, filled, not filled, False, "333333", "333333"
    )


def square(cx: float, cy: float, size: float, kind: str = Kind.RECT, filled: bool = False) -> Shape:
    """A stroked or filled square, or another shape of that size."""
    half = size / 2
    return Shape(
        kind, cx - half, cy - half, cx + half, cy + half, filled, not filled, False, "333333", "333333"
    )


def page(runs: list[Run], shapes: list[Shape] | None = None, index: int = 0) -> Page:
    """An A4 page."""
    return Page(index, 595.0, 842.0, runs, shapes or [])


FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def pdf_file(*contents: str, page: str = "", media: str = "0 0 595 842", count: int | None = None) -> bytes:
    """A PDF with one page per content stream and Helvetica as /F1.

    ``page``: more entries of each page; ``count``: of pages, as the file claims.
    """
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents) if count is None else count} >>",
        FONT,
    ]
    for n, content in enumerate(contents):
        entries = (
            f"/MediaBox [{media}] /Contents {5 + 2 * n} 0 R /Resources << /Font << /F1 3 0 R >> >> {page}"
        )
        objects.append(f"<< /Type /Page /Parent 2 0 R {entries} >>")
        objects.append(stream(content))
    return written(objects)


def stream(content: str, entries: str = "") -> str:
    """A stream object."""
    return f"<< /Length {len(content)} {entries} >>\nstream\n{content}\nendstream"


def written(objects: list[str]) -> bytes:
    """A file of these objects, numbered from 1; the first is the catalogue."""
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return (out + tail + f"startxref\n{len(out)}\n%%EOF\n").encode("latin-1")


def text_at(x: float, y: float, text: str, size: float = 10.0) -> str:
    """A content stream's text, from the bottom left."""
    return f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n"


def ring(x: float, y: float, size: float = 12) -> str:
    """A circle of four curves that starts at its left side."""
    r, k = size / 2, size * 0.276
    cx = x + r
    curves = (
        (x, y + k, cx - k, y + r, cx, y + r),
        (cx + k, y + r, x + size, y + k, x + size, y),
        (x + size, y - k, cx + k, y - r, cx, y - r),
        (cx - k, y - r, x, y - k, x, y),
    )
    return f"{x} {y} m " + "".join(" ".join(f"{v:.2f}" for v in c) + " c " for c in curves) + "h S\n"


def disc(x: float, y: float) -> str:
    """A filled circle, half as wide."""
    return ring(x, y, 6).replace("S\n", "f\n")
