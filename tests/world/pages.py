"""A case as an HTML page: the old page, the new one, or one by nobody's rules."""

from __future__ import annotations

import base64
from functools import cache
from hashlib import md5
from html import escape

from tests.world import heads, quiz
from tests.world.controls import mark, stars
from tests.world.icons import FILE
from tests.world.model import CHOICES, TYPES, Case, Item
from tests.world.style import css

NEW = {
    "question": 'data-automation-id="questionItem"',
    "title": 'data-automation-id="questionTitle"',
    "ordinal": 'data-automation-id="questionOrdinal"',
    "star": 'data-automation-id="requiredStar"',
    "sub": 'data-automation-id="questionSubTitle"',
    "section": 'data-automation-id="sectionTitle" role="heading" aria-level="1"',
    "choice": 'data-automation-id="choiceItem"',
    "form": 'data-automation-id="formTitle"',
    "grid": 'data-automation-id="likertTable"',
    "row": 'data-automation-id="likerTableTr"',
    "head": 'data-automation-id="likerTableTh"',
    "statement": 'data-automation-id="likerStatementTd"',
    "nps": 'data-automation-id="npsContainer"',
    "ranked": 'data-automation-id="rankingItemContent"',
    "date": 'data-automation-id="dateContainer"',
    "input": 'data-automation-id="textInput"',
}
OLD = {
    "question": "office-form-question",
    "title": "office-form-question-title",
    "ordinal": "ordinal-number",
    "star": "required-star",
    "sub": "office-form-question-subtitle",
    "section": "form-renderer-section-title",
    "choice": "office-form-question-choice",
    "form": "office-form-title",
    "grid": "office-form-matrix-table",
    "row": "office-form-matrix-row",
    "statement": "office-form-matrix-statement",
    "head": "office-form-matrix-head",
    "nps": "office-form-nps",
    "ranked": "office-form-ranking-item",
    "date": "office-form-date",
    "input": "office-form-textfield-input",
}


class Page:
    """``saved``: as a browser saves it, with inputs; else as it prints."""

    def __init__(self, case: Case, *, saved: bool) -> None:
        self.case, self.saved = case, saved

    def html(self) -> str:
        """The whole page."""
        case = self.case
        title = f"<h1 {self.hook('form', 'ft')}>{escape(case.title)}</h1>"
        top = heads.draw(case)
        body = title + top if case["head"] == "late" else top + title
        items = "\n".join(self._item(item) for item in case.items)
        way = ' dir="rtl"' if case.rtl else ""
        return (
            f'<!DOCTYPE html><html lang="{case.language}"{way}><head><meta charset="utf-8"><title>{escape(case.title)}'
            f"</title><style>{_icons()}{css(case)}</style></head><body>{body}"
            f'<div class="push"></div><div class="qs">{items}</div></body></html>'
        )

    def hook(self, part: str, more: str = "") -> str:
        """What tells the part in the page's dialect, and a class for the looks."""
        dialect = self.case["dialect"]
        if dialect == "new":
            return f'{NEW[part]} class="{part} {self._random(part)} {more}"'
        return f'class="{part} {OLD[part] if dialect == "old" else self._random(part)} {more}"'

    def _random(self, part: str) -> str:
        return "css-" + md5(f"{self.case.name}{part}".encode()).hexdigest()[:4]

    def _item(self, item: Item) -> str:
        head = f"<div {self.hook('section')}>{escape(item.section)}</div>" if item.section else ""
        key = "r" + md5(item.prompt.encode()).hexdigest()
        help_text = ""
        if item.help:
            help_text = (
                f'<div {self.hook("sub")}><span class="text-format-content">{escape(item.help)}</span></div>'
            )
        return (
            f'{head}<div {self.hook("question")}><div id="QuestionId_{key}">{self._title(item)}{help_text}</div>'
            f'<div class="answer">{self._answer(item, key)}{quiz.below(self.case, item)}</div></div>'
        )

    def _title(self, item: Item) -> str:
        case, prompt = self.case, escape(item.prompt)
        words = f'<span class="text-format-content">{prompt}</span>{self._required(item)}{quiz.points(case, item)}{self._type(item)}'
        if not case.numbered:
            return f'<div {self.hook("title")}><span role="heading" aria-level="2">{words}</span></div>'
        number = f"{item.number})" if case["number"] == "paren" else f"{item.number}."
        if case["number"] == "text":
            words = words.replace(prompt, f"{number} {prompt}", 1)
        elif case["number"] == "table" and not self.saved:
            return f"<table {self.hook('title')}><tr><td>{number}</td><td>{words}</td></tr></table>"
        else:
            words = f"<span {self.hook('ordinal', 'ord' if case['number'] == 'apart' else '')}>{number}</span> {words}"
        return f'<div {self.hook("title")}><span role="heading" aria-level="2">{words}</span></div>'

    def _required(self, item: Item) -> str:
        if not item.required:
            return ""
        word = escape(self.case.word("required"))
        return {
            "star": f"<span {self.hook('star')}> *</span>",
            "css": f'<span {self.hook("star", "after")} aria-label="{word}"></span>',
            "hidden": f'<span {self.hook("star")} aria-label="{word}"></span><span class="sr">{word}.</span>',
            "text": f"<span> ({word})</span>",
            "none": "",
        }[self.case["required"]]

    def _type(self, item: Item) -> str:
        word = escape(self.case.word(TYPES[item.kind], 1 if item.kind == "long" else 0))
        return {
            "none": "",
            "hidden": f'<span class="sr" aria-hidden="true">{word}.</span>',
            "shown": f'<div class="ty">{word}</div>',
        }[self.case["types"]]

    def _answer(self, item: Item, key: str) -> str:
        if item.kind in CHOICES:
            return self._choices(item, key)
        if item.kind == "stars" and self.case["stars"] != "radios":
            return f'<div class="scale">{stars(self.case, key, int((item.given or ("0",))[0] or 0), item.scale)}</div>'
        if item.kind in ("stars", "figures", "nps"):
            return self._figures(item, key)
        if item.kind == "likert":
            return self._grid(item, key)
        if item.kind == "ranking":
            return self._ranking(item)
        text = item.given[0] if item.given else None
        return self._field(item, text, {"date": "date", "dropdown": "select"}.get(item.kind, "text"))

    def _field(self, item: Item, text: str | None, kind: str) -> str:
        place = self._placeholder(item)
        if self.case["quiz"] == "reviewed" and text is None:
            return f'<div class="none">{escape(self.case.word("no_answer"))}.</div>'
        if self.saved and kind == "select":
            inner = escape(text) if text else f'<span class="ph">{place}</span>'
            return f'<div class="tx" role="button" aria-haspopup="listbox" aria-expanded="false"><span>{inner}</span></div>'
        if self.saved and item.kind == "long":
            return f'<textarea class="tx" {self.hook("input")} readonly placeholder="{place}">{escape(text or "")}</textarea>'
        if self.saved and item.kind != "file":
            value = f'<input type="text" {self.hook("input", "tx")} readonly placeholder="{place}" value="{escape(text or "")}">'
            return f"<div {self.hook('date')}>{value}</div>" if kind == "date" else value
        hint = {"placeholder": place, "label": escape(self.case.word(TYPES[item.kind]))}.get(
            self.case["empty"]
        )
        inner = escape(text) if text else f'<span class="ph">{hint}</span>' if hint else ""
        return f'<div class="tx textbox-printview">{inner}</div>'

    def _placeholder(self, item: Item) -> str:
        case = self.case
        if item.kind == "date":
            return escape(case.word("placeholder_pattern").format("M/d/yyyy"))
        return escape(case.word("placeholder_text", 1 if item.kind == "dropdown" else 0))

    def _choices(self, item: Item, key: str) -> str:
        radio = item.kind == "single"
        case = self.case
        out = [self._choice(o, o in item.given, radio, key, quiz.behind(case, item, o)) for o in item.options]
        if item.other:
            word = case.word("other")
            out.append(self._other(word, item, radio, key))
        return f'<div role="{"radiogroup" if radio else "group"}" class="opts">{"".join(out)}</div>'

    def _choice(self, text: str, on: bool, radio: bool, key: str, more: str = "") -> str:
        case, kind = self.case, "radio" if radio else "checkbox"
        drawn = mark(case, radio, on, key, escape(text))
        if case["dialect"] == "new":
            drawn = f'<span data-automation-id="{kind}" data-automation-value="{escape(text)}">{drawn}</span>'
        words = f'<span class="ot {"on" if on else ""}">{escape(text)}</span>'
        parts = (words, drawn) if case["mark_side"] in ("behind", "below") else (drawn, words)
        gap = "<br>" if case["mark_side"] in ("above", "below") else " "
        return f"<div {self.hook('choice')}><label>{gap.join(parts)}</label>{more}</div>"

    def _other(self, word: str, item: Item, radio: bool, key: str) -> str:
        typed = item.typed or ""
        if self.saved:
            more = f'<input type="text" aria-label="{escape(word)}" value="{escape(typed)}" readonly>'
        elif self.case["other"] == "field":
            more = f'<div class="tx">{escape(typed)}</div>'
        elif self.case["other"] == "inside" and typed:
            return self._choice(f"{word}: {typed}", True, radio, key)
        else:
            more = f" <span>{escape(typed)}</span>" if typed else ""
        return self._choice(word, item.typed is not None, radio, key, more)

    def _figures(self, item: Item, key: str) -> str:
        first = 0 if item.kind == "nps" else 1
        cells = []
        for n in range(first, item.scale + 1):
            on = item.given[:1] == (str(n),)
            drawn = mark(self.case, True, on, key, str(n))
            words = f'<span class="ot {"on" if on else ""}">{n}</span>'
            cells.append(f'<span class="fig"><label>{words}<br>{drawn}</label></span>')
        hook = self.hook("nps") if item.kind == "nps" else 'class="scale"'
        return f'<div {hook} role="radiogroup">{"".join(cells)}</div>'

    def _grid(self, item: Item, key: str) -> str:
        heads = "".join(f"<th {self.hook('head')}>{escape(o)}</th>" for o in item.options)
        given = item.given or (None,) * len(item.rows)
        rows = ""
        for place, (row, chosen) in enumerate(zip(item.rows, given, strict=True)):
            cells = "".join(
                f'<td class="office-form-matrix-radio">{self._cell(o == chosen, f"{key}{place}", o)}</td>'
                for o in item.options
            )
            rows += f'<tr {self.hook("row")} role="radiogroup"><td {self.hook("statement")}>{escape(row)}</td>{cells}</tr>'
        return f"<table {self.hook('grid')}><tr><td></td>{heads}</tr>{rows}</table>"

    def _cell(self, on: bool, name: str, option: str) -> str:
        drawn = mark(self.case, True, on, name, escape(option))
        if self.case["control"] in ("weight", "colour", "shade"):
            drawn += f'<span class="ot {"on" if on else ""}">{escape(option)}</span>'
        return drawn

    def _ranking(self, item: Item) -> str:
        listed = [str(g) for g in item.given] or list(item.options)
        rows = "".join(f"<div {self.hook('ranked')}>{escape(o)}</div>" for o in listed)
        return f'<div class="ranking">{rows}</div>'


@cache
def _icons() -> str:
    data = base64.b64encode(FILE.read_bytes()).decode()
    return f'@font-face{{font-family:"World Icons";src:url(data:font/ttf;base64,{data})}}'
