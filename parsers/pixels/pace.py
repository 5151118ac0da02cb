"""Tells whoever waits for a document that another of its pages was read: a scan takes seconds a page."""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []


def listen(listener: Callable[[], None]) -> None:
    """Call ``listener`` before each picture of a page is read, from now on."""
    _listeners.append(listener)


def page_begins() -> None:
    """Another picture is about to be read."""
    for listener in _listeners:
        listener()
