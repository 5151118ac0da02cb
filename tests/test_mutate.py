"""The mutator: what it changes, and that a test's notice is seen."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

from tests.mutate.engine import ROOT
from tests.mutate.operators import mutants, mutated

HERE = Path(__file__).parent / "mutate"


def changes(source: str) -> list[str]:
    return [m.change for m in mutants("m", source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a < b", ["a < b -> a <= b", "a < b -> a >= b"]),
        ("a and b", ["a and b -> a or b", "a and b -> b", "a and b -> a"]),
        ("not a", ["not a -> a"]),
        ("x = 2.0", ["2.0 -> 2.2", "2.0 -> 1.8"]),
        ("x = 2", ["2 -> 3", "2 -> 1"]),
        ("x = True", ["True -> False"]),
        ("x = any(a)", ["any(a) -> all(a)"]),
        ("x = [a for a in b if a]", ["[a for a in b if a] -> [a for a in b]"]),
        ("x: int = a", []),
        ("zip(a, strict=True)", ["zip(a, strict=True) -> pass"]),
        ("raise ValueError('said')", ["raise ValueError('said') -> pass"]),
    ],
)
def test_each_slip_of_a_hand(source: str, expected: list[str]) -> None:
    found = changes(source)
    assert [c for c in found if c != f"{source} -> pass" or c in expected] == expected


def test_a_mutant_is_known_wherever_its_line_stands() -> None:
    source = 'def f(a):\n    """Doc."""\n    return a[1] + a[1]\n'
    found = mutants("m", source)
    moved = mutants("m", "import re\n" + source)
    assert [m.key for m in found] == [m.key for m in moved]
    assert len({m.key for m in found}) == len(found)
    assert {m.function for m in found} == {"f()"}
    assert ("m:f()", "return a[1] + a[1]", "1 -> 2 #2") in {m.key for m in found}
    for mutant in found:
        assert ast.unparse(mutated(mutant, source)) != ast.unparse(ast.parse(source))


def test_each_survivor_has_a_reason_and_each_target_its_tests() -> None:
    tests = tomllib.loads((HERE / "targets.toml").read_text("utf-8"))
    assert all((ROOT / "tests" / name).is_file() for names in tests.values() for name in names)
    for one in tomllib.loads((HERE / "survivors.toml").read_text("utf-8"))["survivor"]:
        assert one["at"].partition(":")[0] in tests
        assert one["line"] and one["changes"] and len(one["why"].split()) > 3
