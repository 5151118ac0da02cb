"""Documents that are no responses, with the reason that is expected for each."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx

from tests.makers.chromium import Print
from tests.makers.docx_base import Writer
from tests.makers.forms import FORMS
from tests.makers.html_new import NewPage
from tests.makers.html_old import OldPage
from tests.makers.model import Form, Question
from tests.makers.page import Look, Page, document, esc, without_answers
from tests.makers.printers import Printers
from tests.makers.zips import stable

HINTS = Look(printing=True, placeholders=True)


class _BlankNew(NewPage):
    def head(self) -> str:
        return ""

    def response(self) -> str:
        return super().response() + '<button type="submit" data-automation-id="submitButton">Submit</button>'


class _BlankOld(OldPage):
    def head(self) -> str:
        return ""

    def response(self) -> str:
        return super().response() + '<button class="office-form-bottom-button" type="submit">Submit</button>'


class _BlankWord(Writer):
    def head(self) -> None:
        """A form to fill in has no header."""


def _enabled(html: str) -> str:
    return html.replace(' disabled=""', "").replace(" disabled>", ">").replace(" readonly", "")


def _blank(page: type[Page], form: Form, look: Look) -> str:
    return _enabled(str(page(without_answers(form), 0, look)))


def _counts(form: Form, q: Question) -> str:
    if q.kind in ("single", "multi", "dropdown"):
        rows = "".join(
            f'<tr><td><span class="dot"></span>{esc(o)}</td><td>{(i * 7 + 3) % 19}</td></tr>'
            for i, o in enumerate(q.options)
        )
        return f"<table>{rows}</table>"
    if q.kind in ("stars", "numbers"):
        return "<p><b>27</b> Responses</p><p>3.85 Average Rating</p>"
    if q.kind == "nps":
        return (
            "<table><tr><td>Promoters</td><td>14</td></tr><tr><td>Passives</td><td>8</td></tr>"
            "<tr><td>Detractors</td><td>5</td></tr></table><p><b>33</b> NPS</p>"
        )
    if q.kind == "likert":
        return (
            f"<p>{' '.join(map(esc, q.options))}</p>"
            + "".join(f"<p>{esc(r)}</p>" for r in q.rows)
            + "<p>100% 0% 100%</p>"
        )
    return '<p><b>27</b> Responses</p><p>Latest Responses</p><p>"Very good"<br>"More of it, please"</p>'


def _summary(form: Form) -> str:
    """The owner's page of all responses."""
    parts = [
        f'<div class="q"><span class="tt"><span class="ord">{n}.</span>{esc(q.prompt)}</span>'
        f'<div class="el">{_counts(form, q)}</div></div>'
        for n, q in enumerate((x for x in form.items if isinstance(x, Question)), 1)
    ]
    tiles = (
        "<div><div class='big'>27</div><div class='lb'>Responses</div></div>"
        "<div><div class='big'>11:03</div><div class='lb'>Average time to complete</div></div>"
        "<div><div class='big'>Active</div><div class='lb'>Status</div></div>"
    )
    if form.score_max:
        tiles += (
            f"<div><div class='big'>7.4 / {form.score_max}</div><div class='lb'>Average Score</div></div>"
        )
    look = (
        "<style>.dot{display:inline-block;width:12px;height:12px;border-radius:6px;background:#0f6cbd;margin-right:8px}"
        "td{padding:3px 14px 3px 0}</style>"
    )
    body = (
        f'{look}<div class="ti">{esc(form.title)}</div><div class="hd">{tiles}</div><p>View '
        f"results &nbsp; Open in Excel</p>"
    )
    return document(form, "new.css", body + "".join(parts))


INVOICE = """# Invoice 2024-117

Imaginary Joinery Ltd, 3 Mill Lane, Sampleton

Customer: Petra Phantom

1. Repair of two windows
2. New door for the cellar

| Item | Hours | Price |
|---|---|---|
| Windows | 3 | 180.00 EUR |
| Door | 5 | 300.00 EUR |

**Total: 480.00 EUR**, payable by 10/31/2024. Questions? Call us.
"""
ARTICLE = """<h1>Why old harbours come back</h1><p>By Bo Madeup</p>
<p>For thirty years the quays lay empty. Then came three things at once: cheap rents, a ferry, a school.</p>
<h2>1. Cheap rents</h2><p>Artists were the first who stayed. What did they find? Light, space and quiet.</p>
<h2>2. The ferry</h2><p>It takes eleven minutes. ☐ is not a box here, and 12. June is a date.</p>
<ul><li>North quay</li><li>South quay</li></ul>"""


def _word_invoice() -> bytes:
    paper = docx.Document()
    for n, text in enumerate(INVOICE.translate(str.maketrans("", "", "#*|")).split("\n\n")):
        paper.add_paragraph(text.strip(), "Heading 1" if n == 0 else None)
    out = io.BytesIO()
    paper.save(out)
    return stable(out.getvalue())


def _all(printers: Printers) -> Iterator[tuple[str, bytes, str]]:
    pdf = printers.chromium.pdf
    for code in ("event", "quiz"):
        page = _summary(FORMS[code])
        yield f"summary-{code}.html", page.encode(), "summary"
        yield f"summary-{code}.pdf", pdf(page, Print("A4", header=True)), "summary"
    for code in ("event", "ville", "koen"):
        form = FORMS[code]
        blank_new, blank_old = (_blank(p, form, Look()) for p in (_BlankNew, _BlankOld))
        yield f"blank_new-{code}.html", blank_new.encode(), "blank_form"
        yield f"blank_old-{code}.html", blank_old.encode(), "blank_form"
        yield f"blank_new-{code}.pdf", pdf(_blank(_BlankNew, form, HINTS), Print("Letter")), "blank_form"
        yield (
            f"blank_old-{code}.pdf",
            pdf(_blank(_BlankOld, form, HINTS), Print("A4", header=True)),
            "blank_form",
        )
        yield f"blank-{code}.docx", bytes(_BlankWord(without_answers(form), 0)), "blank_form"
    article = document(FORMS["event"], "old.css", ARTICLE).replace("Microsoft Forms", "Harbours")
    yield "article.pdf", pdf(article, Print("A4")), "not_a_response"
    yield "article.html", article.encode(), "not_a_response"
    yield "invoice.docx", _word_invoice(), "not_a_response"
    yield "invoice.md", INVOICE.encode(), "not_a_response"


def write(out: Path, printers: Printers) -> list[dict[str, Any]]:
    """Writes them under ``out/not`` and returns their entries of the truth."""
    entries = []
    (out / "not").mkdir(parents=True, exist_ok=True)
    for name, data, reason in _all(printers):
        (out / "not" / name).write_bytes(data)
        entries.append({"path": f"not/{name}", "sha256": hashlib.sha256(data).hexdigest(), "reason": reason})
    return entries
