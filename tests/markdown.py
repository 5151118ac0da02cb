"""Short responses in Markdown, for tests of the recogniser."""

from __future__ import annotations

from parsers.reader import parse
from parsers.responses import Answer, Reading, Response

HEADER = "## View results\n\nRespondent\n\n27\n\nAnonymous\n\n**11:00**\n\nTime to complete\n\n"


def read(body: str, header: str = HEADER) -> Reading:
    """What one Markdown document holds."""
    return parse((header + body).encode())


def response(body: str, header: str = HEADER) -> Response:
    """The one response of a Markdown document."""
    found = read(body, header)
    assert found.reason is None, found.detail
    assert len(found.responses) == 1
    return found.responses[0]


def answers(body: str) -> tuple[Answer, ...]:
    """The answers of the one response of a Markdown document."""
    return response(body).answers
