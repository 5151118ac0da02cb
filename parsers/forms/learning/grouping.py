"""Which responses answer one form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from parsers.forms.dotted import is_dotted
from parsers.forms.learning.alignment import Form, Member, best_form, next_key
from parsers.forms.learning.sketch import MARKED, PLAIN, SHEET, Seen, Signature, Sketch
from parsers.forms.learning.voices import FEW, Voices, are_heard, together
from parsers.forms.learning.witnesses import top
from parsers.forms.repeated import Asked, below
from parsers.forms.wording import fold, is_title

ORDERS = 8
"""Members whose order is tried at most, where the first one's is not that of most."""
HINTS = 4
"""Pages at most that give hints, each its own."""
Entry = tuple[Signature, Seen]
_Asker = tuple[Signature, frozenset[str], Voices]
"""A signature, the keys of its questions, and who has it."""
PEER = 0.7
"""Share of the longer one's questions from which on two responses ask the same: a page with the questions of
two forms has less in common with either."""
COMPARED = 32
"""Signatures with a question in common that are looked at for a peer."""


def grouped(sketch: Sketch) -> tuple[list[Form], Mapping[int, Sequence[Signature]]]:
    """The forms, and by each form's ``id`` its signatures.

    Where too few show their parts to teach others (``voices.are_heard``), the form is what the others know;
    the few are read by themselves, and give hints.
    """
    alone = _alone(sketch)
    entries = sorted(sketch.seen.items(), key=lambda entry: _rank(entry, alone))
    forms, signatures = _clustered(entries, alone)
    unheard = {s for form in forms for s in _unheard(form, signatures[id(form)])}
    if not unheard:
        return forms, signatures
    forms, signatures = _clustered([e for e in entries if e[0] not in unheard], alone)
    few: defaultdict[int, list[Entry]] = defaultdict(list)
    strangers: list[Entry] = []
    for entry in (e for e in entries if e[0] in unheard):
        form = _attached(entry, forms)
        few[id(form)].append(entry) if form else strangers.append(entry)
    for form in forms:
        _take_hints(form, few[id(form)])
        signatures[id(form)] += [entry[0] for entry in few[id(form)]]
    more, theirs = _clustered(strangers)
    return [*forms, *more], {**signatures, **theirs}


def _unheard(form: Form, signatures: Iterable[Signature]) -> list[Signature]:
    """The signatures of those that show more than text, if they are too few to be heard."""
    everyone = together(m.seen.voices for m in form.members)
    unheard = {
        strength
        for strength in (MARKED, SHEET)
        if not are_heard(together(m.seen.voices for m in form.members if m.strength == strength), everyone)
    }
    return [s for s in signatures if s[0] in unheard]


def _attached(entry: Entry, forms: Sequence[Form]) -> Form | None:
    """The form that knows responses which teach it nothing."""
    (strength, asked), seen = entry
    return best_form(forms, asked, _title(strength, seen))[0]


def _take_hints(form: Form, few: Sequence[Entry]) -> None:
    """What the few show of a form: its title, and hints."""
    form.few = [seen for _, seen in few]
    marked = [entry for entry in few if entry[0][0] == MARKED]
    form.hints = [_clustered([entry])[0][0] for entry in marked[:HINTS]]


def _clustered(
    entries: Iterable[Entry], alone: frozenset[Signature] = frozenset()
) -> tuple[list[Form], dict[int, list[Signature]]]:
    """Each entry joins the form that knows it best, or founds one. Of those ``alone`` a form learns no
    question that another form knows: a page may hold the questions of two."""
    forms: list[Form] = []
    signatures: dict[int, list[Signature]] = {}
    for signature, seen in entries:
        title = _title(signature[0], seen)
        form, mapped = best_form(forms, signature[1], title)
        if form is None:
            form, mapped = Form(title=title), [asked.key for asked in signature[1]]
            forms.append(form)
        others = [f for f in forms if f is not form] if signature in alone else ()
        _join(form, signature, seen, mapped, frozenset(key for other in others for key in other.known))
        signatures.setdefault(id(form), []).append(signature)
    for form in forms:
        _settle_order(form)
    return forms, signatures


def _settle_order(form: Form) -> None:
    """Puts the questions in the order that most submissions have them in, where it is not the first one's."""
    everyone = together(m.seen.voices for m in form.members).count

    def agreeing(order: Sequence[str]) -> int:
        where = {key: n for n, key in enumerate(order)}
        ways = ([where[key] for key in m.keys if key] for m in form.members)
        rising = (m.seen.voices for m, at in zip(form.members, ways, strict=True) if at == sorted(at))
        return together(rising).count

    if 2 * agreeing(form.order) >= everyone:
        return
    orders = [_order_after(first, form) for first in form.members[1 : 1 + ORDERS]]
    form.order = max([form.order, *orders], key=agreeing)


def _order_after(first: Member, form: Form) -> list[str]:
    """The questions of a form in the order of one member; those that it leaves out where others have them."""
    order = [key for key in first.keys if key]
    known = set(order)
    for keys in (form.order, *(m.keys for m in form.members)):
        at = -1
        for key in keys if len(known) < len(form.order) else ():
            if key and key not in known:
                at = order.index(before) if (before := _before(key, keys, known)) else -1
                order.insert(at + 1, key)
                known.add(key)
    return order


def _before(key: str, keys: Sequence[str], known: set[str]) -> str | None:
    """The nearest question before another that is known already."""
    return next((k for k in keys[: keys.index(key)][::-1] if k in known), None)


def _title(strength: int, seen: Seen) -> str:
    """What responses that show their parts call their form."""
    said = top(seen.titles) if strength == MARKED else None
    return fold(str(said)) if said and is_title(str(said)) else ""


def _rank(
    entry: Entry, alone: frozenset[Signature]
) -> tuple[bool, bool, int, int, int, int, tuple[Asked, ...]]:
    """Words before R's names for them, what others ask too before what stands alone, strong before weak, long
    before short, often before seldom, early before late: what comes first founds the form."""
    (strength, asked), seen = entry
    lone = entry[0] in alone
    return (is_dotted(asked), lone, -strength, -len(asked), -seen.voices.count, seen.first, asked)


def _alone(sketch: Sketch) -> frozenset[Signature]:
    """The signatures that only one submission has, with a question that none of many others asks, or with
    questions that no other asks together. Documents that show their parts are compared with such."""
    found: set[Signature] = set()
    for plain in (True, False):
        entries = [e for e in sketch.seen.items() if (e[0][0] == PLAIN) is plain]
        askers: defaultdict[str, Voices] = defaultdict(Voices)
        having: defaultdict[str, list[_Asker]] = defaultdict(list)
        for entry in sorted(entries, key=lambda e: (-e[1].voices.count, e[0])):
            keys = frozenset(question.key for question in entry[0][1])
            for key in keys:
                askers[key].add(entry[1].voices)
                if len(having[key]) < COMPARED:
                    having[key].append((entry[0], keys, entry[1].voices))
        lone: set[Signature] = set()
        for signature, seen in entries:
            asked = {a.key for a in signature[1]}
            crowd = max(askers[key].responses for key in asked)
            strange = crowd > FEW and any(askers[key].count == 1 for key in asked)
            if seen.voices.count == 1 and (strange or not _has_peer(asked, seen, having)):
                lone.add(signature)
        found |= {s for s in lone if any(e[0] not in lone for a in s[1] for e in having[a.key])}
    return frozenset(found)


def _has_peer(asked: set[str], seen: Seen, having: Mapping[str, Sequence[_Asker]]) -> bool:
    """Whether another submission asks nearly the same."""
    for key in sorted(asked)[:: max(1, len(asked) // 4)]:
        for _, keys, voices in having[key]:
            common = len(asked & keys) >= PEER * max(len(asked), len(keys))
            if common and voices.without(seen.voices).count:
                return True
    return False


def _join(
    form: Form, signature: Signature, seen: Seen, mapped: Sequence[str | None], foreign: frozenset[str]
) -> None:
    """Adds a member; what only unmarked text claims is no new question of a form that others show, nor is one
    that is ``foreign``."""
    strength, asked = signature
    teaches = strength > PLAIN or not form.members
    keys: list[str] = []
    at = -1
    for question, key in zip(asked, mapped, strict=True):
        if key is None and teaches and question.key not in foreign:
            key = next_key(question, form)
        if key is not None:
            if key not in form.known:
                form.order.insert(_place(question, form, at + 1), key)
            at = form.order.index(key)
            _know(form, key, question)
        keys.append(key or "")
    own = tuple(question.key for question in asked)
    form.members.append(Member(strength, own, tuple(keys), seen, is_dotted(asked)))


def _place(question: Asked, form: Form, at: int) -> int:
    """Where a new question belongs: at ``at``, behind what stands there from a branch with lower numbers."""
    while at < len(form.order) and below(form.known[form.order[at]].number, question.number):
        at += 1
    return at


def _know(form: Form, key: str, question: Asked) -> None:
    """Adds what a response says of a question; what the first one said stays."""
    known = form.known.get(key, question)
    form.known[key] = Asked(key, known.number or question.number, known.grid or question.grid)
    if question.word != form.known[key].word:
        form.aliases.setdefault(question.key, key)
