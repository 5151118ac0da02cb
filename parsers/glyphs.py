"""Marks that are typed as characters: ``☒ Yes``, ``◉ 7``, ``[x] No``, ``★★★★☆``.

Pure functions on strings, for every format. Nothing here guesses: a glyph that people also
use as a bullet or as a remark (``●``, ``✓``) counts only where its opposite occurs as well.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from parsers.blocks import Control, Struct

RADIO, CHECKBOX, UNKNOWN = Control.RADIO, Control.CHECKBOX, Control.UNKNOWN


class Mark(Struct, frozen=True):
    """A radio button or check box drawn with a character."""

    glyph: str
    """As in ``GLYPHS``, or the canonical spelling of a typed mark: ``[x]``, ``( )``."""
    selected: bool | None
    """None: the character can mean either (a lone cross)."""
    control: Control


# The private-use ones are those of Segoe MDL2 and Fluent icon fonts, which saved pages draw marks with.
OFF_BOXES = "☐□▢◻⬜❏❐❑❒🞎🞏⛶\ue739"
ON_BOXES = "☑☒▣⊠🗹🗷🗵⛝\ue73a\ue73b\ue73d"
OFF_CIRCLES = "○◯⚪⭘🔾❍\uecca\uea3a"
ON_CIRCLES = "◉⦿🔘🞊\ueccb\uea3b"
# Also a bullet, a remark or the verdict of a quiz: `DOUBTFUL` says when they are marks.
FILLED_BOXES = "■◼⬛▪"
FILLED_CIRCLES = "●⚫⬤◎⊙🔴🔵"
TICKS = "✓✔✅🗸\ue73e"
CROSSES = "✗✘✕✖☓❌❎"

GLYPHS: dict[str, tuple[bool | None, Control]] = {
    **dict.fromkeys(OFF_BOXES, (False, CHECKBOX)),
    **dict.fromkeys(ON_BOXES + FILLED_BOXES, (True, CHECKBOX)),
    **dict.fromkeys(OFF_CIRCLES, (False, RADIO)),
    **dict.fromkeys(ON_CIRCLES + FILLED_CIRCLES, (True, RADIO)),
    **dict.fromkeys(TICKS, (True, CHECKBOX)),
    **dict.fromkeys(CROSSES, (None, CHECKBOX)),
}
"""Character -> (selected, control)."""

TYPED: dict[str, tuple[bool | None, Control]] = {
    "[x]": (True, CHECKBOX),
    "[ ]": (False, CHECKBOX),
    "(x)": (True, RADIO),
    "( )": (False, RADIO),
}
"""Canonical spelling of a mark typed with brackets -> (selected, control)."""

DOUBTFUL: dict[str, tuple[str, str]] = {
    **dict.fromkeys(FILLED_BOXES + TICKS + CROSSES, (OFF_BOXES, ON_BOXES)),
    **dict.fromkeys(FILLED_CIRCLES, (OFF_CIRCLES, ON_CIRCLES)),
}
"""Character -> (one of these must occur in the document, none of these may).

A producer draws all its marks with one pair: beside ``◉`` and ``○`` a ``●`` is a bullet.
"""

FILLED_SYMBOLS = "★⭐♥❤🖤💙"
EMPTY_SYMBOLS = "☆✩✰♡🤍"
_ICONS = "\ue734\ue735\ueb51\ueb52"
"""Stars and hearts of icon fonts, which disagree on which of them is the full one."""
_SYMBOLS = FILLED_SYMBOLS + EMPTY_SYMBOLS + _ICONS
_REMARKS = "❤🖤💙"
EMOJI_STAR = "⭐"
"""Also typed in a text: it draws a rating only in a document that has it beside an empty one."""

_VARIANT = "\ufe0e\ufe0f"
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_GAP = r"[ \u00a0_]{0,3}"
_TYPED = rf"\[{_GAP}[xX✓✔•*]?{_GAP}\]|\({_GAP}[xX•*●]?{_GAP}\)"
_TYPED_ALONE = re.compile(_TYPED)
LONGEST_MARK = 9
"""Characters of a typed mark: brackets, a sign, and three blanks on each side of it."""
_GLYPH = re.compile(rf"[{''.join(GLYPHS)}][{_VARIANT}]?")
_MARK = re.compile(rf"(?<!\S)(?:{_TYPED})(?=\s|$)|{_GLYPH.pattern}")
_TYPED_FIRST = re.compile(rf"\s*(?:{_TYPED})(?=\s|$)")
_RATING = re.compile(
    rf"(?P<symbols>(?:[{FILLED_SYMBOLS}{EMPTY_SYMBOLS}][{_VARIANT}]?\s*)+)"
    r"(?:\(?(?P<figure>\d{1,2})(?:\s*\D{1,4}\s*\d{1,2})?\)?)?"
)


def mark_of(text: str) -> Mark | None:
    """The mark that ``text`` as a whole is, if it is one."""
    text = text.strip()
    if not text or len(text) > LONGEST_MARK:
        return None
    if _GLYPH.fullmatch(text):
        return _mark(text)
    return _mark(text) if _TYPED_ALONE.fullmatch(text) else None


def draws_state(text: str) -> bool:
    """Whether ``text`` is one sign of the state of a control or a point, and means nothing else."""
    sign = text.strip()
    return len(sign) == 1 and sign not in DOUBTFUL and (sign in GLYPHS or sign in _SYMBOLS)


def is_symbol(text: str) -> bool:
    """Whether ``text`` is one symbol that ratings are drawn with."""
    return len(text) == 1 and text in _SYMBOLS


def split_marks(text: str) -> list[tuple[Mark | None, str]]:
    """Cuts a paragraph at its marks: each with the words after it, stripped.

    Words before the first mark come first, with None. A text without marks gives one pair.
    Typed marks (``[x]``) count only in a line that begins with one; doubtful characters
    (``DOUBTFUL``) only at the start of a line or between blanks.
    """
    pieces: list[tuple[Mark | None, str]] = []
    mark, start = None, 0
    for begin, end, found in find_marks(text):
        _append(pieces, mark, text[start:begin])
        mark, start = found, end
    _append(pieces, mark, text[start:])
    return pieces or [(None, "")]


def find_marks(text: str) -> Iterator[tuple[int, int, Mark]]:
    """Each mark of a paragraph with its start and end offsets; the rules are ``split_marks``'s."""
    offset = 0
    for line in text.split("\n"):
        typed = bool(_TYPED_FIRST.match(line))
        for found in _MARK.finditer(line):
            mark = _mark(found.group())
            if typed if mark.glyph in TYPED else mark.glyph not in DOUBTFUL or _stands_alone(line, found):
                yield offset + found.start(), offset + found.end(), mark
        offset += len(line) + 1


def is_trusted(mark: Mark, present: Container[str]) -> bool:
    """Whether ``mark`` is a mark and no bullet or remark, given the glyphs ``present`` in the document."""
    if mark.glyph == "(x)":  # also a list's tenth item in Roman figures
        return "( )" in present
    if mark.glyph not in DOUBTFUL:
        return True
    wanted, rivals = DOUBTFUL[mark.glyph]
    return any(c in present for c in wanted) and not any(c in present for c in rivals)


def is_open(glyph: str, present: Container[str]) -> bool:
    """Whether nothing tells a mark from a bullet: its opposite occurs, and so does a rival that is on."""
    wanted, rivals = DOUBTFUL.get(glyph, ("", ""))
    return any(c in present for c in wanted) and any(c in present for c in rivals)


def read_symbols(text: str) -> tuple[bool, ...] | None:
    """The points of a rating drawn with symbols (``★★★☆☆``), filled or not; None if it is none.

    A figure after the symbols (``★★★☆☆ 3/5``) must agree with them. Hearts that people also type
    as a remark need an empty one beside them.
    """
    found = _RATING.fullmatch(text.strip())
    if not found or (found["symbols"][0] in _REMARKS and not set(found["symbols"]) & set(EMPTY_SYMBOLS)):
        return None
    states = tuple(c in FILLED_SYMBOLS for c in found["symbols"] if c in FILLED_SYMBOLS + EMPTY_SYMBOLS)
    figure = found["figure"]
    return None if figure and int(figure) != sum(states) else states


def read_figures(labels: Sequence[str]) -> tuple[tuple[str, ...], str] | None:
    """The figures of a scale from the words after its marks, and what stands after the last.

    ``["0", "1", …, "10 Extremely likely"]`` gives ``(("0", …, "10"), "Extremely likely")``.
    None unless there are three or more consecutive figures from 0 or 1.
    """
    last = re.match(r"(\d{1,2})(?:\s+(\D.*))?$", labels[-1], re.DOTALL) if len(labels) >= 3 else None
    if not last:
        return None
    figures = (*labels[:-1], last[1])
    first = figures[0]
    expected = tuple(str(int(first) + i) for i in range(len(figures))) if first in ("0", "1") else ()
    return (figures, (last[2] or "").strip()) if figures == expected else None


def _mark(glyph: str) -> Mark:
    glyph = glyph.rstrip(_VARIANT)
    if glyph not in GLYPHS:
        inside = glyph[1:-1].strip(" \u00a0_")
        glyph = f"{glyph[0]}{'x' if inside else ' '}{glyph[-1]}"
        return Mark(glyph=glyph, selected=TYPED[glyph][0], control=TYPED[glyph][1])
    return Mark(glyph=glyph, selected=GLYPHS[glyph][0], control=GLYPHS[glyph][1])


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    before, after = text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
    icon = _PRIVATE.match(found.group()) is not None  # icon fonts' glyphs stand against the words
    return not before.strip() and (icon or not after.strip())


def _append(pieces: list[tuple[Mark | None, str]], mark: Mark | None, text: str) -> None:
    if mark or text.strip():
        pieces.append((mark, text.strip()))
