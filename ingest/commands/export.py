"""The codebook for statistics programs: DDI Codebook 2.5, an XML file (docs/forms.md says why).

Each form is a data file of the codebook: the table that ``export --wide`` writes, with the same variables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from lxml import etree

from ingest.store.publish import Dataset
from ingest.tables.records import Row
from ingest.wide.table import asked, find_form
from ingest.wide.variables import Measure, Variable, variables

NAMESPACE = "ddi:codebook:2_5"
SCHEMA = f"{NAMESPACE} http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_BCP47 = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_CONTENTS = (
    "What tidyforms export --wide writes: one row per submission_id. A code is the place of the chosen "
    "option, from 1; of a question that takes several, each option has a variable of its own, 1 where it was "
    "chosen and 0 where not. What has no value is blank, undetermined or not shown: -7, -8, -9 in SPSS, "
    ".a, .b, .c in Stata, elsewhere said by the variable's _status."
)


@dataclass(frozen=True)
class _Kind:
    """What DDI calls a question type: ``qstn/@responseDomainType``, ``var/@nature``."""

    domain: str
    other: str | None = None
    """Ours, where DDI has no word for the domain."""
    nature: str | None = None


_KINDS = {
    "text": _Kind("text"),
    "single_choice": _Kind("category", nature="nominal"),
    "multiple_choice": _Kind("multiple"),
    "rating": _Kind("numeric", nature="ordinal"),
    "nps": _Kind("numeric", nature="ordinal"),
    "date": _Kind("datetime"),
    "likert": _Kind("category", nature="ordinal"),
    "ranking": _Kind("other", "ranking"),
    "file_upload": _Kind("other", "file_upload"),
    "unknown": _Kind("other", "unknown"),
}
_REPRESENTATIONS = {
    Measure.CODE: "code", Measure.CHOSEN: "code", Measure.RANK: "numeric", Measure.NUMBER: "numeric",
    Measure.DATE: "datetime", Measure.TEXT: "text",
}  # fmt: skip
"""``var/@representationType``."""
_CHARACTERS = (Measure.TEXT, Measure.DATE)


@dataclass(frozen=True)
class _Book:
    """A form, its questions by id, and its variables."""

    form: Row
    questions: Mapping[str, Row]
    variables: Sequence[Variable]


def export_codebook(out: Path, form: str | None = None) -> str:
    """The codebook of the published dataset in OUT, or of one of its forms (its name or id).

    Raises RunFailed if there is no dataset or no such form.
    """
    snapshot = Dataset(out).published()
    forms = snapshot.rows("forms")
    chosen = forms if form is None else [find_form(forms, form)]
    return codebook(chosen, [row for f in chosen for row in asked(snapshot, f["form_id"])])


def codebook(forms: Sequence[Row], questions: Sequence[Row]) -> str:
    """The codebook of rows of the tables ``forms`` and ``questions`` (these with ``typed``).

    Their order does not matter.
    """
    ordered = sorted(forms, key=lambda row: str(row["form_id"]))
    books = [_book(form, [row for row in questions if row["form_id"] == form["form_id"]]) for form in ordered]
    prefixes: Any = {None: NAMESPACE, "xsi": _XSI}
    root = etree.Element(f"{{{NAMESPACE}}}codeBook", nsmap=prefixes, version="2.5")
    root.set(f"{{{_XSI}}}schemaLocation", SCHEMA)
    _study(root, ordered)
    for book in books:
        _file(root, book)
    if books:
        data = _add(root, "dataDscr")
        for book in books:
            _groups(data, book)
        for book in books:
            for variable in book.variables:
                _variable(data, book.form, book.questions[variable.question_id], variable)
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text.decode()


def _book(form: Row, questions: Sequence[Row]) -> _Book:
    return _Book(form, {row["question_id"]: row for row in questions}, variables(questions))


def _add(
    parent: Any, tag: str, text: object = None, language: str | None = None, **attributes: object
) -> Any:
    """A new child. Characters that XML cannot hold become U+FFFD; an attribute that is None is left out."""
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
    if text is not None:
        child.text = _NOT_XML.sub("\ufffd", str(text))
    if language and _BCP47.fullmatch(language):
        child.set(_LANG, language)
    for name, value in attributes.items():
        if value is not None:
            child.set(name, _NOT_XML.sub("\ufffd", str(value)))
    return child


def _study(root: Any, forms: Sequence[Row]) -> None:
    citation = _add(_add(root, "stdyDscr"), "citation")
    named = _add(citation, "titlStmt")
    called = list(dict.fromkeys(form["title"] for form in forms if form["title"]))
    _add(named, "titl", "; ".join(called) or "Forms without a title")
    for form in forms:
        _add(named, "IDNo", form["form_id"])
    _add(_add(citation, "prodStmt"), "software", "tidyforms")


def _file(root: Any, book: _Book) -> None:
    form = book.form
    about = _add(_add(root, "fileDscr", ID=_file_id(form), language=form["language"]), "fileTxt")
    _add(about, "fileName", form["name"])
    _add(about, "fileCont", _CONTENTS)
    size = _add(about, "dimensns")
    _add(size, "caseQnty", form["submissions"])
    _add(size, "varQnty", len(book.variables))


def _groups(data: Any, book: _Book) -> None:
    """Sections, the statements of each grid, and the options of each question that takes several."""
    rows = [(book.questions[variable.question_id], variable) for variable in book.variables]
    keys = {
        "section": lambda row: row["section"],
        "grid": lambda row: (row["number"], row["prompt"]) if row["row_label"] else None,
        "multipleResp": lambda row: row["question_id"] if row["question_type"] == "multiple_choice" else None,
    }
    n = 0
    for kind, key in keys.items():
        for value, group in groupby(rows, key=lambda pair, key=key: key(pair[0])):  # type: ignore[misc]
            members = list(group)
            if value:
                n += 1
                names = " ".join(_variable_id(book.form, variable) for _, variable in members)
                made = _add(data, "varGrp", ID=f"G_{book.form['form_id']}_{n}", type=kind, var=names)
                _add(made, "labl", value if kind == "section" else members[0][0]["prompt"])


def _variable(data: Any, form: Row, row: Row, variable: Variable) -> None:
    kind = _KINDS[row["question_type"]]
    whole = variable.option is None and not variable.extra
    made = _add(
        data, "var", ID=_variable_id(form, variable), name=variable.name, files=_file_id(form),
        language=form["language"], nature=kind.nature if whole else None,
        representationType=_REPRESENTATIONS[variable.measure],
    )  # fmt: skip
    _add(made, "labl", variable.label)
    _question(made, row, kind)
    _add(made, "sumStat", row["n_answered"], type="vald")
    _add(made, "sumStat", row["n_responses"] - row["n_answered"], type="invd")
    for value, label in variable.labels.items():
        category = _add(made, "catgry")
        _add(category, "catValu", value)
        _add(category, "labl", label)
    date = "date" if variable.measure is Measure.DATE else None
    _add(made, "varFormat", type="character" if variable.measure in _CHARACTERS else "numeric", category=date)
    for name in ("question_id", "n_blank", "n_undetermined", "n_not_shown", "required"):
        if row[name] is not None:
            _add(made, "notes", str(row[name]).lower(), subject=name)


def _question(parent: Any, row: Row, kind: _Kind) -> None:
    asked = _add(parent, "qstn", seqNo=row["number"], responseDomainType=kind.domain,
                 otherResponseDomainType=kind.other)  # fmt: skip
    if row["row_label"] and row["prompt"]:
        _add(asked, "preQTxt", row["prompt"])
    _add(asked, "qstnLit", row["row_label"] or row["prompt"])
    if row["help_text"]:
        _add(asked, "postQTxt", row["help_text"])


def _file_id(form: Row) -> str:
    """An XML id begins with a letter."""
    return f"F_{form['form_id']}"


def _variable_id(form: Row, variable: Variable) -> str:
    return f"V_{form['form_id']}_{variable.name}"
