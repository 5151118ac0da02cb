"""A matplotlib figure -> SVG inside a page: coloured by the page's style sheet, read out by its label."""

from __future__ import annotations

import io
import re
import warnings
from typing import Any

from lxml import etree
from matplotlib import rc_context
from matplotlib.figure import Figure

TONES = {
    "ink": "#000001", "soft": "#000002", "track": "#000003", "accent": "#000004", "warm": "#000005",
    "neutral": "#000006", "paper": "#000007",
    "low2": "#000011", "low1": "#000012", "mid": "#000013", "high1": "#000014", "high2": "#000015",
}  # fmt: skip
"""Names of colours -> what stands for them while matplotlib draws; the style sheet has the real ones."""
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",  # letters stay letters: small, and in the reader's own fonts
    "svg.hashsalt": "tidyforms",
    "svg.image_inline": True,
    "text.parse_math": False,  # a $ in a prompt is a $
    "font.family": "sans-serif",
}
_KEPT = ("text-anchor", "font-size", "font-weight", "stroke-width", "image-rendering")
_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_NOT_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_NAMES = {value: name for name, value in TONES.items()}


def svg_of(figure: Figure, label: str, fixed: bool = False) -> str:
    """The figure as an ``svg`` element with a text alternative; ``fixed``: not scaled with its place."""
    sink = io.StringIO()
    with rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", UserWarning
        )  # scripts that matplotlib's own font lacks: it draws none
        figure.savefig(sink, format="svg", metadata={"Date": None}, transparent=True)
    root: Any = etree.fromstring(sink.getvalue().encode(), etree.XMLParser(remove_comments=True))
    for dead in [*root.iter(f"{_SVG}metadata", f"{_SVG}defs")]:
        dead.getparent().remove(dead)
    for element in root.iter(tag=etree.Element):
        _tidy(element)
    for name in ("version",) if fixed else ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.set("role", "img")
    root.set("aria-label", printable(label))
    etree.cleanup_namespaces(root)
    text: str = etree.tostring(root, encoding="unicode")
    return re.sub(r">\s+<", "><", text)


def printable(text: str) -> str:
    """Without what XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def _tidy(element: Any) -> None:
    """No ids (several figures stand in one page), no ``style``: its content policy forbids both to matter."""
    element.attrib.pop("id", None)
    element.attrib.pop("clip-path", None)
    style = dict(re.findall(r"([\w-]+):\s*([^;]+)", element.attrib.pop("style", "") or ""))
    classes = []
    for part in ("fill", "stroke"):
        value = style.pop(part, None)
        if value in _NAMES:
            classes.append(f"{part}-{_NAMES[value]}")
        elif value is not None and (part == "fill" or value != "none"):
            element.set(part, value)
    if classes:
        element.set("class", " ".join(classes))
    if font := re.search(r"(?:(bold|700) )?([\d.]+)px", style.pop("font", "")):
        element.set("font-size", font[2])
        if font[1]:
            element.set("font-weight", "bold")
    for name in _KEPT:
        if name in style:
            element.set(name, style[name].removesuffix("px"))
    if (link := element.attrib.pop(f"{_XLINK}href", None)) is not None:
        element.set("href", link)
