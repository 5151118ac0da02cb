"""One row per submission, in every format that analysts use."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyreadstat
import pytest

from ingest.settings import RunFailed
from ingest.tables.form_names import LONGEST, named
from ingest.wide.files import MISSING, write_wide
from ingest.wide.table import State, Wide, wide
from ingest.wide.variables import Measure, Stated, variables
from parsers.responses import Status
from tests.runs import ROOT, ingest, rows, write

FORM = "harbour-day-2026"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    ingest(ROOT / "data" / "raw", folder, parser=None)
    return folder


@pytest.fixture(scope="module")
def table(out: Path) -> Wide:
    names = [row["name"] for row in rows(out, "forms")]
    return wide(out, next(name for name in names if name.startswith("harbour")))


def question(number: str | None, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {
        "position": int(number or 1), "number": number, "prompt": f"Prompt {number}", "row_label": None,
        "question_type": kind, "options": [], "question_id": f"id{number}{more.get('row_label', '')}",
    } | more  # fmt: skip


def names(*questions: dict[str, Any]) -> list[str]:
    return [variable.name for variable in variables(questions)]


# --------------------------------------------------------------------- variables


def test_questions_are_called_by_their_numbers_all_equally_long() -> None:
    assert names(question("1"), question("2"), question("10")) == ["q01", "q02", "q10"]


def test_a_grids_rows_are_counted_below_its_number() -> None:
    grid = [question("3", "likert", row_label=label, options=["Bad", "Good"]) for label in ("Room", "Food")]
    assert names(question("1"), *grid) == ["q1", "q3_r1", "q3_r2"]


def test_a_multiple_choice_has_a_dummy_per_option() -> None:
    asked = question("2", "multiple_choice", options=["a", "b"], typed=frozenset({"b"}))
    assert names(asked) == ["q2", "q2_1", "q2_2", "q2_other"]
    measures = [variable.measure for variable in variables([asked])]
    assert measures == [Measure.TEXT, Measure.CHOSEN, Measure.CHOSEN, Measure.TEXT]


def test_numbers_that_are_missing_or_shared_give_way_to_places() -> None:
    assert names(question(None, question_id="a"), question(None, question_id="b", position=2)) == ["q1", "q2"]
    assert names(question("7"), question("7", question_id="other", prompt="?", position=8)) == ["q1", "q2"]


@pytest.mark.parametrize(
    ("stated", "more"),
    [
        (Stated(5, 4, 0), ["q1_number"]),
        (Stated(4, 3, 1), []),  # fewer than four in five
        (Stated(5, 5, 0, frozenset(("EUR",))), ["q1_number"]),
        (Stated(5, 5, 0, frozenset(("EUR", "USD"))), []),  # no sum of these
        (Stated(5, 0, 4), ["q1_date"]),
        (Stated(), []),
    ],
)
def test_a_text_whose_answers_state_numbers_or_dates_has_them_beside_it(
    stated: Stated, more: list[str]
) -> None:
    assert names(question("1", stated=stated)) == ["q1", *more]
    assert names(question("1", "file_upload", stated=stated)) == ["q1"]


def test_numbers_of_texts_come_typed_into_every_format(tmp_path: Path) -> None:
    given = ("12 €", "7.5 €", "3 €", "1 €", "free")
    (tmp_path / "raw").mkdir()
    times = "2026-01-02 10:00:00,2026-01-02 10:05:00"
    lines = [f"{n},{times},anonymous,,{text}" for n, text in enumerate(given, 1)]
    table = "\n".join(("ID,Start time,Completion time,Email,Name,How much?", *lines))
    (tmp_path / "raw" / "a.csv").write_text(table, "utf-8")
    ingest(tmp_path / "raw", tmp_path / "out", parser=None)
    found = wide(tmp_path / "out")
    assert [v.label for v in found.variables] == ["How much?", "How much? – number (EUR)"]
    for ending, read in (("sav", pyreadstat.read_sav), ("dta", pyreadstat.read_dta)):
        write_wide(found, tmp_path / f"w.{ending}")
        frame, _ = read(str(tmp_path / f"w.{ending}"))
        assert sorted(frame["q1_number"].dropna()) == [1, 3, 7.5, 12]
    write_wide(found, tmp_path / "w.parquet")
    plain = pd.read_parquet(tmp_path / "w.parquet").set_index("q1")
    assert plain["q1_number"].dtype == float and pd.isna(plain.at["free", "q1_number"])
    assert "q1_number_status" not in plain


# ------------------------------------------------------------------------- forms


def form(title: str | None, form_id: str = "0123456789abcdef") -> dict[str, Any]:
    return {"form_id": form_id, "title": title}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Staff survey 2026 (draft)", "staff-survey-2026-draft"),
        ("アンケート", "アンケート"),
        (None, "form-012345"),
        ("x" * (LONGEST + 5), "x" * LONGEST),
    ],
)
def test_a_form_is_called_by_its_title(title: str | None, name: str) -> None:
    assert [row["name"] for row in named([form(title)])] == [name]


def test_forms_of_one_title_are_told_apart() -> None:
    found = named([form("Poll", "a" * 16), form("Poll", "b" * 16), form("Other", "c" * 16)])
    assert [row["name"] for row in found] == ["poll-aaaaaa", "poll-bbbbbb", "other"]


def test_a_workbook_tells_its_title_by_its_name(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    text = "ID,Start time,Completion time,Email,Name,Why?\n1,2026-01-02 10:00:00,2026-01-02 10:05:00,anonymous,,x\n"
    (raw / "Staff survey(1-1).csv").write_text(text)
    ingest(raw, tmp_path / "out", parser=None)
    [row] = rows(tmp_path / "out", "forms")
    assert (row["title"], row["name"], row["submissions"]) == ("Staff survey", "staff-survey", 1)


def test_an_unknown_form_is_told_with_those_there_are(out: Path) -> None:
    with pytest.raises(RunFailed, match="there is no form nope; there are: "):
        wide(out, "nope")
    with pytest.raises(RunFailed, match="name a form with --form"):
        wide(out)


# ------------------------------------------------------------------------- files


def pivot(out: Path, form_id: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Submission -> question -> row, from ``merged``."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows(out, "merged"):
        if row["form_id"] == form_id:
            found.setdefault(row["submission_id"], {})[row["question_id"]] = row
    return found


def test_parquet_holds_what_merged_holds(out: Path, table: Wide, tmp_path: Path) -> None:
    write_wide(table, tmp_path / "w.parquet")
    frame = pd.read_parquet(tmp_path / "w.parquet").set_index("submission_id")
    merged = pivot(out, table.form["form_id"])
    assert set(frame.index) == set(merged)
    for submission, answers in merged.items():
        for variable in table.variables:
            row, cell = answers[variable.question_id], frame.at[submission, variable.name]
            if variable.measure is Measure.CHOSEN:
                expected = None if row["selected"] is None else int(variable.option in row["selected"])
                if variable.takes_text and row["codes"] is None:
                    expected = None
            elif variable.measure is Measure.NUMBER:
                expected = row["value_number"]
            elif variable.measure is Measure.CODE:
                expected = (row["selected"] or [row["answer_text"]])[0]
            elif variable.measure is Measure.TEXT and not variable.extra:
                expected = row["answer_text"]
            else:
                continue
            assert expected == cell or (expected is None and pd.isna(cell)), (variable, row)


def visited(table: Wide) -> dict[str, list[Any]]:
    """Option -> its dummy in each submission."""
    dummies = [v for v in table.variables if v.label.startswith("What did you visit?") and v.option]
    return {str(v.option): table.values(table.variables.index(v)) for v in dummies}


def test_a_text_that_is_no_option_leaves_open_whether_other_was_chosen(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name in ("all-responses.xlsx", "respondent-27.html"):
        shutil.copy(ROOT / "data" / "raw" / "harbour-day" / name, raw)
    ingest(raw, tmp_path / "out", parser=None)
    cells = visited(wide(tmp_path / "out"))
    assert cells["The lighthouse"] == [1, 1] and cells["The dry dock"] == [0, 1]
    assert cells["Other"] == [State(Status.UNDETERMINED), 0]  # “the old crane”, says the workbook alone


def test_where_another_export_shows_other_it_was_chosen(table: Wide) -> None:
    assert visited(table)["Other"] == [1, 0]


def test_categories_come_in_the_codebooks_order(table: Wide, tmp_path: Path) -> None:
    write_wide(table, tmp_path / "w.parquet")
    frame = pd.read_parquet(tmp_path / "w.parquet")
    coded = [v for v in table.variables if v.measure is Measure.CODE]
    assert coded
    for variable in coded:
        assert list(frame[variable.name].cat.categories)[: len(variable.options)] == list(variable.options)


def test_the_four_states_are_kept_apart(table: Wide, tmp_path: Path) -> None:
    write_wide(table, tmp_path / "w.sav")
    frame, meta = pyreadstat.read_sav(str(tmp_path / "w.sav"), user_missing=True)
    coded = next(v for v in table.variables if v.measure is Measure.CODE)
    assert {meta.variable_value_labels[coded.name][float(n)] for n in MISSING.values()} == {
        "blank", "undetermined", "not shown",
    }  # fmt: skip
    assert len(meta.missing_ranges[coded.name]) == 3
    text = next(v for v in table.variables if v.measure is Measure.TEXT and not v.extra)
    assert set(frame[f"{text.name}_status"]) <= {1.0, 2.0, 3.0, 4.0}


@pytest.mark.parametrize("ending", ["sav", "dta"])
def test_statistics_programs_get_labels_and_the_same_values(table: Wide, tmp_path: Path, ending: str) -> None:
    write_wide(table, tmp_path / f"w.{ending}")
    write_wide(table, tmp_path / "w.parquet")
    read = pyreadstat.read_sav if ending == "sav" else pyreadstat.read_dta
    labelled, meta = read(str(tmp_path / f"w.{ending}"), apply_value_formats=True)
    plain = pd.read_parquet(tmp_path / "w.parquet")
    for variable in table.variables:
        label = meta.column_names_to_labels[variable.name]
        assert label and variable.label.startswith(label)
        if variable.measure is Measure.CODE:
            offered = {
                v: (str(a) if isinstance(a, str) else None) for v, a in labelled[variable.name].items()
            }
            wanted = {v: (str(a) if a in variable.options else None) for v, a in plain[variable.name].items()}
            assert offered == wanted


def test_csv_and_excel_run_nothing(tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", a="ok Course|1\nWhy?: =1+1", b="ok Course|2\nWhy?: @SUM(A1)")
    ingest(raw, tmp_path / "out")
    found = wide(tmp_path / "out")
    write_wide(found, tmp_path / "w.csv")
    write_wide(found, tmp_path / "w.xlsx")
    with (tmp_path / "w.csv").open(encoding="utf-8-sig", newline="") as file:
        assert sorted(row["q1"] for row in csv.DictReader(file)) == ["'=1+1", "'@SUM(A1)"]
    book = openpyxl.load_workbook(tmp_path / "w.xlsx")
    place = next(cell.column for cell in book["responses"][1] if cell.value == "q1")
    cells = [book["responses"].cell(row, place) for row in (2, 3)]
    assert [(c.data_type, c.value) for c in cells] == [("s", "=1+1"), ("s", "@SUM(A1)")]
    assert book["codebook"]["A2"].value == "q1"
    assert (tmp_path / "w.codebook.csv").is_file()


def test_an_unknown_ending_is_told(table: Wide, tmp_path: Path) -> None:
    with pytest.raises(RunFailed, match=r"the ending must be one of \.parquet, \.csv"):
        write_wide(table, tmp_path / "w.docx")


def test_long_answers_reach_every_format_whole(tmp_path: Path) -> None:
    long = "é" * 5000
    raw = write(tmp_path / "raw", a=f"ok Course|1\nWhy?: {long}", b="ok Course|2\nWhy?: ")
    ingest(raw, tmp_path / "out")
    found = wide(tmp_path / "out")
    for ending, read in (("sav", pyreadstat.read_sav), ("dta", pyreadstat.read_dta)):
        write_wide(found, tmp_path / f"w.{ending}")
        frame, _ = read(str(tmp_path / f"w.{ending}"))
        assert sorted(frame["q1"].fillna("")) == ["", long]
