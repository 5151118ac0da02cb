"""The sign that an answer is required, at the end of a prompt."""

from __future__ import annotations

import re

from parsers import labels

_WORDED = re.compile(r"(?<!\s)\s*[(（\[](?P<word>[^()（）\[\]]{2,40})[)）\]]$")
"""``(required)`` behind a prompt; blanks are looked at once, from their first."""


def unstar(text: str) -> tuple[str, bool]:
    """A prompt without the required mark at its end, and whether it had one."""
    end = text.rstrip()
    bare = end.rstrip("*＊∗")
    if bare != end:
        return bare.rstrip(), True
    worded = _WORDED.search(end)
    if worded and labels.means(worded["word"], "required"):
        return end[: worded.start()].rstrip(" *＊∗"), True
    return text, False
