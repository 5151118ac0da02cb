"""How a question was put over time: its wordings, helps and options, as marked documents show them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from parsers.forms.learning.sketch import Seen
from parsers.forms.template import Version
from parsers.forms.wording import fold


def versions_of(places: Iterable[tuple[Seen, int]]) -> tuple[Version, ...]:
    """The versions of one question, the earliest respondent's first.

    ``places``: what a signature's responses show, and the question's position in them.
    A document that shows no options (a drop-down list) says nothing against those of others.
    """
    found: list[Version] = []
    shown = [
        Version(prompt=put[0], help_text=put[1], options=put[2], responses=count, first=first)
        for seen, at in places
        for (position, put), (count, first) in seen.puts.items()
        if position == at
    ]
    for version in sorted(
        shown, key=lambda v: (not v.options, v.first, v.prompt, v.help_text or "", v.options)
    ):
        known = next((n for n, other in enumerate(found) if _same(other, version)), None)
        if known is None:
            found.append(version)
        else:
            other = found[known]
            found[known] = replace(
                other, responses=other.responses + version.responses, first=min(other.first, version.first)
            )
    return tuple(sorted(found, key=_place))


def _place(version: Version) -> tuple[int, str, str, tuple[str, ...]]:
    return version.first, version.prompt, version.help_text or "", version.options


def _same(a: Version, b: Version) -> bool:
    return (
        fold(a.prompt) == fold(b.prompt)
        and fold(a.help_text or "") == fold(b.help_text or "")
        and (not b.options or tuple(map(fold, a.options)) == tuple(map(fold, b.options)))
    )
