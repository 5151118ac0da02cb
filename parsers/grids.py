"""Tables whose cells hold marks: Likert grids, from plain cell texts."""

from __future__ import annotations

from collections.abc import Sequence

from parsers import glyphs
from parsers.blocks import Control, Evidence, Grid, GridRow, Place, Scale, ScaleKind

NOWHERE = Place()
_PLAIN_CROSSES = {"x", "X", "1"} | set(glyphs.TICKS) | set(glyphs.CROSSES) | set(glyphs.FILLED_CIRCLES)


def grid_of(
    rows: Sequence[Sequence[str]], place: Place = NOWHERE, evidence: Evidence = Evidence.MARKS
) -> Grid | None:
    """A Likert grid, or None where the table is anything else.

    The first row names the columns, the first cell of each other row is its statement, and
    the rest hold marks or nothing. Where no cell of the table holds a mark, the export lost
    them: every state is None. Converters put an empty row above the one that names the columns.
    """
    while len(rows) > 2 and not any(cell.strip() for cell in rows[0]):
        rows = rows[1:]
    if len(rows) < 2 or len(rows[0]) < 3:
        return None
    width = len(rows[0])
    header, body = [c.strip() for c in rows[0]], [[c.strip() for c in row] for row in rows[1:]]
    if any(len(row) != width or not row[0] for row in body) or not all(header[1:]):
        return None
    read = _reader_of([c for row in body for c in row[1:]])
    if read is None:
        return None
    states = [tuple(read[c] for c in row[1:]) for row in body]
    controls = {m.control for row in body for c in row[1:] if (m := glyphs.mark_of(c))}
    return Grid(
        columns=tuple(header[1:]),
        rows=tuple(GridRow(label=row[0], states=s, place=place) for row, s in zip(body, states, strict=True)),
        place=place,
        control=controls.pop() if len(controls) == 1 else Control.UNKNOWN,
        evidence=evidence,
    )


def scale_of(rows: Sequence[Sequence[str]], place: Place = NOWHERE) -> Scale | None:
    """A scale drawn as a table: a row of figures in order, and a row with a mark below each."""
    filled = [[c.strip() for c in row] for row in rows if any(c.strip() for c in row)]
    if len(filled) != 2 or len(filled[0]) < 3 or len(filled[0]) != len(filled[1]):
        return None
    figures, cells = filled
    first = figures[0]
    if first not in ("0", "1") or figures != [str(int(first) + n) for n in range(len(figures))]:
        return None
    marks = [glyphs.mark_of(c) for c in cells]
    if not all(marks):
        return None
    trusted = [m.selected if m and glyphs.is_trusted(m, set(cells)) else None for m in marks]
    return Scale(kind=ScaleKind.NUMBERS, labels=tuple(figures), states=tuple(trusted), place=place)


def _reader_of(cells: Sequence[str]) -> dict[str, bool | None] | None:
    """What each cell text of one table means; None if some cell is no mark."""
    kinds = set(cells)
    filled = kinds - {""}
    if not filled:
        return {"": None}
    if filled <= _PLAIN_CROSSES and "" in kinds and len(filled) == 1:
        return {"": False, filled.pop(): True}
    marks = {c: glyphs.mark_of(c) for c in filled}
    if not all(marks.values()):
        return None
    trusted = {c: m.selected if m and glyphs.is_trusted(m, kinds) else None for c, m in marks.items()}
    return {"": None, **trusted}
