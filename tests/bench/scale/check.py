"""Whether a dataset holds what the made documents say: read from its tables alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from tests.bench.scale.documents import given_by
from tests.bench.scale.forms import FORMS, make_form

COMPARED = 10


@dataclass(frozen=True)
class Found:
    """What the tables hold."""

    forms: int
    parsed: int
    """Documents with the outcome ``parsed``."""
    stray: int
    """Documents without a response in the form_id that is their form's."""
    questions: int
    """Rows of the codebook."""
    false: int
    """Answers among those of the first ``COMPARED`` respondents of each form that say what was not given."""


def expected(documents: int) -> Found:
    """What that many documents must give."""
    forms = min(FORMS, documents)
    return Found(forms, documents, 0, sum(make_form(number).size for number in range(forms)), 0)


def look(out: Path) -> Found:
    """Read the dataset ``out``."""
    documents = pd.read_parquet(out / "documents", columns=["document_id", "path", "outcome"])
    responses = pd.read_parquet(out / "responses", columns=["document_id", "form_id"])
    questions = pd.read_parquet(out / "questions", columns=["form_id"])
    folder = dict(zip(documents["document_id"], documents["path"].str.split("/").str[0], strict=True))
    counts: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for document, form in zip(responses["document_id"], responses["form_id"], strict=True):
        counts[form][folder[document]] += 1
    return Found(
        forms=responses["form_id"].nunique(),
        parsed=int((documents["outcome"] == "parsed").sum()),
        stray=len(documents) - _at_home(counts),
        questions=len(questions),
        false=_false(out, documents),
    )


def _at_home(counts: dict[str, defaultdict[str, int]]) -> int:
    """Responses of each true form in its own form_id: the pairs with most responses first."""
    pairs = sorted(((n, form, true) for form, by in counts.items() for true, n in by.items()), reverse=True)
    forms: set[str] = set()
    trues: set[str] = set()
    total = 0
    for count, form, true in pairs:
        if form not in forms and true not in trues:
            forms.add(form)
            trues.add(true)
            total += count
    return total


def _false(out: Path, documents: pd.DataFrame) -> int:
    """Answered rows with another text than was given, and blank rows where something was."""
    columns = ["document_id", "prompt", "row_label", "status", "answer_text"]
    paths = documents.set_index("document_id")["path"]
    rows = pd.read_parquet(out / "answers", columns=columns)
    rows = rows.assign(path=rows["document_id"].map(paths))
    index = rows["path"].str[-8:-3].astype(int)
    rows = rows[(index < COMPARED) & rows["status"].isin(["answered", "blank"])]
    truth = {path: _truth(path) for path in rows["path"].unique()}
    false = 0
    for path, prompt, row, text in zip(
        rows["path"], rows["prompt"], rows["row_label"], rows["answer_text"], strict=True
    ):
        given = truth[path].get((prompt, row if isinstance(row, str) else ""))
        false += given != (text if isinstance(text, str) else "")
    return false


def _truth(path: str) -> dict[tuple[str, str], str]:
    """The text given in one document by prompt and statement; nothing given is empty."""
    of, index = int(path[4:6]), int(path[-8:-3])
    form = make_form(of)
    given: dict[tuple[str, str], str] = {}
    for question, answer in zip(form.questions, given_by(form, of, index), strict=True):
        if question.rows:
            given |= {
                (question.prompt, row): answer[i] if answer else "" for i, row in enumerate(question.rows)
            }
        else:
            given[question.prompt, ""] = "; ".join(answer)
    return given
