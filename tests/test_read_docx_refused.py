"""The DOCX reader refuses, quickly and with a reason, what it cannot or must not read."""

from __future__ import annotations

import pytest

from parsers.blocks import Text, Unreadable
from parsers.docx import package
from parsers.docx.read import read_docx
from tests.docx_files import document, p, repacked


def reason_of(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_docx(data)
    assert "\n" not in caught.value.detail
    return caught.value.reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "encrypted"),
        (b"PK\x03\x04 and then nothing", "corrupt"),
        (document(p("whole"))[:-200], "corrupt"),
        (document(), "not_a_response"),
        (
            document(p('<w:r><w:pict><v:shape><v:imagedata r:id="rId1"/></v:shape></w:pict></w:r>')),
            "image_only",
        ),
        (repacked(document(p("a")), {"word/document.xml": b"<w:document"}), "corrupt"),
    ],
)
def test_each_broken_file_has_its_reason(data: bytes, reason: str) -> None:
    assert reason_of(data) == reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/settings.xml", "docProps/core.xml"])
def test_a_doctype_in_any_part_is_refused(part: str, encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'
    assert reason_of(repacked(document(p("a")), {part: xml.encode(encoding)})) == "unsupported"


def test_bombs_are_refused_before_they_are_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    swollen = repacked(document(p("a")), {"word/document.xml": b"<a>" + b" " * 40 * 2**20 + b"</a>"})
    assert reason_of(swollen) == "too_large"
    monkeypatch.setattr(package, "MAX_TAGS", 10_000)
    assert reason_of(document(p("a") * 5_000)) == "too_large"
    monkeypatch.undo()
    monkeypatch.setattr(package, "MAX_PARAGRAPHS", 99)
    assert reason_of(document(p("a") * 100)) == "too_large"


def test_a_cell_that_claims_to_span_the_world_costs_nothing() -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>{p("a")}</w:tc>'
    assert read_docx(document(f"<w:tbl><w:tr>{wide}</w:tr></w:tbl>")).blocks == (
        *read_docx(document(p("a"))).blocks,
    )


def test_a_field_that_never_ends_swallows_no_text() -> None:
    opened = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF</w:instrText></w:r>'
    found = read_docx(document(p("a", opened), p("b"))).blocks
    assert [b.text for b in found if isinstance(b, Text)] == ["a", "b"]


def test_embedded_files_are_reported_as_lost() -> None:
    read = read_docx(document(p("a"), '<w:altChunk r:id="rId1"/>'))
    assert [(problem.code, problem.loses_content) for problem in read.problems] == [
        ("embedded_document", True)
    ]


@pytest.mark.parametrize(
    ("text", "language"), [("Guten Tag", None), ("مرحبا بكم", "ar-SA"), ("こんにちは", None)]
)
def test_the_templates_own_language_and_one_of_another_script_are_no_declaration(
    text: str, language: str | None
) -> None:
    assert read_docx(document(p(text))).language == language
