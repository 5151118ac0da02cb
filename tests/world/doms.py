"""Saved pages of nobody's making: the same questions in structures and controls that are not Forms' own."""

from __future__ import annotations

from html import escape

from tests.world import heads
from tests.world.model import CHOICES, SCALES, Case, Item
from tests.world.style import css

UNTOLD = frozenset({"before", "class"})
"""Ways to draw a choice that only a style sheet tells."""


def applies(case: Case) -> bool:
    """Whether a saved page has a structure of its own."""
    return case["dialect"] == "plain" and case["dom"] != "cards"


def shown(case: Case, item: Item) -> bool:
    """Whether the page decides a question."""
    if item.kind in CHOICES or item.kind in ("likert", "figures", "nps"):
        return case["pick"] not in UNTOLD
    if item.kind == "stars":
        return bool(item.given) and case["pick"] not in UNTOLD
    typed = case["fill"] in ("input", "textarea") and item.kind not in ("ranking", "file")
    return typed or (item.answered and item.help is None and item.kind not in ("ranking", "file"))


def html(case: Case) -> str:
    """The whole page."""
    title, top = f"<h1>{escape(case.title)}</h1>", heads.draw(case)
    body = title + top if case["head"] == "late" else top + title
    way = ' dir="rtl"' if case.rtl else ""
    before = ".on::before{content:'✓ '}.off::before{content:'○ '}"
    return (
        f'<!DOCTYPE html><html lang="{case.language}"{way}><head><meta charset="utf-8"><title>{escape(case.title)}'
        f"</title><style>{before}{css(case)}</style></head><body>{body}{_questions(case)}</body></html>"
    )


def _questions(case: Case) -> str:
    drawn = "".join(_section(item) + _question(case, item, n) for n, item in enumerate(case.items))
    around = {"dl": "dl", "table": "table", "list": "ol"}.get(case["dom"])
    return f"<{around}>{drawn}</{around}>" if around else drawn


def _section(item: Item) -> str:
    return f"<h2>{escape(item.section)}</h2>" if item.section else ""


def _question(case: Case, item: Item, place: int) -> str:
    number = f"{item.number}. " if case.numbered else ""
    star = " <abbr>*</abbr>" if item.required and case["required"] == "star" else ""
    asked = f"{number}{escape(item.prompt)}{star}"
    help_text = f"<p><small>{escape(item.help)}</small></p>" if item.help else ""
    given = _answer(case, item, f"q{place}")
    return {
        "fieldset": f"<fieldset><legend>{asked}</legend>{help_text}{given}</fieldset>",
        "dl": f"<dt>{asked}</dt>" + (f"<dd>{help_text}</dd>" if help_text else "") + f"<dd>{given}</dd>",
        "flat": f"<h3>{asked}</h3>{help_text}{given}",
        "details": f"<details open><summary>{asked}</summary>{help_text}{given}</details>",
        "table": f"<tr><td>{asked}{help_text}</td><td>{given}</td></tr>",
        "list": f"<li><p><b>{asked}</b></p>{help_text}{given}</li>",
        "bold": f"<p><strong>{asked}</strong></p>{help_text}{given}",
        "labelled": f'<section aria-labelledby="t{place}"><div id="t{place}">{asked}</div>{help_text}{given}</section>',
    }[case["dom"]]


def _answer(case: Case, item: Item, name: str) -> str:
    if item.kind in CHOICES:
        kind = "radio" if item.kind == "single" else "checkbox"
        options = [(o, o in item.given) for o in item.options]
        if item.other:
            options.append((case.word("other"), item.typed is not None))
        typed = f'<input type="text" value="{escape(item.typed or "")}" readonly>' if item.other else ""
        return _picks(case, kind, name, options, typed)
    if item.kind in SCALES:
        first = 0 if item.kind == "nps" else 1
        points = [(str(n), item.given[:1] == (str(n),)) for n in range(first, item.scale + 1)]
        return _picks(case, "radio", name, points)
    if item.kind == "likert":
        return _grid(case, item, name)
    if item.kind == "ranking":
        listed = [str(g) for g in item.given] or list(item.options)
        return "<ol>" + "".join(f"<li>{escape(o)}</li>" for o in listed) + "</ol>"
    return _field(case, item, str(item.given[0]) if item.given else "")


def _picks(case: Case, kind: str, name: str, options: list[tuple[str, bool]], typed: str = "") -> str:
    how = case["pick"]
    role = "radiogroup" if kind == "radio" else "group"
    drawn = [_pick(how, kind, name, text, on) for text, on in options]
    drawn[-1] = drawn[-1].replace("</div>", f" {typed}</div>") if typed else drawn[-1]
    return f'<div role="{role}">{"".join(drawn)}</div>'


def _pick(how: str, kind: str, name: str, text: str, on: bool) -> str:
    words, state = escape(text), str(on).lower()
    checked = " checked" if on else ""
    sign = {"radio": "●" if on else "○", "checkbox": "☑" if on else "☐"}[kind]
    return {
        "native": f'<div><label><input type="{kind}" name="{name}"{checked} disabled> {words}</label></div>',
        "beside": f'<div><input type="{kind}" id="{name}{words}" name="{name}"{checked}><label for="{name}{words}">{words}</label></div>',
        "label": f'<div><label role="{kind}" aria-checked="{state}">{words}</label></div>',
        "item": f'<div role="{kind}" aria-checked="{state}"><i></i><span>{words}</span></div>',
        "sign": f"<div><span>{sign}</span> <span>{words}</span></div>",
        "behind": f"<div><span>{words}</span> <b>{sign}</b></div>",
        "before": f'<div class="{"on" if on else "off"}">{words}</div>',
        "class": f'<div><i class="{"dot" if on else "ring"}"></i><span>{words}</span></div>',
    }[how]


def _grid(case: Case, item: Item, name: str) -> str:
    head = "".join(f"<th>{escape(o)}</th>" for o in item.options)
    given = item.given or (None,) * len(item.rows)
    rows = ""
    for place, (row, chosen) in enumerate(zip(item.rows, given, strict=True)):
        cells = "".join(f"<td>{_cell(case, o == chosen, f'{name}r{place}')}</td>" for o in item.options)
        rows += f'<tr><th scope="row">{escape(row)}</th>{cells}</tr>'
    return f"<table><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(case: Case, on: bool, name: str) -> str:
    how = case["pick"]
    if how in ("native", "beside"):
        return f'<input type="radio" name="{name}"{" checked" if on else ""}>'
    if how in ("label", "item"):
        return f'<span role="radio" aria-checked="{str(on).lower()}"></span>'
    if how in ("sign", "behind"):
        return "●" if on else "○"
    return f'<i class="{"on" if on else "off"}"></i>'


def _field(case: Case, item: Item, text: str) -> str:
    words, how = escape(text), case["fill"]
    if item.kind == "file":
        return f'<a href="https://example.org/{words}">{words}</a>' if text else ""
    if item.kind == "dropdown" and how in ("input", "textarea"):
        return f"<select disabled><option>{escape(case.word('placeholder_text', 1))}</option><option{' selected' if text else ''}>{words or 'A'}</option></select>"
    return {
        "input": f'<input type="text" value="{words}" readonly>'
        if "\n" not in text
        else f"<textarea readonly>{words}</textarea>",
        "textarea": f"<textarea readonly>{words}</textarea>",
        "div": f'<div class="val" style="white-space:pre-wrap">{words}</div>',
        "paragraph": f"<p>{words.replace(chr(10), '<br>')}</p>",
    }[how]
