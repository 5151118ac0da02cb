"""What people see of an element: its text with line breaks, its links, its style."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from lxml.html import HtmlElement

from parsers.blocks import Link, Place, Struct, Style
from parsers.html.seen import Seen

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


class Run(Struct, frozen=True):
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None


class View:
    """How the elements of one page are seen."""

    def __init__(self, root: HtmlElement) -> None:
        self._seen = Seen(root)
        self.hidden = self._seen.gone
        self.mute = self._seen.mute
        self.shown = self._seen.shown
        self.keeps_lines = self._seen.kept
        self.left_out = self._seen.left_out

    def text(self, element: HtmlElement, without: Container[HtmlElement] = ()) -> str:
        """The visible text, lines kept, without some elements inside it."""
        return join(self.runs(element, without, False))

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
                elif child.tag not in ("input", "textarea", "select", "button"):
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
    return frozenset((element.get("class") or "").split())


def automation(element: HtmlElement) -> str:
    """The ``data-automation-id`` that Forms gives its parts; empty for none."""
    return element.get("data-automation-id") or ""


def place(element: HtmlElement) -> Place:
    """The source line."""
    return Place(line=element.sourceline)


def join(runs: Iterator[Run] | list[Run]) -> str:
    """The text of runs: white space folded within lines, blank lines dropped at the ends."""
    text = re.sub(rf"[ \t]*\n?[ \t]*{_EDGE}[{_EDGE} \t]*", "\n", "".join(run.text for run in runs))
    text = re.sub(r"[ \t\f\v]*\n[ \t\f\v]*", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t\f\v]+", " ", text)).strip()


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
        bold=bool(filled) and all(run.bold for run in filled),
        italic=bool(filled) and all(run.italic for run in filled),
        heading=heading,
    )


def styled(element: HtmlElement, style: Run) -> Run:
    """The style of an element's content inside that of its surroundings."""
    css = element.get("style", "")
    return Run(
        text="",
        bold=style.bold or element.tag in ("b", "strong", "th") or bool(_BOLD_STYLE.search(css)),
        italic=style.italic or element.tag in ("i", "em") or bool(_ITALIC_STYLE.search(css)),
        link=element.get("href") if element.tag == "a" else style.link,
    )


def _run(text: str, style: Run, kept: bool) -> Run:
    text = text.replace("\r\n", "\n").replace("\u00a0", " ")
    return Run(
        text=text if kept else re.sub(r"\s+", " ", text),
        bold=style.bold,
        italic=style.italic,
        link=style.link,
    )
