"""What the page asks: the rows of ``review`` with all that is needed to show and to answer them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.review.corrections import corrected_answer
from ingest.review.places import Correction
from ingest.review.worklist import review_rows
from ingest.store.snapshot import Snapshot
from ingest.tables.records import Row
from parsers.responses import Answer, Option, QuestionType, Status

CONTROLS = {
    QuestionType.SINGLE_CHOICE: "radio", QuestionType.LIKERT: "radio",
    QuestionType.MULTIPLE_CHOICE: "checkbox", QuestionType.UNKNOWN: "checkbox",
    QuestionType.RANKING: "ranking", QuestionType.RATING: "number", QuestionType.NPS: "number",
    QuestionType.DATE: "date",
}  # fmt: skip
"""What an answer is given with; text for all others, and where no options are known."""
NEED_OPTIONS = ("radio", "checkbox", "ranking")


@dataclass(frozen=True, slots=True)
class Item:
    """One answer that is asked about."""

    row: Row
    """As in review's CSV, and ``reason``."""
    form: str
    document_id: str
    paths: tuple[str, ...]
    """Published paths of the document."""
    format: str | None
    language: str | None
    help_text: str | None
    section: str | None
    kind: QuestionType
    required: bool | None
    bbox: tuple[float, ...] | None
    line: int | None
    own: tuple[Option, ...]
    """Options that the document shows."""
    book: tuple[str, ...]
    """Options that the form knows."""
    words: tuple[str, ...]
    """By which its place is found: of a grid the row's statement, then the prompt."""
    siblings: tuple[str, ...]
    """Other answers of the response, by which its row in a workbook is found."""

    @property
    def key(self) -> tuple[str, str]:
        """Response and question."""
        return self.row["response_id"], self.row["question_id"]

    @property
    def options(self) -> tuple[Option, ...]:
        """What may be chosen."""
        return self.own or tuple(Option(text=text, selected=None) for text in self.book)

    @property
    def control(self) -> str:
        """radio, checkbox, ranking, number, date or text."""
        control = CONTROLS.get(self.kind, "text")
        return "text" if control in NEED_OPTIONS and not self.options else control

    def check(self, status: str, answer: str | None) -> None:
        """Raises ValueError, with what ingest would say, if the form does not take this."""
        status_read = Status(self.row["status"])
        prompt = self.row["prompt"]
        machine = Answer(prompt=prompt, question_type=self.kind, status=status_read, options=self.own)
        correction = Correction(*self.key, status, answer, None, None, "review")
        corrected_answer(machine, correction, self.book, self.language)


def load_items(snapshot: Snapshot) -> list[Item]:
    """All that needs a person's eyes, the most valuable first."""
    asked = review_rows(snapshot)
    keys = {(row["response_id"], row["question_id"]) for row in asked}
    wanted = {response for response, _ in keys}
    answers: dict[tuple[str, str], Row] = {}
    siblings: defaultdict[str, list[str]] = defaultdict(list)
    for row in snapshot.rows("answers"):
        if row["response_id"] in wanted and row["answer_text"]:
            siblings[row["response_id"]].append(row["answer_text"])
        if (row["response_id"], row["question_id"]) in keys:
            answers[row["response_id"], row["question_id"]] = row
    documents = {row["document_id"]: row for row in snapshot.rows("documents")}
    responses = {r["response_id"]: r["language"] for r in snapshot.rows("responses")}
    forms: dict[str, str] = {r["form_id"]: r["title"] or r["name"] for r in snapshot.rows("forms")}
    book = {(r["form_id"], r["question_id"]): r["options"] for r in snapshot.rows("questions")}
    own = _own(snapshot, keys)
    items = []
    for row in asked:
        key = row["response_id"], row["question_id"]
        answer, document = answers[key], documents[answers[key]["document_id"]]
        items.append(
            Item(
                row, forms[answer["form_id"]], answer["document_id"],
                (document["path"], *document["duplicate_paths"]), document["format"], responses.get(key[0]),
                answer["help_text"], answer["section"], QuestionType(answer["question_type"]),
                answer["required"], tuple(answer["bbox"]) if answer["bbox"] else None, answer["line"],
                tuple(own[key]), tuple(book.get((answer["form_id"], key[1]), ())),
                tuple(w for w in (answer["row_label"], answer["prompt"]) if w), tuple(siblings[key[0]]),
            )
        )  # fmt: skip
    return items


def _own(snapshot: Snapshot, keys: set[tuple[str, str]]) -> defaultdict[tuple[str, str], list[Option]]:
    own: defaultdict[tuple[str, str], list[Option]] = defaultdict(list)
    for row in snapshot.rows("options"):
        key = row["response_id"], row["question_id"]
        if key in keys:
            option = Option(
                text=row["option"], selected=row["selected"], other=row["other"], rank=row["rank"]
            )
            own[key].append(option)
    return own


def grouped(items: Sequence[Item]) -> list[tuple[str, list[tuple[str, list[int]]]]]:
    """Form -> reason -> places in ``items``, in the order of what is most valuable."""
    forms: dict[str, dict[str, list[int]]] = {}
    for place, item in enumerate(items):
        forms.setdefault(item.form, {}).setdefault(item.row["reason"], []).append(place)
    return [(form, list(reasons.items())) for form, reasons in forms.items()]
