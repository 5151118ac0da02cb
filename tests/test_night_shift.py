"""What a run tells those who are not there: exit codes, the log's last event, JSON, metrics, the summary."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.runs import GOOD, ingest, program, write


def events(stderr: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in stderr.splitlines()]


def metrics(path: Path) -> dict[tuple[str, tuple[str, ...]], float]:
    """Name and labels' values -> value."""
    families = text_string_to_metric_families(path.read_text("utf-8"))
    return {(s.name, tuple(s.labels.values())): s.value for family in families for s in family.samples}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return write(tmp_path / "raw", a=GOOD, b="reject torn", c="undetermined")


@pytest.mark.parametrize(("new", "most", "code"), [(0, 0, 0), (1, 0, 3), (1, 1, 0), (2, 1, 3)])
def test_how_many_may_be_newly_rejected(tmp_path: Path, new: int, most: int, code: int) -> None:
    raw, out = write(tmp_path / "raw", a=GOOD, old="reject long ago"), tmp_path / "out"
    ingest(raw, out)
    write(raw, b="ok T\nQ: 1", **{f"n{n}": f"reject {n}" for n in range(new)})
    assert program("ingest", raw, out, "--max-new-rejected", most).returncode == code


def test_the_new_ones_are_marked_and_come_first(tmp_path: Path) -> None:
    raw, out = write(tmp_path / "raw", a=GOOD, old="reject long ago"), tmp_path / "out"
    assert [row["new"] for row in ingest(raw, out)["rejected"]] == [True]
    assert [row["new"] for row in ingest(raw, out)["rejected"]] == [False]
    write(raw, z="reject now")
    summary = ingest(raw, out)
    assert [(row["path"], row["new"]) for row in summary["rejected"]] == [("z.md", True), ("old.md", False)]
    assert (summary["counts"]["new"], summary["counts"]["new_rejected"]) == (1, 1)
    done = program("ingest", write(raw, y="reject later"), out)
    assert "  rejected (new): y.md: " in done.stdout and "  rejected: z.md: " in done.stdout


def test_a_renamed_document_is_not_newly_rejected(tmp_path: Path) -> None:
    raw, out = write(tmp_path / "raw", a=GOOD, old="reject long ago"), tmp_path / "out"
    ingest(raw, out)
    (raw / "old.md").rename(raw / "elsewhere.md")
    assert program("ingest", raw, out, "--max-new-rejected", 0).returncode == 0


def test_more_than_five_are_counted_only(tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", a=GOOD, **{f"n{n}": f"reject {n}" for n in range(7)})
    lines = program("ingest", raw, tmp_path / "out").stdout.splitlines()
    assert sum(line.startswith("  rejected: ") for line in lines) == 5
    assert "  … and 2 more" in lines


def test_undetermined_answers_and_findings_are_counted(tmp_path: Path) -> None:
    text = "ok Course|{0}\nWhich?: [?] a, [?] b\nWhy?*: "
    raw = write(tmp_path / "raw", a=text.format(1), b=text.format(2))
    summary = ingest(raw, tmp_path / "out")
    counts, manifest = summary["counts"], json.loads((tmp_path / "out/current/manifest.json").read_text())
    assert (counts["submissions"], counts["shown"]) == (2, 4)
    assert summary["findings"] == manifest["tally"]["findings"]
    assert sum(summary["findings"].values()) == counts["findings"]
    idle = ingest(raw, tmp_path / "out")
    assert not idle["published"] and idle["findings"] == summary["findings"]
    assert idle["counts"]["undetermined"] == counts["undetermined"]


@pytest.mark.parametrize(("options", "code", "said"), [
    (["RAW/none"], 2, "no such file"), (["EMPTY"], 4, "is the share mounted?"), (["RAW", "--forms", "RAW"], 0, ""),
])  # fmt: skip
def test_the_last_event_and_the_json_tell_how_it_ended(
    raw: Path, tmp_path: Path, options: list[str], code: int, said: str
) -> None:
    (tmp_path / "empty").mkdir()
    words = [word.replace("RAW", str(raw)).replace("EMPTY", str(tmp_path / "empty")) for word in options]
    done = program("ingest", words[0], tmp_path / "out", *words[1:], "--json", "--log-json")
    last, told = events(done.stderr)[-1], json.loads(done.stdout)
    assert done.returncode == code == last["exit_code"]
    if code:
        assert (last["event"], told["published"], told["exit_code"]) == ("failed", False, code)
        assert said in str(last["message"]) and told["error"] == last["message"]
    else:
        assert (last["event"], last["snapshot"], told["published"]) == ("published", "000001", True)


def test_metrics_tell_of_the_run(raw: Path, tmp_path: Path) -> None:
    file = tmp_path / "tidyforms.prom"
    program("ingest", raw, tmp_path / "out", "--metrics", file, "--max-rejected", 0)
    found = metrics(file)
    assert found["tidyforms_exit_code", ()] == 3
    assert found["tidyforms_documents_by_outcome", ("rejected",)] == found["tidyforms_new_rejected", ()] > 0
    assert found["tidyforms_responses", ()] == found["tidyforms_submissions", ()] == 1
    assert program("ingest", tmp_path / "none", tmp_path / "out", "--metrics", file).returncode == 2
    assert metrics(file)["tidyforms_exit_code", ()] == 2 and ("tidyforms_documents", ()) not in metrics(file)


def test_metrics_that_cannot_be_written_undo_nothing(raw: Path, tmp_path: Path) -> None:
    done = program("ingest", raw, tmp_path / "out", "--metrics", tmp_path / "none" / "m.prom")
    assert done.returncode == 0 and "the metrics could not be written" in done.stderr
    assert (tmp_path / "out" / "answers").exists()
