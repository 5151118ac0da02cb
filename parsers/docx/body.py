"""The walk through the document's stories: body, cells and text boxes, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from parsers.blocks import Block, Field, Problem, Scale, ScaleKind, Style, Text
from parsers.docx import controls
from parsers.docx.controls import Box, Kind
from parsers.docx.inline import Context, holds_controls, is_removed, mark_is_deleted, read_line, split_box
from parsers.docx.line import OBJECT, Line, Span, TextBox, joined, links_of
from parsers.docx.markup import COMPATIBILITY, Element, W, child, chosen, name_of, value
from parsers.docx.numbering import Label
from parsers.docx.paragraphs import blocks_of_line
from parsers.docx.run_in import parted
from parsers.docx.stressed import options_of
from parsers.docx.tables import Cell, blocks_of_table
from parsers.docx.unseen import is_frame_off_page, is_row_hidden
from parsers.glyphs import GLYPHS
from parsers.marked import settled
from parsers.text import fold_lines

_THROUGH = frozenset({"ins", "moveTo", "smartTag", "customXml"})
_EMBEDDED = frozenset({"altChunk", "subDoc"})
_FIGURE = re.compile(r"(\d{1,3})[.)]?")
_BORDERS = ("top", "left", "bottom", "right")


class Walk:
    """Turns stories into blocks."""

    def __init__(self, context: Context, bullets: frozenset[str]) -> None:
        self._context = context
        states = {GLYPHS[b][0] for b in bullets if b in GLYPHS}
        self._bullets_are_marks = {True, False} <= states
        """Lists of ticked and of empty boxes: their bullets are what was chosen."""
        self._last_list: str | None = None

    def story(self, parent: Element) -> list[Block]:
        """The blocks of a body, a cell or a text box."""
        blocks: list[Block] = []
        pending: Line | None = None
        for node in _content(parent):
            name = name_of(node)
            if name == "p" and is_frame_off_page(node):
                self._context.leave_out("".join(t.text or "" for t in node.iter(W + "t")))
            elif name == "p":
                line = joined(pending, self._line(node))
                pending = line if mark_is_deleted(node) else None
                if pending is None:
                    blocks += self._paragraph(node, line)
            elif name == "tbl":
                blocks += blocks_of_table(list(self._rows(node)), blocks[-1] if blocks else None)
            elif name == "sdt":
                blocks += self._control(node)
            elif name in _EMBEDDED:
                message = "the document embeds another file, which is not read"
                self._context.problems.append(
                    Problem(code="embedded_document", message=message, loses_content=True)
                )
        return list(settled(_without_overlays(blocks), self._context.present))

    def _line(self, paragraph: Element) -> Line:
        return read_line(paragraph, self._context, plain=self._context.styles.heading(paragraph) > 0)

    def _paragraph(self, paragraph: Element, line: Line) -> list[Block]:
        styles = self._context.styles
        label = self._label(paragraph)
        tight = label is not None and label.list_id == self._last_list
        self._last_list = label.list_id if label else None
        if label and self._bullets_are_marks and label.text in GLYPHS:
            line, label = _prefixed(label.text + " ", line), None
        heading = styles.heading(paragraph)
        line, answer = self._parted(line) if heading == 0 else (line, ())
        options = options_of(line) if self._context.stresses and heading == 0 else ()
        blocks = [*(options or blocks_of_line(line, label, heading, self._context.present, tight)), *answer]
        if _is_set_off(paragraph):
            blocks = [_quoted(b) for b in blocks]
        for _, one in line.objects:
            if isinstance(one, TextBox):
                blocks = _with_box(blocks, self.story(one.content))
        return blocks

    def _parted(self, line: Line) -> tuple[Line, tuple[Field, ...]]:
        """A paragraph without the answer that its prompt runs into, and that answer."""
        found = parted(line) if self._context.run_in else None
        return (line, ()) if found is None else (found[0], (found[1],))

    def _label(self, paragraph: Element) -> Label | None:
        styles = self._context.styles
        num_id, level = styles.numbering(paragraph)
        return self._context.numbering.label(num_id, level, styles.style_id(paragraph))

    def _control(self, sdt: Element) -> list[Block]:
        """A content control around whole paragraphs."""
        content, kind = child(sdt, "sdtContent"), controls.kind_of(sdt)
        if content is None:
            return []
        if kind is Kind.CHECKBOX:
            return self._checkbox(sdt, content)
        if kind is Kind.WRAPPER or holds_controls(content):
            return self.story(content)
        if kind is Kind.RICH and not controls.is_empty(sdt):
            return self._rich(sdt, content)
        paragraphs = list(content.iter(W + "p"))
        if any(self._context.styles.heading(p) for p in paragraphs):
            return self.story(content)
        lines = [self._line(p) for p in paragraphs]
        links = tuple(link for line in lines for link in links_of(line, 0, len(line.text)))
        shown = fold_lines("\n".join(line.text for line in lines))
        return [controls.answer_field(kind, sdt, shown, links)]

    def _rich(self, sdt: Element, content: Element) -> list[Block]:
        """Rich text is an answer if it is plain paragraphs, else a wrapper around part of the form."""
        blocks = self.story(content)
        texts = [b for b in blocks if isinstance(b, Text) and not b.style.heading]
        if len(texts) < len(blocks) or len({t.style.bold for t in texts}) > 1:
            return blocks
        links = tuple(link for t in texts for link in t.links)
        shown = "\n".join(_with_figure(t) for t in texts)
        return [controls.answer_field(Kind.RICH, sdt, shown, links)]

    def _checkbox(self, sdt: Element, content: Element) -> list[Block]:
        blocks: list[Block] = []
        for n, paragraph in enumerate(content.iter(W + "p")):
            line = self._line(paragraph)
            if n == 0:
                shown, rest = split_box(line.text)
                style = line.spans[0].style if line.spans else Style()
                line = _boxed(self._context.checked(sdt, shown), rest, style)
            blocks += self._paragraph(paragraph, line)
        return blocks

    def _rows(self, table: Element) -> Iterator[list[Cell]]:
        for row in _content(table):
            if name_of(row) == "sdt":
                yield from self._rows(_inside(row))
            elif name_of(row) == "tr" and is_row_hidden(row):
                self._context.leave_out("".join(t.text or "" for t in row.iter(W + "t")))
            elif name_of(row) == "tr" and child(row, "trPr", "del") is None:
                yield list(self._cells(row))

    def _cells(self, row: Element) -> Iterator[Cell]:
        for node in _content(row):
            if name_of(node) == "sdt":
                yield from self._controlled(node)
            elif name_of(node) == "tc" and not _is_swallowed(node, "hMerge"):
                yield self._cell(node)

    def _cell(self, cell: Element) -> Cell:
        if _is_swallowed(cell, "vMerge"):
            return Cell()
        return Cell(blocks=tuple(self.story(cell)), shade=_shade(cell))

    def _controlled(self, sdt: Element) -> Iterator[Cell]:
        """Cells inside a content control: the control is the cell's content."""
        cells = [node for node in _content(_inside(sdt)) if name_of(node) == "tc"]
        if len(cells) == 1:
            yield Cell(blocks=tuple(self._control(sdt)), shade=_shade(cells[0]))
        else:
            yield from self._cells(_inside(sdt))


def _content(parent: Element) -> Iterator[Element]:
    """A story's children as the final text has them, through wrappers without a meaning of their own."""
    for node in parent:
        name = name_of(node)
        if name in _THROUGH:
            yield from _content(node)
        elif name == COMPATIBILITY + "AlternateContent":
            yield from chosen(node)
        elif not is_removed(node):
            yield node


def _inside(sdt: Element) -> Element:
    content = child(sdt, "sdtContent")
    return sdt if content is None else content


def _is_swallowed(cell: Element, merge: str) -> bool:
    """Whether a cell is only the continuation of a merged one."""
    merged = child(cell, "tcPr", merge)
    return merged is not None and value(merged) != "restart"


def _shade(cell: Element) -> str:
    fill = (value(child(cell, "tcPr", "shd"), "fill") or "").lower()
    return "" if fill in ("auto", "ffffff") else fill


def _is_set_off(paragraph: Element) -> bool:
    """Whether a paragraph has a frame of its own."""
    borders = child(paragraph, "pPr", "pBdr")
    return borders is not None and all(
        value(child(borders, side)) not in (None, "nil", "none") for side in _BORDERS
    )


def _quoted(block: Block) -> Block:
    if not isinstance(block, Text):
        return block
    return msgspec.structs.replace(block, style=msgspec.structs.replace(block.style, quote=True))


def _with_box(blocks: list[Block], box: list[Block]) -> list[Block]:
    """A paragraph's blocks and the text box anchored in it; one that holds only ``3.`` numbers it."""
    first, only = blocks[0] if blocks else None, box[0] if len(box) == 1 else None
    figure = _FIGURE.fullmatch(only.text) if isinstance(only, Text) else None
    if figure and isinstance(first, Text):
        return [msgspec.structs.replace(first, number=figure[1]), *blocks[1:]]
    return [*blocks, *(_quoted(b) for b in box)]


def _without_overlays(blocks: list[Block]) -> list[Block]:
    """The old page lays rows of stars over each other and clips them: pasted, none shows the rating."""
    kept: list[Block] = []
    for block in blocks:
        last = kept[-1] if kept else None
        if _is_stars(block) and isinstance(last, Scale) and _is_stars(last):
            kept[-1] = msgspec.structs.replace(last, states=(None,) * len(last.states))
        else:
            kept.append(block)
    return kept


def _is_stars(block: Block) -> bool:
    return isinstance(block, Scale) and block.kind is ScaleKind.SYMBOLS


def _with_figure(text: Text) -> str:
    return f"{text.bullet}. {text.text}" if text.bullet and text.bullet != "-" else text.text


def _prefixed(prefix: str, line: Line) -> Line:
    span = Span(start=0, end=len(prefix), style=Style())
    return joined(Line(text=prefix, spans=(span,), objects=()), line)


def _boxed(box: Box, rest: str, style: Style) -> Line:
    text = OBJECT + rest
    return Line(text=text, spans=(Span(start=0, end=len(text), style=style),), objects=((0, box),))
