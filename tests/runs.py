"""Runs of the real program on folders of one-line documents, read by ``readers_that_fail``."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq

from ingest.run import pipeline
from ingest.run.progress import Progress, Style
from ingest.settings import Reading, Settings
from ingest.tables.schema import NAMES

ROOT = Path(__file__).parent.parent
PARSER = "tests.readers_that_fail:parse"
TABLES = NAMES


def command(*arguments: object, parser: str = PARSER) -> list[str]:
    """The program's command line."""
    words = [str(argument) for argument in arguments]
    hidden = ["--parser", parser] if words[0] in ("ingest", "inspect") else []
    return [sys.executable, "-m", "ingest", *words, *hidden]


def program(*arguments: object, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run the program to its end."""
    return subprocess.run(
        command(*arguments), cwd=ROOT, capture_output=True, text=True, timeout=60, check=False, **more
    )


def ingest(
    raw: Path, out: Path, *, memory: int = 1536, parser: str | None = PARSER, **settings: Any
) -> dict[str, Any]:
    """Run ``ingest`` in this process (the workers are real) and return its summary.

    ``parser``: None for the program's own.
    """
    reading = Reading(memory=memory) if parser is None else Reading(parser=parser, memory=memory)
    report = pipeline.run(Settings(raw, out, reading, **settings), Progress(Style.SILENT))
    summary: dict[str, Any] = msgspec.to_builtins(report)
    return summary


def write(folder: Path, **documents: str) -> Path:
    """Write documents; ``__`` in a name is a folder's end."""
    for name, text in documents.items():
        path = folder / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    """A published table."""
    found: list[dict[str, Any]] = pq.read_table(out / table).to_pylist()
    return found


def reasons(out: Path) -> dict[str, str | None]:
    """Path -> reason, or outcome where there is none."""
    return {row["path"]: row["reason"] or row["outcome"] for row in rows(out, "documents")}


def digest(out: Path) -> str:
    """Hash of all tables' files."""
    files = [out / table / f"{table}.parquet" for table in TABLES]
    return hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest()


def alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be reaped does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


GOOD = "ok Course|27\nYour name?*: Ada\nWhich days?: [x] Monday, [ ] Tuesday, [x] Friday\nWhy?: because"
"""A document with three answers."""
