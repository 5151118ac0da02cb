"""An export whose header is in no language we know, told by its cells alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers import labels
from parsers.blocks import Cell
from parsers.columns.words import META

_DATE_TIME = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}.{0,4}\d{1,2}:\d{2}.*")
_FIGURE = re.compile(r"[\d.,:/%+\s-]*\d[\d.,:/%+\s-]*|.+;")
_ENGLISH = re.compile(
    r"_|\b(?:created|updated|submi\w+|date|start\w*|end\w*|time\w*|recorded|modified|status|id\w+)\b", re.I
)
"""Other tools write English: a header with such words is in a language that we know, and not Forms'."""


def _names(title: str) -> bool:
    """Whether a cell may be a column's title and is no row's content."""
    return bool(title.strip()) and not re.search(r"\d|@", title)


def own_by_shape(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> dict[str, int]:
    """Id, start, end, address, name, as every export begins; empty where the cells are others.

    Ids differ and are whole numbers, both times are dates with a time of day and in order, and who
    gives no address is named by one word everywhere and has no name. Figures and lists are no names:
    there the fifth column is a question's.
    """
    if len(header) < 6 or not rows or any(len(row) < 5 for row in rows):
        return {}
    if any(_ENGLISH.search(title) for title in header[1:4]) or not all(map(_names, header[:5])):
        return {}
    ids = [row[0].text for row in rows]
    if len(set(ids)) != len(ids) or not all(i.isdecimal() for i in ids):
        return {}
    times = [cell for row in rows for cell in row[1:3]]
    if not all("T" in (t.iso or "") or _DATE_TIME.fullmatch(t.text) for t in times):
        return {}
    if any(row[1].iso and row[2].iso and row[1].iso > row[2].iso for row in rows):
        return {}
    nameless = [row for row in rows if "@" not in row[3].text]
    words = {row[3].text for row in nameless}
    told = all(labels.means(word, "anonymous") for word in words) or not any(r[4].text for r in nameless)
    if len(words) > 1 or not told or words == {""}:
        return {}
    named = not any(_FIGURE.fullmatch(row[4].text.strip()) for row in rows)
    return {name: i for i, name in enumerate(META[: 5 if named else 4])}
