"""What is true of a case, and what of it its document shows."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from tests.world import controls, doms
from tests.world.model import CHOICES, FREE, SCALES, Case, Item
from tests.world.word import SIGNS

NARROW = frozenset({"phone", "A5"})
UNSPACED = frozenset({"zh-Hans", "ja", "th"})
"""Languages that break a line between any two letters: whether a blank stood at a wrap is not shown."""
LIKE_CONTROLS = re.compile(r"\[[ x]?\]|\([ x]\)|[☐☒☑✓●○★☆]|#+ |[*_ ]+$")
"""What begins so is an option with its box, a heading, or a rule between blocks, unless something sets answers
apart."""
SEEN_SIGNS = frozenset(SIGNS) - {"ticks"}


@dataclass(frozen=True)
class Row:
    """One question's truth. ``texts``: the good answers, first the plain one; empty: nothing given."""

    number: str | None
    prompt: str
    row_label: str | None
    kind: str
    texts: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    """Chosen options, ``Other`` by its word."""
    typed: str | None = None
    other: str = ""
    """The page's word for ``Other``."""
    decidable: bool = True
    """Whether the document shows it, so that ``undetermined`` is too little."""
    free: bool = False
    """Whether any reading is good (an unranked list looks like a ranked one)."""
    marked_up: bool = False
    """Whether the text is Markdown, so that ``*``, ``_`` and the like may be markup or the answer's."""
    bare_row: bool = False
    """Whether a grid's row may stand by itself: its sheet does not show where the grid ends."""
    unspaced: bool = False
    """Whether blanks may have gone where lines were wrapped."""

    @property
    def answered(self) -> bool:
        """Whether anything was given."""
        return bool(self.texts or self.chosen)


@dataclass(frozen=True)
class Truth:
    """One document's truth. A respondent of None: the document shows none."""

    rows: tuple[Row, ...]
    respondent: str | None
    name: str | None
    seconds: int | None
    title: str | None
    only: str | None = None
    """Where the document holds several responses: the respondent of the one to judge."""
    loose: tuple[str, ...] = field(default=())
    """Rows that nobody judges: an owner's own columns."""
    rest: tuple[Truth, ...] = ()
    """The document's other responses."""

    @property
    def size(self) -> int:
        """Rows of all responses."""
        return len(self.rows) + sum(len(other.rows) for other in self.rest)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)

    @classmethod
    def of_json(cls, value: dict[str, Any]) -> Truth:
        """The reverse of ``as_json``."""
        rows = tuple(
            Row(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()})
            for row in value["rows"]
        )
        rest = tuple(cls.of_json(other) for other in value.get("rest", ()))
        return cls(**(value | {"rows": rows, "loose": tuple(value["loose"]), "rest": rest}))


def truth(case: Case, medium: str, text: str | None = None) -> Truth:
    """``medium``: print, markup, text (a converter's), docx, md, sheet. ``text``: what a converter left."""
    looks = {
        "marked_up": medium in ("md", "text"),
        "unspaced": medium in ("print", "text") and case.language in UNSPACED,
    }
    rows = tuple(replace(row, **looks) for item in case.items for row in _rows(case, item, medium, text))
    headless = case["head"] == "none" and medium != "sheet"
    head = case.head
    return Truth(
        rows,
        None if headless else head.respondent,
        None if headless else head.name,
        None if headless else head.seconds,
        None if medium == "sheet" else case.title,
        only=head.respondent if case["op"] == "merged" and not headless else None,
    )


def _rows(case: Case, item: Item, medium: str, text: str | None) -> list[Row]:
    number = str(item.number) if case.numbered and medium != "sheet" else None
    shown = _shown(case, item, medium, text)
    if item.kind != "likert":
        return [replace(_row(case, item, number, shown), free=_is_any(case, item, medium))]
    given = item.given or (None,) * len(item.rows)
    out = []
    for label, one in zip(item.rows, given, strict=True):
        chosen = (one,) if one is not None else ()
        if medium == "sheet":
            stem, row_label = (item.prompt, label) if case["quiz"] != "no" else (label, None)
            loose = row_label is not None
            out.append(Row(None, stem, row_label, item.kind, chosen, (), decidable=shown, bare_row=loose))
        else:
            out.append(Row(number, item.prompt, label, item.kind, chosen, chosen, decidable=shown))
    return out


def _row(case: Case, item: Item, number: str | None, shown: bool) -> Row:
    kind, prompt = item.kind, item.prompt
    if kind in CHOICES:
        other = case.word("other")
        chosen = tuple(str(o) for o in item.options if o in item.given) + (
            (other,) if item.typed is not None else ()
        )
        return Row(number, prompt, None, kind, (), chosen, item.typed, other, shown)
    if not item.given:
        return Row(number, prompt, None, kind, decidable=shown)
    if kind in SCALES:
        return Row(
            number, prompt, None, kind, _figures(case, str(item.given[0]), item.scale), decidable=shown
        )
    if kind == "ranking":
        listed = [str(g) for g in item.given]
        numbered = " ".join(f"{n}. {g}" for n, g in enumerate(listed, 1))
        texts = (
            "; ".join(listed),
            ";".join(listed),
            " ".join(listed),
            numbered,
            numbered.replace(". ", r"\. "),
        )
        return Row(number, prompt, None, kind, texts, decidable=shown)
    text = str(item.given[0])
    texts = [text, f"→ {text}"]
    return Row(number, prompt, None, kind, tuple(texts), decidable=shown)


def _is_any(case: Case, item: Item, medium: str) -> bool:
    """Whether every reading is as good: the document shows the same for another truth."""
    if item.kind == "ranking":
        return not item.given
    if item.kind in CHOICES:
        only = case["chosen"] == "only" and medium in ("docx", "md")
        return only and not item.answered and _help_is_bare(case, item, medium)
    text = str(item.given[0]) if item.given else ""
    if medium == "md" and "<b>" in text:  # a tag is Markdown's own
        return True
    if text and case["empty"] == "placeholder" and text == case.word("placeholder_text"):
        return True
    if _is_apart(case, item, medium):
        return False
    if not text:
        return _help_is_bare(case, item, medium)
    next_question = item.trait == "numbered" and case.numbered
    return item.trait == "label" or next_question or bool(LIKE_CONTROLS.match(text))


def _is_apart(case: Case, item: Item, medium: str) -> bool:
    """Whether a field, a cell or a look sets the answer apart from what else stands below a prompt."""
    how = case["docx" if medium == "docx" else "md"]
    if medium == "docx":
        table = case["typed"] == "table" and how == "typed"
        return table or how in ("table", "form", "controls")
    return how == "table" if medium == "md" else medium != "text"


def _help_is_bare(case: Case, item: Item, medium: str) -> bool:
    """Whether help looks as a typed answer does."""
    if item.help is None or medium not in ("docx", "md", "text"):
        return False
    if medium == "docx":
        return case["help"] == "plain"
    return medium == "text" or case["help"] != "italic" or case["md"] == "ocr"


def _figures(case: Case, value: str, scale: int) -> tuple[str, ...]:
    number = int(value)
    drawn = [full * number + empty * (scale - number) for full, empty in ("★☆", "♥♡", "●○")]
    return (
        value,
        f"{value}/{scale}",
        f"{value} / {scale}",
        f"{value}.0",
        case.word("star_pattern").format(value),
        *drawn,
    )


def _shown(case: Case, item: Item, medium: str, text: str | None) -> bool:
    """Whether the document decides this question."""
    if medium == "sheet":
        return case["headers"] != "unknown"
    if medium in ("docx", "md"):
        return _shown_in_words(case, item, medium)
    if medium == "markup" and doms.applies(case):
        return doms.shown(case, item)
    if medium == "text":
        return _left(case, item, text or "")
    if item.kind in CHOICES or item.kind in ("likert", "figures", "nps"):
        if item.kind == "likert" and medium == "print" and case["paper"] in NARROW:
            return False
        radio = item.kind != "multi"
        return controls.survives_print(case, radio) if medium == "print" else controls.survives_markup(case)
    if item.kind == "stars":
        return bool(item.given) and controls.stars_shown(case, medium)
    if not item.answered and medium == "print" and case["empty"] == "label":
        return False
    if item.answered or medium == "markup":
        return not (case["field"] == "none" and case["help"] == "plain" and item.help)
    return case["empty"] == "placeholder" or case["field"] not in ("none", "underline", "left_bar")


def _left(case: Case, item: Item, text: str) -> bool:
    """Whether a converter left the answer in the text."""
    if item.kind in FREE or item.kind == "ranking":
        words = [_folded(str(g)) for g in item.given if g]
        return bool(words) and all(w in _folded(text) for w in words) and not item.help and not _parts(item)
    if item.kind == "stars" and case["stars"] != "radios":
        return bool(item.given) and controls.stars_shown(case, "text")
    return controls.survives_text(case)


def _parts(item: Item) -> bool:
    """Whether the answer has several paragraphs: help and an answer look the same."""
    return item.kind in FREE and "\n" in str((item.given or ("",))[0])


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _shown_in_words(case: Case, item: Item, medium: str) -> bool:
    how = case["docx" if medium == "docx" else "md"]
    if item.kind in CHOICES or item.kind == "likert":
        if medium == "md" and case["noise"] == "boxes":
            return False
        return case["chosen"] in SEEN_SIGNS or (
            medium == "docx" and how == "controls" and item.kind != "likert"
        )
    if not item.answered:
        return how in ("table", "controls") or (medium == "docx" and how == "form")
    by_look = medium == "docx" and case["typed"] in ("bold", "italic", "coloured")
    return by_look or _is_apart(case, item, medium) or not (item.help or _parts(item))
