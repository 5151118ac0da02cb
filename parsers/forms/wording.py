"""When two wordings are one question's: folding, and likeness that OCR does not disturb."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Protocol

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

END_PUNCTUATION = ".:：。*"
LOOK_ALIKE = frozenset(("0o", "1l", "1i", "1j", "5s", "8b", "6b", "9g", "2z"))
"""A digit and a letter that scanners take for each other."""
COUNT = "\x1e"
"""Stands before the count of a wording that a form has several times; no folded wording holds it."""

ALIKE = 88.0
"""Least rapidfuzz ratio (0 to 100) of two wordings of one question at the same place. An OCR
error in twenty characters leaves 95; two questions of a form that differ in one word have 85."""


def stable_hash(*parts: str) -> str:
    """16 hex digits that depend on the parts alone."""
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@lru_cache(maxsize=8192)
def question_hash(key: str) -> str:
    """The lasting name that a question's wording gives it."""
    return stable_hash("question", key)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The form in which a wording is equal in all formats: no case, width, white space or invisible signs.

    White space goes altogether: where a line was wrapped, only the format knows if there was any.
    """
    return bare(fold_open(text))


@lru_cache(maxsize=8192)
def fold_open(text: str) -> str:
    """The same with its last punctuation: the wording may go on in the next line."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc", "Zs", "Zl", "Zp"))


def bare(folded: str) -> str:
    """A folded wording without its last punctuation."""
    return folded.rstrip(END_PUNCTUATION) or folded


class Worded(Protocol):
    """An answer, or a form's question."""

    @property
    def prompt(self) -> str: ...
    @property
    def row_label(self) -> str | None: ...


def keys_of(answers: Sequence[Worded]) -> tuple[str, ...]:
    """A key per answer (or question), unique in its response (or form).

    A grid's row goes by its statement alone: a workbook shows it without the question over it.
    """
    return counted([fold(answer.row_label or answer.prompt) for answer in answers])


def counted(words: Iterable[str]) -> tuple[str, ...]:
    """The wordings, those that were there before with their count."""
    seen: Counter[str] = Counter()
    keys: list[str] = []
    for word in words:
        seen[word] += 1
        keys.append(word if seen[word] == 1 else f"{word}{COUNT}{seen[word]}")
    return tuple(keys)


def likeness(a: str, b: str) -> float:
    """0 to 100 for two folded wordings; two digits that differ are never one wording, unless one is a letter
    that a scanner took for the digit."""
    if re.findall(r"\d+", a) != re.findall(r"\d+", b) and not _is_misread(a, b):
        return 0.0
    return fuzz.ratio(a, b)


def _is_misread(a: str, b: str) -> bool:
    steps = Levenshtein.editops(a, b)
    pairs = [(a[s.src_pos : s.src_pos + 1], b[s.dest_pos : s.dest_pos + 1], s.tag) for s in steps]
    digits = [(x, y, tag) for x, y, tag in pairs if x.isdecimal() or y.isdecimal()]
    return all(tag == "replace" and (x + y in LOOK_ALIKE or y + x in LOOK_ALIKE) for x, y, tag in digits)


def is_reworded(a: str, b: str, least: float) -> bool:
    """Whether two folded wordings ask the same. Letters that only one of them has may be a ``not``."""
    if likeness(a, b) < least:
        return False
    steps = Levenshtein.opcodes(a, b)
    return not any(
        (s.tag in ("insert", "delete") and (s.src_end - s.src_start) + (s.dest_end - s.dest_start) >= 2)
        or any(c in "不非没未無" for c in a[s.src_start : s.src_end] + b[s.dest_start : s.dest_end])
        for s in steps
        if s.tag != "equal"
    )


def begins_with(text: str, start: str) -> bool:
    """Whether a folded text begins with a folded wording, help or an answer glued behind it."""
    if len(start) < 4 or len(text) < len(start) - 2:
        return False
    return text.startswith(start) or (len(start) >= 16 and likeness(text[: len(start)], start) >= 92)


TITLE_LETTERS = 3
"""Least letters of a title, and it has no fewer than digits: else a score or a date was read for it."""


def is_title(text: str) -> bool:
    """Whether a text may be what a form is called."""
    letters = sum(c.isalpha() for c in text)
    spoken = any(c.isalpha() and not c.isascii() for c in text)  # two signs may say it all: 問卷
    return (letters >= TITLE_LETTERS or spoken) and letters >= sum(c.isdigit() for c in text)
