"""Whole made-up documents, cell by cell. ``golden/truth.json`` says what each shows.

``undecidable`` there lists what one document alone does not tell; beside the others of its form it does.
"""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from parsers.forms.learning.freeze import Forms, freeze
from parsers.forms.learning.sketch import merge, observe, strength_of
from parsers.forms.reading.reread import reread
from parsers.forms.repeated import asked_of
from parsers.reader import parse
from parsers.responses import Reading
from tests.truth import GOLDEN, Truth, compare, documents


@pytest.mark.parametrize("document", documents(), ids=lambda d: d["path"])
def test_a_document_is_read_as_it_shows_itself(document: Truth) -> None:
    assert compare(document) == document.get("undecidable", [])


def test_documents_of_a_form_decide_for_each_other() -> None:
    readings = {d["path"]: parse((GOLDEN / d["path"]).read_bytes()) for d in documents()}
    forms = freeze(merge(observe(r, found.format) for found in readings.values() for r in found.responses))
    assert sorted(t.title or "" for t in forms.templates.values()) == [
        "City Technology Questionnaire",
        "Evening Course Feedback",
    ]
    different = [
        (document["path"], line)
        for document in documents()
        for line in compare(document, reading=read_again(readings[document["path"]], forms))
    ]
    assert different == []


def read_again(found: Reading, forms: Forms) -> Reading:
    """The reading by the forms."""
    of = [forms.form_of[strength_of(r, found.format), asked_of(r.answers)] for r in found.responses]
    pairs = zip(found.responses, of, strict=True)
    return replace(found, responses=tuple(reread(r, forms.templates[form]) for r, form in pairs))
