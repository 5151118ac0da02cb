"""What a worker and the run tell each other about one document, and what is cached of it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import msgspec

from ingest.settings import MAX_RESPONSES, MAX_RESULT, RunFailed
from parsers.blocks import Problem
from parsers.responses import Response
from parsers.rows import Responses, Rows

READY = b"ready"
"""A worker's first message; what holds of its sandbox follows."""

PAGE = b"page"
"""Another page is about to be read from a picture, which takes as long as a document's whole time."""


class Struct(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value that crosses a process border or stays in the cache."""


class Summary(Struct, frozen=True):
    """What became of a document, without its responses."""

    outcome: str
    format: str | None = None
    pages: int | None = None
    text_source: str | None = None
    reason: str | None = None
    detail: str | None = None
    problems: tuple[Problem, ...] = ()
    respondents: tuple[str | None, ...] = ()
    """Of its responses, in order."""
    pending: bool = False
    """Rejected so far, but its packed responses have headers: its form may tell where questions begin."""


class Parcel(Struct, frozen=True):
    """A summary and the packed responses."""

    summary: Summary
    responses: bytes = b""


class Task(Struct, frozen=True):
    """Asks a worker to read the document in the descriptor that comes with it."""

    serial: int
    size: int


class Reply(Struct, frozen=True):
    """A worker's answer; the parcel is in the descriptor that comes with it."""

    serial: int
    size: int
    tired: bool
    """The worker has grown and should be replaced."""


_list_of_raw = msgspec.msgpack.Decoder(list[msgspec.Raw])
_response = msgspec.msgpack.Decoder(Response)


class Torn(RunFailed):
    """What was kept or sent is not what was read."""


class TooLarge(Exception):
    """Responses that take more than ``MAX_RESPONSES``, or ``MAX_RESULT`` when packed."""


class _Sheets(Struct, frozen=True):
    """The responses of a workbook's sheets."""

    parts: tuple[Rows, ...]


class _People(Struct, frozen=True):
    people: list[msgspec.Raw]


class _Counted(Struct, frozen=True):
    """The same, as far as it takes to count them."""

    parts: tuple[_People, ...]


_MAP = range(0x80, 0x90)
"""First byte of a small map in MessagePack: sheets; single responses are a list."""
_sheets = msgspec.msgpack.Decoder(_Sheets)
_counted = msgspec.msgpack.Decoder(_Counted)


def pack(responses: Sequence[Response]) -> bytes:
    """Responses as bytes, small (a tenth of plain). Raises TooLarge."""
    kept = _Sheets(responses.parts) if isinstance(responses, Responses) else responses
    plain = msgspec.msgpack.encode(kept)
    packed = zlib.compress(plain, 1)
    if len(plain) > MAX_RESPONSES or len(packed) > MAX_RESULT:
        raise TooLarge
    return packed


def unpack(data: bytes) -> Iterator[Response]:
    """The responses again, one at a time. Raises Torn."""
    if sheets := sheets_of(data):
        yield from Responses(sheets)
        return
    with _whole():
        for raw in _list_of_raw.decode(_inflate(data)) if data else ():
            yield _response.decode(raw)


def sheets_of(data: bytes) -> tuple[Rows, ...]:
    """The sheets of packed responses that are rows; () for others. Raises Torn."""
    with _whole():
        plain = _inflate(data) if data else b""
        if not plain or plain[0] not in _MAP:
            return ()
        parts = _sheets.decode(plain).parts
    if not all(part.is_whole() for part in parts):
        raise Torn("packed responses are damaged: rows lack answers")
    return parts


def count(data: bytes) -> int:
    """How many responses are packed. Raises Torn."""
    with _whole():
        plain = _inflate(data) if data else b""
        if plain and plain[0] in _MAP:
            return sum(len(part.people) for part in _counted.decode(plain).parts)
    return sum(1 for _ in unpack(data))


@contextmanager
def _whole() -> Iterator[None]:
    try:
        yield
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Torn(f"packed responses are damaged: {error}") from error


def _inflate(data: bytes) -> bytes:
    """Unpack no more than ``pack`` would have packed."""
    stream = zlib.decompressobj()
    plain = stream.decompress(data, MAX_RESPONSES + 1)
    if len(plain) > MAX_RESPONSES or not stream.eof:
        raise Torn("packed responses are damaged: they are too large or cut")
    return plain


def rejected(reason: str, detail: str, format: str | None = None) -> Summary:
    """The summary of a document that gave nothing."""
    return Summary("rejected", format, reason=reason, detail=detail)
