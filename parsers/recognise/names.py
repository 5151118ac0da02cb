"""What can be a name: a respondent's, a form's."""

from __future__ import annotations

import re
from functools import cache

from parsers import labels
from parsers.text import fold
from parsers.values import DateOrder, read_date

LONGEST_TITLE = 300
"""Characters: Forms allows no longer title."""

_PAGE = (
    "page_furniture", "view_results", "respondent", "anonymous", "time_to_complete", "score",
    "sheet_id", "sheet_name", "sheet_email", "sheet_start", "sheet_end",
    "required", "no_answer", "placeholder_text",
)  # fmt: skip
"""What the page itself prints around a response."""
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_SCORE = re.compile(r"(?:\D{0,30}[:：]\s*)?\d+(?:[.,]\d+)?\s*(?:/|%)\s*(?:\d+(?:[.,]\d+)?)?(?:\s*\D{0,12})?")
_TIME = re.compile(
    r"[,\s]*(?:\bat\b|\bum\b|\bà\b)?\s*\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[AaPp]\.?[Mm]\.?|Uhr|h)?"
)
_STAMP = re.compile(r"(?:[^\W\d]{2,12}\.?,?\s+)?\d{1,4}\D{1,3}\d{1,2}\D{1,3}\d{1,4}\D?")


def is_address(text: str) -> bool:
    """Whether a text is a mail address."""
    return _ADDRESS.fullmatch(text) is not None


def is_name(text: str) -> bool:
    """Whether a header's line can be the respondent's name."""
    figures = re.search(r"[\d\ufffd]", text)
    return _is_worded(text) and not figures and not is_address(text) and not _is_label_part(text)


@cache
def _label_ends() -> frozenset[str]:
    """The beginnings and ends of the header's labels of several words."""
    split = [
        labels.fold(word).split() for m in ("view_results", "time_to_complete") for word in labels.words(m)
    ]
    cuts = ((words[:n], words[n:]) for words in split for n in range(1, len(words)))
    return frozenset(" ".join(part) for cut in cuts for part in cut)


def _is_label_part(text: str) -> bool:
    """Whether a line is what a narrow page leaves of a label that it wraps (``View`` / ``results``)."""
    return labels.fold(text) in _label_ends()


def is_title(text: str, respondent: str | None) -> bool:
    """Whether a line above the first question can be the form's title: no part of the page, no score, no
    date, and not the respondent's name."""
    line = fold(text)
    if len(line) > LONGEST_TITLE or not _is_worded(line) or is_address(line):
        return False
    if respondent and labels.fold(line) == labels.fold(respondent):
        return False
    return _SCORE.fullmatch(line) is None and not _is_date(line)


def _is_worded(text: str) -> bool:
    """Two letters at least, and not made of the page's own words, glued or not."""
    if sum(c.isalpha() for c in text) < 2 or labels.means(text, *_PAGE):
        return False
    rest, count = _page_words().subn(" ", text)
    return count < 2 or sum(c.isalpha() for c in rest) * 2 > sum(c.isalpha() for c in text)


@cache
def _page_words() -> re.Pattern[str]:
    """The page's words as converters glue them: each begins with a capital, or has none."""
    words = sorted({w for m in _PAGE for w in labels.words(m) if len(w) > 1}, key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, words)))


def _is_date(line: str) -> bool:
    day = _TIME.sub("", line).strip(" ,")
    if not re.search(r"\d", line):
        return False
    return (
        not day
        or _STAMP.fullmatch(day) is not None
        or any(read_date(day, DateOrder(day_first=first)) is not None for first in (True, False))
    )
