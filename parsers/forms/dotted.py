"""Questions as R's ``make.names`` leaves them: ``How.did.you.contact.us.`` for ``How did you contact us?``.

What stood in a dot's place is lost, so a document that shows the words tells which question it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from parsers.forms.repeated import Asked
from parsers.forms.wording import COUNT

_NAME = re.compile(r"[\w.]+")
_BETWEEN = re.compile(r"\w\.+\w")


def is_dotted(asked: Sequence[Asked]) -> bool:
    """Whether all questions are names of R's, and a dot stands in one of them where words meet."""
    words = [a.word for a in asked]
    return all(map(_NAME.fullmatch, words)) and any(map(_BETWEEN.search, words))


def is_name_of(word: str, wording: str) -> bool:
    """Whether a folded word may be R's name for a folded wording: the other signs are lost, no letter is."""
    return word != wording and bool(_NAME.fullmatch(word)) and _letters(word) == _letters(wording)


def meant(asked: Sequence[Asked], known: Iterable[Asked]) -> Mapping[str, str]:
    """Key of each question of a dotted response -> that of the only one known with the same letters."""
    of: dict[tuple[str, str], list[str]] = {}
    for question in known:
        of.setdefault(_spelled(question), []).append(question.key)
    uses = Counter(map(_spelled, asked))
    found = ((a.key, spelled, of.get(spelled, [])) for a in asked if (spelled := _spelled(a))[0])
    return {key: keys[0] for key, spelled, keys in found if len(keys) == 1 == uses[spelled]}


def _spelled(question: Asked) -> tuple[str, str]:
    """Its letters, and which one of its wording it is."""
    return _letters(question.word), question.key.partition(COUNT)[2]


def _letters(word: str) -> str:
    """Letters and digits; R puts an ``X`` before a name that begins with a digit."""
    return re.sub(r"[\W_]|^x(?=\d)", "", word)
