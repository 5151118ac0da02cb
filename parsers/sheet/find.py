"""Rows of cells -> the export that stands in them, or what is missing for one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parsers import labels
from parsers.blocks import Cell, Sheet, SheetTable
from parsers.columns.header import columns_of, known_words, missing
from parsers.sheet.package import TableArea
from parsers.text import fold

MAX_COLUMNS = 16_384
HEADER_ROWS = 10
"""Rows in which the header is looked for; people put titles above it."""
MAX_NAMED, MAX_TITLE = 6, 30
"""Columns that a refusal names, and characters of each."""

Row = Sequence[Cell]


def find_sheet(rows: Iterable[Row], areas: Sequence[TableArea] = ()) -> Sheet | str:
    """The export in a worksheet; a line for a person where it holds none."""
    filled = [(n, row) for n, row in enumerate(rows) if any(cell.text.strip() for cell in row)]
    width = _width([row for _, row in filled])
    for at in _candidates(filled, areas):
        number, row = filled[at]
        body = [r for _, r in filled[at + 1 :]]
        area = next((a for a in areas if a.top == number), None)
        header = tuple(cell.text for cell in row[:width])
        table = _table(area, [n for n, _ in filled[at + 1 :]]) if area else None
        columns = columns_of(header, body, table) if len(header) <= MAX_COLUMNS else None
        if columns:
            found = Sheet(header=header, rows=tuple(map(tuple, body)), table=table)
            return found if columns.questions else _no_question(header, columns.own.values())
    return refusal([tuple(cell.text for cell in row) for _, row in filled[:HEADER_ROWS]])


def _candidates(filled: Sequence[tuple[int, Row]], areas: Sequence[TableArea]) -> list[int]:
    """Places of rows that may be the header: a table's first, Forms' before others, then the sheet's."""
    tops = [a.top for a in sorted(areas, key=lambda a: (not a.by_forms, a.top))]
    told = [at for top in tops for at, (n, _) in enumerate(filled) if n == top]
    return list(dict.fromkeys([*told, *range(min(HEADER_ROWS, len(filled)))]))


def _table(area: TableArea, numbers: Sequence[int]) -> SheetTable:
    inside = sum(number < area.bottom for number in numbers)
    return SheetTable(
        first=area.left,
        end=area.right,
        rows=inside,
        by_forms=area.by_forms,
        formulas=area.formulas,
        added=area.added,
    )


def _width(rows: Sequence[Row]) -> int:
    width = 0
    for row in rows:
        if len(row) > width:
            width = max((i for i in range(len(row), width, -1) if row[i - 1].text.strip()), default=width)
    return width


def _no_question(header: Sequence[str], own: Iterable[int]) -> str:
    names = ", ".join(_short(header[i]) for i in sorted(own))
    return f"An export's own columns ({names}) and no question."


def refusal(rows: Sequence[Sequence[str]]) -> str:
    """What stands in the place of an export's header, and which of its columns are missing."""
    if not rows:
        return "No rows."
    header = max(rows, key=lambda row: (known_words(row), sum(bool(t.strip()) for t in row)))
    titles = [title for title in header if title.strip()]
    shown = ", ".join(map(_short, titles[:MAX_NAMED])) + (", …" if len(titles) > MAX_NAMED else "")
    names = ", ".join(labels.word(meaning, "en") for meaning in missing(header))
    lacking = f"; missing: {names}" if names else ""
    return f"No export of responses by its columns: found {shown}{lacking}."


def _short(title: str) -> str:
    plain = fold(title)
    return plain if len(plain) <= MAX_TITLE else plain[: MAX_TITLE - 1] + "…"
