"""Documents that crash, hang or swell their reader, in real processes."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.inputs.files import anonymous_file
from ingest.settings import WALL, Reading, RunFailed
from ingest.workers.isolate import Pool
from ingest.workers.process import GRACE, Job
from ingest.workers.protocol import Summary, unpack
from tests.runs import GOOD, PARSER, ROOT, alive

READING = Reading(parser=PARSER, timeout=20, memory=256)
SHORT = Reading(parser=PARSER, timeout=1, memory=256)
OPEN, OPEN_SHORT = replace(READING, sandbox=False), replace(SHORT, sandbox=False)
"""For what a reader can do only where the kernel has no sandbox (``test_ingest_sandbox.py``)."""


def job(text: str, key: str = "") -> Job:
    data = text.encode()
    fd = anonymous_file("test")
    os.write(fd, data)
    return Job(key or text, fd, len(data))


def read(*texts: str, workers: int = 2, reading: Reading = READING) -> dict[str, Summary]:
    with Pool(reading, workers) as pool:
        done = [(job.key, parcel.summary) for job, parcel in pool.run(job(text) for text in texts)]
    assert sorted(key for key, _ in done) == sorted(texts)
    return dict(done)


@pytest.mark.parametrize(
    ("deed", "reason", "detail"),
    [
        ("abort", "crashed", "SIGABRT"),
        ("segv", "crashed", "SIGSEGV"),
        ("exit 3", "crashed", "exit code 3"),
        ("exit 0", "crashed", "exit code 0"),
        ("raise secret", "crashed", "ValueError in fail"),
        ("network", "crashed", "PermissionError"),
        ("recurse", "crashed", "RecursionError"),
        ("close_all", "crashed", ""),
        ("hang", "timeout", "than 1 s"),
        ("loop", "timeout", "than 1 s"),
        ("swell", "memory", "memory"),
    ],
)
def test_only_the_bad_document_suffers(deed: str, reason: str, detail: str) -> None:
    good = [f"{GOOD} {number}" for number in range(6)]
    done = read(*good[:3], deed, *good[3:], reading=SHORT if reason == "timeout" else READING)
    assert done[deed].reason == reason
    assert detail in (done[deed].detail or "")
    assert "secret" not in (done[deed].detail or "")
    assert {done[text].outcome for text in good} == {"parsed"}


def test_memory_that_c_code_takes_is_told_from_a_crash() -> None:
    had = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024  # a worker's peak is counted from there
    done = read("swell_c", GOOD, reading=replace(READING, memory=256 + 2 * had))
    assert (done["swell_c"].reason, done[GOOD].outcome) == ("memory", "parsed")
    assert f"{256 + 2 * had:,} MiB" in (done["swell_c"].detail or "")


def test_a_hang_is_ended_in_time() -> None:
    began = time.monotonic()
    read("hang", "loop", reading=SHORT)
    assert time.monotonic() - began < WALL * SHORT.timeout + GRACE + 1


def test_waiting_for_a_busy_machine_is_no_fault() -> None:
    text = "sleep 2\nA: b"  # more than its limit by the clock, next to nothing of the processor's time
    assert read(text, reading=SHORT)[text].outcome == "parsed"


def test_processor_time_is_limited_and_the_option_named() -> None:
    summary = read("spin", reading=SHORT)["spin"]
    assert summary.reason == "timeout"
    assert "1 s of processor time" in (summary.detail or "") and "--timeout" in (summary.detail or "")


def test_outcomes() -> None:
    done = read(GOOD, "partial\nA: b", "reject it is torn", "ok")
    assert done[GOOD].outcome == "parsed"
    partial = done["partial\nA: b"]
    assert (partial.outcome, partial.reason, partial.detail) == ("partial", "torn_page", "a page is torn")
    assert (done["reject it is torn"].outcome, done["reject it is torn"].reason) == ("rejected", "corrupt")
    assert (done["ok"].outcome, done["ok"].reason) == ("rejected", "not_a_response")


def test_what_a_worker_sends_is_what_was_read() -> None:
    with Pool(READING, 1) as pool:
        [(_, parcel)] = pool.run(iter([job(GOOD)]))
    [response] = unpack(parcel.responses)
    assert [answer.answer_text for answer in response.answers] == ["Ada", "Monday; Friday", "because"]
    assert parcel.summary.respondents == ("27",)


def test_a_worker_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    text = f"killed {tmp_path / 'marker'}\nA: b"
    assert read(text, GOOD, reading=OPEN)[text].outcome == "parsed"


@pytest.mark.parametrize("deed", ["fork", "fork sleep", "thread"])
def test_copies_of_the_worker_do_no_harm(deed: str) -> None:
    text = f"{deed}\nA: b"
    done = read(text, GOOD, workers=1, reading=OPEN)
    assert {summary.outcome for summary in done.values()} == {"parsed"}


def test_children_are_killed_wherever_they_went(tmp_path: Path) -> None:
    text = f"children {tmp_path / 'pid'}"
    assert read(text, reading=OPEN_SHORT)[text].reason == "timeout"
    pid = int((tmp_path / "pid").read_text())
    deadline = time.monotonic() + 2
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not alive(pid)


@pytest.mark.parametrize("kind", ["bomb", "garbage", "count", "pipe", "negative", "bytes"])
def test_a_worker_that_was_taken_over_costs_its_document_alone(kind: str) -> None:
    done = read(f"nonsense {kind}", GOOD, reading=OPEN)
    assert done[f"nonsense {kind}"].reason == "crashed"
    assert done[GOOD].outcome == "parsed"


def test_workers_end_with_the_pool() -> None:
    with Pool(READING, 2) as pool:
        list(pool.run(iter([job(GOOD), job("ok\nB: c")])))
        pids = [worker._process.pid for worker in pool._workers]
    assert pids
    assert not any(alive(pid) for pid in pids)


def test_no_worker_is_started_for_nothing() -> None:
    with Pool(READING, 2) as pool:
        assert list(pool.run(iter([]))) == []
        assert pool._workers == []


@pytest.mark.parametrize("reading", [Reading(parser="tests.nowhere:parse"), Reading(parser=PARSER, memory=1)])
def test_workers_that_cannot_start_fail_the_run(reading: Reading) -> None:
    with pytest.raises(RunFailed, match="do not start"):
        read(GOOD, reading=reading)


def test_descriptors_are_given_back() -> None:
    read(GOOD, "abort", "exit 1")
    before = len(list(Path("/proc/self/fd").iterdir()))
    read(GOOD, "abort", "exit 1", "raise x", "ok\nC: d")
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_what_a_parent_held_is_not_counted_as_the_programs_memory() -> None:
    """A big program (a notebook, a scheduler) that starts a run must not hide that a reader swelled."""
    own = "from ingest.workers.system import peak_memory; import resource as r; u = r.getrusage(r.RUSAGE_SELF).ru_maxrss"
    big = f"x = bytearray(400 << 20); import subprocess as s, sys; s.run([sys.executable, '-c', {own + '; print(peak_memory(), u)'!r}])"
    done = subprocess.run([sys.executable, "-c", big], cwd=ROOT, capture_output=True, text=True, check=True)
    peak, inherited = map(int, done.stdout.split())
    assert inherited > 400 << 10
    assert 0 < peak < 200 << 10
