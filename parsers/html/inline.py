"""What people see of an element: its text with line breaks, its links, its style."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import TypeVar

from lxml.html import HtmlElement

from parsers.blocks import Link, Place, Struct, Style
from parsers.html import paint
from parsers.html.css.cascade import Declarations
from parsers.html.paint import Paint
from parsers.html.seen import Seen
from parsers.html.tree import class_names

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_EDGE = "\x1e"
"""Where a block begins or ends: one line break, however many edges meet."""
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*italic", re.I)


SPACE = re.compile(r"\s+")
_BLANKS = re.compile(r"[ \t\f\v]+")
_EDGES = re.compile(rf"[ \t]*\n?[ \t]*{_EDGE}[{_EDGE} \t]*")
_BREAKS = re.compile(r"[ \t\f\v]*\n[ \t\f\v]*")
_GAPS = re.compile(r"\n{3,}")
_WITHOUT_TEXT = frozenset({"input", "textarea", "select", "button"})
"""Controls: what stands in them is asked for by itself."""


class Run(Struct, frozen=True):
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None
    size: float = 0.0
    """Pixels; 0 where the page's style sheets are not asked."""
    color: str = ""


class View:
    """How the elements of one page are seen."""

    def __init__(self, root: HtmlElement) -> None:
        self._seen = Seen(root)
        self._texts: dict[HtmlElement, str] = {}
        self.hidden = self._seen.gone
        self.mute = self._seen.mute
        self.shown = self._seen.shown
        self.keeps_lines = self._seen.kept
        self.left_out = self._seen.left_out
        self.paint = self._seen.paint

    def text(self, element: HtmlElement, without: Container[HtmlElement] = ()) -> str:
        """The visible text, lines kept, without some elements inside it."""
        if without:
            return self._text(element, without)
        found = self._texts.get(element)
        if found is None:
            found = self._texts[element] = self._text(element, ())
        return found

    def forget(self) -> None:
        """Ask all texts anew: the page was changed."""
        self._texts.clear()

    def _text(self, element: HtmlElement, without: Container[HtmlElement]) -> str:
        if self.hidden(element):
            return ""
        words: list[str] = []
        self._words(element, without, self._seen.kept_around(element), words)
        return _joined("".join(words))

    def _words(
        self, element: HtmlElement, without: Container[HtmlElement], kept: bool, words: list[str]
    ) -> None:
        """As ``_runs``, without the style that most who ask do not want."""
        mute = self.mute(element)
        if element.text and not mute:
            words.append(_shown(element.text, kept))
        for child in element:
            if child not in without and not self.hidden(child):
                tag = child.tag
                if tag == "br":
                    words.append("\n")
                elif tag in BLOCKS:
                    words.append(_EDGE)
                    self._words(child, without, kept or self.keeps_lines(child), words)
                    words.append(_EDGE)
                elif tag not in _WITHOUT_TEXT:
                    self._words(child, without, kept or self.keeps_lines(child), words)
            if child.tail and not mute:
                words.append(_shown(child.tail, kept))

    def runs(self, element: HtmlElement, without: Container[HtmlElement], kept: bool) -> Iterator[Run]:
        """The visible text in runs; a block inside stands on lines of its own."""
        if self.hidden(element):
            return
        kept = kept or self._seen.kept_around(element)
        yield from self._runs(element, without, Run(text=""), kept)

    def _runs(
        self, element: HtmlElement, without: Container[HtmlElement], style: Run, kept: bool
    ) -> Iterator[Run]:
        style = styled(element, style)
        mute = self.mute(element)
        if element.text and not mute:
            yield _run(element.text, style, kept)
        for child in element:
            if child not in without and not self.hidden(child):
                if child.tag == "br":
                    yield _run("\n", style, True)
                elif child.tag not in _WITHOUT_TEXT:
                    edge = child.tag in BLOCKS
                    if edge:
                        yield _run(_EDGE, style, True)
                    yield from self._runs(child, without, style, kept or self.keeps_lines(child))
                    if edge:
                        yield _run(_EDGE, style, True)
            if child.tail and not mute:
                yield _run(child.tail, style, kept)


def classes(element: HtmlElement) -> frozenset[str]:
    """The class names."""
    return class_names(element.get("class") or "")


def automation(element: HtmlElement) -> str:
    """The ``data-automation-id`` that Forms gives its parts; empty for none."""
    return element.get("data-automation-id") or ""


def place(element: HtmlElement) -> Place:
    """The source line."""
    return Place(line=element.sourceline)


def join(runs: Iterator[Run] | list[Run]) -> str:
    """The text of runs: white space folded within lines, blank lines dropped at the ends."""
    return _joined("".join([run.text for run in runs]))


def _joined(text: str) -> str:
    if _EDGE in text:
        text = _EDGES.sub("\n", text)
    if "\n" in text:
        text = _GAPS.sub("\n\n", _BLANKS.sub(" ", _BREAKS.sub("\n", text)))
    else:
        text = _BLANKS.sub(" ", text)
    return text.strip()


def links(runs: list[Run]) -> tuple[Link, ...]:
    """Hyperlinks with a target outside the page."""
    found: list[Link] = []
    for run in runs:
        target = run.link or ""
        if re.match(r"(?:https?|ftp|mailto):", target, re.I) and run.text.strip():
            if found and found[-1].target == target:
                found[-1] = Link(text=found[-1].text + run.text.rstrip("\n"), target=target)
            else:
                found.append(Link(text=run.text.strip("\n"), target=target))
    return tuple(Link(text=" ".join(link.text.split()), target=link.target) for link in found)


def style(runs: list[Run], heading: int = 0) -> Style:
    """Bold and italic where all of the text is; a required mark has a look of its own."""
    filled = [run for run in runs if run.text.strip("*＊ \n\t")]
    return Style(
        size=_most([(run.size, len(run.text)) for run in filled], 0.0),
        bold=bool(filled) and all(run.bold for run in filled),
        italic=bool(filled) and all(run.italic for run in filled),
        color=_most([(run.color, len(run.text)) for run in filled], ""),
        heading=heading,
    )


T = TypeVar("T")


def _most(shares: list[tuple[T, int]], none: T) -> T:
    """What most characters have."""
    counted: dict[T, int] = {}
    for value, count in shares:
        counted[value] = counted.get(value, 0) + count
    return max(counted, key=counted.__getitem__) if counted else none


def styled(element: HtmlElement, style: Run, painted: Paint | None = None) -> Run:
    """The style of an element's content inside that of its surroundings; where ``painted`` is given, as the
    page's style sheets make it."""
    if painted is not None:
        return _painted(element, style, painted.of(element))
    css = element.get("style", "")
    return Run(
        text="",
        bold=style.bold or element.tag in ("b", "strong", "th") or bool(css and _BOLD_STYLE.search(css)),
        italic=style.italic or element.tag in ("i", "em") or bool(css and _ITALIC_STYLE.search(css)),
        link=element.get("href") if element.tag == "a" else style.link,
    )


_HEADINGS = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h4": 1.0, "h5": 0.83, "h6": 0.67}
_SMALL = frozenset({"small", "sub", "sup"})
_BOLD = frozenset({"b", "strong", "th", *_HEADINGS})
_ITALIC = frozenset({"i", "em", "cite", "var", "address"})


def _painted(element: HtmlElement, style: Run, own: Declarations) -> Run:
    """The style by declarations, else by what browsers do with a tag."""
    tag = str(element.tag)
    heavy, slanted = paint.weight(own), paint.slant(own)
    factor = _HEADINGS.get(tag) or (0.83 if tag in _SMALL else 1.0)
    return Run(
        text="",
        bold=(style.bold or tag in _BOLD) if heavy is None else heavy,
        italic=(style.italic or tag in _ITALIC) if slanted is None else slanted,
        link=element.get("href") if tag == "a" else style.link,
        size=round(paint.size(own, style.size, factor), 2),
        color=paint.ink(own) or style.color,
    )


def _shown(text: str, kept: bool) -> str:
    text = text.replace("\r\n", "\n").replace("\u00a0", " ")
    return text if kept else SPACE.sub(" ", text)


def _run(text: str, style: Run, kept: bool) -> Run:
    return Run(text=_shown(text, kept), bold=style.bold, italic=style.italic, link=style.link)
