"""Scans of golden prints: what is claimed is true, whatever the condition. Needs the extra ``scan``."""

from __future__ import annotations

import io
import socket
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from parsers.pixels import recogniser
from parsers.reader import parse
from parsers.responses import Answer, Reading, Status
from tests.makers.scans import CONDITIONS, pictures_of
from tests.truth import GOLDEN

SCANS = sorted((GOLDEN / "scans").glob("*.pdf"))
READABLE = ("light", "fine", "colour", "turned", "head", "lying")
needs_ocr = pytest.mark.skipif(not recogniser.available(), reason="the extra `scan` is not installed")


@cache
def read(path: Path) -> Reading:
    return parse(path.read_bytes())


def answers(reading: Reading) -> dict[tuple[str | None, str | None], Answer]:
    return {(a.number, a.row_label): a for r in reading.responses for a in r.answers}


def original(path: Path) -> Path:
    folder, name = path.stem.split("_", 1)[1].rsplit("_", 1)
    return GOLDEN / folder / f"{name}.pdf"


@needs_ocr
@pytest.mark.parametrize("path", SCANS, ids=lambda p: p.stem)
def test_nothing_is_claimed_that_the_print_does_not_show(path: Path) -> None:
    printed = answers(read(original(path)))
    for key, found in answers(read(path)).items():
        true = printed.get(key)
        if true is None or found is list(answers(read(path)).values())[-1]:
            continue  # a page break cut it
        if found.status is Status.BLANK:
            assert true.status is Status.BLANK, key
        if found.status is Status.ANSWERED:
            assert true.status is Status.ANSWERED, key
        if found.selected and found.options:
            assert len(found.selected) <= len(true.selected or ()), key


@needs_ocr
@pytest.mark.parametrize("path", [p for p in SCANS if p.stem.startswith(READABLE)], ids=lambda p: p.stem)
def test_most_of_a_clean_scan_is_read(path: Path) -> None:
    printed, found = answers(read(original(path))), answers(read(path))
    whole = list(found)[:-1]  # what answers the page's last question may stand on the next one
    alike = [found[k].status == printed[k].status for k in whole if k in printed]
    assert len(alike) >= 3
    assert sum(alike) >= 0.8 * len(alike)  # rows of stars that are all alike say nothing


@needs_ocr
@pytest.mark.parametrize("format", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_pictures_are_documents_of_their_own(format: str) -> None:
    first, *rest = pictures_of((GOLDEN / "pdf_old" / "G2-1.pdf").read_bytes(), CONDITIONS["light"], pages=1)
    out = io.BytesIO()
    first.save(out, format, dpi=(200, 200))
    reading = parse(out.getvalue())
    assert (reading.format, reading.text_source, len(reading.responses)) == ("image", "ocr", 1)
    assert rest == []


@needs_ocr
def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network is used")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    recogniser._model.cache_clear()
    assert parse(SCANS[0].read_bytes()).responses


def test_without_the_extra_the_refusal_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "find_spec", lambda name: None)
    out = io.BytesIO()
    Image.new("L", (800, 1000), 255).save(out, "PNG")
    for data, format in ((SCANS[0].read_bytes(), "pdf"), (out.getvalue(), "image")):
        reading = parse(data)
        assert (reading.reason, reading.format) == ("image_only", format)
        assert "make ingest SCANS=1" in (reading.detail or "")


def test_a_print_says_that_its_text_is_its_own() -> None:
    assert parse((GOLDEN / "pdf_new" / "G2-1.pdf").read_bytes()).text_source == "embedded"
