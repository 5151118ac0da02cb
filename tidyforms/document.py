"""One document as pandas tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from ingest.commands.show import document_of
from ingest.settings import Reading, RunFailed
from tidyforms.checks import Failed


@dataclass(frozen=True)
class Document:
    """What one document shows by itself."""

    about: dict[str, Any]
    """Its row of the table ``documents``."""
    responses: pd.DataFrame
    answers: pd.DataFrame
    """One row per response and question."""
    findings: pd.DataFrame

    @property
    def outcome(self) -> str:
        """``parsed``, ``partial`` or ``rejected``."""
        return str(self.about["outcome"])


def read(file: Path, timeout: float, memory: int) -> Document:
    """See ``tidyforms.read``."""
    try:
        shown = document_of(file, Reading(timeout=timeout, memory=memory))
    except (RunFailed, OSError) as error:
        raise Failed(str(error)) from error
    responses, findings = shown.pop("responses"), shown.pop("findings")
    answers = [answer for response in responses for answer in response.pop("answers")]
    findings += [finding for response in responses for finding in response.pop("findings")]
    return Document(shown, *map(pd.DataFrame, (responses, answers, findings)))
