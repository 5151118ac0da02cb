"""The command line: exit codes, what goes where, and that a line is one a person understands."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from ingest import cli
from ingest.cli import main
from ingest.commands import schema as schema_text
from ingest.run.report import Report
from ingest.tables import schema
from tests.runs import GOOD, ROOT, ingest, program, write


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return write(tmp_path / "raw", a=GOOD, b="ok T\nQ: 1", bad="reject it is torn")


def test_ingest(raw: Path, tmp_path: Path) -> None:
    done = program("ingest", raw, tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:3] == [
        "3 files: 2 parsed, 0 partial, 1 rejected",
        "  corrupt 1",
        "2 responses, 2 submissions, 2 forms, 4 answers, 0 % undetermined, 0 findings",
    ]
    assert lines[3] == "  rejected: bad.md: it is torn"
    assert lines[4].startswith(f"published {tmp_path / 'out'}/snapshots/000001 in ")
    assert lines[5] == f"look at it: tidyforms report {tmp_path / 'out'} -o report"


def test_json_log_and_limit(raw: Path, tmp_path: Path) -> None:
    done = program("ingest", raw, tmp_path / "out", "--json", "--log-json", "--max-rejected", 0)
    assert done.returncode == 3
    summary = json.loads(done.stdout)
    assert summary["counts"]["documents"] == 3
    assert summary["rejected"] == [
        {"path": "bad.md", "reason": "corrupt", "detail": "it is torn", "new": True}
    ]
    assert {"pyarrow", "python"} <= summary["versions"].keys()
    assert json.loads((tmp_path / "out" / "run.json").read_text()) == summary
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert [event["event"] for event in events] == [
        "start", "document", "document", "document", "files_done", "too_many_rejected", "published",
    ]  # fmt: skip
    bad = next(event for event in events if event.get("path") == "bad.md")
    assert (bad["outcome"], bad["reason"], bad["detail"]) == ("rejected", "corrupt", "it is torn")


def test_what_max_rejected_allows(raw: Path, tmp_path: Path) -> None:
    report = msgspec.convert(ingest(raw, tmp_path / "out"), Report)
    limits = {None: True, "0": False, "1": True, "33%": False, "33.4%": True}
    assert {limit: report.allows(limit) for limit in limits} == limits


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["ingest", "RAW"], 2, "required: OUT"),
        (["ingest", "RAW", "OUT", "--workers", "0"], 2, "must be 1 or more"),
        (["ingest", "RAW", "OUT", "--timeout", "x"], 2, "invalid"),
        (["ingest", "RAW/none", "OUT"], 2, "RAW/none: no such file or folder"),
        (["ingest", "RAW", "RAW/a.md"], 1, "cannot write to RAW/a.md: Not a directory"),
        (["ingest", "RAW", "/proc/none"], 1, "cannot write to /proc/none"),
        (["ingest", "RAW", "RAW"], 1, "the same folder"),
        (["verify", "OUT"], 1, "holds no published dataset"),
        (["rollback", "OUT"], 1, "holds no published dataset"),
        (["inspect", "RAW"], 1, "is a folder"),
        (["inspect", "RAW/none.md"], 1, "No such file"),
        (["ingest", "RAW", "OUT", "--max-rejected", "many"], 2, "a number or a percentage"),
        (["tidy"], 2, "invalid choice"),
        ([], 2, "required: COMMAND"),
    ],
)
def test_mistakes_are_told_in_a_line(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    def place(text: str) -> str:
        return text.replace("RAW", str(raw)).replace("OUT", str(tmp_path / "out"), text != "required: OUT")

    try:
        exit_code = main([place(argument) for argument in arguments])
    except SystemExit as error:  # argparse's
        exit_code = int(str(error.code))
    printed = capsys.readouterr()
    assert exit_code == code
    assert place(said) in printed.err
    assert printed.out == ""


def test_verify_and_rollback(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ingest(raw, out)
    ingest(write(raw, c="ok T\nQ: 2"), out)
    assert program("verify", out).stdout == "ok: the dataset keeps its promises\n"
    assert program("rollback", out, "--list").stdout == "  000001  3 documents\n* 000002  4 documents\n"
    assert program("rollback", out).stdout == "published: 000001\n"
    (out / "current" / "manifest.json").write_text("{}")
    done = program("verify", out)
    assert (done.returncode, done.stdout) == (1, "the manifest is missing or damaged\n1 fault\n")


def test_inspect(raw: Path) -> None:
    done = program("inspect", raw / "a.md", "--json")
    document = json.loads(done.stdout)
    assert (done.returncode, document["outcome"], document["format"]) == (0, "parsed", "md")
    [response] = document["responses"]
    assert response["respondent"] == "27"
    assert [a["answer_text"] for a in response["answers"]] == ["Ada", "Monday; Friday", "because"]
    assert [o["selected"] for o in response["answers"][1]["options"]] == [True, False, True]
    assert not (ROOT / "snapshots").exists()


def test_inspect_for_a_person(raw: Path) -> None:
    text = program("inspect", raw / "a.md").stdout
    assert "Course · 27" in text
    assert "2. Which days?  [multiple_choice, answered]\n    ● Monday\n    ○ Tuesday\n    ● Friday" in text
    done = program("inspect", write(raw, evil="ok T\nQ: \x1b[2Jgone\u202e") / "evil.md")
    assert "\\x1b[2Jgone\\x202e" in done.stdout
    rejected = program("inspect", raw / "bad.md")
    assert (rejected.returncode, rejected.stdout.splitlines()[1]) == (1, "corrupt: it is torn")


def test_schema() -> None:
    done = program("schema")
    assert done.returncode == 0
    for table in schema.TABLES:
        assert f"{table.name}: {table.row}" in done.stdout
        assert all(column.meaning in done.stdout for column in table.columns)
    assert json.loads(program("schema", "--json").stdout) == schema_text.as_json()


SCHEMAS = {3: "5d04a5ba43bfbcea"}
"""Version of the tables -> hash of their columns and types, as they were published last."""


def test_the_version_is_raised_when_a_column_or_a_type_changes() -> None:
    columns = [(table.name, column.name, column.type) for table in schema.TABLES for column in table.columns]
    assert SCHEMAS[schema.VERSION] == sha256(repr(columns).encode()).hexdigest()[:16]


def test_tables_md_is_made_from_the_schema() -> None:
    assert (ROOT / "docs" / "tables.md").read_text("utf-8") == schema_text.as_markdown()


def test_nothing_slow_is_loaded_for_help_and_workers() -> None:
    slow = "{'pandas', 'numpy', 'pyarrow', 'sqlite3', 'pypdfium2', 'lxml', 'docx', 'parsers.reader'}"
    for code in ("import ingest.cli as m; m._parser().format_help()", "import ingest.run.pipeline"):
        allowed = "" if "cli" in code else " - {'sqlite3'}"
        check = (
            f"{code}; import sys; assert not set(sys.modules) & ({slow}{allowed}), set(sys.modules) & {slow}"
        )
        subprocess.run([sys.executable, "-c", check], cwd=ROOT, check=True)
    tables = "{'pandas', 'numpy', 'pyarrow', 'sqlite3'}"
    readers = ", ".join(f"parsers.{name}.read" for name in ("pdf", "html", "docx", "markdown", "sheet"))
    check = (
        f"import ingest.workers.main, parsers.reader, {readers}, sys; assert not set(sys.modules) & {tables}"
    )
    subprocess.run([sys.executable, "-c", check], cwd=ROOT, check=True)


def test_every_command_shows_an_example_that_it_takes(capsys: pytest.CaptureFixture[str]) -> None:
    parser = cli._parser()
    [commands] = [a.choices for a in parser._actions if isinstance(a.choices, dict)]
    for name in commands:
        with pytest.raises(SystemExit, match="0"):
            main([name, "--help"])
        example = capsys.readouterr().out.splitlines()[-1].removeprefix("example: tidyforms ")
        assert example.split()[0] == name
        parser.parse_args(shlex.split(example))


@pytest.mark.parametrize("told", [(), ("--json",)])
def test_a_reader_of_stdout_that_has_gone_changes_nothing_of_a_published_run(
    raw: Path, tmp_path: Path, told: tuple[str, ...]
) -> None:
    command = [sys.executable, "-m", "ingest", "ingest", raw, tmp_path / "out", *told]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (done.returncode, "Broken" in done.stderr) == (0, False)
    assert (tmp_path / "out" / "answers").exists()
