"""The export ``Open in Excel``: one row per response, as a workbook or as CSV."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import openpyxl
from openpyxl.worksheet.table import Table, TableStyleInfo

from tests.makers.model import SKIP, Form, Question, Shown, Text
from tests.makers.truth import Row, typed
from tests.makers.words import Words
from tests.makers.zips import stable

FILES = "https://example.sharepoint.com/personal/x/Documents/Apps/Microsoft%20Forms/"


def _all(form: Form, index: int) -> Iterator[Shown]:
    for q in form.items:
        if isinstance(q, Question):
            yield Shown(q, None, None, None if q.answers[index] is SKIP else q.answers[index])


def _header(form: Form) -> list[str]:
    words = Words(form.language).sheet
    head = words[:5] + (words[5:7] if form.score_max else []) + [words[7]]
    for q in (q for q in form.items if isinstance(q, Question)):
        titles = list(q.rows) if q.kind == "likert" else [q.prompt]
        head += titles
        if form.score_max and q.kind != "likert":
            head += [words[8] + q.prompt, words[9] + q.prompt]
    return _unique(head)


def _unique(titles: list[str]) -> list[str]:
    """Repeated titles gain digits: ``Name``, ``Name2``."""
    seen: Counter[str] = Counter()
    out = []
    for title in titles:
        seen[title] += 1
        out.append(title if seen[title] == 1 else f"{title}{seen[title]}")
    return out


def _cells(s: Shown, *, workbook: bool) -> list[Any]:
    q, given = s.question, s.given
    if q.kind == "likert":
        return [given[i] if given else None for i in range(len(q.rows))]
    if not given:
        return [None]
    if q.kind == "multi" or q.kind == "ranking":
        listed = [o for o in q.options if o in s.chosen] if q.kind == "multi" else list(s.chosen)
        return ["".join(f"{x};" for x in [*listed, *([s.typed] if s.typed else [])])]
    if q.kind == "file":
        return ["; ".join(FILES + x.replace(" ", "%20") for x in s.chosen)]
    first = given[0]
    if q.kind == "date" and workbook and isinstance(first, Text) and (first.date or first.cell_date):
        return [datetime.fromisoformat(str(first.date or first.cell_date))]
    return [first if isinstance(first, int) else s.text]


def _rows(form: Form, *, workbook: bool) -> Iterator[list[Any]]:
    for i, p in enumerate(form.respondents):
        times = [datetime.fromisoformat(t) for t in (p.started, p.submitted)]
        shown = times if workbook else [t.strftime("%m/%d/%y %H:%M:%S") for t in times]
        row: list[Any] = [
            i + 1,
            *shown,
            p.email or "anonymous",
            p.name,
            *([p.score, None] if form.score_max else []),
            None,
        ]
        for s in _all(form, i):
            row += _cells(s, workbook=workbook)
            if form.score_max and s.question.kind != "likert":
                row += [s.question.points and 0, s.question.feedback]
        yield row


def xlsx(form: Form) -> bytes:
    """The workbook as Forms writes it, with its table."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Sheet1"
    header = _header(form)
    for row in (header, *_rows(form, workbook=True)):
        page.append(row)
    for cells in page.iter_rows(min_row=2):
        for place, cell in enumerate(cells):
            if isinstance(cell.value, datetime):
                cell.number_format = "m/d/yy h:mm:ss" if place < 3 else "m/d/yyyy"
    last = page.cell(len(form.respondents) + 1, len(header)).coordinate
    table = Table(displayName="OfficeFormsTable", ref=f"A1:{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
    page.add_table(table)
    out = io.BytesIO()
    book.save(out)
    return stable(out.getvalue())


def text(form: Form, delimiter: str, encoding: str) -> bytes:
    """The same as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(_header(form))
    writer.writerows(_rows(form, workbook=False))
    return out.getvalue().encode(encoding, "xmlcharrefreplace" if encoding == "cp1252" else "strict")


def expected(form: Form, *, workbook: bool) -> list[Row]:
    """The responses of the export; what it does not say is not judged."""
    out = []
    for i, p in enumerate(form.respondents):
        meta = {
            "respondent": str(i + 1),
            "anonymous": p.name is None,
            "respondent_name": p.name,
            "respondent_email": p.email,
            "started_at": p.started,
            "submitted_at": p.submitted,
        }
        rows = [row for s in _all(form, i) for row in _expected(s, workbook=workbook)]
        _repeated(rows)
        out.append(meta | {"questions": rows})
    return out


def _repeated(rows: list[Row]) -> None:
    for row, title in zip(rows, _unique([r["prompt"] for r in rows]), strict=True):
        if title != row["prompt"]:
            row.setdefault("alt", {}).setdefault("prompt", []).append(title)


def _expected(s: Shown, *, workbook: bool) -> Iterator[Row]:
    q = s.question
    if q.kind == "likert":
        for i, label in enumerate(q.rows):
            given = s.given[i] if s.given else None
            alt: Row = {"prompt": [f"{q.prompt}.{label}", q.prompt]} | (
                {"selected": [[given]]} if given else {}
            )
            yield _row(label, given) | {"alt": alt}
        return
    row = _row(q.prompt, s.text)
    if not s.given:
        yield row
        return
    if q.kind in ("multi", "ranking"):
        cell = str(_cells(s, workbook=False)[0])
        parts = [*[o for o in q.options if o in s.chosen], *([s.typed] if s.typed else [])]
        parts = parts if q.kind == "multi" else list(s.chosen)
        row |= {
            "answer_text": "; ".join(parts),
            "selected": parts,
            "hard": ["selected"] + ["answer_text"] * _split(parts),
            "alt": {"answer_text": [cell, cell[:-1]], "selected": [None]},
        }
    elif q.kind in ("single", "dropdown"):
        row["alt"] = {"selected": [[s.text]]}
    elif q.kind in ("stars", "numbers", "nps"):
        row = _row(q.prompt, s.text) | {
            "value_number": float(str(s.given[0])),
            "alt": {"answer_text": [f"{s.text}.0"]},
        }
        row |= {"hard": ["selected"]}
    elif q.kind == "date":
        row = _date(row, s, workbook=workbook)
    elif q.kind == "file":
        row |= {"hard": ["selected", "answer_text"]}
    else:
        row |= {k: v for k, v in typed(s).items() if k != "trap"}
    yield row


def _split(parts: list[str]) -> bool:
    return any(";" in p for p in parts)


def _date(row: Row, s: Shown, *, workbook: bool) -> Row:
    first = s.given[0]
    assert isinstance(first, Text)
    iso = first.date or (first.cell_date if workbook else None)
    row |= {
        "value_date": iso,
        "hard": ["selected"] + (["answer_text"] if workbook else ["value_date"] * (iso is None)),
    }
    if workbook:
        row["alt"] = {"answer_text": [iso, f"{iso} 00:00:00", f"{iso}T00:00:00"]}
    return row


def _row(prompt: str, answer: Any) -> Row:
    return {
        "number": None,
        "row_label": None,
        "prompt": prompt,
        "status": "blank" if answer is None else "answered",
        "answer_text": None if answer is None else str(answer),
        "selected": None,
        "hard": ["selected"],
    }
