"""Where a line's blanks are: its ink knows better than the model, which loses and makes up blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import msgspec
from PIL import ImageFont

from parsers.pixels.blobs import Blob
from parsers.pixels.recogniser import Words

BLANK = 0.125
"""Of the size: a wider gap parts two words if the model saw a blank, too. Side bearings leave up to 0.15."""
SURE_BLANK = 0.24
"""A wider gap does, whatever the model saw. Blanks have 0.22 (narrow fonts) to 0.35."""
LEAST_BLANK = 0.17
"""A gap as wide as the narrowest that the model saw a blank at is one too, but for this."""
FIGURES = 0.5
"""The same beside figures: a one leaves 0.37 free."""
ASTRAY = 0.4
"""Of the size: a gap is no further from where the model saw its letters."""
APART = 0.42
"""A wider gap parts two texts: an ordinal and its title, a header's cells."""
WINDOW = 6
"""Letters by which a word may be longer or shorter than its ink's width says."""
MISFIT = 0.3
"""Of the size, for a word: if letters and ink differ by more, the model's own blanks stand."""

UNSAID = 0.5
"""Of the size: a gap that the model saw no blank at costs as much as letters that miss the ink by this.
A letter in the wrong word costs 0.5 to 1, a full stop 0.2 to 0.4."""


Letters = Sequence[tuple[str, float, float]]
"""Characters with their places and probabilities, as in ``Words``."""


JOINED = 0.6
"""Of the model's blanks: if the ink shows fewer, an underline joins its words."""


_RANK = re.compile(r"(\d{1,2})([^\W\d_a-zA-Z].*)")


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word or, with ``APART`` around it, a text. ``sure``: the least of its characters' probabilities."""

    text: str
    x0: int
    x1: int
    sure: float
    apart: bool
    """Stands far from what is before it."""


def words_of(said: Words, ink: Sequence[Blob], size: float) -> list[Word]:
    """The line's words by its ink. ``size``: in pixels."""
    letters = [(c, a, p) for c, a, p in zip(said.text, said.at, said.sure, strict=True) if not c.isspace()]
    if not letters or not ink:
        return []
    blanks = _said_blanks(said)
    wide = sum(c >= "\u2e80" for c, _, _ in letters) > 0.4 * len(letters)
    parts = _parts(ink, size, wide)
    cuts = _dealt(letters, parts, blanks, size) if len(parts) > 1 else [0, len(letters)]
    if cuts is None and not wide:
        cuts = _placed(letters, parts, size)
    if cuts is not None:
        parts, cuts = _agreed(letters, parts, cuts, blanks, size)
    if cuts is None or (not wide and len(cuts) - 2 < JOINED * len(blanks)):
        parts, cuts = _by_model(letters, blanks, ink)
    found = []
    for n, ((x0, x1), (a, b)) in enumerate(zip(parts, pairwise(cuts), strict=True)):
        own = letters[a:b]
        apart = n > 0 and x0 - parts[n - 1][1] > APART * size
        found.append(
            Word("".join(c for c, _, _ in own), x0, x1, min((p for *_, p in own), default=0.0), apart)
        )
    return _rank_apart([w for w in found if w.text], ink, size) if wide else [w for w in found if w.text]


def _rank_apart(found: list[Word], ink: Sequence[Blob], size: float) -> list[Word]:
    """The words with a figure apart that stands before ideographs, and not close to them."""
    first = found[0] if found else None
    rank = _RANK.match(first.text) if first else None
    if first is None or rank is None or len(ink) <= len(rank[1]):
        return found
    left, right = ink[len(rank[1]) - 1].x1, ink[len(rank[1])].x0
    if right - left < SURE_BLANK * size:
        return found
    head = msgspec.structs.replace(first, text=rank[1], x1=left)
    return [head, msgspec.structs.replace(first, text=rank[2], x0=right, apart=True), *found[1:]]


def _agreed(
    letters: Letters, parts: Sequence[tuple[int, int]], cuts: Sequence[int], blanks: set[int], size: float
) -> tuple[list[tuple[int, int]], list[int]]:
    """Without the cuts at small gaps where the model saw no blank; figures stand wide apart anyway."""
    kept, at = [parts[0]], [0]
    gaps = [b[0] - a[1] for a, b in pairwise(parts)]
    said = [gap / size for gap, cut in zip(gaps, cuts[1:], strict=False) if cut in blanks]
    sure = min(SURE_BLANK, max(LEAST_BLANK, min(said))) if len(said) > 1 else SURE_BLANK
    for n, (gap, cut) in enumerate(zip(gaps, cuts[1:], strict=False), 1):
        pair = letters[cut - 1][0], letters[cut][0]
        figures = "1" in pair or (pair[0].isdecimal() and not pair[1].isalpha())
        if gap < (FIGURES if figures else sure) * size and cut not in blanks:
            kept[-1] = (kept[-1][0], parts[n][1])
        else:
            kept.append(parts[n])
            at.append(cut)
    return kept, [*at, cuts[-1]]


def _said_blanks(said: Words) -> set[int]:
    """Before which letters (counted without blanks) the model saw a blank."""
    found, count = set(), 0
    for char in said.text:
        if char.isspace():
            found.add(count)
        else:
            count += 1
    return found - {0, count}


def _parts(ink: Sequence[Blob], size: float, wide: bool) -> list[tuple[int, int]]:
    """From where to where ink goes on without a blank."""
    parts = [[ink[0].x0, ink[0].x1]]
    least = APART if wide else BLANK
    for blob in ink[1:]:
        if blob.x0 - parts[-1][1] > least * size:
            parts.append([blob.x0, blob.x1])
        else:
            parts[-1][1] = max(parts[-1][1], blob.x1)
    return [(a, b) for a, b in parts]


def _dealt(
    letters: Letters, parts: Sequence[tuple[int, int]], blanks: set[int], size: float
) -> list[int] | None:
    """Which letters stand in which part: the widths of letters and of ink agree best. None: they don't."""
    sums = [0.0]
    for char, _, _ in letters:
        sums.append(sums[-1] + advance(char))
    widths = [x1 - x0 for x0, x1 in parts]
    scale = sum(widths) / sums[-1]
    left, right = parts[0][0], parts[-1][1]
    count = len(letters)
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for n, width in enumerate(widths):
        last = n == len(widths) - 1
        found: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, cuts) in best.items():
            guess = _reach(sums, start, width / scale)
            ends = [count] if last else range(max(start + 1, guess - WINDOW), min(count, guess + WINDOW + 1))
            for end in ends:
                if end <= start:
                    continue
                worth = cost + abs((sums[end] - sums[start]) * scale - width) / size
                if not last:
                    worth += _unsaid(letters, end, parts, n, blanks, left, right, size)
                if end not in found or worth < found[end][0]:
                    found[end] = (worth, [*cuts, end])
        best = found
    if count not in best:
        return None
    cost, cuts = best[count]
    unsaid = sum(cut not in blanks for cut in cuts[1:-1])
    return cuts if cost - UNSAID * unsaid <= MISFIT * len(parts) else None


def _placed(letters: Letters, parts: Sequence[tuple[int, int]], size: float) -> list[int] | None:
    """Which letters stand in which part, by where the model saw them. None: it saw none of them there."""
    left, wide = parts[0][0], parts[-1][1] - parts[0][0]
    seen = [left + (a[1] + b[1]) / 2 * wide for a, b in pairwise(letters)]
    cuts = [0]
    for a, b in pairwise(parts):
        gap = (a[1] + b[0]) / 2
        nearest = min(range(cuts[-1], len(seen)), key=lambda n: abs(seen[n] - gap), default=None)
        if nearest is None or abs(seen[nearest] - gap) > ASTRAY * size + (b[0] - a[1]) / 2:
            return None
        cuts.append(nearest + 1)
    return [*cuts, len(letters)]


def _unsaid(
    letters: Letters, end: int, parts: Sequence[tuple[int, int]], n: int, blanks: set[int],
    left: int, right: int, size: float,
) -> float:  # fmt: skip
    """What a cut costs that the model saw no blank at, or saw its letters elsewhere."""
    gap = (parts[n][1] + parts[n + 1][0]) / 2
    seen = left + (letters[end - 1][1] + letters[end][1]) / 2 * (right - left)
    return UNSAID * (end not in blanks) + 0.4 * min(1.0, abs(seen - gap) / size)


def _reach(sums: Sequence[float], start: int, width: float) -> int:
    end = start
    while end < len(sums) - 1 and sums[end] - sums[start] < width:
        end += 1
    return end


def _by_model(
    letters: Letters, blanks: set[int], ink: Sequence[Blob]
) -> tuple[list[tuple[int, int]], list[int]]:
    """The words as the model has them, their places by its steps."""
    left, right = ink[0].x0, max(b.x1 for b in ink)
    cuts = [0, *sorted(blanks), len(letters)]
    edges = [left + (letters[c - 1][1] + letters[c][1]) / 2 * (right - left) for c in cuts[1:-1]]
    marks = [left, *map(int, edges), right]
    return [(a, b) for a, b in pairwise(marks)], cuts


@cache
def advance(char: str) -> float:
    """How wide a letter is in a font like most, of the size."""
    if char >= "\u2e80":
        return 1.0
    return float(_font().getlength(char)) / 100


@cache
def _font() -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(100)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font
