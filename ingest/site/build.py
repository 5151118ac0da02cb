"""``tidyforms report OUT -o DIR``: index.html and a page per form. They load nothing and need no script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ingest.site import charts, intake
from ingest.site.columns import STATUSES, Answers, FormAnswers, form_answers
from ingest.site.figures import Figure, figure_of, grid, percent, timeline
from ingest.store.publish import Dataset
from ingest.store.snapshot import Snapshot, write_synced
from ingest.tables.records import Row
from ingest.wide.table import asked
from ingest.wide.variables import variables

STATES = ("answered", "blank", "undetermined", "not shown")
COLOURS = ("#3f7f9f", "#c9c2b2", "#d9822b", "#7d8590")
"""Of ``STATES`` in the map, which is a picture: seen on light and on dark paper."""


@dataclass(frozen=True)
class Card:
    """One question, or a grid's statements together."""

    anchor: str
    variable: str
    """Its name in the wide table."""
    number: str
    prompt: str
    kind: str
    section: str | None
    counts: tuple[int, ...]
    """Answers by ``STATES``."""
    figure: Figure | None
    examples: tuple[str, ...]
    legend: tuple[tuple[str, str], ...] = ()
    """Tone and name of a scale's columns."""


def build(out: Path, target: Path, examples: int = 0) -> Path:
    """Write the pages into ``target``; returns index.html. ``examples``: texts shown of each open question.

    Raises RunFailed if there is no dataset.
    """
    dataset = Dataset(out)
    snapshot = dataset.published()
    forms = sorted(snapshot.rows("forms"), key=lambda row: (-row["submissions"], row["name"]))
    documents = snapshot.rows("documents")
    found = snapshot.rows("findings")
    target.mkdir(parents=True, exist_ok=True)
    pages = _pages()
    for form in forms:
        page = _form_page(snapshot, form, found, documents, examples)
        _write(target / _file(form), pages, "form.html", page | {"form": form})
    shared = {
        "forms": [(form, quote(_file(form))) for form in forms], "snapshot": snapshot.name,
        "outcomes": intake.outcomes(documents), "findings": intake.findings(found, _paths(documents)),
        "changes": intake.changes(dataset, snapshot), "totals": _totals(snapshot, forms, documents),
        "chart": _outcome_chart(documents),
    }  # fmt: skip
    return _write(target / "index.html", pages, "index.html", shared)


def _pages() -> Environment:
    pages = Environment(
        loader=PackageLoader("ingest.site"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    assert pages.loader is not None
    style = pages.loader.get_source(pages, "style.css")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    pages.globals |= {"style": Markup(style), "style_hash": digest, "states": STATES, "colours": COLOURS}
    pages.filters |= {"n": lambda value: f"{value:,}", "svg": Markup}
    return pages


def _write(path: Path, pages: Environment, template: str, values: dict[str, Any]) -> Path:
    write_synced(path, pages.get_template(template).render(values).encode("utf-8", "replace"))
    return path


def _file(form: Row) -> str:
    return f"form-{form['name']}.html"


def _paths(documents: Sequence[Row]) -> dict[str, str]:
    return {row["document_id"]: row["path"] for row in documents}


def _totals(snapshot: Snapshot, forms: Sequence[Row], documents: Sequence[Row]) -> list[tuple[str, str]]:
    book = snapshot.rows("questions", ["n_answered", "n_blank", "n_undetermined"])
    open_, shown = (sum(row["n_undetermined"] for row in book), sum(sum(row.values()) for row in book))
    return [
        (f"{len(documents):,}", "documents"),
        (f"{sum(form['responses'] for form in forms):,}", "responses"),
        (f"{sum(form['submissions'] for form in forms):,}", "submissions"),
        (f"{len(forms):,}", "forms"),
        (percent(open_, shown), "of the answers undetermined"),
    ]


def _outcome_chart(documents: Sequence[Row]) -> str:
    counts = {
        name: sum(row["outcome"] == name for row in documents) for name in ("parsed", "partial", "rejected")
    }
    rows = [(name, float(n), f"{n:,} · {percent(n, len(documents))}") for name, n in counts.items()]
    words = ", ".join(f"{name} {n}" for name, n in counts.items())
    return charts.bars(rows, max(len(documents), 1), f"Bar chart. Documents by outcome: {words}")


def _form_page(
    snapshot: Snapshot, form: Row, found: Sequence[Row], documents: Sequence[Row], examples: int
) -> dict[str, Any]:
    answers, times = form_answers(snapshot, form["form_id"])
    book = sorted(asked(snapshot, form["form_id"]), key=lambda row: row["position"])
    of = {row["question_id"]: answers.of(row["question_id"]) for row in book}
    names = {v.question_id: v.name for v in reversed(variables(book))}
    responses = snapshot.rows("responses", ["response_id"], [("form_id", "=", form["form_id"])])
    mine = {row["response_id"] for row in responses}
    return {
        "cards": [_card(rows, of, names, examples) for rows in _items(book)],
        "times": timeline(times, "Submissions"),
        "map": _map(book, answers, names),
        "completeness": [
            (names[row["question_id"]], _label(row), _counts([of[row["question_id"]]])) for row in book
        ],
        "findings": intake.findings([row for row in found if row["response_id"] in mine], _paths(documents)),
    }


def _items(book: Sequence[Row]) -> Iterator[list[Row]]:
    """Questions, a grid's statements together."""
    for _, rows in groupby(
        book, key=lambda row: (row["number"], row["prompt"]) if row["row_label"] else row["question_id"]
    ):
        yield list(rows)


def _label(row: Row) -> str:
    return " – ".join(filter(None, (row["prompt"], row["row_label"])))


def _counts(answers: Sequence[Answers]) -> tuple[int, ...]:
    statuses = [answer.statuses() for answer in answers]
    return tuple(sum(status[name] for status in statuses) for name in STATUSES)


def _card(rows: Sequence[Row], of: dict[str, Answers], names: dict[str, str], examples: int) -> Card:
    first, answers = rows[0], [of[row["question_id"]] for row in rows]
    is_grid = bool(first["row_label"]) and bool(first["options"])
    figure = grid(rows, answers) if is_grid else figure_of(first, answers[0])
    scale = figure.heading[1:] if figure and is_grid else ()
    return Card(
        anchor=names[first["question_id"]],
        variable=names[first["question_id"]].removesuffix("_r1" if is_grid else ""),
        number=first["number"] or "",
        prompt=first["prompt"] if is_grid else _label(first),
        kind=first["question_type"].replace("_", " "),
        section=first["section"],
        counts=_counts(answers),
        figure=figure,
        examples=tuple(answers[0].texts(examples)) if first["question_type"] == "text" else (),
        legend=tuple(zip(charts.tones_of(len(scale)), scale, strict=True)),
    )


def _map(book: Sequence[Row], answers: FormAnswers, names: dict[str, str]) -> str | None:
    if not answers.submissions or not book:
        return None
    called = [names[row["question_id"]] for row in book]
    label = "Map of completeness: a row per question, a column per submission; the table below has the counts"
    return charts.heatmap(answers.cells([row["question_id"] for row in book]), called, COLOURS, label)
