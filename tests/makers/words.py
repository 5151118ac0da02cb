"""The words of the pages, per language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf-8"))


class Words:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        self._words = _table()[language.split("-")[0]]

    def __getitem__(self, key: str) -> str:
        return str(self._words[key])

    def type(self, kind: str) -> str:
        """The screen-reader label of a question's kind."""
        return str(self._words["types"][kind])

    @property
    def sheet(self) -> list[str]:
        """The first columns of the export, then the prefixes of points and feedback."""
        return list(self._words["sheet"])
