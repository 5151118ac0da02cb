"""``python -m tests.fuzz [--seconds N] [--seed N]``: mutate good documents until the time is up.

Each case is named by its seed, the document and its number, and comes out the same again. What
the reader does not answer with a reading is written to the folder of findings.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.mutate import mutate
from tests.fuzz.sandbox import Fault, attempt, warm_up

GOLDEN = Path(__file__).parent.parent / "golden"
FORMATS = frozenset({".pdf", ".docx", ".md", ".html", ".xlsx", ".csv"})


def documents() -> list[Path]:
    """The good documents, a folder of each rendering in turn."""
    folders = sorted(
        folder for folder in GOLDEN.iterdir() if folder.is_dir() and folder.name != "regressions"
    )
    listed = [sorted(f for f in folder.iterdir() if f.suffix in FORMATS) for folder in folders]
    return [path for row in itertools.zip_longest(*listed) for path in row if path]


def cases(seed: int) -> Iterator[tuple[str, str, bytes]]:
    """Names, suffixes and bytes of mutated documents, without end; the same for the same seed."""
    paths = documents()
    read = {path: path.read_bytes() for path in paths}
    for number in itertools.count():
        path = paths[number % len(paths)]
        name = f"{seed}-{path.parent.name}-{path.stem}-{number}"
        rng = random.Random(name)
        yield name, path.suffix, mutate(read[path], read[rng.choice(paths)], rng)


def run(
    seconds: float, seed: int, only: str = "", most: int | None = None
) -> tuple[int, dict[str, tuple[Fault, bytes]]]:
    """How many cases were tried, and file name -> fault and document of those that failed."""
    warm_up()
    end, tried, found = time.monotonic() + seconds, 0, dict[str, tuple[Fault, bytes]]()
    fitting = (case for case in cases(seed) if only in case[0])
    for name, suffix, data in itertools.islice(fitting, most):
        if time.monotonic() >= end:
            break
        tried += 1
        if fault := attempt(data):
            found[name + suffix] = fault, data
    return tried, found


def kind_of(fault: Fault) -> str:
    """What equal faults share: the kind and the last place of the traceback."""
    places = re.findall(r'File "(?:.*/)?(\w+\.py)", line (\d+), in (\w+)', fault.said)
    last = re.sub(r"\d+", "N", fault.said.rpartition("\n")[2])[:100]
    return " ".join((fault.kind, *(places[-1] if places else ()), last))


def main() -> int:
    """Exit code 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="default: the time")
    parser.add_argument("--only", default="", help="cases whose name holds this, such as docx")
    parser.add_argument("--findings", type=Path, default=Path("build/fuzz"))
    options = parser.parse_args()
    tried, found = run(options.seconds, options.seed, options.only)
    kinds: dict[str, list[str]] = {}
    for name, (fault, data) in found.items():
        options.findings.mkdir(parents=True, exist_ok=True)
        (options.findings / name).write_bytes(data)
        kinds.setdefault(kind_of(fault), []).append(name)
    for kind, names in kinds.items():
        print(f"{len(names)} x {kind}\n{found[names[0]][0].said}\n  {options.findings / names[0]}\n")
    print(f"seed {options.seed}: {tried} mutated documents, {len(found)} findings of {len(kinds)} kinds")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
