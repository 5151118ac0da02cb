"""Small files that once made a reader fail or claim too much. Each is named after what is odd in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.reader import parse

FOLDER = Path(__file__).parent / "golden" / "regressions"
EXPECTED: dict[str, tuple[str | None, int]] = {
    "lone_returns.csv": (None, 2),  # csv.Error while the format was told
    "lone_returns.md": ("not_a_response", 0),  # markdown-it counts them as line ends
    "people.csv": ("not_a_response", 0),  # an id and an address make no export
    "zip_version.docx": ("corrupt", 0),  # zipfile raises NotImplementedError: it claims version 14.8
    "zip_shortened.docx": ("corrupt", 0),  # zipfile seeks to before the file's start
}
"""File -> reason and number of responses."""


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_it_is_read_as_it_should_be(name: str) -> None:
    reading = parse((FOLDER / name).read_bytes())
    assert (reading.reason, len(reading.responses)) == EXPECTED[name]


def test_every_file_is_expected() -> None:
    assert {path.name for path in FOLDER.iterdir()} == EXPECTED.keys()
