"""The documents of a run -> the rows of all tables, form by form, never all at once in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from msgspec.structs import replace

from ingest.checks import Once, response_findings
from ingest.codebook import Codebook
from ingest.learn import Learned, Library, question_ids, read_by_form
from ingest.protocol import Summary, unpack
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
from parsers.forms.files import FormFile
from parsers.forms.template import Template

Add = Callable[[str, Iterable[Row]], None]


class Store(Protocol):
    """Where what was read of a document is kept."""

    def summary(self, document_id: str, /) -> Summary: ...
    def responses(self, document_id: str, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Document:
    """One distinct input. All of a run are in memory at once: the rest stays in the store."""

    document_id: str
    paths: tuple[str, ...]
    """Published paths, sorted."""
    size: int
    store: Store

    def summary(self) -> Summary:
        """What became of it."""
        return self.store.summary(self.document_id)

    def packed(self) -> bytes:
        """Its responses, packed."""
        return self.store.responses(self.document_id)

    def responses(self) -> Iterator[Response]:
        """Its responses, one at a time."""
        return unpack(self.packed())


@dataclass(frozen=True, slots=True)
class _Member:
    """A document's responses to one form."""

    document: Document
    template: Template
    ordinals: frozenset[int]


def write_tables(
    documents: Sequence[Document], add: Add, files: Sequence[FormFile] = ()
) -> tuple[int, tuple[str, ...]]:
    """Give all rows of all tables to ``add``; documents are sorted by path.

    Returns the number of forms, and the documents that only their form made responses of.
    """
    learned = Learned()
    numbers = [
        () if d.summary().outcome == "rejected" else learned.observe(d.summary(), d.packed())
        for d in documents
    ]
    library = Library(learned, files)
    forms: defaultdict[str, list[_Member]] = defaultdict(list)
    adopted: set[str] = set()
    for document, own in zip(documents, numbers, strict=True):
        summary = document.summary()
        templates = library.settle(own, document.responses)
        if summary.pending and (found := library.adopt(document.responses())):
            summary, templates = _adopted(summary), list(found)
            adopted.add(document.document_id)
        add("documents", [document_row(document.document_id, document.paths, document.size, summary)])
        add("findings", [finding_row(document.document_id, problem) for problem in summary.problems])
        for member in _members(document, templates):
            forms[member.template.form_id].append(member)
    for form_id in sorted(forms):
        main = [t for t in (library.forms.templates.get(form_id),) if t is not None]
        _write_form(form_id, forms[form_id], main, add)
    return len(forms), tuple(sorted(adopted))


def _adopted(summary: Summary) -> Summary:
    return replace(summary, outcome="parsed", reason=None, detail=None)


def _members(document: Document, templates: Sequence[Template]) -> Iterator[_Member]:
    for template in {id(t): t for t in templates}.values():
        ordinals = frozenset(n for n, t in enumerate(templates) if t is template)
        yield _Member(document, template, ordinals)


def _twice(members: Sequence[_Member]) -> set[str]:
    """Respondent numbers that stand in more than one document."""
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for member in members:
        respondents = member.document.summary().respondents
        for ordinal in member.ordinals:
            if respondent := respondents[ordinal]:
                documents[respondent].add(member.document.document_id)
    return {respondent for respondent, ids in documents.items() if len(ids) > 1}


def _write_form(form_id: str, members: list[_Member], main: list[Template], add: Add) -> None:
    """``main``: the form after which tied ones (in other languages) are named; its words go first."""
    codebook = Codebook(form_id, [*main, *(member.template for member in members)])
    twice = _twice(members)
    digests: list[tuple[str, Digest]] = []
    once = Once()
    for context, document, response in _responses(form_id, members):
        ids = question_ids(response.answers)
        add("responses", [response_row(context, response)])
        add("answers", answer_rows(context, response, ids))
        pairs = zip(ids, response.answers, strict=True)
        add("options", [row for pair in pairs for row in option_rows(context, *pair)])
        add("findings", once.of(response_findings(context, response, ids)))
        codebook.add(response, ids)
        if response.respondent in twice:
            item = digest(context.document_id, context.response_id, document.paths[0], response, ids)
            digests.append((response.respondent, item))
    add("questions", codebook.rows())
    add("versions", codebook.version_rows())
    for same_number in grouped(digests):
        add("findings", findings(same_number))


def _responses(form_id: str, members: list[_Member]) -> Iterator[tuple[Context, Document, Response]]:
    for member in members:
        document_id = member.document.document_id
        for ordinal, response in enumerate(member.document.responses()):
            if ordinal in member.ordinals:
                context = Context(document_id, response_id(document_id, ordinal), form_id)
                yield context, member.document, read_by_form(response, member.template)
