"""Typed readings of answers: both edges of each rule of docs/values.md."""

from __future__ import annotations

from datetime import date

import pytest

from parsers.values import (
    LONGEST_DATE,
    NEAR,
    DateOrder,
    date_order,
    parse_number,
    read_bool,
    read_date,
    read_number,
    vote,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" yes", True),
        ("YES!", True),
        ("yes,", True),
        ("yes;", True),
        ("yes\nx", True),
        ("yes،", True),
        ("yes。", True),
        ("yes、", True),
        ("是，", True),
        ("yes：", True),
        ("yes！", True),
        ("yes. Why", True),
        ("yes. 2", None),
        ("yes.2", None),
        ("yes - x", True),
        ("yes – x", True),
        ("yes-x", None),
        ("yes—x", None),
        ("yes (x)", True),
        ("yes(x)", True),
        ("yes/no", None),
        ("yes, yes", True),
        ("no: no", False),
        ("no\nyes", None),
        ("no, yes", None),
    ],
)
def test_what_may_follow_a_yes_or_a_no(text: str, expected: bool | None) -> None:
    assert read_bool(text) is expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("1.234.567", None, 1234567),
        ("1,234,567", None, 1234567),
        ("-1,234,567", None, -1234567),
        ("12,34,567", None, None),
        ("1.234.56", None, None),
        ("1,5,0", None, None),
        ("1,234.5", None, 1234.5),
        ("1.234,5", None, 1234.5),
        ("1,234,567.5", None, 1234567.5),
        ("1.234.567,5", None, 1234567.5),
        ("1234,567.5", None, None),
        ("-1,234.5", None, -1234.5),
        ("+1.5", None, 1.5),
        ("−3", None, -3),
        ("1٫5", None, 1.5),
        ("1٬234", None, 1234),
        ("1 234", None, 1234),
        ("1\u00a0234\u202f567", None, 1234567),
        ("1'234", None, 1234),
        ("1’234.5", None, 1234.5),
        ("1 23", None, None),
        ("12 3456", None, None),
        ("0,123", None, 0.123),
        ("0.123", "de", 0.123),
        ("1,23", None, 1.23),
        ("1,2345", None, 1.2345),
        ("1234,567", "en", 1234.567),
        ("12,345", "en", 12345),
        ("123,456", "en", 123456),
        ("123.456", "de-DE", 123456),
        ("-1,234", "en", -1234),
        ("+1,234", "de", 1.234),
        ("abc", None, None),
        ("", None, None),
    ],
)
def test_a_numerals_separators_leave_no_doubt(
    text: str, language: str | None, expected: float | None
) -> None:
    assert parse_number(text, language) == expected


PERCENT = "percent"
NONE = (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20 %", (20, PERCENT)),
        ("20٪", (20, PERCENT)),
        ("20％", (20, PERCENT)),
        ("7 Percent", (7, PERCENT)),
        ("7 percentx", NONE),
        ("5%.", (5, PERCENT)),
        ("5.5%", (5.5, PERCENT)),
        ("5.5.%", NONE),
        ("-5%", (-5, PERCENT)),
        ("a-5%", NONE),
        ("1.2.3%", NONE),
        ("5% of 3", NONE),
        ("5% of x5", NONE),
        ("x5 5%", NONE),
        ("e\u0301 5%", (5, PERCENT)),
        # what stands against a figure makes it a part of a name
        ("x5%", NONE),
        ("À5", NONE),
        ("Ж5", NONE),
        ("5é", NONE),
        ("_5", NONE),
        ("5_", NONE),
        ("5-", NONE),
        ("5²", NONE),
        # a text that is a number, and words of approximation
        ("~5", (5, None)),
        ("≈ 5", (5, None)),
        (" about  5 ", (5, None)),
        ("About 5", (5, None)),
        ("approx 5", (5, None)),
        ("approx. 5", (5, None)),
        ("approximately 5", (5, None)),
        ("ca 5", (5, None)),
        ("ca. 5", (5, None)),
        ("rund 5", (5, None)),
        ("5 .", (5, None)),
        ("5.", NONE),  # an ordinal
        ("5. ", NONE),
        ("about 5.", (5, None)),
        ("five", NONE),
        # behind a yes
        ("yes: 5", (5, None)),
        ("yes, 5", (5, None)),
        ("no : 5 people", (5, None)),
        ("yes 5", NONE),
        ("maybe: 5", NONE),
        ("maybe, 5 people", NONE),
        # sums
        ("EUR 5", (5, "EUR")),
        ("5 EUR", (5, "EUR")),
        ("5 EUR.", (5, "EUR")),
        ("5 EURO", NONE),
        ("xEUR 5", NONE),
        ("5 XXQ", NONE),
        ("XXQ 5", NONE),
        ("5 xxq each", NONE),
        ("we paid EUR 5 only", (5, "EUR")),
        ("we paid 5 EUR only", (5, "EUR")),
        ("about EUR 5", (5, "EUR")),
        ("about € 5", (5, "EUR")),
        ("€5", (5, "EUR")),
        ("x€5", NONE),
        ("5€", (5, "EUR")),
        ("5€x", NONE),
        ("5 € x", (5, "EUR")),
        ("not EUR 5", NONE),
        # addresses do not count
        ("5 https://a.example/6", (5, None)),
        ("https://a.example/5", NONE),
    ],
)  # fmt: skip
def test_a_number_and_its_unit(text: str, expected: tuple[float | None, str | None]) -> None:
    assert read_number(text) == expected


def test_a_denial_is_about_the_next_words() -> None:
    assert NEAR == 3
    assert read_number("not so very 5%") == NONE
    assert read_number("not so very much 5%") == (5, PERCENT)


# --------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    "text",
    [
        "2023/07/21",
        "2023.07.21",
        "2023. 7. 21.",
        "21. 7. 2023",
        "21.07.2023.",
        " 2023-07-21 ",
        "2023-07-21T00:00:00",
        "2023-07-21 00:00",
        "2023년 7월 21일",
        "21st July 2023",
        "21 july, 2023",
        "July 21st 2023",
        "Friday, July 21, 2023",
        "21 de julio de 2023",
        "21 de julio del 2023",
        "21 Jul. 2023",
        "21 juil. 2023",
        "21. Juli 2023",
        "21 juillet 2023",
        "21 julho 2023",
        "21 luglio 2023",
        "21 juli 2023",
        "21 lipca 2023",
        "21 июля 2023",
        "21 Temmuz 2023",
        "21 يوليو 2023",
    ],
)
def test_a_date_of_any_language_is_read(text: str) -> None:
    assert read_date(text, DateOrder()) == date(2023, 7, 21)


def test_months_that_one_language_alone_names_so() -> None:
    named = {"february": 2, "février": 2, "enero": 1, "fevereiro": 2, "februar": 2, "märz": 3, "dezember": 12, "gennaio": 1, "februari": 2,
             "stycznia": 1, "января": 1, "ocak": 1, "maj": 5, "marts": 3, "augusti": 8, "mei": 5, "يناير": 1}  # fmt: skip
    read = {name: read_date(f"3 {name} 2023", DateOrder()) for name in named}
    assert {name: day and day.month for name, day in read.items()} == named


@pytest.mark.parametrize(
    "text",
    [
        "2023-07-211",
        "2023-07-001",
        "20230-07-21",
        "21/7-2023",
        "32/01/2023",
        "13/13/2023",
        "003/04/2023",
        "3/4/203",
        "2023年7月21",
        "21 Foo 2023",
        "21 July 21 2023",
        "July 2023",
        "Foo 2023",
        "31 June 2023",
        "2023-02-30",
        "2023-07-21 10:00",
        "2023-07-21 00:00:01",
        "2023-07-21 00:00 x",
    ],
)
def test_what_is_no_one_date_is_none(text: str) -> None:
    assert read_date(text, DateOrder(day_first=True)) is None


def test_a_long_text_is_no_date() -> None:
    assert LONGEST_DATE == 80
    assert read_date("2023-07-21".ljust(80), DateOrder()) == date(2023, 7, 21)
    assert read_date("2023-07-21".ljust(81), DateOrder()) is None


def test_day_and_month_that_may_be_swapped() -> None:
    first, second, open_ = DateOrder(day_first=True), DateOrder(day_first=False), DateOrder()
    assert [read_date("3/4/2023", o) for o in (first, second, open_)] == [
        date(2023, 4, 3),
        date(2023, 3, 4),
        None,
    ]
    assert [read_date("5/5/2023", o) for o in (first, second, open_)] == [date(2023, 5, 5)] * 3
    # a figure above twelve is a day, whatever others say
    assert read_date("12/13/2023", first) == read_date("13/12/2023", second) == date(2023, 12, 13)
    # no locale writes month.day.year; but where other dates do, they are heard
    assert read_date("3.4.2023", open_) == date(2023, 4, 3)
    assert read_date("3.4.2023", second) == date(2023, 3, 4)
    assert read_date("3-4-2023", open_) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13/12/2023", True),
        ("12/13/2023", False),
        ("12/12/2023", None),
        ("13/13/2023", None),
        ("1/2/2023", None),
        ("2023/13/12", None),
        ("2023/12/13", None),
        ("113/12/2023", None),
        (" 13.12.2023 ", True),
        ("no", None),
        ("", None),
    ],
)
def test_a_date_votes_where_it_can_be_only_one(text: str, expected: bool | None) -> None:
    assert vote(text) is expected


def test_dates_that_say_nothing_have_no_vote() -> None:
    assert date_order(["1/2/2023", "no", "25/12/2022"]).day_first is True
    assert date_order(["1/2/2023", "12/25/2022"]).day_first is False
    assert date_order(["1/2/2023"], "fr").day_first is True
    assert date_order(["12/25/2022"], "fr").day_first is False
    assert date_order(["12/25/2022", "25/12/2022"], "fr").day_first is None


def test_an_order_is_a_value() -> None:
    with pytest.raises(AttributeError):
        DateOrder().day_first = True  # type: ignore[misc]
