"""Paths as text: exact, valid UTF-8 and reversible, whatever bytes a file system holds.

A path that is UTF-8 is published as it is. One that is not is percent-encoded behind
``./``, with which no other published path begins: ``bad_\\xff.pdf`` becomes ``./bad_%FF.pdf``.
"""

from __future__ import annotations

import os
from urllib.parse import quote_from_bytes, unquote_to_bytes


def published(path: str) -> str:
    """The published form of a path that came from the file system (``os.fsdecode``)."""
    data = os.fsencode(path)  # whatever the locale made of them
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return "./" + quote_from_bytes(data, safe="/")


def original(path: str) -> bytes:
    """The path's bytes again, from its published form."""
    return unquote_to_bytes(path[2:]) if path.startswith("./") else path.encode("utf-8")
