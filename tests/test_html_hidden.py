"""What a person would not see of a page is no answer; what a person does see is, whatever screen readers get."""

from __future__ import annotations

import time

import pytest

from parsers.blocks import Choice, Document, Field, Grid, Ranking, Scale, Text, Unreadable
from parsers.html.css.media import matches
from parsers.html.read import read_html

SECRET = "the secret"
HEAD = (
    '<div data-automation-id="questionItem" class="q"><span data-automation-id="questionTitle">'
    '<span data-automation-id="questionOrdinal">1.</span><span>What?</span>'
    '<span id="QuestionInfo_r1" aria-hidden="true" hidden>{label}. </span></span><div class="area">'
)

HIDDEN = {
    "display": ("", '<p style="display:none">{}</p>'),
    "display in capitals, important": ("", '<p style="DISPLAY : None ! important">{}</p>'),
    "visibility": ("", '<p style="visibility:hidden">{}</p>'),
    "visibility, inherited": ("", '<div style="visibility:collapse"><p><b>{}</b></p></div>'),
    "opacity": ("", '<p style="opacity:0">{}</p>'),
    "opacity in steps": ("", '<div style="opacity:.2"><p style="opacity:20%">{}</p></div>'),
    "filter": ("", '<p style="filter:opacity(0)">{}</p>'),
    "font of no size": ("", '<p style="font-size:0">{}</p>'),
    "font in short": ("", '<p style="font:0/0 a">{}</p>'),
    "tiny font": ("", '<p style="font-size:0.5pt">{}</p>'),
    "no width": ("", '<p style="width:0;overflow:hidden">{}</p>'),
    "no height": ("", '<p style="max-height:0;overflow:clip">{}</p>'),
    "a pixel": (".v{position:absolute;width:1px;height:1px;overflow:hidden}", '<span class="v">{}</span>'),
    "off to the left": ("", '<p style="position:absolute;left:-9999px">{}</p>'),
    "off to the top": ("", '<p style="position:fixed;top:-200vh">{}</p>'),
    "off by its margin": ("", '<p style="margin-left:-9999px">{}</p>'),
    "off by its indent": ("", '<p style="text-indent:-9999px">{}</p>'),
    "off by a transform": ("", '<p style="transform:translateX(-9999px)">{}</p>'),
    "scale": ("", '<p style="transform:scale(0)">{}</p>'),
    "scale of its own": ("", '<p style="scale:0 1">{}</p>'),
    "clip": ("", '<p style="position:absolute;clip:rect(0 0 0 0)">{}</p>'),
    "clip-path inset": ("", '<p style="clip-path:inset(50%)">{}</p>'),
    "clip-path circle": ("", '<p style="clip-path:circle(0)">{}</p>'),
    "clip-path polygon": ("", '<p style="clip-path:polygon(0 0,0 0,0 0)">{}</p>'),
    "closed details": ("", "<details><summary>More</summary><p>{}</p></details>"),
    "closed details' own text": ("", "<details><summary>More</summary>{}</details>"),
    "dialog": ("", "<dialog>{}</dialog>"),
    "popover": ("", "<div popover>{}</div>"),
    "template": ("", "<template>{}</template>"),
    "noscript": ("", "<noscript>{}</noscript>"),
    "hidden": ("", "<p hidden>{}</p>"),
    "content-visibility": ("", '<p style="content-visibility:hidden">{}</p>'),
    "white on white": ("", '<p style="color:#fff">{}</p>'),
    "nearly white on white": ("", '<p style="color:rgb(254,255,253)">{}</p>'),
    "white by old markup": ("", '<p><font color="white">{}</font></p>'),
    "dark on the same dark": (".q{background:#123}", '<p style="color:hsl(210,50%,13.3%)">{}</p>'),
    "transparent": ("", '<p style="color:transparent">{}</p>'),
    "alpha": ("", '<p style="color:rgb(0 0 0 / 0)">{}</p>'),
    "comment in a name's place": ("", '<p style="/**/display/**/:/**/none">{}</p>'),
    "fill of letters": ("", '<p style="-webkit-text-fill-color:transparent">{}</p>'),
    "id": ("#x{display:none}", '<p id="x">{}</p>'),
    "tag and class": ("p.x{display:none}", '<p class="a x">{}</p>'),
    "two classes": (".a.x{display:none}", '<p class="a x">{}</p>'),
    "descendant": (".area p{display:none}", "<p>{}</p>"),
    "child": (".area>.x>p{display:none}", '<div class="x"><p>{}</p></div>'),
    "sibling": (".y + p, .y ~ p{display:none}", '<p class="y"></p><p>{}</p>'),
    "attribute": ("[data-x='1']{display:none}", '<p data-x="1">{}</p>'),
    "attribute that begins": ("p[data-x^=a]{display:none}", '<p data-x="ab">{}</p>'),
    "not": (".area p:not(.a,.b){display:none}", '<p class="c">{}</p>'),
    "is": (":is(div, p).x{display:none}", '<p class="x">{}</p>'),
    "has": ("p:has(b){display:none}", "<p><b>{}</b></p>"),
    "nth-child": (".area :nth-child(2n){display:none}", "<p></p><p>{}</p>"),
    "unchecked sibling": ("input:not(:checked)~p{display:none}", '<input type="hidden"><p>{}</p>'),
    "screen": ("@media screen{.x{display:none}}", '<p class="x">{}</p>'),
    "wide screens": ("@media only screen and (min-width:600px){.x{display:none}}", '<p class="x">{}</p>'),
    "not print": ("@media not print{.x{display:none}}", '<p class="x">{}</p>'),
    "layer": ("@layer a{.x{display:none}}", '<p class="x">{}</p>'),
    "supports": ("@supports (display:grid){.x{display:none}}", '<p class="x">{}</p>'),
    "nested": (".area{color:#000; & .x{display:none}}", '<p class="x">{}</p>'),
    "escape": (r".x{d\69splay:none}", '<p class="x">{}</p>'),
    "comment": (".x{display:/* } */none}", '<p class="x">{}</p>'),
    "after a string with a brace": ('.y::after{content:"}{"}.x{display:none}', '<p class="x">{}</p>'),
    "after a source map": ("/*# sourceMappingURL=data:a;base64,e30= */.x{display:none}", '<p class="x">{}</p>'),
    "important over inline": (".x{display:none!important}", '<p class="x" style="display:block">{}</p>'),
    "more specific": ("p.x{display:none}.x{display:block}", '<p class="x">{}</p>'),
    "later": (".x{display:block}.x{display:none}", '<p class="x">{}</p>'),
}  # fmt: skip

SEEN = {
    "plain": ("", "<p>{}</p>"),
    "hidden from screen readers": ("", '<p aria-hidden="true">{}</p>'),
    "white on dark": (".x{background:#0f6cbd;color:#fff}", '<p class="x">{}</p>'),
    "white on a picture": (".x{background:url(a.png);color:#fff}", '<p class="x">{}</p>'),
    "letters of a gradient": (
        ".x{background:linear-gradient(red,blue);background-clip:text;color:transparent}", '<p class="x">{}</p>'),
    "grey on white": ("", '<p style="color:#ccc">{}</p>'),
    "open details": ("", "<details open><summary>More</summary><p>{}</p></details>"),
    "summary": ("", "<details><summary>{}</summary><p></p></details>"),
    "open dialog": ("", "<dialog open>{}</dialog>"),
    "hidden, but displayed": (".x{display:block}", '<p class="x" hidden>{}</p>'),
    "visible in the invisible": ("", '<div style="visibility:hidden"><p style="visibility:visible">{}</p></div>'),
    "looks disabled": ("", '<p style="opacity:.6">{}</p>'),
    "fades in": (".x{opacity:0;animation:in 1s forwards}", '<p class="x">{}</p>'),
    "clip that does not cut": ("", '<p style="clip-path:inset(0)">{}</p>'),
    "clip without a place": ("", '<p style="clip:rect(0,0,0,0)">{}</p>'),
    "clip of rounded corners": ("", '<p style="clip-path:inset(0 round 8px)">{}</p>'),
    "circle": ("", '<p style="clip-path:circle(50%)">{}</p>'),
    "no height, but nothing is cut": ("", '<p style="height:0">{}</p>'),
    "cut, but there is room": ("", '<p style="height:20px;overflow:hidden">{}</p>'),
    "inline boxes have no width": ("", '<span style="width:0;overflow:hidden">{}</span>'),
    "offset of a static box": ("", '<p style="left:-9999px">{}</p>'),
    "offset by a little": ("", '<p style="position:relative;left:-12px">{}</p>'),
    "turned": ("", '<p style="transform:translateY(-50%) scale(.98) rotate(3deg)">{}</p>'),
    "small print": ("", '<p style="font-size:6pt">{}</p>'),
    "font in short": ("", '<p style="font:italic 14px/1 a">{}</p>'),
    "line height of one": ("", '<p style="line-height:1;overflow:hidden">{}</p>'),
    "print only": ("@media print{.x{display:none}}", '<p class="x">{}</p>'),
    "narrow screens only": ("@media (max-width:600px){.x{display:none}}", '<p class="x">{}</p>'),
    "hover": (".x:hover{display:none}", '<p class="x">{}</p>'),
    "pseudo-element": (".x::before{display:none}", '<p class="x">{}</p>'),
    "less specific": (".x{display:none}p.x{display:block}", '<p class="x">{}</p>'),
    "inline over a rule": ("#x{display:none}", '<p id="x" style="display:block">{}</p>'),
    "important is stronger": (".x{display:block!important}#x{display:none}", '<p id="x" class="x">{}</p>'),
    "outside of layers is stronger": (".x{display:block}@layer a{#x{display:none}}", '<p id="x" class="x">{}</p>'),
    "other element": ("div.x, .x>p, p[data-y]{display:none}", '<p class="x">{}</p>'),
    "not understood": (".x:nonsense(3){display:none}", '<p class="x">{}</p>'),
    "declaration in a string": ('.x{content:"display:none"}', '<p class="x">{}</p>'),
    "rule in a comment": ("/* .x{display:none} */", '<p class="x">{}</p>'),
    "keyframes": ("@keyframes k{from{display:none}}", "<p>{}</p>"),
}  # fmt: skip


def page(css: str, area: str, label: str = "Multi Line Text") -> Document:
    head = HEAD.format(label=label)
    return read_html(
        f"<html><head><style>{css}</style></head><body>{head}{area}</div></div></body></html>".encode()
    )


def all_text(document: Document) -> str:
    return repr(document.blocks)


@pytest.mark.parametrize(("css", "area"), HIDDEN.values(), ids=HIDDEN)
def test_hidden_text_is_no_answer_and_is_told(css: str, area: str) -> None:
    document = page(css, area.format(SECRET))
    assert SECRET not in all_text(document)
    silent = area.startswith(("<template", "<noscript"))  # nobody's words: every page has some
    assert [p.code for p in document.problems] == ([] if silent else ["hidden"])


@pytest.mark.parametrize(("css", "area"), SEEN.values(), ids=SEEN)
def test_what_is_seen_is_the_answer(css: str, area: str) -> None:
    fields = [b for b in page(css, area.format("the answer")).blocks if isinstance(b, Field)]
    assert "the answer" in "\n".join(f.text for f in fields)


@pytest.mark.parametrize(("css", "area"), HIDDEN.values(), ids=HIDDEN)
def test_hidden_text_of_any_page_is_no_content(css: str, area: str) -> None:
    whole = f'<style>{css}</style><div class="q"><div class="area">{area.format(SECRET)}</div></div>'
    assert SECRET not in all_text(read_html(whole.encode()))


def option(label: str, state: str, row: str = "", control: str = "", words: str = "") -> str:
    return (
        f'<div data-automation-id="choiceItem" {row}><label><span class="m"><input type="radio" {control} '
        f'aria-checked="{state}"><svg></svg></span><span {words}>{label}</span></label></div>'
    )


def choices(document: Document) -> list[tuple[str, bool | None]]:
    return [(b.text, b.selected) for b in document.blocks if isinstance(b, Choice)]


@pytest.mark.parametrize(
    "control", ['style="opacity:0"', 'style="display:none"', 'style="position:absolute;left:-9999px"']
)
def test_state_of_a_control_that_the_page_draws_itself_counts(control: str) -> None:
    area = option("Yes", "true", control=control) + option("No", "false", control=control)
    assert choices(page("", area, "Single choice")) == [("Yes", True), ("No", False)]


@pytest.mark.parametrize(("row", "words"), [('style="display:none"', ""), ("", 'style="color:white"')])
def test_an_unseen_option_is_none_and_where_it_is_the_chosen_one_nothing_is_said(
    row: str, words: str
) -> None:
    unseen = option(SECRET, "true", row, words=words)
    document = page("", option("Yes", "false") + option("No", "false") + unseen, "Single choice")
    assert choices(document) == [("Yes", None), ("No", None)]
    assert [p.code for p in document.problems] == ["hidden"]


def test_an_unseen_option_that_is_not_chosen_leaves_the_rest_as_it_is() -> None:
    unseen = option(SECRET, "false", 'style="opacity:0"')
    document = page("", option("Yes", "false") + option("No", "true") + unseen, "Single choice")
    assert choices(document) == [("Yes", False), ("No", True)]


def test_an_option_whose_label_is_elsewhere_and_hidden_is_none() -> None:
    body = '<input type="radio" id="a" checked><label for="a" style="display:none">the secret</label>'
    assert choices(read_html(body.encode())) == []


def test_hidden_cells_points_and_items_are_left_out() -> None:
    cell = '<td {}><input type="radio" aria-checked="{}"></td>'
    row = '<tr {}><td data-automation-id="likerStatementTd">{}</td>{}</tr>'
    table = "<table><tr><th></th><th>Good</th><th>Bad</th><th hidden>None</th></tr>"
    cells = cell.format("", "false") * 2 + cell.format("hidden", "true")
    table += row.format("", "Room", cells) + row.format("hidden", SECRET, cells) + "</table>"
    (grid,) = [b for b in page("", table, "Likert").blocks if isinstance(b, Grid)]
    assert (grid.columns, [(r.label, r.states) for r in grid.rows]) == (
        ("Good", "Bad"),
        [("Room", (False, False))],
    )
    star = '<span role="radio" aria-label="{0} Star" aria-checked="{1}" {2}>{0}</span>'
    stars = star.format(0, "false", "") + star.format(1, "false", "") + star.format(2, "true", "hidden")
    (scale,) = [b for b in page("", f'<div role="radiogroup">{stars}</div>').blocks if isinstance(b, Scale)]
    assert scale.states == (False, False)
    item = '<div data-automation-id="rankingItemContent" {}>{}</div>'
    items = item.format("hidden", SECRET) + item.format("", "a") + item.format("", "b")
    (ranking,) = [b for b in page("", items, "Ranking").blocks if isinstance(b, Ranking)]
    assert ranking.items == ("a", "b")


@pytest.mark.parametrize("look", ["opacity:0", "font-size:0", "color:transparent", "display:none"])
@pytest.mark.parametrize(
    "box", ['<input value="the secret" style="{}">', '<textarea style="{}">the secret</textarea>']
)
def test_hidden_boxes_hold_nothing(box: str, look: str) -> None:
    assert SECRET not in all_text(page("", box.format(look)))


def test_icons_for_the_eye_alone_are_no_text() -> None:
    area = '<p>the answer <span aria-hidden="true">\ue73e</span><i aria-hidden="true">check</i></p>'
    assert [b.text for b in page("", area).blocks if isinstance(b, Field)] == ["the answer"]


@pytest.mark.parametrize(
    ("query", "held"),
    [
        ("", True), ("all", True), ("print", False), ("screen and (min-width: 1281px)", False),
        ("(max-width: 1280px)", True), ("print, screen", True), ("not screen", False),
        ("(prefers-color-scheme: dark)", False), ("(prefers-color-scheme: light)", True),
        ("(prefers-reduced-motion)", False), ("(hover)", True), ("(nonsense: 1)", False),
        ("(max-width: 20em) or (orientation: landscape)", True), ("not all and (monochrome)", True),
    ],
)  # fmt: skip
def test_media_queries_are_asked_of_a_desktop_screen(query: str, held: bool) -> None:
    assert matches(query) is held


# ------------------------------------------------------------------------------ time


def cpu(data: bytes) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        read_html(data)
        best = min(best, time.process_time() - start)
    return best


SHEETS = {
    "no brace": "a" * 40_000,
    "source map": "/*# sourceMappingURL=data:application/json;base64," + "QUJD" * 100_000 + " */",
    "open comments": "/*" * 40_000,
    "open strings": "a{content:'" * 10_000,
    "media without an end": "@media x{a{}" * 10_000,
    "rules": "".join(f".a{n} .b{n}>.c{n}:not(.d){{display:none;color:#fff}}" for n in range(4_000)),
    "rules for all": "".join(f"*:not(.a{n}){{color:#{n:06x}}}" for n in range(400)),
}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_style_sheets_take_time_in_proportion(sheet: str) -> None:
    def once(times: int) -> bytes:
        return f"<style>{sheet * times}</style>{'<p class=a>x</p>' * 50}".encode()

    one, two, four = (cpu(once(n)) for n in (1, 2, 4))
    assert four < 0.05 or (two < 3 * one + 0.02 and four < 3 * two + 0.02)


def test_a_page_that_compares_too_much_is_refused() -> None:
    with pytest.raises(Unreadable, match="too_large"):
        read_html(f"<style>.z ~ p{{display:none}}</style>{'<p>x</p>' * 5_000}<p class=z>x</p>".encode())


def test_long_rows_of_siblings_are_read() -> None:
    sheet = "p:nth-child(2n+1) + p{display:none} p:last-of-type{color:#000}"
    document = read_html(f"<style>{sheet}</style>{'<p>x</p><p>the secret</p>' * 1_000}".encode())
    assert len([b for b in document.blocks if isinstance(b, Text)]) == 1_000
    assert SECRET not in all_text(document)
