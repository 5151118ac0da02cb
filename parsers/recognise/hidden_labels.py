"""Screen-reader labels that leak into a page's text: ``Required to answer``, ``Single choice.``"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from parsers import labels
from parsers.responses import QuestionType
from parsers.text import fold

TYPE_LABELS = {f"type_{t.value}": t for t in QuestionType if t is not QuestionType.UNKNOWN}
"""Meaning of a screen-reader label -> the question type that it names."""


@cache
def _ends_with(*meanings: str) -> re.Pattern[str]:
    found = sorted({w for m in meanings for w in labels.words(m)}, key=len, reverse=True)
    return re.compile(r"(?P<word>{})\s*(?P<stop>[.。]?)\s*$".format("|".join(map(re.escape, found))))


LONGEST_LABEL = 80
"""Characters at a prompt's end that can hold a label."""


def _at_end(text: str, *meanings: str) -> re.Match[str] | None:
    return _ends_with(*meanings).search(text[-LONGEST_LABEL:])


@lru_cache(maxsize=8192)
def glued_labels(text: str) -> tuple[str, tuple[str, ...]] | None:
    """A prompt with hidden labels at its end, glued or not: the prompt and the labels.

    ``Required to answer`` counts as it is, a type label where a full stop ends it, the other
    stands before it, or its capital stands in the middle of a word (``AgeSingle line text``).
    """
    found = _cut(text)
    return found if found or "\n" not in text else _cut(fold(text))


def _cut(text: str) -> tuple[str, tuple[str, ...]] | None:
    words: tuple[str, ...] = ()
    rest = text.rstrip()
    kind = _at_end(rest, *TYPE_LABELS)
    before = rest[: -len(kind.group())].rstrip() if kind else rest
    before = _without_required_in_brackets(before) or before
    required = _at_end(before, "required")
    if kind and (kind["stop"] or required or _is_inside(rest[: -len(kind.group())], kind["word"])):
        words, rest = (kind["word"],), before
    if required and (words or not kind):
        words, rest = (required["word"], *words), before[: -len(required.group())].rstrip()
        kind = None if len(words) > 1 else _at_end(rest, *TYPE_LABELS)  # the other way round
        if kind and kind["stop"]:
            words, rest = (kind["word"], *words), rest[: -len(kind.group())].rstrip()
    return (rest, words) if words and rest else None


def _without_required_in_brackets(text: str) -> str | None:
    """``Name (Required to answer)`` without its brackets; None for any other text."""
    if not text.endswith((")", "）")):
        return None
    found = _at_end(text[:-1], "required")
    lead = text[: -1 - len(found.group())].rstrip() if found else ""
    return f"{lead[:-1].rstrip()} {found['word']}" if found and lead.endswith(("(", "（")) else None


def _is_inside(before: str, word: str) -> bool:
    if before.endswith("\n"):  # a line of its own
        return True
    if before.rstrip()[-1:] in ("?", "？", "؟", ":", "："):
        return True
    return word[:1].isupper() and before[-1:].strip() != "" and not before[-1:].isupper()


def labels_in(text: str) -> tuple[str, ...]:
    """The labels that a paragraph is made of (``Required. Single line text.``); () for any other."""
    return labels.sequence(text, "required", *TYPE_LABELS)


def label_type(text: str) -> QuestionType | None:
    """The type that a hidden label names."""
    return next((TYPE_LABELS[m] for m in labels.meanings(text) if m in TYPE_LABELS), None)
