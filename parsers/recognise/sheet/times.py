"""Date-times of an export's rows, and whether they write the day or the month first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from parsers.blocks import Cell, Struct
from parsers.values import date_order

_MOMENT = re.compile(
    r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})[.,]?[ T\u00a0\u202f]+"
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*([AaPp])?(?:\.?\s?[Mm]\.?)?(?:Z|[+-]00:?00)?"
)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
EPOCH, FIRST_SERIAL = datetime(1899, 12, 30), 36_526
"""Day 0 of a workbook's day numbers, and that of 1 January 2000: Forms is younger. A program that loses
the cells' format writes them."""
Pair = tuple[Cell, Cell]


class TimeOrder(Struct, frozen=True):
    """How to read a sheet's numeric date-times."""

    day_first: bool | None
    """None: they can be read either way, and nothing settles it."""
    from_format: bool = False
    """Settled by nothing but the number format that Forms itself writes."""


def order_of(rows: Sequence[Sequence[Cell]], language: str | None) -> TimeOrder:
    """The order that fits the cells of all rows (each: start, completion, last change).

    A part above 12 settles it, then a completion that would precede its start, then Forms' own
    format ``m/d/yy h:mm:ss`` (two-digit year and seconds: what public readers of exports in other
    languages meet too), then the language. A contradiction settles nothing.
    """
    cells = (cell for row in rows for cell in row if not cell.iso)
    found = [hit for cell in cells if (hit := _MOMENT.fullmatch(cell.text)) and _open(hit)]
    if not found:
        return TimeOrder(day_first=None)
    votes = {int(h[1]) > 12 for h in found if (int(h[1]) > 12) != (int(h[3]) > 12)}
    if votes:
        return TimeOrder(day_first=votes.pop() if len(votes) == 1 else None)
    possible = [d for d in (False, True) if all(_in_sequence(row, d) for row in rows)]
    if len(possible) == 1:
        return TimeOrder(day_first=possible[0])
    if not possible:
        return TimeOrder(day_first=None)
    if all(h[2] == "." for h in found):
        return TimeOrder(day_first=True)  # no locale writes month.day.year (CLDR)
    if all(len(h[4]) == 2 and h[7] and not h[8] for h in found):
        return TimeOrder(day_first=False, from_format=True)
    return TimeOrder(day_first=date_order((), language).day_first)


def moment(cell: Cell, order: TimeOrder) -> datetime | None:
    """A cell's date and time; None where it holds none or it can be read in two ways."""
    if cell.iso:
        return datetime.fromisoformat(cell.iso)
    text = cell.text.strip()
    if not text:
        return None
    hit = _MOMENT.fullmatch(text)
    if not hit:
        return _from_serial(text)
    readings = {r for d in _orders(hit, order) if (r := _read(hit, d))}
    return readings.pop() if len(readings) == 1 else None


def is_moment(cell: Cell) -> bool:
    """Whether a cell holds a date and time, in whatever order it writes them."""
    text = cell.text.strip()
    return bool(cell.iso or _MOMENT.fullmatch(text) or _from_serial(text))


def _from_serial(text: str) -> datetime | None:
    if not _SERIAL.fullmatch(text) or float(text) < FIRST_SERIAL:
        return None
    return EPOCH + timedelta(seconds=round(float(text) * 86_400))


def _orders(hit: re.Match[str], order: TimeOrder) -> Iterator[bool]:
    yield from (False, True) if order.day_first is None else (order.day_first,)


def _open(hit: re.Match[str]) -> bool:
    return len(hit[1]) <= 2


def _in_sequence(row: Sequence[Cell], day_first: bool) -> bool:
    order = TimeOrder(day_first=day_first)
    known = [m for cell in row if (m := moment(cell, order))]
    return known == sorted(known)


def _read(hit: re.Match[str], day_first: bool) -> datetime | None:
    first, second, third = int(hit[1]), int(hit[3]), int(hit[4])
    if len(hit[1]) == 4:
        year, month, day = first, second, third
    else:
        year = third + 2000 if len(hit[4]) == 2 else third
        month, day = (second, first) if day_first else (first, second)
    hour = int(hit[5])
    if hit[8]:
        hour = hour % 12 + (12 if hit[8] in "Pp" else 0)
    try:
        return datetime(year, month, day, hour, int(hit[6]), int(hit[7] or 0))
    except ValueError:
        return None
