"""The new result page (2022 on): drawn marks, stable automation ids, random class names."""

from __future__ import annotations

import random
from hashlib import md5

from tests.makers.model import Section, Shown
from tests.makers.page import Page, attr, esc
from tests.makers.truth import help_text

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{}</svg>'
CIRCLE = '<circle cx="12" cy="12" r="{}" fill="{}" stroke="{}"></circle>'
RECT = '<rect width="19" height="19" x="2.5" y="2.5" fill="{}" rx="1.5" stroke="{}"></rect>'
TICK = '<path d="M6 12.2 10.2 16.4 18.2 7.6" fill="none" stroke="{}" stroke-width="2"></path>'
SYMBOL = {
    "star": "M12 2.6 14.9 8.9 21.8 9.7 16.7 14.4 18.1 21.2 12 17.8 5.9 21.2 7.3 14.4 2.2 9.7 9.1 8.9Z",
    "heart": "M12 21C5 15 2.5 12 2.5 8.5A4.7 4.7 0 0 1 12 6.7 4.7 4.7 0 0 1 21.5 8.5C21.5 12 19 15 12 21Z",
}
ARROW = '<svg width="14" height="14" viewBox="0 0 14 14"><path d="{}" fill="none" stroke="#333"></path></svg>'
GOOD = (
    '<svg viewBox="0 0 14 14"><path d="M2 7.5 5.5 11 12 3.5" fill="none" stroke="#107c10" '
    'stroke-width="1.6"></path></svg>'
)
BAD = (
    '<svg viewBox="0 0 14 14"><path d="M3 3 11 11M11 3 3 11" fill="none" stroke="#c4314b" '
    'stroke-width="1.6"></path></svg>'
)


class NewPage(Page):
    """See ``page.Page``."""

    sheet = "new.css"

    def body_class(self) -> str:
        return "" if self.look.background else "nobg"

    def _random(self, seed: str) -> str:
        pick = random.Random(f"{self.form.code}{self.index}{seed}")
        return f"-{''.join(pick.choice('abcdefghJKPz_') for _ in range(2))}-{pick.randrange(23, 133)}"

    def _id(self, s: Shown) -> str:
        return "r" + md5(f"{self.form.code}{self.form.items.index(s.question)}".encode()).hexdigest()

    def head(self) -> str:
        p, w = self.person, self.words
        score = ""
        if p.score is not None:
            score = (
                f'<div><div class="big">{p.score:g} / {self.form.score_max}</div>'
                f'<div class="lb">{esc(w["score"])}</div></div>'
            )
        return (
            f'<h1 class="{self._random("h")}">{esc(w["view_results"])}</h1><div class="hd"><div>'
            f'<div class="lb">'
            f'{esc(w["respondent"])}</div><div class="np">{ARROW.format("M9 2 4 7 9 12")}<span '
            f'role="spinbutton" '
            f'aria-label="{attr(w["respondent"])}" aria-valuenow="{p.number}">{p.number}</span>'
            f"{ARROW.format('M5 2 10 7 5 12')}</div></div><div "
            f'class="big">{esc(p.name or w["anonymous"])}</div>'
            f'<div><div class="big">{p.time}</div><div class="lb">{esc(w["time"])}</div></div>{score}</div>'
        )

    def title(self) -> str:
        sub = self.form.subtitle
        below = f'<div class="ts" data-automation-id="formSubTitle">{esc(sub)}</div>' if sub else ""
        return f'<div class="ti" data-automation-id="formTitle">{esc(self.form.title)}</div>{below}\n'

    def section(self, section: Section) -> str:
        sub = (
            f'<div class="secs" data-automation-id="sectionSubTitle">{esc(section.text)}</div>'
            if section.text
            else ""
        )
        return (
            f'<div class="sec {self._random(section.title)}" data-automation-id="sectionTitle" '
            f'role="heading" '
            f'aria-level="1"><span class="t text-format-content">{esc(section.title)}</span></div>{sub}\n'
        )

    def question(self, s: Shown) -> str:
        q, w, key = s.question, self.words, self._id(s)
        number = (
            f'<span data-automation-id="questionOrdinal" class="ord">{s.number}.</span>' if s.number else ""
        )
        star = (
            (
                f'<span class="star" role="note" aria-label="{attr(w["required"])}" '
                'data-automation-id="requiredStar"></span>'
            )
            if q.required
            else ""
        )
        points = f'<span class="pts"> {esc(w["points"].format(n=q.points))}</span>' if q.points else ""
        grade = w["pts"].format(got=self.earned(s), n=q.points) if q.points else ""
        text = help_text(q, w)
        sub = (
            (
                f'<div class="sub" data-automation-id="questionSubTitle"><span '
                f'class="text-format-content">{esc(text)}'
                "</span></div>"
            )
            if text
            else ""
        )
        return (
            f'<div data-automation-id="questionItem" class="q {self._random(key)}"><div '
            f'id="QuestionId_{key}" '
            f'class="{self._random(key + "b")}">'
            + (f'<div class="gr">{esc(grade)}</div>' if grade else "")
            + f'<span class="tt {self._random(key + "t")}" data-automation-id="questionTitle">'
            f'<span aria-level="2" '
            f'role="heading">{number}<span class="text-format-content">'
            f"<span>{esc(q.prompt)}</span></span>{star}</span>"
            f'{points}<span class="sr" id="QuestionInfo_{key}" '
            f'aria-hidden="true">{esc(w.type(q.kind))}. </span></span>'
            f'{sub}</div><div class="el">\n{self.element(s)}\n{self._grading(s)}</div></div>\n'
        )

    def _grading(self, s: Shown) -> str:
        q, w = s.question, self.words
        if not q.points:
            return ""
        out = f'<div class="na">{esc(w["no_answer"])}</div>' if not s.given else ""
        if q.correct and q.kind == "text":
            out += f'<div class="cl">{esc(w["correct"])}: {esc("; ".join(q.correct))}</div>'
        if q.feedback:
            out += f'<div class="fb">{esc(w["feedback"])}: {esc(q.feedback)}</div>'
        return out

    def _text(self, s: Shown) -> str:
        text, ph = s.text or "", self.words["enter"]
        if self.look.printing:
            empty = f'<span class="ph">{esc(ph)}</span>' if self.look.placeholders else ""
            return f'<div class="tx">{esc(text) or empty}</div>'
        if s.question.kind == "long":
            return (
                f'<textarea class="tx" readonly data-automation-id="textInput" '
                f'aria-label="{attr(self.words.type("long"))}" '
                f'placeholder="{attr(ph)}">{esc(text)}</textarea>'
            )
        return (
            f'<input class="tx" readonly data-automation-id="textInput" '
            f'aria-label="{attr(self.words.type("text"))}" '
            f'placeholder="{attr(ph)}" value="{attr(text)}">'
        )

    def _date(self, s: Shown) -> str:
        text, ph = s.text or "", self.words["date_ph"]
        if self.look.printing:
            empty = f'<span class="ph">{esc(ph)}</span>' if self.look.placeholders else ""
            return f'<div class="tx">{esc(text) or empty}</div>'
        return (
            f'<div class="ms-DatePicker" data-automation-id="dateContainer"><input class="tx" type="text" '
            f'role="combobox" readonly placeholder="{attr(ph)}" value="{attr(text)}"></div>'
        )

    def _dropdown(self, s: Shown) -> str:
        inner = (
            f"<span>{esc(s.text)}</span>"
            if s.text
            else f'<span class="ph">{esc(self.words["select"])}</span>'
        )
        return f'<div class="tx" role="button" aria-haspopup="listbox" aria-expanded="false">{inner}</div>'

    def _mark(self, kind: str, on: bool) -> str:
        color = self.form.color if on else "#605e5c"
        if kind == "radio":
            dot = CIRCLE.format(5, color, color).replace(f' stroke="{color}"', "") if on else ""
            return SVG.format(CIRCLE.format("9.5", "#fff", color) + dot)
        fill, tick = (color, TICK.format("#fff" if self.look.filled else color)) if on else ("#fff", "")
        return SVG.format(RECT.format(fill if self.look.filled else "#fff", color) + tick)

    def _single(self, s: Shown) -> str:
        kind, key = ("radio" if s.question.kind == "single" else "checkbox"), self._id(s)
        rows = [self._option(s, o, kind, key) for o in s.question.options]
        if s.question.other:
            rows.append(self._other(s, kind, key))
        group = "radiogroup" if kind == "radio" else "group"
        return (
            f'<div role="{group}" aria-labelledby="QuestionId_{key} QuestionInfo_{key}">\n'
            + "\n".join(rows)
            + "\n</div>"
        )

    def _input(self, s: Shown, kind: str, key: str, on: bool, value: str, label: str = "") -> str:
        return (
            f'<input {label}name="{key}" aria-checked="{str(on).lower()}" role="{kind}" type="{kind}" '
            f'class="{self._random(key + value)}" value="{attr(value)}" disabled>'
            f"{self._mark(kind, on)}"
        )

    def _option(self, s: Shown, option: str, kind: str, key: str) -> str:
        on, correct = option in s.chosen, s.question.correct
        mark = ""
        if correct and option in correct:
            mark = f'<span class="ok">{GOOD}{"" if on else " " + esc(self.words["correct"])}</span>'
        elif correct and on:
            mark = f'<span class="bad">{BAD}</span>'
        return (
            f'<div class="ci" data-automation-id="choiceItem"><div><label><span class="m" '
            f'data-automation-id="{kind}" '
            f'data-automation-value="{attr(option)}">{self._input(s, kind, key, on, option)}</span>'
            f'<span aria-label="{attr(option)}" '
            f'class="text-format-content">{esc(option)}</span>{mark}</label></div></div>'
        )

    def _other(self, s: Shown, kind: str, key: str) -> str:
        label = f'aria-label="{attr(self.words["other"])}" '
        return (
            f'<div class="ci"><label><span class="m" data-automation-id="{kind}">'
            f"{self._input(s, kind, key, s.typed is not None, '', label)}</span><input {label}"
            f'placeholder="{attr(self.words["other"])}" maxlength="1000" class="oth" spellcheck="false" '
            f'data-automation-id="textInput" readonly value="{attr(s.typed or "")}"></label></div>'
        )

    def _stars(self, s: Shown) -> str:
        q, value, color = s.question, s.given[0] if s.given else 0, self.form.color
        assert isinstance(value, int)
        out = ""
        for n in range(1, q.scale + 1):
            shape = (
                f'<path d="{SYMBOL[q.symbol]}" fill="{color if n <= value else "#fff"}" '
                f'stroke="{color}"></path>'
            )
            out += (
                f'<span role="radio" aria-label="{n} {attr(self.words["star"])}" '
                f'aria-checked="{str(n == value).lower()}" '
                f'tabindex="-1"><svg viewBox="0 0 24 24">{shape}</svg></span>'
            )
        return f'<div class="sts" role="radiogroup">{out}</div>'

    def _figures(self, s: Shown, figures: range, name: str) -> str:
        cells = "".join(
            f'<div role="radio" aria-label="{n}" aria-checked="{str(n in s.given).lower()}" '
            f'class="{"on" if n in s.given else ""}">{n}</div>'
            for n in figures
        )
        return f'<div class="nps" data-automation-id="{name}" role="radiogroup">{cells}</div>'

    def _numbers(self, s: Shown) -> str:
        return self._figures(s, range(1, s.question.scale + 1), "ratingContainer")

    def _nps(self, s: Shown) -> str:
        low, high = s.question.ends or (self.words["not_likely"], self.words["very_likely"])
        return f'<div class="npl"><span>{esc(low)}</span><span>{esc(high)}</span></div>\n' + self._figures(
            s, range(11), "npsContainer"
        )

    def _likert(self, s: Shown) -> str:
        q = s.question
        head = "".join(f'<th data-automation-id="likerTableTh">{esc(o)}</th>' for o in q.options)
        out = (
            f'<table class="lk" role="presentation"><tr data-automation-id="likerTableTr"><th '
            f'class="s"></th>{head}</tr>'
        )
        for i, label in enumerate(q.rows):
            given = s.given[i] if s.given else None
            out += (
                '\n<tr data-automation-id="likerTableTr" role="radiogroup"><td class="s" '
                f'data-automation-id="likerStatementTd">{esc(label)}</td>'
            )
            for o in q.options:
                out += (
                    f'<td><span class="m"><input style="display:none" type="radio" role="radio" '
                    f'aria-label="{attr(label)} {attr(o)}" aria-checked="{str(o == given).lower()}" '
                    f'value="{attr(o)}">{self._mark("radio", o == given)}</span></td>'
                )
            out += "</tr>"
        return out + "</table>"

    def _ranking(self, s: Shown) -> str:
        items = "".join(
            f'<div class="rk" role="listitem" data-automation-id="rankingItemContent">'
            f"<span>{esc(x)}</span></div>"
            for x in s.chosen or s.question.options
        )
        return f'<div role="list">{items}</div>'

    def _file(self, s: Shown) -> str:
        base = "https://example.sharepoint.com/personal/x/Apps/"
        return "\n".join(
            f'<div class="fl" data-automation-id="fileUpload"><a href="{base}{attr(x.replace(" ", "%20"))}">'
            f"{esc(x)}</a></div>"
            for x in s.chosen
        )
