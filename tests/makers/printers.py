"""The programs that print, started when first needed."""

from __future__ import annotations

from contextlib import ExitStack
from functools import cached_property
from types import TracebackType
from typing import Self

from tests.makers.chromium import Chromium
from tests.makers.firefox import Firefox
from tests.makers.office import Office


class Printers:
    """Ends what it started."""

    def __enter__(self) -> Self:
        self._stack = ExitStack()
        return self

    def __exit__(self, *error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._stack.close()

    @cached_property
    def chromium(self) -> Chromium:
        """Chromium or Edge."""
        return self._stack.enter_context(Chromium())

    @cached_property
    def firefox(self) -> Firefox:
        """Firefox."""
        return self._stack.enter_context(Firefox())

    @cached_property
    def office(self) -> Office:
        """LibreOffice."""
        return self._stack.enter_context(Office())
