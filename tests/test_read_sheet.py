"""Workbooks and CSV of "Open in Excel", and the responses in their rows."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime

import openpyxl  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.blocks import Sheet, Unreadable
from parsers.recognise.sheet.responses import recognise_sheet
from parsers.responses import Answer, QuestionType, Response, Status
from parsers.rows import Responses
from parsers.sheet.read import read_csv, read_xlsx

HEAD = ("Id", "Start time", "Completion time", "Email", "Name")
ROW: tuple[object, ...] = (
    1,
    datetime(2023, 5, 21, 19, 44, 44),
    datetime(2023, 5, 21, 19, 46, 53),
    "a@b.example",
    "Ada",
)


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_of(data: bytes) -> Sheet:
    document = read_xlsx(data) if data.startswith(b"PK") else read_csv(data)
    block = document.blocks[0]
    assert isinstance(block, Sheet)
    return block


def responses(data: bytes) -> tuple[Response, ...]:
    return tuple(Responses([recognise_sheet(sheet_of(data), None)[0]]))


def column(*cells: object, title: str = "Q") -> list[Answer]:
    rows = [(*ROW[:0], n, *ROW[1:], cell) for n, cell in enumerate(cells, 1)]
    return [r.answers[0] for r in responses(workbook((*HEAD, title), *rows))]


def csv_bytes(rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode(encoding)


def test_a_row_is_a_response() -> None:
    (response,) = responses(workbook((*HEAD, "Why?"), (*ROW, "Because")))
    assert (response.respondent, response.respondent_name, response.respondent_email) == (
        "1",
        "Ada",
        "a@b.example",
    )
    assert response.anonymous is False and response.time_to_complete_s == 129
    assert response.started_at == datetime(2023, 5, 21, 19, 44, 44)
    assert [(a.prompt, a.answer_text, a.status) for a in response.answers] == [
        ("Why?", "Because", Status.ANSWERED)
    ]


def test_an_id_that_somebody_changed_is_kept_as_printed() -> None:
    rows = responses(workbook((*HEAD, "Q"), ("R-1", *ROW[1:], "x"), (2.0, *ROW[1:], "y")))
    assert [r.respondent for r in rows] == ["R-1", "2"]


def test_anonymous_rows_have_no_name() -> None:
    (response,) = responses(workbook((*HEAD, "Q"), (*ROW[:3], "anonymous", "x", "y")))
    assert (response.anonymous, response.respondent_name, response.respondent_email) == (True, None, None)


def test_figures_and_days_are_what_the_cells_hold() -> None:
    (four,), (day,) = column(4.0), column(date(2023, 7, 21))
    assert (four.answer_text, four.values.number) == ("4", 4.0)
    assert (day.answer_text, day.values.date, day.question_type) == (
        "2023-07-21",
        date(2023, 7, 21),
        QuestionType.DATE,
    )


def test_1904_days() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append((*HEAD, "Q"))
    book.active.append((*ROW, date(2023, 7, 21)))
    stream = io.BytesIO()
    book.save(stream)
    assert responses(stream.getvalue())[0].answers[0].values.date == date(2023, 7, 21)


def test_multiple_choice_is_cut_at_semicolons() -> None:
    first, second, third = column("A;B;", None, "B;")
    assert (first.selected, first.answer_text, first.question_type) == (
        ("A", "B"),
        "A; B",
        QuestionType.MULTIPLE_CHOICE,
    )
    assert (second.status, second.selected) == (Status.BLANK, None)
    assert third.selected == ("B",)


def test_a_semicolon_before_a_blank_is_part_of_the_option() -> None:
    assert column("red; green;blue;", "blue;")[0].selected == ("red; green", "blue")


def test_pieces_that_never_part_are_not_split() -> None:
    answers = column("x;y;A;", "x;y;", "B;x;y;", "x;y;B;", "A;")
    assert (answers[0].selected, answers[0].answer_text) == (None, "x;y;A")
    assert answers[4].selected == ("A",)


def test_ranking_is_the_same_set_in_another_order() -> None:
    first, _ = column("A;B;C;", "C;B;A;")
    assert (first.question_type, first.selected) == (QuestionType.RANKING, ("A", "B", "C"))


def test_one_list_may_be_a_ranking_or_a_choice() -> None:
    assert column("A;B;C;")[0].question_type is QuestionType.UNKNOWN


def test_uploads_are_names_with_addresses() -> None:
    url = "https://s.example/Apps/Microsoft%20Forms/My%20file.pdf"
    (answer,) = column(url)
    assert (answer.answer_text, answer.urls, answer.question_type) == (
        "My file.pdf",
        (url,),
        QuestionType.FILE_UPLOAD,
    )


def test_repeated_titles_lose_their_digit_only_beside_the_first() -> None:
    (response,) = responses(workbook((*HEAD, "Name2", "Level3"), (*ROW, "x", "y")))
    assert [a.prompt for a in response.answers] == ["Name", "Level3"]


@pytest.mark.parametrize("points", ["Points - {}", "Puntos: {}", "Pisteet - {}"], ids=["en", "es", "unknown"])
def test_quiz_columns_are_no_questions(points: str) -> None:
    head = (*HEAD, "Total points", "Q: a", points.format("Q: a"), "R", points.format("R"))
    (response,) = responses(workbook(head, (*ROW, 3, "x", 1, "y", 2)))
    assert [a.prompt for a in response.answers] == ["Q: a", "R"]
    assert response.score == 3


@pytest.mark.parametrize(
    "head",
    [
        ("ID", "Hora de inicio", "Hora de finalización", "Correo electrónico", "Nombre"),
        ("ID", "開始時刻", "完了時刻", "メール", "名前"),
        ("ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam"),
        ("Kennung", "Alku", "Loppu", "Sposti", "Nimi"),
    ],
    ids=["es", "ja", "nl", "unknown"],
)
def test_header_words_of_many_languages(head: tuple[str, ...]) -> None:
    (response,) = responses(workbook((*head, "?"), (*ROW, "x")))
    assert (response.respondent, len(response.answers), response.submitted_at is not None) == ("1", 1, True)


def test_language_column_but_not_a_question_of_that_name() -> None:
    (one,) = responses(workbook((*HEAD, "Language", "Q"), (*ROW, "French (France)", "x")))
    (other,) = responses(workbook((*HEAD, "Last modified time", "Language"), (*ROW, None, "French")))
    assert one.language == "fr" and [a.prompt for a in other.answers] == ["Language"]


def times(*pairs: tuple[str, str]) -> list[str | None]:
    rows = [[str(n), *pair, "anonymous", "", "x"] for n, pair in enumerate(pairs, 1)]
    found = responses(csv_bytes([[*HEAD, "Q"], *rows]))
    return [r.started_at.isoformat() if r.started_at else None for r in found]


def test_one_part_above_12_settles_day_or_month() -> None:
    assert times(("04/03/2023 10:00", "04/03/2023 10:05"), ("13/03/2023 10:00", "13/03/2023 10:05"))[0] == (
        "2023-03-04T10:00:00"
    )


def test_completion_after_start_settles_day_or_month() -> None:
    assert times(("02/03/2023 10:00", "01/04/2023 10:05")) == ["2023-03-02T10:00:00"]


def test_undecided_times_are_left_out() -> None:
    rows = [[*HEAD, "Q"], ["1", "04/03/2023 10:00", "04/03/2023 10:05", "anonymous", "", "x"]]
    (found, problems) = responses(csv_bytes(rows)), recognise_sheet(sheet_of(csv_bytes(rows)), None)[1]
    assert found[0].started_at is None and [p.code for p in problems] == ["ambiguous_date"]


def test_forms_own_format_is_month_first_and_says_so() -> None:
    rows = [[*HEAD, "Q"], ["1", "04/03/23 10:00:01", "04/03/23 10:05:02", "anonymous", "", "x"]]
    (found, problems) = responses(csv_bytes(rows)), recognise_sheet(sheet_of(csv_bytes(rows)), None)[1]
    assert found[0].started_at == datetime(2023, 4, 3, 10, 0, 1)
    assert [p.code for p in problems] == ["date_order_by_format"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiters_and_encodings(delimiter: str, encoding: str) -> None:
    rows = [[*HEAD, "Größe, ja; nein"], ["1", "", "", "a@b.example", "Ada", "ä\nö"]]
    (response,) = responses(csv_bytes(rows, delimiter, encoding))
    assert [(a.prompt, a.answer_text) for a in response.answers] == [("Größe, ja; nein", "ä\nö")]


def test_header_words_tell_the_encoding() -> None:
    rows = [["ID", "開始時刻", "完了時刻", "メール", "名前", "質問"], ["1", "", "", "anonymous", "", "回答"]]
    assert responses(csv_bytes(rows, encoding="cp932"))[0].answers[0].answer_text == "回答"


@given(
    st.lists(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1), min_size=1, max_size=4)
)
def test_csv_answers_come_back_as_they_were(answers: list[str]) -> None:
    rows = [[*HEAD, "Q"]] + [[str(n), "", "", "anonymous", "", a] for n, a in enumerate(answers, 1)]
    sheet = sheet_of(csv_bytes(rows, encoding="utf-8"))
    assert [row[5].text for row in sheet.rows] == answers


def test_a_row_longer_than_the_header_is_reported() -> None:
    data = b"Id,Start time,Email,Why?\r\n1,,anonymous,yes, but\r\n"
    assert [p.code for p in read_csv(data).problems] == ["row_too_long"]


def rezipped(data: bytes, name: str, change: tuple[bytes, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            part = old.read(entry)
            new.writestr(entry, part.replace(*change) if entry == name else part)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("claim", [b'ref="A1"', b'ref="A1:XFD1048576"'])
def test_a_lying_dimension_changes_nothing(claim: bytes) -> None:
    data = workbook((*HEAD, "Q"), (*ROW, "x"))
    assert sheet_of(rezipped(data, SHEET, (b'ref="A1:F2"', claim))) == sheet_of(data)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ((b'r="F2"', b'r="XFD1048576"'), "too_large"),
        ((b"<worksheet ", b"<!DOCTYPE x><worksheet "), "unsupported"),
    ],
)
def test_hostile_workbooks_are_refused(change: tuple[bytes, bytes], reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_xlsx(rezipped(workbook((*HEAD, "Q"), (*ROW, "x")), SHEET, change))
    assert refusal.value.reason == reason


def test_a_zip_bomb_is_refused_before_it_opens() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/sharedStrings.xml", b" " * (100 * 2**20))
    with pytest.raises(Unreadable, match="too_large"):
        read_xlsx(stream.getvalue())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "encrypted"),
        (b"PK\x03\x04 broken", "corrupt"),
        (workbook(("Item", "Price"), ("Tea", 3)), "not_a_response"),
    ],
)
def test_what_is_no_export_has_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_xlsx(data)
    assert refusal.value.reason == reason


def test_any_other_csv_is_no_response() -> None:
    with pytest.raises(Unreadable, match="not_a_response"):
        read_csv(b"a,b\n1,2\n")
