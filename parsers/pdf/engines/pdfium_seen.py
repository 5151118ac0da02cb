"""What is drawn on a page and nobody sees: the picture of the page decides.

While a page is read, a few cheap signs raise a doubt: a render mode without paint, a transparent fill, one
like its ground's, a clip, layers, something painted over it. Only then is the page drawn twice, with what is
doubted and without it. Where both pictures are alike, it is not seen. Other pages cost next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import pypdfium2.raw as c

from parsers.pdf.engines.pdfium_alike import ENOUGH, alike
from parsers.pdf.engines.pdfium_calls import Handle, Values, bare, fill_of
from parsers.pdf.engines.pdfium_frame import ColorReader, Frame, Matrix, clip_box, intersect
from parsers.pdf.engines.pdfium_paths import SMALL
from parsers.pdf.glyphs import is_rating
from parsers.pdf.page import BBox, Kind, Run, Shape

STROKED = (c.FPDF_TEXTRENDERMODE_STROKE, c.FPDF_TEXTRENDERMODE_FILL_STROKE)
PAPER = 0xF0
"""Of 255: a colour that cannot be told from paper's; no mark is drawn in it."""
NEAR = 24
"""Of 255: colours that differ less in each channel may look alike."""
FAINT = 96
"""Of 255: what has no more alpha may not be seen, and covers nothing."""
SLACK = 0.3
"""Points by which a shape that is covered may stand out."""
MAX_STEPS = 1_000_000
"""Comparisons on a page of what is painted with what was painted before; a print takes some 1,000."""
BAND = 24.0
"""Points: heights in which what was painted is looked for."""

_render_mode = bare(c.FPDFTextObj_GetTextRenderMode)
_VISIBLE = (c.FPDF_TEXTRENDERMODE_FILL, *STROKED, c.FPDF_TEXTRENDERMODE_FILL_CLIP,
            c.FPDF_TEXTRENDERMODE_STROKE_CLIP, c.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP)  # fmt: skip
Color = tuple[int, ...]
WHITE: Color = (255, 255, 255)


_CLEAR = (c.FPDF_ANNOT_LINK, c.FPDF_ANNOT_WIDGET, c.FPDF_ANNOT_POPUP)


class Painted(NamedTuple):
    """What was painted, and its fill where it is an opaque shape's."""

    item: Handle
    what: Run | Shape
    color: Color | None


class Watch:
    """Notes a page's doubtful texts and marks as they are painted."""

    def __init__(self, layered: bool, colors: ColorReader) -> None:
        """``colors``: by which a text's fill was read just before it is told of here."""
        self._layered = layered
        """The file has layers, which may be off: everything is doubted."""
        self._colors = colors
        self._parts = Values(4, "I")
        self.new_page()

    def new_page(self) -> None:
        """Begin a page."""
        self._bands: dict[int, list[Painted]] = {}
        self._grounds: list[tuple[BBox, Color]] = []
        self._colored = {WHITE}
        """The grounds' colours."""
        self._inks: dict[Color, bool] = {}
        """Whether a text's colour is near one of them."""
        self._pictures: list[BBox] = []
        self._steps = 0
        self._doubted: dict[int, Painted] = {}
        """By the ``id`` of what was read."""
        self._erasers: dict[int, list[Shape]] = {}
        """What was painted over a shape in the paper's colour: where the shape is gone, no mark itself."""

    def text(self, item: Handle, run: Run, ctm: Matrix) -> None:
        """A text was painted."""
        if not run.text.strip():
            return
        painted = Painted(item, run, None)
        if (
            self._layered
            or self._is_faint(item, run)
            or (self._is_clipped(item, run, ctm) and not is_rating(run))
            or self._on_picture(run)
        ):
            self._doubted[id(run)] = painted
        self._bands.setdefault(int(run.base // BAND), []).append(painted)

    def shape(self, item: Handle, shape: Shape, ctm: Matrix) -> None:
        """A path was painted. It may cover what was painted before, and is the ground of what comes after."""
        if not shape.filled or shape.kind == Kind.LINE:
            return
        color: Color | None = None
        if fill_of(item, *self._parts.each):
            *channels, alpha = self._parts.read()
            color = tuple(channels) if alpha > FAINT else None
        if color is not None and not shape.hollow:
            box = (shape.x0, shape.top, shape.x1, shape.bottom)
            clip = clip_box(item, ctm) if shape.x1 - shape.x0 > SMALL else None
            if clip is not None:  # a border's side is a whole box, clipped
                box = intersect(box, clip)
            self._cover(box, color, shape)
            self._grounds.append((box, color))
            if color not in self._colored:
                self._colored.add(color)
                self._inks.clear()
        self._bands.setdefault(int((shape.top + shape.bottom) / 2 // BAND), []).append(
            Painted(item, shape, color)
        )

    def picture(self, box: BBox) -> None:
        """A picture was painted."""
        self._pictures.append(box)
        self._cover(box, None, None)

    def faint(self, group: Handle) -> bool:
        """Whether a group of drawings is painted with no alpha."""
        return bool(fill_of(group, *self._parts.each)) and self._parts.read()[3] <= FAINT

    def _cover(self, box: BBox, color: Color | None, by: Shape | None) -> None:
        left, right = box[0] - SLACK, box[2] + SLACK
        for band in self._within(box):
            self._steps += len(band)
            if self._steps > MAX_STEPS:
                return
            for painted in band:
                what = painted.what
                if what.x1 < left or what.x0 > right or not _covers(box, what):
                    continue
                if isinstance(painted.what, Run):
                    self._doubted[id(painted.what)] = painted
                elif painted.color is not None and painted.color != color and min(painted.color) < PAPER:
                    self._doubted[id(painted.what)] = painted
                    if by is not None and color is not None and min(color) >= PAPER:
                        self._erasers.setdefault(id(painted.what), []).append(by)

    def _within(self, box: BBox) -> Iterable[list[Painted]]:
        first, last = int(box[1] // BAND), int(box[3] // BAND)
        if last - first > len(self._bands):
            return list(self._bands.values())
        return [self._bands[n] for n in range(first, last + 1) if n in self._bands]

    def _on_picture(self, run: Run) -> bool:
        if not self._pictures:
            return False
        self._steps += len(self._pictures)
        return self._steps > MAX_STEPS or any(_covers(picture, run) for picture in self._pictures)

    def _is_faint(self, item: Handle, run: Run) -> bool:
        """Whether a text is painted in no way, or in a colour that may not stand out from its ground."""
        mode = _render_mode(item)
        if mode not in _VISIBLE:
            return True
        fill = self._colors.last
        if mode in STROKED or fill is None:
            return False
        if fill[3] <= FAINT:
            return True
        ink = fill[:3]
        if ink not in self._inks:
            self._inks[ink] = any(_near(ink, color) for color in self._colored)
        if not self._inks[ink]:
            return False
        self._steps += len(self._grounds)
        if self._steps > MAX_STEPS:
            return True
        ground = next((color for box, color in reversed(self._grounds) if _covers(box, run)), WHITE)
        return _near(ink, ground)

    def _is_clipped(self, item: Handle, run: Run, ctm: Matrix) -> bool:
        clip = clip_box(item, ctm)
        if clip is None or (
            clip[0] <= run.x0 and clip[1] <= run.top and clip[2] >= run.x1 and clip[3] >= run.bottom
        ):
            return False
        x0, top, x1, bottom = intersect(clip, (run.x0, run.top, run.x1, run.bottom))
        return x1 - x0 < 0.9 * (run.x1 - run.x0) or bottom - top < 0.9 * (run.bottom - run.top)

    def unseen(self, page: Any, frame: Frame) -> dict[int, Run | Shape]:
        """What nobody sees of the page, by ``id``."""
        found = {
            id(run): run
            for band in self._bands.values()
            for _, run, _ in band
            if run.x1 <= 0 or run.bottom <= 0 or run.x0 >= frame.width or run.top >= frame.height
        }
        if self._steps > MAX_STEPS:  # too much to be told one by one: the picture tells
            painted = (p for band in self._bands.values() for p in band)
            self._doubted |= {id(p.what): p for p in painted if isinstance(p.what, Run)}
        doubted = {key: item for key, item in self._doubted.items() if key not in found}
        if doubted:
            found |= alike(page, frame, [(p.item, p.what) for p in doubted.values()])
            found |= {id(e): e for key in list(found) for e in self._erasers.get(key, ())}
        return found


def _near(ink: Color, ground: Color) -> bool:
    """Whether two colours may look alike."""
    return all(abs(a - b) < NEAR for a, b in zip(ink, ground, strict=True))


def annotated(page: Any, frame: Frame) -> list[BBox]:
    """Where annotations are drawn over a page: notes, stamps and shapes; links and fields cover nothing."""
    found = []
    rect = c.FS_RECTF()
    for n in range(c.FPDFPage_GetAnnotCount(page)):
        annotation = c.FPDFPage_GetAnnot(page, n)
        if not annotation:
            continue
        if c.FPDFAnnot_GetSubtype(annotation) not in _CLEAR and c.FPDFAnnot_GetRect(annotation, rect):
            found.append(frame.place(rect.left, rect.bottom, rect.right, rect.top))
        c.FPDFPage_CloseAnnot(annotation)
    return found


def _covers(box: BBox, what: Run | Shape) -> bool:
    """Whether most of a text, or all of a shape, lies in a box."""
    if isinstance(what, Run):
        middle = what.base - 0.3 * what.size
        if not box[1] < middle < box[3]:
            return False
        return min(box[2], what.x1) - max(box[0], what.x0) >= ENOUGH * (what.x1 - what.x0)
    return (
        box[0] <= what.x0 + SLACK
        and box[1] <= what.top + SLACK
        and box[2] >= what.x1 - SLACK
        and box[3] >= what.bottom - SLACK
    )
