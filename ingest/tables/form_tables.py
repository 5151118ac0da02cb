"""One form's responses -> its rows in all tables. A sheet's go by column, all others one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.review.corrections import Corrected, Corrections
from ingest.tables.checks import Once, response_findings, unconfirmed
from ingest.tables.codebook import Codebook
from ingest.tables.form_names import form_row
from ingest.tables.identity import Facts, facts
from ingest.tables.learn import question_ids, read_by_form
from ingest.tables.records import Context, Row, answer_rows, option_rows, response_id, response_row
from ingest.tables.submissions import submission_findings, submissions
from parsers.forms.template import Template
from parsers.responses import Response
from parsers.rows import Responses, Rows

if TYPE_CHECKING:
    from ingest.tables.sheet_rows import SheetRows  # numpy and pyarrow take longer to load than an idle night
    from ingest.tables.writer import Stretch

Add = Callable[[str, Iterable[Row]], None]


AddStretch = Callable[[str, "Stretch", int, int], None]
"""Table, sheet, and the first and last (excluded) of its responses."""


@dataclass(frozen=True, slots=True)
class Member:
    """A document's responses to one form."""

    document_id: str
    path: str
    """For messages."""
    format: str | None
    template: Template
    ordinals: frozenset[int]
    """Which of the document's responses."""
    responses: Callable[[], Iterable[Response]]
    """All of the document's."""


class FormTables:
    """Writes the rows of one form, document by document."""

    def __init__(
        self, form_id: str, templates: Sequence[Template], corrections: Corrections, add: Add,
        add_stretch: AddStretch | None,
    ) -> None:  # fmt: skip
        """``templates``: the form's, first the one after which tied ones (in other languages) are named; its
        words go first. ``add_stretch``: takes what is columns; without it all is added row by row."""
        self._form_id, self._called = form_id, templates[0]
        self._corrections, self._add, self._add_stretch = corrections, add, add_stretch
        self._codebook = Codebook(form_id, templates)
        self._identities: list[Facts] = []
        self._rows: list[Row] = []
        self._once = Once()
        self._paths: list[str] = []

    def add(self, member: Member, paths: Iterable[str]) -> None:
        """Add a document's responses. ``paths``: all that it lies at."""
        self._paths += paths
        responses = member.responses()
        start = 0
        for rows in responses.parts if isinstance(responses, Responses) else ():
            if start in member.ordinals:  # a sheet's responses are of one form
                self._add("findings", unconfirmed(member.document_id, rows, member.template))
                if self._add_stretch is not None:
                    self._add_sheet(member, rows, start)
            start += len(rows.people)
        if start and self._add_stretch is not None:
            return
        for ordinal, response in enumerate(responses):
            if ordinal in member.ordinals:
                self._add_response(member, ordinal, response)

    def _context(self, member: Member, ordinal: int) -> Context:
        return Context(member.document_id, response_id(member.document_id, ordinal), self._form_id)

    def _add_response(self, member: Member, ordinal: int, read: Response) -> None:
        context, shown = self._context(member, ordinal), read_by_form(read, member.template, member.format)
        ids = question_ids(shown.answers)
        response, corrected = self._corrections.apply(context, shown, ids, member.template)
        self._rows.append(response_row(context, response))
        self._add("answers", answer_rows(context, response, ids, self._codebook.codes))
        pairs = zip(ids, response.answers, strict=True)
        self._add("options", [row for pair in pairs for row in option_rows(context, *pair)])
        self._add("findings", self._once.of(response_findings(context, response, ids)))
        self._add_corrections(context, corrected)
        self._codebook.add(response, ids)
        self._identities.append(
            facts(context.document_id, context.response_id, member.path, member.format, response, ids)
        )

    def _add_corrections(self, context: Context, corrected: Sequence[Corrected]) -> None:
        found = [c.row(context.document_id) for c in corrected]
        self._add("corrections", found)
        self._add("findings", [c.finding(context) for c in corrected])

    def _add_sheet(self, member: Member, rows: Rows, first: int) -> None:
        """``first``: the ordinal of the sheet's first response."""
        from ingest.tables.sheet_rows import SheetRows

        contexts = [self._context(member, first + n) for n in range(len(rows.people))]
        sheet = SheetRows(rows, member.template, contexts, self._codebook.codes, member.path)
        told = {n for n, c in enumerate(contexts) if self._corrections.concern(c.response_id)}
        start = 0
        for number in (*sorted(told | sheet.alone), len(rows.people)):
            if start < number:
                self._add_rows(sheet, start, number)
            if number < len(rows.people):
                self._add_response(member, first + number, rows.response(number))
            start = number + 1

    def _add_rows(self, sheet: SheetRows, start: int, end: int) -> None:
        assert self._add_stretch is not None
        self._rows += sheet.response_rows(start, end)
        for table in ("answers", "options"):
            self._add_stretch(table, sheet.columns, start, end)
        for found in sheet.findings(start, end):
            self._add("findings", self._once.of(found))
        self._codebook.add_columns(sheet.ids, sheet.counts(start, end), end - start)
        self._identities += sheet.facts(start, end)

    def finish(self) -> Row:
        """Add what is known only now. Returns the row of ``forms``, without a name."""
        book, versions = self._codebook.rows(), self._codebook.version_rows()
        self._add("questions", book)
        self._add("versions", versions)
        self._write_responses()
        ways = max((row["version"] for row in versions), default=1)
        called = self._called
        return form_row(
            self._form_id, called.title, called.language, len(book), ways, self._rows, self._paths
        )

    def _write_responses(self) -> None:
        """The rows of ``responses``, once it is known which are one submission."""
        found = submissions(self._form_id, self._identities)
        of = {m.response_id: (s.submission_id, n == 0) for s in found for n, m in enumerate(s.members)}
        for row in self._rows:
            row["submission_id"], row["preferred"] = of[row["response_id"]]
        self._add("responses", self._rows)
        for submission in found:
            self._add("findings", submission_findings(submission))
