"""Labels with a gap in them: ``{0}/{1} pts``, ``Points - {0}``.

A meaning of ``labels.toml`` whose name ends in ``_pattern`` holds such words. ``labels.matches``
says whether a text is one; this module says what stands in the gaps.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from parsers import labels


@cache
def _compiled(meaning: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_compile(word) for word in labels.words(meaning))


@cache
def _any_of(meaning: str) -> re.Pattern[str]:
    """All patterns in one, without their gaps' names."""
    texts = "|".join(re.sub(r"\?P<\w+>", "", p.pattern) for p in _compiled(meaning))
    return re.compile(texts or r"(?!)", re.I | re.S)


def _compile(word: str) -> re.Pattern[str]:
    escaped = re.escape(_plain(word))
    gaps = re.sub(r"\\\{(\d)\\\}", r"(?P<gap\1>\\S.*?)", escaped)
    return re.compile(re.sub(r"(?:\\ )+", r"\\s*", gaps), re.I | re.S)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def gaps(text: str, meaning: str) -> tuple[str, ...] | None:
    """What stands for ``{0}``, ``{1}`` … where ``text`` as a whole is a label of ``meaning``.

    None where it is not. White space and case are folded, and full-width forms are read as
    plain ones; the longest pattern that fits wins.
    """
    plain = _plain(text)
    if not _any_of(meaning).fullmatch(plain):
        return None
    for pattern in _compiled(meaning):
        if found := pattern.fullmatch(plain):
            return tuple(found.groupdict()[name] for name in sorted(found.groupdict()))
    return None
