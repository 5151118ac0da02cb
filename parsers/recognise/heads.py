"""Which paragraphs begin a question: by markup, by their numbers, else by their look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from parsers import labels
from parsers.blocks import Block, Choice, Field, Grid, Ranking, Role, Scale, Style, Text
from parsers.recognise import ordinals
from parsers.recognise.grading import is_points
from parsers.recognise.hidden_labels import TYPE_LABELS, glued_labels, labels_in

ANSWERED_IN = (Choice, Field, Grid, Ranking, Scale)
"""Blocks in which an answer is given: whatever else a form has, its questions stand before them."""
OFTEN = 0.8
"""Of the areas that most looks stand before: as many as prompts of one look stand before at least."""


def find_heads(blocks: Sequence[Block]) -> tuple[int, ...]:
    """Indices of the paragraphs that begin a question, in order."""
    by_role = tuple(i for i, b in enumerate(blocks) if isinstance(b, Text) and b.role is Role.PROMPT)
    if by_role:
        return by_role
    numbered = ordinals.chain_of(blocks)
    before = _texts_before_areas(blocks)
    with_area = sum(any(a in numbered for a in run) for run in before)
    labelled = _before_labels(blocks)
    most = len(labelled) * 2 >= len(before)  # two can be a section's title and a prompt
    if len(labelled) >= 2 and most and len(set(labelled) & _prompts_of(blocks, numbered)) * 2 < len(labelled):
        return labelled
    listed = _is_list_in_answer(blocks, numbered) or _is_below_headings(blocks, numbered)
    if len(numbered) >= 2 and with_area * 2 >= len(before) and not listed:
        return numbered
    if len(before) >= 2 and with_area * 2 < len(before):  # the form shows no numbers
        return _by_look(blocks, before)
    if listed or len(numbered) < 2:
        return _headed(blocks, numbered) or (() if listed else numbered)
    return numbered


ASKS = re.compile(r"[?？؟:：*＊]\s*$")
"""How a prompt ends that nothing else sets apart."""
_QUESTION = re.compile(r"[?？؟]\s*$")
ELSEWHERE = 0.25
"""Most questions in another look, for each heading that asks: people ask back now and then; where more do,
the headings are a scanner's whim, and the rest of the prompts would be taken for answers."""
PROMPTS = 2
"""So many prompts above the first number, or in the look of headings, are no chance."""
ASKING = 0.5
"""Least share of headings that ask, for them to be prompts: sections seldom do."""


def _prompts_of(blocks: Sequence[Block], numbered: Sequence[int]) -> set[int]:
    """The paragraphs with these numbers, or below them where a number stands alone."""
    alone = [isinstance(b := blocks[i], Text) and not ordinals.split_ordinal(b)[1].strip() for i in numbered]
    return {i + only for i, only in zip(numbered, alone, strict=True)}


def _is_list_in_answer(blocks: Sequence[Block], chain: Sequence[int]) -> bool:
    """Whether numbered paragraphs are a list that somebody typed, in a form without numbers: prompts stand
    above the first, or, where the list is in one piece, around it."""
    if not chain:
        return False
    above = sum(_asks(b) for b in blocks[: chain[0]])
    around = above + sum(_asks(b) for i, b in enumerate(blocks) if i > chain[0] and i not in chain)
    asking = sum(_asks(blocks[i]) for i in chain)
    whole = chain[-1] - chain[0] == len(chain) - 1
    return asking * 2 < len(chain) and (above >= PROMPTS or (whole and above > 0 and around >= PROMPTS))


def _is_below_headings(blocks: Sequence[Block], chain: Sequence[int]) -> bool:
    """Whether numbered paragraphs in one piece stand below prompts that their look shows."""
    whole = len(chain) > 1 and chain[-1] - chain[0] == len(chain) - 1
    heads = _headed(blocks, chain) if whole else ()
    return len(heads) >= PROMPTS and heads[0] < chain[0] and not set(heads) & set(chain)


def _asks(block: Block) -> bool:
    return isinstance(block, Text) and block.role is None and bool(ASKS.search(block.text) or block.required)


def _headed(blocks: Sequence[Block], numbered: Sequence[int]) -> tuple[int, ...]:
    """Paragraphs of one bold or heading look, if most of them ask and text in another look follows."""
    texts = [(i, b) for i, b in enumerate(blocks) if isinstance(b, Text) and b.role is None]
    looks = Counter(b.style for i, b in texts if (b.style.bold or b.style.heading) and i not in numbered)
    for look, count in looks.most_common(2):
        found = _unlisted(blocks, [i for i, b in texts if b.style == look])
        asking = sum(_asks(blocks[i]) for i in found)
        elsewhere = sum(_QUESTION.search(b.text) is not None for i, b in texts if b.style != look)
        if count >= PROMPTS and asking >= max(PROMPTS, ASKING * count) and elsewhere <= ELSEWHERE * asking:
            return found
    return ()


def _unlisted(blocks: Sequence[Block], found: Sequence[int]) -> tuple[int, ...]:
    """Paragraphs of one look without bulleted ones (chosen options), if others of the look have no bullet."""
    bare = tuple(i for i in found if isinstance(b := blocks[i], Text) and b.bullet not in ("-", "*", "+"))
    return bare or tuple(found)


def _before_labels(blocks: Sequence[Block]) -> tuple[int, ...]:
    """Paragraphs that a hidden label (``Single choice``) ends or follows, where a page's text has them."""
    texts = [
        (i, text)
        for i, b in enumerate(blocks)
        if isinstance(b, Text) and b.role is None and (text := _without_points(b.text))
    ]
    kinds = [not _is_heading(blocks[i]) and any(map(_names_type, labels_in(text))) for i, text in texts]
    plain = [not kind and not labels_in(text) for kind, (_, text) in zip(kinds, texts, strict=True)]
    found = {i for i, text in texts if (glued := glued_labels(text)) and any(map(_names_type, glued[1]))}
    for k, kind in enumerate(kinds):
        if (
            kind
            and (above := next((j for j in range(k - 1, max(k - 3, -1), -1) if plain[j]), None)) is not None
        ):
            found.add(texts[above][0])
    return tuple(sorted(found))


def _without_points(text: str) -> str:
    """A paragraph without lines of a quiz's points, which stand between a prompt and its label."""
    return "\n".join(line for line in text.split("\n") if not is_points(line))


def _is_heading(block: Block) -> bool:
    return isinstance(block, Text) and block.style.heading > 0


def _names_type(word: str) -> bool:
    return labels.means(word, *TYPE_LABELS)


def _texts_before_areas(blocks: Sequence[Block]) -> list[list[int]]:
    """For each answer area the paragraphs between it and the area before it."""
    runs: list[list[int]] = []
    run: list[int] = []
    for i, block in enumerate(blocks):
        if isinstance(block, Text) and block.role is None:
            if not is_points(block.text):
                run.append(i)
        elif isinstance(block, ANSWERED_IN) and run:
            runs.append(run)
            run = []
    return runs


def _by_look(blocks: Sequence[Block], runs: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Paragraphs of the look that stands before most answer areas.

    Where that look is the body's own (neither bold nor larger than other text), only the last
    paragraph of it before an area counts.
    """
    sizes = {b.style.size for b in blocks if isinstance(b, (Text, Field)) and b.style.size}
    counts = Counter(s for run in runs for s in dict.fromkeys(_style(blocks[i]) for i in run))
    often = [s for s, n in counts.most_common() if n >= OFTEN * max(counts.values())]
    # Answers and intros stand before the next area, too. The first of a run is the prompt's: help follows.
    style = next((s for s in often if (s.bold or s.heading) and s.size >= often[0].size), often[0])
    if style.bold or style.heading or (style.size and style.size > min(sizes)):
        texts = [(i, b) for i, b in enumerate(blocks) if isinstance(b, Text) and b.role is None]
        return _unlisted(blocks, [i for i, b in texts if b.style == style and not is_points(b.text)])
    last = [max((i for i in run if _style(blocks[i]) == style), default=-1) for run in runs]
    return tuple(i for i in last if i >= 0)


def _style(block: Block) -> Style:
    return block.style if isinstance(block, Text) else Style()
