"""``tidyforms learn`` and ``ingest --forms``, from documents to tables; and documents that only their form reads."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from parsers.forms.file.load import load_form
from parsers.forms.file.model import dump_form
from parsers.forms.learning.freeze import freeze
from parsers.forms.learning.sketch import merge, observe
from parsers.reader import parse
from tests.poison import WRITERS, evenings
from tests.runs import ingest, program, rows
from tests.truth import GOLDEN

KINDS = {".md", ".docx", ".html", ".pdf", ".xlsx", ".csv"}
DOCUMENTS = sorted(p for p in GOLDEN.rglob("*") if p.suffix in KINDS)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.relative_to(GOLDEN).as_posix())
def test_what_is_learned_of_any_document_is_read_again(path: Path) -> None:
    reading = parse(path.read_bytes())
    forms = freeze(merge(observe(r, reading.format) for r in reading.responses if r.answers))
    for template in forms.templates.values():
        _, errors = load_form(dump_form(template), f"{path.stem}.yaml")
        assert errors == ()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five saved pages, and one that a converter left without its numbers."""
    raw = tmp_path_factory.mktemp("raw")
    form = evenings(6)
    for n in range(5):
        (raw / f"{n}.html").write_bytes(WRITERS["new"](form, n))
    return raw


def test_learned_files_change_nothing_until_a_person_corrects_them(folder: Path, tmp_path: Path) -> None:
    files = tmp_path / "forms"
    assert program("learn", folder, "-o", files).returncode == 0
    [file] = files.glob("*.yaml")
    ingest(folder, tmp_path / "plain", parser=None)
    ingest(folder, tmp_path / "same", parser=None, forms=files)
    assert rows(tmp_path / "same", "answers") == rows(tmp_path / "plain", "answers")
    city = next(r["question_id"] for r in rows(tmp_path / "plain", "answers") if r["prompt"] == "City name")
    file.write_text(file.read_text("utf-8").replace(f"id: {city}", "id: city"), "utf-8")
    ingest(folder, tmp_path / "named", parser=None, forms=files)
    named = {r["question_id"] for r in rows(tmp_path / "named", "answers") if r["prompt"] == "City name"}
    assert named == {"city"}


def test_a_faulty_file_publishes_nothing_and_names_the_line(folder: Path, tmp_path: Path) -> None:
    files = tmp_path / "forms"
    assert program("learn", folder, "-o", files).returncode == 0
    [file] = files.glob("*.yaml")
    file.write_text(file.read_text("utf-8").replace("prompt:", "promt:", 1), "utf-8")
    done = program("ingest", folder, tmp_path / "out", "--forms", files)
    assert done.returncode == 2 and "promt" in done.stderr + done.stdout
    assert not (tmp_path / "out" / "answers").exists()


def test_a_document_that_shows_no_question_by_itself_is_read_by_its_form(
    folder: Path, tmp_path: Path
) -> None:
    raw = tmp_path / "raw"
    shutil.copytree(folder, raw)
    lost = replace(evenings(6), numbered=False)
    (raw / "lost.md").write_bytes(WRITERS["ocr"](lost, 5))
    assert parse((raw / "lost.md").read_bytes()).responses == ()
    ingest(raw, tmp_path / "out", parser=None)
    found = [r for r in rows(tmp_path / "out", "documents") if r["path"] == "lost.md"]
    assert [r["outcome"] for r in found] == ["parsed"]
    answers = [r for r in rows(tmp_path / "out", "answers") if r["document_id"] == found[0]["document_id"]]
    assert {a["evidence"] for a in answers} == {"form"}
    answers.sort(key=lambda a: a["position"])
    assert [a["prompt"] for a in answers][:3] == [
        "City name",
        "How did you take part?",
        "Was the price fair?",
    ]
