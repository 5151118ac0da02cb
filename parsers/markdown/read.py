"""Markdown -> blocks, by markdown-it-py's tokens and their source lines."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from parsers import marked
from parsers.blocks import Block, Document, Evidence, Field, Link, Place, Style, Table, Text, Unreadable
from parsers.grids import grid_of, scale_of
from parsers.markdown import converted
from parsers.markdown.visual_order import in_reading_order
from parsers.text import decode

MAX_BYTES = 20 * 2**20
MAX_LINE = 200_000
"""Longer lines make markdown-it's inline rules slow; no response holds one."""

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
_MARKDOWN.disable(["code", "lheading"])  # indentation and underlines are layout to converters
_BREAK = re.compile(r"(?<=\S)(?: {2,}|\\)\n(?=\S)")
_NEXT_LINE = re.compile(r"[^\s\\][ \\]*\n(?=[^\s#>|\-*+\d])")
_EMPHASIS = {"strong_open": "bold", "em_open": "italic"}


def read_markdown(data: bytes) -> Document:
    """Blocks of a Markdown document.

    Raises ``Unreadable``: ``too_large``, ``unsupported`` (binary).
    """
    if len(data) > MAX_BYTES:
        raise Unreadable("too_large", f"A Markdown file of more than {MAX_BYTES >> 20} MiB.", "md")
    source = in_reading_order(decode(data))
    if max(map(len, source.split("\n")), default=0) > MAX_LINE:
        raise Unreadable("too_large", f"A line of more than {MAX_LINE} characters.", "md")
    source, numbers = converted.set_apart(converted.mended(source))
    read = _Reader(source, numbers).blocks(_MARKDOWN.parse(source))
    blocks = converted.repaired(read, broken=_is_broken(source))
    return Document(
        format="md", blocks=tuple(marked.resolve(blocks)), bare_boxes=marked.has_bare_boxes(blocks)
    )


def _is_broken(source: str) -> bool:
    """Whether most lines within paragraphs end as Markdown breaks them."""
    marked = len(_BREAK.findall(source))
    return marked > 0 and marked * 2 >= len(_NEXT_LINE.findall(source))


class _Reader:
    """Walks the flat token stream; knows the list and quote it stands in."""

    def __init__(self, source: str, numbers: Sequence[int]) -> None:
        self.lines = source.split("\n")
        self.numbers = numbers
        self.bullets: list[str | None] = []
        self.quotes = 0
        self.heading = 0
        self.last_line = -2
        self.item_line = 0

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        i = 0
        while i < len(tokens):
            token = tokens[i]
            if token.type == "table_open":
                end = _closing(tokens, i)
                yield from self.table(tokens[i:end])
                i = end
            else:
                yield from self.step(token)
            i += 1

    def step(self, token: Token) -> Iterator[Block]:
        match token.type:
            case "list_item_open":
                self.bullets.append(token.info + token.markup if token.info else token.markup)
                self.item_line = self.line(token)
            case "list_item_close":
                if marker := self.bullets.pop():  # a number on a line of its own
                    yield Text(text="", bullet=marker, place=Place(line=self.item_line))
            case "blockquote_open":
                self.quotes += 1
            case "blockquote_close":
                self.quotes -= 1
            case "heading_open":
                self.heading = int(token.tag[1])
            case "heading_close":
                self.heading = 0
            case "inline":
                yield from self.paragraph(token)
            case "html_block":
                yield from _html_text(token.content, Place(line=self.line(token)))
            case "fence" | "code_block":
                yield Text(text=token.content.strip("\n"), place=Place(line=self.line(token)))

    def line(self, token: Token) -> int:
        return self.numbers[token.map[0] if token.map else 0]

    def paragraph(self, token: Token) -> Iterator[Block]:
        first, end = token.map or (0, 1)
        text, links, style = _inline(token.children or [])
        tight, self.last_line = first == self.last_line, end
        if not text.strip():
            return
        bullet = self.bullets[-1] if self.bullets else None
        if self.bullets:
            self.bullets[-1] = "" if bullet else bullet  # one marker, then its continuation
        place = Place(line=self.numbers[first])
        source = self.lines[first]
        if not bullet and not self.heading and source[:1] == " ":
            text = " " + text  # what a converter leaves of marks that it dropped
        yield Text(
            text=text,
            place=place,
            links=links,
            bullet=bullet or None,
            tight=tight,
            style=Style(
                bold="bold" in style, italic="italic" in style, heading=self.heading, quote=self.quotes > 0
            ),
        )

    def table(self, tokens: Sequence[Token]) -> Iterator[Block]:
        cells: list[list[Token]] = []
        for token in tokens:
            if token.type == "tr_open":
                cells.append([])
            elif token.type == "inline":
                cells[-1].append(token)
        self.last_line = -2
        place = Place(line=self.line(tokens[0]))
        rows = [[_inline(token.children or [])[0] for token in row] for row in cells]
        if grid := scale_of(rows, place) or grid_of(rows, place):
            yield grid
        elif box := _box([[_cell(c, place) for c in row] for row in cells], place):
            yield from box
        elif numbered := converted.numbered_lines(rows, place):
            yield from numbered
        elif converted.is_layout(rows):
            yield from converted.lines_of(rows, place)
        else:
            yield Table(rows=tuple(tuple(_cell(c, place) for c in row) for row in cells), place=place)


def _box(rows: Sequence[Sequence[tuple[Text, ...]]], place: Place) -> tuple[Block, ...]:
    """One cell below an empty head: how converters write the frame around a typed text, or a heading's."""
    if [len(row) for row in rows] != [1, 1] or rows[0][0]:
        return ()
    texts = rows[1][0]
    if any(t.style.bold for t in texts):
        return texts
    links = tuple(link for t in texts for link in t.links)
    shown = "\n".join(t.text for t in texts)
    return (Field(text=shown, place=place, links=links, evidence=Evidence.LAYOUT),)


_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "br",
        "cite",
        "code",
        "del",
        "div",
        "em",
        "font",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "li",
        "mark",
        "ol",
        "p",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "tt",
        "u",
        "ul",
    ]
)


def _tag_text(source: str) -> str:
    """What a tag inside a paragraph shows: a line break, nothing, or itself where it is no tag of HTML."""
    name = re.match(r"</?\s*([a-zA-Z][\w-]*)", source)
    if name and name[1].lower() == "br":
        return "\n"
    return "" if name is None or name[1].lower() in _TAGS else source


_TAG = re.compile(r"<[^<>]*>")


def _html_text(source: str, place: Place) -> Iterator[Block]:
    text = _TAG.sub(lambda tag: _tag_text(tag.group()), _without_comments(source)).strip()
    if text:
        yield Text(text=text, place=place)


def _without_comments(source: str) -> str:
    parts = source.split("<!--")
    return parts[0] + "".join(part.partition("-->")[2] for part in parts[1:])


def _cell(token: Token, place: Place) -> tuple[Text, ...]:
    """A cell's lines, each with its own emphasis: a prompt, and its help below it."""
    children = token.children or []
    breaks = [i for i, t in enumerate(children) if t.type == "html_inline" and _tag_text(t.content) == "\n"]
    active: list[str] = []
    lines = [_inline(children[a + 1 : b], active) for a, b in pairwise((-1, *breaks, len(children)))]
    return tuple(
        Text(text=text, place=place, links=links, style=_style(covered), tight=n > 0)
        for n, (text, links, covered) in enumerate(lines)
        if text
    )


def _style(covered: Container[str]) -> Style:
    return Style(bold="bold" in covered, italic="italic" in covered)


def _closing(tokens: Sequence[Token], start: int) -> int:
    level = tokens[start].level
    return next(i for i in range(start + 1, len(tokens)) if tokens[i].level == level)


def _inline(
    children: Sequence[Token], active: list[str] | None = None
) -> tuple[str, tuple[Link, ...], frozenset[str]]:
    """Text, links and the emphasis that covers most of the text.

    ``active``: the emphasis that is on where the text begins; changed to that where it ends.
    """
    active = [] if active is None else active
    parts: list[str] = []
    links: list[Link] = []
    target: str | None = None
    link_at = 0
    covered = {"bold": 0, "italic": 0}
    for token in children:
        piece = ""
        match token.type:
            case "text" | "text_special" | "code_inline":
                piece = token.content
            case "softbreak" | "hardbreak":
                piece = "\n"
            case "html_inline":
                piece = _tag_text(token.content)
            case "strong_open" | "em_open":
                active.append(_EMPHASIS[token.type])
            case "strong_close" | "em_close":
                active.pop()
            case "link_open":
                target, link_at = str(token.attrs.get("href", "")), len(parts)
            case "link_close":
                links.append(Link(text="".join(parts[link_at:]), target=target or ""))
        parts.append(piece)
        for name in set(active):
            covered[name] += len(piece.strip())
    text = "".join(parts)
    solid = len(re.sub(r"[\s*]", "", text)) if any(covered.values()) else 0
    style = frozenset(name for name, n in covered.items() if solid and n >= 0.6 * solid)
    lines = (line.strip(" \t") for line in text.split("\n"))
    return "\n".join(lines).strip(), tuple(links), style
