"""Whole made-up documents, cell by cell. ``golden/truth.json`` says what each shows."""

from __future__ import annotations

import pytest

from parsers.reader import parse
from tests.truth import GOLDEN, Truth, compare, documents


@pytest.mark.parametrize("document", documents(), ids=lambda d: d["path"])
def test_a_document_is_read_as_it_shows_itself(document: Truth) -> None:
    known = set(document.get("undecidable", ()))
    assert [line for line in compare(document) if line not in known] == []


def test_pictures_of_pages_are_refused() -> None:
    reading = parse((GOLDEN / "pdf_scan" / "G2-1.pdf").read_bytes())
    assert (reading.reason, reading.responses) == ("image_only", ())
