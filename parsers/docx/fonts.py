"""Characters of symbol fonts as Unicode.

Word keeps them as ``w:sym`` or as text set in the font, with the code as it is (``x``) or
moved to U+F000. Source: the character tables of the four fonts; only marks, stars and bullets.
"""

from __future__ import annotations

_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "❑", 0x72: "❒", 0x78: "☒",
    0x9F: "•", 0xA1: "○", 0xA2: "○", 0xA3: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "☐",
    0xAB: "★", 0xB6: "☆", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x2A: "☐", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒",
    0x95: "•", 0x96: "●", 0x97: "●", 0x98: "●", 0x99: "○", 0x9A: "○", 0x9B: "○", 0x9C: "○",
    0x9D: "◉", 0x9E: "◉", 0x9F: "■", 0xA0: "■", 0xA1: "■", 0xA2: "■", 0xA3: "☐", 0xA4: "☐",
    0xA5: "☐", 0xA6: "☐", 0xA7: "☐", 0xA8: "▣", 0xEA: "★",
}  # fmt: skip
_WEBDINGS = {0x61: "✓", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_SYMBOL = {0xB7: "•"}

_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings2": _WINGDINGS_2,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}


def in_unicode(text: str, font: str | None) -> str:
    """``text`` as it looks in ``font``; a picture without an equal stays as it is."""
    table = _FONTS.get(font.lower()) if font else None
    if table is None:
        return text
    return "".join(table.get(_code(character), character) for character in text)


def _code(character: str) -> int:
    code = ord(character)
    return code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
