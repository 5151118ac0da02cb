"""One submission in several shapes gives the same rows, but for evidence, confidence and place."""

from __future__ import annotations

import pytest

from parsers.forms.learning.freeze import freeze
from parsers.forms.learning.sketch import merge, observe, strength_of
from parsers.forms.reading.reread import reread
from parsers.forms.repeated import asked_of
from parsers.reader import parse
from parsers.responses import Response
from tests.truth import GOLDEN, cells, same

SHAPES = ("html", "pdf", "docx", "md")
SOURCES = sorted({p.stem for p in (GOLDEN / "one_source").iterdir()})


def read_all(source: str) -> dict[str, Response]:
    """The submission's response in each shape, read by the form that all of them show."""
    readings = {s: parse((GOLDEN / "one_source" / f"{source}.{s}").read_bytes()) for s in SHAPES}
    found = {s: r.responses[0] for s, r in readings.items()}
    forms = freeze(merge(observe(r, s) for s, r in found.items()))
    assert len(forms.templates) == 1
    of = {s: forms.form_of[strength_of(r, s), asked_of(r.answers)] for s, r in found.items()}
    return {s: reread(r, forms.templates[of[s]]) for s, r in found.items()}


@pytest.mark.parametrize("source", SOURCES)
def test_every_shape_gives_the_same_answers(source: str) -> None:
    found = read_all(source)
    expected = [cells(a) | {"question_id": a.question_id} for a in found["html"].answers]
    for shape in SHAPES[1:]:
        rows = [cells(a) | {"question_id": a.question_id} for a in found[shape].answers]
        assert [r["question_id"] for r in rows] == [e["question_id"] for e in expected]
        different = [
            (shape, want["number"], name, row[name], value)
            for want, row in zip(expected, rows, strict=True)
            for name, value in want.items()
            # Word and Markdown show the names of uploaded files without their addresses.
            if not same(name, value, row[name])
            and not (name == "urls" and want["question_type"] == "file_upload")
        ]
        assert different == []
