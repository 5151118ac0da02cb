"""``python -m tests.bench``: CPU per document of tidyforms and of other readers, as ratios, in one run."""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from tests.bench import machine, pipeline
from tests.bench.engines import ENGINES
from tests.bench.rounds import Result, compare

GOLDEN = machine.ROOT / "tests" / "golden"
FLOOR, OURS, WORDS = "floor", "tidyforms", "pdfplumber"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print. Exit code 1 if the floor or tidyforms itself could not be measured."""
    arguments = _arguments(argv)
    files = [file.resolve() for file in arguments.files] or sorted(
        f for d in GOLDEN.glob("pdf_*") for f in d.glob("*.pdf") if d.name != "pdf_scan"
    )
    results = compare([FLOOR, OURS, *arguments.engines], files, arguments.rounds, _say)
    failed = [f"{n}: {results[n].error}" for n in (FLOOR, OURS) if results[n].error]
    if failed:
        print("\n".join(failed), file=sys.stderr)
        return 1
    whole = None
    if arguments.run:
        _say("whole runs of ingest")
        whole = pipeline.milliseconds(files)
    report = (
        _as_json(results, files, whole)
        if arguments.json
        else _as_text(results, files, whole, arguments.rounds)
    )
    print(report)
    return 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="PDFs (the golden ones)")
    parser.add_argument("--rounds", type=int, default=7, metavar="N", help="(%(default)d)")
    others = [name for name in ENGINES if name not in (FLOOR, OURS)]
    parser.add_argument("--engines", nargs="*", choices=others, default=others, help="others (all)")
    parser.add_argument("--no-run", dest="run", action="store_false", help="without whole runs of ingest")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    return parser.parse_args(argv)


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _as_text(
    results: dict[str, Result], files: Sequence[Path], whole: tuple[float, float] | None, rounds: int
) -> str:
    floor, ours = results[FLOOR].mean, results[OURS].mean
    lines = [
        machine.describe(),
        f"{len(files)} documents, {rounds} rounds, the least of each document counts",
        "",
        f"{'':45}{'version':>10}{'ms/document':>13}{'to floor':>10}{'to tidyforms':>14}",
    ]
    for name, result in results.items():
        title = f"{name}: {ENGINES[name][1]}"
        if result.error:
            lines.append(f"{title:45}{'':>10}  {result.error}")
        else:
            lines.append(_row(title, result.version, result.mean, floor, ours))
    if whole is not None:
        spent, ratio = whole
        title = f"{OURS}: a whole run, tables included"
        lines.append(
            f"{title:45}{results[OURS].version:>10}{spent:>13.2f}{ratio:>10.2f}{spent / ours:>14.2f}"
        )
    return "\n".join([*lines, "", *_kinds(results, files), "", *_bars(results)])


def _row(title: str, version: str, mean: float, floor: float, ours: float) -> str:
    return f"{title:45}{version:>10}{mean:>13.2f}{mean / floor:>10.2f}{mean / ours:>14.2f}"


def _kinds(results: dict[str, Result], files: Sequence[Path]) -> list[str]:
    """Floor and tidyforms for each kind of print."""
    kinds: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for file, *pair in zip(files, results[FLOOR].milliseconds, results[OURS].milliseconds, strict=True):
        kinds[file.parent.name].append((pair[0], pair[1]))
    lines = [f"{'kind':20}{'documents':>10}{'floor ms':>10}{'tidyforms ms':>14}{'to floor':>10}"]
    for kind, pairs in kinds.items():
        floor, ours = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
        lines.append(f"{kind:20}{len(pairs):>10}{floor:>10.2f}{ours:>14.2f}{ours / floor:>10.2f}")
    return lines


def _bars(results: dict[str, Result]) -> list[str]:
    to_floor = results[OURS].mean / results[FLOOR].mean
    lines = [f"tidyforms is {to_floor:.2f} x the floor (bar: at most 3, aim: 1.5)"]
    if WORDS in results and not results[WORDS].error:
        faster = results[WORDS].mean / results[OURS].mean
        lines.append(f"tidyforms is {faster:.1f} x faster than pdfplumber's words (bar: at least 8)")
    return lines


def _as_json(results: dict[str, Result], files: Sequence[Path], whole: tuple[float, float] | None) -> str:
    floor, ours = results[FLOOR].mean, results[OURS].mean

    def ratios(mean: float) -> dict[str, float]:
        return {"ms_per_document": mean, "to_floor": mean / floor, "to_tidyforms": mean / ours}

    engines = {
        name: {"error": r.error}
        if r.error
        else {"version": r.version, **ratios(r.mean), "ms": r.milliseconds}
        for name, r in results.items()
    }
    run = {**ratios(whole[0]), "to_floor": whole[1]} if whole is not None else None
    names = ["/".join(file.parts[-2:]) for file in files]
    return json.dumps(
        {"machine": machine.describe(), "files": names, "engines": engines, "run": run}, indent=1
    )


if __name__ == "__main__":
    sys.exit(main())
