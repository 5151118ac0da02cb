"""How many pages a file has: what its tree claims, and how many it holds.

pdfium believes the tree's ``/Count``; a wrong one hides pages without an error.
"""

from __future__ import annotations

import re
import zlib

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
    found = len(_PAGE.findall(data))
    if b"/ObjStm" in data:
        for n, match in enumerate(_OBJECT_STREAM.finditer(data)):
            if n == MAX_STREAMS:
                break
            found += len(_PAGE.findall(_inflated(data, match.end())))
    return found


def _inflated(data: bytes, start: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(memoryview(data)[start:], MAX_BYTES)
    except zlib.error:
        return b""
