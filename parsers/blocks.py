"""What a document shows, in reading order: the one language all readers speak.

A reader turns bytes into blocks and says nothing of questions or answers, except
where the document's own markup names the part (``role``). The recogniser turns
blocks into responses and never learns which format they came from.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

BBox = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the page's top left corner."""


class Struct(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An immutable value that can be cached."""


class Place(Struct, frozen=True):
    """Where a block stands in its document."""

    page: int | None = None
    """1-based."""
    bbox: BBox | None = None
    line: int | None = None
    """First source line, 1-based (text formats)."""


class Evidence(StrEnum):
    """What a block's content rests on (contract: ``evidence``); of the documents' own, strongest first."""

    MARKUP = "markup"
    """Attributes or controls that state it: HTML inputs, content controls, cells."""
    MARKS = "marks"
    """Drawn or typed marks: circles, ticks, glyphs, ``[x]``."""
    LAYOUT = "layout"
    """Boxes, styles and places on a page."""
    PIXELS = "pixels"
    """What a picture of a page shows."""
    FORM = "form"
    """What other documents of the form show."""
    TEXT = "text"
    """Nothing but the order of the words."""
    PERSON = "person"
    """A person looked and said so."""


class Role(StrEnum):
    """A part that the document's markup names itself."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    SECTION = "section"
    SECTION_TEXT = "section_text"
    PROMPT = "prompt"
    HELP = "help"
    ANSWER = "answer"
    TYPE_LABEL = "type_label"
    """A screen-reader label such as ``Single choice.``."""
    SCALE_END = "scale_end"
    """``Not at all likely`` beside a scale."""
    GRADING = "grading"
    """Points, right/wrong marks and feedback of a quiz: never an answer."""


class Style(Struct, frozen=True):
    """How a text looks; only differences within one document mean anything."""

    size: float = 0.0
    """Points; 0 where the format has none."""
    bold: bool = False
    italic: bool = False
    color: str = ""
    """``rrggbb``; empty where the format has none or it is automatic."""
    heading: int = 0
    """Level 1 to 6 of a heading by markup; 0 for none."""
    quote: bool = False
    """Set off as a block quote or a box of its own."""


class Link(Struct, frozen=True):
    """A hyperlink inside a text."""

    text: str
    target: str


class Control(StrEnum):
    """The kind of control an option is chosen with."""

    RADIO = "radio"
    CHECKBOX = "checkbox"
    UNKNOWN = "unknown"


class Text(Struct, frozen=True, tag=True):
    """A paragraph. Line breaks that were typed are ``\\n``; wrapped lines are joined."""

    text: str
    place: Place = Place()
    style: Style = Style()
    links: tuple[Link, ...] = ()
    role: Role | None = None
    number: str | None = None
    """Question ordinal that the document keeps apart from the text, digits only."""
    required: bool | None = None
    """A required mark the document keeps apart from the text."""
    bullet: str | None = None
    """List marker: ``-`` for bullets, ``1`` (the number) for ordered lists."""
    tight: bool = False
    """Follows the block before it without a gap (same list or paragraph group)."""


class Choice(Struct, frozen=True, tag=True):
    """One offered option with its radio button or check box."""

    text: str
    selected: bool | None
    """None: the mark is missing or its evidence disagrees."""
    place: Place = Place()
    control: Control = Control.UNKNOWN
    other: bool = False
    """The free-text option: ``text`` is its label as shown (may be empty)."""
    other_text: str | None = None
    """What was typed into it."""
    evidence: Evidence = Evidence.MARKS


class ScaleKind(StrEnum):
    """How a scale is drawn."""

    SYMBOLS = "symbols"
    """Stars, hearts, …: filled up to the rating."""
    NUMBERS = "numbers"
    """Cells with printed figures, one of them chosen."""


class Scale(Struct, frozen=True, tag=True):
    """A rating or a 0-10 scale."""

    kind: ScaleKind
    labels: tuple[str, ...]
    """``1`` … for symbols; the printed figures for numbers."""
    states: tuple[bool | None, ...]
    """Per point: filled or chosen; None where not shown."""
    place: Place = Place()
    evidence: Evidence = Evidence.MARKS


class GridRow(Struct, frozen=True):
    """A Likert statement and the state of its cells."""

    label: str
    states: tuple[bool | None, ...]
    place: Place = Place()
    answer: str | None = None
    """What stands beside it, where the document shows no columns."""


class Grid(Struct, frozen=True, tag=True):
    """A Likert table: one choice per row."""

    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    place: Place = Place()
    control: Control = Control.RADIO
    evidence: Evidence = Evidence.MARKS


class FieldKind(StrEnum):
    """What an answer area takes."""

    TEXT = "text"
    DATE = "date"
    DROPDOWN = "dropdown"
    FILE = "file"


class Field(Struct, frozen=True, tag=True):
    """An answer area (a box, a text control) and what stands in it."""

    text: str
    """Empty: shown and empty. Lines kept; several files one per line."""
    kind: FieldKind = FieldKind.TEXT
    place: Place = Place()
    style: Style = Style()
    links: tuple[Link, ...] = ()
    options: tuple[str, ...] = ()
    """What a drop-down offers, where the document says."""
    placeholder: bool = False
    """The document itself says that ``text`` is only a prompt to type."""
    typed: bool = False
    """The document itself says that ``text`` is the box's value: an answer, whatever its words."""
    whole: bool = True
    """False: the text runs out of its box or of the page, so that not all of it is seen."""
    evidence: Evidence = Evidence.LAYOUT


class Ranking(Struct, frozen=True, tag=True):
    """A ranked list, best first."""

    items: tuple[str, ...]
    place: Place = Place()
    evidence: Evidence = Evidence.LAYOUT


class Table(Struct, frozen=True, tag=True):
    """Any other table: rows of cells, each a run of blocks."""

    rows: tuple[tuple[tuple[Block, ...], ...], ...]
    place: Place = Place()


class SheetTable(Struct, frozen=True):
    """The part of a worksheet that the workbook itself declares a table, with the header as its first row."""

    first: int
    """Its first column."""
    end: int
    """The column behind its last."""
    rows: int
    """How many of the sheet's rows, from the first, lie in it."""
    by_forms: bool = False
    """It bears the name that Microsoft Forms gives."""
    formulas: frozenset[int] = frozenset()
    """Columns that the table itself calculates."""
    added: frozenset[int] = frozenset()
    """Columns that somebody put between the others."""


class Sheet(Struct, frozen=True, tag=True):
    """A workbook's or CSV's export: one response per row."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    table: SheetTable | None = None


class Cell(Struct, frozen=True, gc=False):
    """A sheet's cell. ``text`` is its plain form; a date or time also has ``iso``."""

    text: str
    number: float | None = None
    iso: str | None = None
    """``2023-07-21`` or ``2023-07-21T10:00:00`` for date cells."""


Block = Text | Choice | Scale | Grid | Field | Ranking | Table | Sheet


class Document(Struct, frozen=True):
    """A document as read: blocks in reading order and what the file says of itself."""

    format: str
    """``pdf`` ``docx`` ``md`` ``html`` ``xlsx`` ``csv`` ``image`` (contract: ``documents.format``)."""
    blocks: tuple[Block, ...]
    pages: int | None = None
    language: str | None = None
    """BCP 47, as the file declares it."""
    text_source: str | None = None
    """``embedded``, ``ocr`` or ``mixed`` (contract: ``documents.text_source``); None without pages."""
    bare_boxes: bool = False
    """Its boxes are typed (``[x]``) and stand outside lists, as one converter prints those of a page
    whose other inputs it leaves out."""
    problems: tuple[Problem, ...] = ()


class Severity(StrEnum):
    """How much a finding matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Problem(Struct, frozen=True):
    """Something a person may want to look at; becomes a row of ``findings``."""

    code: str
    """Stable, lower case with underscores."""
    message: str
    severity: Severity = Severity.WARNING
    place: Place = Place()
    loses_content: bool = False
    """Part of the document could not be read: its outcome is ``partial``."""


class Unreadable(Exception):
    """A document that cannot be read as a response.

    ``reason`` is one of the contract's stable codes, ``detail`` one line for a person.
    """

    def __init__(self, reason: str, detail: str, format: str | None = None) -> None:
        super().__init__(reason, detail, format)
        self.reason, self.detail, self.format = reason, detail, format
