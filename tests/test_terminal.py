"""What strangers named or wrote reaches a terminal or a log as text alone."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from ingest.cli import main
from ingest.terminal import json_text, printable, put

SOURCES = sorted((Path(__file__).parent.parent / "ingest").glob("*.py"))
EVIL = "a\x1b[2J\x9b31m\u202eb"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_only_one_module_prints(path: Path) -> None:
    calls = [n.func for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
    prints = any(isinstance(f, ast.Name) and f.id == "print" for f in calls)
    assert not prints or path.stem == "terminal"


def test_lines_stay_and_controls_are_written_out(capsys: pytest.CaptureFixture[str]) -> None:
    put(f"{EVIL}\nNäme 名前")
    assert capsys.readouterr().out == "a\\x1b[2J\\x9b31m\\x202eb\nNäme 名前\n"
    assert printable("a\nb") == "a\\x0ab"


def test_json_means_the_same_and_holds_no_control() -> None:
    value = {"name": EVIL + "\U000e0001\x7f é"}
    for indent in (False, True):
        text = json_text(value, indent)
        assert json.loads(text) == value
        assert all(map(str.isprintable, text.split("\n")))


def obeyed(text: str) -> list[str]:
    return [c for c in text if not c.isprintable() and c != "\n"]


@pytest.mark.parametrize("options", [[], ["--log-json"], ["--json"]])
def test_names_of_files_and_folders_are_written_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    raw = tmp_path / EVIL
    raw.mkdir()
    (raw / f"{EVIL}.pdf").write_bytes(b"%PDF-1.4 no")
    assert main(["ingest", str(raw), str(tmp_path / f"out{EVIL}"), "--workers", "1", *options]) == 0
    told = capsys.readouterr()
    assert obeyed(told.out + told.err) == []
    assert main(["ingest", str(tmp_path / f"no{EVIL}\n"), str(tmp_path / "out")]) == 2
    assert obeyed(told := capsys.readouterr().err) == [] and told.count("\n") == 1


def test_faults_of_form_files_and_names_of_snapshots_are_written_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw, out, forms = tmp_path / "raw", tmp_path / "out", tmp_path / f"f{EVIL}"
    raw.mkdir()
    forms.mkdir()
    (raw / "a.txt").write_text("x")
    (forms / f"{EVIL}.yaml").write_text('form: "\\e[2J"\nnonsense: "\\e"\n')
    assert main(["ingest", str(raw), str(out), "--forms", str(forms)]) == 2
    assert obeyed(capsys.readouterr().err) == []
    assert main(["ingest", str(raw), str(out), "--workers", "1"]) == 0
    (out / "snapshots" / f"000000{EVIL}").mkdir()
    assert main(["rollback", str(out), "--list"]) == 0
    assert obeyed(capsys.readouterr().out) == []
    assert main(["rollback", str(out), EVIL]) == 1
    assert obeyed(capsys.readouterr().err) == []
