"""Bytes -> an HTML tree of bounded size."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

import webencodings
from lxml import etree, html
from lxml.html import HtmlElement

from parsers.blocks import Unreadable
from parsers.text import decode

MAX_BYTES = 50 * 2**20
MAX_ELEMENTS = 300_000
"""Some 8 s of reading; a result of 200 questions has about 20,000."""
MAX_ATTRIBUTES = 1_000
"""Of one tag: libxml2 compares each with each (100,000 of them take 9 s)."""
MAX_DEPTH = 250
"""Nested elements. Browsers' pages stay below 100; libxml2 drops what is deeper than 2,048."""

_LONG_TAG = re.compile(rb"<[A-Za-z][^>]{%d,}" % (2 * MAX_ATTRIBUTES))
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_META = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.I)
_XML = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_.-]+)", re.I)


def parse(data: bytes) -> HtmlElement:
    """The page's root element. Raises ``Unreadable``: ``too_large``, ``corrupt``, ``unsupported``."""
    if len(data) > MAX_BYTES:
        raise Unreadable("too_large", f"The page has {len(data)} bytes.", "html")
    text = _text(data)
    plain = text.encode("utf-8", "replace")
    _check_tags(plain)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(plain, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("corrupt", f"Not a page of HTML: {error}"[:200], "html") from error
    _check_size(root)
    return root


def content(element: HtmlElement) -> str:
    """All text in an element, seen or not."""
    return str(element.text_content()) if len(element) else element.text or ""


@lru_cache(maxsize=8192)
def class_names(attribute: str) -> frozenset[str]:
    """The names in a ``class`` attribute."""
    return frozenset(attribute.split())


def language(root: HtmlElement) -> str | None:
    """BCP 47, as the page declares it."""
    declared = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    return declared if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", declared) else None


def _text(data: bytes) -> str:
    """A byte order mark, else UTF-8 if it is, else what the page declares, else a guess."""
    declared = _META.search(data[:4096]) or _XML.search(data[:200])
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if declared and not marked and b"\0" not in data[:4096]:
        # By the names that browsers know: Python's own include codecs that are no text's.
        known = webencodings.lookup(declared[1].decode("ascii"))
        wide = known is None or known.name.startswith("utf-16")  # which a readable declaration is not
        for encoding in ["utf-8"] if wide or known is None else ["utf-8", known.codec_info.name]:
            try:
                return data.decode(encoding)
            except (UnicodeError, LookupError):
                continue
    return decode(data)


def _check_tags(data: bytes) -> None:
    for tag in _LONG_TAG.finditer(data):
        if len(_QUOTED.sub(b"", tag.group()).split(None, MAX_ATTRIBUTES + 1)) > MAX_ATTRIBUTES:
            raise Unreadable("too_large", f"A tag has more than {MAX_ATTRIBUTES} attributes.", "html")


def _check_size(root: HtmlElement) -> None:
    depth = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > MAX_DEPTH:
            raise Unreadable("too_large", f"Elements are nested more than {MAX_DEPTH} deep.", "html")
        if count > MAX_ELEMENTS:
            raise Unreadable("too_large", f"The page has more than {MAX_ELEMENTS} elements.", "html")
