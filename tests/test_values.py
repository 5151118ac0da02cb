"""Typed readings of answers: docs/values.md, rule by rule."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.blocks import Link
from parsers.text import find_urls
from parsers.values import DateOrder, date_order, parse_number, read_bool, read_date, read_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yes", True),
        ("Yes.", True),
        ("yes : 1%", True),
        ("yes: we have a contract", True),
        ("No", False),
        ("Non, pas encore", False),
        ("はい", True),
        ("No idea", None),
        ("yes and no", None),
        ("Not yet", None),
        ("Nobody", None),
        ("No. 12 Main Street", None),
        ("Yes - No", None),
        ("", None),
    ],
)
def test_a_yes_or_no_stands_alone_or_before_punctuation(text: str, expected: bool | None) -> None:
    assert read_bool(text) is expected


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("12.50", 12.5, None),
        ("20%", 20, "percent"),
        ("yes : 1%", 1, "percent"),
        ("around 7 percent", 7, "percent"),
        ("environ 12 %", 12, "percent"),
        ("40% of services are digital\nsee https://a.example/40", 40, "percent"),
        ("€ 20", 20, "EUR"),
        ("1 200 EUR", 1200, "EUR"),
        ("1 234,5", 1234.5, None),
        ("between 5% and 10%", None, None),
        ("3. floor, Mill Lane 4", None, None),
        ("8. was missing", None, None),
        ("+00 555 0123", None, None),
        ("65 or older", None, None),
        ("5G", None, None),
        ("2/3/2023", None, None),
        ("see www.a.example/12", None, None),
        ("TOP 10", None, None),
        ("I attended COP 26 in Glasgow", None, None),
        ("1,2.3", None, None),
    ],
)
def test_a_number_is_the_only_one_and_stated_as_such(
    text: str, number: float | None, unit: str | None
) -> None:
    assert read_number(text) == (number, unit)


def test_a_sign_that_names_several_currencies_names_none() -> None:
    assert read_number("$ 20")[1] is None
    assert read_number("200元", "zh-Hans") == (200, "CNY")
    assert read_number("200元", None)[1] is None


@pytest.mark.parametrize(("language", "expected"), [("en", 1234), ("de", 1.234), (None, None)])
def test_a_lone_separator_before_three_digits_needs_the_language(
    language: str | None, expected: float
) -> None:
    assert parse_number("1,234", language) == expected


@pytest.mark.parametrize(
    ("language", "comma", "point"),
    [
        ("es-MX", 1234, 1.234),
        ("es-ES", 1.234, 1234),
        ("es", None, None),
        ("de-CH", None, 1.234),
        ("de-DE", 1.234, 1234),
        ("de", 1.234, None),
        ("it-CH", None, 1.234),
        ("it-IT", 1.234, 1234),
        ("en-ZA", 1.234, None),
        ("en-US", 1234, 1.234),
        ("en-XX", 1234, 1.234),
        ("fr", 1.234, None),
        ("pt-BR", 1.234, 1234),
        ("zh-CN", 1234, 1.234),
        ("no", 1.234, None),
        ("xx", None, None),
    ],
)
def test_a_locale_or_all_of_its_language_settle_a_separator(
    language: str, comma: float | None, point: float | None
) -> None:
    assert (parse_number("1,234", language), parse_number("1.234", language)) == (comma, point)


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("$ 20", "es-MX", "MXN"),
        ("$ 20", "en-US", "USD"),
        ("$ 20", "en-AU", "AUD"),
        ("$ 20", "en", None),
        ("$ 20", "zh-Hans", None),
        ("US$ 20", None, "USD"),
        ("R 20", "en-ZA", "ZAR"),
        ("20 kr", "sv", "SEK"),
        ("20 kr", "nb", "NOK"),
        ("20 zł", None, "PLN"),
        ("20 ₺", "de", "TRY"),
        ("¥ 20", "ja", "JPY"),
        ("¥ 20", "zh-CN", "CNY"),
        ("20 CHF", "de-CH", "CHF"),
        ("£ 20", "en", "GBP"),
    ],
)
def test_a_currency_is_the_locales(text: str, language: str | None, unit: str | None) -> None:
    assert read_number(text, language) == (20, unit)


@pytest.mark.parametrize(
    "text",
    ["not 100% sure", "I am not 100% sure", "nicht 100 % sicher", "pas 100 % sûr", "no estoy 100% seguro"],
)
def test_what_is_denied_is_no_percentage(text: str) -> None:
    assert read_number(text) == (None, None)


def test_a_denial_far_before_is_about_something_else() -> None:
    assert read_number("We do not know, but around 40% of them are")[0] == 40


def test_the_order_of_dates_is_the_locales() -> None:
    orders = {"en-US": False, "en-GB": True, "en": None, "en-CA": None, "es": True, "es-PA": False, "fr-CA": None,
              "fr": True, "sv": None, "de-CH": True, "zh-Hans": None, "pt-BR": True}  # fmt: skip
    assert {language: date_order([], language).day_first for language in orders} == orders


@given(st.integers(0, 10**9), st.integers(1, 99))
def test_numbers_survive_both_ways_of_writing_them(whole: int, cents: int) -> None:
    english = f"{whole:,}.{cents:02}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert parse_number(english, "en") == parse_number(german, "de") == pytest.approx(whole + cents / 100)


@pytest.mark.parametrize(
    "text",
    ["7/21/2023", "21/7/2023", "2023-07-21", "21.07.2023", "21 July 2023", "July 21, 2023", "2023年7月21日"],
)
def test_a_date_in_any_of_these_forms_is_read(text: str) -> None:
    assert read_date(text, DateOrder()) == date(2023, 7, 21)


def test_day_and_month_are_told_apart_by_other_dates_or_the_language() -> None:
    assert read_date("03/04/2023", DateOrder()) is None
    assert read_date("03/04/2023", date_order(["25/12/2022"])) == date(2023, 4, 3)
    assert read_date("03/04/2023", date_order(["12/25/2022"])) == date(2023, 3, 4)
    assert read_date("03/04/2023", date_order([], "fr")) == date(2023, 4, 3)
    assert read_date("03/04/2023", date_order([], "en")) is None
    assert read_date("03/04/2023", date_order(["25/12/2022", "12/25/2022"], "fr")) is None


@pytest.mark.parametrize("text", ["mars 2023", "31/02/2023", "12.50", "2023", "on 7/21/2023", "7/21/23"])
def test_what_is_no_whole_date_is_none(text: str) -> None:
    assert read_date(text, DateOrder(day_first=True)) is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.booleans())
def test_a_settled_order_reads_every_numeric_date(day: date, day_first: bool) -> None:
    text = day.strftime("%d/%m/%Y" if day_first else "%m/%d/%Y")
    assert read_date(text, DateOrder(day_first=day_first)) == day


def test_links_come_in_order_and_bare_ones_need_a_scheme_or_www() -> None:
    text = "see portal, then www.b.example/x. Yes.No or a@b.example"
    assert find_urls(text, [Link(text="portal", target="https://a.example/")]) == (
        "https://a.example/",
        "www.b.example/x",
    )


def test_a_link_that_runs_into_the_next_word_ends_where_its_target_ends() -> None:
    link = Link(text="https://a.example/x", target="https://a.example/x")
    assert find_urls("https://a.example/xApp: https://b.example", [link]) == (
        "https://a.example/x",
        "https://b.example",
    )
