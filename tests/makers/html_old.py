"""The old result page (2017 to about 2021): native disabled controls."""

from __future__ import annotations

from tests.makers.model import Section, Shown
from tests.makers.page import Page, attr, esc
from tests.makers.truth import help_text

GLYPH = {"star": "★", "heart": "♥"}


class OldPage(Page):
    """See ``page.Page``."""

    sheet = "old.css"
    wrapper = "resp office-form"

    def body_class(self) -> str:
        return "doubled" if self.look.doubled_links else ""

    def head(self) -> str:
        p, w = self.person, self.words
        score = ""
        if p.score is not None:
            score = (
                f'<div><div class="big">{p.score:g}/{self.form.score_max}</div>'
                f'<div class="small">{esc(w["score"])}</div></div>'
            )
        return (
            f'<div class="analyze-view-detail-title heading-1">{esc(w["view_results"])}</div>'
            f'<div class="detail-head"><div><div class="small">{esc(w["respondent"])}</div>'
            f'<input type="text" value="{p.number}" aria-label="{attr(w["respondent"])}"></div>'
            f'<div><div class="big">{esc(p.name or w["anonymous"])}</div></div>'
            f'<div><div class="big">{p.time}</div><div class="small">{esc(w["time"])}</div>'
            f"</div>{score}</div></div>"
        )

    def title(self) -> str:
        sub = self.form.subtitle
        below = f'<div class="office-form-subtitle"><span>{esc(sub)}</span></div>' if sub else ""
        return (
            f'<div class="office-form-title-container"><div class="office-form-title heading-1">'
            f"<span>{esc(self.form.title)}</span></div>{below}</div>\n"
        )

    def section(self, section: Section) -> str:
        sub = f'<div class="section-sub">{esc(section.text)}</div>' if section.text else ""
        return (
            f'<div class="section-block form-designer-section"><div class="form-renderer-section-title '
            f'office-form-section-title">{esc(section.title)}</div>{sub}</div>\n'
        )

    def question(self, s: Shown) -> str:
        q, w = s.question, self.words
        number = f'<span class="ordinal-number">{s.number}.</span>' if s.number else ""
        star = '<span class="required-star"></span>' if q.required else ""
        points = (
            f'<span class="question-point">{esc(w["points"].format(n=q.points))}</span>' if q.points else ""
        )
        hidden = [w["required"]] * q.required + [w.type(q.kind)]
        labels = "".join(
            f'<div><span class="accessibility-reader-no-display">{esc(x)}</span></div>' for x in hidden
        )
        text = help_text(q, w)
        sub = f'<div class="office-form-question-subtitle">{esc(text)}</div>' if text else ""
        grade = w["pts"].format(got=self.earned(s), n=q.points) if q.points else ""
        return (
            '<div class="__question__ office-form-question"><div class="office-form-question-content">'
            + (f'<div class="quiz-pts">{esc(grade)}</div>' if grade else "")
            + f'<div class="question-title-box"><div class="office-form-question-title">{number}'
            f"<span>{esc(q.prompt)}</span>{star}{points}{labels}</div>{sub}</div>"
            f"<div "
            f'class="office-form-question-element">\n{self.element(s)}\n{self._grading(s)}</div></div></div>\n'
        )

    def _grading(self, s: Shown) -> str:
        q, w = s.question, self.words
        if not q.points:
            return ""
        out = f'<div class="no-answer">{esc(w["no_answer"])}</div>' if not s.given else ""
        if q.correct and q.kind == "text":
            out += f'<div class="correct-list">{esc(w["correct"])}: {esc(" / ".join(q.correct))}</div>'
        if q.feedback:
            out += f'<div class="grading-feedback">{esc(w["feedback"])}: {esc(q.feedback)}</div>'
        return out

    def _text(self, s: Shown) -> str:
        text, ph = s.text or "", self.words["date_ph" if s.question.kind == "date" else "enter"]
        if self.look.printing:
            empty = f'<span class="ph">{esc(ph)}</span>' if self.look.placeholders else ""
            return f'<div class="textbox-printview">{esc(text) or empty}</div>'
        if s.question.kind == "long":
            return (
                f'<textarea class="office-form-question-textbox office-form-textfield-input form-control" '
                f'placeholder="{attr(ph)}" disabled="" maxlength="4000">{esc(text)}</textarea>'
            )
        return (
            f'<input class="office-form-question-textbox office-form-textfield-input '
            f'form-control" disabled="" '
            f'maxlength="4000" placeholder="{attr(ph)}" value="{attr(text)}">'
        )

    _date = _text

    def _dropdown(self, s: Shown) -> str:
        ph = f'<span class="ph">{esc(self.words["select"])}</span>'
        return (
            '<div class="select-placeholder textbox-printview" role="button" aria-haspopup="listbox">'
            f"{esc(s.text) if s.text else ph}</div>"
        )

    def _single(self, s: Shown) -> str:
        kind = "radio" if s.question.kind == "single" else "checkbox"
        group = "radiogroup" if kind == "radio" else "group"
        rows = [self._option(s, o, i, kind) for i, o in enumerate(s.question.options, 1)]
        if s.question.other:
            rows.append(self._other(s, kind))
        return f'<div role="{group}">' + "\n".join(rows) + "</div>"

    def _option(self, s: Shown, option: str, place: int, kind: str) -> str:
        on, value = option in s.chosen, attr(option)
        state = 'aria-checked="true" checked=""' if on else 'aria-checked="false"'
        mark, row_class = self._right(s, option, on)
        return (
            f'<div class="office-form-question-choice"><div class="{kind}"><label '
            f'class="office-form-question-choice-row '
            f'office-form-question-choice-text-row{row_class}"><input {state} '
            f'aria-label="{value}" disabled="" '
            f'type="{kind}" name="n{s.place}p{self.person.number}" aria-posinset="{place}" '
            f'aria-setsize="{len(s.question.options)}" value="{value}"><span '
            f'class="office-form-question-choice-text-span">'
            f"<span>{esc(option)}</span></span>{mark}</label></div></div>"
        )

    def _right(self, s: Shown, option: str, on: bool) -> tuple[str, str]:
        correct = s.question.correct
        if not correct or not (on or option in correct):
            return "", ""
        good = option in correct
        note = f' <span class="small">{esc(self.words["correct"])}</span>' if good and not on else ""
        name = "gradingOptionIsCorrect" if good else "gradingOptionIsNotCorrect"
        return f'<span class="grading-icon {name}">{"✓" if good else "✗"}</span>{note}', f" {name}"

    def _other(self, s: Shown, kind: str) -> str:
        state = 'aria-checked="true" checked=""' if s.typed else 'aria-checked="false"'
        return (
            f'<div class="office-form-question-choice"><div class="{kind}"><label '
            f'class="office-form-question-choice-row">'
            f'<input {state} aria-label="{attr(self.words["other"])}" disabled="" type="{kind}" '
            f'name="n{s.place}p{self.person.number}" value=""><span '
            f'class="office-form-other-answer"><input type="text" '
            f'class="office-form-textfield-input" placeholder="{attr(self.words["other"])}" disabled="" '
            f'value="{attr(s.typed or "")}"></span></label></div></div>'
        )

    def _stars(self, s: Shown) -> str:
        q, value = s.question, int(str(s.given[0])) if s.given else 0
        row = f'<span class="s">{GLYPH[q.symbol]}</span>' * q.scale
        return (
            f'<div class="office-form-question-rating-container"><div class="rateit rateit-font" '
            f'data-rateit-max="{q.scale}">'
            f'<div class="rateit-range" role="slider" aria-valuemin="0" '
            f'aria-valuemax="{q.scale}" aria-valuenow="{value}">'
            f'<div class="rateit-empty">{row}</div><div class="rateit-selected rateit-preset" '
            f'style="width:{value * 38}px">{row}</div></div></div></div>'
        )

    def _figures(self, s: Shown, figures: range) -> str:
        cells = "".join(
            f'<td role="radio" aria-checked="{str(n in s.given).lower()}" '
            f'class="{"on" if n in s.given else ""}">{n}</td>'
            for n in figures
        )
        return f'<table class="nps-control-table" role="radiogroup"><tr>{cells}</tr></table>'

    def _numbers(self, s: Shown) -> str:
        return self._figures(s, range(1, s.question.scale + 1))

    def _nps(self, s: Shown) -> str:
        low, high = s.question.ends or (self.words["not_likely"], self.words["very_likely"])
        ends = f'<div class="nps-label-container"><span>{esc(low)}</span><span>{esc(high)}</span></div>'
        return ends + self._figures(s, range(11))

    def _likert(self, s: Shown) -> str:
        q = s.question
        head = "".join(f'<th class="office-form-matrix-label">{esc(o)}</th>' for o in q.options)
        rows = []
        for i, label in enumerate(q.rows):
            given = s.given[i] if s.given else None
            cells = "".join(
                f'<td class="office-form-matrix-std"><input type="radio" '
                f'class="office-form-matrix-radio" disabled="" '
                f'name="m{s.place}_{i}p{self.person.number}" aria-label="{attr(o)}" '
                f"{'checked' * (o == given)}></td>"
                for o in q.options
            )
            rows.append(f'<tr><td class="st office-form-matrix-str">{esc(label)}</td>{cells}</tr>')
        return (
            f'<table class="office-form-matrix-table"><tr><th class="st"></th>{head}</tr>\n'
            + "\n".join(rows)
            + "</table>"
        )

    def _ranking(self, s: Shown) -> str:
        items = s.chosen or s.question.options
        return (
            '<div class="office-form-ranking">'
            + "".join(f'<div class="office-form-ranking-item">{esc(x)}</div>' for x in items)
            + "</div>"
        )

    def _file(self, s: Shown) -> str:
        base = "https://example.sharepoint.com/personal/x/Apps/"
        return "\n".join(
            f'<div class="file"><a href="{base}{attr(x.replace(" ", "%20"))}">{esc(x)}</a></div>'
            for x in s.chosen
        )
