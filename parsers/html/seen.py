"""What people see of a page on a screen: which elements show nothing, and which show no text of their own.

The law: what a person would not see is no answer. Style sheets and attributes decide, as browsers apply them;
``aria-hidden`` speaks to screen readers alone, and an element that it hides from them is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from parsers import glyphs
from parsers.html import boxes
from parsers.html.boxes import Look
from parsers.html.css.cascade import Cascade, Declarations, Index
from parsers.html.css.media import matches
from parsers.html.css.sheets import plain, rules
from parsers.html.css.variables import Variables
from parsers.html.paint import Paint

UNREAD = frozenset({
    "script", "style", "template", "noscript", "svg", "head", "title", "meta", "link", "datalist",
    "object", "embed", "iframe", "audio", "video", "canvas", "map", "noframes", "noembed",
})  # fmt: skip
"""Elements without text of their own to see."""
_READER_CLASSES = ("accessibility-reader-no-display", "sr-only", "visually-hidden", "visuallyhidden",
                   "screen-reader-text", "screen-reader-only")  # fmt: skip
"""Texts for screen readers alone, by names whose style sheet is perhaps not saved with the page."""
_KEPT_CLASSES = ("textbox-printview",)
_KEPT_TAGS = ("pre", "textarea")
_KEEPING = ("pre", "break-spaces")
_NONE: Declarations = {}
_SHEET_TYPES = ("", "text/css")


class Seen:
    """The elements of one page."""

    def __init__(self, root: HtmlElement) -> None:
        self._index = index = Index(root)
        sheets = [s for s in index.by_tag.get("style", ()) if _applies(s)]
        texts = [plain(str(s.text_content())) for s in sheets]
        self._own = _declarations(index, texts)
        self.paint = Paint(index, texts)
        self._looks: dict[HtmlElement, Look] = {}
        self._derived: dict[tuple[int, int], Look] = {}
        self._mutes: dict[int, bool] = {}
        self._muted: dict[HtmlElement, bool] = {}
        self._keeping: dict[HtmlElement, bool] = {}
        self._readers = {e for name in _READER_CLASSES for e in index.by_class.get(name, ())}
        self._kept = {e for name in _KEPT_CLASSES for e in index.by_class.get(name, ())}
        self._kept |= {e for e, own in self._own.items() if own.get("white-space", "").startswith(_KEEPING)}
        self._kept |= {e for tag in _KEPT_TAGS for e in index.by_tag.get(tag, ())}
        self._gone = self._readers | set(self._by_attribute()) | set(self._by_style())
        self._shut = {e for e in index.by_tag.get("details", ()) if e.get("open") is None}
        self._muting = any(map(boxes.may_mute, self._own.values()))
        unread = {e for tag in UNREAD for e in index.by_tag.get(tag, ())}
        self.gone: Callable[[HtmlElement], bool] = (self._gone | unread).__contains__
        """Whether nothing of an element is seen, whatever is in it."""
        self.kept: Callable[[HtmlElement], bool] = self._kept.__contains__
        """Whether line breaks of the source are shown in an element."""
        self.mute: Callable[[HtmlElement], bool] = self._mute if self._muting else self._shut.__contains__
        """Whether an element's own text is not seen; elements inside it may be."""

    def _mute(self, element: HtmlElement) -> bool:
        found = self._muted.get(element)
        if found is None:
            look = self._look(element)
            of_look = self._mutes.get(id(look))
            if of_look is None:
                of_look = self._mutes[id(look)] = look.is_mute()
            found = self._muted[element] = of_look or element in self._shut
        return found

    def shown(self, element: HtmlElement) -> bool:
        """Whether neither it nor what it stands in is gone."""
        return not self.gone(element) and not any(map(self.gone, element.iterancestors()))

    def kept_around(self, element: HtmlElement) -> bool:
        """Whether they are, by itself or by what it stands in."""
        found = self._keeping.get(element)
        if found is None:
            above = element.getparent()
            found = self.kept(element) or (above is not None and self.kept_around(above))
            self._keeping[element] = found
        return found

    def left_out(self) -> Iterator[HtmlElement]:
        """Elements whose words are not seen, in the page's order, none inside another; labels for screen
        readers are not among them."""
        unseen = self._gone - self._readers
        unseen |= {e for e in self._index.by_tag.get("details", ()) if self.mute(e) and _has_own_words(e)}
        if self._muting:
            unseen |= {e for e in self._own if self.mute(e)}
        end: HtmlElement | None = None
        for element in self._index.all if unseen else ():
            if element in unseen and (end is None or end not in element.iterancestors()):
                end = element
                if element.tag not in UNREAD and any(map(str.isalnum, str(element.text_content()))):
                    yield element

    def _look(self, element: HtmlElement) -> Look:
        found = self._looks.get(element)
        if found is None:
            above = element.getparent()
            found = boxes.PLAIN if above is None else self._look(above)
            own = self._own.get(element)
            if own:
                found = self._inside(found, own)
            self._looks[element] = found
        return found

    def _inside(self, around: Look, own: Declarations) -> Look:
        key = (id(around), id(own))
        found = self._derived.get(key)
        if found is None:
            found = self._derived[key] = boxes.inherit(around, own)
        return found

    def _by_style(self) -> Iterator[HtmlElement]:
        known: dict[tuple[str, int, int], bool] = {}
        for element, own in self._own.items():
            above = element.getparent()
            around = _NONE if above is None else self._own.get(above, _NONE)
            key = (str(element.tag), id(own), id(around))
            nothing = known.get(key)
            if nothing is None:
                nothing = known[key] = boxes.shows_nothing(str(element.tag), own, around)
            if nothing or self._look(element).faded:
                yield element

    def _by_attribute(self) -> Iterator[HtmlElement]:
        for element in self._index.attributed:
            if self._hides_itself(element):
                yield element
        for details in self._index.by_tag.get("details", ()):
            if details.get("open") is None:
                summary = details.find("summary")
                yield from (e for e in details if e is not summary)
        for dialog in self._index.by_tag.get("dialog", ()):
            if dialog.get("open") is None and not self._displayed(dialog):
                yield dialog

    def _hides_itself(self, element: HtmlElement) -> bool:
        if element.get("hidden") is not None and not self._displayed(element):
            return True
        if element.get("popover") is not None and not self._displayed(element):
            return True
        return element.get("aria-hidden") == "true" and _is_decoration(element)

    def _displayed(self, element: HtmlElement) -> bool:
        """Whether the page's own style overrides what browsers hide by themselves."""
        return self._own.get(element, {}).get("display", "none") != "none"


def _has_own_words(element: HtmlElement) -> bool:
    return any(map(str.isalnum, (element.text or "") + "".join(e.tail or "" for e in element)))


def _is_decoration(element: HtmlElement) -> bool:
    """An icon, which fonts draw for private characters or for the word in an ``i``; no sign of a
    control."""
    text = str(element.text_content()).strip()
    if not text or glyphs.draws_state(text):
        return False
    if next(element.iter("input", "textarea", "select"), None) is not None:
        return False
    return element.tag == "i" or not any(map(str.isalnum, text))


def _applies(style: HtmlElement) -> bool:
    if (style.get("type") or "").strip().lower() not in _SHEET_TYPES or not matches(style.get("media") or ""):
        return False
    return next(style.iterancestors("noscript", "template", "svg"), None) is None


def _declarations(index: Index, sheets: list[str]) -> dict[HtmlElement, Declarations]:
    styled = [(e, plain(style) if "/" in style else style) for e, style in index.styled]
    styles = {style for _, style in styled}
    hides_itself = bool(index.attributed) or "dialog" in index.by_tag
    text = "\n".join([*sheets, *styles])
    variables = "var(" in text.lower()
    cascade = Cascade(index, boxes.wanted(text, hides_itself), variables=variables)
    for element, name, value in index.hints:
        cascade.hint(element, name, value)
    for sheet in sheets:
        cascade.add(rules(sheet))
    for element, style in styled:
        cascade.inline(element, style)
    return Variables(cascade.of()).resolved() if variables else cascade.of()
