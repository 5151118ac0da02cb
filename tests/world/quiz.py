"""What a quiz adds to a question: points, what would have been right, feedback."""

from __future__ import annotations

from html import escape

from tests.world.model import CHOICES, LABELS, WORDS, Case, Item

WORTH = 2


def points(case: Case, item: Item) -> str:
    """Behind the prompt."""
    if case["quiz"] == "no":
        return ""
    if case["quiz"] == "points":
        return f' <span class="pts">{escape(case.word("points_pattern").format(WORTH))}</span>'
    got = WORTH if item.answered else 0
    return f'<div class="pts">{escape(_of(case).format(got, WORTH))}</div>'


def _of(case: Case) -> str:
    """``{0}/{1} pts`` in the page's language."""
    patterns = [str(one["text"]) for one in LABELS["points_pattern"].get(case.chrome, [])]
    return next((p for p in patterns if "{1}" in p), "{0}/{1} pts")


def behind(case: Case, item: Item, option: str) -> str:
    """The tick beside the option that is right, chosen or not."""
    if case["quiz"] != "reviewed" or option != item.options[0]:
        return ""
    return f'<i class="ic2" role="img" aria-label="{escape(case.word("correct_answer"))}">&#xE73E;</i>'


def below(case: Case, item: Item) -> str:
    """Under the answer: what is right, and a word of the owner's."""
    if case["quiz"] != "reviewed":
        return ""
    right = ""
    if item.kind in ("text", *CHOICES):
        one = item.options[0] if item.options else WORDS[case.language]["answers"][0]
        right = f'<div class="right">{escape(case.word("correct_answer"))}: {escape(one)}</div>'
    said = f"<div>{escape(case.word('feedback'))}: {escape(WORDS[case.language]['helps'][0])}</div>"
    return right + said
