"""From documents to the rows of all tables, with a store in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pytest

from ingest.review.corrections import Corrections
from ingest.review.places import Correction
from ingest.tables.build import Document, write_tables
from ingest.tables.learn import Library
from ingest.tables.records import Row
from ingest.workers.protocol import Summary, pack
from parsers.blocks import Evidence, Problem
from parsers.forms.template import Template
from parsers.responses import Answer, Option, QuestionType, Response, Status
from tests.markdown import response
from tests.test_form_files import loaded
from tests.test_form_files_apply import ENGLISH, FRENCH


class Store:
    """What was read of each document."""

    def __init__(self) -> None:
        self.summaries: dict[str, Summary] = {}
        self.packed: dict[str, bytes] = {}

    def summary(self, document_id: str, /) -> Summary:
        return self.summaries[document_id]

    def responses(self, document_id: str, /) -> bytes:
        return self.packed[document_id]


class Folder:
    """Documents, and the tables made of them."""

    def __init__(self) -> None:
        self.store, self.documents = Store(), list[Document]()
        self.tables: defaultdict[str, list[Row]] = defaultdict(list)
        self.calls: list[str] = []

    def holds(self, name: str, *responses: Response, **summary: object) -> None:
        respondents = tuple(r.respondent for r in responses)
        told = {"outcome": "parsed", "format": "html", "respondents": respondents} | summary
        self.store.summaries[name] = Summary(**told)  # type: ignore[arg-type] # a mixed bag of fields
        self.store.packed[name] = pack(responses)
        self.documents.append(Document(name, (f"{name}.html", f"{name} copy.html"), 7, self.store))

    def add(self, table: str, rows: Iterable[Row]) -> None:
        self.calls.append(table)
        self.tables[table] += rows

    def column(self, table: str, *names: str) -> list[object]:
        found = [tuple(row[name] for name in names) for row in self.tables[table]]
        return [f[0] if len(f) == 1 else f for f in found]


def asked(prompt: str, text: str | None = "x", **more: object) -> Answer:
    told = {"question_type": QuestionType.TEXT, "evidence": Evidence.MARKUP, "answer_text": text} | more
    status = Status.ANSWERED if text else Status.BLANK
    return Answer(prompt=prompt, status=status, **told)  # type: ignore[arg-type] # a mixed bag of fields


def of_tea(who: str, other: str = "Black", **more: object) -> Response:
    tea = Answer(
        prompt="Which tea?",
        question_type=QuestionType.SINGLE_CHOICE,
        status=Status.ANSWERED,
        selected=("Green",),
        options=(Option("Green", True), Option(other, False)),
        evidence=Evidence.MARKUP,
    )
    answers = (asked("Your name?", f"Ann {who}"), tea)
    return Response(answers=answers, form_title="Tea", respondent=who, language="en", **more)  # type: ignore[arg-type]


def of_work(who: str) -> Response:
    answers = tuple(asked(prompt, f"{prompt} {who}") for prompt in ("Employer?", "Since when?", "Why there?"))
    return Response(answers=answers, form_title="Work", respondent=who, language="en")


@pytest.fixture
def folder() -> Folder:
    made = Folder()
    made.holds("a", of_tea("1"), of_work("7"), problems=(Problem("odd", "An oddity"),))
    made.holds("b", reason="not_forms", outcome="rejected", problems=(Problem("none", "No form"),))
    made.holds("c", of_tea("2"))
    return made


def test_every_document_has_a_row_and_every_response_one_of_its_form(folder: Folder) -> None:
    assert write_tables(folder.documents, folder.add) == (2, ())
    assert folder.column("documents", "document_id", "outcome", "responses", "size_bytes") == [
        ("a", "parsed", 2, 7),
        ("b", "rejected", 0, 7),
        ("c", "parsed", 1, 7),
    ]
    tables = folder.tables
    title = {row["form_id"]: row["title"] for row in tables["forms"]}
    assert sorted(title.values()) == ["Tea", "Work"]
    assert sorted(title) == list(title)
    assert folder.column("forms", "documents", "responses", "questions") == [
        {"Tea": (2, 2, 2), "Work": (1, 1, 3)}[t] for t in title.values()
    ]
    shown = sorted(
        (row["document_id"], title[row["form_id"]], row["respondent"]) for row in tables["responses"]
    )
    assert shown == [("a", "Tea", "1"), ("a", "Work", "7"), ("c", "Tea", "2")]
    assert len({row["response_id"] for row in tables["responses"]}) == 3
    assert all(row["preferred"] and row["submission_id"] for row in tables["responses"])
    answers = {(row["document_id"], row["prompt"]): row["answer_text"] for row in tables["answers"]}
    assert len(answers) == len(tables["answers"]) == 7
    assert (answers["c", "Your name?"], answers["a", "Why there?"]) == ("Ann 2", "Why there? 7")
    assert sorted(folder.column("options", "option", "selected"), key=str) == [
        *[("Black", False)] * 2,
        *[("Green", True)] * 2,
    ]
    assert sorted(folder.column("questions", "prompt", "n_answered")) == [  # type: ignore[type-var]
        *(("Employer?", 1), ("Since when?", 1), ("Which tea?", 2), ("Why there?", 1), ("Your name?", 2))
    ]
    assert tables["versions"] == []


def test_a_question_that_changed_has_its_versions(folder: Folder) -> None:
    folder.holds("d", of_tea("3", "White"))
    write_tables(folder.documents, folder.add)
    changed = next(row["question_id"] for row in folder.tables["questions"] if row["prompt"] == "Which tea?")
    assert folder.column("versions", "question_id") == [changed] * 2


def test_findings_of_documents_and_of_responses_are_told(folder: Folder) -> None:
    folder.holds("d", of_tea("3", problems=(Problem("strange", "A strange header"),)))
    write_tables(folder.documents, folder.add)
    found = folder.column("findings", "document_id", "code")
    assert [f for f in found if f[1] in ("odd", "none", "strange")] == [
        ("a", "odd"),
        ("b", "none"),
        ("d", "strange"),
    ]  # type: ignore[index]


def test_two_exports_of_one_submission_are_told_and_the_fuller_one_is_preferred(folder: Folder) -> None:
    long = "We drank it on the terrace behind the old harbour, with the neighbours from the ferry"
    given = tuple(asked(f"Question {n}?", f"{long} {n}") for n in range(5))
    for name in "xy":
        folder.holds(name, Response(answers=given, form_title="Long", respondent="9", time_to_complete_s=321))
    write_tables(folder.documents, folder.add)
    rows = [row for row in folder.tables["responses"] if row["form_title"] == "Long"]
    assert len(rows) == 2 and len({row["submission_id"] for row in rows}) == 1
    assert sorted(row["preferred"] for row in rows) == [False, True]
    (told,) = (row for row in folder.tables["findings"] if row["document_id"] in ("x", "y"))
    assert (told["document_id"], told["message"].rpartition(" in ")[2]) == ("y", "x.html")
    (form,) = (row for row in folder.tables["forms"] if row["title"] == "Long")
    assert (form["responses"], form["submissions"]) == (2, 1)


def test_a_form_in_another_language_is_named_after_the_one_it_is_tied_to() -> None:
    folder = Folder()
    for name, text in (("a", FRENCH), ("b", ENGLISH)):
        folder.holds(name, response(text), format="md")
    alone = Folder()
    alone.documents = folder.documents
    write_tables(alone.documents, alone.add)
    ids = {row["title"]: row["form_id"] for row in alone.tables["forms"]}
    file = loaded(f"form: {ids['Cours']}\nsame_as: {ids['Course']}\nquestions: []\n")
    assert write_tables(folder.documents, folder.add, [file]) == (1, ())
    assert folder.column("forms", "title", "form_id", "responses") == [("Course", ids["Course"], 2)]
    assert [row["prompt"] for row in folder.tables["questions"]][:2] == ["Your name", "Was it good?"]


def test_a_form_whose_own_documents_are_gone_is_named_after_the_rest() -> None:
    folder = Folder()
    folder.holds("a", response(FRENCH), format="md")
    write_tables(folder.documents, folder.add)
    (french,) = folder.column("forms", "form_id")
    english = "form: course\ntitle: Course\nquestions:\n- prompt: Your name\n- prompt: Was it good?\n- prompt: Was it so?\n"
    told = Folder()
    told.documents = folder.documents
    files = [loaded(english), loaded(f"form: {french}\nsame_as: course\nquestions: []\n", "fr.yaml")]
    write_tables(told.documents, told.add, files)
    assert told.column("forms", "title", "form_id", "responses") == [("Course", "course", 1)]


def test_nothing_is_made_of_nothing() -> None:
    empty = Folder()
    assert write_tables([], empty.add) == (0, ())
    assert not any(empty.tables.values())
    assert {"forms", "corrections"} <= set(empty.calls)


def corrections(response_id: str, question_id: str) -> Corrections:
    said = Correction(response_id, question_id, "answered", "Bob", "Eve", None, "corrections.csv:2")
    other = Correction("nobody", "q", "blank", None, None, None, "corrections.csv:3")
    return Corrections([said, other])


def test_what_a_person_set_is_in_its_row_and_told(folder: Folder) -> None:
    write_tables(folder.documents, folder.add)
    row = next(r for r in folder.tables["answers"] if (r["document_id"], r["prompt"]) == ("c", "Your name?"))
    told = corrections(row["response_id"], row["question_id"])
    again = Folder()
    again.documents = folder.documents
    write_tables(again.documents, again.add, (), told)
    key = ("response_id", "question_id")
    (mended,) = (r for r in again.tables["answers"] if all(r[k] == row[k] for k in key))
    assert mended["answer_text"] == "Bob"
    assert sorted(again.column("corrections", "response_id", "document_id"), key=str) == sorted(
        [(row["response_id"], "c"), ("nobody", None)], key=str
    )
    assert ("c", "corrected") in again.column("findings", "document_id", "code")


def test_a_document_that_only_its_form_made_a_response_of_is_told(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    pending = {"outcome": "rejected", "reason": "no_questions", "detail": "none found", "pending": True}
    folder.holds("p", of_tea("4"), **pending)
    folder.holds("q", of_work("5"), **pending)

    def adopt(self: Library, responses: Iterable[Response]) -> tuple[Template, ...]:
        every = {t.title: t for t in self.forms.templates.values()}
        return tuple(every[r.form_title] for r in responses if r.form_title == "Tea")

    monkeypatch.setattr(Library, "adopt", adopt)
    assert write_tables(folder.documents, folder.add) == (2, ("p",))
    rows = {row["document_id"]: row for row in folder.tables["documents"]}
    assert [(rows[n]["outcome"], rows[n]["reason"], rows[n]["detail"]) for n in "pq"] == [
        ("parsed", None, None),
        ("rejected", "no_questions", "none found"),
    ]
    assert (rows["p"]["responses"], rows["q"]["responses"]) == (1, 0)
    documents = {row["document_id"] for row in folder.tables["responses"]}
    assert documents == {"a", "c", "p"}


def test_only_one_that_waits_for_its_form_is_adopted(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    asked_for: list[int] = []

    def adopt(self: Library, responses: Iterator[Response]) -> tuple[Template, ...]:
        asked_for.append(len(list(responses)))
        return ()

    monkeypatch.setattr(Library, "adopt", adopt)
    folder.holds("p", of_tea("4"), outcome="rejected", pending=True)
    assert write_tables(folder.documents, folder.add) == (2, ())
    assert asked_for == [1]


def test_a_form_is_called_what_it_is_called_itself(folder: Folder) -> None:
    write_tables(folder.documents, folder.add)
    assert sorted(folder.column("forms", "title", "language")) == [("Tea", "en"), ("Work", "en")]  # type: ignore[type-var]
    assert sorted(folder.column("forms", "name")) == ["tea", "work"]  # type: ignore[type-var]
