"""Runs a module's tests against its mutants: tests are collected once, and each mutant is a fork of that process.

A change within a function takes the place of its code in the fork. What is made when a module is loaded (a
threshold, a pattern) is loaded anew, by a fork of a process that holds no module of the project yet.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import types
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.mutate.operators import Mutant, mutants, mutated

ROOT = Path(__file__).parent.parent.parent
PATIENCE, LEAST_PATIENCE = 10, 5
"""CPU time of a mutant's tests: times what they take of the program itself, and seconds besides."""
WALL = 60
"""Seconds after which a mutant that only waits is dead, too."""
MEMORY = 8 << 30


@dataclass
class Target:
    """A module, and the tests that pin it."""

    module: str
    tests: Sequence[str]

    def __post_init__(self) -> None:
        self.path = ROOT / f"{self.module.replace('.', '/')}.py"
        self.source = self.path.read_text("utf-8")
        self.mutants = mutants(self.module, self.source)


def survivors(target: Target, only: str = "") -> tuple[int, list[Mutant]]:
    """How many mutants were tried, and those that no test noticed. Raises RuntimeError if the tests fail as it is.

    ``only``: part of a function's name.
    """
    chosen = [n for n, m in enumerate(target.mutants) if only in m.function]
    inner = [n for n in chosen if target.mutants[n].function.endswith("()")]
    found = _forked(partial(_in_process, target, inner))
    if found is None:
        raise RuntimeError(f"the tests of {target.module} fail, or there are none")
    live, libraries = found
    for name in libraries:  # loaded once, not by each fork
        with suppress(ImportError):
            importlib.import_module(name)
    for n in chosen:
        if n not in inner and _forked(partial(_loaded_anew, target, n)) == 0:
            live.append(n)
    return len(chosen), [target.mutants[n] for n in sorted(live)]


def _forked(work: Callable[[], Any]) -> Any:
    """What ``work`` returns in a fork of this process; None where it dies."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(write, json.dumps(work()).encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as file:
        said = file.read()
    os.waitpid(child, 0)
    return json.loads(said) if said else None


def _pytest(target: Target, *plugins: object) -> int:
    for name in ("stdout", "stderr"):
        with open(os.devnull, "w") as nothing:
            os.dup2(nothing.fileno(), getattr(sys, f"__{name}__").fileno())
    hypothesis.settings.register_profile(
        "mutate", database=None, derandomize=True, deadline=None, phases=list(hypothesis.Phase)[:3]
    )
    hypothesis.settings.load_profile("mutate")
    folder = tempfile.mkdtemp(prefix="mutate-")
    options = ["-x", "-q", "-p", "no:cacheprovider", f"--basetemp={folder}", "--import-mode=importlib"]
    try:
        return int(pytest.main([*options, *(f"tests/{name}" for name in target.tests)], plugins))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _in_process(target: Target, numbers: list[int]) -> tuple[list[int], list[str]] | None:
    """Those that live, and the libraries that the tests load; None if the tests fail."""
    plugin = _Forks(target, numbers)
    _pytest(target, plugin)
    own = ("parsers", "ingest", "tests", "__", "_pytest", "test_")
    libraries = sorted(name for name in sys.modules if not name.startswith(own))
    return None if plugin.live is None else (plugin.live, libraries)


def _loaded_anew(target: Target, number: int) -> int:
    _limit(120)
    sys.meta_path.insert(0, _Loader(target, target.mutants[number]))
    return _pytest(target)


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads the mutant in the module's place."""

    def __init__(self, target: Target, mutant: Mutant) -> None:
        super().__init__(target.module, str(target.path))
        self.target, self.mutant = target, mutant

    def find_spec(self, name: str, path: object = None, module: object = None) -> Any:
        return importlib.util.spec_from_loader(name, self) if name == self.target.module else None

    def get_code(self, fullname: str) -> types.CodeType:
        return compile(mutated(self.mutant, self.target.source), str(self.target.path), "exec")


class _Forks:
    """A pytest plugin that runs the collected tests once as they are, and then against each mutant."""

    def __init__(self, target: Target, numbers: list[int]) -> None:
        self.target, self.numbers = target, numbers
        self.live: list[int] | None = None

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of pytest's own loop."""
        reached: list[tuple[float, list[int]]] | None = _forked(partial(self._trace, session))
        if not reached or session.testsfailed:
            return True
        self.live = [n for n in self.numbers if self._lives(session, self.target.mutants[n], reached)]
        return True

    def _trace(self, session: pytest.Session) -> list[tuple[float, list[int]]] | None:
        """Each test's CPU seconds, and the lines of the module that it reaches; None if one fails."""
        found = []
        for item in session.items:
            self._forget()
            lines: set[int] = set()
            start = time.process_time()
            with _traced(str(self.target.path), lines):
                _run(item)
            if session.testsfailed:
                return None
            found.append((time.process_time() - start, sorted(lines)))
        return found

    def _forget(self) -> None:
        """Empty the module's caches."""
        for value in vars(sys.modules[self.target.module]).values():
            getattr(value, "cache_clear", lambda: None)()

    def _lives(self, session: pytest.Session, mutant: Mutant, reached: list[tuple[float, list[int]]]) -> bool:
        own = set(range(mutant.line, mutant.last_line + 1))
        fitting = sorted((cost, n) for n, (cost, lines) in enumerate(reached) if own.intersection(lines))
        if not fitting:
            return True
        cost = sum(cost for cost, _ in fitting)
        work = partial(self._attempt, session, mutant, [n for _, n in fitting], cost)
        return _forked(work) == 0

    def _attempt(self, session: pytest.Session, mutant: Mutant, order: list[int], cost: float) -> int:
        _limit(int(PATIENCE * cost) + LEAST_PATIENCE)
        _put(mutant, self.target)
        self._forget()
        for n in order:
            _run(session.items[n])
            if session.testsfailed:
                break
        return session.testsfailed


def _run(item: pytest.Item) -> None:
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)


def _limit(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(seconds + WALL)


class _traced:  # noqa: N801  # a context manager is a verb
    """Notes the lines of one file that are run meanwhile."""

    def __init__(self, file: str, lines: set[int]) -> None:
        self.file, self.lines = file, lines

    def __enter__(self) -> None:
        sys.settrace(self._call)

    def __exit__(self, *error: object) -> None:
        sys.settrace(None)

    def _call(self, frame: types.FrameType, event: str, argument: object) -> Any:
        return self._line if frame.f_code.co_filename == self.file else None

    def _line(self, frame: types.FrameType, event: str, argument: object) -> Any:
        self.lines.add(frame.f_lineno)
        return self._line


def _put(mutant: Mutant, target: Target) -> None:
    """Give a function the mutant's code."""
    names = mutant.function.removesuffix("()").split(".")
    code = compile(mutated(mutant, target.source), str(target.path), "exec")
    value: Any = sys.modules[target.module]
    for name in names:
        code = next(c for c in _codes(code) if c.co_name == name)
        value = vars(value)[name]
    value = getattr(value, "fget", None) or getattr(value, "__func__", value)
    while hasattr(value, "__wrapped__"):
        value = value.__wrapped__
    value.__code__ = code


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    return (c for c in code.co_consts if isinstance(c, types.CodeType))
