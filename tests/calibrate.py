"""``python -m tests.calibrate [--rows N] [--seed S] [--cheap]``: how often what is claimed is wrong, by confidence.

The labelled set is mixed: random documents of the world machine, read by a whole run, and the golden documents,
each read alone, the hard ones too. A claim is an answer or a blank; it is wrong if its document does not show it.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from parsers.responses import Status
from tests.test_confidence import is_wrong, pairs
from tests.world import forms
from tests.world.compare import FALSE, answer_faults, match
from tests.world.producers import CHEAP, PRODUCERS, Made, Press
from tests.world.run import BATCH, ingest

CLAIMS = (Status.ANSWERED, Status.BLANK)
PROMISES = {0.95: 1_000, 0.8: 50}
"""From this confidence up to the next bound, fewer than 1 claim in so many is wrong."""
BOUNDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.97, 0.99)
"""Lower ends of the curve's steps."""


@dataclass(frozen=True)
class Claim:
    """An answer or a blank that was claimed."""

    confidence: float
    evidence: str
    wrong: bool
    what: str


def world(rows: int, seed: int, cheap: bool) -> Iterator[Claim]:
    """Claims of random documents that hold at least ``rows`` rows."""
    logging.disable(logging.WARNING)  # converters complain of what they cannot do
    shares = {n: p.share for n, p in PRODUCERS.items() if not p.missing and (n in CHEAP or not cheap)}
    drawn, seen = forms.cases(seed, shares, ()), 0
    with Press() as press:
        while seen < rows:
            batch: list[Made] = []
            while len(batch) < BATCH and seen < rows:
                for case in next(drawn):
                    try:
                        batch.append(press.make(case))
                    except Exception:  # a converter's own fault is no fault of the program
                        continue
                    seen += len(batch[-1].truth.rows)
            yield from _claims(batch)


def _claims(batch: list[Made]) -> Iterator[Claim]:
    with tempfile.TemporaryDirectory() as folder:
        read = ingest(batch, Path(folder))
    for made, (_, responses) in zip(batch, read, strict=True):
        if made.truth.only is not None:
            responses = [r for r in responses if r["respondent"] == made.truth.only]
        for response in responses[:1]:
            found, extra = match(made.truth.rows, response["answers"])
            for row, got in found:
                if got is not None and got["status"] in CLAIMS and not row.free:
                    faults = [f for f in answer_faults(row, got) if f.kind in FALSE]
                    what = faults[0].what if faults else ""
                    yield Claim(got["confidence"], got["evidence"], bool(faults), what)
            for got in extra:
                if got["status"] == Status.ANSWERED and got["prompt"] not in made.truth.loose:
                    yield Claim(got["confidence"], got["evidence"], True, f"invented: {got['prompt']}")


def golden() -> Iterator[Claim]:
    """Claims of the golden documents."""
    for truth, got in pairs():
        if got.status in CLAIMS:
            yield Claim(
                got.confidence, got.evidence, is_wrong(truth, got), f"{truth['prompt']}: {got.answer_text}"
            )


def broken(claims: Iterable[Claim]) -> list[str]:
    """The promises that do not hold, one line each."""
    claims, faults, top = list(claims), [], 2.0
    for bound, most in PROMISES.items():
        inside = [c for c in claims if bound <= c.confidence < top]
        wrong = sum(c.wrong for c in inside)
        if wrong * most > len(inside):
            faults.append(
                f"{bound} and more: {wrong} of {len(inside)} wrong, fewer than 1 in {most} promised"
            )
        top = bound
    return faults


def table(claims: Iterable[Claim]) -> str:
    """The curve: claims and wrong ones by confidence and evidence."""
    count: Counter[tuple[float, str]] = Counter()
    wrong: Counter[tuple[float, str]] = Counter()
    for claim in claims:
        step = max(bound for bound in BOUNDS if bound <= claim.confidence)
        for evidence in (claim.evidence, ""):
            count[step, evidence] += 1
            wrong[step, evidence] += claim.wrong
    lines = [f"{'confidence':>10}  {'evidence':10} {'claims':>7} {'wrong':>6}  of 1,000"]
    for step, evidence in sorted(count, key=lambda key: (-key[0], key[1] != "", key[1])):
        key = step, evidence
        share = 1000 * wrong[key] / count[key]
        lines.append(f"{step:>10.2f}  {evidence or 'all':10} {count[key]:>7} {wrong[key]:>6}  {share:8.2f}")
    return "\n".join(lines)


def main() -> int:
    """Exit code 1 where a promise does not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.calibrate")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cheap", action="store_true", help="without browsers and converters")
    parser.add_argument("--wrong", action="store_true", help="list what is wrong")
    options = parser.parse_args()
    claims = [*golden(), *world(options.rows, options.seed, options.cheap)]
    print(table(claims))
    for claim in claims if options.wrong else ():
        if claim.wrong:
            print(f"{claim.confidence:.2f} {claim.evidence}: {claim.what}")
    faults = broken(claims)
    print("\n".join(faults) or "every promise holds")
    return int(bool(faults))


if __name__ == "__main__":
    raise SystemExit(main())
