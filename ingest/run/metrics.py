"""The last run in Prometheus' text format, for node_exporter's textfile collector."""

from __future__ import annotations

from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from ingest.run.report import Report

_COUNTS = {
    "documents": "Documents of the published dataset",
    "new": "Documents that the snapshot before did not have",
    "new_rejected": "Rejected documents that the snapshot before had not rejected",
    "removed": "Files of the snapshot before that are gone",
    "forms": "Forms",
    "responses": "Responses",
    "submissions": "Submissions",
    "answers": "Rows of the table answers",
    "undetermined": "Answers whose choice no document shows",
}


def write_metrics(path: Path, exit_code: int, report: Report | None) -> None:
    """Write the file in one step; ``report``: None if the run failed. Raises OSError."""
    registry = CollectorRegistry()
    ended = Gauge("tidyforms_last_run_timestamp_seconds", "When the last run ended", registry=registry)
    ended.set_to_current_time()
    code = Gauge("tidyforms_exit_code", "Exit code of the last run (docs/operating.md)", registry=registry)
    code.set(exit_code)
    if report is not None:
        _describe(report, registry)
    write_to_textfile(str(path), registry)


def _describe(report: Report, registry: CollectorRegistry) -> None:
    for name, meaning in _COUNTS.items():
        Gauge(f"tidyforms_{name}", meaning, registry=registry).set(report.counts[name])
    seconds = Gauge("tidyforms_run_seconds", "What the last run took, by the clock", registry=registry)
    seconds.set(report.seconds["total"])
    outcomes = {name: report.counts[name] for name in ("parsed", "partial", "rejected")}
    for name, label, meaning, counts in (
        ("documents_by_outcome", "outcome", "Documents by outcome", outcomes),
        ("documents_by_reason", "reason", "Partial and rejected documents by reason", report.reasons),
        ("findings", "code", "Findings by code", report.findings),
    ):
        gauge = Gauge(f"tidyforms_{name}", meaning, [label], registry=registry)
        for value, count in counts.items():
            gauge.labels(value).set(count)
