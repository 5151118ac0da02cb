"""Delimited text in any encoding: the readings that a CSV file may have."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from io import StringIO

from parsers.text import decode

MAX_FIELD = 10_000_000
"""Characters of one CSV field."""
DELIMITERS = ",;\t|"
_LEGACY = ("cp932", "gb18030", "big5", "cp949", "cp1256", "cp1250", "cp1251", "cp1254", "cp1252")
"""What Excel's plain "CSV" is written in, by the system's region."""


def readings(data: bytes) -> Iterator[tuple[str, str]]:
    """Each text with a delimiter that the bytes may mean."""
    for text in _texts(data):
        named = re.match(r"sep=(.)\r?\n", text)
        if named:
            yield text[named.end() :], named[1]
        else:
            yield from ((text, delimiter) for delimiter in DELIMITERS)


def _texts(data: bytes) -> Iterator[str]:
    text = decode(data)
    yield text.removeprefix("\ufeff")
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _is_utf8(data):
        return
    for encoding in _LEGACY:
        try:
            yield data.decode(encoding)
        except UnicodeDecodeError:
            continue


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def records(text: str, delimiter: str) -> Iterator[list[str]]:
    """The fields of each row. Raises ``csv.Error`` while it is read."""
    csv.field_size_limit(MAX_FIELD)
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter)
