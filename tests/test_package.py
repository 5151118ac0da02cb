"""`import tidyforms`: a dataset and a document in Python."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import tidyforms
from ingest.tables.schema import NAMES
from tests.runs import ROOT, ingest, write

HARBOUR = "harbour-day-visitor-feedback"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    ingest(ROOT / "data" / "raw", folder, parser=None)
    return folder


def test_every_table_is_there_as_pandas_reads_it(out: Path) -> None:
    data = tidyforms.load(out)
    for name in NAMES:
        pd.testing.assert_frame_equal(getattr(data, name), pd.read_parquet(out / name))
    assert HARBOUR in repr(data) and data.snapshot == "000001"


def test_the_wide_table_has_labels_as_categoricals(out: Path) -> None:
    data = tidyforms.load(str(out))
    wide, book = data.wide(HARBOUR), data.codebook(HARBOUR)
    assert set(book.index) <= set(wide.columns)
    coded = book[book["measure"] == "code"]
    for name, values in coded["values"].items():
        assert list(wide[name].cat.categories)[: len(values)] == list(values.values())
    dummies = wide[book.index[book["measure"] == "chosen"]]
    assert not dummies.empty and set(dummies.dtypes.astype(str)) == {"Int8"}


def test_a_dataset_stays_what_it_was(tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", a="ok Course|1\nWhy?: x")
    ingest(raw, tmp_path / "out")
    data = tidyforms.load(tmp_path / "out")
    ingest(write(raw, b="ok Course|2\nWhy?: y"), tmp_path / "out")
    shutil.rmtree(tmp_path / "out" / "snapshots" / "000001")
    assert (len(data.merged), len(data.wide()), len(data.documents)) == (1, 1, 1)
    assert len(tidyforms.load(tmp_path / "out").wide("course")) == 2


def test_what_is_not_there_is_told_in_a_line(out: Path, tmp_path: Path) -> None:
    with pytest.raises(tidyforms.Failed, match="holds no published dataset"):
        tidyforms.load(tmp_path)
    with pytest.raises(tidyforms.Failed, match="there is no form nope; there are: "):
        tidyforms.load(out).wide("nope")
    with pytest.raises(tidyforms.Failed, match=r"name a form \(form=…\)"):
        tidyforms.load(out).codebook()
    with pytest.raises(tidyforms.Failed, match="No such file"):
        tidyforms.read(tmp_path / "none.pdf")


def test_one_document_is_read() -> None:
    found = tidyforms.read(ROOT / "data/raw/harbour-day/respondent-12.pdf")
    assert (found.outcome, len(found.responses)) == ("parsed", 1)
    travelled = found.answers[found.answers["prompt"] == "How did you travel?"]
    assert list(travelled["selected"].iloc[0]) == ["By bicycle"]


def test_a_document_that_is_none_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 no")
    found = tidyforms.read(tmp_path / "a.pdf")
    assert (found.outcome, found.about["reason"], len(found.answers)) == ("rejected", "corrupt", 0)


def run(*words: str, cwd: Path, path: Path = ROOT) -> subprocess.CompletedProcess[str]:
    code = f"import sys; sys.path[1:1] = [{str(path)!r}]; import runpy; sys.argv = ['tidyforms', *{list(words)!r}]; runpy.run_module('tidyforms', run_name='__main__')"
    return subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, check=False)


def test_the_program_is_a_module(tmp_path: Path) -> None:
    done = run("--version", cwd=tmp_path)
    assert (done.returncode, done.stdout[:10]) == (0, "tidyforms ")


@pytest.mark.parametrize("name", ["ingest", "parsers"])
def test_a_foreign_package_is_told_in_a_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text("")
    done = run("--version", cwd=tmp_path)
    assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert f"needs its own package “{name}”, but {tmp_path / name} is found first" in done.stderr
