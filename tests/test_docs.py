"""The documents' examples, run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    """Fenced blocks of one language ("" for none)."""
    fences = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.S | re.M)
    return [body for name, body in fences if name == language]


def run(*command: str, cwd: Path = ROOT) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True, env=None)
    return done.stdout


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder in which `make ingest` has run, and what it printed."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "data").mkdir()
    (folder / "data" / "raw").symlink_to(ROOT / "data" / "raw")
    code = "import sys; from ingest.cli import main; sys.exit(main(['ingest', 'data/raw', 'data/processed']))"
    return folder, run(
        sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}", cwd=folder
    )


def test_the_summary_in_the_readme_is_what_the_command_prints(workplace: tuple[Path, str]) -> None:
    assert workplace[1].startswith(blocks(README, "")[0])


def test_the_example_in_the_readme_prints_what_it_says(workplace: tuple[Path, str]) -> None:
    [code] = blocks(README, "python")
    printed = run(sys.executable, "-c", code, cwd=workplace[0])
    assert printed == blocks(README, "")[1]


@pytest.mark.parametrize(
    "path", sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")]), ids=lambda p: p.name
)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    targets = [t for t in re.findall(r"\]\(([^)#]+)", path.read_text("utf-8")) if "://" not in t]
    assert [t for t in targets if not (path.parent / t).exists()] == []


def test_the_tables_document_is_what_the_schema_says() -> None:
    from ingest.commands.schema import as_markdown

    assert (ROOT / "docs" / "tables.md").read_text("utf-8") == as_markdown()


def test_every_code_is_explained() -> None:
    sources = [p.read_text("utf-8") for d in ("parsers", "ingest") for p in (ROOT / d).rglob("*.py")]
    codes = {c for s in sources for c in re.findall(r'code="([a-z_]+)"|Unreadable\(\s*"([a-z_]+)"', s)}
    explained = set(re.findall(r"`([a-z_]+)`", (ROOT / "docs" / "findings.md").read_text("utf-8")))
    assert {a or b for a, b in codes} - explained == set()
