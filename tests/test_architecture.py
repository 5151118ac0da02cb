"""The house rules of docs/design.md, checked on the sources."""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted(p for top in ("parsers", "ingest", "tidyforms") for p in (ROOT / top).rglob("*.py"))
READERS = {"pdf", "docx", "markdown", "html", "sheet"}
IMPURE = {"pathlib", "os", "time", "socket", "http", "requests", "pandas", "pyarrow", "subprocess"}


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = frozenset(map(module_of, SOURCES))


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Modules that a file imports; `from parsers import labels` counts as `parsers.labels`."""
    found: list[str] = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found += (name if name in MODULES else node.module for name in names)
    return tuple(found)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def room(module: str) -> str:
    """`parsers.pdf.lines` -> `pdf`."""
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
        if name.startswith("parsers.recognise") or name == "parsers.responses"
    ]
    assert found == []


# --------------------------------------------------------------------------- docs/design.md's table of rooms

FORMATS = frozenset({"pdf", "docx", "md", "html", "xlsx", "csv"})
LIBRARIES = frozenset(
    {
        "pypdfium2",
        "pdfplumber",
        "pdfminer",
        "docx",
        "lxml",
        "markdown_it",
        "tinycss2",
        "cssselect2",
        "python_calamine",
    }
)
"""That read formats."""
ROW_MODULES = (
    "parsers.responses",
    "parsers.forms",
    "parsers.recognise",
    "parsers.blocks",
    "ingest.tables.build",
    "ingest.tables.records",
)
"""Modules that know what is in a response or a row."""


def modules(*starts: str) -> list[Path]:
    """Sources whose module is one of these or lies in one; a test of none could not fail."""
    found = [p for p in SOURCES if any(module_of(p) == s or module_of(p).startswith(f"{s}.") for s in starts)]
    assert len(found) >= len(starts), starts
    return found


def imported(paths: list[Path], *forbidden: str) -> list[tuple[str, str]]:
    """Imports of any of these, or of what lies in them."""
    return [
        (module_of(p), name)
        for p in paths
        for name in imports(p)
        if any(name == f or name.startswith(f"{f}.") for f in forbidden)
    ]


def words_of(path: Path) -> set[str]:
    """A source's names and attributes, and its texts that are no docstrings."""
    tree = tree_of(path)
    told = {
        id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)
    }
    found = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    found |= {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    constants = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in told)
    return found | {n.value for n in constants if isinstance(n.value, str)}


def test_every_room_of_the_design_has_a_test_here() -> None:
    table = (ROOT / "docs" / "design.md").read_text("utf-8").split("must never know")[1].split("\n\n")[0]
    rooms = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("| `")]
    assert rooms == [
        "`parsers/blocks.py`",
        "`parsers/pdf/`, `docx/`, `markdown/`, `html/`, `sheet/`",
        "`parsers/recognise/`",
        "`parsers/columns/`",
        "`parsers/forms/learning/`",
        "`parsers/forms/file/`",
        "`parsers/forms/reading/`",
        "`parsers/labels.toml`, `words.toml`",
        "`ingest/inputs/`",
        "`ingest/workers/`",
        "`ingest/tables/`",
        "`parsers/rows.py`, `ingest/tables/sheet_rows.py`, `tables/columns.py`",
        "`ingest/review/`, `review_page/`",
        "`ingest/store/`",
        "`ingest/wide/`, `commands/export.py`",
        "`ingest/site/`",
        "`tidyforms/`",
        "`ingest/run/pipeline.py`",
    ]


def test_the_language_of_blocks_knows_no_formats_and_no_questions() -> None:
    (blocks,) = modules("parsers.blocks")
    assert [name for name in imports(blocks) if name.split(".")[0] in {"parsers", *LIBRARIES}] == []
    assert words_of(blocks) & {*FORMATS, "Question", "Answer", "QuestionType", "Response", "Status"} == set()


def test_readers_never_import_each_other() -> None:
    """``ooxml`` and the like are what formats have in common, and no reader."""
    found = [
        (module_of(p), name)
        for p in SOURCES
        for name in imports(p)
        if (mine := room(module_of(p))) in READERS and (theirs := room(name)) in READERS and mine != theirs
    ]
    assert found == []


def test_the_recogniser_and_the_forms_know_no_format() -> None:
    rooms = modules("parsers.recognise", "parsers.forms")
    assert (
        imported(
            rooms,
            *LIBRARIES,
            "zipfile",
            "parsers.formats",
            "parsers.reader",
            *(f"parsers.{r}" for r in READERS),
        )
        == []
    )
    asked = {module_of(p): words_of(p) & FORMATS for p in modules("parsers.recognise")}
    assert {module: words for module, words in asked.items() if words} == {}


def test_forms_know_no_files_and_no_tables() -> None:
    rooms = modules("parsers.forms")
    assert imported(rooms, "ingest", "pathlib", "os", "io", "pyarrow", "pandas") == []
    assert [module_of(p) for p in rooms if "open" in words_of(p)] == []


def test_how_a_form_is_learned_and_how_it_is_read_by_know_nothing_of_each_other() -> None:
    rooms = {name: modules(f"parsers.forms.{name}") for name in ("learning", "file", "reading")}
    assert imported(rooms["learning"], "parsers.forms.reading", "parsers.forms.file") == []
    assert imported(rooms["reading"], "parsers.forms.learning", "parsers.forms.file") == []
    assert imported(rooms["file"], "parsers.forms.reading") == []


def test_columns_of_a_workbook_know_no_reader_and_no_response() -> None:
    assert (
        imported(
            modules("parsers.columns"),
            "parsers.recognise",
            "parsers.responses",
            *(f"parsers.{r}" for r in READERS),
        )
        == []
    )


def test_inputs_know_no_rows_and_no_readers() -> None:
    assert (
        imported(
            modules("ingest.inputs"),
            "ingest.tables.build",
            "parsers.reader",
            *(f"parsers.{r}" for r in READERS),
        )
        == []
    )


def test_words_of_languages_hold_no_code() -> None:
    for name in ("labels.toml", "words.toml"):
        table = tomllib.loads((ROOT / "parsers" / name).read_text("utf-8"))
        for meaning, languages in table.items():
            for key, words in languages.items():
                texts = [word if isinstance(word, str) else word["text"] for word in words]
                assert texts and all(isinstance(text, str) and text.strip() for text in texts), (meaning, key)
                assert not any(sign in text for text in texts for sign in ("(?", "\\", "[^")), (meaning, key)
                assert all(isinstance(word, str) or word["source"] for word in words), (meaning, key)


def test_those_who_keep_the_workers_know_nothing_of_a_reading() -> None:
    keepers = modules(
        "ingest.workers.main", "ingest.workers.process", "ingest.workers.isolate"
    )  # the others carry it
    pace = (
        "ingest.workers.main",
        "parsers.pixels.pace",
    )  # a page of a scan begins: its time limit, not its content
    assert [pair for pair in imported(keepers, "parsers", *ROW_MODULES) if pair != pace] == []
    for path in keepers:
        assert words_of(path) & {"answers", "form_title", "respondent", "answer_text", "prompt"} == set()


def test_rows_know_no_formats() -> None:
    rows = [
        p for p in modules("ingest.tables.build") if p.stem != "identity"
    ]  # an exact format bears witness
    assert (
        imported(rows, *LIBRARIES, "parsers.formats", "parsers.reader", *(f"parsers.{r}" for r in READERS))
        == []
    )
    assert {module_of(p): words_of(p) & FORMATS for p in rows if words_of(p) & FORMATS} == {}


def test_columns_know_no_formats_and_no_cells() -> None:
    columns = modules("parsers.rows", "ingest.tables.sheet_rows", "ingest.tables.columns")
    assert (
        imported(columns, *LIBRARIES, "parsers.formats", "parsers.reader", *(f"parsers.{r}" for r in READERS))
        == []
    )
    assert {
        module_of(p): words_of(p) & {*FORMATS, "Cell", "Sheet"}
        for p in columns
        if words_of(p) & {*FORMATS, "Cell", "Sheet"}
    } == {}


@pytest.mark.parametrize("room", ["ingest.review.worklist", "ingest.review_page", "ingest.site", "tidyforms"])
def test_pages_and_the_python_package_know_no_readers(room: str) -> None:
    assert imported(modules(room), "parsers.reader", *(f"parsers.{r}" for r in READERS)) == []


def test_the_wide_table_knows_no_readers_and_no_documents() -> None:
    wide = modules("ingest.wide.table", "ingest.commands.export")
    assert imported(wide, "parsers.reader", "ingest.run.gather", *(f"parsers.{r}" for r in READERS)) == []


def test_only_one_place_makes_the_tables_arrow_schema() -> None:
    """A wide file's columns are a form's questions: it is no table of OUT."""
    made = {module_of(p) for p in modules("ingest") if "pa.schema(" in p.read_text("utf-8")}
    assert made == {"ingest.tables.schema", "ingest.wide.files"}


def test_who_publishes_or_remembers_knows_nothing_of_rows() -> None:
    keepers = modules("ingest.store.publish", "ingest.store.cache", "ingest.store.snapshot")
    assert imported(keepers, "parsers", *ROW_MODULES) == []
    for path in keepers:
        assert (
            words_of(path) & {"answers", "form_title", "respondent", "answer_text", "prompt", "question_id"}
            == set()
        )


def test_the_pipeline_only_orders_what_others_do() -> None:
    assert (
        imported(
            modules("ingest.run.pipeline"),
            "parsers",
            "pyarrow",
            "pandas",
            "ingest.tables.records",
            "ingest.tables.checks",
        )
        == []
    )


def test_parsers_know_no_clock_and_no_environment() -> None:
    """Of what is imported for other things: the rest must not be imported at all."""
    read = {"now", "today", "utcnow", "environ", "getenv", "urlopen"}
    trees = {module_of(p): tree_of(p) for p in modules("parsers")}
    found = [
        (module, n.attr)
        for module, t in trees.items()
        for n in ast.walk(t)
        if isinstance(n, ast.Attribute) and n.attr in read
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
