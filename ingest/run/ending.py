"""How a run of ``ingest`` ends: its exit code, and who is told: a person, a program, the log, the metrics."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from ingest.inputs.form_files import FaultyForms
from ingest.names import published
from ingest.privacy.pseudonyms import FaultyKey
from ingest.review.corrections import FaultyCorrections
from ingest.run import pipeline, report
from ingest.run.progress import Progress, Style
from ingest.run.report import Report
from ingest.run.signals import Stopped
from ingest.settings import NothingPublished, RunFailed, Settings
from ingest.terminal import json_text, printable, put, tell

OK, FAILED, USAGE, TOO_MANY_REJECTED, NOTHING_PUBLISHED = 0, 1, 2, 3, 4


@dataclass(frozen=True)
class Telling:
    """Who is told, and when a published run is none to be content with."""

    style: Style
    as_json: bool = False
    quiet: bool = False
    metrics: Path | None = None
    max_rejected: str | None = None
    max_new_rejected: int | None = None


@dataclass(frozen=True)
class Failure:
    """Why nothing was published."""

    exit_code: int
    message: str
    listing: bool = False
    """A line per fault, each with its file; else one line."""


def run(settings: Settings, telling: Telling) -> int:
    """Ingest and tell of it. Returns the exit code."""
    progress = Progress(telling.style)
    result = _attempt(settings, progress)
    if isinstance(result, Failure):
        code = result.exit_code
        _tell_failure(settings, telling, progress, result)
    else:
        code = _verdict(result, telling, progress)
        if telling.as_json:
            tell(report.as_json(result))
        elif not telling.quiet:
            tell(report.as_text(result))
    if telling.metrics:
        _metrics(telling.metrics, code, result, progress)
    if isinstance(result, Report):
        progress.event("published", snapshot=result.snapshot, new=result.published, exit_code=code)
    else:
        progress.event("failed", message=result.message, exit_code=code)
    return code


def _attempt(settings: Settings, progress: Progress) -> Report | Failure:
    if not settings.raw.exists():
        return Failure(USAGE, f"{settings.raw}: no such file or folder")
    try:
        return pipeline.run(settings, progress)
    except (FaultyForms, FaultyCorrections, FaultyKey) as faults:
        return Failure(USAGE, str(faults), listing=True)
    except NothingPublished as error:
        return Failure(NOTHING_PUBLISHED, str(error))
    except RunFailed as error:
        return Failure(FAILED, str(error))
    except Stopped as signal:
        return Failure(FAILED, f"stopped by {signal}; nothing was published")
    except OSError as error:
        return Failure(FAILED, said(error))


def said(error: OSError) -> str:
    """What the system says, and of which file."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def _tell_failure(settings: Settings, telling: Telling, progress: Progress, failure: Failure) -> None:
    if telling.style is not Style.JSON:  # the log's last event says it there
        put(failure.message if failure.listing else f"tidyforms: {printable(failure.message)}", sys.stderr)
    if telling.as_json:
        raw, out = (published(str(path)) for path in (settings.raw, settings.out))
        told = {"raw": raw, "out": out, "published": False, "error": failure.message}
        put(json_text(told | {"exit_code": failure.exit_code}, indent=True))


def _verdict(result: Report, telling: Telling, progress: Progress) -> int:
    code = OK
    if not result.allows(telling.max_rejected):
        progress.say("too_many_rejected", f"more documents were rejected than {telling.max_rejected}")
        code = TOO_MANY_REJECTED
    most = telling.max_new_rejected
    if most is not None and result.counts["new_rejected"] > most:
        progress.say("too_many_new_rejected", f"more documents were newly rejected than {most}")
        code = TOO_MANY_REJECTED
    return code


def _metrics(path: Path, code: int, result: Report | Failure, progress: Progress) -> None:
    from ingest.run.metrics import write_metrics  # a night without metrics does without its library

    try:
        write_metrics(path, code, result if isinstance(result, Report) else None)
    except OSError as error:
        progress.say("no_metrics", f"the metrics could not be written: {said(error)}")
