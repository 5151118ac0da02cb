"""The cookbook's recipes and the notebook, run on the examples."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import pyreadstat
import pytest

from ingest.cli import main
from tests.runs import ROOT
from tests.test_docs import blocks, run

BOOK = (ROOT / "docs" / "cookbook.md").read_text("utf-8")


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `make ingest` has run."""
    folder = tmp_path_factory.mktemp("cookbook")
    assert main(["ingest", str(ROOT / "data" / "raw"), str(folder / "data" / "processed"), "--quiet"]) == 0
    return folder


def test_the_recipes_run_one_after_the_other(workplace: Path) -> None:
    code = "\n".join([f"import sys; sys.path.insert(0, {str(ROOT)!r})", *blocks(BOOK, "python")])
    printed = run(sys.executable, "-c", code, cwd=workplace)
    assert "harbour-day-visitor-feedback" in printed and "What did you visit?" in printed
    assert "The lighthouse" in printed and "harbour-day/respondent-12-ocr.md" in printed
    assert (workplace / "grid.png").read_bytes().startswith(b"\x89PNG")


def test_the_commands_run(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workplace)
    commands = [line for block in blocks(BOOK, "sh") for line in block.splitlines()]
    for command in commands:
        program, *words = shlex.split(command)
        assert program == "tidyforms" and main(words) == 0
    written = {path.name for path in workplace.glob("harbour.*")}
    assert written == {"harbour.xlsx", "harbour.csv", "harbour.codebook.csv", "harbour.sav", "harbour.dta"}
    _, about = pyreadstat.read_sav(str(workplace / "harbour.sav"), metadataonly=True)
    [spss] = blocks(BOOK, "spss")
    named = spss.split("VARIABLES=")[1].rstrip(".\n").split()
    assert set(named) <= set(about.column_names)


def test_the_notebook_runs(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    formats = pytest.importorskip("nbformat", reason="needs nbformat")
    client = pytest.importorskip("nbclient", reason="needs nbclient")
    pytest.importorskip("ipykernel", reason="needs ipykernel")
    monkeypatch.setenv("OUT", str(workplace / "data" / "processed"))
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    monkeypatch.setenv("PYTHONPATH", path)
    notebook = formats.read(ROOT / "examples" / "harbour-day.ipynb", as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells), "it is kept without its output"
    client.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    shown = [str(output) for cell in notebook.cells for output in cell.get("outputs", ())]
    assert any("image/png" in text for text in shown) and any("The lighthouse" in text for text in shown)
