"""The forms of a run: learned from all its documents, and each response read again by its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from ingest.inputs.form_files import FaultyForms
from ingest.workers.protocol import Summary, sheets_of, unpack
from parsers import confidence
from parsers.forms.file.apply import apply
from parsers.forms.file.model import FormFile
from parsers.forms.learning.freeze import freeze
from parsers.forms.learning.sketch import PLAIN, Signature, Sketch
from parsers.forms.learning.sketch_rows import observe_rows
from parsers.forms.learning.voices import ENOUGH, FEW
from parsers.forms.reading.absent import absent, foreign
from parsers.forms.reading.adopt import adopted, is_sure
from parsers.forms.reading.by_form import unsaid
from parsers.forms.reading.reread import reread
from parsers.forms.template import Template
from parsers.responses import Answer, Response
from parsers.rows import Rows


@dataclass
class Learned:
    """What the first pass over the documents leaves: their sum, and a small number per response."""

    sketch: Sketch = field(default_factory=Sketch)
    signatures: list[Signature] = field(default_factory=list)
    numbers: dict[Signature, int] = field(default_factory=dict)
    pending: int = 0
    """Documents in which no question was found: their form may tell where they begin."""

    def observe(self, summary: Summary, packed: bytes) -> tuple[int, ...]:
        """Adds a document. Returns the number of each response's signature."""
        if sheets := sheets_of(packed):
            return tuple(n for rows in sheets for n in self._rows(rows))
        signatures = (self.sketch.observe(response, summary.format) for response in unpack(packed))
        return tuple(map(self._number, signatures))

    def _rows(self, rows: Rows) -> Sequence[int]:
        return [self._number(observe_rows(self.sketch, rows))] * len(rows.people) if rows.people else []

    def _number(self, signature: Signature) -> int:
        if signature not in self.numbers:
            self.numbers[signature] = len(self.signatures)
            self.signatures.append(signature)
        return self.numbers[signature]


class Library:
    """The forms that are known once all documents have been seen."""

    def __init__(self, learned: Learned, files: Sequence[FormFile] = ()) -> None:
        """What people wrote in form files wins. Raises FaultyForms."""
        self.forms, errors = apply(files, freeze(learned.sketch))
        if errors:
            raise FaultyForms(errors)
        self._of = [self.forms.templates[self.forms.form_of[s]] for s in learned.signatures]
        self._pending = learned.pending
        self._unheard: dict[str, Template] = {}
        self._sure = [t for t in self.forms.templates.values() if is_sure(t)]
        self._unsure = {
            n
            for n, (strength, _) in enumerate(learned.signatures)
            if strength == PLAIN and self._sure and not is_sure(self._of[n])
        }

    def template(self, number: int) -> Template:
        """The form of the responses with this signature, by its number."""
        return self._of[number]

    def settle(self, numbers: Sequence[int], responses: Callable[[], Iterable[Response]]) -> list[Template]:
        """The forms of a document's responses. Where only such as it know its form, it may be one that
        others know better, badly read: its lines tell."""
        own = [self._of[n] for n in numbers]
        if self._unsure.isdisjoint(numbers):
            return own
        found = zip(numbers, own, responses(), strict=True)
        return [self._better(r, t) if n in self._unsure else t for n, t, r in found]

    def _better(self, response: Response, own: Template) -> Template:
        """The form among whose questions the response's lines stand, if it is shown by enough to be heard."""
        found = adopted(response, self._sure)
        return found if found is not None and _teaches(found, own.documents) else own

    def adopt(self, responses: Iterable[Response]) -> tuple[Template, ...]:
        """The forms of responses in which no question was found by itself; () unless all have one."""
        every = self.forms.templates.values()
        found = [adopted(r, self._sure) or adopted(r, every) for r in responses]
        fits = tuple(self._heard(template) for template in found if template is not None)
        return fits if len(fits) == len(found) else ()

    def _heard(self, template: Template) -> Template:
        """The form as it may be believed by all documents that show no question by themselves."""
        if _teaches(template, self._pending):
            return template
        return self._unheard.setdefault(template.form_id, replace(template, unheard=True))


def _teaches(form: Template, others: int) -> bool:
    """Whether enough submissions show a form's parts to be heard by so many others."""
    return not form.teachers or form.teachers >= ENOUGH or form.teachers * FEW >= others


def read_by_form(response: Response, template: Template, format: str | None) -> Response:
    """A response in the words of its form, with a row for each question that its document leaves out."""
    known = reread(response, template)
    if template.unheard:
        known = replace(known, answers=tuple(map(unsaid, known.answers)))
    problems = (*known.problems, *foreign(known.answers, template))
    every = absent(known.answers, template, known.between)
    return confidence.settled(replace(known, answers=every, problems=problems), format)


def question_ids(answers: Sequence[Answer]) -> tuple[str, ...]:
    """The lasting names of a response's questions, unique in it."""
    seen: set[str] = set()
    ids: list[str] = []
    for answer in answers:
        name = answer.question_id or ""
        while name in seen:  # a question that its document shows twice
            name += "+"
        seen.add(name)
        ids.append(name)
    return tuple(ids)
