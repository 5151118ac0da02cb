"""The house rules of docs/design.md, checked on the sources."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted(p for top in ("parsers", "ingest", "tidyforms") for p in (ROOT / top).rglob("*.py"))
READERS = {
    "read_pdf",
    "read_docx",
    "read_markdown",
    "read_html",
    "read_sheet",
    "sheets",
    "pdf",
    "word",
    "html",
}
IMPURE = {"pathlib", "os", "time", "socket", "http", "requests", "pandas", "pyarrow", "subprocess"}


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """Modules that a file imports; `from parsers import labels` counts as `parsers.labels`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            modules = {module_of(p) for p in SOURCES}
            yield from (name if name in modules else node.module for name in names)


def room(module: str) -> str:
    """`parsers.pdf.lines` -> `pdf`, `parsers.read_pdf` -> `read_pdf`."""
    return module.split(".")[1] if "." in module else ""


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_a_file_has_at_most_300_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300


def test_parsers_never_import_ingest_nor_anything_impure() -> None:
    found = [
        (module_of(p), name)
        for p in SOURCES
        if module_of(p).startswith("parsers")
        for name in imports(p)
        if name.split(".")[0] in {"ingest", *IMPURE} or name == "urllib.request"
    ]
    assert found == []


def test_the_recogniser_never_imports_a_reader() -> None:
    found = [
        (module_of(p), name)
        for p in SOURCES
        if room(module_of(p)) == "recognise"
        for name in imports(p)
        if name.startswith("parsers.") and room(name) in READERS
    ]
    assert found == []


def test_readers_never_import_the_recogniser() -> None:
    found = [
        (module_of(p), name)
        for p in SOURCES
        if room(module_of(p)) in READERS
        for name in imports(p)
        if name.startswith("parsers.recognise") or name == "parsers.form"
    ]
    assert found == []


def test_there_is_no_import_cycle() -> None:
    graph = {
        module_of(p): {n for n in imports(p) if n.split(".")[0] in ("parsers", "ingest", "tidyforms")}
        for p in SOURCES
    }
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join((*path, module))
        if module not in done:
            for name in sorted(graph.get(module, ())):
                visit(name, (*path, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())
