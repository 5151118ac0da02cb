"""What is true of a case, and what of it its document shows."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from tests.world import controls
from tests.world.model import CHOICES, FREE, SCALES, Case, Item
from tests.world.word import SIGNS

NARROW = frozenset({"phone", "A5"})
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
        return cls(**(value | {"rows": rows, "loose": tuple(value["loose"])}))


def truth(case: Case, medium: str, text: str | None = None) -> Truth:
    """``medium``: print, markup, text (a converter's), docx, md, sheet. ``text``: what a converter left."""
    marked_up = medium in ("md", "text")
    rows = tuple(
        replace(row, marked_up=marked_up) for item in case.items for row in _rows(case, item, medium, text)
    )
    headless = case["head"] == "none" and medium != "sheet"
    head = case.head
    several = medium == "sheet" or case["op"] == "merged"
    return Truth(
        rows,
        None if headless else head.respondent,
        None if headless else head.name,
        None if headless else head.seconds,
        None if medium == "sheet" else case.title,
        only=head.respondent if several and not headless else None,
        loose=("Score (ours)", "Status") if medium == "sheet" else (),
    )


def _rows(case: Case, item: Item, medium: str, text: str | None) -> list[Row]:
    number = str(item.number) if case.numbered and medium != "sheet" else None
    shown = _shown(case, item, medium, text)
    if item.kind != "likert":
        return [_row(case, item, number, shown)]
    given = item.given or (None,) * len(item.rows)
    out = []
    for label, one in zip(item.rows, given, strict=True):
        chosen = (one,) if one is not None else ()
        if medium == "sheet":
            out.append(Row(None, label, None, item.kind, chosen, (), decidable=shown))
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
        return Row(number, prompt, None, kind, decidable=shown and kind != "ranking", free=kind == "ranking")
    if kind in SCALES:
        return Row(
            number, prompt, None, kind, _figures(case, str(item.given[0]), item.scale), decidable=shown
        )
    if kind == "ranking":
        listed = [str(g) for g in item.given]
        numbered = " ".join(f"{n}. {g}" for n, g in enumerate(listed, 1))
        texts = ("; ".join(listed), " ".join(listed), numbered, numbered.replace(". ", r"\. "))
        return Row(number, prompt, None, kind, texts, decidable=shown)
    text = str(item.given[0])
    texts = [text, f"→ {text}"]
    if case["empty"] == "placeholder" and text == case.word("placeholder_text"):
        return Row(number, prompt, None, kind, (text,), decidable=False, free=True)
    return Row(number, prompt, None, kind, tuple(texts), decidable=shown)


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
    if medium == "text":
        return _left(case, item, text or "")
    if item.kind in CHOICES or item.kind in ("likert", "figures", "nps"):
        if item.kind == "likert" and medium == "print" and case["paper"] in NARROW:
            return False
        radio = item.kind != "multi"
        return controls.survives_print(case, radio) if medium == "print" else controls.survives_markup(case)
    if item.kind == "stars":
        return bool(item.given) and controls.stars_shown(case, medium)
    if item.answered or medium == "markup":
        return not (case["field"] == "none" and case["help"] == "plain" and item.help)
    return case["empty"] == "placeholder" or case["field"] not in ("none", "underline", "left_bar")


def _left(case: Case, item: Item, text: str) -> bool:
    """Whether a converter left the answer in the text."""
    if item.kind in FREE or item.kind == "ranking":
        words = [_folded(str(g)) for g in item.given if g]
        return bool(words) and all(w in _folded(text) for w in words) and not item.help
    if item.kind == "stars" and case["stars"] != "radios":
        return bool(item.given) and controls.stars_shown(case, "text")
    return controls.survives_text(case)


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _shown_in_words(case: Case, item: Item, medium: str) -> bool:
    how = case["docx" if medium == "docx" else "md"]
    if item.kind in CHOICES or item.kind == "likert":
        return case["chosen"] in SEEN_SIGNS or (
            medium == "docx" and how == "controls" and item.kind != "likert"
        )
    if not item.answered:
        return how in ("table", "controls") or (medium == "docx" and how == "form")
    if medium == "md":
        return how == "table" or not item.help
    set_apart = how in ("table", "form", "controls") or case["typed"] in (
        "bold",
        "italic",
        "coloured",
        "table",
    )
    return set_apart or not item.help
