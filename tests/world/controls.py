"""Draws one control: a radio button or a check box, on or off, in each of the ways that pages have."""

from __future__ import annotations

import base64
import io
from functools import cache

from tests.world.model import Case

ACCENT = "#0f6cbd"
SIGNS = {
    "ballot": ("☐", "☑"),
    "ballot_x": ("☐", "☒"),
    "circles": ("○", "●"),
    "brackets": ("[ ]", "[x]"),
    "parens": ("( )", "(x)"),
    "ticks": ("", "✓"),
}
"""Signs of text: off and on."""
UNMARKED = frozenset({"weight", "colour", "shade"})
"""The option itself is set apart, and nothing stands beside it."""
BY_COLOUR = frozenset({"css_fill", "css_ground", "image", "ticks", *UNMARKED})
"""What a reader need not decide, but must not take for something else."""
BY_GROUND = frozenset({"css_dot", "fluent9"})
"""A dot that is a background: a print without backgrounds loses it."""


def survives_print(case: Case, radio: bool) -> bool:
    """Whether a print shows what is chosen by more than a shade."""
    how = case["control"]
    if how in BY_COLOUR or (how == "css_thick" and not radio):
        return False
    return not (how in BY_GROUND and radio and case["background"] == "no")


def survives_text(case: Case) -> bool:
    """Whether the text alone shows it."""
    return case["control"] in SIGNS and case["control"] != "ticks"


def survives_markup(case: Case) -> bool:
    """Whether a saved page's markup shows it."""
    return case["control"] == "native" or case["markup"] != "bare" or survives_text(case)


def mark(case: Case, radio: bool, on: bool, name: str, value: str) -> str:
    """The control with what its markup says of its state."""
    how, kind = case["control"], "radio" if radio else "checkbox"
    checked, state = (
        (" checked" if on else ""),
        {"disabled": " disabled", "readonly": " readonly"}.get(case["state"], ""),
    )
    aria = f'aria-checked="{str(on).lower()}"'
    if how == "native":
        return f'<input type="{kind}" name="{name}" value="{value}" {aria}{checked}{state}>'
    drawn = _drawn(case, radio, on)
    if case["markup"] == "input":
        return (
            f'<span class="mk"><input class="hid" type="{kind}" name="{name}" value="{value}" {aria}{checked}{state}>'
            f"{drawn}</span>"
        )
    if case["markup"] == "aria":
        off = ' aria-disabled="true"' if state else ""
        return f'<span class="mk" role="{kind}" {aria}{off}>{drawn}</span>'
    return f'<span class="mk">{drawn}</span>'


def _drawn(case: Case, radio: bool, on: bool) -> str:
    how = case["control"]
    if how in SIGNS:
        return f"<span>{SIGNS[how][on]}</span>"
    if how in UNMARKED:
        return ""
    if how.startswith("svg"):
        return _svg(how, radio, on)
    if how == "image":
        return f'<img alt="" width="16" height="16" src="{_image(radio, on)}">'
    return _css(how, radio, on)


def _svg(how: str, radio: bool, on: bool) -> str:
    inverse = on and how != "svg"
    fill = ACCENT if inverse and (how == "svg_inverse" or not radio) else "#fff"
    inner = "#fff" if fill != "#fff" else ACCENT
    if radio:
        ring = f'<circle cx="12" cy="12" r="9.5" fill="{fill}" stroke="#605e5c"/>'
        if how == "svg_filled":
            ring = '<path fill="#605e5c" fill-rule="evenodd" d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 1a9 9 0 1 1 0 18 9 9 0 0 1 0-18z"/>'
        dot = f'<circle cx="12" cy="12" r="5" fill="{inner}"/>' if on else ""
    else:
        ring = f'<rect x="2.5" y="2.5" width="19" height="19" rx="1.5" fill="{fill}" stroke="#605e5c"/>'
        dot = f'<path d="M6 12l4 4 8-8" fill="none" stroke="{inner}" stroke-width="2"/>' if on else ""
    return f'<svg width="20" height="20" viewBox="0 0 24 24">{ring}{dot}</svg>'


TICK = (
    '<i style="position:absolute;left:6px;top:2px;width:5px;height:10px;border:solid {};border-width:0 2px 2px 0;'
    'transform:rotate(45deg)"></i>'
)


def _css(how: str, radio: bool, on: bool) -> str:
    corner, border, ground, inner = "50%" if radio else "2px", "1px solid #605e5c", "transparent", ""
    if how == "css_thick" and on:
        border = f"{6 if radio else 10}px solid {ACCENT}"
    elif how in ("css_ground",) and on:
        ground = ACCENT
    elif how == "css_fill" and on:
        inner = f'<i style="position:absolute;left:4px;top:4px;width:10px;height:10px;border-radius:{corner};background:{ACCENT}"></i>'
    elif how == "glyph":
        inner = f'<i class="ic">&#x{"ECCC" if radio else "E73E"};</i>' if on else ""
    elif how == "fluent8" and not radio:
        inner = f'<i class="ic" style="opacity:{int(on)}">&#xE73E;</i>'
    elif radio and on and how in ("css_ring", "fluent8"):
        extra = f";background:{ACCENT}" if how == "fluent8" else ""
        inner = (
            '<i style="position:absolute;left:4px;top:4px;box-sizing:border-box;width:10px;height:10px;'
            f'border:5px solid {ACCENT};border-radius:50%{extra}"></i>'
        )
    elif radio and on:
        inner = f'<i style="position:absolute;left:4px;top:4px;width:10px;height:10px;border-radius:50%;background:{ACCENT}"></i>'
    elif on and how == "fluent9":
        ground, inner = ACCENT, '<svg width="12" height="12" viewBox="0 0 12 12" style="position:absolute;left:3px;top:3px"><path fill="#fff" stroke="#999" stroke-width=".3" d="M9.76 3.2c.3.29.32.76.04 1.06l-4.25 4.5a.75.75 0 0 1-1.08.02L2.22 6.53a.75.75 0 0 1 1.06-1.06l1.7 1.7L8.7 3.24a.75.75 0 0 1 1.06-.04Z"/></svg>'  # fmt: skip
    elif on:
        inner = TICK.format(ACCENT)
    return (
        f'<span style="position:relative;display:inline-block;box-sizing:border-box;width:20px;height:20px;'
        f'vertical-align:middle;border:{border};border-radius:{corner};background:{ground}">{inner}</span>'
    )


@cache
def _image(radio: bool, on: bool) -> str:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (32, 32), "white")
    pen = ImageDraw.Draw(picture)
    outline = pen.ellipse if radio else pen.rectangle
    outline((2, 2, 29, 29), outline="#605e5c", width=2)
    if on:
        outline((9, 9, 22, 22), fill=ACCENT)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


PATHS = {
    "star": "M12 2.6 14.9 8.9 21.8 9.7 16.7 14.4 18.1 21.2 12 17.8 5.9 21.2 7.3 14.4 2.2 9.7 9.1 8.9Z",
    "heart": "M12 21C5 15 2.5 12 2.5 8.5A4.7 4.7 0 0 1 12 6.7 4.7 4.7 0 0 1 21.5 8.5C21.5 12 19 15 12 21Z",
    "thumb": "M4 10h4v10H4zM9 10l4-7c2 0 2 2 2 3l-1 3h6l-2 11H9z",
}
TEXTS = {"star": "★☆", "heart": "♥♡", "thumb": "●○"}


def stars(case: Case, name: str, value: int, scale: int) -> str:
    """A row of signs of which ``value`` are filled."""
    how, shape = case["stars"], case["star"] if case["star"] in TEXTS else "star"
    if how == "text":
        full, empty = TEXTS[shape]
        return f"<span>{full * value}{empty * (scale - value)}</span>"
    if how == "text_colour":
        return "".join(
            f'<span style="color:{"#e0a000" if n <= value else "#bbb"}">★</span>' for n in range(1, scale + 1)
        )
    if how == "glyph":
        width = 100 * value / scale
        return (
            f'<span style="position:relative;display:inline-block" class="ic2">{"&#xE734;" * scale}<span style="position:absolute;'
            f'left:0;top:0;overflow:hidden;white-space:nowrap;width:{width:g}%">{"&#xE735;" * scale}</span></span>'
        )
    out = []
    for n in range(1, scale + 1):
        fill = ACCENT if n <= value else "none"
        drawn = (
            _figure(n, n == value)
            if case["star"] == "figure"
            else (
                f'<svg width="24" height="24" viewBox="0 0 24 24"><path d="{PATHS[shape]}" fill="{fill}" stroke="{ACCENT}"/></svg>'
            )
        )
        if how == "aria":
            word = case.word("star_pattern").format(n)
            drawn = f'<span role="radio" aria-checked="{str(n == value).lower()}" aria-label="{word}">{drawn}</span>'
        out.append(drawn)
    return "".join(out)


def _figure(n: int, on: bool) -> str:
    """A figure in a ring; the chosen one's is filled."""
    fill, ink = (ACCENT, "#fff") if on else ("none", ACCENT)
    return (
        f'<svg width="24" height="24" viewBox="0 0 24 24"><circle cx="12" cy="12" r="10" fill="{fill}" stroke="{ACCENT}"/>'
        f'<text x="12" y="16" text-anchor="middle" font-size="12" fill="{ink}">{n}</text></svg>'
    )


def stars_shown(case: Case, medium: str) -> bool:
    """Whether a rating's figure can be told (``medium``: print, markup, text)."""
    how = case["stars"]
    if how == "radios":
        return {
            "print": survives_print(case, True),
            "markup": survives_markup(case),
            "text": survives_text(case),
        }[medium]
    if medium == "text":
        return how == "text"
    if medium == "markup":
        return how in ("text", "aria")
    return how == "text" or (how in ("svg", "aria") and case["star"] != "figure")
