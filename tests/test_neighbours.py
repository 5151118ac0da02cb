"""Other tools' tables that lie beside exports: never claimed, and the line says why."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from parsers.reader import parse

NEIGHBOURS: dict[str, list[list[str]]] = {
    "google forms": [
        ["Timestamp", "Email Address", "What is your name?", "How are you?"],
        ["3/4/2024 10:15:30", "a@example.org", "Ada", "Fine"],
        ["3/4/2024 11:15:30", "b@example.org", "Ben", "Well"],
    ],
    "surveymonkey": [
        [
            "Respondent ID",
            "Collector ID",
            "Start Date",
            "End Date",
            "IP Address",
            "Email Address",
            "First Name",
            "Last Name",
            "Custom Data 1",
            "How old are you?",
        ],
        ["", "", "", "", "", "", "", "", "", "Open-Ended Response"],
        ["118", "45", "2024-03-04 10:15:30", "2024-03-04 10:20:30", "10.0.0.1", "", "", "", "", "41"],
    ],
    "typeform": [
        [
            "#",
            "What is your name?",
            "How are you?",
            "Response Type",
            "Start Date (UTC)",
            "Stage Date (UTC)",
            "Submit Date (UTC)",
            "Network ID",
            "Tags",
            "Ending",
        ],
        ["k1", "Ada", "Fine", "completed", "2024-03-04 10:15:30", "", "2024-03-04 10:17:30", "n1", "", ""],
    ],
    "qualtrics": [
        [
            "StartDate",
            "EndDate",
            "Status",
            "IPAddress",
            "Progress",
            "Duration (in seconds)",
            "Finished",
            "RecordedDate",
            "ResponseId",
            "RecipientLastName",
            "RecipientEmail",
            "UserLanguage",
            "Q1",
        ],
        [
            "Start Date",
            "End Date",
            "Response Type",
            "IP Address",
            "Progress",
            "Duration (in seconds)",
            "Finished",
            "Recorded Date",
            "Response ID",
            "Recipient Last Name",
            "Recipient Email",
            "User Language",
            "How are you?",
        ],
        ['{"ImportId":"startDate","timeZone":"Europe/Paris"}', *(['{"ImportId":"x"}'] * 12)],
        [
            "2024-03-04 10:15:30",
            "2024-03-04 10:17:30",
            "IP Address",
            "10.0.0.1",
            "100",
            "120",
            "True",
            "2024-03-04 10:17:31",
            "R_1",
            "",
            "",
            "EN",
            "Fine",
        ],
    ],
    "limesurvey": [
        [
            "Response ID",
            "Date submitted",
            "Last page",
            "Start language",
            "Seed",
            "Date started",
            "Date last action",
            "How are you?",
        ],
        ["1", "2024-03-04 10:17:30", "3", "en", "42", "2024-03-04 10:15:30", "2024-03-04 10:17:30", "Fine"],
        ["2", "2024-03-04 11:17:30", "3", "en", "43", "2024-03-04 11:15:30", "2024-03-04 11:17:30", "Well"],
    ],
    "limesurvey codes": [
        ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "Q1"],
        ["1", "2024-03-04 10:17:30", "3", "en", "42", "2024-03-04 10:15:30", "2024-03-04 10:17:30", "Fine"],
    ],
    "kobo": [
        ["start", "end", "How are you?", "_id", "_uuid", "_submission_time", "_index"],
        [
            "2024-03-04T10:15:30.000+01:00",
            "2024-03-04T10:17:30.000+01:00",
            "Fine",
            "1",
            "u",
            "2024-03-04T09:17:31",
            "1",
        ],
    ],
    "fulcrum": [
        ["fulcrum_id", "created_at", "updated_at", "created_by", "updated_by", "status", "latitude"],
        [
            "a-b",
            "2024-03-04 10:15:30",
            "2024-03-04 10:17:30",
            "a@example.org",
            "a@example.org",
            "done",
            "48.1",
        ],
    ],
    "users": [
        ["id", "created_at", "updated_at", "email", "name", "role"],
        ["1", "2024-03-04 10:15:30", "2024-03-04 10:17:30", "a@example.org", "Ada", "admin"],
        ["2", "2024-03-05 10:15:30", "2024-03-05 10:17:30", "b@example.org", "Ben", "user"],
    ],
    "job log": [
        ["ID", "Start time", "Completion time", "Status", "Machine", "Exit code"],
        ["1", "2024-03-04 10:15:30", "2024-03-04 10:17:30", "done", "m1", "0"],
        ["2", "2024-03-05 10:15:30", "2024-03-05 10:17:30", "done", "m2", "0"],
    ],
    "job log in chinese": [
        ["ID", "开始时间", "完成时间", "状态", "耗时", "备注"],
        ["1", "2024-03-04 10:15:30", "2024-03-04 10:17:30", "完成", "120", ""],
    ],
    "job log in german": [
        ["Nr", "Beginn", "Ende", "Status", "Rechner", "Dauer"],
        ["1", "2024-03-04 10:15:30", "2024-03-04 10:17:30", "fertig", "m1", "120"],
        ["2", "2024-03-05 10:15:30", "2024-03-05 10:17:30", "fertig", "m1", "120"],
    ],
    "members": [
        ["ID", "Name", "Email", "Language", "Joined"],
        ["1", "Ada", "a@example.org", "English", "2024-03-04"],
        ["2", "Ben", "b@example.org", "French", "2024-03-05"],
    ],
    "calendar": [
        ["Name", "Email", "Start time", "End time", "Room"],
        ["Ada", "a@example.org", "2024-03-04 10:15:30", "2024-03-04 10:17:30", "4"],
    ],
    "bookings": [
        ["ID", "Start time", "End time", "Email", "Name", "Service"],
        ["1", "2024-03-04 10:15:30", "2024-03-04 10:17:30", "a@example.org", "Ada", "Advice"],
        ["2", "2024-03-05 10:15:30", "2024-03-05 10:17:30", "b@example.org", "Ben", "Advice"],
    ],
    "gradebook": [
        ["Name", "Email", "Total points", "Homework 1", "Homework 2"],
        ["Ada", "a@example.org", "17", "9", "8"],
    ],
    "files": [
        ["Name", "Last modified time", "Size", "Email"],
        ["a.pdf", "2024-03-04 10:15:30", "12", "a@example.org"],
    ],
    "prices": [["Item", "Price", "Unit"], ["Tea", "3,20", "kg"], ["Milk", "1,10", "l"]],
}


def as_csv(rows: list[list[str]], delimiter: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


def as_xlsx(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("tool", NEIGHBOURS)
def test_a_neighbours_csv_is_told_as_what_it_is(tool: str, delimiter: str) -> None:
    rows = NEIGHBOURS[tool]
    reading = parse(as_csv(rows, delimiter))
    assert (reading.format, reading.reason, reading.responses) == ("csv", "not_a_response", ())
    assert f"found {rows[0][0]}, " in str(reading.detail)
    assert "missing: " in str(reading.detail)


@pytest.mark.parametrize("tool", NEIGHBOURS)
def test_a_neighbours_workbook_too(tool: str) -> None:
    reading = parse(as_xlsx(NEIGHBOURS[tool]))
    assert (reading.format, reading.reason) == ("xlsx", "not_a_response")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.mark.parametrize(
    ("data", "reason", "said"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), "unsupported", "save it as .docx"),
        (OLE + "__properties_version1.0".encode("utf-16-le"), "unsupported", "save what is attached"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
        (
            b"From: a@example.org\nTo: b@example.org\nSubject: x\nMIME-Version: 1.0\n\nText",
            "unsupported",
            "save what",
        ),
    ],
    ids=["doc", "msg", "encrypted", "eml"],
)
def test_old_files_and_mail_say_what_to_do(data: bytes, reason: str, said: str) -> None:
    reading = parse(data)
    assert reading.reason == reason and said in str(reading.detail)


def test_a_long_header_and_a_broken_row_hide_no_table() -> None:
    titles = [f"How do you feel about the {n}th thing that we did together this year?" for n in range(80)]
    rows = [["Response ID", *titles], *([str(n), *("4" for _ in titles)] for n in range(9)), ["9", "broken"]]
    assert parse(as_csv(rows, ",")).format == "csv"


def test_prose_with_commas_is_no_table() -> None:
    text = b"# Notes\n\nWe met, talked, and left.\nThen we ate, drank, and slept.\n"
    assert parse(text).format == "md"
