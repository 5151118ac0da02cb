"""Long answers and prompts take time in proportion to their length, whatever they are made of."""

from __future__ import annotations

import html

import pytest

from tests.fuzz.sandbox import attempt, warm_up

LENGTH = 60_000
PIECES = {
    "letters": "a", "no spaces": "あ", "digits": "1,", "spaces": " x", "blanks": "  ", "tabs": "\t", "stars": "*",
    "addresses": "http://a.b/", "sites": "www.", "mails": "a@", "brackets": "[", "ticks": "`", "pipes": "|",
    "marks": "[x] ", "numbers": "1. ", "lines": "a\n", "accents": "e\u0301", "right to left": "א",
}  # fmt: skip
HEAD = "# Form\n\nRespondent\n\n27\n\nAnonymous\n\nTime to complete\n\n05:01\n\n1. What?\n\nyes\n\n2. Why "


def documents(text: str) -> dict[str, str]:
    """The text as an answer or a prompt, in a format that is quickly made."""
    quoted = text.replace('"', '""')
    return {
        "csv": f'Id,Start time,Completion time,Email,Name,Why?\n1,1/2/24 1:01:01,1/2/24 1:02:01,anonymous,,"x {quoted} y"\n',
        "answer": f"{HEAD}?\n\nx {text} y\n\n3. More?\n\nno\n",
        "prompt": f"{HEAD}x {text} y?\n\n3. More?\n\nno\n",
        "html": f"<html><body><p>{'</p><p>'.join(HEAD.split())}</p><p>?</p><p>x {html.escape(text)} y</p></body></html>",
    }


@pytest.mark.parametrize("piece", PIECES)
def test_time_is_linear(piece: str) -> None:
    warm_up()
    text = PIECES[piece] * (LENGTH // len(PIECES[piece]))
    faults = {kind: attempt(made.encode(), timeout=6) for kind, made in documents(text).items()}
    assert {kind: fault for kind, fault in faults.items() if fault} == {}
