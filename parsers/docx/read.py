"""DOCX -> blocks: what a Word document shows in its final text, nothing fetched, nothing run."""

from __future__ import annotations

import unicodedata
from collections import Counter

from docx.document import Document as Opened
from docx.opc.constants import RELATIONSHIP_TYPE

from parsers.blocks import Document, Field, Unreadable
from parsers.docx.body import Walk
from parsers.docx.fonts import in_unicode
from parsers.docx.inline import Context
from parsers.docx.markup import Element, W, child, value
from parsers.docx.numbering import Numbering
from parsers.docx.package import body_of, open_package
from parsers.docx.run_in import completed, has_leads
from parsers.docx.stressed import stresses
from parsers.docx.styles import Styles
from parsers.glyphs import EMPTY_SYMBOLS, find_marks

_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)


def read_docx(data: bytes) -> Document:
    """The blocks of a Word document.

    Raises ``Unreadable``: ``encrypted``, ``corrupt``, ``too_large``, ``unsupported``,
    ``image_only`` (pictures without text), ``not_a_response`` (nothing at all).
    """
    opened = open_package(data)
    body = body_of(opened)
    context, bullets = _context(opened, body)
    blocks = Walk(context, bullets).story(body)
    if context.run_in:
        blocks = completed(blocks, pictured=next(body.iter(*_PICTURES), None) is not None)
    for left_open in context.fields:  # a field without an end keeps what it showed
        if left_open.result.strip():
            blocks.append(Field(text=left_open.result.strip()))
    if not blocks:
        raise _nothing(body)
    return Document(
        format="docx",
        blocks=tuple(blocks),
        language=_language(opened, body),
        problems=tuple(context.problems),
    )


def _context(opened: Opened, body: Element) -> tuple[Context, frozenset[str]]:
    styles = Styles(opened.styles.element)
    numbering = Numbering(_numbering_root(opened))
    bullets = frozenset(numbering.bullet(*styles.numbering(p)) for p in body.iter(W + "p"))
    targets = {key: rel.target_ref for key, rel in opened.part.rels.items() if rel.is_external}
    context = Context(
        styles=styles,
        numbering=numbering,
        targets=targets,
        present=_glyphs(body, styles) | bullets,
        stresses=stresses(body, styles),
        run_in=has_leads(body, styles),
    )
    return context, bullets


def _numbering_root(opened: Opened) -> Element | None:
    for relation in opened.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING and not relation.is_external:
            return getattr(relation.target_part, "element", None)
    return None


def _glyphs(body: Element, styles: Styles) -> frozenset[str]:
    """Every mark that the document's text holds, and the empty symbols of its ratings."""
    found: set[str] = set()
    for paragraph in body.iter(W + "p"):
        style_id = styles.style_id(paragraph)
        for run in paragraph.iterfind(f".//{W}r"):
            text = "".join(t.text or "" for t in run.iterfind(W + "t"))
            symbols = ((value(s, "char") or "", value(s, "font")) for s in run.iterfind(W + "sym"))
            shown = in_unicode(text, styles.run(run, style_id).font) + " ".join(
                in_unicode(chr(int(code, 16)), font) for code, font in symbols if _is_hex(code)
            )
            found.update(mark.glyph for _, _, mark in find_marks(shown))
            found.update({*EMPTY_SYMBOLS} & {*shown})
    return frozenset(found)


def _is_hex(code: str) -> bool:
    return len(code) <= 5 and all(c in "0123456789abcdefABCDEF" for c in code) and bool(code)


def _nothing(body: Element) -> Unreadable:
    if next(body.iter(*_PICTURES), None) is not None:
        return Unreadable("image_only", "pictures without text", "docx")
    return Unreadable("not_a_response", "the document is empty", "docx")


def _language(opened: Opened, body: Element) -> str | None:
    """The declared language, if it can be that of the script that most letters are in."""
    script = _script(body)
    attribute, codes = _SCRIPTS[script]
    defaults = child(opened.styles.element, "docDefaults", "rPrDefault", "rPr", "lang")
    theme = child(opened.settings.element, "themeFontLang")
    told = Counter(tag for lang in body.iter(W + "lang") if (tag := value(lang, attribute)))
    preset = value(defaults, attribute) or value(theme, attribute)
    # Templates declare en-US for whatever is written by them: alone, or for another script, it says nothing.
    declared = told.most_common(1)[0][0] if told else preset if preset != "en-US" else None
    return declared if declared and (declared.split("-")[0] in codes) == (script != "") else None


_EAST_ASIAN = ("eastAsia", frozenset({"ja", "ko", "zh"}))
_RIGHT_TO_LEFT = ("bidi", frozenset({"ar", "fa", "he", "ur", "yi", "ps", "ug", "ckb"}))
_SCRIPTS = {
    "CJK": _EAST_ASIAN,
    "HIRAGANA": _EAST_ASIAN,
    "KATAKANA": _EAST_ASIAN,
    "HANGUL": _EAST_ASIAN,
    "ARABIC": _RIGHT_TO_LEFT,
    "HEBREW": _RIGHT_TO_LEFT,
    "": ("val", _EAST_ASIAN[1] | _RIGHT_TO_LEFT[1]),
}
"""Script -> the attribute of ``w:lang`` for it, the languages written in it ("": those that are not)."""


def _script(body: Element) -> str:
    """The commonest script of the letters, "" for all that ``w:lang@val`` covers."""
    text = "".join(t.text or "" for t in body.iter(W + "t"))[:20_000]
    scripts = Counter(unicodedata.name(c, "").split(" ")[0].split("-")[0] for c in text if c.isalpha())
    commonest = scripts.most_common(1)[0][0] if scripts else ""
    return commonest if commonest in _SCRIPTS else ""
