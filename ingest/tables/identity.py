"""What tells one submission from another: the header's facts and the answers, short enough to keep."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import unquote

from ingest.tables.records import Row
from parsers.blocks import Evidence
from parsers.forms.wording import fold, stable_hash
from parsers.responses import Answer, QuestionType, Response, Status

DETERMINED = (Status.ANSWERED, Status.BLANK)
FIGURES = (QuestionType.RATING, QuestionType.NPS)
EXACT = frozenset((Evidence.MARKUP, Evidence.MARKS, Evidence.LAYOUT, Evidence.PERSON))
"""Evidence that contradicts an equal one; a plain text's may be misread."""
SHEETS = ("xlsx", "csv")
Header = tuple[object, ...]
ACCENTS = re.compile("[\u0300-\u036f]")
"""Marks over and under letters: scanners lose them. Other scripts' marks tell names apart, and stay."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that a document shows: hashes of what was given, in all the ways that formats write it."""

    hashes: frozenset[str]
    """Empty: blank."""
    exact: bool
    length: int
    """Letters of a typed text, 0 for a choice."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One response, as far as another export of the same submission would show it, too."""

    document_id: str
    response_id: str
    path: str
    sheet: bool
    """A workbook counts its rows otherwise than the page counts its respondents."""
    respondent: str | None
    name: str | None
    email: str | None
    anonymous: bool | None
    started: datetime | None
    submitted: datetime | None
    seconds: int | None
    score: float | None
    answers: Mapping[str, Given]
    shown: int
    """Answers that are determined, of any evidence."""

    @property
    def header(self) -> Header:
        """The facts that the header shows."""
        return (self.respondent, self.name, self.email, self.seconds, self.started, self.submitted)


class Later(Mapping[str, Given]):
    """What a response gave, found out when it is asked for: most are never compared with another."""

    def __init__(self, find: Callable[[], dict[str, Given]]) -> None:
        self._find = find
        self._found: dict[str, Given] | None = None

    def _all(self) -> dict[str, Given]:
        if self._found is None:
            self._found = self._find()
        return self._found

    def __getitem__(self, question: str) -> Given:
        return self._all()[question]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def facts(
    document_id: str, response_id: str, path: str, format: str | None, response: Response, ids: Iterable[str]
) -> Facts:
    """The facts of one response. ``ids``: its questions' names; ``path``: its document's, for messages."""
    pairs = [(q, a) for q, a in zip(ids, response.answers, strict=True) if a.status in DETERMINED]
    answers = {question: given(answer) for question, answer in pairs}
    sheet = format in SHEETS
    return facts_of(document_id, response_id, path, sheet, response, answers, len(pairs))


def facts_of(
    document_id: str,
    response_id: str,
    path: str,
    sheet: bool,
    response: Response,
    answers: Mapping[str, Given],
    shown: int,
) -> Facts:
    """The same, where it is known what was given. ``shown``: how many answers are determined."""
    name, email = response.respondent_name, response.respondent_email
    return Facts(
        document_id,
        response_id,
        path,
        sheet,
        response.respondent,
        _without_accents(name) if name else None,
        email.casefold() if email else None,
        response.anonymous,
        response.started_at,
        response.submitted_at,
        response.time_to_complete_s,
        response.score,
        answers,
        shown,
    )


def _without_accents(name: str) -> str:
    return fold(ACCENTS.sub("", unicodedata.normalize("NFKD", name)))


def given(answer: Answer) -> Given:
    """What an answer gave, alike in all formats."""
    values = answer.values
    return _given(
        answer.status, answer.evidence, answer.question_type, answer.answer_text, answer.selected,
        answer.other_text, values.number, values.date,
    )  # fmt: skip


def given_of(row: Row) -> Given:
    """The same of a row of ``answers``."""
    return _given(
        row["status"], row["evidence"], row["question_type"], row["answer_text"], row["selected"],
        row["other_text"], row["value_number"], row["value_date"],
    )  # fmt: skip


def _given(
    status: str,
    evidence: str,
    kind: str,
    text: str | None,
    selected: Iterable[str] | None,
    other: str | None,
    number: float | None,
    day: date | None,
) -> Given:
    if status == Status.BLANK:
        return Given(frozenset(), evidence in EXACT, 0)
    ranked = kind == QuestionType.RANKING
    parts = (text or "").split(";")
    if kind == QuestionType.FILE_UPLOAD:
        parts = [_file_name(part) for part in parts]
    words = [_joined(parts, ranked)]
    if selected and not other:
        words.append(_joined(selected, ranked))
    if day is not None:
        words.append(day.isoformat())
    if kind in FIGURES and number is not None:
        words.append(f"{number:g}")
    typed = kind in (QuestionType.TEXT, QuestionType.UNKNOWN) or bool(other)
    return Given(frozenset(stable_hash(w) for w in words if w), evidence in EXACT, typed * len(words[0]))


def _file_name(shown: str) -> str:
    """An uploaded file's name: a page shows it, a workbook the file's address."""
    address = shown.strip()
    if not address.startswith(("https://", "http://")):
        return address
    path = address.split("?")[0].split("#")[0]
    return unquote(path.rstrip("/").rpartition("/")[2])


def _joined(parts: Iterable[str], ranked: bool) -> str:
    folded = [fold(part) for part in parts]
    return ";".join(folded if ranked else sorted(f for f in folded if f))
