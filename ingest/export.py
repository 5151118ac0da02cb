"""The codebook for statistics programs: DDI Codebook 2.5, an XML file (docs/forms.md says why).

Each form is a data file of the codebook, each question a variable ``q_`` + ``question_id``. Such a file
is the table ``answers`` of one form with a row per response and a column per question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from lxml import etree

from ingest.publish import Dataset
from ingest.records import Row
from ingest.settings import RunFailed

NAMESPACE = "ddi:codebook:2_5"
SCHEMA = f"{NAMESPACE} http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_BCP47 = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_CONTENTS = (
    "One row per response_id. A variable is answer_text of the table answers; of a numeric one it is "
    'value_number, of a date value_date. Several chosen options are joined by "; ". A question that was not '
    "answered has no value; the column status of answers says whether it was left blank, its choice is not "
    "shown, or it was not asked."
)


@dataclass(frozen=True)
class _Kind:
    """What DDI calls a question type: ``var/@representationType``, ``qstn/@responseDomainType``."""

    representation: str
    domain: str
    other: str | None = None
    """Ours, where DDI has no word for the domain."""
    nature: str | None = None


_KINDS = {
    "text": _Kind("text", "text"),
    "single_choice": _Kind("code", "category", nature="nominal"),
    "multiple_choice": _Kind("code", "multiple"),
    "rating": _Kind("numeric", "numeric", nature="ordinal"),
    "nps": _Kind("numeric", "numeric", nature="ordinal"),
    "date": _Kind("datetime", "datetime"),
    "likert": _Kind("code", "category", nature="ordinal"),
    "ranking": _Kind("code", "other", "ranking"),
    "file_upload": _Kind("text", "other", "file_upload"),
    "unknown": _Kind("text", "other", "unknown"),
}


@dataclass(frozen=True)
class FormName:
    """How a form is called in its responses, most frequent first."""

    title: str | None = None
    language: str | None = None


def export_codebook(out: Path, form_id: str | None = None) -> str:
    """The codebook of the published dataset in OUT, or of one of its forms.

    Raises RunFailed if there is no dataset or no such form.
    """
    snapshot = Dataset(out).current()
    if snapshot is None:
        raise RunFailed(f"{out} holds no published dataset")
    questions = snapshot.rows("questions")
    if form_id is not None:
        questions = [row for row in questions if row["form_id"] == form_id]
        if not questions:
            raise RunFailed(f"{out} holds no form {form_id}")
    columns = ["form_id", "form_title", "language"]
    responses = snapshot.rows("responses", columns)
    return codebook(questions, form_names(responses))


def form_names(responses: Iterable[Row]) -> dict[str, FormName]:
    """Title and language that most responses of each form have."""
    by_form = groupby(sorted(responses, key=lambda row: str(row["form_id"])), key=lambda row: row["form_id"])
    rows = {form_id: list(group) for form_id, group in by_form}
    return {
        form_id: FormName(_most(row["form_title"] for row in group), _most(row["language"] for row in group))
        for form_id, group in rows.items()
    }


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def codebook(questions: Iterable[Row], names: Mapping[str, FormName]) -> str:
    """The codebook of rows of the table ``questions``. Their order does not matter."""
    rows = sorted(questions, key=lambda row: (row["form_id"], row["position"]))
    forms = {form_id: list(group) for form_id, group in groupby(rows, key=lambda row: str(row["form_id"]))}
    prefixes: Any = {None: NAMESPACE, "xsi": _XSI}
    root = etree.Element(f"{{{NAMESPACE}}}codeBook", nsmap=prefixes, version="2.5")
    root.set(f"{{{_XSI}}}schemaLocation", SCHEMA)
    _study(root, {form_id: names.get(form_id, FormName()).title for form_id in forms})
    for form_id, group in forms.items():
        _file(root, form_id, group, names.get(form_id, FormName()))
    if forms:
        data = _add(root, "dataDscr")
        for form_id, group in forms.items():
            _groups(data, form_id, group)
        for form_id, group in forms.items():
            for row in group:
                _variable(data, row, names.get(form_id, FormName()).language)
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text.decode()


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


def _study(root: Any, titles: Mapping[str, str | None]) -> None:
    citation = _add(_add(root, "stdyDscr"), "citation")
    named = _add(citation, "titlStmt")
    called = list(dict.fromkeys(title for title in titles.values() if title))
    _add(named, "titl", "; ".join(called) or "Forms without a title")
    for form_id in titles:
        _add(named, "IDNo", form_id)
    _add(_add(citation, "prodStmt"), "software", "tidyforms")


def _file(root: Any, form_id: str, rows: Sequence[Row], name: FormName) -> None:
    about = _add(_add(root, "fileDscr", ID=_file_id(form_id), language=name.language), "fileTxt")
    _add(about, "fileName", name.title or form_id)
    _add(about, "fileCont", _CONTENTS)
    size = _add(about, "dimensns")
    _add(size, "caseQnty", max(row["n_responses"] for row in rows))
    _add(size, "varQnty", len(rows))


def _groups(data: Any, form_id: str, rows: Sequence[Row]) -> None:
    """Sections, and the statements of each grid."""
    sections = groupby(rows, key=lambda row: row["section"])
    grids = groupby(rows, key=lambda row: (row["number"], row["prompt"]) if row["row_label"] else None)
    named = [("section", section, list(group)) for section, group in sections if section]
    named += [("grid", key[1], list(group)) for key, group in grids if key]
    for n, (kind, label, members) in enumerate(named, 1):
        variables = " ".join(map(_variable_id, members))
        group = _add(data, "varGrp", ID=f"G_{form_id}_{n}", type=kind, var=variables)
        _add(group, "labl", label)


def _variable(data: Any, row: Row, language: str | None) -> None:
    kind = _KINDS[row["question_type"]]
    variable = _add(
        data, "var", ID=_variable_id(row), name=f"q_{row['question_id']}", files=_file_id(row["form_id"]),
        language=language, nature=kind.nature, representationType=kind.representation,
    )  # fmt: skip
    _add(variable, "labl", " – ".join(filter(None, (row["prompt"], row["row_label"]))))
    asked = _add(variable, "qstn", seqNo=row["number"], responseDomainType=kind.domain,
                 otherResponseDomainType=kind.other)  # fmt: skip
    if row["row_label"] and row["prompt"]:
        _add(asked, "preQTxt", row["prompt"])
    _add(asked, "qstnLit", row["row_label"] or row["prompt"])
    if row["help_text"]:
        _add(asked, "postQTxt", row["help_text"])
    _add(variable, "sumStat", row["n_answered"], type="vald")
    _add(variable, "sumStat", row["n_responses"] - row["n_answered"], type="invd")
    for option in row["options"]:
        category = _add(variable, "catgry")
        _add(category, "catValu", option)
        _add(category, "labl", option)
    numeric, date = kind.representation == "numeric", kind.representation == "datetime"
    _add(variable, "varFormat", type="numeric" if numeric else "character", category="date" if date else None)
    for name in ("n_blank", "n_undetermined", "n_not_shown", "required"):
        if row[name] is not None:
            _add(variable, "notes", str(row[name]).lower(), subject=name)


def _file_id(form_id: str) -> str:
    """An XML id begins with a letter."""
    return f"F_{form_id}"


def _variable_id(row: Row) -> str:
    return f"V_{row['form_id']}_{row['question_id']}"
