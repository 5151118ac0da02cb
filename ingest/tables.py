"""The documents of a run -> the rows of all tables, form by form, never all at once in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.checks import response_findings
from ingest.codebook import Codebook
from ingest.forms import group, question_ids
from ingest.protocol import Shape, Summary, unpack
from ingest.records import (
    Context,
    Row,
    answer_rows,
    document_row,
    finding_row,
    option_rows,
    response_id,
    response_row,
)
from ingest.twins import Digest, digest, findings, grouped
from parsers.form import Response

Add = Callable[[str, Iterable[Row]], None]


@dataclass(frozen=True)
class Document:
    """One distinct input."""

    document_id: str
    paths: tuple[str, ...]
    """Published paths, sorted."""
    size: int
    summary: Callable[[], Summary]
    responses: Callable[[], bytes]
    """Packed."""


@dataclass(frozen=True)
class _Member:
    """A document's responses to one form."""

    document: Document
    ordinals: frozenset[int]


def write_tables(documents: Sequence[Document], add: Add) -> int:
    """Give all rows of all tables to ``add``; documents are sorted by path. Returns the number of forms."""
    forms: defaultdict[str, list[_Member]] = defaultdict(list)
    respondents: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    form_of = group(shape for document in documents for shape in document.summary().shapes)
    for document in documents:
        summary = document.summary()
        add("documents", [document_row(document.document_id, document.paths, document.size, summary)])
        add("findings", [finding_row(document.document_id, problem) for problem in summary.problems])
        for form_id, ordinals in _by_form(summary, form_of).items():
            forms[form_id].append(_Member(document, ordinals))
            for ordinal in ordinals:
                if respondent := summary.stubs[ordinal].respondent:
                    respondents[form_id, respondent].add(document.document_id)
    twice: defaultdict[str, set[str]] = defaultdict(set)
    for (form_id, respondent), ids in respondents.items():
        if len(ids) > 1:
            twice[form_id].add(respondent)
    for form_id in sorted(forms):
        _write_form(form_id, forms[form_id], twice[form_id], add)
    return len(forms)


def _by_form(summary: Summary, form_of: dict[Shape, str]) -> dict[str, frozenset[int]]:
    ordinals: defaultdict[str, list[int]] = defaultdict(list)
    for ordinal, stub in enumerate(summary.stubs):
        ordinals[form_of[summary.shapes[stub.shape]]].append(ordinal)
    return {form_id: frozenset(numbers) for form_id, numbers in ordinals.items()}


def _write_form(form_id: str, members: list[_Member], twice: set[str], add: Add) -> None:
    codebook = Codebook(form_id)
    digests: list[tuple[str, Digest]] = []
    for context, document, response in _responses(form_id, members):
        ids = question_ids(response)
        add("responses", [response_row(context, response)])
        add("answers", answer_rows(context, response, ids))
        pairs = zip(ids, response.answers, strict=True)
        add("options", [row for pair in pairs for row in option_rows(context, *pair)])
        add("findings", response_findings(context, response, ids))
        codebook.add(response, ids)
        if response.respondent in twice:
            item = digest(context.document_id, context.response_id, document.paths[0], response, ids)
            digests.append((response.respondent, item))
    add("questions", codebook.rows())
    for same_number in grouped(digests):
        add("findings", findings(same_number))


def _responses(form_id: str, members: list[_Member]) -> Iterator[tuple[Context, Document, Response]]:
    for member in members:
        document_id = member.document.document_id
        for ordinal, response in enumerate(unpack(member.document.responses())):
            if ordinal in member.ordinals:
                yield (
                    Context(document_id, response_id(document_id, ordinal), form_id),
                    member.document,
                    response,
                )
