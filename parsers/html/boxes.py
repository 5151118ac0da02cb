"""An element's declarations -> whether its box shows nothing, and how text in it looks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from parsers.html.css import values as css
from parsers.html.css.cascade import Declarations
from parsers.html.css.values import Rgba

FAINT = 0.1
"""Opacity: below it a text is not noticed; what is only disabled is drawn with 0.3 or more."""
ALIKE = 0.04
"""Of a channel's range: colours that differ less cannot be told apart."""
TINY = 4 / 3
"""Pixels, one point: no smaller text is meant to be read."""
BLOCK_TAGS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "ul",
    "input", "textarea", "select", "button", "img",
})  # fmt: skip
"""Elements that have a width and a height without being told so."""

_SIDES = ("left", "right", "top", "bottom")
_OFFSETS = (*_SIDES, "inset", "inset-inline", "inset-block", "inset-inline-start", "inset-inline-end",
            "inset-block-start", "inset-block-end")  # fmt: skip
_MARGINS = ("margin", "margin-left", "margin-top", "margin-inline", "margin-inline-start",
            "margin-block-start")  # fmt: skip
_SIZES = ("width", "height", "max-width", "max-height", "block-size", "inline-size", "max-block-size",
          "max-inline-size", "line-height")  # fmt: skip
_OVERFLOWS = ("overflow", "overflow-x", "overflow-y")
_TURNS = ("transform", "scale", "translate", "rotate")
_MOVING = ("animation", "animation-name")
_INK = ("color", "-webkit-text-fill-color")
_GROUND = ("background", "background-color", "background-image", "background-clip", "-webkit-background-clip")

_ACTIVE: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"display\s*:\s*none", ("display",)),
    (r"visibility\s*:\s*(?:hidden|collapse)", ("visibility",)),
    (r"content-visibility\s*:\s*hidden", ("content-visibility",)),
    (r"opacity\s*[:(]\s*\+?(?:0|\.|1%|[1-9]%)", ("opacity", "filter", *_MOVING)),
    (r"mso-hide", ("mso-hide",)),
    (r"clip\s*:", ("clip", "position")),
    (r"clip-path\s*:", ("clip-path",)),
    (r"transform\s*:|(?:scale|translate|rotate)\s*:", (*_TURNS, *_MOVING)),
    (r"[-\d]\d\d+(?:vw|vh|%)|-\d\d+r?em|\d{4}", (*_OFFSETS, *_MARGINS, "position", "text-indent")),
    (r"(?:width|height|size)\s*:\s*\+?[01.]", (*_SIZES, *_OVERFLOWS, "display", "position", "float")),
    (r"font-size\s*:\s*\+?[01.]|font\s*:", ("font-size", "font")),
    (r"color\s*:", (*_INK, *_GROUND, "position")),
    (r"white-space\s*:", ("white-space",)),
)
"""What a page must say somewhere for properties to matter: most pages hide in few ways."""
_TRIGGERS = tuple((re.compile(pattern, re.I), names) for pattern, names in _ACTIVE)
_BY_VARIABLE = re.compile(r"([\w-]+)\s*:[^;{}]*var\(", re.I)
_FONT_SIZE = re.compile(r"(?:^|\s)((?:\d+\.?\d*|\.\d+)(?:[a-z]+|%)?)(?=\s*/|\s)")


class Look(msgspec.Struct, frozen=True):
    """What text inherits from the elements around it."""

    visible: bool = True
    size: float = 16.0
    """Pixels."""
    ink: Rgba | None = (0.0, 0.0, 0.0, 1.0)
    """None: not known, or none to compare."""
    ground: Rgba | None = (1.0, 1.0, 1.0, 1.0)
    """What is behind; None where it is a picture, or what a placed box happens to lie on."""
    opacity: float = 1.0
    away: bool = False
    """Indented out of the window."""

    def is_mute(self) -> bool:
        """Whether text in it is not seen."""
        return not self.visible or self.size <= TINY or self.away or self._blends()

    @property
    def faded(self) -> bool:
        """Whether nothing in it is seen."""
        return self.opacity < FAINT

    def _blends(self) -> bool:
        if self.ink is None:
            return False
        if self.ink[3] < FAINT:
            return True
        if self.ground is None:
            return False
        share = self.ink[3]
        return all(abs(a - b) * share < ALIKE for a, b in zip(self.ink[:3], self.ground[:3], strict=True))


PLAIN = Look()


def wanted(text: str, hides_itself: bool) -> frozenset[str]:
    """The properties that matter on a page with these style sheets and attributes.

    ``hides_itself``: it has elements that browsers hide unless the page's style shows them.
    """
    if "\\" in text:  # names may be written with escapes
        return frozenset(name for _, names in _TRIGGERS for name in names)
    found = {name for trigger, names in _TRIGGERS if trigger.search(text) for name in names}
    if "var(" in text.lower():  # any value may stand in a custom property
        held = {name.lower() for name in _BY_VARIABLE.findall(text)}
        found |= {name for _, names in _TRIGGERS if not held.isdisjoint(names) for name in names}
    return frozenset(found | {"display"} if hides_itself else found)


def may_mute(own: Declarations) -> bool:
    """Whether declarations may leave text unseen that stands in a box."""
    return not own.keys().isdisjoint(_MUTING)


_MUTING = {"visibility", "font-size", "font", "text-indent", *_INK, *_GROUND}


def inherit(around: Look, own: Declarations) -> Look:
    """The look inside an element with declarations, by that around it."""
    changes: dict[str, object] = {}
    for name, value in own.items():
        derive = _DERIVE.get(name)
        if derive is not None:
            derive(around, value, changes)
    if any(own.get(n) == "text" for n in ("background-clip", "-webkit-background-clip")):
        changes["ink"] = None  # a picture in the letters' shape
    if own.get("position") in ("absolute", "fixed") and "ground" not in changes:
        changes["ground"] = None
    fill = css.color(own.get("-webkit-text-fill-color", ""))
    if fill is not None:
        changes["ink"] = fill
    if _moves(own):
        changes.pop("opacity", None)
    return msgspec.structs.replace(around, **changes) if changes else around


def font_size(own: Declarations, around: float) -> float:
    """Pixels of text with these declarations inside text of ``around`` pixels."""
    changes: dict[str, object] = {}
    for name in ("font", "font-size"):
        if name in own:
            _DERIVE[name](Look(size=around), own[name], changes)
    found = changes.get("size", around)
    return found if isinstance(found, float) else around


def _visibility(_around: Look, value: str, changes: dict[str, object]) -> None:
    if value in ("hidden", "collapse", "visible", "initial"):
        changes["visible"] = value in ("visible", "initial")


def _font_size(around: Look, value: str, changes: dict[str, object]) -> None:
    size = css.pixels(value)
    if size is None:
        if value in ("initial", "medium", "small", "large", "x-large", "x-small", "smaller", "larger"):
            changes["size"] = 16.0
        return
    if value.endswith("%"):
        size = around.size * float(value[:-1]) / 100
    elif value.endswith("em") and not value.endswith("rem"):
        size = around.size * float(value[:-2])
    changes["size"] = size


def _font(around: Look, value: str, changes: dict[str, object]) -> None:
    found = _FONT_SIZE.search(value)
    if found:
        _font_size(around, found[1], changes)


def _opacity(around: Look, value: str, changes: dict[str, object]) -> None:
    try:
        share = float(value[:-1]) / 100 if value.endswith("%") else float(value)
    except ValueError:
        return
    changes["opacity"] = around.opacity * min(max(share, 0.0), 1.0)


def _filter(around: Look, value: str, changes: dict[str, object]) -> None:
    found = re.search(r"opacity\(\s*([\d.]+%?)\s*\)", value)
    if found:
        _opacity(around, found[1], changes)


def _ink(_around: Look, value: str, changes: dict[str, object]) -> None:
    if value not in ("inherit", "currentcolor", "unset"):
        changes["ink"] = css.color(value)


def _ground(around: Look, value: str, changes: dict[str, object]) -> None:
    if "(" in value and re.search(r"url\(|gradient\(|image|var\(", value):
        changes["ground"] = None
        return
    found = css.color(value) or next(filter(None, map(css.color, value.split())), None)
    if found is None or found[3] < FAINT:
        return
    changes["ground"] = found if found[3] > 1 - FAINT else None


def _indent(_around: Look, value: str, changes: dict[str, object]) -> None:
    changes["away"] = css.is_away(value)


_DERIVE: dict[str, Callable[[Look, str, dict[str, object]], None]] = {
    "visibility": _visibility, "font-size": _font_size, "font": _font, "opacity": _opacity,
    "filter": _filter, "color": _ink, "background": _ground, "background-color": _ground,
    "background-image": _ground, "text-indent": _indent,
}  # fmt: skip


# ------------------------------------------------------------------------------ boxes


def shows_nothing(tag: str, own: Declarations, around: Declarations) -> bool:
    """Whether an element's box shows nothing; ``around``: the declarations of the one it stands in."""
    return (
        own.get("display") == "none"
        or own.get("content-visibility") == "hidden"
        or own.get("mso-hide") == "all"
        or css.shapes_away(own.get("clip-path", ""))
        or (_is_placed(own) and css.clips_all(own.get("clip", "")))
        or _is_moved_away(own)
        or (not _moves(own) and _is_turned_away(own))
        or (_has_size(tag, own, around) and _is_shut(own))
    )


def _is_placed(own: Declarations) -> bool:
    return own.get("position") in ("absolute", "fixed")


def _moves(own: Declarations) -> bool:
    """Whether an animation goes on from its first state, which may be hidden."""
    return any(own.get(name, "none") != "none" for name in _MOVING)


def _is_moved_away(own: Declarations) -> bool:
    if own.get("position", "static") != "static" and any(map(css.is_away, _parts(own, _OFFSETS))):
        return True
    return any(part.startswith("-") and css.is_away(part) for part in _parts(own, _MARGINS))


def _parts(own: Declarations, names: tuple[str, ...]) -> Iterator[str]:
    return (part for name in names for part in own.get(name, "").split())


def _is_turned_away(own: Declarations) -> bool:
    scale, moved = own.get("scale", ""), own.get("translate", "")
    turns = own.get("transform", "") + f" scale({scale})" * bool(scale) + f" translate({moved})" * bool(moved)
    return css.turns_away(turns)


def _has_size(tag: str, own: Declarations, around: Declarations) -> bool:
    """Whether width and height mean anything: not in the flow of a line."""
    display = own.get("display", "")
    if display in ("inline", "contents"):
        return False
    blockish = tag in BLOCK_TAGS or bool(display) or _is_placed(own) or own.get("float", "none") != "none"
    return blockish or any(word in around.get("display", "") for word in ("flex", "grid"))


def _is_shut(own: Declarations) -> bool:
    """Whether a box has no room, and what is in it cannot leave it."""
    cut = any(own.get(name, "visible") not in ("visible", "initial") for name in _OVERFLOWS)
    return cut and any(css.is_dot(own.get(name, "")) and _no_factor(name, own) for name in _SIZES)


def _no_factor(name: str, own: Declarations) -> bool:
    """``line-height: 1`` is no pixel but the text's own size."""
    return name != "line-height" or css.pixels(own[name]) == 0.0
