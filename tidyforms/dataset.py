"""A published dataset as pandas tables."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.settings import RunFailed
from ingest.store.publish import Dataset as Published
from ingest.store.snapshot import Snapshot
from ingest.tables.schema import NAMES
from ingest.wide.files import as_arrow
from ingest.wide.table import asked, find_form, wide_of
from ingest.wide.variables import variables
from tidyforms.checks import Failed

_WHOLE = {pa.int8(): pd.Int8Dtype(), pa.int16(): pd.Int16Dtype()}
"""Whole numbers that may be missing stay whole."""


class _Held(Snapshot):
    """A snapshot whose files are open, so that a run that tidies it away takes nothing from us."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._files: dict[str, BinaryIO] = {name: self.table(name).open("rb") for name in NAMES}

    def read(self, name: str, columns: list[str] | None = None, filters: Any = None) -> pa.Table:
        """A table, or some of its columns and rows."""
        self._files[name].seek(0)
        return pq.read_table(self._files[name], columns=columns, filters=filters)


class Dataset:
    """One snapshot. Tables are read when they are first asked for (columns: ``tidyforms schema``)."""

    def __init__(self, out: Path) -> None:
        """``out``: the dataset's folder. Raises Failed if nothing is published in it."""
        try:
            self._snapshot = _Held(Published(out).published().folder)
        except (RunFailed, OSError) as error:
            raise Failed(str(error)) from error

    def __repr__(self) -> str:
        names = ", ".join(self.forms["name"])
        return f"<tidyforms dataset, snapshot {self.snapshot}: {names or 'no forms'}>"

    @property
    def snapshot(self) -> str:
        """The snapshot's name; later ones have higher numbers."""
        return self._snapshot.name

    def table(self, name: str) -> pd.DataFrame:
        """A table by its name."""
        frame: pd.DataFrame = self._snapshot.read(name).to_pandas()
        return frame

    @cached_property
    def documents(self) -> pd.DataFrame:
        """One row per input."""
        return self.table("documents")

    @cached_property
    def responses(self) -> pd.DataFrame:
        """One row per response as a document shows it."""
        return self.table("responses")

    @cached_property
    def answers(self) -> pd.DataFrame:
        """One row per response and question: what each document shows by itself."""
        return self.table("answers")

    @cached_property
    def options(self) -> pd.DataFrame:
        """One row per answer and offered option."""
        return self.table("options")

    @cached_property
    def questions(self) -> pd.DataFrame:
        """One row per form and question."""
        return self.table("questions")

    @cached_property
    def versions(self) -> pd.DataFrame:
        """One row per way in which a question that changed was put."""
        return self.table("versions")

    @cached_property
    def merged(self) -> pd.DataFrame:
        """One row per submission and question: the best of its exports."""
        return self.table("merged")

    @cached_property
    def forms(self) -> pd.DataFrame:
        """One row per form."""
        return self.table("forms")

    @cached_property
    def corrections(self) -> pd.DataFrame:
        """One row per cell that a person set."""
        return self.table("corrections")

    @cached_property
    def findings(self) -> pd.DataFrame:
        """One row per thing a person may want to look at."""
        return self.table("findings")

    def wide(self, form: str | None = None) -> pd.DataFrame:
        """One row per submission, one column per variable: what ``export --wide`` writes.

        Choices are categoricals in the codebook's order, the options of a multiple choice 1, 0 or missing;
        why a cell is missing stands in the column ``…_status``. ``form``: its name or id, if there are many.
        Raises Failed if there is no such form.
        """
        table = as_arrow(wide_of(self._snapshot, self._form(form)))
        frame: pd.DataFrame = table.to_pandas(types_mapper=_WHOLE.get)
        return frame

    def codebook(self, form: str | None = None) -> pd.DataFrame:
        """The variables of ``wide`` by name: label, measure, value labels, question. Raises Failed too."""
        found = variables(asked(self._snapshot, self._form(form)["form_id"]))
        rows = [(v.name, v.label, v.measure.value, v.labels, v.option, v.question_id) for v in found]
        columns = ["name", "label", "measure", "values", "option", "question_id"]
        return pd.DataFrame(rows, columns=columns).set_index("name")

    def _form(self, form: str | None) -> dict[str, Any]:
        try:
            return find_form(self._snapshot.rows("forms"), form)
        except RunFailed as error:
            raise Failed(str(error).replace("with --form", "(form=…)")) from error
