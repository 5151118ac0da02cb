"""The review page's protocol: who may ask, what may be said, what is shown of a document."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the extra `review` is not installed")

from starlette.testclient import TestClient

from ingest.review_page.app import Page
from ingest.review_page.items import load_items
from ingest.review_page.said import MAX_ANSWER
from ingest.review_page.store import Said, Store
from ingest.review_page.viewer import Viewer
from ingest.store.publish import Dataset
from tests.runs import ROOT, ingest, rows, write

TOKEN = "t0ken"
HOME = "http://127.0.0.1:8000"
ORIGIN = {"origin": HOME}
HOSTILE = "<script>alert(1)</script>"
FORM = (
    "ok Course|{}\nYour name?: {}\nWhich days?: [x] Monday, [ ] Tuesday\nWhy " + HOSTILE + "?*: \nPlace?*: \n"
)


class Bench:
    """A served dataset."""

    def __init__(self, raw: Path, out: Path, file: Path) -> None:
        snapshot = Dataset(out).current()
        assert snapshot is not None
        self.raw, self.out, self.file = raw, out, file
        self.page = Page(load_items(snapshot), Store(file), Viewer(raw), TOKEN)
        self.client = TestClient(self.page.app(), base_url=HOME, follow_redirects=False)

    def get(self, path: str = "", **headers: str) -> Any:
        return self.client.get(f"/{TOKEN}/{path}", headers=headers)

    def fields(self, n: int) -> dict[str, str]:
        """The hidden fields of an item's form."""
        text = self.get(f"item/{n}").text
        return {
            name: unescape(value) for name, value in re.findall(r'name="(before-\w+)" value="([^"]*)"', text)
        }

    def save(self, n: int, headers: dict[str, str] = ORIGIN, **said: str) -> Any:
        data = self.fields(n) | {"status": "answered"} | said
        return self.client.post(f"/{TOKEN}/item/{n}", data=data, headers=headers)

    def place(self, prompt: str) -> int:
        return next(n for n, i in enumerate(self.page.items) if i.row["prompt"].startswith(prompt))

    def kept(self) -> list[dict[str, str]]:
        with self.file.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    raw = write(tmp_path / "raw", a=FORM.format(1, "Ada"), b=FORM.format(2, "Bea"))
    ingest(raw, tmp_path / "out")
    return Bench(raw, tmp_path / "out", tmp_path / "review.csv")


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("examples")
    ingest(ROOT / "data" / "raw", folder / "out", parser=None)
    return Bench(ROOT / "data" / "raw", folder / "out", folder / "review.csv")


# ---------------------------------------------------------------- who may ask


def test_without_the_token_nothing_is_shown(bench: Bench) -> None:
    for path in ("/", "/item/0", "/wrong/", "/wrong/static/review.js", f"/{TOKEN}x/"):
        answer = bench.client.get(path)
        assert (answer.status_code, "Course" in answer.text) == (403, False)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:9999", "evil.example:8000", ""])
def test_another_host_is_refused(bench: Bench, host: str) -> None:
    assert bench.get(host=host).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": HOME, "sec-fetch-site": "cross-site"},
    ],
)
def test_a_post_from_another_page_changes_nothing(bench: Bench, headers: dict[str, str]) -> None:
    assert bench.save(0, headers, answer="hall").status_code == 403
    assert bench.client.post(f"/{TOKEN}/undo", headers=headers).status_code == 403
    assert not bench.file.exists()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH"])
def test_other_methods_are_refused(bench: Bench, method: str) -> None:
    assert bench.client.request(method, f"/{TOKEN}/item/0", headers=ORIGIN).status_code == 403


@pytest.mark.parametrize("path", ["", "item/0", "item/999", "static/review.css", "no/such"])
def test_every_answer_forbids_what_is_inline_or_from_elsewhere(bench: Bench, path: str) -> None:
    headers = bench.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_pages_hold_no_inline_script_style_or_foreign_address(bench: Bench) -> None:
    for path in ("", "item/0"):
        text = bench.get(path).text
        assert re.findall(r"<script(?![^>]* src=)|<style|\son\w+=|\sstyle=", text) == []
        assert re.findall(r'(?:src|href|action)="(?!/t0ken/|\?|#)', text) == []


def test_what_a_document_says_is_shown_as_text(bench: Bench) -> None:
    n = bench.place("Why")
    for path in ("", f"item/{n}"):
        text = bench.get(path).text
        assert HOSTILE not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_static_files_alone_are_served(bench: Bench) -> None:
    assert bench.get("static/review.js").status_code == 200
    for path in ("static/../app.py", "static/%2e%2e/app.py", "static/../../../pyproject.toml"):
        assert bench.get(path).status_code in (403, 404)


# ------------------------------------------------------------ what may be said


def test_a_save_is_in_the_file_and_ingest_takes_it(bench: Bench) -> None:
    n = bench.place("Place")
    answer = bench.save(n, answer="=hall\nroom 2", who="Mo", note="called")
    assert (answer.status_code, answer.headers["location"].startswith(f"/{TOKEN}/")) == (303, True)
    [row] = bench.kept()
    assert (row["correct_status"], row["who"], row["note"]) == ("answered", "Mo", "called")
    assert row["correct_answer"].startswith("'=")  # no spreadsheet runs it
    ingest(bench.raw, bench.out, corrections=bench.file)
    [kept] = rows(bench.out, "corrections")
    assert (kept["answer_text"], kept["applied"]) == ("=hall\nroom 2", True)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"answer": ""}, "Nothing is chosen or written yet."),
        ({"answer": "x" * (MAX_ANSWER + 1)}, "At most 100,000 characters"),
        ({"status": "not_shown", "answer": ""}, "Nothing is chosen or written yet."),
    ],
)
def test_what_says_nothing_or_too_much_is_not_saved(bench: Bench, said: dict[str, str], message: str) -> None:
    answer = bench.save(bench.place("Place"), **said)
    assert answer.status_code == 422
    assert message in unescape(answer.text)
    assert not bench.file.exists()


def test_an_option_that_is_not_offered_is_refused(examples: Bench) -> None:
    n = next(n for n, item in enumerate(examples.page.items) if item.control == "radio")
    count = len(examples.page.items[n].options)
    for place in (str(count), "-1", "x", "99999999999", "²"):
        assert examples.save(n, option=place).status_code == 422
    assert not examples.file.exists()
    assert examples.save(n, option=str(count - 1)).status_code == 303
    [row] = examples.kept()
    assert row["correct_answer"] == examples.page.items[n].options[-1].text
    examples.file.unlink()


def test_a_refused_form_keeps_what_was_typed(examples: Bench) -> None:
    n = next(n for n, item in enumerate(examples.page.items) if item.control == "radio")
    answer = examples.save(n, option="77", note="half a thought")
    assert 'value="half a thought"' in answer.text


def test_blank_and_undetermined_need_no_answer(bench: Bench) -> None:
    for prompt, status in (("Place", "blank"), ("Why", "undetermined")):
        assert bench.save(bench.place(prompt), status=status, answer="is not taken").status_code == 303
    assert [(r["correct_status"], r["correct_answer"]) for r in bench.kept()] == [
        ("blank", ""),
        ("undetermined", ""),
    ]


def test_two_reviewers_of_one_answer_see_each_other(bench: Bench) -> None:
    n = bench.place("Place")
    early = bench.fields(n)
    assert bench.save(n, answer="hall").status_code == 303
    late = bench.client.post(
        f"/{TOKEN}/item/{n}", data=early | {"status": "answered", "answer": "garden"}, headers=ORIGIN
    )
    assert late.status_code == 409
    assert "Somebody else has answered this meanwhile" in late.text
    assert [row["correct_answer"] for row in bench.kept()] == ["hall"]


def test_undo_takes_back_the_own_last_save_only(bench: Bench) -> None:
    n = bench.place("Place")
    bench.get()  # takes the cookie
    bench.save(n, answer="hall")
    bench.save(n, answer="garden")
    other = TestClient(bench.page.app(), base_url=HOME, follow_redirects=False)
    other.post(f"/{TOKEN}/undo", headers=ORIGIN)
    assert [row["correct_answer"] for row in bench.kept()] == ["garden"]
    bench.client.post(f"/{TOKEN}/undo", headers=ORIGIN)
    assert [row["correct_answer"] for row in bench.kept()] == ["hall"]
    answer = bench.client.post(f"/{TOKEN}/undo", headers=ORIGIN)
    assert answer.headers["location"] == f"/{TOKEN}/item/{n}?undone"
    assert [row["correct_answer"] for row in bench.kept()] == [""]
    assert "0 of" in bench.get().text


def test_the_list_counts_what_is_done(bench: Bench) -> None:
    count = len(bench.page.items)
    assert f"0 of {count} done" in bench.get().text
    bench.save(0, status="blank")
    assert f"1 of {count} done" in bench.get().text
    for n in range(1, count):
        last = bench.save(n, status="blank")
    assert last.headers["location"] == f"/{TOKEN}/"
    assert "All done" in bench.get().text


def test_a_post_that_is_too_long_or_no_form_is_refused(bench: Bench) -> None:
    address = f"/{TOKEN}/item/0"
    assert bench.client.post(address, content=b"x" * (1 << 21), headers=ORIGIN).status_code == 413
    assert bench.client.post(address, content=b"\xff\xfe", headers=ORIGIN).status_code == 422


# ---------------------------------------------------------- what is shown


@pytest.fixture(scope="module")
def printed(examples: Bench) -> Bench:
    """The same, asked about the answers of a print."""
    shown = Bench(examples.raw, examples.out, examples.file)
    [document] = [d for d in rows(shown.out, "documents") if d["path"].endswith("day/respondent-12.pdf")]
    answers = [a for a in rows(shown.out, "answers") if a["document_id"] == document["document_id"]]
    shown.page.items = [
        replace(
            shown.page.items[0], format="pdf", document_id=document["document_id"], paths=(document["path"],),
            row=shown.page.items[0].row | {"page": a["page"], "question_id": a["question_id"]}, bbox=tuple(a["bbox"]),
        )
        for a in answers
    ]  # fmt: skip
    return shown


def test_a_page_is_shown_as_a_picture_cut_around_the_box_of_the_answer(printed: Bench) -> None:
    picture = printed.get("item/0/page/1.png")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")
    assert picture.content.startswith(b"\x89PNG")
    text = printed.get("item/0").text
    x0, top, x1, bottom = printed.page.items[0].bbox or ()
    [cut] = re.findall(r'viewBox="([^"]+)"', text)
    x, y, width, height = map(float, cut.split())
    assert x <= x0 and y <= top and x1 <= x + width and bottom <= y + height < 700
    assert 'class="box"' in text
    [whole] = re.findall(r'viewBox="([^"]+)"', printed.get("item/0?view=page").text)
    assert float(whole.split()[3]) > height


def test_a_page_that_is_not_there_and_one_that_cannot_be_rendered_are_told(printed: Bench) -> None:
    assert printed.get("item/0/page/99.png").status_code == 404
    assert "cannot be shown here" in printed.get("item/0?view=page&page=99").text


def texts(examples: Bench) -> Iterator[tuple[str, str]]:
    for n, item in enumerate(examples.page.items):
        if item.format != "pdf":
            yield item.row["prompt"].split(": ")[-1], examples.get(f"item/{n}").text


def test_a_document_without_pages_is_shown_as_text_at_the_place(examples: Bench) -> None:
    shown = list(texts(examples))
    assert shown
    for prompt, text in shown:
        [here] = re.findall(r'<p class="here".*?</p>', text, re.S)
        assert prompt[:30] in unescape(here)


def test_a_document_that_changed_is_not_shown(bench: Bench) -> None:
    bench.raw.joinpath("a.md").write_text("another document")
    bench.raw.joinpath("b.md").unlink()
    for n in range(len(bench.page.items)):
        assert "no longer there, or no longer as it was read" in bench.get(f"item/{n}").text


# ---------------------------------------------------------------- the file


def test_the_file_of_somebody_else_keeps_its_columns_rows_and_mode(bench: Bench) -> None:
    bench.file.write_text(
        "response_id;question_id;correct_status;correct_answer;mine\r\nabc;def;;kept;own\r\n", "utf-8"
    )
    bench.file.chmod(0o640)
    bench.save(0, status="blank")
    head, first, second = bench.file.read_text("utf-8-sig").splitlines()
    assert head.startswith("response_id;question_id;correct_status;correct_answer;mine")
    assert first.startswith("abc;def;;kept;own")
    assert ";blank;" in second
    assert bench.file.stat().st_mode & 0o777 == 0o640


def test_a_new_file_is_its_owners_alone(bench: Bench) -> None:
    bench.save(0, status="blank")
    assert bench.file.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_no_corrections_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    with pytest.raises(Exception, match=r"x\.csv is no corrections file: it has no column response_id"):
        Store(tmp_path / "x.csv")


def test_rows_of_a_response_are_erased_from_the_file(bench: Bench) -> None:
    for n in range(len(bench.page.items)):
        bench.save(n, status="blank")
    gone = bench.page.items[0].row["response_id"]
    count = sum(row["response_id"] == gone for row in bench.kept())
    assert Store(bench.file).erase({gone}) == count > 0
    assert gone not in bench.file.read_text("utf-8")
    assert Said("blank") in Store(bench.file).said().values()
