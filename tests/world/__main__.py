"""``python -m tests.world --rows N --seed S [--axis NAME …] [--keep DIR]``: looks for false claims.

The last line reads ``rows N: false A, undetermined B, lost C, rejected D``; exit code 1 where more
than one claim in 10,000 rows is false.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from tests.world.compare import FALSE
from tests.world.keep import keep
from tests.world.model import AXES
from tests.world.producers import CHEAP, PRODUCERS, Press
from tests.world.run import Tally, run
from tests.world.shrink import first_false, read, shrink, still

PER = 10_000
SHOWN = ("rows", "false", "undetermined", "lost", "invented", "rejected", "prompt")
SLOWER = 3
"""Fewer trials where each one is printed."""
EACH_KIND = 2
"""Findings of one producer and kind of fault that are shrunk and kept."""


def main() -> int:
    """Exit code 1 where more than one claim in 10,000 rows is false."""
    options = _options()
    producers = {
        name: p.share for name, p in PRODUCERS.items() if not options.producer or name in options.producer
    }
    if options.cheap:
        producers = {name: share for name, share in producers.items() if name in CHEAP}
    for name in list(producers):
        if PRODUCERS[name].missing:
            print(f"skipped: {name}: {', '.join(PRODUCERS[name].missing)} is not installed")
            del producers[name]
    began = time.monotonic()
    tally = run(options.rows, options.seed, producers, tuple(options.axis))
    _print(tally, time.monotonic() - began)
    if options.keep:
        _keep(tally, options.keep, options.shrink)
    total = tally.total
    print(
        f"rows {tally.rows}: false {total['false']}, undetermined {total['undetermined']}, "
        f"lost {total['lost']}, rejected {total['rejected']}"
    )
    return int(total["false"] * PER > tally.rows)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.world")
    parser.add_argument("--rows", type=int, default=PER)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--axis", nargs="*", choices=list(AXES), default=[], metavar="NAME", help="vary these alone"
    )
    parser.add_argument("--producer", nargs="*", choices=list(PRODUCERS), default=[], metavar="NAME")
    parser.add_argument("--cheap", action="store_true", help="no other programs")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="write the smallest documents that fail here"
    )
    parser.add_argument(
        "--shrink", type=int, default=60, metavar="N", help="documents tried to shrink one finding"
    )
    return parser.parse_args()


def _keep(tally: Tally, folder: Path, most: int) -> None:
    seen: Counter[tuple[str, str, str]] = Counter()
    with Press() as press:
        for finding in sorted(tally.findings, key=lambda f: f.case.producer not in CHEAP):
            fault = first_false(finding.faults)
            key = (finding.case.producer, fault.kind, fault.of)
            seen[key] += 1
            if seen[key] > EACH_KIND:
                continue
            fails = still(press, fault.kind, fault.of)
            if not fails(finding.case):
                keep(folder, finding.case, finding.made, finding.faults, finding.beside)
                continue
            tries = most if finding.case.producer in CHEAP else most // SLOWER
            case = shrink(finding.case, fails, tries)
            made = press.make(case)
            keep(folder, case, made, [f for f in read(made) if f.kind in FALSE] or finding.faults)
            print(f"\rkept {sum(seen.values())}", end="", file=sys.stderr, flush=True)


def _print(tally: Tally, seconds: float) -> None:
    print(f"{tally.documents} documents, {seconds:.0f} s")
    for what, count in tally.failed.most_common(10):
        print(f"not made: {count} × {what}")
    print("\nfaults by kind and question:", flush=True)
    for what, count in tally.kinds.most_common():
        print(f"{count:7} {what}")
    print("\nper 10,000 rows, by axis:\n" + f"{'':34}" + "".join(f"{name:>14}" for name in SHOWN))
    for place, counts in sorted(tally.by.items(), key=_order):
        rows = counts["rows"] or 1
        figures = [f"{rows:>14}", *(f"{counts[name] * PER / rows:>14.1f}" for name in SHOWN[1:])]
        print(f"{place:34}" + "".join(figures), flush=True)


def _order(item: tuple[str, Counter[str]]) -> tuple[str, float]:
    place, counts = item
    return place.split("=")[0], -counts["false"] / (counts["rows"] or 1)


if __name__ == "__main__":
    sys.exit(main())
