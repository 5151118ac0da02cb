"""Strings: white space, encodings, links. Nothing here knows of forms."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from charset_normalizer import from_bytes
from linkify_it import LinkifyIt

from parsers.blocks import Link, Unreadable

_INVISIBLE = "\u200b\u2060\ufeff\u00ad"
INVISIBLE = dict.fromkeys(map(ord, _INVISIBLE))
"""Zero-width characters that carry no meaning (joiners and direction marks do)."""

CJK = "\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_CJK_GAP = re.compile(f"(?<=[{CJK}])\n(?=[{CJK}])")


def fold(text: str) -> str:
    """One line: white space folded, a line break between CJK characters dropped."""
    if not text.isascii():
        text = visible(text)
        text = _CJK_GAP.sub("", text) if "\n" in text else text
    return " ".join(text.split())


def visible(text: str) -> str:
    """Without zero-width characters. Nearly no text has one: to look is faster than to translate."""
    return text.translate(INVISIBLE) if any(map(text.__contains__, _INVISIBLE)) else text


_SHAPED = re.compile("[\ufb00-\ufb06\u2f00-\u2fd5\u2e9f\u2ef3\ufb50-\ufdcf\ufe70-\ufefc]")


_RADICALS = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻫⻬⻮⻰⻲⻳",
    "母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟麦黄斉齐齿龙亀龟",
)
"""Radicals without a compatibility mapping -> the ideographs that look the same (Unicode's
``EquivalentUnifiedIdeograph.txt``)."""
_RADICAL = re.compile("[\u2e80-\u2eff]")


def unshaped(text: str) -> str:
    """Letters for what fonts name otherwise: ligatures, Arabic letters by their joined shape, and
    radicals that some writers name ideographs by."""
    if text.isascii():
        return text
    text = _SHAPED.sub(lambda m: unicodedata.normalize("NFKC", m.group()), text)
    return text.translate(_RADICALS) if _RADICAL.search(text) else text


def fold_lines(text: str) -> str:
    """Lines and blank lines kept, white space within a line folded, outer blanks dropped."""
    folded = "\n".join([" ".join(line.split()) for line in visible(text).split("\n")])
    return (re.sub(r"\n{3,}", "\n\n", folded) if "\n\n\n" in folded else folded).strip()


def key(text: str) -> str:
    """What two spellings of one wording share: letters and digits, case folded."""
    return " ".join(re.findall(r"\w+", text.casefold()))


_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> str:
    """Text of unknown encoding, its lines ended by ``\\n``: a byte order mark, else UTF-8, else a guess
    from the bytes.

    Raises ``Unreadable`` (``unsupported``) for bytes that are no text.
    """
    return re.sub(r"\r\n?", "\n", _decoded(data))


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _guess(data)
    if "\0" in text:
        text = _guess(data)
    if "\0" in text:
        raise Unreadable("unsupported", "The file holds binary data, not text.")
    return text


def _guess(data: bytes) -> str:
    for encoding in ("utf-16-le", "utf-16-be"):
        even, odd = data[0:2000:2].count(0), data[1:2000:2].count(0)
        if max(even, odd) > min(len(data), 2000) / 5 and encoding == _wide(even, odd):
            return data.decode(encoding, "replace")
    if not set(data[:100_000]) & _C1:  # a Windows page where ISO 8859-1 has no letters
        return data.decode("cp1252", "replace")
    best = from_bytes(data[:100_000]).best()
    return data.decode(best.encoding if best else "cp1252", "replace")


def _wide(even: int, odd: int) -> str:
    return "utf-16-le" if odd > even else "utf-16-be"


_C1 = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
"""Bytes that CP1252 leaves undefined."""


_ADDRESS = re.compile(r"://|www\.|@")
LONGEST_URL = 8_192
"""Characters. Linkify's time grows with the square of what holds no white space."""


@cache
def _linkify() -> LinkifyIt:
    return LinkifyIt(options={"fuzzy_email": False, "fuzzy_link": False})


def find_urls(text: str, links: Iterable[Link] = ()) -> tuple[str, ...]:
    """Links of an answer in order: targets of its hyperlinks, then bare addresses between them.

    A bare address needs a scheme or ``www.``: ``Yes.No`` is no link. Mail addresses are none.
    """
    found: list[str] = []
    rest = text
    for link in links:
        before, hit, after = rest.partition(link.text)
        if hit:
            found += _bare(before)
            rest = after
        if not link.target.startswith("mailto:"):
            found.append(link.target)
    return tuple(found + _bare(rest))


def _bare(text: str) -> list[str]:
    if "://" not in text and "www." not in text.casefold():
        return []
    # Linkify knows where an address ends, but not every top-level domain: it is shown a scheme.
    shown = re.sub(r"(?i)(?<![\w/.:])(?=www\.)", "http://", text)
    words = (word for word in shown.split() if len(word) <= LONGEST_URL and _ADDRESS.search(word))
    hits = [hit for word in words for hit in _linkify().match(word) or ()]
    found = [h.raw for h in hits if h.schema in ("http:", "https:", "ftp:")]
    return [_as_written(raw, text) for raw in found]


def _as_written(raw: str, text: str) -> str:
    return raw if raw in text else raw.removeprefix("http://")


def without_urls(text: str) -> str:
    """The text with bare addresses and mail addresses blanked out."""
    return re.sub(r"\S+", lambda word: " " if _ADDRESS.search(word[0]) else word[0], text)
