"""Checks on an Office file before any XML parser sees it: a zip's directory is only a claim."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from parsers.blocks import Unreadable

MAX_UNPACKED = 512 * 2**20
"""Bytes of all entries together."""
MAX_ENTRIES = 10_000
MAX_RATIO = 500
"""Unpacked to packed, once past ``RATIO_FROM`` bytes."""
RATIO_FROM = 32 * 2**20

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 2**20
_ROOT = re.compile(rb"<[A-Za-z_]")


def check_package(data: bytes, format: str) -> None:
    """Refuses what is encrypted, broken, swells when unpacked, or declares a DOCTYPE.

    Raises ``Unreadable``: ``encrypted``, ``corrupt``, ``too_large`` or ``unsupported``.
    """
    if data.startswith(_OLE):
        raise Unreadable(
            "encrypted", "An encrypted or old binary Office file: save it without a password.", format
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
            _check_directory(entries, len(data), format)
            left = MAX_UNPACKED
            for entry in entries:
                left -= _check_entry(package, entry, left, format)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise Unreadable("corrupt", f"A damaged zip container: {error}"[:200], format) from error


def _check_directory(entries: list[zipfile.ZipInfo], packed: int, format: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("encrypted", "An entry of the zip container is encrypted.", format)
    if len(entries) > MAX_ENTRIES:
        raise Unreadable("too_large", f"{len(entries)} entries in the zip container.", format)
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_FROM and unpacked > MAX_RATIO * packed):
        raise Unreadable("too_large", f"The file unpacks to {unpacked} bytes.", format)


def _check_entry(package: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, format: str) -> int:
    """Bytes that are really there. A DOCTYPE can only stand before an XML part's first tag."""
    size, prolog = 0, b""
    in_prolog = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
    for chunk in chunks(package, entry):
        size += len(chunk)
        if size > left:
            raise Unreadable("too_large", f"The file unpacks to more than {MAX_UNPACKED} bytes.", format)
        if in_prolog:
            prolog += chunk.replace(b"\0", b"")  # UTF-16 too
            root = _ROOT.search(prolog)
            if b"<!DOCTYPE" in prolog[: root.start() if root else len(prolog)]:
                raise Unreadable("unsupported", f"{entry.filename} holds a DOCTYPE.", format)
            in_prolog = root is None and len(prolog) < _CHUNK
    return size


def chunks(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """An entry's unpacked bytes, never more than about a MiB at a time."""
    with package.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk
