"""Who responded: the number and the name among a header's lines, whatever their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from parsers.blocks import Block, Role, Text
from parsers.recognise.header_lines import LONGEST_NAME, Line
from parsers.recognise.names import is_name
from parsers.recognise.ordinals import split_ordinal

_BEHIND_WORD = re.compile(r"(?P<word>[^\W\d]{2,20})\s*[:：]?\s*(?P<number>\d{1,7})(?:\s+(?P<name>\D+))?")


def with_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines, with a number behind a word that no label is (``回复者 51``) set apart, where the header
    shows neither a number nor the respondent's label: among its labels, since a title may end in a year."""
    known = [k for k, line in enumerate(lines) if line.meaning not in (None, "number")]
    kinds = {line.meaning for line in lines[: known[-1] + 2]} if known else set()
    if not known or kinds & {"respondent", "number"}:
        return list(lines)
    labelled = {lines[k].index for k in known}
    found: list[Line] = []
    for k, line in enumerate(lines):
        hit = _BEHIND_WORD.fullmatch(line.text) if line.meaning is None else None
        among = known[0] < k < known[-1] or line.index in labelled
        found += _apart(line, hit) if hit and among else [line]
    return found


def _apart(line: Line, hit: re.Match[str]) -> Iterator[Line]:
    yield replace(line, text=hit["word"])
    yield replace(line, text=hit["number"], meaning="number")
    if hit["name"]:
        yield replace(line, text=hit["name"].strip())


def behind_labels(blocks: Sequence[Block], lines: Sequence[Line], last: int) -> int:
    """The last line of a header whose last label is ``lines[last]``: a number may stand behind all labels,
    and a name in the same look behind it, with the form's title below."""
    if any(line.meaning == "number" for line in lines[: last + 1]) or last + 1 >= len(lines):
        return last
    if lines[last + 1].meaning != "number":
        return last
    last += 1
    number, rest = lines[last], lines[last + 1 : last + 3]
    named = len(rest) == 2 and rest[0].meaning is None and is_name(rest[0].text)
    alike = named and len(rest[0].text) <= LONGEST_NAME and _is_alike(blocks, number, rest[0])
    return last + 1 if alike and rest[1].meaning is None and not _asks(blocks[rest[1].index]) else last


def _is_alike(blocks: Sequence[Block], number: Line, name: Line) -> bool:
    one, other = blocks[number.index], blocks[name.index]
    if not isinstance(one, Text) or not isinstance(other, Text) or other.role is not None:
        return False
    return one.style.size == other.style.size and one.style.heading == other.style.heading


def _asks(block: Block) -> bool:
    return isinstance(block, Text) and (block.role is Role.PROMPT or split_ordinal(block)[0] is not None)


def number_in(lines: Sequence[Line]) -> str | None:
    """The first number behind a label; else, where a page's columns were taken apart, above them."""
    label = next((k for k, line in enumerate(lines) if line.meaning in ("respondent", "view_results")), 0)
    return next((line.text for line in (*lines[label:], *lines[:label]) if line.meaning == "number"), None)


def name_in(blocks: Sequence[Block], lines: Sequence[Line]) -> str | None:
    """The one line behind the respondent's label that is neither label, number nor time.

    A name holds no figure: ``27 of 48`` and ``< 27 >`` are the page's own, and so are ``Forms`` and ``Name``.
    Where no known label names the respondent, what stands before the number may be it, and is no name.
    """
    kinds = [line.meaning for line in lines]
    if "respondent" not in kinds and "number" in kinds:
        lines = lines[kinds.index("number") :]
    for meaning in ("respondent", "view_results", lines[0].meaning):
        first = next((k for k, line in enumerate(lines) if line.meaning == meaning), None)
        if first is not None:
            unknown = (line for line in lines[first:] if line.meaning is None)
            if name := next((u.text for u in unknown if is_name(u.text) and not _is_title(blocks, u)), None):
                return name
    return None


def _is_title(blocks: Sequence[Block], line: Line) -> bool:
    block = blocks[line.index]
    return isinstance(block, Text) and block.role is Role.TITLE
