"""What an engine reads from a page: text runs and shapes, whichever engine it was.

All coordinates are points from the page's top left corner.
"""

from __future__ import annotations

import msgspec

from parsers.blocks import Control

BBox = tuple[float, float, float, float]

MAX_PAGES = 500
MAX_OBJECTS = 200_000
"""Per document; a Forms print has some 100 objects a page."""
MAX_CHARS = 5_000_000


class Run(msgspec.Struct, frozen=True, gc=False):
    """A piece of text drawn in one go, in visual order from left to right."""

    text: str
    """Empty: a glyph without a text (an overlaid or unmapped one) or, with no width, a space."""
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    """The baseline's y."""
    origin: float
    """Where the pen stood: left of ``x0`` by the first glyph's side bearing."""
    size: float
    bold: bool = False
    italic: bool = False
    color: str = ""
    clip: BBox | None = None
    """Only asked for where it may decide a rating."""
    loose: bool = False
    """Written by a word processor, which sets small gaps between ideographs and Latin letters."""


class Kind:
    """How a shape's outline looks."""

    LINE = "line"
    """Thin: a rule, a border's edge, an underline."""
    RECT = "rect"
    ROUNDED = "rounded"
    """A rectangle with round corners, or another closed outline of lines and curves."""
    ROUND = "round"
    """Curves only: a circle."""
    TICK = "tick"
    """An open line of two or three strokes."""
    POLYGON = "polygon"


class Shape(msgspec.Struct, frozen=True, gc=False):
    """A drawn path. The box includes the stroke's width."""

    kind: str
    x0: float
    top: float
    x1: float
    bottom: float
    filled: bool
    stroked: bool
    hollow: bool = False
    """Filled between two outlines: a border drawn as a ring."""
    fill: str = ""
    """Asked for small shapes only."""
    stroke: str = ""
    width: float = 0.0
    """Of the stroke, or of the border that a hollow shape is; small shapes only."""
    clip: BBox | None = None


class Target(msgspec.Struct, frozen=True, gc=False):
    """A link's area on a page."""

    box: BBox
    uri: str


class Tag(msgspec.Struct, frozen=True, gc=False):
    """A radio button or check box that the document's structure names."""

    boxes: tuple[BBox, ...]
    """Of what was drawn for it: marks, icons, short texts."""
    on: bool | None
    """None: nothing is said."""


class FieldType:
    """What an AcroForm field is."""

    TEXT = "text"
    LIST = "list"
    """Drop-down or list box."""
    CHECKBOX = "checkbox"
    RADIO = "radio"


class FormField(msgspec.Struct, frozen=True, gc=False):
    """An AcroForm field: not drawn on the page, it states itself what stands in it."""

    kind: str
    box: BBox
    text: str = ""
    on: bool | None = None
    """Of a check box or radio button."""
    options: tuple[str, ...] = ()


class Seen(msgspec.Struct, frozen=True, gc=False):
    """A radio button or check box that was read from a picture."""

    box: BBox
    kind: Control
    on: bool | None
    """None: on and off could be taken for each other."""


class Icon(msgspec.Struct, frozen=True, gc=False):
    """A small picture that is no control, such as a star."""

    box: BBox
    look: str
    """The same for pictures that look alike, in the whole document."""
    ink: float
    """How much it differs from its ground, 0 to 255 in the mean."""


class Page(msgspec.Struct, frozen=True):
    """One page, as an engine saw it."""

    index: int
    """From 0."""
    width: float
    height: float
    runs: list[Run]
    shapes: list[Shape]
    links: list[Target] = []
    tags: list[Tag] = []
    fields: list[FormField] = []
    images: list[BBox] = []
    clips: bool = True
    """Whether the engine knows what is clipped away."""
    hidden: list[BBox] = []
    """Where a text was left out that nobody sees, or one was put right that is not what its glyphs say."""
    way: int = 0
    """Quarter turns, clockwise, that put its text upright: it is read as if it were shown so."""
    loaded: bool = True
    """False: the engine could not read this page."""
    controls: list[Seen] = []
    icons: list[Icon] = []
    pictured: bool = False
    """It was read from a picture: all that it holds are pixels."""
    back: tuple[float, float, float, float, float, float] | None = None
    """Of a picture that was straightened: from its points to those it had (``pixels.paper.Affine``)."""
    illegible: str | None = None
    """A picture whose letters could not be read: the finding's code."""


class Source(msgspec.Struct, frozen=True):
    """A whole document, as an engine saw it."""

    pages: list[Page]
    count: int
    """Pages there are."""
    language: str | None = None
    claimed: int | None = None
    """Pages the file says it has, where that is another number."""
    judged: bool = True
    """What nobody sees on a page was looked for."""
