"""A document's blocks -> its responses, or the reason why it holds none."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from parsers import confidence
from parsers.blocks import Block, Document, Problem, Severity, Sheet
from parsers.recognise import pictured, verdict
from parsers.recognise.header import Header, find_starts, read_header
from parsers.recognise.prepare import prepare
from parsers.recognise.response import read_response
from parsers.recognise.sheet.copies import without_repeated
from parsers.recognise.sheet.responses import recognise_sheet
from parsers.recognise.verdict import Candidate
from parsers.responses import Reading
from parsers.rows import Responses


def recognise(document: Document) -> Reading:
    """All responses that a document holds, or the reason why it holds none."""
    if any(isinstance(b, Sheet) for b in document.blocks):
        return _sheets(document)
    blocks = prepare(document.blocks)
    found = [_candidate(part, header, document) for part, header in _split(blocks)]
    summary = verdict.is_summary(blocks, found)
    responses = tuple(f.response for f in found if not summary and verdict.is_response(f))
    responses = tuple(map(pictured.mapped, responses))
    if document.text_source in ("ocr", "mixed"):
        responses = tuple(map(pictured.doubted, responses))
    responses = tuple(confidence.settled(response, document.format) for response in responses)
    reading = Reading(
        format=document.format,
        pages=document.pages,
        responses=responses,
        problems=document.problems,
        text_source=document.text_source,
    )
    if responses:
        return reading
    refusal = verdict.refuse(blocks, found)
    if summary:
        return replace(reading, reason=refusal.reason, detail=refusal.detail)
    pending = tuple(f.response for f in found if f.header.strength and f.response.source)
    return replace(reading, reason=refusal.reason, detail=refusal.detail, pending=pending)


def _sheets(document: Document) -> Reading:
    read = [recognise_sheet(b, document.language) for b in document.blocks if isinstance(b, Sheet)]
    every = Responses([rows for rows, _ in read])
    once = Responses(without_repeated(every.parts))
    problems = document.problems + tuple(p for _, problems in read for p in problems)
    if len(once) < len(every):
        problems += (_repeated(len(every) - len(once)),)
    if not once:
        return Reading(
            format=document.format,
            problems=problems,
            reason="not_a_response",
            detail="An export of responses without a response.",
        )
    return Reading(format=document.format, pages=document.pages, responses=once, problems=problems)


def _repeated(count: int) -> Problem:
    rows = "1 row repeats another" if count == 1 else f"{count} rows repeat others"
    return Problem(
        code="repeated_rows",
        message=f"{rows} in id, times and every answer: taken once.",
        severity=Severity.INFO,
    )


def _candidate(blocks: Sequence[Block], header: Header, document: Document) -> Candidate:
    response, leaked = read_response(blocks, header, document.language, document.bare_boxes)
    return verdict.candidate(blocks, header, response, leaked)


def _split(blocks: Sequence[Block]) -> list[tuple[Sequence[Block], Header]]:
    """The blocks of each response with its header; what stands above the first belongs to it."""
    found = find_starts(blocks)
    starts = found or (0,)
    parts: list[tuple[Sequence[Block], Header]] = []
    for start, end in zip(starts, (*starts[1:], len(blocks)), strict=True):
        first = 0 if not parts else start
        header = read_header(blocks, start, end, bool(found))
        shifted = replace(header, first=header.first - first, end=header.end - first)
        parts.append((blocks[first:end], shifted))
    return parts
