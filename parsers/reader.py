"""Bytes -> a document's reading: sniff the format, read the blocks, recognise the responses."""

from __future__ import annotations

from parsers import formats
from parsers.blocks import Unreadable
from parsers.recognise.recognise import recognise
from parsers.responses import Reading


def parse(data: bytes, *, engine: str = "auto") -> Reading:
    """What one document holds. Bad input is a ``Reading`` with ``reason`` and ``detail``, no exception.

    ``engine``: the PDF reader, ``auto``, ``pdfium`` or ``pdfplumber``.
    """
    try:
        return recognise(formats.read(data, engine))
    except Unreadable as refusal:
        return Reading(format=refusal.format, reason=refusal.reason, detail=refusal.detail)
