"""What a run says on stderr while it works: a bar on a terminal, lines in a log, or JSON lines."""

from __future__ import annotations

import sys
import time
from collections import Counter
from enum import StrEnum
from typing import Any, TextIO

from ingest.terminal import bar, json_text, printable
from ingest.workers.protocol import Summary

BAR_EVERY, LINE_EVERY = 0.1, 10.0
"""Seconds between two pictures of the bar, and between two lines of a log."""


class Style(StrEnum):
    """How to say it."""

    BAR = "bar"
    LINES = "lines"
    JSON = "json"
    SILENT = "silent"


class Progress:
    """Told what happens; says it in one style."""

    def __init__(self, style: Style, stream: TextIO | None = None) -> None:
        self._style, self._stream = style, stream or sys.stderr
        self._total = self._done = 0
        self._outcomes: Counter[str] = Counter()
        self._began = self._shown = time.monotonic()

    def start(self, total: int) -> None:
        """The folder is listed."""
        self._total, self._began = total, time.monotonic()
        self.event("start", files=total)

    def file(self, path: str, summary: Summary | None) -> None:
        """A file is done; ``summary`` if it was read in this run."""
        self._done += 1
        if summary is not None:
            self._outcomes[summary.outcome] += 1
            self.event(
                "document", path=path, outcome=summary.outcome, reason=summary.reason, detail=summary.detail
            )
        every = BAR_EVERY if self._style is Style.BAR else LINE_EVERY
        if time.monotonic() - self._shown >= every:
            self._show()

    def finish(self) -> None:
        """Every file is done."""
        if self._style is Style.BAR:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
        self.event("files_done", files=self._done, **self._outcomes)

    def say(self, event: str, text: str) -> None:
        """Something a person should know."""
        if self._style is Style.JSON:
            self.event(event, message=text)
        else:
            self._stream.write(f"tidyforms: {printable(text)}\n")

    def _show(self) -> None:
        self._shown = time.monotonic()
        rate = self._done / max(self._shown - self._began, 1e-9)
        counts = ", ".join(f"{count:,} {name}" for name, count in sorted(self._outcomes.items()))
        text = f"{self._done:,}/{self._total:,} files, {rate:,.0f}/s" + (
            f", read: {counts}" if counts else ""
        )
        if self._style is Style.BAR:
            self._stream.write("\r\x1b[K" + bar(self._done, self._total, text, self._stream))
            self._stream.flush()
        elif self._style is Style.LINES:
            self._stream.write(f"tidyforms: {text}\n")
            self._stream.flush()
        else:
            self.event("progress", done=self._done, files=self._total, **self._outcomes)

    def event(self, event: str, **values: Any) -> None:
        """A line of the log that only machines read."""
        if self._style is Style.JSON:
            line = {"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "event": event, **values}
            self._stream.write(json_text(line) + "\n")
            self._stream.flush()
