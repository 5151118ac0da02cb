"""The exported codebook is DDI Codebook 2.5 as far as it uses it, and holds what the table holds."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ingest import export
from ingest.export import FormName, codebook, export_codebook, form_names
from ingest.schema import arrow_schema
from ingest.settings import RunFailed
from ingest.snapshot import Snapshot
from parsers.form import QuestionType

DDI = {"d": export.NAMESPACE}


def question(form: str = "f1", position: int = 1, **fields: Any) -> dict[str, Any]:
    """A row of the table ``questions``."""
    counts = {"n_responses": 5, "n_answered": 3, "n_blank": 1, "n_undetermined": 1, "n_not_shown": 0}
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
NAMES = {"f1": FormName("Evenings", "en"), "f2": FormName(None, "not a tag")}


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
    root = checked(codebook(ROWS, NAMES))
    assert texts(root, ".//d:titl") == ["Evenings"]
    assert texts(root, ".//d:fileName") == ["Evenings", "f2"]
    first, choice, likert = root.findall(".//d:var", DDI)[:3]
    assert texts(first, ".//d:qstnLit") == ["=1+1 <b>bold</b>"]
    assert texts(first, ".//d:postQTxt") == ["two\nlines"]
    assert texts(first, "d:sumStat") == ["3", "2"]
    assert {n.get("subject"): n.text for n in first.iterfind("d:notes", DDI)} == {
        "n_blank": "1", "n_undetermined": "1", "n_not_shown": "0", "required": "true",
    }  # fmt: skip
    assert texts(choice, "d:catgry/d:catValu") == ["Yes", "No", "-1", "@x"]
    assert (texts(likert, ".//d:preQTxt"), texts(likert, ".//d:qstnLit")) == (["Rate"], ["The room"])
    groups = [
        (g.get("type"), g[0].text, len(g.get("var").split())) for g in root.iterfind(".//d:varGrp", DDI)
    ]
    assert groups == [("section", "You & we", 2), ("grid", "Rate", 2)]
    languages = [
        e.get("{http://www.w3.org/XML/1998/namespace}lang") for e in root.iterfind("d:fileDscr", DDI)
    ]
    assert languages == ["en", None]


@pytest.mark.parametrize("kind", QuestionType)
def test_each_question_type_has_its_word(kind: QuestionType) -> None:
    (variable,) = checked(codebook([question(question_type=kind.value)], {})).iterfind(".//d:var", DDI)
    assert variable.get("name") == "q_0000000000000001"


def test_the_order_of_rows_does_not_matter() -> None:
    shuffled = random.Random(7).sample(ROWS, len(ROWS))
    assert codebook(shuffled, dict(reversed(NAMES.items()))) == codebook(ROWS, NAMES)


def test_a_dataset_without_forms_has_a_codebook_too() -> None:
    checked(codebook([], {}))


@given(st.text(), st.text(), st.text())
def test_any_text_can_stand_in_it(prompt: str, option: str, title: str) -> None:
    row = question(prompt=prompt, options=[option], section=title, number=option, help_text=prompt)
    root = checked(codebook([row], {"f1": FormName(title, option)}))
    assert len(root.findall(".//d:catgry", DDI)) == 1


def test_a_form_is_called_as_most_responses_call_it() -> None:
    rows = [("b", "B", "en"), ("a", "A", "fr"), ("a", None, "en"), ("a", "Z", "en"), ("a", "A", None)]
    named = form_names({"form_id": f, "form_title": t, "language": lang} for f, t, lang in rows)
    assert named == {"a": FormName("A", "en"), "b": FormName("B", "en")}


class Published(Snapshot):
    """A dataset with two tables, as far as the export needs it."""

    def current(self) -> Published | None:
        return self if self.folder.exists() else None

    def table(self, name: str) -> Path:
        return self.folder / f"{name}.parquet"


def test_the_published_dataset_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "Dataset", Published)
    pq.write_table(pa.Table.from_pylist(ROWS, arrow_schema("questions")), tmp_path / "questions.parquet")
    named = {"form_id": ["f1"], "form_title": ["Evenings"], "language": ["en"]}
    pq.write_table(pa.table(named), tmp_path / "responses.parquet")
    assert export_codebook(tmp_path) == codebook(ROWS, {"f1": NAMES["f1"]})
    assert export_codebook(tmp_path, "f2") == codebook(ROWS[4:], {})
    with pytest.raises(RunFailed, match="no form f3"):
        export_codebook(tmp_path, "f3")
    with pytest.raises(RunFailed, match="no published dataset"):
        export_codebook(tmp_path / "none")
