"""The words of an export's header row: its own columns in one language, and the grading of a question.

R writes ``Start.time`` and ``Points...Q``; such a header is read as if its dots were blanks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache

from parsers import labels
from parsers.text import fold

META = (
    "sheet_id",
    "sheet_start",
    "sheet_end",
    "sheet_email",
    "sheet_name",
    "sheet_total_points",
    "sheet_feedback",
    "sheet_grade_posted",
    "sheet_modified",
    "sheet_language",
)
"""Meanings of ``labels.toml`` that name the export's own columns, in the order that Forms writes."""
GRADING = ("sheet_points_pattern", "sheet_feedback_pattern")
_DASH = r"\s*[-–—:：]\s*"
_DOTTED = re.compile(r"[\w.]+")


def is_dotted(header: Sequence[str]) -> bool:
    """Whether R made the titles syntactic names: no blank, and dots for what stood there."""
    titles = [title for title in header if title.strip()]
    return any(re.search(r"\w\.\w", t) for t in titles) and all(_DOTTED.fullmatch(t) for t in titles)


def meanings(title: str, dotted: bool = False) -> dict[str, frozenset[str]]:
    """Each own column that a title names, with the languages in which it does."""
    found = {m: langs for m, langs in labels.meanings(title).items() if m in META}
    return found or (dict(_syntactic().get(_syntactic_name(title), {})) if dotted else {})


def own_columns(header: Sequence[str]) -> dict[str, int]:
    """Meaning (of ``META``) -> column, wherever the column stands.

    One language names them, but for those that follow each other in Forms' order: a title
    elsewhere that is an own column's in another language is a question's.
    """
    dotted = is_dotted(header)
    said = [meanings(title, dotted) for title in header]
    language = _language(said)
    own: dict[str, int] = {}
    previous = -2
    for index, found in enumerate(said):
        following = previous == index - 1 or not own
        hit = next((m for m in META if m in found and m not in own), None)
        if hit is None or not (following or language in found[hit]):
            continue
        if hit == "sheet_language" and (not following or "sheet_modified" in own):
            continue  # a question called "Language": Forms' own stands right behind the name
        own[hit] = index
        previous = index
    return own


def _language(said: Sequence[dict[str, frozenset[str]]]) -> str | None:
    votes = Counter(language for found in said for m, langs in found.items() for language in langs)
    return min(votes, key=lambda name: (-votes[name], name)) if votes else None


def languages(header: Sequence[str], own: dict[str, int]) -> tuple[str, ...]:
    """Languages of the header words, most frequent first."""
    dotted = is_dotted(header)
    votes: dict[str, int] = {}
    for meaning, index in own.items():
        for language in meanings(header[index], dotted).get(meaning, ()):
            votes[language] = votes.get(language, 0) + 1
    return tuple(sorted(votes, key=lambda name: (-votes[name], name)))


def base_title(title: str, titles: Collection[str]) -> str:
    """A title without the digits that Forms appended because it is not the first of its name.

    The first may be an own column (``Name2``), whether or not somebody deleted that.
    """
    bare = re.sub(r"\d{1,3}$", "", title)
    if bare == title or not bare.strip():
        return title
    return bare if bare in titles or (bare == bare.rstrip() and meanings(bare)) else title


def graded(title: str, dotted: bool) -> tuple[str, str] | None:
    """``Points - Q``: which of ``GRADING`` it is, and the title Q."""
    plain = fold(title)
    for meaning in GRADING:
        if hit := _prefixes(meaning, dotted).match(plain):
            return meaning, plain[hit.end() :]
    return None


@cache
def _prefixes(meaning: str, dotted: bool) -> re.Pattern[str]:
    words = {w.split("{0}")[0].strip(" -–—:：") for w in labels.words(meaning) if w.endswith("{0}")}
    ordered = sorted(filter(None, words), key=lambda w: (-len(w), w))
    if dotted:
        return re.compile(
            rf"(?:{'|'.join(map(re.escape, map(_syntactic_name, ordered)))})\.{{2,3}}(?=\S)", re.I
        )
    return re.compile(rf"(?:{'|'.join(map(re.escape, ordered))}){_DASH}(?=\S)", re.I)


def _syntactic_name(text: str) -> str:
    return re.sub(r"[^\w.]", ".", fold(text)).casefold()


@cache
def _syntactic() -> dict[str, dict[str, frozenset[str]]]:
    names: dict[str, dict[str, frozenset[str]]] = {}
    for meaning in META:
        for word in labels.words(meaning):
            known = labels.meanings(word)[meaning]
            before = names.setdefault(_syntactic_name(word), {}).get(meaning, frozenset())
            names[_syntactic_name(word)][meaning] = before | known
    return names
