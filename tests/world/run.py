"""Draws documents, has the program read them, and counts what it claims falsely."""

from __future__ import annotations

import logging
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from ingest.run import pipeline
from ingest.run.progress import Progress, Style
from ingest.settings import Settings
from tests.world import forms
from tests.world.compare import FALSE, Fault, compare
from tests.world.model import Case, axes_of
from tests.world.producers import Made, Press

BATCH = 60
"""Documents in one folder: forms with several documents stand beside others."""


@dataclass
class Finding:
    """A document with what was wrongly claimed of it, and the others of its form that lay beside it."""

    case: Case
    made: Made
    faults: list[Fault]
    beside: list[Made] = field(default_factory=list)


@dataclass
class Tally:
    """Counts, in all and by ``axis=value``."""

    rows: int = 0
    documents: int = 0
    total: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    by: dict[str, Counter[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)
    """Producers that could not make a document."""

    def add(self, case: Case, made: Made, faults: list[Fault]) -> None:
        """Count one document."""
        self.documents += 1
        self.rows += made.truth.size
        counts: Counter[str] = Counter(rows=made.truth.size)
        for fault in faults:
            counts["false" if fault.kind in FALSE else fault.kind] += 1
            self.kinds[f"{fault.kind} {fault.of}"] += 1
        self.total += counts
        for place in _places(case):
            self.by.setdefault(place, Counter()).update(counts)


def _places(case: Case) -> Iterator[str]:
    yield f"producer={case.producer}"
    yield f"language={case.language}"
    yield f"numbers={'yes' if case.numbered else 'no'}"
    yield from {f"answers={item.trait}" for item in case.items if item.trait}
    yield from (f"{axis}={case[axis]}" for axis in axes_of(case.producer))


def run(rows: int, seed: int, producers: dict[str, int], only: tuple[str, ...] = ()) -> Tally:
    """Documents until they hold ``rows`` rows."""
    logging.disable(logging.WARNING)  # converters complain of what they cannot do
    tally, drawn = Tally(), forms.cases(seed, producers, only)
    with Press() as press:
        while tally.rows < rows:
            batch: list[tuple[Case, Made]] = []
            need = rows - tally.rows
            while len(batch) < BATCH and sum(made.truth.size for _, made in batch) < need:
                batch += _made(press, next(drawn), tally)
            _judge(batch, tally)
            print(f"\r{tally.rows} rows, {tally.total['false']} false", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return tally


def _made(press: Press, group: list[Case], tally: Tally) -> Iterator[tuple[Case, Made]]:
    for case in group:
        try:
            yield case, press.make(case)
        except Exception as error:  # a converter's own fault is no fault of the program
            tally.failed[f"{case.producer}: {type(error).__name__}: {str(error)[:120]}"] += 1


def _judge(batch: list[tuple[Case, Made]], tally: Tally) -> None:
    with tempfile.TemporaryDirectory() as folder:
        claims = ingest([made for _, made in batch], Path(folder))
    for (case, made), (outcome, responses) in zip(batch, claims, strict=True):
        faults = compare(made.truth, outcome, responses)
        tally.add(case, made, faults)
        if any(f.kind in FALSE for f in faults):
            beside = [m for c, m in batch if c.group == case.group and m is not made]
            tally.findings.append(Finding(case, made, faults, beside))


def ingest(batch: list[Made], folder: Path) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """What one run claims of each document: its outcome, and its responses with their answers."""
    raw, out = folder / "raw", folder / "out"
    raw.mkdir()
    for place, made in enumerate(batch):
        (raw / f"{place:04d}{made.suffix}").write_bytes(made.data)
    pipeline.run(Settings(raw, out, use_cache=False), Progress(Style.SILENT))
    return claims(out, len(batch))


def claims(out: Path, count: int) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """By the number in a document's name."""
    documents, responses, answers = (
        pq.read_table(out / t).to_pylist() for t in ("documents", "responses", "answers")
    )
    by_response: dict[str, list[dict[str, Any]]] = {}
    for answer in answers:
        by_response.setdefault(answer["response_id"], []).append(answer)
    by_document: dict[str, list[dict[str, Any]]] = {}
    for response in responses:
        rows = sorted(by_response.get(response["response_id"], []), key=lambda a: a["position"])
        by_document.setdefault(response["document_id"], []).append(response | {"answers": rows})
    found = {}
    for document in documents:
        for path in (document["path"], *document["duplicate_paths"]):
            found[int(path[:4])] = (document, by_document.get(document["document_id"], []))
    return [found[place] for place in range(count)]
