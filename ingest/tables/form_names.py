"""The table ``forms``: what each form is called, and how much there is of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from ingest.tables.records import Row

LONGEST = 40
"""Letters of a name: longer ones are no longer typed, and columns of a listing break."""
_WORKBOOK = re.compile(r"(?P<title>.*\S)\s*\(1-\d+\)(\s*\(\d+\)|[ _-]+copy)?", re.IGNORECASE)
"""``Staff survey(1-46).xlsx``, as Forms names what “Open in Excel” downloads (and browsers a second copy)."""


def form_row(
    form_id: str,
    title: str | None,
    language: str | None,
    questions: int,
    versions: int,
    responses: Sequence[Row],
    paths: Iterable[str],
) -> Row:
    """The row of ``forms`` but for its name; ``paths``: of the documents that show the form."""
    paths = list(paths)
    submitted = [row["submitted_at"] for row in responses if row["submitted_at"] is not None]
    return {
        "form_id": form_id,
        "title": title or _most(row["form_title"] for row in responses) or _most(map(_title_in, paths)),
        "language": language or _most(row["language"] for row in responses),
        "documents": len({row["document_id"] for row in responses}),
        "responses": len(responses),
        "submissions": len({row["submission_id"] for row in responses}),
        "questions": questions,
        "versions": versions,
        "first_submitted_at": min(submitted, default=None),
        "last_submitted_at": max(submitted, default=None),
    }


def named(rows: Sequence[Row]) -> list[Row]:
    """The rows with their names; forms of one title are told apart by their ids."""
    words = [_slug(row["title"]) for row in rows]
    shared = Counter(words)
    return [
        row | {"name": word if shared[word] == 1 and row["title"] else f"{word}-{row['form_id'][:6]}"}
        for row, word in zip(rows, words, strict=True)
    ]


def _slug(title: str | None) -> str:
    """``Staff survey 2026 (draft)`` -> ``staff-survey-2026-draft``; letters of all scripts stay."""
    words = re.findall(r"[^\W_]+", (title or "form").casefold())
    name = ""
    for word in words:
        if len(name) + len(word) >= LONGEST:
            break
        name = f"{name}-{word}" if name else word
    return name or "".join(words)[:LONGEST] or "form"


def _title_in(path: str) -> str | None:
    """The title in a workbook's file name."""
    found = _WORKBOOK.fullmatch(PurePosixPath(path).stem)
    return found["title"] if found else None


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None
