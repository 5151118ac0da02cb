"""The tables, their columns, types and meanings: the only schema there is.

``tidyforms schema``, the descriptions inside the Parquet files and ``docs/tables.md`` are
all made from this. Importing it is cheap: pyarrow is loaded only to make Arrow schemas.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ingest import __version__

if TYPE_CHECKING:
    import pyarrow as pa

INT32_MAX = 2**31 - 1
VERSION = 3
"""Of the tables: one more whenever a column, a type or a meaning changes."""


@dataclass(frozen=True)
class Column:
    """A column: its Arrow type as text and what it means."""

    name: str
    type: str
    meaning: str

    @property
    def nullable(self) -> bool:
        """Whether a null may stand in it (``?`` after the type)."""
        return self.type.endswith("?")

    @property
    def arrow(self) -> str:
        """The type without its ``?``."""
        return self.type.removesuffix("?")


@dataclass(frozen=True)
class Table:
    """A table: what one row is, its key, its columns in order."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


def _table(name: str, row: str, key: str, columns: str) -> Table:
    lines = [line.split("|", 2) for line in columns.strip().splitlines()]
    return Table(name, row, tuple(key.split()), tuple(Column(*(p.strip() for p in line)) for line in lines))


DOCUMENTS = _table(
    "documents",
    "one distinct input, by content",
    "document_id",
    """
document_id | string | SHA-256 of the bytes, hex. Of a file whose bytes were not read (reason not_a_file, \
unreadable, too_large before reading, changed): SHA-256 of `tidyforms:path:` and the path's bytes
path | string | relative to RAW, `/`-separated; the first in sort order if several files have the same \
bytes. A path that is not UTF-8 begins with `./` and is percent-encoded (no other path begins so)
duplicate_paths | list<string> | the other paths with the same bytes, sorted
format | string? | pdf, docx, md, html, xlsx, csv, image; by content, not by name; null if unknown
size_bytes | int64 | length of the file; 0 where it has none
outcome | string | parsed, partial (something in it could not be read: see findings) or rejected
reason | string? | partial, rejected: a stable code, such as encrypted, corrupt, timeout, not_a_response
detail | string? | partial, rejected: one line for a person
responses | int32 | how many responses were found in it
pages | int32? | pages, where the format has them
text_source | string? | of pages: embedded (the file's own text), ocr (read from pictures) or mixed; null \
where no page was read
""",
)

RESPONSES = _table(
    "responses",
    "one respondent's submission as one document shows it",
    "response_id",
    """
response_id | string | stable hash of document_id and the response's place in the document
document_id | string | the document it stands in
form_id | string | the form it answers; responses that share most of their questions share it
form_title | string? | title as printed
respondent | string? | as printed, such as `27`
respondent_name | string? | name as printed
respondent_email | string? | address as printed
anonymous | bool? | whether the document says that the respondent is anonymous
started_at | timestamp[ms]? | start time, as printed, without a time zone
submitted_at | timestamp[ms]? | completion time, as printed, without a time zone
time_to_complete_s | int32? | seconds: `11:00` is 660, `75:21` is 4521, `1:02:03` is 3723
modified_at | timestamp[ms]? | time of the last change, as printed, without a time zone
language | string? | BCP 47
score | float64? | points reached, in a quiz
score_max | float64? | points that could be reached, in a quiz
submission_id | string | the same for every export of one submission; unique to it
preferred | bool | one per submission: the export that shows most
n_questions | int32 | n_answered + n_blank + n_undetermined
n_answered | int32 | answers with status answered
n_blank | int32 | answers with status blank
n_undetermined | int32 | answers with status undetermined
""",
)

ANSWERS = _table(
    "answers",
    "one response's answer to one question",
    "response_id question_id",
    """
response_id | string | the response
document_id | string | its document
form_id | string | its form
question_id | string | the same for the same question in every response and format; unique in a response
position | int32 | 1, 2, 3 … in document order
number | string? | as printed: `3`
section | string? | nearest heading above that groups questions, without decoration
prompt | string | without number, required mark and help text; white space folded
row_label | string? | grids: the row's statement
help_text | string? | description under the prompt
question_type | string | text, single_choice, multiple_choice, rating, nps, date, likert, ranking, \
file_upload or unknown
required | bool? | whether the form insists on an answer; null if not shown
status | string | answered; blank (shown, nothing given); undetermined (this export does not show which \
option was chosen); not_shown (in the form, not in this document)
answer_text | string? | what was given, as printed, lines kept; chosen options joined by `; `
selected | list<string>? | chosen options in printed order (ranking: ranked order); empty: shown and nothing \
chosen; null: not known
other_text | string? | free text typed into the option "Other"
value_bool | bool? | a yes or a no, chosen or at the start of a text
value_number | float64? | the one number the answer states; null if none or ambiguous
value_unit | string? | percent, an ISO 4217 code, …
value_date | date32? | null where day and month cannot be told apart
codes | list<int32>? | positions (from 1) of the chosen options in the codebook's `options`; null unless all \
are known
urls | list<string>? | links in the answer, in order
confidence | float64 | 0 to 1: how sure prompt, help, answer and selection are told apart
evidence | string | what the reading rests on: markup, marks, layout, pixels, form, text or person
points | float64? | of a quiz: given for this answer; null where the document shows none
points_max | float64? | of a quiz: could be given
feedback | string? | of a quiz: what its owner wrote to this answer
page | int32? | page the question starts on, from 1
bbox | list<float64>? | x0, top, x1, bottom of the answer on that page; points from the top left
line | int32? | first source line, from 1 (text formats)
""",
)

OPTIONS = _table(
    "options",
    "one offered option of one answer",
    "response_id question_id position",
    """
response_id | string | the response
form_id | string | its form
question_id | string | the question
position | int32 | 1, 2, 3 … in printed order
option | string | the option as printed
selected | bool? | null: not shown by the export
other | bool | the option that takes a free text
rank | int32? | ranking: 1 is best
""",
)

QUESTIONS = _table(
    "questions",
    "one question of one form: the codebook",
    "form_id question_id",
    """
form_id | string | the form
question_id | string | the question
position | int32 | 1, 2, 3 … in the form's order
number | string? | as the form has it (so are the next columns)
section | string? | heading it stands under
prompt | string | its wording
row_label | string? | grids: the row's statement
help_text | string? | description under the prompt
question_type | string | unknown only if no response shows more
required | bool? | whether the form insists on an answer
options | list<string> | offered options in printed order
n_responses | int32 | responses of the form = n_answered + n_blank + n_undetermined + n_not_shown
n_answered | int32 | responses that answer it
n_blank | int32 | responses that leave it blank
n_undetermined | int32 | responses whose export does not show the choice
n_not_shown | int32 | responses that do not show it
""",
)

MERGED = Table(
    "merged",
    "one submission's answer to one question: what the strongest evidence among its exports shows",
    ("submission_id", "question_id"),
    (
        Column("submission_id", "string", "the submission"),
        Column("form_id", "string", "its form"),
        Column("question_id", "string", "the question"),
        *ANSWERS.columns[[c.name for c in ANSWERS.columns].index("position") :],
        Column("response_id", "string", "the export that the row is of"),
        Column("sources", "int32", "exports that show the question"),
        Column("agreed", "bool?", "whether all that show an answer show the same; null with one source"),
    ),
)

FORMS = _table(
    "forms",
    "one form",
    "form_id",
    """
form_id | string | the form
name | string | short and unique; taken wherever a form is asked for
title | string? | as most of its documents print it; of workbooks alone, as their file names have it
language | string? | BCP 47
documents | int32 | documents that hold responses to it
responses | int32 | responses
submissions | int32 | submissions: responses without further exports of the same one
questions | int32 | rows of `questions`
versions | int32 | ways in which its questions were put: 1 where none changed (table `versions`)
first_submitted_at | timestamp[ms]? | the earliest completion time that a document shows
last_submitted_at | timestamp[ms]? | the latest
""",
)

CORRECTIONS = _table(
    "corrections",
    "one cell that a person set",
    "response_id question_id",
    """
document_id | string? | the document; null if it has gone
response_id | string | the response
question_id | string | the question
number | string? | its number, as the document shows it
prompt | string? | its prompt, as the document shows it; a grid's statement after it
machine_status | string? | what the document shows by itself; null if it waits
machine_answer | string? | the answer that the document shows by itself
status | string | what the person says: answered, blank or undetermined
answer_text | string? | the answer that the person gives
who | string? | the person, as they call themselves
note | string? | their note
applied | bool | false: the document has gone (or the question is not found in it), and the correction waits
""",
)

FINDINGS = _table(
    "findings",
    "one thing a person may want to look at",
    "",
    """
document_id | string | where
response_id | string? | the response it is about
question_id | string? | the question it is about
severity | string | info, warning or error
code | string | stable
message | string | one line for a person
page | int32? | from 1
line | int32? | source line, from 1
""",
)

VERSIONS = _table(
    "versions",
    "one way in which a question that changed was put",
    "form_id question_id version",
    """
form_id | string | the form
question_id | string | the question, the same in all its versions
version | int32 | 1, 2, 3 … by the smallest respondent number that shows it
prompt | string | its wording; of a grid's row, the statement
help_text | string? | description under the prompt
options | list<string> | offered options in printed order
n_responses | int32 | responses that show it so
first_respondent | string? | the smallest respondent number among them
""",
)

TABLES = (DOCUMENTS, RESPONSES, ANSWERS, OPTIONS, QUESTIONS, VERSIONS, MERGED, FORMS, CORRECTIONS, FINDINGS)
NAMES = tuple(table.name for table in TABLES)


@cache
def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of a table, with descriptions in the fields' metadata."""
    import pyarrow as pa

    types = {
        "string": pa.string(), "bool": pa.bool_(), "int32": pa.int32(), "int64": pa.int64(),
        "float64": pa.float64(), "timestamp[ms]": pa.timestamp("ms"), "date32": pa.date32(),
        "list<string>": pa.list_(pa.string()), "list<float64>": pa.list_(pa.float64()),
        "list<int32>": pa.list_(pa.int32()),
    }  # fmt: skip
    table = next(t for t in TABLES if t.name == name)
    fields = [
        pa.field(c.name, types[c.arrow], nullable=c.nullable, metadata={"description": c.meaning})
        for c in table.columns
    ]
    written_by = {"tidyforms_version": __version__, "schema_version": str(VERSION)}
    return pa.schema(fields, metadata={"description": table.row, **written_by})
