"""What Word's pages do not show is no answer; what a workbook hides is read and told."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl  # type: ignore[import-untyped]  # ships no types
import pytest

from parsers.blocks import Document, Sheet
from parsers.docx.read import read_docx
from parsers.sheet.read import read_xlsx
from tests.docx_files import document, p, r, table

SECRET = "the secret"
WHITE, WP = (
    '<w:color w:val="FFFFFF"/>',
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Gone2"><w:name w:val="Gone2"/><w:basedOn w:val="Gone"/></w:style>'
    '<w:style w:type="character" w:styleId="Pale"><w:name w:val="Pale"/><w:rPr><w:color w:val="fefefe"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Dark"><w:name w:val="Dark"/><w:pPr><w:shd w:val="clear" w:fill="1F3864"/></w:pPr></w:style>'
)


def shade(fill: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


def frame(places: str) -> str:
    return f'<w:framePr w:w="3000" w:hRule="exact" w:hAnchor="page" {places}/>'


def box(x: int, more: str = "") -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:anchor xmlns:wp="{WP}"><wp:positionH relativeFrom="page"><wp:posOffset>{x}'
        f'</wp:posOffset></wp:positionH><wp:extent cx="1800000" cy="900000"/><wp:docPr id="1" name="a" {more}/>'
        f"<wps:txbx><w:txbxContent>{p(SECRET)}</w:txbxContent></wps:txbx></wp:anchor></w:drawing></w:r></w:p>"
    )


def legacy_box(style: str) -> str:
    inner = f"<v:textbox><w:txbxContent>{p(SECRET)}</w:txbxContent></v:textbox>"
    return f'<w:p><w:r><w:pict><v:shape style="{style}">{inner}</v:shape></w:pict></w:r></w:p>'


HIDDEN = {
    "vanish": p(r(SECRET, "<w:vanish/>")),
    "vanish by a style": p(SECRET, properties='<w:pStyle w:val="Gone"/>'),
    "vanish by a style's base": p(SECRET, properties='<w:pStyle w:val="Gone2"/>'),
    "white": p(r(SECRET, WHITE)),
    "nearly white by a style": p(r(SECRET, '<w:rStyle w:val="Pale"/>')),
    "the colour of its shading": p(r(SECRET, '<w:color w:val="1F3864"/>' + shade("1f3864"))),
    "the colour of its paragraph": p(r(SECRET, '<w:color w:val="1F3864"/>'), properties=shade("1F3864")),
    "black on black": p(r(SECRET, '<w:color w:val="000000"/><w:highlight w:val="black"/>')),
    "half a point": p(r(SECRET, '<w:sz w:val="1"/>')),
    "frame to the left of the page": p(SECRET, properties=frame('w:x="-9000"')),
    "frame below the page": p(SECRET, properties=frame('w:y="40000"')),
    "box to the left of the page": box(-9_000_000),
    "box that is hidden": box(0, 'hidden="1"'),
    "old box to the left of the page": legacy_box("position:absolute;margin-left:-2000pt"),
    "old box that is hidden": legacy_box("position:absolute;visibility:hidden"),
    "deleted": f"<w:p><w:del><w:r><w:delText>{SECRET}</w:delText></w:r></w:del></w:p>",
    "hidden row": f"<w:tbl><w:tblPr/><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p(SECRET)}</w:tc></w:tr></w:tbl>",
}

SEEN = {
    "plain": p(SECRET),
    "vanish that is off": p(r(SECRET, '<w:vanish w:val="0"/>')),
    "white on dark": p(r(SECRET, WHITE + shade("1F3864"))),
    "white in a dark paragraph": p(r(SECRET, WHITE), properties=shade("1F3864")),
    "white in a dark style": p(r(SECRET, WHITE), properties='<w:pStyle w:val="Dark"/>'),
    "white in a dark cell": f"<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr>{shade('1F3864')}</w:tcPr>{p(r(SECRET, WHITE))}</w:tc></w:tr></w:tbl>",
    "white in a styled table": '<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr>'
    f"<w:tr><w:tc>{p(r(SECRET, WHITE))}</w:tc></w:tr></w:tbl>",
    "grey": p(r(SECRET, '<w:color w:val="BFBFBF"/>')),
    "automatic": p(r(SECRET, '<w:color w:val="auto"/>' + shade("000000"))),
    "small": p(r(SECRET, '<w:sz w:val="8"/>')),
    "frame in the margin": p(SECRET, properties=frame('w:x="-700"')),
    "box": box(900_000),
    "old box": legacy_box("position:absolute;margin-left:30pt"),
    "inserted": f"<w:p><w:ins>{r(SECRET)}</w:ins></w:p>",
}


def read(body: str) -> Document:
    return read_docx(document(p("Question"), body, styles=STYLES))


@pytest.mark.parametrize("body", HIDDEN.values(), ids=HIDDEN)
def test_what_no_page_shows_is_left_out(body: str) -> None:
    found = read(body)
    assert SECRET not in repr(found.blocks) and "Question" in repr(found.blocks)
    assert [x.code for x in found.problems] == ([] if "w:del>" in body else ["hidden"])


@pytest.mark.parametrize("body", SEEN.values(), ids=SEEN)
def test_what_a_page_shows_is_read(body: str) -> None:
    found = read(body)
    assert SECRET in repr(found.blocks)
    assert found.problems == ()


def test_labels_that_forms_hides_from_the_eye_are_no_finding() -> None:
    assert read(p(r("Required to answer", "<w:vanish/>"))).problems == ()


def test_rows_of_a_table_that_are_seen_stay() -> None:
    assert "seen" in repr(read(table(("seen", "too"))).blocks)


# ------------------------------------------------------------------------------ workbooks


def workbook(hide: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Form1"
    sheet.append(("Id", "Start time", "Completion time", "Email", "Name", "Q"))
    for n in (1, 2):
        sheet.append(
            (n, datetime(2023, 5, 21, 19, 44), datetime(2023, 5, 21, 19, 46), "a@b.example", "A", f"x{n}")
        )
    if hide == "row":
        sheet.row_dimensions[3].hidden = True
    if hide == "column":
        sheet.column_dimensions["F"].hidden = True
    if hide == "sheet":
        book.create_sheet("Notes")
        book.active = 1
        sheet.sheet_state = "veryHidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("hide", "told"),
    [("row", "1 hidden row"), ("column", "1 range(s) of hidden columns"), ("sheet", "is hidden")],
)
def test_hidden_rows_columns_and_sheets_are_read_and_told(hide: str, told: str) -> None:
    found = read_xlsx(workbook(hide))
    (sheet,) = [b for b in found.blocks if isinstance(b, Sheet)]
    assert [row[5].text for row in sheet.rows] == ["x1", "x2"]
    assert [told in x.message for x in found.problems if x.code == "hidden"] == [True]


def test_a_workbook_that_hides_nothing_has_no_finding() -> None:
    assert read_xlsx(workbook("")).problems == ()
