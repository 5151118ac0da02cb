"""Typed readings of an answer's text: yes or no, one number with its unit, a date.

The rules are written down in ``docs/values.md``. Each says None as soon as the text leaves a
doubt: a wrong value is worse than a missing one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import date
from functools import cache

from parsers import labels, locales
from parsers.blocks import Struct
from parsers.text import without_urls

# --------------------------------------------------------------------------- yes and no

_AFTER_WORD = r"(?=\s*(?:$|[:;,!\n،。，、：；！]|\.(?!\s*\d)|[-–—]\s|\())"


@cache
def _yes_no() -> re.Pattern[str]:
    sides = ("|".join(map(re.escape, labels.words(side))) for side in ("yes", "no"))
    return re.compile(r"\s*(?:(?P<yes>{})|(?P<no>{})){}".format(*sides, _AFTER_WORD), re.I)


def read_bool(text: str) -> bool | None:
    """A yes or a no that stands alone or is followed by a mark of punctuation.

    ``yes : 1%`` is true, ``No idea`` is nothing, and so is ``yes and no``.
    """
    found = _yes_no().match(text)
    if found is None:
        return None
    other = _yes_no().match(text[found.end() :].lstrip(" :;,.!-–—/\n"))
    said = found["yes"] is not None
    return None if other is not None and (other["yes"] is not None) != said else said


# --------------------------------------------------------------------------- numbers

_DIGITS = r"\d+(?:[.,'’\u00a0\u202f ٫٬]\d+)*"
_CASED = "A-Za-zÀ-ɏͰ-ӿ"
_NUMERAL = re.compile(rf"(?<![{_CASED}\d_.,/-])[-−+]?{_DIGITS}(?![{_CASED}\d_/]|[.,]\d)")
_PERCENT_SIGN = re.compile(r"\s*[%٪％]")
_HEDGE = r"(?:about|around|approx(?:imately|\.)?|ca\.?|circa|environ|etwa|rund|≈|~|aproximadamente|约)?"
_FIGURE = re.compile(r"\d")
LONGEST_DATE = 80
"""Characters."""
NEAR = 3
"""Words before a figure in which a ``not`` is about it."""


@cache
def _percent_words() -> re.Pattern[str]:
    return re.compile(r"\s*(?:" + "|".join(map(re.escape, labels.words("percent"))) + r")(?!\w)", re.I)


def read_number(text: str, language: str | None = None) -> tuple[float | None, str | None]:
    """The one number that a text states, and its unit (``percent`` or an ISO 4217 code).

    A text that is a number (``12.50``, ``about 7 percent``, ``€ 20``) states it; in running
    text only one with a percent sign, a percent word or a currency does, and only where no
    other figure stands beside it. Addresses and links do not count.
    """
    if not _FIGURE.search(text):
        return None, None
    plain = unicodedata.normalize("NFC", without_urls(text))
    found = list(_NUMERAL.finditer(plain))
    if len(found) != 1 or re.search(r"\d", plain[: found[0].start()] + plain[found[0].end() :]):
        return None, None
    hit = found[0]
    before, after = plain[: hit.start()], plain[hit.end() :]
    unit, rest_before, rest_after = _unit(before, after, language)
    alone = re.fullmatch(rf"\s*{_HEDGE}\s*", rest_before, re.I) and not rest_after.strip(" .")
    led_by_yes = read_bool(rest_before + " ") is not None and re.search(r"[:,]\s*$", rest_before)
    stated = alone or led_by_yes or (unit is not None and not _is_denied(before))
    if not stated or (alone and unit is None and rest_after.startswith(".") and not rest_before):
        return None, None
    number = parse_number(hit.group(), language)
    return (number, unit) if number is not None else (None, None)


@cache
def _money(language: str | None) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A currency's sign before a number, and behind one."""
    found = "|".join(map(re.escape, locales.signs(language)))
    return re.compile(rf"(?<!\w)({found})\s*$"), re.compile(rf"\s*({found})(?!\w)")


def _is_denied(before: str) -> bool:
    """Whether one of the last words says that it is not so: ``not 100% sure``."""
    return any(labels.means(word, "negation") for word in before.split()[-NEAR:])


def _unit(before: str, after: str, language: str | None) -> tuple[str | None, str, str]:
    for pattern in (_PERCENT_SIGN, _percent_words()):
        if hit := pattern.match(after):
            return "percent", before, after[hit.end() :]
    if not before.strip() and not after.strip():
        return None, before, after
    sign_before, sign_behind = _money(language)
    if hit := sign_before.search(before):
        return locales.currency(hit[1], language), before[: hit.start()], after
    if hit := sign_behind.match(after):
        return locales.currency(hit[1], language), before, after[hit.end() :]
    if (hit := re.match(r"\s*([A-Z]{3})\b", after)) and hit[1] in locales.codes():
        return hit[1], before, after[hit.end() :]
    if (hit := re.search(r"\b([A-Z]{3})\s*$", before)) and hit[1] in locales.codes():
        return hit[1], before[: hit.start()], after
    return None, before, after


def parse_number(text: str, language: str | None = None) -> float | None:
    """A numeral's value; None where one separator could be decimal or grouping.

    ``1,234`` and ``1.234`` are settled by the locale alone (``locales.separator``).
    """
    plain = text.strip().replace("−", "-").replace("٫", ".").replace("٬", "")
    plain = re.sub(r"(?<=\d)[\u00a0\u202f '’](?=\d{3}(?!\d))", "", plain)
    if re.search(r"[\u00a0\u202f '’]", plain):
        return None
    points, commas = plain.count("."), plain.count(",")
    if points and commas:
        if not re.fullmatch(r"[-+]?\d{1,3}(?:(?:,\d{3})+\.\d+|(?:\.\d{3})+,\d+)", plain):
            return None
        decimal = max(plain.rindex("."), plain.rindex(","))
        grouping = "," if plain[decimal] == "." else "."
        plain = plain.replace(grouping, "").replace(",", ".")
    elif points + commas > 1:
        plain = (
            plain.replace(",", "").replace(".", "")
            if re.fullmatch(r"[-+]?\d{1,3}([.,]\d{3})+", plain)
            else "?"
        )
    elif re.fullmatch(r"[-+]?[1-9]\d{0,2}[.,]\d{3}", plain):
        meaning = locales.separator("." if points else ",", language)
        if meaning is None:
            return None
        plain = plain.replace(",", ".") if meaning == "decimal" else re.sub(r"[.,]", "", plain)
    else:
        plain = plain.replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return None


# --------------------------------------------------------------------------- dates

_NUMERIC = re.compile(r"(\d{1,4})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{1,4})\.?")
_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_DAY = r"(\d{1,2})(?:st|nd|rd|th|er|º)?\.?,?\s+"
_NAMED = re.compile(rf"(?:\w+,\s*)?(?:{_DAY}(?:de\s+)?)?([^\W\d]+)\.?,?\s+(?:del?\s+)?(?:{_DAY})?(\d{{4}})")


class DateOrder(Struct, frozen=True):
    """Whether numeric dates put the day or the month first; None: nothing says so."""

    day_first: bool | None = None


def date_order(texts: Iterable[str], language: str | None = None) -> DateOrder:
    """Settled by unambiguous dates among ``texts``, else by the language; a clash settles nothing."""
    return order_by({vote for vote in map(vote, texts) if vote is not None}, language)


def order_by(votes: Collection[bool], language: str | None) -> DateOrder:
    """The same by what the dates say (``vote``)."""
    if votes:
        return DateOrder(day_first=next(iter(votes)) if len(set(votes)) == 1 else None)
    return DateOrder(day_first=locales.day_first(language))


def vote(text: str) -> bool | None:
    """Whether a numeric date puts the day first, where it can be only one of the two."""
    found = _NUMERIC.fullmatch(text.strip())
    if not found or len(found[1]) > 2:
        return None
    first, second = int(found[1]), int(found[3])
    return (first > 12) if (first > 12) != (second > 12) else None


def read_date(text: str, order: DateOrder) -> date | None:
    """A text that is one date and nothing else; None where day and month cannot be told apart."""
    if len(text) > LONGEST_DATE or not _FIGURE.search(text):
        return None
    text = re.sub(r"[T ]00:00(:00)?$", "", text.strip())
    if found := _EAST_ASIAN.fullmatch(text):
        return _date(found[1], found[2], found[3])
    if found := _NUMERIC.fullmatch(text):
        return _numeric(found, order)
    if found := _NAMED.fullmatch(text):
        day = found[1] or found[3]
        month = _months().get(found[2].casefold())
        return _date(found[4], str(month), day) if month and day and not (found[1] and found[3]) else None
    return None


def _numeric(found: re.Match[str], order: DateOrder) -> date | None:
    first, second, third = found[1], found[3], found[4]
    if len(first) == 4:
        return _date(first, second, third) if len(third) <= 2 else None
    if len(third) != 4 or len(first) > 2:
        return None
    day_first = vote(found.group())
    if day_first is None and int(first) != int(second):
        day_first = order.day_first
        if found[2] == "." and day_first is None:
            day_first = True  # no locale writes month.day.year (CLDR)
        if day_first is None:
            return None
    return _date(third, second, first) if day_first else _date(third, first, second)


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    """Month names of the languages whose labels we know; a name with two meanings is left out."""
    from babel.dates import get_month_names  # loaded when first needed: it reads locale data

    found: dict[str, set[int]] = {}
    for language in ("en", "fr", "es", "pt", "de", "it", "nl", "pl", "ru", "tr", "sv", "da", "ar"):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for month, name in get_month_names(width, context, language).items():
                    found.setdefault(name.rstrip(".").casefold(), set()).add(month)
    return {name: next(iter(months)) for name, months in found.items() if len(months) == 1 and name.isalpha()}
