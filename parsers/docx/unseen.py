"""What a Word document holds and its pages do not show: hidden, blank or tiny runs, frames off the page."""

from __future__ import annotations

import re
from functools import lru_cache

from parsers.docx.markup import Element, W, child, is_on, name_of, number, value

TINY = 1.0
"""Points: no smaller text is meant to be read."""
NEAR = 10
"""Of 255: colours that differ less in each channel cannot be told apart."""
PAPER = "ffffff"
OFF = 22 * 1440
"""Twentieths of a point: no page is wider or higher in Word."""
MARGIN = 1440
"""The same: what a page's margin may be, from which places are measured."""
EMU = 635
"""Of DrawingML to a twentieth of a point."""

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_LEFT = re.compile(r"(?:margin-)?(?:left|top)\s*:\s*(-?[\d.]+)(pt|in|cm|mm|px)?", re.I)
_TWIPS = {"pt": 20.0, "in": 1440.0, "cm": 567.0, "mm": 56.7, "px": 15.0, "": 15.0}
_HIGHLIGHTS = {"white": "ffffff", "black": "000000", "yellow": "ffff00", "none": ""}


def ground_of(properties: list[Element]) -> str | None:
    """The colour that a run's own shading or highlight gives it, "" where none is told, None if unknown.

    ``properties``: of the run and its styles, the strongest first."""
    for sheet in properties:
        highlight, shade = child(sheet, "highlight"), child(sheet, "shd")
        if highlight is not None:
            return _HIGHLIGHTS.get((value(highlight) or "").lower())
        if shade is not None:
            return fill_of(shade)
    return ""


def fill_of(shade: Element | None) -> str | None:
    """A shading's colour, "" for none, None for a pattern."""
    if shade is None or (value(shade) or "clear") == "nil":
        return ""
    fill = (value(shade, "fill") or "auto").lower()
    if (value(shade) or "clear") != "clear":
        return None
    return "" if fill == "auto" else fill


def blends(ink: str, ground: str) -> bool:
    """Whether two colours, as ``rrggbb``, look the same."""
    if not (_is_color(ink) and _is_color(ground)):
        return False
    return all(abs(int(ink[i : i + 2], 16) - int(ground[i : i + 2], 16)) < NEAR for i in (0, 2, 4))


@lru_cache(maxsize=1024)
def _is_color(text: str) -> bool:
    return re.fullmatch("[0-9a-f]{6}", text) is not None


def ground_around(run: Element) -> str | None:
    """The colour behind a run by its paragraph, cell and page; None where it may be any."""
    for around in run.iterancestors():
        name = name_of(around)
        if name == "p":
            fill = fill_of(child(around, "pPr", "shd"))
            if fill != "":
                return fill
        elif name == "tc":
            fill = fill_of(child(around, "tcPr", "shd"))
            if fill != "":
                return fill
        elif name == "tbl" and fill_of(child(around, "tblPr", "shd")) != "":
            return fill_of(child(around, "tblPr", "shd"))
        elif name == "txbxContent" or (name == "tbl" and child(around, "tblPr", "tblStyle") is not None):
            return None  # a box's fill, a style's bands
        elif name == "document" and around.find(W + "background") is not None:
            return None
    return PAPER


def is_frame_off_page(paragraph: Element) -> bool:
    """Whether a paragraph's frame stands beside the page."""
    frame = child(paragraph, "pPr", "framePr")
    if frame is None:
        return False
    return any(
        _is_off(number(value(frame, at), 0), number(value(frame, size), 3 * MARGIN))
        for at, size in (("x", "w"), ("y", "h"))
    )


def is_drawing_off_page(drawn: Element) -> bool:
    """Whether a drawing that holds text stands beside the page, or is hidden."""
    for anchor in drawn.iter(_WP + "anchor"):
        extent, told = anchor.find(_WP + "extent"), anchor.find(_WP + "docPr")
        if any(one is not None and one.get("hidden") in ("1", "true") for one in (anchor, told)):
            return True
        for axis, side in (("positionH", "cx"), ("positionV", "cy")):
            offset = anchor.findtext(f"{_WP}{axis}/{_WP}posOffset")
            size = number(extent.get(side) if extent is not None else None, 0)
            if _is_off(number(offset, 0) // EMU, size // EMU):
                return True
    return any(_is_style_off(shape.get("style") or "") for shape in drawn.iter() if shape.get("style"))


def _is_style_off(style: str) -> bool:
    if re.search(r"visibility\s*:\s*hidden", style, re.I):
        return True
    if not re.search(r"position\s*:\s*absolute", style, re.I):
        return False
    return any(abs(float(at) * _TWIPS[(unit or "").lower()]) > OFF for at, unit in _LEFT.findall(style))


def _is_off(at: int, size: int) -> bool:
    return at + size < -MARGIN or at > OFF


def is_row_hidden(row: Element) -> bool:
    """Whether a table's row is hidden."""
    return is_on(child(row, "trPr", "hidden"))
