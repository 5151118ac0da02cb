"""The Dockerfile, as far as it can be tried without Docker: what it copies suffices, and what it installs runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.runs import ROOT

FILE = (ROOT / "Dockerfile").read_text("utf-8")
STEPS = [line.split(maxsplit=1) for line in FILE.splitlines() if line and not line.startswith("#")]


def copied() -> list[str]:
    """What is copied from here."""
    words = [rest.split() for step, rest in STEPS if step == "COPY" and not rest.startswith("--from")]
    return [source for line in words for source in line[:-1]]


def test_what_is_copied_is_there_and_sent_to_docker() -> None:
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert all((ROOT / name).exists() for name in copied())
    assert set(copied()) == sent


def test_everything_is_pinned_and_nothing_runs_as_root() -> None:
    installs = [rest for step, rest in STEPS if step == "RUN" and "pip install" in rest]
    assert all("--require-hashes" in line or "--no-index" in line for line in installs)
    last = FILE.rsplit("FROM ", 1)[1]
    assert re.search(r"^USER [1-9]\d*$", last, re.M) and "slim" in last.splitlines()[0]


@pytest.mark.skipif(
    find_spec("pip") is None or find_spec("setuptools") is None, reason="needs pip and setuptools"
)
def test_what_it_installs_runs(tmp_path: Path) -> None:
    source, target = tmp_path / "src", tmp_path / "opt"
    source.mkdir()
    for name in copied():
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, source / name)
    install = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([sys.executable, *install, "--target", str(target), "."], cwd=source, check=True)
    home = tmp_path / "home"
    home.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(target), "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    for words in (
        ["ingest", str(ROOT / "data/raw"), "out", "--workers", "1"],
        ["report", "out", "-o", "pages"],
    ):
        subprocess.run(
            [sys.executable, "-m", "tidyforms", *words],
            cwd=tmp_path,
            env=environment,
            check=True,
            capture_output=True,
        )
    assert (tmp_path / "pages" / "index.html").is_file()
    assert list(home.rglob("*")) == [], "it writes nowhere but where it was told to"
