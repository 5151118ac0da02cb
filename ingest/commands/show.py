"""``tidyforms inspect``: one document's responses on stdout, as JSON or for a person. Writes nothing."""

from __future__ import annotations

import os
from pathlib import Path

from ingest.inputs.discover import discover, open_root
from ingest.inputs.files import Opener, Refused, read
from ingest.settings import MIB, Reading, RunFailed, Settings
from ingest.tables.checks import response_findings
from ingest.tables.learn import Learned, Library, question_ids, read_by_form
from ingest.tables.records import (
    Context,
    Row,
    answer_rows,
    document_row,
    finding_row,
    option_rows,
    response_id,
    response_row,
)
from ingest.terminal import json_text, printable, put
from ingest.workers.isolate import Pool
from ingest.workers.process import Job
from ingest.workers.protocol import Parcel, unpack

MARKS = {True: "●", False: "○", None: "?"}


def show(file: Path, reading: Reading, as_json: bool) -> bool:
    """Print what the document holds. Returns whether it was not rejected. Raises RunFailed."""
    shown = document_of(file, reading)
    if as_json:
        put(json_text(shown, indent=True))
    else:
        put(_as_text(shown))
    return bool(shown["outcome"] != "rejected")


def document_of(file: Path, reading: Reading) -> Row:
    """The document's row with its ``responses`` (each with ``answers``, ``findings``) and ``findings``.

    Raises RunFailed if it is a folder, or cannot be opened.
    """
    if file.is_dir():
        raise RunFailed(f"{file} is a folder: name one document")
    root, name = open_root(file)
    opener = Opener(root)
    try:
        found = discover(root, name, set()).files[0]
        if found.reason:
            raise Refused(found.reason, found.detail or "")
        content = read(opener, found, Settings(Path(), Path()).max_size * MIB)
    except Refused as refusal:
        raise RunFailed(f"{file}: {refusal.detail}") from refusal
    finally:
        opener.close()
        os.close(root)
    with Pool(reading, 1) as pool:
        [(_, parcel)] = pool.run(iter([Job(content.sha256, content.hand_over(), content.size)]))
    row = document_row(content.sha256, [found.shown], content.size, parcel.summary)
    return {
        **row,
        "responses": _responses(content.sha256, parcel),
        "findings": [finding_row(content.sha256, problem) for problem in parcel.summary.problems],
    }


def _responses(document_id: str, parcel: Parcel) -> list[Row]:
    rows: list[Row] = []
    learned = Learned()
    numbers = () if parcel.summary.pending else learned.observe(parcel.summary, parcel.responses)
    library = Library(learned)
    for ordinal, (number, shown) in enumerate(zip(numbers, unpack(parcel.responses), strict=False)):
        template = library.template(number)
        response = read_by_form(shown, template, parcel.summary.format)
        context = Context(document_id, response_id(document_id, ordinal), template.form_id)
        ids = question_ids(response.answers)
        answers = answer_rows(context, response, ids)
        for row, question_id, answer in zip(answers, ids, response.answers, strict=True):
            row["options"] = option_rows(context, question_id, answer)
        findings = response_findings(context, response, ids)
        rows.append({**response_row(context, response), "answers": answers, "findings": findings})
    return rows


def _as_text(document: Row) -> str:
    lines = [f"{document['path']}: {document['format'] or 'unknown format'}, {document['outcome']}"]
    if document["reason"]:
        lines.append(f"{document['reason']}: {document['detail']}")
    for response in document["responses"]:
        lines += ["", *_response_lines(response)]
    return "\n".join(printable(line) for line in lines)  # a line break in a name ends no line


def _response_lines(response: Row) -> list[str]:
    head = [response[key] for key in ("form_title", "respondent", "respondent_name") if response[key]]
    counts = ", ".join(
        f"{response[f'n_{status}']} {status}" for status in ("answered", "blank", "undetermined")
    )
    lines = [" · ".join(head) or "response", counts]
    section = None
    for answer in response["answers"]:
        if answer["section"] != section:
            section = answer["section"]
            lines += ["", f"== {section} =="]
        lines += _answer_lines(answer)
    for finding in response["findings"]:
        lines.append(f"! {finding['severity']} {finding['code']}: {finding['message']}")
    return lines


def _answer_lines(answer: Row) -> list[str]:
    number = f"{answer['number']}. " if answer["number"] else ""
    label = f" / {answer['row_label']}" if answer["row_label"] else ""
    star = " *" if answer["required"] else ""
    lines = [f"{number}{answer['prompt']}{label}{star}  [{answer['question_type']}, {answer['status']}]"]
    lines += [f"    {MARKS[option['selected']]} {option['option']}" for option in answer["options"]]
    if answer["answer_text"] is not None and not answer["selected"]:
        lines += [f"    {line}" for line in str(answer["answer_text"]).splitlines()]
    if answer["other_text"]:
        lines.append(f"    Other: {answer['other_text']}")
    return lines
