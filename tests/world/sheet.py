"""A case as one response of a workbook, among others, edited and saved again as people do."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tests.makers.workbooks import EDITS, IN_WORKBOOKS, NEEDS_TABLE, OFFICE_SAVES, SAVES, Book, r_csv
from tests.world import forms
from tests.world.model import SCALES, UNKNOWN, Case, Head, Item, label
from tests.world.truth import Row, Truth, truth

OWN = ("sheet_id", "sheet_start", "sheet_end", "sheet_email", "sheet_name")
QUIZ = ("sheet_total_points", "sheet_feedback")
FIRST = datetime(2024, 3, 5, 9, 30)
PEOPLE = 5
FEWEST = 4
"""Question columns from which every edit can be made."""
SECOND_WAVE = 60
"""Days between the first responses of two waves."""
LOOSE = ("Seen by", "Status", UNKNOWN[5])
"""Columns that a careful reader might take for questions: nobody judges them."""
OUT_OF_SHAPE = frozenset(
    {
        "column among own",
        "own columns last",
        *(edit for edit in (*EDITS, *NEEDS_TABLE) if edit.startswith("no ")),
    }
)
"""Edits after which own columns in an unknown language may be questions."""
MINUTES_ALONE = frozenset({"csv;cp1252"})
NEVER_SAVED = frozenset(
    {"responses below", "notes below", "notes beside", "title line", "copied sheet", "two waves"}
)
"""Edits that R does not keep: it reads the table alone."""
COMBINING = frozenset({"th", "hi"})
"""Their vowels are no letters to R's ``check.names``."""


def sheet(case: Case) -> tuple[bytes, str, Truth]:
    """The file's bytes, its ending and the truth of all its responses."""
    rng = random.Random(case.name)
    if case["headers"] == "unknown":
        case = replace(case, look=case.look | {"quiz": "no"})  # no words for points either
    edit, save = _feasible(case)
    book, rows = _export(case, rng)
    if edit == "two waves":
        book = _two_waves(case, rng, book, rows)
    elif edit in NEEDS_TABLE:
        book = NEEDS_TABLE[edit](book, rng)
    else:
        book = EDITS[edit](book, rng)
    if case["then"] != "nothing":
        book = EDITS[case["then"]](book, rng)
    if not any(label(case.chrome, "sheet_name") == t or t in (UNKNOWN[4], "Name") for t in book.header):
        for person in book.truth:
            person["name"] = None
    people = [_person(person, rows, case, save) for person in book.truth]
    first, *rest = people
    return _saver(save)(book), ending(save), replace(first, rest=tuple(rest))


def ending(save: str) -> str:
    """A saved file's."""
    if save.startswith("office"):
        return f".{save.split()[1]}"
    return ".xlsx" if save in ("xlsx", "pandas") else ".csv"


def _saver(save: str) -> Callable[[Book], bytes]:
    if save.startswith("office"):
        return OFFICE_SAVES[save.split()[1]]
    return r_csv if save == "r" else SAVES[save]


def _feasible(case: Case) -> tuple[str, str]:
    """The edit and the way to save, or plain ones where such a file cannot hold the form."""
    edit, save = case["edit"], case["file"]
    if sum(len(item.rows) or 1 for item in case.items) < FEWEST and edit in ("question moved", "question deleted", "question renamed"):  # fmt: skip
        edit = "as it is"
    if save == "csv;cp1252" and not _fits(case, "cp1252"):
        save = "csv"
    if save == "r" and (edit in NEVER_SAVED or case.language in COMBINING or case["quiz"] != "no"):
        save = "pandas"
    text = save.startswith(("csv", "tabs"))
    if (edit in IN_WORKBOOKS | {"two waves"} and text) or (edit in NEEDS_TABLE and save != "xlsx"):
        edit = "as it is"
    return edit, save


def _fits(case: Case, encoding: str) -> bool:
    try:
        repr((case, [label(case.chrome, word) for word in OWN])).encode(encoding)
    except UnicodeEncodeError:
        return False
    return case["headers"] != "unknown"


def _export(case: Case, rng: random.Random) -> tuple[Book, list[dict[str, Row]]]:
    """The export, and of each response its true rows by the titles of their columns."""
    language = "en" if case["headers"] == "english" else case.chrome
    own = list(UNKNOWN[:5]) if case["headers"] == "unknown" else [label(language, word) for word in OWN]
    if case["quiz"] != "no":
        own += [label(language, word) for word in QUIZ]
    own.append(UNKNOWN[5] if case["headers"] == "unknown" else label(language, "sheet_modified"))
    titles = _titles(case.items)
    place = rng.randrange(PEOPLE)
    first = max(1, int(case.head.respondent) - place)
    people = [_other(case, rng, n) if n != int(case.head.respondent) else case for n in range(first, first + PEOPLE)]  # fmt: skip
    book = Book(header=[*own, *_columns(case, language, titles)], rows=[], truth=[], own=len(own))
    rows = []
    for person in people:
        number = int(person.head.respondent)
        start = FIRST + timedelta(days=number, minutes=rng.randrange(500))
        end = start + timedelta(seconds=person.head.seconds)
        name = person.head.name
        email = "anonymous" if name is None else f"p{number}@example.org"
        mine = [number, start, end, email, name, *([3, None] if case["quiz"] != "no" else []), None]
        answers = [value for item in person.items for value in cells(item)]
        book.rows.append([*mine, *(_graded(case, person, answers))])
        true = truth(person, "sheet").rows
        rows.append(dict(zip(titles, true, strict=True)))
        book.truth.append({"respondent": str(number), "started": start, "submitted": end, "email": email, "name": name, "place": len(rows) - 1, "answers": dict.fromkeys(titles)})  # fmt: skip
    return book, rows


def _titles(items: tuple[Item, ...]) -> list[str]:
    """The questions' columns; a title that stands twice gets a figure."""
    titles, seen = list[str](), dict[str, int]()
    for item in items:
        for title in item.rows if item.kind == "likert" else (item.prompt,):
            seen[title] = seen.get(title, 0) + 1
            titles.append(title if seen[title] == 1 else f"{title}{seen[title]}")
    return titles


def _columns(case: Case, language: str, titles: list[str]) -> list[str]:
    if case["quiz"] == "no":
        return titles
    points, feedback = label(language, "sheet_points_pattern"), label(language, "sheet_feedback_pattern")
    out, left = list[str](), list(titles)
    for item in case.items:
        if item.kind == "likert":
            out += [points.format(item.prompt), feedback.format(item.prompt)]
        for _ in item.rows or ("",):
            title = left.pop(0)
            out += [title, points.format(title), feedback.format(title)]
    return out


def _graded(case: Case, person: Case, answers: list[Any]) -> list[Any]:
    """The answers, in a quiz with points and feedback behind each."""
    if case["quiz"] == "no":
        return answers
    out, left = list[Any](), list(answers)
    for item in person.items:
        if item.kind == "likert":
            out += [None, None]
        for _ in item.rows or ("",):
            out += [left.pop(0), 1 if item.answered else 0, None]
    return out


def _other(case: Case, rng: random.Random, number: int) -> Case:
    """Another respondent of the same form."""
    empty = [replace(item, given=(), typed=None, trait="") for item in case.items]
    items = tuple(forms.answer(rng, case.language, case.chrome, item, empty) for item in empty)
    return replace(case, items=items, head=Head(str(number), None, f"{rng.randint(1, 20)}:{rng.randint(0, 59):02d}"))  # fmt: skip


def _two_waves(case: Case, rng: random.Random, book: Book, rows: list[dict[str, Row]]) -> Book:
    """The same form asked again, its responses in a second worksheet."""
    later = replace(case, name=f"{case.name} again", head=replace(case.head, name=None))
    again, more = _export(replace(later, items=_other(later, rng, 1).items), rng)
    for row, person in zip(again.rows, again.truth, strict=True):
        row[1:3] = [time + timedelta(days=SECOND_WAVE) for time in row[1:3]]
        person["place"] += len(rows)
    rows += more
    book.sheets["Second wave"] = [again.header, *again.rows]
    book.truth += again.truth
    return book


def _person(person: dict[str, Any], rows: list[dict[str, Row]], case: Case, save: str) -> Truth:
    """What the edited workbook shows of one response."""
    mine = rows[person["place"]]
    renamed = [title for title in mine if title not in person["answers"]]
    shown = [
        mine[title] if title in mine else replace(mine[renamed[0]], prompt=title)
        for title in person["answers"]
    ]
    start, end = person["started"], person["submitted"]
    if start and end and save in MINUTES_ALONE:
        start, end = start.replace(second=0), end.replace(second=0)
    return Truth(
        tuple(shown),
        person["respondent"],
        person["name"],
        int((end - start).total_seconds()) if start and end else None,
        None,
        loose=(*LOOSE, *UNKNOWN) if case["edit"] in OUT_OF_SHAPE else LOOSE,
    )


def cells(item: Item) -> list[Any]:
    """What the export writes for one question."""
    if item.kind == "likert":
        return list(item.given) or [None] * len(item.rows)
    if item.kind in ("multi", "ranking"):
        listed = [*item.given, *([item.typed] if item.typed else [])]
        return ["".join(f"{x};" for x in listed) or None]
    if item.typed is not None:
        return [item.typed]
    if not item.given:
        return [None]
    return [int(str(item.given[0])) if item.kind in SCALES else item.given[0]]
