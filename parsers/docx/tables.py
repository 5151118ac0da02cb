"""Tables: grids, scales and boxes by their cells; what is none of these stays a table."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.blocks import (
    Block,
    Choice,
    Control,
    Evidence,
    Field,
    Grid,
    Role,
    Scale,
    ScaleKind,
    Struct,
    Table,
    Text,
)
from parsers.glyphs import read_figures
from parsers.grids import grid_of


class Cell(Struct, frozen=True):
    """A cell as read."""

    blocks: tuple[Block, ...] = ()
    shade: str = ""
    """Background, ``rrggbb``; empty for none."""

    @property
    def text(self) -> str:
        """The words, if the cell holds nothing else."""
        texts = [b.text for b in self.blocks if isinstance(b, Text)]
        return "\n".join(texts) if len(texts) == len(self.blocks) else ""

    @property
    def choice(self) -> Choice | None:
        """The option, if the cell holds one and nothing else."""
        only = self.blocks[0] if len(self.blocks) == 1 else None
        return only if isinstance(only, Choice) else None


Rows = Sequence[Sequence[Cell]]


def blocks_of_table(rows: Rows, before: Block | None) -> list[Block]:
    """The blocks of one table. ``before``: the block in front of it."""
    rows = [row for row in rows if row]
    if not rows:
        return []
    if len(rows) == 1 and len(rows[0]) == 1:
        return _box(rows[0][0], before)
    if all(len(row) == 1 for row in rows):
        return [b for row in rows for b in row[0].blocks or (Field(text=""),)]
    return _scale(rows) or _grids(rows) or _options(rows) or [_table(rows)]


def _table(rows: Rows) -> Table:
    return Table(rows=tuple(tuple(cell.blocks for cell in row) for row in rows))


def _box(cell: Cell, before: Block | None) -> list[Block]:
    """A frame around a text: what was typed under the prompt before it, unless it looks like a heading."""
    texts = [b for b in cell.blocks if isinstance(b, Text)]
    if len(texts) < len(cell.blocks):
        return list(cell.blocks)
    titled = bool(texts) and all(t.style.bold or t.style.heading for t in texts)
    if titled or not isinstance(before, Text):
        return list(cell.blocks)
    links = tuple(link for t in texts for link in t.links)
    return [Field(text="\n".join(t.text for t in texts), links=links, evidence=Evidence.LAYOUT)]


def _grids(rows: Rows) -> list[Block]:
    """A Likert grid; a row that is one wide cell is a heading between two parts of it."""
    header, body = rows[0], rows[1:]
    parts: list[list[Sequence[Cell]]] = [[]]
    headings: list[Cell] = []
    for row in body:
        if len(row) == 1:
            headings.append(row[0])
            parts.append([])
        else:
            parts[-1].append(row)
    grids = [_grid([header, *part]) if part else None for part in parts]
    if any(part and grid is None for part, grid in zip(parts, grids, strict=True)) or not any(grids):
        return []
    blocks: list[Block] = []
    for heading, grid in zip([None, *headings], grids, strict=True):
        blocks += [*(heading.blocks if heading else ()), *([grid] if grid else [])]
    return blocks


def _grid(rows: Rows) -> Grid | None:
    header = [cell.text for cell in rows[0]]
    texts = [[_as_text(cell, header, n) for n, cell in enumerate(row)] for row in rows]
    choices = [c for row in rows for cell in row if (c := cell.choice)]
    evidence = choices[0].evidence if choices else Evidence.MARKS
    read = (
        None
        if any(t is None for row in texts for t in row)
        else grid_of([[t or "" for t in row] for row in texts], evidence=evidence)
    )
    controls = {c.control for c in choices}
    if read is None or len(controls) != 1:
        return read
    return Grid(columns=read.columns, rows=read.rows, control=controls.pop(), evidence=evidence)


def _as_text(cell: Cell, header: Sequence[str], column: int) -> str | None:
    """A cell as ``grid_of`` reads it; an option may repeat the name of its column."""
    choice = cell.choice
    if choice is None:
        return cell.text if cell.text or not cell.blocks else None
    repeats = column < len(header) and choice.text == header[column]
    return _glyph(choice) if not choice.text or repeats else None


def _glyph(choice: Choice) -> str:
    if choice.selected is None:
        return "✗"
    if choice.control is Control.RADIO:
        return "◉" if choice.selected else "○"
    return "☒" if choice.selected else "☐"


def _scale(rows: Rows) -> list[Block]:
    """Figures in a row of cells, marked inside, in the row above or below, or by their shade."""
    if len(rows) > 2:
        return []
    for figures, marks in ((rows[0], rows[-1]), (rows[-1], rows[0])):
        labels = [cell.choice.text if cell.choice else cell.text for cell in figures]
        first = next((n for n, label in enumerate(labels) if label in ("0", "1")), -1)
        last = max((n for n, label in enumerate(labels) if label.isdecimal()), default=-1)
        read = read_figures(labels[first : last + 1]) if 0 <= first < last else None
        if read is None or len(marks) != len(figures) or first > 1 or last < len(labels) - 2:
            continue
        states = _states(figures[first : last + 1], marks[first : last + 1], separate=len(rows) == 2)
        if states is None:
            continue
        scale = Scale(kind=ScaleKind.NUMBERS, labels=read[0], states=states[0], evidence=states[1])
        return [*_ends(labels[:first]), scale, *_ends(labels[last + 1 :])]
    return []


def _ends(labels: Sequence[str]) -> list[Text]:
    return [Text(text=label, role=Role.SCALE_END) for label in labels if label]


def _states(
    figures: Sequence[Cell], marks: Sequence[Cell], separate: bool
) -> tuple[tuple[bool | None, ...], Evidence] | None:
    choices = [cell.choice for cell in (marks if separate else figures)]
    if all(choices):
        found = [c for c in choices if c]
        return tuple(c.selected for c in found), found[0].evidence
    if any(choices) or (separate and any(cell.blocks for cell in marks)):
        return None
    shades = [cell.shade for cell in figures]
    odd = [shade for shade in set(shades) if shades.count(shade) == 1]
    if len(odd) == 1 and odd[0] and len(set(shades)) == 2:
        return tuple(shade == odd[0] for shade in shades), Evidence.LAYOUT
    return (None,) * len(figures), Evidence.TEXT


def _options(rows: Rows) -> list[Block]:
    """Options laid out in cells: each with its mark, or the mark in a cell of its own beside it."""
    cells = [cell for row in rows for cell in row]
    if all(isinstance(b, Choice) and b.text for cell in cells for b in cell.blocks):
        return [b for cell in cells for b in cell.blocks]
    blocks: list[Block] = []
    for row in rows:
        option = _pair(row)
        if option is None:
            return []
        blocks.append(option)
    return blocks


def _pair(row: Sequence[Cell]) -> Choice | None:
    """A mark and its label in two cells, either way round."""
    if len(row) != 2:
        return None
    for mark, label in ((row[0].choice, row[1].text), (row[1].choice, row[0].text)):
        if mark and not mark.text and label:
            return Choice(text=label, selected=mark.selected, control=mark.control, evidence=mark.evidence)
    return None
