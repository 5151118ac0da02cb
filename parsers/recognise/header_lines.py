"""The lines of a header: cut at labels, times and numbers, each with what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from parsers import labels
from parsers.blocks import Block, Struct, Text
from parsers.text import CJK, fold

WINDOW = 14
"""Lines after the page's own title that can belong to the header."""
NAMES = ("view_results", "respondent", "time_to_complete", "anonymous", "score")
"""Meanings of the header's labels."""

_TIME = re.compile(r"(\d{1,5}):([0-5]\d)(?::([0-5]\d))?")
_AT_TIME = re.compile(r"(?:(\D+)\s)?(\d{1,5}:[0-5]\d(?::[0-5]\d)?)(?:\s(\D+))?")
_GAP = r"[,;]?\s+(?:[–—-]\s+)?"
_NUMBER_AND_NAME = re.compile(
    rf"(?<=^\d){_GAP}(?=[^\W\d])|(?<=^\d{{2}}){_GAP}(?=[^\W\d])|(?<=^\d{{3}}){_GAP}(?=[^\W\d])"
)
"""``27 Jane Doe``, ``27 – Jane Doe``, ``27, Jane Doe`` in one line."""
_WHOLE_FIGURE = re.compile(
    r"((?<![\d:])\d{1,5}:[0-5]\d(?::[0-5]\d)?(?![\d:])|"
    r"(?<!\d)\d{1,4}(?:[.,]\d{1,2})?\s?/\s?\d{1,4}(?:[.,]\d{1,2})?(?!\d))"
)
_AT_NUMBER = re.compile(rf"(?<=^\d){_GAP}|(?<=^\d\d){_GAP}|(?<=^\d{{3}}){_GAP}|\s+(?=\d{{1,7}}$)")
_RESPONDENT = re.compile(r"\d{1,7}")


class Line(Struct, frozen=True):
    index: int
    text: str
    meaning: str | None


def seconds_of(text: str) -> int | None:
    """``11:00`` -> 660 (minutes:seconds), ``1:02:03`` -> 3723 (hours first); None if it is no time."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        return None
    first, second, third = int(found[1]), int(found[2]), found[3]
    return first * 60 + second if third is None else first * 3600 + second * 60 + int(third)


def lines_of(blocks: Sequence[Block], start: int, end: int, found: bool) -> Iterator[Line]:
    count, labelled = 0, False
    for index in range(start, end):
        block = blocks[index]
        if not isinstance(block, Text):
            continue
        for part in parts_of(block.text):
            for piece in timed(part) if labelled else pieces_of(part, found):
                if count >= WINDOW or len(piece) > LONGEST:
                    return
                count += 1
                piece = _without_name_label(piece)
                meaning = meaning_of(piece)
                labelled |= meaning in ("respondent", "view_results")
                yield Line(index=index, text=piece, meaning=meaning)


def _without_name_label(piece: str) -> str:
    """A name without the label that people type before it (``Name: Jane Doe``)."""
    label, colon, name = piece.replace("：", ":").partition(":")
    return name.strip() if colon and name.strip() and labels.means(label, "sheet_name") else piece


def timed(part: str) -> tuple[str, ...]:
    """A part cut where it begins or ends with a time: ``Jane Doe 15:30``, ``15:30`` and a strange label."""
    found = _AT_TIME.fullmatch(part)
    return tuple(filter(None, found.groups())) if found else (part,)


@cache
def _labels() -> re.Pattern[str]:
    found = {w for name in NAMES if name != "score" for w in labels.words(name)}
    words = "|".join(map(re.escape, sorted(found, key=len, reverse=True)))
    # Converters glue a name to the label before it.
    return re.compile(rf"(?<!\w)(?:{words})(?:(?![^\W\d])|(?=(?-i:[A-ZÀ-Þ]))|(?<=[{CJK}]))", re.I)


EDGES = " ,;:·|<>‹›–—"
"""Signs around the parts of a header."""
LONGEST = 120
"""Characters of a line that can belong to a header."""
LONGEST_NAME = 60
"""Characters of a name."""


@lru_cache(maxsize=4096)
def parts_of(text: str) -> tuple[str, ...]:
    """A text's lines, each cut at the labels it holds (``6 Anonymous Time to complete``)."""
    parts: list[str] = []
    for line in map(fold, text.split("\n")):
        if len(line) > LONGEST or labels.meanings(line):
            parts.append(line)
            continue
        at = 0
        for found in _labels().finditer(line):
            parts += [line[at : found.start()], found.group()]
            at = found.end()
        parts.append(line[at:])
    stripped = [p.strip(EDGES) for p in parts]
    return tuple(piece for p in stripped for piece in pieces_of(p, beside_label=len(parts) > 1) if piece)


def pieces_of(part: str, beside_label: bool) -> list[str]:
    """A part cut at a number before a name; beside a label, where a page's columns ran together, at
    its time and at a number behind the name too (``11:00 Jane Doe 12``)."""
    if not beside_label or len(part) > LONGEST:
        return _NUMBER_AND_NAME.split(part, maxsplit=1)
    whole = _WHOLE_FIGURE.split(part)  # every second piece is a time or a score
    cut = ([w] if n % 2 else _AT_NUMBER.split(w.strip()) for n, w in enumerate(whole))
    return [word.strip(EDGES) for words in cut for word in words]


@lru_cache(maxsize=4096)
def meanings_in(text: str) -> frozenset[str]:
    """What the parts of a text mean."""
    return frozenset(m for part in parts_of(text) for m in labels.meanings(part))


def meaning_of(part: str) -> str | None:
    hits = labels.meanings(part).keys() & set(NAMES)
    if hits:
        return min(hits, key=NAMES.index)
    if seconds_of(part) is not None:
        return "time"
    return "number" if _RESPONDENT.fullmatch(part) else None
