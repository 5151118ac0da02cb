"""What a few pages of a form show, too few to be heard, and how far the unmarked documents bear it out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from msgspec.structs import replace

from parsers.forms.learning.alignment import Form, Member
from parsers.forms.learning.misread import without_misread
from parsers.forms.learning.sketch import PLAIN
from parsers.forms.learning.voices import ENOUGH
from parsers.forms.learning.witnesses import CONSTANT, LEAST_WITNESSES, between_of, item_of
from parsers.forms.reading.locate import SHORTEST
from parsers.forms.template import Item, Template
from parsers.forms.wording import fold, keys_of, question_hash

MANY = 8
"""Documents of which at least one would have answered a question: with fewer, a control that no scan shows is
read as a text that all left blank; with more needed, so is it in more folders."""
Scan = Mapping[str, Set[str]]
"""Of an unmarked document, by the key of each of its questions: the folded paragraphs below it."""
Below = Mapping[str, Sequence[Set[str]]]
"""By question id: the folded paragraphs that each unmarked document has below the question."""


def items_of(form: Form) -> tuple[Item, ...]:
    """The questions of a form. A prompt that no document shows, by its number alone, is nothing to know a
    question by."""
    return without_misread([i for i in (item_of(form, key) for key in form.order) if i.prompt.strip()])


def hints_of(form: Form) -> tuple[Template, ...]:
    """The form as each of a few pages shows it. Help, which is taken out of answers, is that of which more
    than half of the unmarked documents have the words below the question; ``constant`` is help below which
    nothing was typed, where nothing else stands."""
    scans = [scan for m in form.members if m.strength == PLAIN for scan in _scans(m)]
    return tuple(_hint(page, scans) for page in form.hints)


def silent_of(form: Form) -> frozenset[str]:
    """The questions below which none of many unmarked documents has anything."""
    below: defaultdict[str, list[Set[str]]] = defaultdict(list)
    for member in form.members:
        if member.strength > PLAIN:
            return frozenset()
        names = [(own, key) for own, key in zip(member.own, member.keys, strict=True) if key]
        for scan in _scans(member):
            for own, key in names:
                below[question_hash(key)].append(scan[own])
    return frozenset(name for name, texts in below.items() if len(texts) >= MANY and not any(texts))


def _scans(member: Member) -> Iterator[Scan]:
    for paragraphs in member.seen.sample.values():
        found: dict[str, set[str]] = {key: set() for key in member.own}
        for key, text in paragraphs:
            found[key].add(text)
        yield found


def _hint(page: Form, scans: Sequence[Scan]) -> Template:
    items = items_of(page)
    below = _below(items, scans)
    items = tuple(_borne_out(item, below) for item in items)
    return Template(
        form_id="",
        items=items,
        documents=page.members[0].seen.responses,
        between=between_of(page),
        constant=frozenset(_constant(items, below)),
        varied=frozenset(i.question_id for i in items if _varies(below[i.question_id], i.help_text)),
    )


def _below(items: Sequence[Item], scans: Sequence[Scan]) -> Below:
    """What stands below each question; help that was run together with its prompt counts there."""
    found: dict[str, list[Set[str]]] = {item.question_id: [] for item in items}
    for item, key in zip(items, keys_of(items), strict=True):
        for scan in scans:
            own = key if key in scan else _glued(key, fold(item.help_text or ""), scan)
            if own is not None:
                found[item.question_id].append(scan[own] | ({own.removeprefix(key)} - {""}))
    return found


def _glued(key: str, help_text: str, scan: Scan) -> str | None:
    """The key of a question's prompt with its help, or the beginning of it, right behind."""
    long = (own for own in scan if len(key) >= SHORTEST and own.startswith(key))
    return next((own for own in long if help_text.startswith(own.removeprefix(key))), None)


def _borne_out(item: Item, below: Below) -> Item:
    """The question with its help only if most unmarked documents that show the question have it there."""
    texts = below[item.question_id]
    return item if sum(_having(texts, item.help_text)) * 2 > len(texts) else replace(item, help_text=None)


def _having(texts: Sequence[Set[str]], help_text: str | None) -> Iterator[bool]:
    lines = [fold(line) for line in (help_text or "").split("\n")]
    start = lines[0]
    yield from (any(t.startswith(start) for t in paragraphs) for paragraphs in texts if start)


def _constant(items: Sequence[Item], below: Below) -> Iterator[tuple[str, str]]:
    """Help that nearly all have, some of them with more below it: where it stands alone nothing was typed."""
    for item in items:
        texts, wanted = below[item.question_id], fold(item.help_text or "")
        having = [t for t, has in zip(texts, _having(texts, item.help_text), strict=False) if has]
        more = sum(any(not wanted.startswith(text) for text in paragraphs) for paragraphs in having)
        if len(texts) >= LEAST_WITNESSES and len(having) >= CONSTANT * len(texts) and more >= ENOUGH:
            yield item.question_id, wanted


def _varies(texts: Sequence[Set[str]], help_text: str | None) -> bool:
    """Whether no paragraph but help stands below a question in several documents: what people typed, no
    options."""
    wanted = fold(help_text or "")
    given = [typed for paragraphs in texts if (typed := {t for t in paragraphs if not wanted.startswith(t)})]
    shared = [sum(text in typed for typed in given) for text in {t for typed in given for t in typed}]
    return len(given) >= ENOUGH and max(shared) * 2 <= len(given)
