"""What a document's controls say, each beside the others: one that lacks what another shows.

A sign is one only where controls of its family lack it, and a control is empty only where the document shows
how a chosen one looks: a print may have lost the fill or the picture that told them apart.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from parsers.blocks import ScaleKind
from parsers.pdf.marks import SURE_INNER, Look, Mark
from parsers.pdf.scales import ScaleFind
from parsers.pdf.symbols import EMPTY

EMPTY_SIGNS = frozenset(EMPTY)
"""Symbols that say themselves that they are not given."""

FAMILY = 1.25
"""Times: controls of one family differ by less in height; a chosen one may be larger than the others."""
THICK = 0.22
"""Of the outline: a ring as thick fills it, as a chosen one's border does."""
THIN = 0.12
"""Of the outline: no border of an empty control is thicker."""
DARK = 160
"""Of 255: a fill that is as light (by its mean) may be a disabled control's ground."""
PALE = 0x50
"""Of 255: texts are darker than this grey."""
LAYERS = 2
"""A fill and its border; the pieces of a dashed one are more."""
LARGER = 1.25
"""Times: of two inner shapes the larger one is a sign where all have one."""

Manner = tuple[str, float, str, bool, int]


def settle(pages: Sequence[Sequence[Mark]]) -> list[list[Mark]]:
    """The document's controls with the state that all of them show together."""
    families = _families([m for marks in pages for m in marks])
    decided: dict[int, bool | None] = {}
    manners: set[Manner] = set()
    for family in families:
        states = _states(family)
        decided.update((id(m), on) for m, on in zip(family, states, strict=True))
        if True in states:
            empty = [m.look for m, on in zip(family, states, strict=True) if on is False]
            manners |= {_manner(look) for look in empty if look}
    for family in families:
        looks = {m.look for m in family}
        (look, *others) = looks
        if look and not others and _is_plain(look) and _manner(look) in manners:
            decided.update((id(m), False) for m in family)
    return [[_with(m, decided[id(m)]) if id(m) in decided else m for m in marks] for marks in pages]


def settle_scales(found: Sequence[ScaleFind]) -> list[ScaleFind]:
    """The document's scales: one whose points all look alike is empty, or full, only as others show."""
    return [_settled(scale, found) for scale in found]


def _settled(scale: ScaleFind, found: Sequence[ScaleFind]) -> ScaleFind:
    """``scale``, where its points look alike and no sign says what that means."""
    if len(set(scale.looks)) != 1 or EMPTY_SIGNS.intersection(scale.looks[0]):
        return scale
    look = scale.looks[0]
    others = [f for f in found if f.kind == scale.kind and True in f.states and len(set(f.looks)) > 1]
    if scale.kind == ScaleKind.NUMBERS:
        states = scale.states if others else (None,) * len(scale.states)
        return msgspec.structs.replace(scale, states=states)
    said = {on for f in others for shown, on in zip(f.looks, f.states, strict=True) if shown == look}
    if len(said) == 1:
        return msgspec.structs.replace(scale, states=tuple(said) * len(scale.states))
    if False in scale.states and not (_is_outlined(look) or _is_paler_than_text(look)):
        return msgspec.structs.replace(scale, states=(None,) * len(scale.states))
    return scale


def _is_paler_than_text(look: str) -> bool:
    """Whether one glyph has a grey that no text has: in a document with colours a given one has a hue."""
    sign, _, color = look.partition(" ")
    return len(sign) == 1 and len(color) == 6 and int(color[:2], 16) >= PALE


def _is_outlined(look: str) -> bool:
    """Whether a drawn symbol has one outline, and no fill but the paper's."""
    parts = set(look.split(" ")) - {"ffffff/"}
    return len(parts) == 1 and all(len(part) > 1 and part.startswith("/") for part in parts)


def _with(mark: Mark, on: bool | None) -> Mark:
    return mark if mark.on is on else msgspec.structs.replace(mark, on=on)


def _families(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Drawn controls of one kind and about one size."""
    found: list[list[Mark]] = []
    for mark in sorted((m for m in marks if m.look), key=lambda m: (m.control, m.bottom - m.top)):
        last = found[-1][-1] if found else None
        height = mark.bottom - mark.top
        if last and last.control == mark.control and height < FAMILY * (last.bottom - last.top):
            found[-1].append(mark)
        else:
            found.append([mark])
    return found


def _states(family: Sequence[Mark]) -> list[bool | None]:
    looks = [m.look for m in family if m.look]
    signed = [m.on is True for m in family]
    doubtful = [look.inner > SURE_INNER and not on for look, on in zip(looks, signed, strict=True)]
    plain = [_is_plain(look) for look in looks]
    if not any(plain):
        return _all_signed(looks, signed)
    if any(signed) or any(doubtful):
        odd = any(map(_is_light, looks))
        return [
            True if sign or doubt else False if empty and not (odd and _is_heavy(look)) else None
            for look, sign, doubt, empty in zip(looks, signed, doubtful, plain, strict=True)
        ]
    return _by_ink(looks)


def _is_plain(look: Look) -> bool:
    """Whether nothing but an outline is seen."""
    return not (look.ticked or look.inner or look.pictured)


def _all_signed(looks: Sequence[Look], signed: Sequence[bool]) -> list[bool | None]:
    """Where no control is plain: a tick says what it says; a shape that all have is none of a sign, and of
    two the larger one, or the one with more in it, is."""
    ticked = [look.ticked for look in looks]
    if any(ticked):
        alike = len({look for look in looks if look.ticked}) == 1
        empty = _are_alike([look for look in looks if not look.ticked])
        return [
            True
            if tick and (alike or not all(ticked))
            else None
            if tick or look.pictured or not empty
            else False
            for tick, look in zip(ticked, looks, strict=True)
        ]
    kinds = sorted({(look.inners, look.inner) for look in looks if look.inner})
    if len(kinds) != 2 or not all(signed):
        return [None] * len(looks)
    (few, small), (many, large) = kinds
    if not (many > few or large > LARGER * small):
        return [None] * len(looks)
    return [(look.inners, look.inner) == kinds[1] for look in looks]


def _are_alike(looks: Sequence[Look]) -> bool:
    """Whether no control has more in it than another: if one has, it may be chosen by that."""
    sizes = [look.inner for look in looks]
    return len({look.inners for look in looks}) < 2 and max(sizes, default=0.0) <= LARGER * min(
        sizes, default=0.0
    )


def _by_ink(looks: Sequence[Look]) -> list[bool | None]:
    """Where no control shows a sign: one that is filled, or all border, is chosen beside empty ones."""
    heavy = [_is_heavy(look) for look in looks]
    light = [_is_light(look) for look in looks]
    if not (any(heavy) and any(light)):
        return [None] * len(looks)
    return [True if full else False if empty else None for full, empty in zip(heavy, light, strict=True)]


def _is_heavy(look: Look) -> bool:
    filled = _is_dark(look.fill) and look.layers <= LAYERS
    return _is_plain(look) and (look.ring >= THICK or filled)


def _is_light(look: Look) -> bool:
    return _is_plain(look) and bool(look.color) and look.ring <= THIN and not _is_dark(look.fill)


def _is_dark(color: str) -> bool:
    if len(color) != 6:
        return False
    return sum(int(color[i : i + 2], 16) for i in (0, 2, 4)) < 3 * DARK


def _manner(look: Look) -> Manner:
    """How a control is drawn, whatever its shape and size."""
    return look.color, round(look.ring, 1), look.fill, look.hollow, look.layers
