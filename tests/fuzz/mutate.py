"""Good documents -> damaged ones, the same for the same seed.

A mutation knows a format only as far as it must to get past its outermost check: bytes, lines,
tags, the entries of a zip, the packed streams of a PDF.
"""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence

Mutation = Callable[[bytes, random.Random], bytes]

NASTY = (
    b"\0", b"\xff", b"\xfe\xff", b"\xed\xa0\x80", b"\xe2\x80\xae", b"<", b">", b"&#0;", b"&#xD800;", b"]]>", b"<!--",
    b"\r", b"\n\n", b"\t", b"|", b"-1", b"0", b"4294967296", b"99999999999999999999", b"1e308", b"NaN", b"%s",
    b"- [x] ", b"\xe2\x98\x92", b"1. ", b'"', b"'", b"(", b"[", b"/", b"obj", b"stream", b"\xf0\x9f\x91\xa9\xe2\x80\x8d",
)  # fmt: skip
MAX_SIZE = 4 << 20
"""Bytes; mutations are not there to find the limit on a file's size."""


def mutate(data: bytes, other: bytes, rng: random.Random) -> bytes:
    """One to three mutations of ``data``; some take parts of ``other``."""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        if data:
            data = rng.choice(_fitting(data))(data, rng) if rng.random() < 0.9 else splice(data, other, rng)
    return data[:MAX_SIZE]


def _fitting(data: bytes) -> Sequence[Mutation]:
    if data.startswith(b"PK\x03\x04"):
        return (*BYTES, *ZIPS, *ZIPS, *ZIPS)
    if b"%PDF-" in data[:1024]:
        return (*BYTES, *PDFS, *PDFS, *PDFS)
    if data[:2048].lstrip().startswith(b"<"):
        return (*BYTES, *LINES, *MARKUP, *MARKUP)
    return (*BYTES, *LINES, *LINES)


def _span(data: bytes, rng: random.Random, longest: int) -> tuple[int, int]:
    start = rng.randrange(len(data) or 1)
    return start, min(len(data), start + rng.randint(1, longest))


# ------------------------------------------------------------------------------ bytes


def truncate(data: bytes, rng: random.Random) -> bytes:
    """The end is missing."""
    return data[: rng.randrange(len(data) or 1)]


def behead(data: bytes, rng: random.Random) -> bytes:
    """Some of the beginning is missing."""
    return data[rng.randrange(min(len(data), 4096) or 1) :]


def flip_bits(data: bytes, rng: random.Random) -> bytes:
    """Bits that a bad disk turned."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 4, 32, 256)) if changed else 0):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def zero_out(data: bytes, rng: random.Random) -> bytes:
    """A block that was never written."""
    start, end = _span(data, rng, 4096)
    return data[:start] + bytes(end - start) + data[end:]


def cut_out(data: bytes, rng: random.Random) -> bytes:
    """A block is missing."""
    start, end = _span(data, rng, 2000)
    return data[:start] + data[end:]


def repeat(data: bytes, rng: random.Random) -> bytes:
    """A block stands there twice, or very often."""
    start, end = _span(data, rng, 400)
    return data[:end] + data[start:end] * rng.choice((1, 1, 3, 200)) + data[end:]


def insert(data: bytes, rng: random.Random) -> bytes:
    """Bytes that mean something somewhere."""
    start, end = _span(data, rng, 1)
    return data[:start] + rng.choice(NASTY) * rng.choice((1, 1, 2, 5000)) + data[end - rng.randrange(2) :]


def splice(data: bytes, other: bytes, rng: random.Random) -> bytes:
    """The beginning of one file and the end of another."""
    return data[: rng.randrange(len(data) or 1)] + other[rng.randrange(len(other) or 1) :]


BYTES: tuple[Mutation, ...] = (truncate, behead, flip_bits, zero_out, cut_out, repeat, insert)

# ------------------------------------------------------------------------------ lines and tags


def _shuffled(parts: list[bytes], rng: random.Random) -> list[bytes]:
    """Parts dropped, doubled, exchanged or moved."""
    for _ in range(rng.choice((1, 3, 10)) if len(parts) > 1 else 0):
        first, second = rng.randrange(len(parts)), rng.randrange(len(parts))
        deed = rng.randrange(4)
        if deed == 0 and len(parts) > 2:
            del parts[first]
        elif deed == 1:
            parts.insert(second, parts[first])
        elif deed == 2:
            parts[first], parts[second] = parts[second], parts[first]
        else:
            parts[first] = parts[first] * rng.choice((2, 50))
    return parts


def move_lines(data: bytes, rng: random.Random) -> bytes:
    """Lines dropped, doubled, exchanged."""
    return b"\n".join(_shuffled(data.split(b"\n"), rng))


def join_lines(data: bytes, rng: random.Random) -> bytes:
    """Line ends lost from some place on."""
    start, end = _span(data, rng, 5000)
    return data[:start] + data[start:end].replace(b"\n", b" ") + data[end:]


def move_tags(data: bytes, rng: random.Random) -> bytes:
    """Tags and texts dropped, doubled, exchanged: elements that overlap or never close."""
    return b"".join(_shuffled(re.split(rb"(?<=>)|(?=<)", data), rng))


def change_value(data: bytes, rng: random.Random) -> bytes:
    """An attribute's value, or a figure, becomes something else."""
    hits = list(re.finditer(rb"\"[^\"<>]{0,60}\"|\d+", data))
    for hit in sorted(rng.sample(hits, min(len(hits), rng.choice((1, 4)))), key=lambda h: -h.start()):
        quote = b'"' if hit[0].startswith(b'"') else b""
        data = data[: hit.start()] + quote + rng.choice(NASTY) + quote + data[hit.end() :]
    return data


LINES: tuple[Mutation, ...] = (move_lines, join_lines, change_value)
MARKUP: tuple[Mutation, ...] = (move_tags, change_value)

# ------------------------------------------------------------------------------ containers


def mutate_entry(data: bytes, rng: random.Random) -> bytes:
    """A valid zip in which one part is damaged."""
    entries = _entries(data)
    if not entries:
        return flip_bits(data, rng)
    number = rng.randrange(len(entries))
    name, content = entries[number]
    entries[number] = name, rng.choice((*BYTES, *MARKUP, *MARKUP))(content, rng)
    return _zip(entries)


def move_entries(data: bytes, rng: random.Random) -> bytes:
    """A valid zip whose parts are missing, doubled or under each other's names."""
    entries = _entries(data)
    if len(entries) < 2:
        return truncate(data, rng)
    first, second = rng.sample(range(len(entries)), 2)
    deed = rng.randrange(4)
    (name, content), (other_name, other) = entries[first], entries[second]
    if deed == 0:
        entries[first], entries[second] = (name, other), (other_name, content)
    elif deed == 1:
        del entries[first]
    elif deed == 2:
        entries.append((name, other))
    else:
        entries[first] = (
            rng.choice((name.upper(), "../" + name, "/" + name, name + "/", "x\0" + name)),
            content,
        )
    return _zip(entries)


def _entries(data: bytes) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return [(entry.filename, package.read(entry)) for entry in package.infolist()]
    except Exception:  # an earlier mutation left no zip; of which kind the damage is does not matter
        return []


def _zip(entries: list[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with (
        warnings.catch_warnings(action="ignore"),
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name, content in entries:
            package.writestr(zipfile.ZipInfo(name), content)
    return target.getvalue()


_STREAM = re.compile(rb"/Length \d+([^\n]{0,200}>>)\s*stream\r?\n(.*?)\r?\nendstream", re.S)


def mutate_stream(data: bytes, rng: random.Random) -> bytes:
    """A PDF in which one packed stream unpacks to something damaged."""
    hits = [
        hit
        for hit in _STREAM.finditer(data)
        if b"/FlateDecode" in data[max(0, hit.start() - 200) : hit.end(1)]
    ]
    if not hits:
        return flip_bits(data, rng)
    hit = rng.choice(hits)
    try:
        content = zlib.decompress(hit[2])
    except zlib.error:
        return flip_bits(data, rng)
    packed = zlib.compress(rng.choice((*BYTES, move_lines, change_value))(content, rng), 1)
    new = b"/Length %d%s\nstream\n%s\nendstream" % (len(packed), hit[1], packed)
    return data[: hit.start()] + new + data[hit.end() :]


def redirect(data: bytes, rng: random.Random) -> bytes:
    """References and figures of a PDF's objects that point elsewhere."""
    hits = list(re.finditer(rb"\b\d+ 0 R\b|(?<=/)\w+\b|\b\d+\b", data))
    numbers = (
        sorted({rng.randrange(len(hits)) for _ in range(rng.choice((1, 5)))}, reverse=True) if hits else ()
    )
    for number in numbers:
        old, new = hits[number], rng.choice(hits)[0]
        data = data[: old.start()] + new + data[old.end() :]
    return data


ZIPS: tuple[Mutation, ...] = (mutate_entry, mutate_entry, move_entries)
PDFS: tuple[Mutation, ...] = (mutate_stream, redirect)
