"""What each rendering hides: turns the whole truth into the truth of one document.

``hard`` names the columns that nobody can decide from this one document.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from tests.makers.model import Form, Shown
from tests.makers.truth import Row, rows
from tests.makers.words import Words

Hide = Callable[[Shown, Row, str], None]
TYPE = "question_type"
RANKED = (TYPE, "selected", "answer_text", "options")
SCALED = ("answer_text", "value_number", "selected", "status")


def _hard(row: Row, *columns: str) -> None:
    row["hard"] = list(dict.fromkeys([*row.get("hard", []), *columns]))


def markup(_shown: Shown, _row: Row, _other: str) -> None:
    """A saved page: nothing is hidden."""


def print_(shown: Shown, row: Row, _other: str) -> None:
    """A browser's print with background graphics."""
    kind = shown.question.kind
    if kind in ("date", "file", "numbers"):
        _hard(row, TYPE)
    if kind == "ranking":
        _hard(row, *RANKED)
    if shown.typed:
        _hard(row, "other_text")


def print_plain(shown: Shown, row: Row, other: str) -> None:
    """A browser's print without background graphics: the chosen number hardly differs."""
    print_(shown, row, other)
    if shown.question.kind in ("nps", "numbers"):
        _hard(row, *SCALED)


def _no_emoji(row: Row) -> None:
    if any(ord(c) > 0xFFFF or unicodedata.category(c) == "So" for c in row.get("answer_text") or ""):
        _hard(row, "answer_text")


def firefox(shown: Shown, row: Row, other: str) -> None:
    """A print whose colour emoji are pictures without text."""
    print_(shown, row, other)
    _no_emoji(row)


def firefox_plain(shown: Shown, row: Row, other: str) -> None:
    """The same without background graphics."""
    print_plain(shown, row, other)
    _no_emoji(row)


def glyphs(shown: Shown, row: Row, _other: str) -> None:
    """Typed marks; answers are plain paragraphs."""
    kind = shown.question.kind
    if kind in ("date", "file", "numbers", "stars", "dropdown"):
        _hard(row, TYPE)
    if kind == "ranking":
        _hard(row, *RANKED, "status")
    if kind == "nps":
        _hard(row, TYPE, "options", "selected", "answer_text")
    if row.get("trap"):
        _hard(row, "answer_text", "status", "urls")


def one_box(shown: Shown, row: Row, other: str) -> None:
    """Glyphs with one kind of box for single and multiple choices."""
    glyphs(shown, row, other)
    _same_box(shown, row)


def _same_box(shown: Shown, row: Row) -> None:
    """Only a second tick tells several choices from one."""
    if shown.question.kind == "single" or (shown.question.kind == "multi" and len(shown.given) < 2):
        _hard(row, TYPE)


def controls(shown: Shown, row: Row, _other: str) -> None:
    """Content controls or form fields: the same box for one choice and for several."""
    kind = shown.question.kind
    _same_box(shown, row)
    if kind in ("date", "file", "numbers", "stars", "nps", "dropdown"):
        _hard(row, TYPE)
    if kind == "ranking":
        _hard(row, *RANKED, "status")


def _undetermined(row: Row) -> None:
    row |= {"status": "undetermined", "answer_text": None, "selected": None, "other_text": None}
    if "value_number" in row:
        row["value_number"] = None
    row.pop("value_bool", None)
    row.setdefault("alt", {}).pop("answer_text", None)
    row["alt"].pop("selected", None)


def lost(shown: Shown, row: Row, other: str) -> None:
    """Selections are lost; help, options and answers look alike."""
    q, kind = shown.question, shown.question.kind
    if kind in ("single", "multi", "stars", "numbers", "nps", "likert"):
        typed = shown.typed
        _undetermined(row)
        if typed:
            _hard(row, "other_text")
            listed = [[typed], [f"{other}: {typed}"], [other, typed], []]
            row["alt"]["options"] = [[*q.options, *x] for x in listed]
        if kind in ("stars", "numbers", "nps"):
            _hard(row, "status", "answer_text", "options", "value_number")
    if kind in ("ranking", "file", "dropdown"):
        _hard(row, "status", "selected", "answer_text", "options", "help_text")
    if row["help_text"]:
        _hard(row, "help_text", "prompt")
        if kind in ("text", "long", "date"):
            _hard(row, "answer_text", "status", "urls")
    if row.get("trap") or "\n" in (row.get("answer_text") or ""):
        _hard(row, "answer_text", "status", "urls")
    if kind in ("date", "file", "numbers", "dropdown"):
        _hard(row, TYPE)


def pasted(shown: Shown, row: Row, other: str) -> None:
    """As ``lost``; section headings are plain paragraphs."""
    lost(shown, row, other)
    _hard(row, "section")


def lost_all(shown: Shown, row: Row, other: str) -> None:
    """As ``lost``, and without the page's type labels."""
    lost(shown, row, other)
    if shown.question.kind not in ("text", "long") or "\n" in (row.get("answer_text") or ""):
        _hard(row, TYPE)
    if shown.question.kind in ("single", "multi") and not shown.question.yes_no:
        _hard(row, "options")  # several options may stand in one line


def expected(form: Form, index: int, hide: Hide) -> list[Row]:
    """The rows of response ``index`` as one rendering shows them."""
    other = Words(form.language)["other"]
    out = []
    for shown, row in rows(form, index):
        hide(shown, row, other)
        out.append(row)
    if hide is pasted:
        _run_together(form, out)
    if not form.numbered and hide in (pasted, lost_all):
        out = [row | {"hard_row": True} for row in out]
    return [{k: v for k, v in row.items() if v or k not in ("hard", "alt")} for row in out]


def _run_together(form: Form, out: list[Row]) -> None:
    """A plain heading after an answer or an option looks like a part of it."""
    for row, after in zip(out, [*out[1:], None], strict=True):
        if after["section"] != row["section"] if after else form.closing:
            _hard(row, "answer_text", "status", "options", "value_number", "value_date", "urls", "help_text")
