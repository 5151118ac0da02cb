"""Whether a style sheet's media query holds on a screen, as wide as most desktops' windows."""

from __future__ import annotations

import re

from parsers.html.css.values import pixels

WIDTH, HEIGHT = 1280.0, 800.0
"""Pixels of the window."""
_FEATURE = re.compile(r"\(\s*([\w-]+)\s*(?::\s*([^()]*?)\s*)?\)")
_KNOWN = {
    "orientation": "landscape",
    "prefers-color-scheme": "light",
    "prefers-reduced-motion": "no-preference",
    "prefers-contrast": "no-preference",
    "forced-colors": "none",
    "hover": "hover",
    "any-hover": "hover",
    "pointer": "fine",
    "any-pointer": "fine",
    "scripting": "enabled",
    "update": "fast",
    "color": None,
    "width": None,
    "height": None,
}
"""Features and what they are; None: they hold when named alone."""


def matches(query: str) -> bool:
    """Whether one of the queries in the list holds; an empty list holds."""
    return not query.strip() or any(map(_one, query.lower().split(",")))


def _one(query: str) -> bool:
    query = query.strip()
    negated = query.startswith("not ")
    words = _FEATURE.sub(" ", query).split()
    kinds = [w for w in words if w not in ("and", "only", "not", "or")]
    held = [_holds(name, value) for name, value in _FEATURE.findall(query)]
    right = all(k in ("screen", "all") for k in kinds)
    features = any(held) if "or" in words else all(held)
    return (right and features) is not negated


def _holds(name: str, value: str) -> bool:
    bound, _, of = name.partition("-") if name.startswith(("min-", "max-")) else ("", "", name)
    if of in ("width", "height", "device-width", "device-height") and value:
        size = WIDTH if of.endswith("width") else HEIGHT
        limit = pixels(value)
        if limit is None:
            return False
        return size >= limit if bound == "min" else size <= limit if bound == "max" else size == limit
    if name not in _KNOWN:
        return False
    return value in ("", _KNOWN[name]) and (bool(value) or _KNOWN[name] not in ("none", "no-preference"))
