"""What SECURITY.md and docs/operating.md promise in figures is what the sources say."""

from __future__ import annotations

import re
from functools import reduce
from importlib import import_module
from pathlib import Path

import pytest

from ingest.settings import MIB

ROOT = Path(__file__).parent.parent
SECURITY = (ROOT / "SECURITY.md").read_text("utf-8")
OPERATING = (ROOT / "docs" / "operating.md").read_text("utf-8")
CAPS = re.findall(r"^\| (.+?) \| ([\d,]+)( MiB| s|) \| `(\w+)` \| `([\w/]+)\.py` `([\w.]+)`", SECURITY, re.M)
IN_MIB = {"Reading.memory", "Settings.max_size"}
"""Options that count in MiB themselves."""


@pytest.mark.parametrize(("of", "figure", "unit", "reason", "file", "name"), CAPS, ids=lambda x: x)
def test_caps_are_as_set(of: str, figure: str, unit: str, reason: str, file: str, name: str) -> None:
    value = reduce(getattr, name.split("."), import_module(file.replace("/", ".")))
    said = int(figure.replace(",", "")) * (MIB if unit == " MiB" and name not in IN_MIB else 1)
    assert value == said


def test_the_table_is_read_as_a_whole() -> None:
    assert len(CAPS) == SECURITY.split("## Caps")[1].count("\n| ") - 1


@pytest.mark.parametrize(("of", "figure", "unit", "reason", "file", "name"), CAPS[:5], ids=lambda x: x)
def test_operating_says_the_same(of: str, figure: str, unit: str, reason: str, file: str, name: str) -> None:
    assert re.search(rf"\|[^|]*\|[^|]*\b{figure}{unit}\b[^|]*\| `{reason}` \|", OPERATING)


def test_the_page_names_no_host() -> None:
    assert not re.search(r"https?://|@\w+\.\w", SECURITY)
