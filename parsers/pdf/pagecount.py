"""What a file's bytes say without being read: how many pages it holds, and whether it has layers.

pdfium believes the tree's ``/Count``; a wrong one hides pages without an error.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import islice

_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm.{0,300}?stream\r?\n", re.S)
MAX_STREAMS = 2_000
MAX_BYTES = 4_000_000
"""Of one object stream; pages' dictionaries are small."""


def may_name_more(data: bytes, pages: int) -> bool:
    """Whether a file could hold more pages than ``pages``: quick, and never wrongly False."""
    return b"/ObjStm" in data or data.count(b"/Page") - data.count(b"/Pages") > pages


def pages_named(data: bytes) -> int:
    """Page objects in the file's bytes: at least the pages it has, more after an update in place."""
    return len(_PAGE.findall(data)) + sum(len(_PAGE.findall(s)) for s in _object_streams(data))


def has_layers(data: bytes) -> bool:
    """Whether the file has optional content, some of which may be off."""
    return b"/OCProperties" in data or any(b"/OCProperties" in s for s in _object_streams(data))


def _object_streams(data: bytes) -> Iterator[bytes]:
    if b"/ObjStm" in data:
        for match in islice(_OBJECT_STREAM.finditer(data), MAX_STREAMS):
            yield _inflated(data, match.end())


def _inflated(data: bytes, start: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(memoryview(data)[start:], MAX_BYTES)
    except zlib.error:
        return b""
