"""The exported codebook is DDI Codebook 2.5 as far as it uses it, and holds what the table holds."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ingest.commands import export
from ingest.commands.export import codebook, export_codebook
from ingest.settings import RunFailed
from ingest.wide.table import wide
from parsers.responses import QuestionType
from tests.runs import GOOD, ROOT, ingest, rows, write

DDI = {"d": export.NAMESPACE}


def question(form: str = "f1", position: int = 1, **fields: Any) -> dict[str, Any]:
    """A row of the table ``questions``."""
    counts = {
        "n_responses": 5,
        "n_answered": 3,
        "n_blank": 1,
        "n_undetermined": 1,
        "n_not_shown": 0,
        "typed": frozenset(),
    }
    words = {"number": None, "section": None, "row_label": None, "help_text": None, "required": None}
    return {
        "form_id": form, "question_id": f"{position:016x}", "position": position, "prompt": f"Question {position}",
        "question_type": "text", "options": [], **words, **counts, **fields,
    }  # fmt: skip


ROWS = [
    question(position=1, number="1", section="You & we", prompt="=1+1 <b>bold</b>", help_text="two\nlines", required=True),
    question(position=2, section="You & we", question_type="single_choice", options=["Yes", "No", "-1", "@x"]),
    question(position=3, number="3", prompt="Rate", row_label="The room", question_type="likert", options=["Bad", "Good"]),
    question(position=4, number="3", prompt="Rate", row_label="The food", question_type="likert", options=["Bad", "Good"]),
    question("f2", 1, question_type="rating"),
    question("f2", 2, question_type="date"),
    question("f2", 3, question_type="multiple_choice", options=["a"]),
]  # fmt: skip


def form(form_id: str, title: str | None, language: str | None) -> dict[str, Any]:
    """A row of the table ``forms``."""
    counts = dict.fromkeys(("documents", "responses", "submissions", "questions", "versions"), 5)
    times = dict.fromkeys(("first_submitted_at", "last_submitted_at"))
    name = title.lower() if title else f"form-{form_id}"
    return {"form_id": form_id, "name": name, "title": title, "language": language, **counts, **times}


FORMS = [form("f1", "Evenings", "en"), form("f2", None, "not a tag")]


def parts(element: str, children: str, attributes: str = "") -> str:
    """A declaration in the words of the standard's schema: children in their order, ``?`` optional, ``*`` any number."""
    bounds = {"?": 'minOccurs="0"', "*": 'minOccurs="0" maxOccurs="unbounded"', "+": 'maxOccurs="unbounded"'}
    names = [f'<xs:element ref="{c.rstrip("?*+")}" {bounds.get(c[-1], "")}/>' for c in children.split()]
    return (
        f'<xs:element name="{element}"><xs:complexType mixed="{str(not children).lower()}">'
        f'<xs:sequence>{"".join(names)}</xs:sequence>{attributes}<xs:attribute name="ID" type="xs:ID"/>'
        '<xs:attribute ref="xml:lang"/></xs:complexType></xs:element>'
    )  # fmt: skip


def attribute(name: str, kind: str = "xs:string", *values: str, use: str = "optional") -> str:
    if not values:
        return f'<xs:attribute name="{name}" type="{kind}" use="{use}"/>'
    allowed = "".join(f'<xs:enumeration value="{v}"/>' for v in values)
    inner = f'<xs:simpleType><xs:restriction base="{kind}">{allowed}</xs:restriction></xs:simpleType>'
    return f'<xs:attribute name="{name}" use="{use}">{inner}</xs:attribute>'


# The parts of https://ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd that bear on
# what is exported: the order of children and the values of attributes.
STANDARD = f"""
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{export.NAMESPACE}"
  xmlns="{export.NAMESPACE}" elementFormDefault="qualified">
<xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="xml.xsd"/>
{parts("codeBook", "stdyDscr+ fileDscr* dataDscr*", '<xs:attribute name="version" type="xs:string" fixed="2.5"/>')}
{parts("stdyDscr", "citation+")}
{parts("citation", "titlStmt prodStmt?")}
{parts("titlStmt", "titl IDNo*")}
{parts("prodStmt", "software*")}
{parts("fileDscr", "fileTxt* notes*")}
{parts("fileTxt", "fileName? fileCont? dimensns?")}
{parts("dimensns", "caseQnty* varQnty*")}
{parts("dataDscr", "varGrp* var* notes*")}
{parts("varGrp", "labl* txt* notes*", attribute("type", "xs:NMTOKEN", "section", "multipleResp", "grid", "other")
       + attribute("var", "xs:IDREFS"))}
{parts("var", "labl* qstn* sumStat* txt* catgry* codInstr* varFormat? notes*",
       attribute("name", use="required") + attribute("files", "xs:IDREFS")
       + attribute("nature", "xs:NMTOKEN", "nominal", "ordinal", "interval", "ratio", "percent", "other")
       + attribute("representationType", "xs:NMTOKEN", "text", "numeric", "code", "datetime", "other"))}
{parts("qstn", "preQTxt* qstnLit* postQTxt*", attribute("seqNo")
       + attribute("otherResponseDomainType", "xs:NMTOKEN")
       + attribute("responseDomainType", "xs:NMTOKEN", "text", "numeric", "code", "category", "datetime",
                   "geographic", "multiple", "other"))}
{parts("sumStat", "", attribute("type", "xs:NMTOKEN", "mean", "medn", "mode", "vald", "invd", use="required"))}
{parts("catgry", "catValu? labl* txt*")}
{parts("varFormat", "", attribute("type", "xs:NMTOKEN", "character", "numeric")
       + attribute("category", "xs:NMTOKEN", "date", "time", "currency", "other"))}
{parts("notes", "", attribute("subject"))}
{"".join(parts(name, "") for name in ("titl", "IDNo", "software", "fileName", "fileCont", "caseQnty", "varQnty",
         "labl", "txt", "preQTxt", "qstnLit", "postQTxt", "catValu", "codInstr"))}
</xs:schema>"""  # fmt: skip
XML_LANG = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
<xs:attribute name="lang" type="xs:language"/></xs:schema>"""


class XmlLang(etree.Resolver):
    """The one schema that the standard's imports, without a network."""

    def resolve(self, url: str, pubid: str, context: Any) -> Any:
        return self.resolve_string(XML_LANG, context)


def standard() -> etree.XMLSchema:
    parser = etree.XMLParser()
    parser.resolvers.add(XmlLang())
    return etree.XMLSchema(etree.fromstring(STANDARD, parser))


def checked(text: str) -> Any:
    root = etree.fromstring(text.encode())
    schema = standard()
    assert schema.validate(root), schema.error_log
    return root


def texts(root: Any, path: str) -> list[str]:
    return [element.text for element in root.iterfind(path, DDI)]


def test_the_codebook_is_of_the_standard_and_says_what_the_table_says() -> None:
    root = checked(codebook(FORMS, ROWS))
    assert texts(root, ".//d:titl") == ["Evenings"]
    assert texts(root, ".//d:fileName") == ["evenings", "form-f2"]
    assert [v.get("name") for v in root.iterfind(".//d:var", DDI)] == [
        "q1", "q2", "q3_r1", "q3_r2", "q1", "q2", "q3", "q3_1",
    ]  # fmt: skip
    first, choice, likert = root.findall(".//d:var", DDI)[:3]
    assert texts(first, ".//d:qstnLit") == ["=1+1 <b>bold</b>"]
    assert texts(first, ".//d:postQTxt") == ["two\nlines"]
    assert texts(first, "d:sumStat") == ["3", "2"]
    assert {n.get("subject"): n.text for n in first.iterfind("d:notes", DDI)} == {
        "question_id": "0000000000000001", "n_blank": "1", "n_undetermined": "1", "n_not_shown": "0", "required": "true",
    }  # fmt: skip
    assert texts(choice, "d:catgry/d:catValu") == ["1", "2", "3", "4"]
    assert texts(choice, "d:catgry/d:labl") == ["Yes", "No", "-1", "@x"]
    assert (texts(likert, ".//d:preQTxt"), texts(likert, ".//d:qstnLit")) == (["Rate"], ["The room"])
    groups = [
        (g.get("type"), g[0].text, len(g.get("var").split())) for g in root.iterfind(".//d:varGrp", DDI)
    ]
    assert groups == [("section", "You & we", 2), ("grid", "Rate", 2), ("multipleResp", "Question 3", 2)]
    languages = [
        e.get("{http://www.w3.org/XML/1998/namespace}lang") for e in root.iterfind("d:fileDscr", DDI)
    ]
    assert languages == ["en", None]


@pytest.mark.parametrize("kind", QuestionType)
def test_each_question_type_has_its_word(kind: QuestionType) -> None:
    (variable,) = checked(codebook(FORMS[:1], [question(question_type=kind.value)])).iterfind(".//d:var", DDI)
    assert variable.get("name") == "q1"


def test_the_order_of_rows_does_not_matter() -> None:
    shuffled = random.Random(7).sample(ROWS, len(ROWS))
    assert codebook(FORMS[::-1], shuffled) == codebook(FORMS, ROWS)


def test_a_dataset_without_forms_has_a_codebook_too() -> None:
    checked(codebook([], []))


@given(st.text(), st.text(), st.text())
def test_any_text_can_stand_in_it(prompt: str, option: str, title: str) -> None:
    row = question(
        prompt=prompt,
        options=[option],
        section=title,
        number=option,
        help_text=prompt,
        question_type="single_choice",
    )
    root = checked(codebook([form("f1", title, option)], [row]))
    assert len(root.findall(".//d:catgry", DDI)) == 1


def test_the_published_dataset_is_read(tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", a=GOOD, b="ok Other|1\nWhose tea?: mine\nWhat else?: milk")
    ingest(raw, tmp_path / "out")
    text = export_codebook(tmp_path / "out")
    assert texts(checked(text), ".//d:fileName") == ["course", "other"]
    [name] = texts(checked(export_codebook(tmp_path / "out", "other")), ".//d:fileName")
    assert name == "other"
    with pytest.raises(RunFailed, match="no form nope; there are: course, other"):
        export_codebook(tmp_path / "out", "nope")
    with pytest.raises(RunFailed, match="no published dataset"):
        export_codebook(tmp_path / "none")


def test_the_variables_are_those_of_the_wide_table(tmp_path: Path) -> None:
    ingest(ROOT / "data" / "raw", tmp_path, parser=None)
    for row in rows(tmp_path, "forms"):
        root = checked(export_codebook(tmp_path, row["name"]))
        table = wide(tmp_path, row["name"])
        assert [v.get("name") for v in root.iterfind(".//d:var", DDI)] == [v.name for v in table.variables]
        assert texts(root, ".//d:var/d:labl") == [v.label for v in table.variables]
