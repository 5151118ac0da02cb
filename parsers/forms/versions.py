"""How a question was put over time: its wordings, helps and options, as marked documents show them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from parsers.forms.sketch import MARKED, Seen
from parsers.forms.template import Version
from parsers.forms.wording import fold


def versions_of(places: Iterable[tuple[int, Seen, int]]) -> tuple[Version, ...]:
    """The versions of one question, the earliest respondent's first.

    ``places``: strength, what a signature's responses show, and the question's position in them.
    A document that shows no options (a drop-down list) says nothing against those of others.
    """
    found: list[Version] = []
    shown = [_version(seen, at) for strength, seen, at in places if strength == MARKED]
    for version in sorted(shown, key=lambda v: (not v.options, v.first, v.prompt, v.options)):
        known = next((n for n, other in enumerate(found) if _same(other, version)), None)
        if known is None:
            found.append(version)
        else:
            other = found[known]
            found[known] = replace(
                other, responses=other.responses + version.responses, first=min(other.first, version.first)
            )
    return tuple(sorted(found, key=lambda v: (v.first, v.prompt, v.options)))


def _version(seen: Seen, at: int) -> Version:
    options = _top(seen, at, "options")
    help_text = _top(seen, at, "help_text")
    return Version(
        prompt=str(_top(seen, at, "row_label") or _top(seen, at, "prompt")),
        help_text=None if help_text is None else str(help_text),
        options=options if isinstance(options, tuple) else (),
        responses=seen.responses,
        first=seen.first,
    )


def _top(seen: Seen, at: int, name: str) -> object:
    counts = seen.values.get((at, name))
    return min(counts, key=lambda v: (-counts[v], str(v))) if counts else None


def _same(a: Version, b: Version) -> bool:
    return (
        fold(a.prompt) == fold(b.prompt)
        and fold(a.help_text or "") == fold(b.help_text or "")
        and (not b.options or tuple(map(fold, a.options)) == tuple(map(fold, b.options)))
    )
