"""How a locale writes numbers, dates and sums: CLDR's data, by the document's language tag.

A tag with a territory (``es-MX``) is one locale. A bare language may be any territory's where it is
official: what these write differently is not known.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from parsers import labels

if TYPE_CHECKING:
    from babel import Locale

T = TypeVar("T")

MINORITY = 0.1
"""Of a language's territories: a habit of fewer is taken for none. Lower, South Africa makes every English
``1,234`` unknown; higher, Panama's and Puerto Rico's dates would still be none, Switzerland's sums too."""
SHARED_SIGNS = frozenset("$¥")
"""Signs of several currencies: only the locale tells which."""
ENGLISH, HOMES = ("en", "en_001"), ("cs", "pl", "ru", "tr", "uk")
"""Locales whose signs for foreign money are known everywhere, and others whose own money has a sign that
these lack."""
_MARKS = re.compile("[\u200e\u200f]")


def separator(sign: str, language: str | None) -> str | None:
    """``decimal`` or ``group``: what ``.`` or ``,`` is in a number; None where it is neither or unknown."""
    from babel.numbers import get_decimal_symbol, get_group_symbol

    def meaning(locale: Locale) -> str | None:
        if get_decimal_symbol(locale, numbering_system="latn") == sign:
            return "decimal"
        return "group" if get_group_symbol(locale, numbering_system="latn") == sign else None

    return _agreed(language, meaning)


@cache
def day_first(language: str | None) -> bool | None:
    """Whether numeric dates put the day before the month; None where the year leads or it is unknown."""
    from babel.dates import get_date_format

    def order(locale: Locale) -> bool | None:
        letters = re.sub(r"'[^']*'|[^dMy]", "", get_date_format("short", locale).pattern)
        return letters.index("d") < letters.index("M") if letters[0] != "y" else None

    return _agreed(language, order)


@cache
def currency(sign: str, language: str | None) -> str | None:
    """The ISO 4217 code that a sign or word stands for in a language; None where several may be meant."""
    plain = _plain(sign)
    word = {
        m
        for m, langs in labels.meanings(sign).items()
        if m.startswith("currency_") and _base(language) in langs
    }
    if word:
        return next(iter(word)).removeprefix("currency_").upper()
    local = [_home(locale).get(plain) for locale in _locales(language)] if language else []
    if local and local[0]:
        return local[0] if {*local} <= {local[0], None} else None
    return None if plain in SHARED_SIGNS else _everywhere().get(plain)


@cache
def signs(language: str | None) -> tuple[str, ...]:
    """Signs and words of currencies to look for in texts of a language, longest first."""
    words = (w for code in ("cny", "jpy") for w in labels.words(f"currency_{code}"))
    local = _home(_locales(language)[0]) if language and _locales(language) else {}
    found = {*_everywhere(), *SHARED_SIGNS, *words, *local}
    return tuple(sorted(found, key=lambda s: (-len(s), s)))


@cache
def codes() -> frozenset[str]:
    """ISO 4217 codes of all money in use, but for those that are words (``words.toml``)."""
    from babel.core import get_global
    from babel.numbers import get_territory_currencies

    used = {code for t in get_global("territory_currencies") for code in get_territory_currencies(t)}
    return frozenset(used - {word.upper() for word in labels.words("code_word")})


def _agreed(language: str | None, habit: Callable[[Locale], T | None]) -> T | None:
    """What the locale does, or the language's main one if no other does otherwise."""
    found = _frequent(language, habit)
    if not found or found[0] is None:
        return None
    others = {value for value in found if value is not None}
    return found[0] if len(others) == 1 else None


def _frequent(language: str | None, habit: Callable[[Locale], T | None]) -> list[T | None]:
    """The habits of a language's locales, that of its main one first, without those of few."""
    habits = [habit(locale) for locale in _locales(language)] if language else []
    counts = Counter(habits[1:])
    return [*habits[:1], *(value for value, n in counts.items() if n >= MINORITY * len(habits))]


@cache
def _locales(language: str) -> tuple[Locale, ...]:
    """The locales that a tag may mean, the main one first; none if CLDR knows none."""
    from babel import Locale, UnknownLocaleError, localedata
    from babel.core import get_global

    base, *rest = re.split("[-_]", language)
    base = "nb" if base.lower() == "no" else base.lower()
    script = next((part.title() for part in rest if len(part) == 4), None)
    territory = next((part.upper() for part in rest if re.fullmatch(r"[A-Za-z]{2}|\d{3}", part)), None)
    stem = f"{base}_{script}" if script else base
    names = [f"{stem}_{territory}", f"{base}_{territory}"] if territory else []
    for name in (*names, stem, base):
        try:
            main = Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
        if name in names:
            return (main,)
        official = (t for t, langs in get_global("territory_languages").items() if _is_official(langs, base))
        kin = sorted(f"{name}_{t}" for t in official if localedata.exists(f"{name}_{t}"))
        return (main, *(Locale.parse(k) for k in kin))
    return ()


def _is_official(languages: dict[str, dict[str, object]], base: str) -> bool:
    return bool(languages.get(base, {}).get("official_status"))


@cache
def _home(locale: Locale) -> dict[str, str]:
    """Sign -> code of the money that a locale's territory uses, as the locale writes it."""
    from babel.core import get_global
    from babel.numbers import get_currency_symbol, get_territory_currencies

    likely = str(get_global("likely_subtags").get(locale.language) or "").split("_")[-1]
    territory = locale.territory or likely
    used = get_territory_currencies(territory) if territory else []
    return {_plain(get_currency_symbol(code, locale)): code for code in used}


@cache
def _everywhere() -> dict[str, str]:
    """Sign -> code, of signs that name one currency wherever they stand."""
    from babel import Locale

    found: dict[str, str] = {}
    for name in ENGLISH:
        signs = Locale.parse(name).currency_symbols.items()
        found |= {_plain(sign): code for code, sign in signs if sign != code and code in codes()}
    for language in HOMES:
        for sign, code in _home(Locale.parse(language)).items():
            if found.setdefault(sign, code) != code:
                found[sign] = ""
    return {sign: code for sign, code in found.items() if code and sign not in SHARED_SIGNS and sign != code}


def _plain(sign: str) -> str:
    return unicodedata.normalize("NFKC", _MARKS.sub("", sign)).strip()


def _base(language: str | None) -> str:
    return (language or "").replace("-CN", "-Hans")
