"""The documents of a run -> the rows of all tables, form by form, never all at once in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from msgspec.structs import replace

from ingest.checks import Once, response_findings
from ingest.codebook import Codebook
from ingest.corrections import Corrected, Corrections
from ingest.form_names import form_row, named
from ingest.identity import Facts, facts
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
from ingest.submissions import submission_findings, submissions
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
    format: str | None


def write_tables(
    documents: Sequence[Document],
    add: Add,
    files: Sequence[FormFile] = (),
    corrections: Corrections | None = None,
) -> tuple[int, tuple[str, ...]]:
    """Give all rows of all tables but ``merged`` to ``add``; documents are sorted by path.

    Raises FaultyForms, FaultyCorrections. Returns the number of forms, and the documents that only their
    form made responses of.
    """
    corrections = corrections or Corrections(())
    learned = Learned()
    numbers = [_observe(learned, document) for document in documents]
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
        for member in _members(document, templates, summary.format):
            forms[member.template.form_id].append(member)
    every: list[Row] = []
    for form_id in sorted(forms):
        main = [t for t in (library.forms.templates.get(form_id),) if t is not None]
        every.append(_write_form(form_id, forms[form_id], main, corrections, add))
    add("forms", named(every))
    add("corrections", [waiting.row() for waiting in corrections.waiting()])
    return len(forms), tuple(sorted(adopted))


def _observe(learned: Learned, document: Document) -> tuple[int, ...]:
    summary = document.summary()
    if summary.outcome == "rejected":
        learned.pending += summary.pending
        return ()
    return learned.observe(summary, document.packed())


def _adopted(summary: Summary) -> Summary:
    return replace(summary, outcome="parsed", reason=None, detail=None)


def _members(document: Document, templates: Sequence[Template], format: str | None) -> Iterator[_Member]:
    for template in {id(t): t for t in templates}.values():
        ordinals = frozenset(n for n, t in enumerate(templates) if t is template)
        yield _Member(document, template, ordinals, format)


def _write_form(
    form_id: str, members: list[_Member], main: list[Template], corrections: Corrections, add: Add
) -> Row:
    """``main``: the form after which tied ones (in other languages) are named; its words go first.

    Returns the row of ``forms``, without a name.
    """
    codebook = Codebook(form_id, [*main, *(member.template for member in members)])
    identities: list[Facts] = []
    once = Once()
    rows: list[Row] = []
    for context, member, shown in _responses(form_id, members):
        document, ids = member.document, question_ids(shown.answers)
        response, corrected = corrections.apply(context, shown, ids, member.template)
        rows.append(response_row(context, response))
        add("answers", answer_rows(context, response, ids, codebook.codes))
        pairs = zip(ids, response.answers, strict=True)
        add("options", [row for pair in pairs for row in option_rows(context, *pair)])
        add("findings", once.of(response_findings(context, response, ids)))
        _add_corrections(context, corrected, add)
        codebook.add(response, ids)
        identities.append(
            facts(context.document_id, context.response_id, document.paths[0], member.format, response, ids)
        )
    book = codebook.rows()
    add("questions", book)
    versions = codebook.version_rows()
    add("versions", versions)
    _write_responses(form_id, rows, identities, add)
    called = [*main, *(member.template for member in members)][0]
    paths = (path for member in members for path in member.document.paths)
    ways = max((row["version"] for row in versions), default=1)
    return form_row(form_id, called.title, called.language, len(book), ways, rows, paths)


def _write_responses(form_id: str, rows: list[Row], identities: list[Facts], add: Add) -> None:
    """The rows of ``responses``, once it is known which are one submission."""
    found = submissions(form_id, identities)
    of = {m.response_id: (s.submission_id, n == 0) for s in found for n, m in enumerate(s.members)}
    for row in rows:
        row["submission_id"], row["preferred"] = of[row["response_id"]]
    add("responses", rows)
    for submission in found:
        add("findings", submission_findings(submission))


def _add_corrections(context: Context, corrected: Sequence[Corrected], add: Add) -> None:
    add("corrections", [c.row(context.document_id) for c in corrected])
    add("findings", [c.finding(context) for c in corrected])


def _responses(form_id: str, members: list[_Member]) -> Iterator[tuple[Context, _Member, Response]]:
    for member in members:
        document_id = member.document.document_id
        for ordinal, response in enumerate(member.document.responses()):
            if ordinal in member.ordinals:
                context = Context(document_id, response_id(document_id, ordinal), form_id)
                yield context, member, read_by_form(response, member.template)
