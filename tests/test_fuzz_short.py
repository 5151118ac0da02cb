"""A short run of the fuzzer, the same each time; ``make fuzz`` goes on for minutes, and elsewhere each time."""

from __future__ import annotations

import itertools

import pytest

from tests import readers_that_fail
from tests.fuzz.__main__ import cases, kind_of, run
from tests.fuzz.sandbox import Fault, attempt


def test_mutated_documents_are_answered() -> None:
    tried, found = run(seconds=60, seed=7, most=120)
    assert {name: fault for name, (fault, _) in found.items()} == {}
    assert tried == 120


def test_the_same_seed_gives_the_same_cases() -> None:
    first, again, other = (list(itertools.islice(cases(seed), 60)) for seed in (1, 1, 2))
    assert first == again
    assert all(one[2] != two[2] for one, two in zip(first, other, strict=True) if len(one[2]) > 100)


def test_faults_of_one_cause_are_one_kind() -> None:
    said = '  File "/a/b/zipfile.py", line 7, in read\nValueError: negative seek value -{}'
    assert len({kind_of(Fault("exception", said.format(number))) for number in (12, 345)}) == 1


@pytest.mark.parametrize(
    ("deed", "kind"),
    [
        ("raise x", "exception"),
        ("abort", "crash"),
        ("hang", "timeout"),
        ("swell", "memory"),
        ("exit 3", "exception"),
    ],
)
def test_faults_are_seen(deed: str, kind: str) -> None:
    fault = attempt(deed.encode(), readers_that_fail.parse, timeout=1 if kind == "timeout" else 20)
    assert fault is not None
    assert fault.kind == kind


def test_a_reading_is_no_fault() -> None:
    assert attempt(b"x") is None
