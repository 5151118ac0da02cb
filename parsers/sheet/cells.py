"""A workbook's values -> cells with the text that a person sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from parsers.blocks import Cell


class _Texts(dict[str, Cell]):
    """The cell of each text that was met."""

    def __missing__(self, text: str) -> Cell:
        cell = self[text] = _text_cell(text)
        return cell


class _Others(dict[tuple[type, object], Cell]):
    """The cell of each other value that was met: ``1``, ``1.0`` and ``True`` are equal and not the same."""

    def __missing__(self, value: tuple[type, object]) -> Cell:
        cell = self[value] = _cell(value[1])
        return cell


def rows_of(values: Iterable[Sequence[object]]) -> Iterator[list[Cell]]:
    """A row at a time. Cells of one value are one object: answers repeat."""
    texts, others = _Texts(), _Others()
    for row in values:
        yield [texts[v] if type(v) is str else others[type(v), v] for v in row]


def rows_of_texts(rows: Iterable[Sequence[str]]) -> Iterator[list[Cell]]:
    """The same of rows that are all text."""
    texts = _Texts()
    for row in rows:
        yield list(map(texts.__getitem__, row))


def _cell(value: object) -> Cell:
    match value:
        case bool():
            return Cell(text="TRUE" if value else "FALSE")
        case int() | float():
            return Cell(text=_figure(value), number=float(value))
        case datetime():
            moment = _whole_second(value)
            iso = moment.isoformat() if moment.time() != time() else moment.date().isoformat()
            return Cell(text=iso.replace("T", " "), iso=iso)
        case date():
            return Cell(text=value.isoformat(), iso=value.isoformat())
        case time():
            return Cell(text=value.isoformat())
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return Cell(text=f"{minutes // 60}:{minutes % 60:02}:{seconds:02}")
    return _text_cell(str(value))


def _figure(value: int | float) -> str:
    """``4`` and not ``4.0``; no exponent."""
    whole = float(value).is_integer() and abs(value) < 1e15
    return str(int(value)) if whole else repr(value)


def _whole_second(moment: datetime) -> datetime:
    """Excel's days are floats: 19:44:43.999996 is 19:44:44."""
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def _text_cell(text: str) -> Cell:
    return Cell(text=text.replace("\r\n", "\n").replace("\r", "\n"))
