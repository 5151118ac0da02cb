"""Files made to break readers: bombs, loops, depth, lies. Small here, large when opened."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 9)
).replace("&a0;", "&a;") + "]>"  # fmt: skip
HEADER = ["Id", "Start time", "Completion time", "Email", "Name"]


def make() -> dict[str, bytes]:
    """File name -> bytes."""
    return {**_pdfs(), **_documents(), **_workbooks(), **_texts(), **_others()}


def _zip(parts: Iterable[tuple[str, str | bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(name, content)
    return target.getvalue()


def _package(part: str, kind: str, content: str | bytes, *more: tuple[str, str | bytes]) -> bytes:
    types = f'<Types xmlns="{PACKAGE}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'
    relation = f'<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="{part}"/></Relationships>'
    return _zip([("[Content_Types].xml", types), ("_rels/.rels", relation), (part, content), *more])


# ------------------------------------------------------------------------------ PDF


def _pdf(objects: dict[int, bytes]) -> bytes:
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % item for item in objects.items())
    return b"%PDF-1.7\n" + body + b"trailer\n<< /Size 99 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"


def _page(content: bytes, packed: bool = False, resources: bytes = b"") -> dict[int, bytes]:
    filters = b"/Filter /FlateDecode" if packed else b""
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << %s >> >>"
        % resources,
        4: b"<< %s /Length %d >>\nstream\n%s\nendstream" % (filters, len(content), content),
    }


def _deflated(chunk: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(chunk) for _ in range(times)), packer.flush()])


def _pdfs() -> dict[str, bytes]:
    cycle = {**_page(b""), 2: b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>"}
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A %d 0 R >> >> /Length 12 >>\nstream\n/A Do /A Do \nendstream"
    laughs = _page(b"/A Do", resources=b"/XObject << /A 20 0 R >>") | {
        n: form % (n + 1) for n in range(20, 60)
    }
    return {
        "flate_bomb.pdf": _pdf(_page(_deflated(b" " * (1 << 20), 700), packed=True)),
        "rectangles.pdf": _pdf(_page(_deflated(b"0 0 9 9 re f\n" * 1000, 300), packed=True)),
        "page_tree_cycle.pdf": _pdf(cycle),
        "forms_in_forms.pdf": _pdf(laughs),
        "nested.pdf": _pdf(_page(b"[" * 200_000)),
        "header_only.pdf": b"%PDF-1.7\n",
        "claims_a_million_pages.pdf": _pdf(
            {**_page(b""), 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>"}
        ),
    }


# ------------------------------------------------------------------------------ Office


def _body(inner: str, before: str = "") -> str:
    return f'{before}<w:document xmlns:w="{MAIN}"><w:body>{inner}</w:body></w:document>'


def _documents() -> dict[str, bytes]:
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    wide = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2000000000'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
    cases = {
        "bomb.docx": _body(paragraph.format("a" * (40 << 20))),
        "paragraphs.docx": _body(paragraph.format("a") * 600_000),
        "laughs.docx": _body(paragraph.format("&a8;"), LAUGHS),
        "xxe.docx": _body(paragraph.format("&x;"), "<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"),
        "spans.docx": _body(wide),
        "nested_tables.docx": _body("<w:tbl><w:tr><w:tc>" * 4000 + "</w:tc></w:tr></w:tbl>" * 4000),
        "not_xml.docx": "<w:document",
    }
    made = {
        name: _package("word/document.xml", "wordprocessingml.document", text) for name, text in cases.items()
    }
    climbing = _package("word/document.xml", "wordprocessingml.document", _body(""), ("../../../evil", "x"))
    cut = made["spans.docx"][:-100]
    return {
        **made,
        "climbing.docx": climbing,
        "cut.docx": cut,
        "locked.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048),
    }


def _row(number: int, cells: Iterable[object]) -> str:
    return (
        f'<row r="{number}">' + "".join(f'<c t="inlineStr"><is><t>{c}</t></is></c>' for c in cells) + "</row>"
    )


def _workbooks() -> dict[str, bytes]:
    book = f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    relation = f'<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'

    def workbook(rows: str, before: str = "") -> bytes:
        sheet = f'{before}<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>'
        parts = (("xl/_rels/workbook.xml.rels", relation), ("xl/worksheets/sheet1.xml", sheet))
        return _package("xl/workbook.xml", "spreadsheetml.sheet", book, *parts)

    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return {
        "corner.xlsx": workbook(_row(1, HEADER) + corner),
        "laughs.xlsx": workbook(_row(1, ["&a8;"]), LAUGHS),
        "wide.xlsx": workbook(_row(1, range(20_000))),
        "people.xlsx": workbook(_row(1, ["Id", "Email", "Name", "Age"]) + _row(2, [1, "a@b", "Ada", 7])),
    }


# ------------------------------------------------------------------------------ text and the rest


def _texts() -> dict[str, bytes]:
    cases = {
        "line.md": "lorem *ipsum* " * 600_000,
        "quotes.md": ">" * 100_000 + " x",
        "brackets.md": "[" * 20_000 + "a" + "]" * 20_000,
        "references.md": "[x]: /" + "u" * 50_000 + "\n\n" + "[x] " * 10_000,
        "table.md": "|a" * 1500 + "|\n" + "|-" * 1500 + "|\n" + "x\n" * 1500,
        "deep.html": "<html>" + "<div>" * 100_000 + "x",
        "attributes.html": "<html><p " + "".join(f"a{n}=1 " for n in range(60_000)) + ">x",
        "spans.html": "<html><table><tr><td colspan=1000000000 rowspan=1000000000>x</table>",
        "quote.csv": "Id,Start time,Completion time\n" + '1,"' + "a" * 11_000_000,
        "people.csv": "id,email,name,phone\n1,a@b.example,Ada,12\n2,c@d.example,Bob,13\n",
        "calendar.csv": "ID,Start time,End time,Title\n1,2024-01-01 10:00,2024-01-01 11:00,Meeting\n",
        "todo.md": "# To do\n\n- [x] Write it\n- [ ] Test it\n\n1. Who?\n2. When?\n",
        "faq.md": "# Questions\n\n## 1. What is it?\n\nA tool.\n\n## 2. Is it free?\n\nYes.\n",
    }
    return {name: text.encode() for name, text in cases.items()}


def _others() -> dict[str, bytes]:
    return {
        "empty.pdf": b"",
        "zeros.docx": bytes(100_000),
        "every_byte.md": bytes(range(256)) * 400,
        "utf16.md": "# Formulář\n\n1. Otázka?\n".encode("utf-16"),
        "surrogates.html": b"<html><p>\xed\xa0\x80\xed\xbf\xbf \xf8\x88 \xff",
        "program.pdf": b"\x7fELF\x02\x01\x01" + bytes(range(200)) * 50,
        "picture.docx": b"\x89PNG\r\n\x1a\n" + bytes(5000),
        "archive.xlsx": _zip([("a.txt", "x"), ("b/c.txt", "y")]),
    }
