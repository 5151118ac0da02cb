"""Answers that imitate what is not an answer."""

from __future__ import annotations

import random

from tests.world.model import Item, label

FIXED = {
    "one_letter": ("a", "-", "x", "?", "0", "1", "v", "O"),
    "figure": ("12", "40%", "3.", "1,5", "10 - 12", "€ 20", "4 / 5"),
    "marks": ("⭐⭐⭐", "[x]", "[ ]", "☒", "✓", "★★★☆☆", "(x)", "☐ no", "●", "*", "* * *", "__"),
    "emoji": ("👍", "🙂 fine", "❤️❤️", "🎉"),
    "link": ("https://example.org/a?b=1&c=2", "www.example.org/x", "see https://example.org/long/path/that/goes/on, please"),
    "markdown": ("# not a heading", "a | b | c", "**bold** or _not_", "- one", "> quoted", "<b>tag</b>", "1) so"),
    "time": ("11:00", "3/23/22, 9:11 PM", "2/3", "27", "Page 2 of 3"),
    "brackets": ("(2 Points)", "1/2 pts", "(optional)", "No answer", "N/A", "none", "null"),
}  # fmt: skip


def tricky(
    rng: random.Random, words: dict[str, list[str]], chrome: str, item: Item, form: list[Item]
) -> tuple[str, str]:
    """A typed answer and what it imitates."""
    makers = {
        "prompt": lambda: rng.choice(form).prompt,
        "numbered": lambda: f"{item.number + 1}. {rng.choice(words['answers'])}",
        "list": lambda: "\n".join(
            f"{n}. {rng.choice(words['answers'])}" for n in range(1, rng.randint(3, 5))
        ),
        "dashes": lambda: "\n".join(f"- {rng.choice(words['answers'])}" for _ in range(3)),
        "option": lambda: rng.choice(words["options"]),
        "options": lambda: "\n".join(words["options"][:3]),
        "help": lambda: rng.choice(words["helps"]),
        "section": lambda: rng.choice(words["sections"]),
        "question": lambda: rng.choice(words["answers"]) + " " + rng.choice(form).prompt,
        "label": lambda: label(
            chrome, rng.choice(("required", "type_text", "respondent", "anonymous", "other"))
        ),
        "long": lambda: " ".join(rng.choice(words["answers"]) for _ in range(rng.randint(20, 60))),
        "lines": lambda: "\n\n".join(rng.choice(words["answers"]) for _ in range(rng.randint(2, 5))),
        "colon": lambda: f"{rng.choice(words['rows'])}: {rng.choice(words['answers'])}",
    }
    name = rng.choice((*makers, *FIXED))
    return (makers[name]() if name in makers else rng.choice(FIXED[name])), name
