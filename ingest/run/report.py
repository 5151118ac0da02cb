"""What a run has to say when it is done: ``run.json``, the JSON on stdout and the lines for a person."""

from __future__ import annotations

import os
import platform
import shlex
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

import msgspec

from ingest import __version__
from ingest.inputs.discover import Discovery
from ingest.names import published
from ingest.run.gather import Gathered, Known
from ingest.run.removed import Published, paths_gone
from ingest.settings import Settings
from ingest.store.snapshot import Manifest, Snapshot
from ingest.store.versions import libraries
from ingest.tables.schema import NAMES, VERSION
from ingest.terminal import json_text

MAX_LISTED, MAX_NAMED = 100, 5
"""Rejected documents in ``run.json``, and named to a person."""


@dataclass(frozen=True)
class Seen:
    """What a run met."""

    discovery: Discovery
    gathered: Gathered
    documents: list[Known]


class Report(msgspec.Struct, frozen=True):
    """The last run. ``counts`` are of this run's files and of the dataset as it now stands."""

    raw: str
    out: str
    published: bool
    """False: nothing was new, the published snapshot already says it all."""
    snapshot: str
    counts: dict[str, int]
    """files, passed_over, forgotten, duplicates, documents, parsed, partial, rejected, read (by workers), \
hashed, removed (files of the snapshot before that are gone), new (documents that it did not have), \
new_rejected (it had not rejected them), forms, submissions, undetermined (answers), and rows per table."""
    reasons: dict[str, int]
    """Partial and rejected documents by reason."""
    findings: dict[str, int]
    """Findings by code."""
    rejected: list[dict[str, Any]]
    """path, reason and detail of the first of them (all stand in ``documents``), the new ones first."""
    started_at: str
    seconds: dict[str, float]
    sandbox: dict[str, str]
    """What held of the reading processes' sandbox, by layer (SECURITY.md); empty if none was at work."""
    settings: dict[str, Any]
    versions: dict[str, str]

    def allows(self, limit: str | None) -> bool:
        """Whether no more documents were rejected than ``N`` or ``N%``."""
        if limit is None:
            return True
        if limit.endswith("%"):
            return self.counts["rejected"] * 100 <= float(limit[:-1]) * self.counts["documents"]
        return self.counts["rejected"] <= int(limit)


def make(
    settings: Settings,
    seen: Seen,
    snapshot: Snapshot,
    before: Sequence[Published] | None,
    started: datetime,
    seconds: dict[str, float],
) -> Report:
    """The report of a run that published ``snapshot`` after ``before``, or found it up to date (None)."""
    manifest = snapshot.manifest()
    assert manifest is not None  # it was written or read a moment ago
    seen = replace(seen, documents=[_settled(d, manifest) for d in seen.documents])
    options = {key: value for key, value in asdict(settings).items() if key not in ("raw", "out")}
    options |= {k: published(os.fspath(p)) for k, p in options.items() if isinstance(p, os.PathLike)}
    return Report(
        raw=published(os.fspath(settings.raw)),
        out=published(os.fspath(settings.out)),
        published=before is not None,
        snapshot=snapshot.name,
        counts=_counts(seen, manifest) | _changes(seen.documents, before),
        reasons=reason_counts(seen.documents),
        findings=manifest.tally.findings,
        rejected=listed(seen.documents, before),
        started_at=started.isoformat(timespec="seconds"),
        seconds=seconds,
        sandbox=seen.gathered.sandbox,
        settings=options,
        versions=_versions(),
    )


def _versions() -> dict[str, str]:
    own = {"tidyforms": __version__, "schema": str(VERSION)}
    return own | {"python": platform.python_version(), **libraries()}


def _settled(document: Known, manifest: Manifest) -> Known:
    """A document's outcome once its form is known."""
    if document.document_id not in manifest.adopted:
        return document
    return replace(document, outcome="parsed", reason=None, detail=None)


def _counts(seen: Seen, manifest: Manifest) -> dict[str, int]:
    files = len(seen.discovery.files)
    return {
        "files": files,
        "passed_over": seen.discovery.passed_over,
        "forgotten": len(seen.gathered.kept_out),
        "duplicates": files - len(seen.documents),
        "documents": len(seen.documents),
        **outcome_counts(seen.documents),
        "read": seen.gathered.read,
        "hashed": seen.gathered.hashed,
        "forms": manifest.forms,
        "submissions": manifest.tally.submissions,
        "shown": manifest.tally.shown,
        "undetermined": manifest.tally.undetermined,
        **{name: manifest.tables[name].rows for name in NAMES if name != "documents"},
    }


def _changes(documents: Sequence[Known], before: Sequence[Published] | None) -> dict[str, int]:
    """What is not as the snapshot before had it."""
    if before is None:
        return {"removed": 0, "new": 0, "new_rejected": 0}
    known = {document.document_id for document in before}
    new = sum(document.document_id not in known for document in documents)
    rejected = sum(document.outcome == "rejected" for document in _unlike(documents, before))
    return {"removed": paths_gone(before, documents), "new": new, "new_rejected": rejected}


def _unlike(documents: Sequence[Known], before: Sequence[Published] | None) -> list[Known]:
    """Documents that the snapshot before had not rejected."""
    if before is None:
        return []
    rejected = {document.document_id for document in before if document.rejected}
    return [document for document in documents if document.document_id not in rejected]


def outcome_counts(documents: Sequence[Known]) -> dict[str, int]:
    """Documents by outcome."""
    counts = Counter(document.outcome for document in documents)
    return {name: counts[name] for name in ("parsed", "partial", "rejected")}


def reason_counts(documents: Sequence[Known]) -> dict[str, int]:
    """Documents by reason, the most frequent first."""
    counts = Counter(document.reason for document in documents if document.reason)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def listed(documents: Sequence[Known], before: Sequence[Published] | None) -> list[dict[str, Any]]:
    """The first rejected documents, the new ones before the others."""
    unlike = {d.document_id for d in _unlike(documents, before)}
    rows = [(d, d.document_id in unlike) for d in documents if d.outcome == "rejected"]
    rows.sort(key=lambda row: not row[1])
    return [
        {"path": d.paths[0], "reason": d.reason, "detail": d.detail, "new": new}
        for d, new in rows[:MAX_LISTED]
    ]


def as_text(report: Report) -> str:
    """A few lines for a person."""
    n = {key: f"{value:,}" for key, value in report.counts.items()}
    lines = [
        f"{_many(report.counts['files'], 'file')}: {n['parsed']} parsed, {n['partial']} partial, "
        f"{n['rejected']} rejected" + _aside(report)
    ]
    if report.reasons:
        lines.append("  " + ", ".join(f"{reason} {count:,}" for reason, count in report.reasons.items()))
    lines.append(_what_there_is(report))
    if report.findings:
        lines.append("  " + ", ".join(f"{code} {count:,}" for code, count in report.findings.items()))
    lines += _rejected_lines(report)
    state = "published" if report.published else "nothing new since"
    lines.append(f"{state} {report.out}/snapshots/{report.snapshot} in {report.seconds['total']:.1f} s")
    lines.append(f"look at it: tidyforms report {shlex.quote(report.out)} -o report")
    return "\n".join(lines)


def _what_there_is(report: Report) -> str:
    """``46 responses, 14 submissions, 3 forms, 620 answers, 12 % undetermined, 3 findings``."""
    words = ("response", "submission", "form", "answer")
    parts = [_many(report.counts[f"{word}s"], word) for word in words]
    open_, shown = report.counts["undetermined"], report.counts["shown"]
    share = 100 * open_ / shown if shown else 0.0
    parts.append(f"{'<1' if 0 < share < 1 else f'{share:.0f}'} % undetermined")
    return ", ".join([*parts, _many(report.counts["findings"], "finding")])


def _rejected_lines(report: Report) -> list[str]:
    """The first rejected files."""
    lines = [
        f"  rejected{' (new)' if row['new'] and report.counts['new'] < report.counts['documents'] else ''}: "
        f"{row['path']}: {row['detail'] or row['reason']}"
        for row in report.rejected[:MAX_NAMED]
    ]
    more = report.counts["rejected"] - len(lines)
    return [*lines, f"  … and {more:,} more"] if more > 0 else lines


def _aside(report: Report) -> str:
    words = {
        "duplicates": "copies of others",
        "passed_over": "hidden or temporary passed over",
        "removed": "gone since",
        "forgotten": "kept out, as forgotten",
    }
    parts = [f"{report.counts[key]:,} {text}" for key, text in words.items() if report.counts[key]]
    return f" ({', '.join(parts)})" if parts else ""


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}" + ("" if count == 1 else "s")


def as_json(report: Report) -> str:
    """One JSON object, the same as ``run.json``."""
    return json_text(report, indent=True)
