"""What converters of printed pages leave in Markdown: layout as tables, pages run together, and the
print's own header and footer among the answers.

markitdown and pymupdf4llm print each row of a page that has several columns as a pipe table, and
a page without blank lines as one paragraph (seen in markitdown 0.1 and pymupdf4llm 2.0).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence

from msgspec.structs import replace

from parsers import labels
from parsers.blocks import Block, Place, Text
from parsers.text import CJK, key

_ORDINAL = re.compile(r"\s*\d{1,3}\s*[.)．。、](?!\d)")
_COUNTER = re.compile(
    r"(?:(?P<url>\S+://\S+)\s+)?(?P<page>\d{1,3})\s*(?:/|[^\W\d_]{1,9})\s*(?P<pages>\d{1,3})"
)
_URL = re.compile(r"(?:https?|file)://\S+")
_STAMP = re.compile(
    r"\d{1,4}\D{1,8}\d{1,2}\D{1,8}\d{2,4}.{0,6}\b\d{1,2}[:.]\d{2}(?:\s?[AaPp]\.?\s?[Mm]\b\.?)?"
)
NEAR = 3
"""Lines on either side of a page's end that can be its footer or the next page's header."""
_HEADER = ("view_results", "respondent", "time_to_complete", "anonymous", "score")


_DELIMITER = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*")


def set_apart(source: str) -> tuple[str, list[int]]:
    """A source with a blank line before and after each pipe table, and the number of each line in the
    original. Without them a table ends up in the paragraph before it, or takes in the lines after it."""
    lines = source.split("\n")
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


_BOLD_STAR = re.compile(r"\*\*([^*\n]*[^*\s])[ \t]*\*\*\*(?=\s|$)")
"""``**7. Consent ***``: the required mark inside the emphasis, which Markdown does not close there."""


def mended(source: str) -> str:
    """A source with the emphasis of starred prompts closed, and without the text of pictures that
    pymupdf4llm printed before the picture as well."""

    def kept(found: re.Match[str]) -> str:
        text = key(found["text"].replace("<br>", " "))
        doubled = text in key(source[max(0, found.start() - BEFORE) : found.start()])
        return "\n" * found.group().count("\n") if doubled else found.group()

    return _PICTURE.sub(kept, _BOLD_STAR.sub(r"**\1** \*", source))


def is_layout(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table is a converter's picture of a page: one row, the header of a result, or rows
    whose first cell is mostly empty."""
    if len(rows) < 2:
        return True
    pieces = [piece for row in rows for cell in row for piece in cell.split("\n")]
    named = {m for piece in pieces for m in labels.meanings(piece)}
    if len(named.intersection(_HEADER)) >= 2:
        return True
    return sum(bool(row[0].strip()) for row in rows[1:]) * 3 < 2 * len(rows[1:])


def lines_of(rows: Sequence[Sequence[str]], place: Place) -> Iterator[Text]:
    """A layout table's cells as the lines they were, row by row."""
    for row in rows:
        for cell in row:
            for line in cell.split("\n"):
                if line.strip():
                    yield Text(text=line.strip(), place=place)


def repaired(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks without the print's header and footer; pages run together are cut into lines."""
    found = tuple(blocks)
    if _runs_together(found):
        found = tuple(line for block in found for line in _cut(block))
    return tuple(_unwrapped(tuple(_without_furniture(found))))


def _runs_together(blocks: Sequence[Block]) -> bool:
    """Whether questions begin in the middle of paragraphs."""
    texts = [b.text.split("\n") for b in blocks if isinstance(b, Text) and not b.bullet]
    inside = sum(bool(_ORDINAL.match(line)) for lines in texts for line in lines[1:])
    first = sum(bool(_ORDINAL.match(lines[0])) for lines in texts)
    return inside >= 2 and inside >= first


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


# --------------------------------------------------------------------------- the print's own lines


def _without_furniture(blocks: Sequence[Block]) -> Iterator[Block]:
    lines = [
        (i, n, line.strip())
        for i, block in enumerate(blocks)
        if isinstance(block, Text)
        for n, line in enumerate(block.text.split("\n"))
        if line.strip()
    ]
    dropped = {lines[k][:2] for k in _furniture([text for _, _, text in lines])}
    for i, block in enumerate(blocks):
        gone = {n for at, n in dropped if at == i}
        if not gone or not isinstance(block, Text):
            yield block
        elif kept := [
            line for n, line in enumerate(block.text.split("\n")) if n not in gone and line.strip()
        ]:
            yield replace(block, text="\n".join(kept))


def _furniture(lines: Sequence[str]) -> set[int]:
    """Indices of the lines that a browser printed around the pages.

    Only where the pages are counted in full (``1/3``, ``2/3``, ``3/3``): then their counters go, and what
    stands beside every one of them alike: address, time of printing, title.
    """
    counters = _counters(lines)
    if not counters:
        return {0} if lines and _STAMP.fullmatch(lines[0]) else set()
    near = {
        k
        for end in (-1, *counters, len(lines))
        for k in range(end - NEAR, end + NEAR + 1)
        if 0 <= k < len(lines)
    }
    begun = {k: m.group().strip() for k in near if (m := _STAMP.match(lines[k]))}
    stamps = {stamp for stamp, n in Counter(begun.values()).items() if n >= 2}
    stamped = {k for k, stamp in begun.items() if stamp in stamps}
    titles = {lines[k][len(begun[k]) :].strip() for k in stamped} - {""}
    stamped |= {k for k in near if _is_displaced(lines[k], stamps)}
    often, everywhere = Counter(lines[k] for k in near), Counter(lines)
    alike = {
        text
        for text, n in often.items()
        if n == everywhere[text] >= len(counters)
        and (n >= 2 or _URL.fullmatch(text) or _STAMP.fullmatch(text))
    }
    return set(counters) | stamped | {k for k in near if lines[k] in alike | titles}


def _is_displaced(line: str, stamps: Container[str]) -> bool:
    """Whether a line holds labels of the header alone before the time of printing: pdfminer puts text that
    it cannot place at a page's end."""
    found = _STAMP.search(line)
    if found is None or not found.start() or found.end() < len(line) or found.group() not in stamps:
        return False
    words = sorted((w for name in _HEADER for w in labels.words(name)), key=len, reverse=True)
    return not re.sub("|".join(map(re.escape, words)), "", line[: found.start()]).strip()


def _counters(lines: Sequence[str]) -> tuple[int, ...]:
    """Lines that count the pages from 1 to their number, each once."""
    found = [(k, m) for k, line in enumerate(lines) if len(line) <= 2_000 and (m := _COUNTER.fullmatch(line))]
    totals = Counter(int(m["pages"]) for _, m in found)
    for total in sorted(totals, reverse=True):
        own = [(k, int(m["page"])) for k, m in found if int(m["pages"]) == total]
        if [page for _, page in own] == list(range(1, total + 1)):
            return tuple(k for k, _ in own)
    return ()
