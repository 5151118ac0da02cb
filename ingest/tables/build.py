"""The documents of a run -> the rows of all tables, form by form, never all at once in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from msgspec.structs import replace

from ingest.review.corrections import Corrections
from ingest.tables.form_names import named
from ingest.tables.form_tables import Add, AddStretch, FormTables, Member
from ingest.tables.learn import Learned, Library
from ingest.tables.records import Row, document_row, finding_row
from ingest.workers.protocol import Summary, sheets_of, unpack
from parsers.forms.file.model import FormFile
from parsers.forms.template import Template
from parsers.responses import Response
from parsers.rows import Responses


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

    def responses(self) -> Iterable[Response]:
        """Its responses, one at a time; a sheet's together."""
        packed = self.packed()
        sheets = sheets_of(packed)
        return Responses(sheets) if sheets else unpack(packed)


def write_tables(
    documents: Sequence[Document],
    add: Add,
    files: Sequence[FormFile] = (),
    corrections: Corrections | None = None,
    add_stretch: AddStretch | None = None,
) -> tuple[int, tuple[str, ...]]:
    """Give all rows of all tables but ``merged`` to ``add``; documents are sorted by path. ``add_stretch``
    takes what is columns already.

    Raises FaultyForms, FaultyCorrections. Returns the number of forms, and the documents that only their
    form made responses of.
    """
    corrections = corrections or Corrections(())
    learned = Learned()
    numbers = [_observe(learned, document) for document in documents]
    library = Library(learned, files)
    forms: defaultdict[str, list[tuple[Member, Document]]] = defaultdict(list)
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
            forms[member.template.form_id].append((member, document))
    every: list[Row] = []
    for form_id in sorted(forms):
        main = [t for t in (library.forms.templates.get(form_id),) if t is not None]
        templates = [*main, *(member.template for member, _ in forms[form_id])]
        tables = FormTables(form_id, templates, corrections, add, add_stretch)
        for member, document in forms[form_id]:
            tables.add(member, document.paths)
        every.append(tables.finish())
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


def _members(document: Document, templates: Sequence[Template], format: str | None) -> Iterator[Member]:
    for template in {id(t): t for t in templates}.values():
        ordinals = frozenset(n for n, t in enumerate(templates) if t is template)
        path = document.paths[0]
        yield Member(document.document_id, path, format, template, ordinals, document.responses)
