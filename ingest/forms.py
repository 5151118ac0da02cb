"""Which questions are the same, and which responses answer the same form.

Both are functions of the documents alone, in whatever order they come.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from ingest.protocol import Shape
from parsers.form import Response

END_PUNCTUATION = ".:：。*"


def stable_hash(*parts: str) -> str:
    """16 hex digits that depend on the parts alone."""
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The form in which a wording is equal in all formats: no case, width, white space or invisible signs.

    White space goes altogether: where a line was wrapped, only the format knows if there was any.
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc", "Zs", "Zl", "Zp"))
    return re.sub(rf"[{re.escape(END_PUNCTUATION)}]+$", "", text) or text


def question_ids(response: Response) -> tuple[str, ...]:
    """An id per answer, unique in the response.

    A grid's row goes by its statement alone: a workbook shows it without the question over it.
    """
    seen: Counter[str] = Counter()
    ids = []
    for answer in response.answers:
        wording = fold(answer.row_label or answer.prompt)
        seen[wording] += 1
        ids.append(stable_hash("question", wording, str(seen[wording])))
    return tuple(ids)


def group(shapes: Iterable[Shape]) -> dict[Shape, str]:
    """The form id of each distinct shape.

    The largest shape founds a form; a smaller one joins the form that it shares most of its
    questions with: more than half of the questions of both together, or, under the same title,
    more than half of its own.
    """
    founders: list[Shape] = []
    members: list[list[Shape]] = []
    by_question: defaultdict[str, list[int]] = defaultdict(list)
    distinct = sorted(set(shapes), key=lambda s: (-len(s.questions), s.title or "", s.questions))
    for shape in distinct:
        form = _best_form(shape, founders, by_question)
        if form is None:
            form = len(founders)
            founders.append(shape)
            members.append([])
            for question in shape.questions:
                by_question[question].append(form)
        members[form].append(shape)
    ids = _form_ids(founders, members)
    return {shape: ids[form] for form, group_ in enumerate(members) for shape in group_}


def _best_form(shape: Shape, founders: list[Shape], by_question: dict[str, list[int]]) -> int | None:
    shared = Counter(form for question in shape.questions for form in by_question.get(question, ()))
    for form, count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        founder, own = founders[form], len(shape.questions)
        same_title = shape.title is not None and founder.title is not None
        same_title = same_title and fold(shape.title or "") == fold(founder.title or "")
        whole = own if same_title else own + len(founder.questions) - count
        if count * 2 > whole:
            return form
    return None


def _form_ids(founders: list[Shape], members: list[list[Shape]]) -> list[str]:
    """By the title, which stays when the form grows, unless several forms have it; else by the questions."""
    titles = [_common_title(shapes) for shapes in members]
    frequency = Counter(titles)
    return [
        stable_hash("form", title)
        if title and frequency[title] == 1
        else stable_hash("form", title, *sorted(founder.questions))
        for title, founder in zip(titles, founders, strict=True)
    ]


def _common_title(shapes: list[Shape]) -> str:
    counts = Counter(fold(s.title) for s in shapes if s.title)
    return min(counts, key=lambda t: (-counts[t], t)) if counts else ""
