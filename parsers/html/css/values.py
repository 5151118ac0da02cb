"""Values of style declarations: lengths, colours, and the shapes and turns that leave nothing to see."""

from __future__ import annotations

import re
from functools import lru_cache

import tinycss2.color4

Rgba = tuple[float, float, float, float]
"""Red, green, blue and alpha from 0 to 1."""

_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)([a-z]+|%)?")
_UNITS = {
    "": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54,
    "q": 2.4 / 2.54, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "lh": 18.0,
    "vw": 12.8, "vh": 8.0, "vmin": 8.0, "vmax": 12.8, "dvw": 12.8, "dvh": 8.0, "svw": 12.8, "svh": 8.0,
    "lvw": 12.8, "lvh": 8.0, "%": 12.8,
}  # fmt: skip
"""Pixels of a unit, for text of 16 pixels in a window of 1280 × 800."""
DOT = 1.0
"""Pixels: a box this narrow or low shows nothing of its text."""
AWAY = 999.0
"""Pixels: who moves a text this far wants nobody to see it; menus slide by less."""
WHOLE = 99.5
"""Per cent of a box: what is left is no letter."""
_CALL = re.compile(r"([a-z-]+)\(([^()]*)\)")


@lru_cache(maxsize=4096)
def pixels(value: str) -> float | None:
    """A length in pixels; None for ``auto`` and what is no plain length."""
    found = _LENGTH.fullmatch(value.strip())
    scale = _UNITS.get(found[2] or "") if found else None
    return float(found[1]) * scale if found and scale is not None else None


@lru_cache(maxsize=4096)
def color(value: str) -> Rgba | None:
    """A colour; None for ``inherit``, ``currentcolor``, variables and what is none."""
    try:
        found = tinycss2.color4.parse_color(value)
        parts = found.to("srgb") if found is not None and not isinstance(found, str) else None
    except (ValueError, NotImplementedError, AttributeError, TypeError):
        return None
    if parts is None:
        return None
    red, green, blue = (min(max(float(c or 0.0), 0.0), 1.0) for c in parts.coordinates)
    return red, green, blue, float(parts.alpha)


def is_dot(value: str) -> bool:
    """Whether a width or height leaves nothing."""
    size = pixels(value)
    return size is not None and size <= DOT


def is_away(value: str) -> bool:
    """Whether an offset moves its box out of the window."""
    size = pixels(value)
    return size is not None and abs(size) > AWAY


def clips_all(value: str) -> bool:
    """Whether ``clip: rect(…)`` leaves nothing; sides in the order top, right, bottom, left."""
    found = re.fullmatch(r"rect\(([^()]*)\)", value.strip())
    sides = [pixels(s) for s in re.split(r"[\s,]+", found[1].strip())] if found else []
    if len(sides) != 4:
        return False
    top, right, bottom, left = sides
    flat = bottom is not None and bottom - (top or 0.0) <= DOT
    return flat or (right is not None and right - (left or 0.0) <= DOT)


def shapes_away(value: str) -> bool:
    """Whether a ``clip-path`` leaves nothing."""
    found = _CALL.match(value.strip())
    if not found:
        return False
    name, inner = found[1], found[2].split(" round ")[0].strip()
    if name == "inset":
        return _insets_away(inner.split())
    if name in ("circle", "ellipse"):
        radii = [pixels(r) for r in inner.split(" at ")[0].split()]
        return any(r is not None and r <= DOT for r in radii)
    if name == "polygon":
        points = [re.split(r"\s+", p.strip()) for p in inner.split(",")]
        places = [tuple(pixels(x) or 0.0 for x in p) for p in points if len(p) == 2]
        return any(max(side) - min(side) <= DOT for side in zip(*places, strict=True)) if places else False
    if name in ("rect", "xywh"):
        return clips_all(f"rect({inner})") if name == "rect" else any(map(is_dot, inner.split()[2:4]))
    return False


def _insets_away(sides: list[str]) -> bool:
    """Whether opposite sides meet; given as one to four sides: top, right, bottom, left."""
    if not sides:
        return False
    given = dict(enumerate(sides))
    top = sides[0]
    right, bottom = given.get(1, top), given.get(2, top)
    left = given.get(3, right)
    return _meet(top, bottom) or _meet(left, right)


def _meet(*sides: str) -> bool:
    """Shares of the whole that leave nothing of it; lengths that no box of text is as large as."""
    shares = [float(s[:-1]) for s in sides if s.endswith("%") and pixels(s) is not None]
    return sum(shares) >= WHOLE or any(map(is_away, sides))


def turns_away(value: str) -> bool:
    """Whether a ``transform`` shrinks its box to nothing or moves it out of the window."""
    for name, inner in _CALL.findall(value):
        parts = re.split(r"[\s,]+", inner.strip())
        if name.startswith("scale") and any(abs(pixels(p.rstrip("%")) or 0.0) < 0.02 for p in parts[:2]):
            return True
        if name in ("translate", "translatex", "translatey", "translate3d") and any(map(_moves, parts[:2])):
            return True
        numbers = [pixels(p) for p in parts]
        if name == "matrix" and len(numbers) == 6 and None not in numbers:
            a, b, c, d, x, y = (n or 0.0 for n in numbers)
            return abs(a * d - b * c) < 0.0004 or max(abs(x), abs(y)) > AWAY
        if name in ("rotatex", "rotatey") and parts[0] in ("90deg", "-90deg", "270deg"):
            return True
    return False


def _moves(value: str) -> bool:
    """A share is of the box itself: ten times its width is far."""
    return not value.endswith("%") and is_away(value)
