"""Names and small accessors of WordprocessingML (ECMA-376 part 1, section 17)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

Element = _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

OFF = frozenset({"0", "false", "off", "none"})


def name_of(element: Element) -> str:
    """The local name of a WordprocessingML element; other names with their namespace; "" for comments."""
    tag = element.tag
    return tag.removeprefix(W) if isinstance(tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along ``path`` (local names), if all of it is there."""
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren(W + name), None)  # half of what find() takes
    return element


def value(element: Element | None, attribute: str = "val") -> str | None:
    """An attribute of the main namespace."""
    return None if element is None else element.get(W + attribute)


def is_on(element: Element | None) -> bool:
    """Whether an on/off property is present and on."""
    return element is not None and (value(element) or "1").lower() not in OFF


def number(text: str | None, default: int) -> int:
    """A decimal attribute; ``default`` where it is missing or no number."""
    try:
        return int(text or "")
    except ValueError:
        return default


def chosen(alternate: Element) -> Iterator[Element]:
    """The children of one branch of ``mc:AlternateContent``: its first choice, else the fallback."""
    branch = alternate.find(COMPATIBILITY + "Choice")
    if branch is None:
        branch = alternate.find(COMPATIBILITY + "Fallback")
    yield from branch if branch is not None else ()
