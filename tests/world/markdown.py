"""A case as text that people or a scanner wrote."""

from __future__ import annotations

import random

from tests.world.model import CHOICES, SCALES, Case, Item
from tests.world.word import SIGNS

SWAPS = {"l": "1", "I": "l", "O": "0", "rn": "m", "ü": "u", "é": "e"}
MISREAD = (("O ", "v "), ("□ ", "v "), ("O ", "@ "), ("0 ", "X "), ("C] ", "[& "), ("□ ", "■ "))
"""Boxes, off and on, as a scanner reads them."""
FOOTER = "https://forms.office.com/Pages/DesignPageV2.aspx?subpage=design&id=Zk9t…  {}/3"
HEADER = "3/23/22, 9:11 PM    Microsoft Forms"


def markdown(case: Case) -> str:
    """The text."""
    lines = _head(case)
    for item in case.items:
        lines += _item(case, item)
    text = "\n".join(lines) + "\n"
    if case["md"] == "mail":
        top = f"From: someone@example.org\nSubject: Fwd: {case.title}\n\n"
        text = top + "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    return _furniture(case, text)


def _furniture(case: Case, text: str) -> str:
    if case["noise"] != "furniture":
        return text
    blocks = text.split("\n\n")
    rng = random.Random(case.name)
    for page in (1, 2):
        blocks.insert(
            rng.randrange(3, len(blocks) + 1) if len(blocks) > 3 else len(blocks),
            f"{FOOTER.format(page)}\n\n{HEADER}",
        )
    return "\n\n".join(blocks)


def _head(case: Case) -> list[str]:
    head = case.head
    respondent, time = case.word("respondent"), case.word("time_to_complete")
    name = head.name or case.word("anonymous")
    title = case.title if case["md"] == "ocr" else f"# {case.title}"
    how = case["head"]
    block = {
        "none": [],
        "rows": [f"{respondent}: {head.respondent}", "", name, "", f"{time}: {head.time}"],
        "inline": [f"**{head.respondent}** {respondent} **{name}** **{head.time}** {time}"],
        "compact": [f"{respondent} {head.respondent} | {name} | {time} {head.time}"],
        "table": [
            f"| {respondent} | {head.respondent} |",
            "| --- | --- |",
            f"| {time} | {head.time} |",
            "",
            name,
        ],
    }.get(
        how,
        [case.word("view_results"), "", respondent, "", head.respondent, "", name, "", head.time, "", time],
    )
    return [*(["", title, "", *block] if how == "late" else [*block, "", title]), ""]


def _noisy(case: Case, text: str) -> str:
    """A prompt or heading with a scanner's errors; answers stay, for the truth is what is printed."""
    how = case["noise"]
    if how == "case":
        return text.upper() if len(text) < 20 else text
    if how == "letters":
        for good, bad in SWAPS.items():
            text = text.replace(good, bad, 1)
    return text.replace(" ", "  ", 2) if how == "spaces" else text


def _item(case: Case, item: Item) -> list[str]:
    how, out = case["md"], list[str]()
    bold = not case.numbered and how in ("plain", "listed", "mail", "table")  # something must set prompts off
    if item.section:
        section = _noisy(case, item.section)
        out += [f"## {section}", ""]
    mark = ")" if case["number"] == "paren" else "."
    number = f"{item.number}{mark} " if case.numbered else ""
    star = (
        {"none": "", "text": f" ({case.word('required')})"}.get(case["required"], " *")
        if item.required
        else ""
    )
    prompt = f"{number}{_noisy(case, item.prompt)}{star}"
    prompt = f"**{prompt}**" if bold or how == "bold" else prompt
    if how == "table" and item.kind not in (*CHOICES, "likert", "ranking"):
        return [*out, *_table(prompt, written(item))]
    out += [{"heading": "### ", "listed": "" if bold else "- "}.get(how, "") + prompt, ""]
    if item.help:
        out += [f"*{item.help}*" if case["help"] == "italic" and how != "ocr" else item.help, ""]
    return out + _answer(case, item)


def _table(prompt: str, text: str) -> list[str]:
    cells = [part.replace("|", "\\|").replace("\n", "<br>") for part in (prompt, text)]
    return [f"| {cells[0]} | {cells[1]} |", "| --- | --- |", ""]


def written(item: Item) -> str:
    """A typed answer or a figure."""
    if item.kind == "stars" and item.given and item.scale == 5:
        value = int(str(item.given[0]))
        return "★" * value + "☆" * (5 - value)
    return str((item.given or ("",))[0] or "")


def _answer(case: Case, item: Item) -> list[str]:
    if item.kind in CHOICES:
        return _choices(case, item)
    if item.kind == "likert":
        return _grid(case, item)
    if item.kind == "ranking":
        return (
            [*(f"{n}. {o}" for n, o in enumerate(item.given, 1)), ""] if item.given else [*item.options, ""]
        )
    text = written(item)
    if not text:
        return (
            [case.word("placeholder_text"), ""]
            if case["empty"] == "placeholder" and item.kind not in SCALES
            else []
        )
    looks = {"bold": "**{}**" if case.numbered else "{}", "italic": "*{}*", "arrow": "→ {}"}
    look = (
        looks.get(case["typed"], "{}")
        if case["md"] == "plain" and "*" not in text and "_" not in text
        else "{}"
    )
    return [*(look.format(part) if part else "" for part in text.split("\n")), ""]


def _choices(case: Case, item: Item) -> list[str]:
    other = case.word("other")
    listed = [(o, o in item.given) for o in item.options]
    if item.other:
        listed.append((f"{other}: {item.typed}" if item.typed else other, item.typed is not None))
    how, bullet = case["chosen"], "" if case["md"] == "ocr" else "- "
    signs = SIGNS.get(how, ("", ""))
    if case["noise"] == "boxes":
        signs = random.Random(case.name).choice(MISREAD)
    out = []
    for text, on in listed:
        if case["md"] == "ocr" and how not in SIGNS:
            out.append(text)
        elif how in SIGNS:
            out.append(bullet + signs[on] + text)
        elif how != "only" or on:
            look = (
                {"underlined": "<u>{}</u>", "bold": "**{}**", "highlight": "=={}=="}.get(how, "{}")
                if on
                else "{}"
            )
            look = "~~{}~~" if how == "struck" and not on else look
            out.append(bullet + look.format(text))
    return [*out, ""]


def _grid(case: Case, item: Item) -> list[str]:
    off, on = SIGNS.get(case["chosen"], ("", "X"))
    given = item.given or (None,) * len(item.rows)
    rows = [
        f"| {row} | " + " | ".join((on if o == chosen else off).strip() for o in item.options) + " |"
        for row, chosen in zip(item.rows, given, strict=True)
    ]
    return ["|  | " + " | ".join(item.options) + " |", "| --- " * (1 + len(item.options)) + "|", *rows, ""]
