"""What converters of printed pages leave in Markdown: layout as tables, pages run together.

markitdown and pymupdf4llm print each row of a page that has several columns as a pipe table, and
a page without blank lines as one paragraph (seen in markitdown 0.1 and pymupdf4llm 2.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from parsers import labels
from parsers.blocks import Block, Place, Text
from parsers.glyphs import GLYPHS
from parsers.markdown.pandoc_tables import as_pipes
from parsers.print_lines import HEADER, without_print_lines
from parsers.text import CJK, key

_ORDINAL = re.compile(r"\s*\d{1,3}\s*[.)．。、](?!\d)")
_DELIMITER = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*")


_OPEN_DELIMITER = re.compile(r"[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+")


def _closed(lines: list[str]) -> list[str]:
    """The lines, those of tables without outer pipes with them: html2text begins a row with a pipe where
    its first cell is empty, which Markdown takes for the outer one."""
    found = list(lines)
    for n, line in enumerate(lines):
        if n == 0 or "|" not in lines[n - 1] or not _OPEN_DELIMITER.fullmatch(line):
            continue
        end = next((i for i in range(n, len(lines)) if "|" not in lines[i]), len(lines))
        found[n - 1 : end] = [f"| {row.strip()} |" for row in lines[n - 1 : end]]
    return found


def set_apart(source: str) -> tuple[str, list[int]]:
    """A source with a blank line before and after each pipe table, and the number of each line in the
    original. Without them a table ends up in the paragraph before it, or takes in the lines after it."""
    lines = _closed(source.split("\n"))
    apart: list[str] = []
    numbers: list[int] = []
    inside = False
    for n, line in enumerate(lines):
        row = line.lstrip().startswith("|")
        begins = row and not inside and n + 1 < len(lines) and bool(_DELIMITER.fullmatch(lines[n + 1]))
        if begins or (inside and not row):
            apart.append("")
            numbers.append(n + 1)
        inside = begins or (inside and row)
        apart.append(line)
        numbers.append(n + 1)
    return "\n".join(apart), numbers


_PICTURE = re.compile(
    r"<!-- Start of picture text -->(?P<text>[^<]*(?:<(?!!--)[^<]*)*)<!-- End of picture text -->"
)
BEFORE = 1_000
"""Characters before a picture in which its text may stand already."""
LEAST = 20
"""Letters of a picture's text that is no coincidence."""


_BOLD_STAR = re.compile(r"\*\*([^*\n]*[^*\s\\])[ \t]*\*\*\*(?=\s|$)")
"""``**7. Consent ***``: the required mark inside the emphasis, which Markdown does not close there."""


_FENCE = re.compile(r"^[ \t]*(?::{3,}.*|</?div\b[^<>\n]*>)[ \t]*$", re.M)
_SPAN = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\{(?=[^{}]*[.#=])[^{}]{1,500}\}")
"""pandoc's divs and spans: what a page's elements were."""
_HEADING = re.compile(r"^(#{1,6} .*\S)[ \t]+\{#[^{}\n]{0,500}\}[ \t]*$", re.M)
"""A heading with its attributes behind it."""
DEEPEST = 8
"""Spans in each other."""
_ICON_BEHIND = re.compile(r"(?<=\S)[ ]?[*_]{0,3}([\ue000-\uf8ff]{1,4})[*_]{0,3}(?=\s|$)")


_DRAWN = re.compile(r"!\[[^\[\]\n]*\]\(<?data:[^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
"""A picture that the page holds itself (its icons): Markdown takes ``data:`` for no address of an image."""


def _unfenced(source: str) -> str:
    """A source without the fences and attributes that pandoc keeps of a page's elements."""
    if _FENCE.search(source) is None:
        return source
    source = _HEADING.sub(r"\1", _FENCE.sub("", source))
    for _ in range(DEEPEST):
        source, count = _SPAN.subn(lambda m: m[1] + " " + "\n" * m[0][len(m[1]) + 2 :].count("\n"), source)
        if not count:
            break
    return source


def _without_icon(found: re.Match[str]) -> str:
    """Nothing for an icon behind words (the arrow of a list), unless it is a mark."""
    return found.group() if set(found[1]) & GLYPHS.keys() else ""


def mended(source: str) -> str:
    """A source with the emphasis of starred prompts closed, and without the text of pictures that
    pymupdf4llm printed before the picture as well."""

    def kept(found: re.Match[str]) -> str:
        text = key(found["text"].replace("<br>", " "))
        before = source[max(0, found.start() - BEFORE) : found.start()].rstrip().rpartition("\n\n")[2]
        doubled = len(text) >= LEAST and f" {key(before)}".endswith(f" {text}")
        return "\n" * found.group().count("\n") if doubled else found.group()

    source = as_pipes(_unfenced(_DRAWN.sub("", source)))
    source = _ICON_BEHIND.sub(_without_icon, _BOLD_STAR.sub(r"**\1** \*", source))
    return _PICTURE.sub(kept, source)


def is_layout(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table is a converter's picture of a page: one row, the header of a result, or rows
    whose first cell is mostly empty."""
    if len(rows) < 2:
        return True
    pieces = [piece for row in rows for cell in row for piece in cell.split("\n")]
    named = {m for piece in pieces for m in labels.meanings(piece)}
    if len(named.intersection(HEADER)) >= 2:
        return True
    return sum(bool(row[0].strip()) for row in rows[1:]) * 3 < 2 * len(rows[1:])


_NUMBER = re.compile(r"\s*(\d{1,3})\s*[.)]?\s*")


def numbered_lines(rows: Sequence[Sequence[str]], place: Place) -> tuple[Text, ...]:
    """The prompts of a table that holds nothing but numbers and what they count; () for any other."""
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    found = [_NUMBER.fullmatch(row[0]) if len(row) == 2 and row[1].strip() else None for row in kept]
    if not kept or not all(found):
        return ()
    pairs = zip(found, kept, strict=True)
    return tuple(Text(text=row[1].strip(), number=hit[1], place=place) for hit, row in pairs if hit)


def lines_of(rows: Sequence[Sequence[str]], place: Place) -> Iterator[Text]:
    """A layout table's cells as the lines they were, row by row."""
    for row in rows:
        for cell in row:
            for line in cell.split("\n"):
                if line.strip():
                    yield Text(text=line.strip(), place=place)


def repaired(blocks: Iterable[Block], broken: bool = False) -> tuple[Block, ...]:
    """The blocks without the print's header and footer; pages run together are cut into lines.

    ``broken``: the text has line breaks of its own, by Markdown's sign, which no converter of pages writes.
    """
    found = tuple(blocks)
    if _runs_together(found):
        found = tuple(line for block in found for line in _cut(block))
    lines = tuple(without_print_lines(found))
    return lines if broken else tuple(_unwrapped(lines))


def _runs_together(blocks: Sequence[Block]) -> bool:
    """Whether questions begin in the middle of paragraphs, or answers stand in the paragraphs of prompts."""
    texts = [b for b in blocks if isinstance(b, Text)]
    split = [(b, b.text.split("\n")) for b in texts]
    inside = sum(bool(_ORDINAL.match(line)) for b, lines in split if not b.bullet for line in lines[1:])
    first = sum(bool(_ORDINAL.match(lines[0])) for b, lines in split if not b.bullet)
    return (inside >= 2 and inside >= first) or _is_dense(split)


def _is_dense(split: Sequence[tuple[Text, list[str]]]) -> bool:
    """Whether the header stands in one paragraph, and most numbered ones go on below their first line."""
    header = any(
        len({m for line in lines for m in labels.meanings(line)} & {*HEADER}) >= 3 for _, lines in split
    )
    numbered = [lines for b, lines in split if (b.bullet or "").rstrip(".)").isdecimal()]
    return header and len(numbered) >= 2 and sum(len(lines) > 1 for lines in numbered) * 2 > len(numbered)


def _cut(block: Block) -> Iterator[Block]:
    if not isinstance(block, Text) or "\n" not in block.text or block.role is not None:
        yield block
        return
    for n, line in enumerate(line for line in block.text.split("\n") if line.strip()):
        links = tuple(link for link in block.links if link.text in line)
        tight = block.tight if n == 0 else True
        yield replace(block, text=line, links=links, tight=tight, bullet=block.bullet if n == 0 else None)


_BREAK = re.compile(rf"(?<=[{CJK}])[ \n](?=[{CJK}])")
FULL = 0.8
"""Of the longest line: one at least so long went on in the next."""
LONG = 25
"""Full-width characters: a line of so many may have been one of the page's, and no name."""


def _unwrapped(blocks: Sequence[Block]) -> Iterator[Block]:
    """Scripts without spaces: the page's line breaks within a paragraph go."""
    texts = [b.text for b in blocks if isinstance(b, Text)]
    longest = max((len(line) for t in texts if _BREAK.search(t) for line in t.split("\n")), default=0)
    for block in blocks:
        if isinstance(block, Text) and longest >= LONG and _BREAK.search(block.text):
            yield replace(block, text=_joined(block.text, FULL * longest))
        else:
            yield block


def _joined(text: str, full: float) -> str:
    """The pieces between breaks, put together where the one before is as long as a line of the page."""
    pieces: list[str] = []
    start = 0
    for gap in [*_BREAK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        line = text[start:end].rpartition("\n")[2]
        pieces.append(text[start:end])
        if gap:
            least = full if gap.group() == "\n" else LONG
            pieces.append("" if len(line) >= max(least, LONG) else gap.group())
            start = gap.end()
    return "".join(pieces)
