"""The wide table as a file: Parquet, CSV, Excel, SPSS or Stata, by the file's ending.

Where a format has no way to say why a cell is empty, a column ``…_status`` beside the variable says it.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.settings import RunFailed
from ingest.store.snapshot import write_synced
from ingest.wide.table import STATES, Cell, Coded, State, Wide
from ingest.wide.variables import Measure, Variable
from parsers.responses import Status

MISSING = {Status.BLANK: -7, Status.UNDETERMINED: -8, Status.NOT_SHOWN: -9}
"""SPSS: user-missing values; no code, rank or scale goes below 0."""
LETTERS = {Status.BLANK: "a", Status.UNDETERMINED: "b", Status.NOT_SHOWN: "c"}
"""Stata: ``.a``, ``.b``, ``.c``."""
STATUS_LABELS = {1: "answered", 2: "blank", 3: "undetermined", 4: "not shown"}
LABEL_BYTES = {".sav": 252, ".dta": 80}
"""Longest label of a variable: SPSS cuts at 252 bytes, Stata refuses more than 80 letters."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for a formula where it begins a cell."""
_CODED = (Measure.CODE, Measure.CHOSEN, Measure.RANK, Measure.NUMBER)
_Column = tuple[str, list[Any]]


def write_wide(table: Wide, path: Path) -> None:
    """Write the file. Raises RunFailed for an ending that none of the formats has."""
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise RunFailed(f"{path}: the ending must be one of {', '.join(WRITERS)}")
    write(table, path)


def codebook_rows(table: Wide) -> Iterator[tuple[str, str, str, str, str]]:
    """name, label, measure, values, question_id of each variable, with a heading."""
    yield ("name", "label", "measure", "values", "question_id")
    for v in table.variables:
        values = "; ".join(f"{value} = {label}" for value, label in v.labels.items())
        yield (v.name, v.label, v.measure.value, values, v.question_id)


def _plain(cell: Cell) -> Any:
    """A cell for formats that need no codes."""
    if isinstance(cell, State):
        return None
    return cell.text if isinstance(cell, Coded) else cell


def _status(cell: Cell) -> str:
    return STATES[cell.status] if isinstance(cell, State) else "answered"


def _columns(table: Wide) -> list[_Column]:
    """The header, the variables, and at the end why cells are empty."""
    found: list[_Column] = list(table.columns().items())
    statuses: list[_Column] = []
    for place, variable in enumerate(table.variables):
        cells = table.values(place)
        found.append((variable.name, [_plain(cell) for cell in cells]))
        if variable.option is None and not variable.extra:
            statuses.append((f"{variable.name}_status", [_status(cell) for cell in cells]))
    return found + statuses


def as_arrow(table: Wide) -> pa.Table:
    """The wide table in Arrow: choices are dictionaries in the codebook's order."""
    of = {v.name: v for v in table.variables}
    fields, arrays = [], []
    for name, values in _columns(table):
        array = _array(of.get(name), name, values)
        label = {"label": of[name].label, "question_id": of[name].question_id} if name in of else None
        fields.append(pa.field(name, array.type, metadata=label))
        arrays.append(array)
    about = {"form_id": table.form["form_id"], "form": table.form["name"]}
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=about))


def _parquet(table: Wide, path: Path) -> None:
    sink = pa.BufferOutputStream()
    pq.write_table(as_arrow(table), sink, compression="zstd")
    write_synced(path, sink.getvalue().to_pybytes())


def _array(variable: Variable | None, name: str, values: list[Any]) -> pa.Array:
    if variable is None:
        if name.endswith("_status"):
            return _dictionary(values, list(STATUS_LABELS.values()))
        return pa.array(values)
    if variable.measure is Measure.CODE:
        more = sorted({v for v in values if v is not None} - set(variable.options))
        return _dictionary(values, [*dict.fromkeys(variable.options), *more])
    types = {
        Measure.CHOSEN: pa.int8(),
        Measure.RANK: pa.int16(),
        Measure.NUMBER: pa.float64(),
        Measure.DATE: pa.date32(),
    }
    return pa.array(values, types.get(variable.measure, pa.string()))


def _dictionary(values: list[Any], labels: list[str]) -> pa.Array:
    """Labels in the codebook's order: pandas makes a Categorical of it."""
    places = {label: n for n, label in enumerate(labels)}
    indices = pa.array([None if v is None else places[v] for v in values], pa.int16())
    return pa.DictionaryArray.from_arrays(indices, pa.array(labels, pa.string()))


def _csv(table: Wide, path: Path) -> None:
    columns = _columns(table)
    rows = [tuple(name for name, _ in columns), *zip(*(values for _, values in columns), strict=True)]
    write_synced(path, _csv_bytes(rows))
    write_synced(path.with_suffix(".codebook.csv"), _csv_bytes(list(codebook_rows(table))))


def _csv_bytes(rows: list[tuple[Any, ...]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[_harmless(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _harmless(value: Any) -> Any:
    """A cell that no spreadsheet runs."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _xlsx(table: Wide, path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        formats: dict[Any, Any] = {datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
                   date: book.add_format({"num_format": "yyyy-mm-dd"})}  # fmt: skip
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("responses")
        sheet.freeze_panes(1, 1)
        for place, (name, values) in enumerate(_columns(table)):
            sheet.write_string(0, place, name, heading)
            sheet.set_column(place, place, 14)
            for row, value in enumerate(values, 1):
                _write_cell(sheet, row, place, value, formats)
        about = book.add_worksheet("codebook")
        for row, line in enumerate(codebook_rows(table)):
            for place, text in enumerate(line):
                about.write_string(row, place, text, None if row else heading)
        about.set_column(1, 1, 60)


def _write_cell(sheet: Any, row: int, place: int, value: Any, formats: dict[Any, Any]) -> None:
    if isinstance(value, datetime | date):
        sheet.write_datetime(row, place, value, formats[type(value)])
    elif isinstance(value, str):
        sheet.write_string(row, place, value)  # a string is never run
    elif value is not None:
        sheet.write(row, place, value)


def _statistics(table: Wide, path: Path) -> None:
    """SPSS and Stata: codes with labels; user-missing values say why there is none."""
    pandas = _pandas()
    import pyreadstat

    stata = path.suffix.lower() == ".dta"
    frame: dict[str, Any] = {name: _column(values, stata) for name, values in table.columns().items()}
    labels = dict.fromkeys(frame, "")
    values: Any = {}
    codes: dict[Status, Any] = dict(LETTERS) if stata else dict(MISSING)
    for place, v in enumerate(table.variables):
        cells = table.values(place)
        labels[v.name] = v.label
        if v.measure in _CODED:
            frame[v.name] = [_number(cell, codes) for cell in cells]
            values[v.name] = v.labels | {codes[status]: text for status, text in STATES.items()}
            continue
        frame[v.name] = _column([_plain(cell) for cell in cells], stata)
        if not v.extra:
            name = f"{v.name}_status"
            of = {text: code for code, text in STATUS_LABELS.items()}
            frame[name], labels[name] = [of[_status(cell)] for cell in cells], f"Status of {v.name}"
            values[name] = dict(STATUS_LABELS)
    data: Any = pandas.DataFrame(
        {name: pandas.Series(column, dtype=_dtype(column)) for name, column in frame.items()}
    )
    cut: list[str | None] = [_cut(label, LABEL_BYTES[path.suffix.lower()]) for label in labels.values()]
    missing = [v.name for v in table.variables if v.measure in _CODED]
    if stata:
        users: Any = {"missing_user_values": {name: list(LETTERS.values()) for name in missing}}
        pyreadstat.write_dta(data, str(path), column_labels=cut, variable_value_labels=values, **users)
    else:
        users = {"missing_ranges": {name: sorted(MISSING.values()) for name in missing}}
        pyreadstat.write_sav(data, str(path), column_labels=cut, variable_value_labels=values, **users)


def _pandas() -> Any:
    """pandas, which the program keeps away from pyarrow for the sake of its start."""
    sys.meta_path[:] = [
        finder for finder in sys.meta_path if getattr(finder, "__name__", "") != "_WithoutPandas"
    ]
    import pandas

    return pandas


def _number(cell: Cell, codes: dict[Status, Any]) -> Any:
    if isinstance(cell, State):
        return codes[cell.status]
    value = cell.code if isinstance(cell, Coded) else cell
    return codes[Status.UNDETERMINED] if value is None else value


def _column(values: list[Any], stata: bool) -> list[Any]:
    """Text that is missing is empty; what is true or false is 1 or 0."""
    if all(isinstance(v, str | None) for v in values):
        return [v or "" for v in values]
    return [int(v) if isinstance(v, bool) else v for v in values]


def _dtype(column: list[Any]) -> str:
    kinds = {type(v) for v in column if v is not None}
    if kinds <= {int, float}:
        return "float64"
    return "datetime64[ms]" if kinds == {datetime} else "object"


def _cut(text: str, most: int) -> str:
    """A label that the format takes, cut between letters."""
    return text.encode()[:most].decode("utf-8", "ignore")


WRITERS: dict[str, Callable[[Wide, Path], None]] = {
    ".parquet": _parquet,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".sav": _statistics,
    ".dta": _statistics,
}
