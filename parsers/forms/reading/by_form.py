"""A response's lines read by its form, question by question."""

from __future__ import annotations

from collections.abc import Sequence, Set

from msgspec.structs import replace

from parsers import labels
from parsers.blocks import Place, Problem, Severity
from parsers.forms.leaks import leaked_labels, may_begin_with_label, without_leaked
from parsers.forms.reading.apparatus import Body, cleared, is_quiz
from parsers.forms.reading.body import read_body
from parsers.forms.reading.flow import Flow, Line, flow_of, ordinal_of, resembles, taken_by
from parsers.forms.reading.in_line import answers_in_line, label_of, without_label
from parsers.forms.reading.locate import Head, Located, Question, divided, locate, questions_of
from parsers.forms.reading.unknown import unknown_heads
from parsers.forms.template import Item, Template, is_rare
from parsers.forms.wording import fold
from parsers.recognise.given import DOUBT
from parsers.recognise.ordinals import split_ordinal
from parsers.recognise.required import unstar
from parsers.responses import Answer, QuestionType, Response, Status, Values
from parsers.text import fold as one_line
from parsers.text import key

TOLD = 8
"""Letters of a prompt from which on its words, wherever they stand, say that the question is shown."""
LONGER = 2
"""Times as many words as a prompt has: in a paragraph with more all of them may stand by chance."""
HEADING, HEADING_ALIKE = 12, 88.0
"""Letters of a heading between questions, and least likeness, from which on a line is that heading with a
scanner's errors: one in twelve letters."""
OPEN = (QuestionType.TEXT, QuestionType.UNKNOWN)
FEW = 4
"""One document in so many: what fewer show may be their own misreading."""

_ONLY_HELP = Problem(
    code="only_help",
    message="All that stands below the question is its help, as other documents show it.",
    severity=Severity.INFO,
)


def read_lines(response: Response, template: Template) -> tuple[Answer, ...]:
    """The answers that stand among the response's lines. A question that is shown out of its place has
    an undetermined one, and so has the question in whose place it stands."""
    questions = questions_of(template)
    flow = divided(flow_of(response.source), questions)
    located = locate(flow.lines, questions)
    found = {head.index: n for n, head in enumerate(located.heads)}
    told = _Told(_paragraphs(flow, located) if len(found) < len(questions) else [], template)
    reader = _Reader(response, template, flow, located)
    answers: list[Answer] = []
    for index, question in enumerate(questions):
        if index in found:
            answers += reader.untold(found[index]) or reader.read(found[index])
        elif located.heads and (index in located.astray.values() or told.tells(question)):
            answers += [_unplaced(answer) for answer in read_body(question, Body(), (), Place())]
        elif question[0].number in reader.unknown:
            other = reader.unknown[question[0].number]
            answers += [_otherwise(answer, other) for answer in read_body(question, Body(), (), Place())]
    return tuple(answers)


def _otherwise(answer: Answer, shown: Answer) -> Answer:
    """A question at whose number the document shows another wording."""
    return replace(
        unsaid(answer),
        prompt=shown.prompt,
        place=shown.place,
        problems=(reworded(answer.prompt, shown.place, Severity.WARNING),),
    )


def reworded(elsewhere: str, place: Place, severity: Severity = Severity.INFO) -> Problem:
    """Says that a document words a question otherwise than its form."""
    message = f"Elsewhere this question reads: {elsewhere}"
    return Problem(code="reworded", message=message, severity=severity, place=place)


def _paragraphs(flow: Flow, located: Located) -> list[str]:
    """The words of each paragraph, without the prompt that was found there."""
    prompts = {at: key(head.question[0].prompt) for head in located.heads for at in range(head.at, head.body)}
    first = ((at, key(line.source.text)) for at, line in enumerate(flow.lines) if line.first)
    return [f" {text} ".replace(f" {prompts[at]} ", " ", 1) if at in prompts else text for at, text in first]


class _Told:
    """The paragraphs of a response by their words."""

    def __init__(self, paragraphs: Sequence[str], template: Template) -> None:
        self.paragraphs, self.template = paragraphs, template
        self.having: dict[str, list[int]] = {}
        for n, text in enumerate(paragraphs):
            for word in {*text.split()}:
                self.having.setdefault(word, []).append(n)

    def tells(self, question: Question) -> bool:
        """Whether the words of a prompt stand in one paragraph: one after the other, or, in a short one, in
        any order. Of a question that more than a few documents show."""
        if question[0].witnesses * FEW < self.template.documents:
            return False
        wanted = key(question[0].prompt)
        words = wanted.split()
        if len(fold(question[0].prompt)) < TOLD or len(words) < 2:
            return False
        longest = LONGER * len(words)
        seldom: list[int] = min((self.having.get(word, []) for word in words), key=len)
        return any(
            f" {wanted} " in f" {text} " or (len(inside := text.split()) <= longest and {*words} <= {*inside})
            for text in (self.paragraphs[n] for n in seldom)
        )


def _unplaced(answer: Answer) -> Answer:
    message = "The document shows this question, but not which answer belongs to it."
    problem = Problem(code="unplaced", message=message, place=answer.place)
    return replace(unsaid(answer), problems=(*answer.problems, problem))


def unsaid(answer: Answer) -> Answer:
    """The answer without what it says was given."""
    return replace(
        answer,
        status=Status.UNDETERMINED,
        answer_text=None,
        selected=None,
        other_text=None,
        options=tuple(replace(option, selected=None, rank=None) for option in answer.options),
        urls=None,
        values=Values(),
    )


class _Reader:
    """One response, cut at the heads of its questions."""

    def __init__(self, response: Response, template: Template, flow: Flow, located: Located) -> None:
        self.flow, self.heads = flow, located.heads
        self.others = unknown_heads(flow.lines, located.heads, response.answers).union(located.astray)
        usual = (i for i in template.items if not is_rare(i, template.documents))
        sections = frozenset(fold(i.section) for i in usual if i.section)
        self.between = template.between | sections
        self.headings = [text for text in sorted(self.between) if len(text) >= HEADING]
        self.own = {(a.number, fold(a.prompt)): a for a in response.answers}
        """What the document shows by itself."""
        self.quiz = response.score is not None or is_quiz(flow.lines)
        self.texts = [line.text for line in flow.lines]
        self.stops = [self.stop(n) for n in range(len(self.heads))]
        self.in_line = answers_in_line(self.heads, self.stops)
        self.lossy = response.lossy and not self.in_line
        below = (self.texts[h.body : stop] for h, stop in zip(self.heads, self.stops, strict=True))
        self.label = label_of([(h.question[0], lines) for h, lines in zip(self.heads, below, strict=True)])
        pairs = zip(self.heads, self.stops, strict=True)
        self.leaked = leaked_labels([self.body(head, stop) for head, stop in pairs])
        self.sections = self._sections(sections)
        begun = {ordinal_of(flow.lines[at])[0] for at in self.others}
        self.unknown = {a.number: a for a in response.answers if a.number and a.number in begun}
        """By its number, what the document asks where the form asks something else."""

    def read(self, n: int) -> list[Answer]:
        """The rows of the ``n``-th question found."""
        head, heads = self.heads[n], self.heads
        end, stop = self.end(n), self.stops[n]
        near = [heads[k].question for k in (n - 1, n + 1) if 0 <= k < len(heads)]
        starred = any(unstar(text)[1] for text in self.texts[head.prompt : head.body])
        whole = without_label(self.body(head, stop), self.label)
        lines = without_leaked(whole, self.leaked)
        body = cleared(lines, head.question, near, self.quiz, starred)
        # Nearly a heading, right below the prompt: it may be what was typed.
        doubtful = stop == head.body < end and not taken_by(self.texts[stop:end], self.between)
        in_line = self.in_line and stop == head.body and len(body.lines) < 2 and not doubtful
        body = replace(body, lossy=body.lossy or self.lossy or doubtful, in_line=in_line)
        first = self.flow.lines[head.at].source.place
        place = Place(page=first.page, line=first.line)
        answers = read_body(head.question, body, self.flow.grids_in(head.at, stop), place)
        mixed = any(at in self.others for at in range(head.body, stop))
        answers = [self.shown(_unplaced(a) if mixed else a, n) for a in answers]
        own = self.own.get((head.number, fold(head.words)))
        if head.question[0].question_type in OPEN and may_begin_with_label(whole, self.leaked):
            return [_undetermined(a) for a in answers]
        if own and _stays_open(own, answers[0], head.question[0]):
            return [replace(_undetermined(answers[0]), problems=own.problems, options=own.options)]
        typed = body.helped and own is not None and own.status is Status.ANSWERED
        return [replace(a, problems=(*a.problems, _ONLY_HELP)) for a in answers] if typed else answers

    def untold(self, n: int) -> list[Answer]:
        """The response's own answer, where too few show the question's kind to teach it."""
        item, head = self.heads[n].question[0], self.heads[n]
        if item.question_type is not QuestionType.UNKNOWN or item.corrected:
            return []
        own = self.own.get((head.number, fold(head.words)))
        return [] if own is None else [replace(own, question_id=item.question_id)]

    def shown(self, answer: Answer, n: int) -> Answer:
        """The answer with the number, prompt and section that the document shows; what it leaves open is the
        form's."""
        head, item = self.heads[n], self.heads[n].question[0]
        said = (reworded(item.prompt, answer.place),) if fold(head.words) != fold(item.prompt) else ()
        return replace(
            answer,
            number=head.number or item.number,
            prompt=head.words or item.prompt,
            section=self.sections[n] if self.sections else item.section,
            problems=(*answer.problems, *said),
        )

    def _sections(self, known: Set[str]) -> list[str | None]:
        """The section of each question found; empty where the document shows no heading of the form."""
        found: list[str | None] = []
        latest: str | None = None
        start = 0
        for n, head in enumerate(self.heads):
            for at in range(start, head.at):
                if taken := taken_by(self.texts[at : head.at], known):
                    latest = one_line(" ".join(self.texts[at : at + taken]))
            found.append(latest)
            start = self.stops[n]
        return found if any(found) else []

    def body(self, head: Head, stop: int) -> list[Line]:
        """The lines of a question but for its prompt."""
        first = self.flow.lines[head.at].source
        strayed = self.flow.lines[head.at : head.prompt]  # between a number and its prompt
        body = [line for line in strayed if split_ordinal(line.source)[0] is None]
        if head.tail and not self.lossy:  # a hidden label, where the input's text is gone
            body.append(Line(text=head.tail, source=replace(first, bullet=None, number=None), first=False))
        return [*body, *self.flow.lines[head.body : stop]]

    def end(self, n: int) -> int:
        """Where the next question begins."""
        return self.heads[n + 1].at if n + 1 < len(self.heads) else len(self.texts)

    def stop(self, n: int) -> int:
        """Where what the form has between questions begins: it and what follows belong to no answer."""
        head, end, last = self.heads[n], self.end(n), n + 1 == len(self.heads)
        for at in range(head.body, end):
            if last and at > head.body and _closes(self.flow.lines[at]):
                return at
            taken = taken_by(self.texts[at:end], self.between)
            if taken and not (at == head.body and _elsewhere(self.texts, at, taken)):
                return at
            misread = not taken and self.flow.lines[at].first
            if misread and resembles(self.texts[at], self.headings, HEADING_ALIKE):
                return at
        return end


def _stays_open(own: Answer, read: Answer, item: Item) -> bool:
    """Whether a text that the form would read is open in the document, and no witness tells more of it:
    options stand there (a box may hold chosen ones, too), or paragraphs of which some may be help."""
    if read.status is not Status.ANSWERED or item.question_type not in OPEN:
        return False
    text = _letters(read.answer_text or "")
    offered = own.status is Status.UNDETERMINED and _letters("".join(o.text for o in own.options)) == text
    doubtful = any(p.code == DOUBT for p in own.problems) and _letters("".join(own.body)) == text
    return (offered and "markup" not in item.apart) or (doubtful and not item.apart)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _closes(line: Line) -> bool:
    text = one_line(line.text)
    return (line.source.style.heading > 0 or text.isupper()) and labels.means(text, "closing")


def _elsewhere(texts: Sequence[str], at: int, taken: int) -> bool:
    """Whether the form's text stands at another place too: right below a prompt it is what somebody
    typed."""
    wanted = [fold(text) for text in texts[at : at + taken]]
    starts = (k for k, text in enumerate(texts) if k != at and fold(text) == wanted[0])
    return any([fold(text) for text in texts[k : k + taken]] == wanted for k in starts)


def _undetermined(answer: Answer) -> Answer:
    return replace(
        answer,
        status=Status.UNDETERMINED,
        answer_text=None,
        selected=None,
        other_text=None,
        urls=None,
        values=Values(),
    )
