"""Tables of questions and answers -> a run of questions, each with a field; a header laid out in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from msgspec.structs import replace

from parsers import labels
from parsers.blocks import Block, Choice, Evidence, Field, Grid, GridRow, Role, Table, Text
from parsers.recognise.header_lines import meanings_in
from parsers.recognise.offers import SHORT, can_be_option, is_number
from parsers.recognise.ordinals import split_ordinal
from parsers.text import fold

Row = tuple[tuple[Block, ...], ...]
_HEADER = frozenset({"view_results", "respondent", "time_to_complete", "anonymous"})
LONGEST_PROMPT = 500
"""Characters of a first cell that can be a prompt without number or weight."""


def open_table(table: Table, alone: bool) -> Iterator[Block]:
    """The blocks of a table. ``alone``: nothing else in the document is numbered or takes an answer."""
    rows = _without_empty_column([row for row in table.rows if any(row)])
    count = _header_rows(rows)
    for row in rows[:count]:
        yield from (block for cell in row for block in cell)
    rows = rows[count:]
    if not rows:
        return
    if not _is_question_table(rows, alone):
        yield table if not count else replace(table, rows=tuple(rows))
        return
    yield from _questions(rows)


def _without_empty_column(rows: list[Row]) -> list[Row]:
    """Rows without the column that would hold numbers, where the form has none."""
    wide = [row for row in rows if len(row) == 3]
    if not wide or any(row[0] and not _names_number(row) for row in wide):
        return rows
    return [row[1:] if len(row) == 3 else row for row in rows]


def _names_number(row: Row) -> bool:
    """Whether a row's first cell is the head of the column of numbers: no word of letters."""
    return all(isinstance(b, Text) and not any(c.isalnum() for c in b.text) for b in row[0])


# --------------------------------------------------------------------------- the header


def _header_rows(rows: Sequence[Row]) -> int:
    """How many rows are a result's header: up to the last that holds one of its labels, and the values
    below a row of labels."""
    found: set[str] = set()
    last = 0
    for n, row in enumerate(takewhile(lambda row: _number(row) is None, rows), 1):
        texts = [b.text for cell in row for b in cell if isinstance(b, Text)]
        said = {m for t in texts for m in meanings_in(t)} & _HEADER
        if said:
            last = n
            if all(meanings_in(t) for t in texts) and len(row) > 1:
                last = min(n + 1, len(rows))
        found |= said
    return last if len(found) >= 2 else 0


# --------------------------------------------------------------------------- questions and answers


def _is_question_table(rows: Sequence[Row], alone: bool) -> bool:
    """Two columns (three with the number apart), and most first cells are one numbered or bold text; where
    nothing else can be a question, any texts."""
    widths = {len(row) for row in rows}
    if not widths <= {1, 2, 3} or max(widths) < 2:
        return False
    heads = [row for row in rows if _number(row) is not None or _is_bold(row)]
    pairs = [row for row in rows if len(row) > 1]
    if len(heads) * 2 > len(rows) or (heads and len(heads) + _statements(rows) * 2 > len(rows)):
        return True
    return alone and widths <= {1, 2} and len(pairs) >= 2 and all(map(_can_ask, pairs))


def _statements(rows: Sequence[Row]) -> int:
    """How many rows are statements below the prompt of a grid."""
    ends = _ends_of_grids(rows)
    return sum(end - start - 1 for start, end in ends.items())


def _can_ask(row: Row) -> bool:
    return bool(row[0]) and all(isinstance(b, Text) and len(b.text) <= LONGEST_PROMPT for b in row[0])


def _questions(rows: Sequence[Row]) -> Iterator[Block]:
    if _names_columns(rows):
        rows = rows[1:]
    grids = _ends_of_grids(rows)
    again = _repeated(rows)
    shown = any(not _is_empty(row[-1:]) for row in rows if len(row) > 1)
    n = 0
    while n < len(rows):
        if n in grids:
            yield from _grid(rows[n : grids[n]])
            n = grids[n]
        elif n in again:
            yield from _grid_of_repeated(rows[n : again[n]])
            n = again[n]
        else:
            # Below an empty cell, a row without an answer may be a heading, or the first statement of a grid.
            unsure = n + 1 < len(rows) and len(rows[n + 1]) > 1 and _is_heading(rows, n + 1)
            yield from _heading(rows[n]) if _is_heading(rows, n) else _row(rows[n], shown and not unsure)
            n += 1


def _names_columns(rows: Sequence[Row]) -> bool:
    """Whether the first row is the table's own header: “Question | Answer”."""
    first = rows[0]
    if len(first) < 2 or _number(first) is not None:
        return False
    if any(_number(row) for row in rows):
        return any(first[1:]) and not _is_empty(first[1:])
    words = [b.text for cell in first for b in cell if isinstance(b, Text)]
    named = bool(words) and all(labels.means(w, "column_question", "column_answer") for w in words)
    return named or (_all_bold(first) and not any(_all_bold(row) for row in rows[1:] if len(row) > 1))


def _all_bold(row: Row) -> bool:
    texts = [b for cell in row for b in cell]
    return bool(texts) and all(row) and all(isinstance(b, Text) and b.style.bold for b in texts)


def _is_heading(rows: Sequence[Row], n: int) -> bool:
    """A row of one cell, or with nothing but its first, that asks nothing: a section's title."""
    row = rows[n] if len(rows[n]) < 3 or rows[n][0] else rows[n][1:]
    if _number(row) is not None or not all(isinstance(b, Text) for b in row[0]):
        return False
    if len(row) == 1:
        return True
    numbered = any(_number(r) for r in rows)
    return numbered and len(row) == 2 and bool(row[0]) and _is_empty(row[1:])


def _heading(row: Row) -> Iterator[Block]:
    roles = (Role.SECTION, Role.SECTION_TEXT)
    for n, block in enumerate(next(cell for cell in row if cell)):
        yield replace(block, role=roles[min(n, 1)]) if isinstance(block, Text) else block


def _ends_of_grids(rows: Sequence[Row]) -> dict[int, int]:
    """Prompts without an answer whose statements follow, a row for each: their row -> the row behind them."""
    heads = [_is_head(rows, row) for row in rows]
    found: dict[int, int] = {}
    for n, row in enumerate(rows):
        if not heads[n] or not _is_empty(row[1 if len(row) < 3 else 2 :]):
            continue
        end = next((k for k in range(n + 1, len(rows)) if heads[k] or not _states(rows[k])), len(rows))
        below = rows[n + 1 : end]
        spans = any(len(r) == 1 for r in rows)  # where headings span the table, these are none
        if any(not _is_empty(r[-1:]) for r in below) or (below and spans):
            found[n] = end
    return found


def _is_head(rows: Sequence[Row], row: Row) -> bool:
    """Whether a row begins a question: by its number, or by its weight in a table without numbers."""
    if any(_number(r) for r in rows):
        return _number(row) is not None
    return len(row) > 1 and _is_bold(row)


def _states(row: Row) -> bool:
    """Whether a row can be a statement and what was chosen for it."""
    cells = row[-2:]
    return len(row) > 1 and bool(cells[0]) and all(isinstance(b, Text | Field) for c in cells for b in c)


def _grid(rows: Sequence[Row]) -> Iterator[Block]:
    """A prompt, and its statements with what stands beside each; the columns are not shown."""
    prompt = rows[0]
    yield from _numbered(prompt)[0]
    statements = tuple(GridRow(label=_words(row[-2]), states=(), answer=_words(row[-1])) for row in rows[1:])
    yield Grid(columns=(), rows=statements, evidence=Evidence.LAYOUT)


def _repeated(rows: Sequence[Row]) -> dict[int, int]:
    """Rows of one number and one prompt, each with its own statement below: first row -> the row behind."""
    found: dict[int, int] = {}
    n = 0
    while n < len(rows):
        number, stem = _number(rows[n]), _stem(rows[n])
        end = n + 1
        while (
            number and stem and end < len(rows) and (_number(rows[end]), _stem(rows[end])) == (number, stem)
        ):
            end += 1
        if end - n > 1:
            found[n] = end
        n = end
    return found


def _stem(row: Row) -> str:
    """All lines of a row's prompt but the last; empty where it has one."""
    return "\n".join(_lines(row)[:-1])


def _lines(row: Row) -> list[str]:
    return [line for b in _numbered(row)[0] if isinstance(b, Text) for line in b.text.split("\n")]


def _grid_of_repeated(rows: Sequence[Row]) -> Iterator[Block]:
    """The prompt once, and the statements with what stands beside each; the columns are not shown."""
    first = next(b for b in _numbered(rows[0])[0] if isinstance(b, Text))
    yield replace(first, text=_stem(rows[0]))
    statements = tuple(GridRow(label=_lines(row)[-1], states=(), answer=_words(row[-1])) for row in rows)
    yield Grid(columns=(), rows=statements, evidence=Evidence.LAYOUT)


def _words(cell: Sequence[Block]) -> str:
    return "\n".join(
        b.text for b in cell if isinstance(b, Text | Field) and not getattr(b, "placeholder", False)
    )


def _is_empty(cells: Sequence[Sequence[Block]]) -> bool:
    """Whether nothing stands in the cells; a control that is empty is something."""
    return not any(cells)


def _first_text(row: Row) -> Text | None:
    first = next((cell for cell in row if cell), ())
    return first[0] if first and isinstance(first[0], Text) else None


def _number(row: Row) -> str | None:
    text = _first_text(row)
    if text is None:
        return None
    bare = text.text.strip().rstrip(".)")
    return bare if len(row) == 3 and bare.isdecimal() else split_ordinal(text)[0]


def _is_bold(row: Row) -> bool:
    text = _first_text(row)
    return text is not None and text.style.bold


def _numbered(row: Row) -> Row:
    """A row of prompt and answer; a number that has a cell of its own goes to the prompt."""
    if len(row) == 3 and (number := _number(row)):
        head, *rest = row[1] or (Text(text=""),)
        return ((replace(head, number=number) if isinstance(head, Text) else head, *rest), row[2])
    return row[1:] if len(row) == 3 and not row[0] else row


def _row(row: Row, shown: bool) -> Iterator[Block]:
    """A prompt and what its cell holds. ``shown``: the table holds answers, so an empty cell is blank; one
    that holds none was made by a converter that left them out."""
    row = _numbered(row)
    yield from row[0]
    for cell in row[1:]:
        texts = [b for b in cell if isinstance(b, Text)]
        others = [b for b in cell if not isinstance(b, Text)]
        if texts and not others:
            yield from _options(texts) or (_field(texts),)
        elif others:
            yield from cell
        elif shown:
            yield Field(text="", evidence=Evidence.LAYOUT)


def _options(texts: Sequence[Text]) -> tuple[Choice, ...]:
    """Short lines in one cell: options of which it does not show what was chosen, or chosen ones of more."""
    listed = [fold(t.text) for t in texts]
    if len(texts) < 2 or any(is_number(t) for t in texts) or not all(map(_is_offered, listed)):
        return ()
    return tuple(
        Choice(text=line, selected=None, place=t.place, evidence=Evidence.LAYOUT)
        for line, t in zip(listed, texts, strict=True)
    )


def _is_offered(line: str) -> bool:
    free = labels.means(line.partition(":")[0], "other")
    return len(line) <= SHORT and (free or can_be_option(line))


def _field(texts: Sequence[Text]) -> Field:
    lines = (f"{t.bullet} {t.text}" if t.bullet else t.text for t in texts)
    return Field(
        text="\n".join(lines),
        place=texts[0].place,
        style=texts[0].style,
        links=tuple(link for t in texts for link in t.links),
        evidence=Evidence.LAYOUT,
    )
