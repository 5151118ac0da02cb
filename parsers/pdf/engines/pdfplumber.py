"""The second reader: pdfplumber, for what pdfium cannot open and for comparing the two.

It gives characters and paths without their clips, and splits a ring into its two outlines.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Sequence
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

from parsers.bidi import has_rtl
from parsers.blocks import Unreadable
from parsers.pdf.engines.pdfium_paths import SMALL, THIN
from parsers.pdf.page import (
    MAX_CHARS,
    MAX_OBJECTS,
    MAX_PAGES,
    Kind,
    Page,
    Run,
    Shape,
    Source,
    Target,
)

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of each odd font, page by page

WORD_GAP = 0.6
"""Of the size: characters further apart are separate runs."""
RING = 4.0
"""Points; the widest border that is drawn as a ring."""


def read(data: bytes) -> Source:
    """Read every page. Raises ``Unreadable``: ``encrypted``, ``corrupt``, ``too_large``."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            count = len(pdf.pages)
            if count > MAX_PAGES:
                raise Unreadable("too_large", f"{count} pages; at most {MAX_PAGES} are read", "pdf")
            if not count:
                raise Unreadable("corrupt", "The file has no page that can be found.", "pdf")
            loose = not str(pdf.metadata.get("Producer", "")).startswith(("Skia", "cairo", "macOS", "iOS"))
            pages = []
            for index, page in enumerate(pdf.pages):
                pages.append(_page(page, index, loose))
                page.close()
            _check_size(pages)
            language = pdf.doc.catalog.get("Lang")
            return Source(pages, count, _text(language))
    except Unreadable:
        raise
    except Exception as error:  # pdfminer lets every kind of error through on a broken file
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
                raise Unreadable("encrypted", "The PDF asks for a password.", "pdf") from error
            cause = cause.__cause__ or (
                cause.args[0] if cause.args and isinstance(cause.args[0], BaseException) else None
            )
        raise Unreadable(
            "corrupt", f"pdfplumber cannot read it: {type(error).__name__}: {error}", "pdf"
        ) from error


def _check_size(pages: list[Page]) -> None:
    chars = sum(len(run.text) for page in pages for run in page.runs)
    objects = sum(len(page.shapes) for page in pages)
    if chars > MAX_CHARS or objects > MAX_OBJECTS:
        raise Unreadable("too_large", f"{chars} characters and {objects} shapes", "pdf")


def _text(value: Any) -> str | None:
    if isinstance(value, bytes):
        return value.decode("utf-16" if value[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1") or None
    return value if isinstance(value, str) else None


def _page(page: Any, index: int, loose: bool) -> Page:
    links = [
        Target((a["x0"], a["top"], a["x1"], a["bottom"]), a["uri"]) for a in page.hyperlinks if a.get("uri")
    ]
    runs = _runs(page.chars, loose)
    shapes = _rings([_shape(o) for o in (*page.rects, *page.curves, *page.lines) if o["fill"] or o["stroke"]])
    return Page(
        index,
        float(page.width),
        float(page.height),
        runs,
        shapes,
        links,
        images=[(i["x0"], i["top"], i["x1"], i["bottom"]) for i in page.images],
        clips=False,
    )


# --- text ---------------------------------------------------------------------------------------


def _runs(chars: Sequence[dict[str, Any]], loose: bool) -> list[Run]:
    groups: list[list[dict[str, Any]]] = []
    for char in chars:
        if not char["upright"] or char["size"] < 1.5:
            continue
        last = groups[-1][-1] if groups else None
        if last is not None and _same_run(last, char):
            groups[-1].append(char)
        else:
            groups.append([char])
    return [_run(group, loose) for group in groups]


def _same_run(last: dict[str, Any], char: dict[str, Any]) -> bool:
    if has_rtl(char["text"]) or has_rtl(last["text"]):
        return False
    step = char["x0"] - last["x1"]
    return bool(
        last["fontname"] == char["fontname"]
        and abs(last["size"] - char["size"]) < 0.01
        and abs(last["matrix"][5] - char["matrix"][5]) < 0.01
        and last["non_stroking_color"] == char["non_stroking_color"]
        and -0.5 * char["size"] < step < WORD_GAP * char["size"]
    )


def _run(group: list[dict[str, Any]], loose: bool) -> Run:
    first = group[0]
    text = "".join(c["text"] for c in group)
    name = first["fontname"].split("+")[-1].lower()
    ink = [c for c in group if not c["text"].isspace()] or [first]
    size = float(first["size"])
    # pdfplumber's box ends a descent below the baseline; the matrix has the baseline itself.
    base = first["bottom"] - (first["matrix"][5] - first["y0"])
    return Run(
        "" if text.isspace() else text,
        ink[0]["x0"],
        base - 0.75 * size,
        ink[-1]["x1"] if not text.isspace() else first["x0"],
        base + 0.21 * size,
        base,
        ink[0]["x0"],
        size,
        any(word in name for word in ("bold", "black", "heavy", "demi")),
        any(word in name for word in ("italic", "oblique")),
        _hex(first["non_stroking_color"]),
        None,
        loose,
    )


def _hex(color: Any) -> str:
    if color is None:
        return ""
    parts = [
        float(c) for c in (color if isinstance(color, Iterable) else (color,)) if isinstance(c, int | float)
    ]
    if len(parts) == 1:
        parts *= 3
    elif len(parts) == 4:
        parts = [(1 - c) * (1 - parts[3]) for c in parts[:3]]
    if len(parts) != 3:
        return ""
    return "".join(f"{round(255 * min(max(c, 0.0), 1.0)):02x}" for c in parts)


# --- shapes -------------------------------------------------------------------------------------


def _shape(o: dict[str, Any]) -> Shape:
    filled, stroked = bool(o["fill"]), bool(o["stroke"])
    width = float(o.get("linewidth") or 0.0) if stroked else 0.0
    half = max(width, 0.5 if o["object_type"] == "line" else 0.0) / 2
    box = (o["x0"] - half, o["top"] - half, o["x1"] + half, o["bottom"] + half)
    least, most = sorted((box[2] - box[0], box[3] - box[1]))
    if o["object_type"] == "line" or (least <= THIN and most >= 2.5 * least):
        kind = Kind.LINE
    else:
        kind = _kind([step[0] for step in o.get("path") or ()], o["object_type"])
    small = most <= SMALL
    return Shape(
        kind,
        *box,
        filled,
        stroked,
        False,
        _hex(o["non_stroking_color"]) if small and filled else "",
        _hex(o["stroking_color"]) if small and stroked else "",
        width if small else 0.0,
    )


def _kind(steps: list[str], drawn_as: str) -> str:
    """By the same signs as for pdfium's paths."""
    if drawn_as == "rect":
        return Kind.RECT
    drawn = [step for step in steps if step not in ("m", "h")]
    lines = drawn.count("l")
    if lines == len(drawn):
        return Kind.TICK if lines <= 2 else Kind.RECT if lines <= 4 else Kind.POLYGON
    return Kind.ROUNDED if "l" in drawn[:2] else Kind.ROUND


def _rings(shapes: list[Shape]) -> list[Shape]:
    """Two filled outlines, one closely inside the other, are a border drawn as a ring."""
    found: list[Shape] = []
    for shape in shapes:
        last = found[-1] if found else None
        if last is not None and _ring(last, shape):
            found[-1] = Shape(
                last.kind,
                last.x0,
                last.top,
                last.x1,
                last.bottom,
                True,
                False,
                True,
                last.fill,
                last.stroke,
                shape.x0 - last.x0,
            )
        else:
            found.append(shape)
    return found


def _ring(outer: Shape, inner: Shape) -> bool:
    if not (outer.kind == inner.kind == Kind.ROUNDED and outer.filled and inner.filled) or outer.hollow:
        return False
    edges = (inner.x0 - outer.x0, inner.top - outer.top, outer.x1 - inner.x1, outer.bottom - inner.bottom)
    return outer.fill == inner.fill and all(0 < edge < RING for edge in edges)
