"""The project's licence, its locks and what `make audit` calls a fault."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.audit import offline, refused

ROOT = Path(__file__).parent.parent


def test_the_project_declares_its_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["license"] == "MIT"
    assert [(ROOT / name).read_text("utf-8").split("\n")[0] for name in project["license-files"]] == [
        "MIT License"
    ]


def test_nothing_is_installed_from_sources() -> None:
    rules = (ROOT / "Makefile").read_text("utf-8")
    installs = [line for line in rules.splitlines() if "$(INSTALL)" in line]
    assert installs and all("$(WHEELS)" in line or "--no-index" in line for line in installs)
    assert "--only-binary :all:" in rules and "--emit-build-options" in rules


@pytest.mark.parametrize(
    ("licence", "bad"),
    [
        ("MIT License", False), ("Apache-2.0 OR BSD-3-Clause", False), ("MPL-2.0", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("GPL-3.0-only", True), ("GNU Affero General Public License", True), ("UNKNOWN", True),
    ],
)  # fmt: skip
def test_licences_that_bind_whoever_passes_the_program_on_are_faults(licence: str, bad: bool) -> None:
    assert bool(refused([{"Name": "a", "Version": "1", "License": licence}])) is bad


def test_a_tool_that_reaches_nobody_is_told_from_one_that_finds_something() -> None:
    assert offline("requests.exceptions.ConnectionError: Max retries exceeded")
    assert not offline("Found 1 known vulnerability in 1 package")
