"""A case: one made-up document, as plain values. Its bytes and its truth are functions of it."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from tests.makers.workbooks import EDITS, NEEDS_TABLE, OFFICE_SAVES, SAVES

WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
LABELS = tomllib.loads((Path(__file__).parents[2] / "parsers" / "labels.toml").read_text("utf-8"))
RIGHT_TO_LEFT = frozenset({"ar", "he"})
CHOICES = frozenset({"single", "multi"})
SCALES = frozenset({"stars", "figures", "nps"})
FREE = frozenset({"text", "long", "date", "file", "dropdown"})
TYPES = {
    "text": "type_text",
    "long": "type_text",
    "single": "type_single_choice",
    "multi": "type_multiple_choice",
    "dropdown": "type_single_choice",
    "stars": "type_rating",
    "figures": "type_rating",
    "nps": "type_nps",
    "likert": "type_likert",
    "ranking": "type_ranking",
    "date": "type_date",
    "file": "type_file_upload",
}


@cache
def label(language: str, meaning: str, place: int = 0) -> str:
    """What a page prints by itself; English where a language has no word for it."""
    words = LABELS[meaning]
    found = words.get(language) or words["en"]
    one = found[min(place, len(found) - 1)]
    return str(one["text"] if isinstance(one, dict) else one)


@dataclass(frozen=True)
class Item:
    """A question with its answer. ``kind``: a key of ``TYPES``."""

    kind: str
    prompt: str
    given: tuple[str | None, ...] = ()
    """Chosen options without ``Other``; one per row of a grid; the figure; the text; empty: nothing."""
    typed: str | None = None
    """What was typed into ``Other``; not None means that it is chosen."""
    help: str | None = None
    required: bool = False
    options: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    other: bool = False
    scale: int = 5
    section: str | None = None
    """A heading that stands before this question."""
    number: int = 0
    trait: str = ""
    """What its answer imitates; for the figures by axis."""

    @property
    def answered(self) -> bool:
        """Whether anything was given."""
        return self.typed is not None or any(g is not None for g in self.given)


@dataclass(frozen=True)
class Head:
    """Who answered. ``time`` is ``minutes:seconds``; a name of None is an anonymous response."""

    respondent: str = "27"
    name: str | None = None
    time: str = "11:00"

    @property
    def seconds(self) -> int:
        """The time to complete."""
        minutes, seconds = self.time.split(":")
        return int(minutes) * 60 + int(seconds)


@dataclass(frozen=True)
class Case:
    """One document. ``look`` holds one value for each axis that it does not leave at its first."""

    name: str
    group: str
    producer: str
    language: str
    title: str
    items: tuple[Item, ...]
    head: Head = Head()
    numbered: bool = True
    chrome: str = "en"
    """The language of what the page prints by itself."""
    look: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, axis: str) -> str:
        return self.look.get(axis) or AXES[axis][0]

    def word(self, meaning: str, place: int = 0) -> str:
        """What the page prints by itself."""
        return label(self.chrome, meaning, place)

    @property
    def rtl(self) -> bool:
        """Whether it runs from right to left."""
        return self.language in RIGHT_TO_LEFT

    def with_items(self, items: tuple[Item, ...]) -> Case:
        """The same with other questions."""
        return replace(self, items=items)


AXES: dict[str, tuple[str, ...]] = {
    # how a control is drawn
    "control": (
        "native",
        "svg",
        "svg_inverse",
        "svg_filled",
        "css_dot",
        "css_ring",
        "css_thick",
        "css_fill",
        "css_ground",
        "fluent8",
        "fluent9",
        "glyph",
        "ballot",
        "ballot_x",
        "circles",
        "brackets",
        "parens",
        "ticks",
        "image",
        "weight",
        "colour",
        "shade",
    ),
    "markup": ("input", "aria", "bare"),
    "state": ("disabled", "readonly", "enabled"),
    "stars": ("aria", "svg", "text", "text_colour", "glyph", "radios"),
    "star": ("star", "heart", "figure", "thumb"),
    "field": ("box", "two_tone", "thick", "dashed", "underline", "none", "left_bar"),
    "corner": ("0", "4px", "16px"),
    "ground": ("none", "grey", "tint", "dark"),
    "shadow": ("no", "yes"),
    "empty": ("placeholder", "nothing", "label"),
    "other": ("after", "inside", "field"),
    # how a page is laid out
    "dialect": ("new", "old", "plain"),
    "dom": ("cards", "fieldset", "dl", "flat", "details", "table", "list", "bold", "labelled"),
    "pick": ("native", "beside", "label", "item", "sign", "behind", "before", "class"),
    "fill": ("input", "textarea", "div", "paragraph"),
    "paper": ("A4", "Letter", "A3 landscape", "phone", "A5"),
    "scale": ("1", "0.4", "0.6", "0.75", "0.9", "1.25", "1.5"),
    "background": ("yes", "no"),
    "theme": ("light", "dark"),
    "columns": ("1", "2"),
    "mark_side": ("before", "behind", "above", "below"),
    "cards": ("none", "bordered", "shaded"),
    "push": ("0", "to 100", "to 300", "to 600", "to 1000"),
    "break": ("free", "avoid"),
    "zoom": ("1", "0.8", "1.2"),
    "font": ("sans", "serif", "mono"),
    "size": ("15", "11", "20"),
    "head": ("labels", "bars", "inline", "rows", "table", "compact", "late", "chips", "none"),
    "number": ("span", "text", "apart", "table", "paren"),
    "help": ("italic", "grey", "small", "plain"),
    "required": ("star", "css", "hidden", "text", "none"),
    "types": ("none", "hidden", "shown"),
    "prompt": ("bold", "plain", "coloured", "large"),
    "section": ("heading", "bold", "band"),
    "printed": ("plain", "header"),
    "quiz": ("no", "points", "reviewed"),
    "tagged": ("yes", "no"),
    # how people type and converters write
    "typed": ("plain", "italic", "coloured", "indented", "colon", "table", "bold", "underlined", "arrow"),
    "chosen": (
        "ballot_x",
        "ballot",
        "brackets",
        "parens",
        "ticks",
        "underlined",
        "struck",
        "bold",
        "only",
        "highlight",
    ),
    "docx": ("typed", "form", "table", "gdocs", "outline", "controls"),
    "md": ("plain", "heading", "bold", "ocr", "mail", "table", "listed"),
    "noise": ("none", "case", "letters", "spaces", "furniture", "boxes"),
    # what becomes of a workbook
    "edit": (*EDITS, *NEEDS_TABLE, "two waves"),
    "then": ("nothing", "title line", "notes beside", "filtered", "copied sheet"),
    "file": (*SAVES, "r", *(f"office {ending}" for ending in OFFICE_SAVES if shutil.which("soffice"))),
    "headers": ("chrome", "english", "unknown"),
    # and of a print
    "op": ("none", "merged", "annotated", "cropped", "rotated", "2up", "booklet", "relinearised", "stamped"),
}
"""Axis -> its values; the first is the plainest, to which shrinking returns."""

BY_SHEET = ("edit", "then", "file", "headers", "quiz")
UNKNOWN = ("Auðkenni", "Upphafstími", "Lokatími", "Netfang", "Nafn", "Síðast breytt")
"""Headers of a language that the program does not know."""
BY_PAGE = ("dom", "pick", "fill")
"""Structures of saved pages in nobody's markup; prints do not have them."""
BY_HAND = ("typed", "chosen", "number", "help", "required", "head", "empty")
BY_WORD = ("docx", "prompt", *BY_HAND)
BY_TEXT = ("md", "noise", *BY_HAND)


def axes_of(producer: str) -> tuple[str, ...]:
    """The axes that change what a producer makes; a page's are all the rest."""
    if producer == "sheet":
        return BY_SHEET
    if producer.startswith("docx") or producer == "office":
        return BY_WORD
    if producer == "md":
        return BY_TEXT
    if producer == "acroform":
        return ("head",)
    unsaved = set(BY_PAGE) if producer != "html" else set()
    others = {*unsaved, *(set(BY_SHEET) - {"quiz"}), "md", "noise", "typed", "chosen", "docx"} | (
        set() if producer == "pdf_changed" else {"op"}
    )
    return tuple(axis for axis in AXES if axis not in others)
