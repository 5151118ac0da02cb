"""Builds Word documents for tests: python-docx's package around a body written as XML."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
from docx.oxml import parse_xml

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    }.items()
)


def document(*body: str, numbering: str = "", styles: str = "") -> bytes:
    """A DOCX with these body elements, and more definitions for its numbering and style sheet."""
    opened = docx.Document()
    for element in _elements("".join(body)):
        opened.element.body.insert(len(opened.element.body) - 1, element)
    root = opened.part.numbering_part.element
    for child in list(root) if numbering else []:
        root.remove(child)
    root.extend(_elements(numbering))
    opened.styles.element.extend(_elements(styles))
    file = BytesIO()
    opened.save(file)
    return file.getvalue()


def p(*runs: str, properties: str = "") -> str:
    """A paragraph; a string without markup becomes a run."""
    inner = "".join(one if one.startswith("<") else r(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def sdt(properties: str, content: str) -> str:
    """A content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def checkbox(checked: int, shown: str, states: tuple[str, str] = ("2612", "2610")) -> str:
    """A check box control."""
    return sdt(
        f'<w14:checkbox><w14:checked w14:val="{checked}"/>'
        f'<w14:checkedState w14:val="{states[0]}" w14:font="MS Gothic"/>'
        f'<w14:uncheckedState w14:val="{states[1]}" w14:font="MS Gothic"/></w14:checkbox>',
        r(shown),
    )


def form_field(name: str, data: str, result: str = "") -> str:
    """A legacy form field."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        f"<w:r><w:instrText> {name} </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def table(*rows: tuple[str, ...]) -> str:
    """A table; cells are body elements, or text without markup."""
    drawn = ("".join(f"<w:tc>{c if c.startswith('<') else p(c)}</w:tc>" for c in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{cells}</w:tr>' for cells in drawn)}</w:tbl>"


def numbering(*levels: str) -> str:
    """List 7 with these levels."""
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'
    )


def level(depth: int, number_format: str, text: str, start: int = 1) -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{number_format}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(text: str, depth: int = 0, list_id: int = 7) -> str:
    """A paragraph of a list."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


def repacked(data: bytes, replace: dict[str, bytes]) -> bytes:
    """The same package with other bytes in some entries."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, replace.get(name, old.read(name)))
    return file.getvalue()


def _elements(xml: str) -> list[object]:
    return list(parse_xml(f"<w:all {NAMESPACES}>{xml}</w:all>"))
