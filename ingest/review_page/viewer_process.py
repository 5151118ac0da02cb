"""The process that turns one document into a picture or into lines of text, within limits and confined.

A document may be hostile: what renders it sees no path and no network, has an end of memory and time, and is
trusted with nothing but a picture. Started by ``ingest.review_page.viewer``; the document is its standard
input, what it makes its standard output.
"""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Iterator

import msgspec

from ingest.settings import MIB, WALL
from ingest.workers import sandbox, system
from parsers import formats
from parsers.blocks import Block, Choice, Field, Grid, Ranking, Scale, Sheet, Table, Text

SECONDS = 20.0
"""Processor time for one page: more, and a reviewer waits in vain; less, and busy machines show no scans."""
MEMORY = 1024
"""MiB."""
MAX_BYTES = 32 * MIB
"""Of what is made."""
SCALE = 2.0
"""Pixels per point."""
MAX_PIXELS = 24_000_000
"""Of a page; a larger one is made coarser."""
MAX_LINES = 20_000
MARKS = {True: "●", False: "○", None: "?"}

Line = tuple[str, int | None]
"""A line as it is shown, and its place in the source where the format has one."""


def main() -> None:
    """argv: the parent's id, the page from 1 (0: the text)."""
    parent, page = int(sys.argv[1]), int(sys.argv[2])
    system.die_with_parent(parent)
    system.forbid_network()
    system.limit_self(MEMORY * MIB, MAX_BYTES)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    signal.setitimer(signal.ITIMER_REAL, WALL * SECONDS)
    sandbox.confine(line=1)
    data = os.pread(0, os.fstat(0).st_size, 0)
    made = picture(data, page) if page else msgspec.json.encode(list(lines(data)))
    view = memoryview(made)
    while view:
        view = view[os.write(1, view) :]


def picture(data: bytes, number: int) -> bytes:
    """A page as PNG; its resolution is pixels per inch, so that its size in points can be told."""
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(data) as document:
        if document.get_formtype():
            document.init_forms()
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(SCALE, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
        image = page.render(scale=scale).to_pil().convert("RGB")
        out = io.BytesIO()
        image.save(out, "PNG", dpi=(72 * scale, 72 * scale))
        return out.getvalue()


def lines(data: bytes) -> Iterator[Line]:
    """What a document without pages shows, line by line."""
    if formats.sniff(data) == "md":
        yield from [(line, n) for n, line in enumerate(_decoded(data).splitlines(), 1)][:MAX_LINES]
        return
    count = 0
    for block in formats.read(data).blocks:
        for line in _shown(block):
            yield line
            count += 1
            if count >= MAX_LINES:
                return


def _decoded(data: bytes) -> str:
    from parsers.text import decode

    return decode(data)


def _shown(block: Block) -> Iterator[Line]:
    if isinstance(block, Sheet):
        yield from _rows(block)
        return
    if isinstance(block, Table):
        for row in block.rows:
            cells = (" ".join(text for b in cell for text, _ in _shown(b)) for cell in row)
            yield " | ".join(cells), block.place.line
        return
    for text in _words(block):
        for line in text.splitlines() or [""]:
            yield line, block.place.line


def _words(block: Text | Choice | Scale | Grid | Field | Ranking) -> Iterator[str]:
    if isinstance(block, Text):
        yield f"{block.number}. {block.text}" if block.number else block.text
    elif isinstance(block, Choice):
        typed = f": {block.other_text}" if block.other_text else ""
        yield f"{MARKS[block.selected]} {block.text}{typed}"
    elif isinstance(block, Field):
        yield f"[ {block.text} ]"
    elif isinstance(block, Ranking):
        yield from (f"{n}. {item}" for n, item in enumerate(block.items, 1))
    elif isinstance(block, Scale):
        pairs = zip(block.labels, block.states, strict=False)
        yield "  ".join(f"{MARKS[state]} {label}" for label, state in pairs)
    else:
        for row in block.rows:
            pairs = zip(block.columns, row.states, strict=False)
            marks = "  ".join(f"{MARKS[state]} {column}" for column, state in pairs)
            yield f"{row.label}: {row.answer or marks}"


def _rows(sheet: Sheet) -> Iterator[Line]:
    for number, row in enumerate(sheet.rows, 1):
        yield f"— row {number} —", number
        for head, cell in zip(sheet.header, row, strict=False):
            yield f"{head}: {cell.text}", number


if __name__ == "__main__":
    main()
