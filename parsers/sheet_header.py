"""The header row of "Open in Excel": which columns are the export's own, which are questions.

The export's columns come first and in a fixed order, then the questions, each perhaps followed
by its points and feedback. A question never has the exact title of an earlier column: Forms
appends a digit to the second (``Name2``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from parsers import labels
from parsers.blocks import Cell, Struct
from parsers.patterns import gaps

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
"""Meanings of ``labels.toml`` that name the export's own columns."""
_QUIZ = ("sheet_points_pattern", "sheet_feedback_pattern")
_DATE_TIME = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}.{0,4}\d{1,2}:\d{2}.*")


class Columns(Struct, frozen=True):
    """Indices of a sheet's columns."""

    own: dict[str, int]
    """Meaning (of ``META``) -> column."""
    questions: tuple[int, ...]
    by_shape: bool = False
    """The words are in no language we know: the cells tell what the columns are."""


def columns_of(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Columns | None:
    """What the columns are; None where this is no export of responses."""
    own = _by_words(header)
    by_shape = not is_export(own)
    if by_shape:
        own = _by_shape(header, rows)
    if not is_export(own):
        return None
    titles = tuple(i for i in range(len(header)) if i not in own.values() and _used(header, rows, i))
    return Columns(own=own, questions=tuple(_without_grading(header, titles)), by_shape=by_shape)


def is_export(own: dict[str, int]) -> bool:
    """An id, a time, and another time or an address: lists of people and calendars have less."""
    times, others = own.keys() & {"sheet_start", "sheet_end"}, own.keys() & {"sheet_email"}
    return "sheet_id" in own and bool(times) and len(times) + len(others) >= 2


def known_words(header: Sequence[str]) -> int:
    """How many of the export's own columns a header row names."""
    return len(_by_words(header))


def languages(header: Sequence[str], own: dict[str, int]) -> tuple[str, ...]:
    """Languages of the header words, most frequent first."""
    votes: dict[str, int] = {}
    for meaning, index in own.items():
        for language in labels.meanings(header[index]).get(meaning, ()):
            votes[language] = votes.get(language, 0) + 1
    return tuple(sorted(votes, key=lambda name: (-votes[name], name)))


def base_title(title: str, titles: Collection[str]) -> str:
    """A title without the digits that Forms appended because it is not the first of its name."""
    bare = re.sub(r"\d{1,3}$", "", title)
    return bare if bare != title and bare.strip() and bare in titles else title


def _by_words(header: Sequence[str]) -> dict[str, int]:
    own: dict[str, int] = {}
    for index, title in enumerate(header):
        hit = next((m for m in META if m not in own and m in labels.meanings(title)), None)
        if hit is None or (hit == "sheet_language" and "sheet_modified" in own):
            break  # a question called "Language" stands after the export's columns
        own[hit] = index
    return own


def _by_shape(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> dict[str, int]:
    """Id, start, end, address, name, as every export begins, told by the cells alone."""
    if len(header) < 6 or not rows or any(len(row) < 4 for row in rows):
        return {}
    ids = [row[0].text for row in rows]
    times = [cell for row in rows for cell in row[1:3] if cell.text]
    addresses = {row[3].text for row in rows}
    plain = {a for a in addresses if a and "@" not in a}
    fits = (
        len(set(ids)) == len(ids)
        and all(i.isdecimal() for i in ids)
        and bool(times)
        and all("T" in (t.iso or "") or _DATE_TIME.fullmatch(t.text) for t in times)
        and len(plain) <= 1
        and addresses != {""}
    )
    return {name: i for i, name in enumerate(META[:5])} if fits else {}


def _used(header: Sequence[str], rows: Sequence[Sequence[Cell]], index: int) -> bool:
    return bool(header[index].strip()) or any(index < len(row) and row[index].text.strip() for row in rows)


def _without_grading(header: Sequence[str], candidates: Sequence[int]) -> list[int]:
    """The questions: what is left without the columns of points and feedback."""
    titles = {_flat(header[i]) for i in candidates}
    prefixes = _repeated_prefixes([_flat(header[i]) for i in candidates])
    kept: list[int] = []
    for index in candidates:
        title = _flat(header[index])
        graded = any((g := gaps(title, m)) and _flat(g[0]) in titles for m in _QUIZ)
        if not graded and not any(title.startswith(p) and title.removeprefix(p) in titles for p in prefixes):
            kept.append(index)
    return kept


def _repeated_prefixes(titles: Sequence[str]) -> set[str]:
    """Prefixes such as ``Points - `` in a language we don't know, of titles that repeat the one before."""
    seen: dict[str, int] = {}
    for number, title in enumerate(titles):
        for question in filter(None, titles[max(0, number - 2) : number]):
            prefix = title.removesuffix(question)
            if prefix != title and re.search(r"\w\s*[-–:：]\s?$", prefix):
                seen[prefix] = seen.get(prefix, 0) + 1
    return {prefix for prefix, count in seen.items() if count >= 2}


def _flat(text: str) -> str:
    return " ".join(text.split())
