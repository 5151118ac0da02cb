"""SPSS and Stata files as R's haven reads them; skipped where R or haven is missing."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from ingest.wide.files import MISSING, STATES, write_wide
from ingest.wide.table import Coded, Wide, wide
from ingest.wide.variables import Measure
from tests.runs import ROOT, ingest, rows

R = shutil.which("Rscript")
LABELS = """
arguments <- commandArgs(TRUE)
file <- arguments[1]
table <- if (grepl("sav$", file)) haven::read_sav(file, user_na = TRUE) else haven::read_dta(file)
for (name in names(table)) {
  column <- table[[name]]
  if (!haven::is.labelled(column)) next
  codes <- attr(column, "labels")
  for (label in names(codes)) cat(sprintf("%s\\t%s\\t%s\\t%s\\t%d\\n", name, attr(column, "label"), label,
    format(codes[[label]]), sum(haven::as_factor(column) == label, na.rm = TRUE)))
}
"""


def has_haven() -> bool:
    asked = ["Rscript", "-e", "quit(status = !requireNamespace('haven', quietly = TRUE))"]
    return R is not None and subprocess.run(asked, capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Wide:
    folder = tmp_path_factory.mktemp("examples")
    ingest(ROOT / "data" / "raw", folder, parser=None)
    names = [row["name"] for row in rows(folder, "forms")]
    return wide(folder, next(name for name in names if name.startswith("harbour")))


@pytest.mark.skipif(not has_haven(), reason="needs R with haven (Debian: r-cran-haven)")
@pytest.mark.parametrize("ending", ["sav", "dta"])
def test_r_reads_the_labels_and_counts_what_the_wide_table_holds(
    table: Wide, tmp_path: Path, ending: str
) -> None:
    write_wide(table, tmp_path / f"w.{ending}")
    (tmp_path / "labels.R").write_text(LABELS)
    said = subprocess.run(
        ["Rscript", tmp_path / "labels.R", tmp_path / f"w.{ending}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    read = {(line[0], line[2]): line for line in csv.reader(said.splitlines(), delimiter="\t", quoting=3)}
    coded = [v for v in table.variables if v.measure in (Measure.CODE, Measure.CHOSEN)]
    assert len(coded) > 5
    for variable in coded:
        cells = table.values(table.variables.index(variable))
        counts = Counter(cell.code if isinstance(cell, Coded) else cell for cell in cells)
        for code, label in variable.labels.items():
            _, question, _, value, count = read[variable.name, label]
            assert variable.label.startswith(question)
            assert (float(value), int(count)) == (code, counts[code])
        for status, text in STATES.items():
            value = read[variable.name, text][3]
            assert value.strip() == (str(MISSING[status]) if ending == "sav" else "NA")
