"""Writes findings as folders: the document, its truth, what was claimed, and the case."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

from tests.world.compare import FALSE, Fault, compare
from tests.world.model import Case
from tests.world.producers import Made
from tests.world.truth import Truth


def keep(folder: Path, case: Case, made: Made, faults: list[Fault], beside: list[Made] | None = None) -> Path:
    """A new folder in ``folder``. ``beside``: the form's other documents, where the fault needs them."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = [int(m.group()) for p in folder.iterdir() if (m := re.match(r"\d+", p.name))]
    first = next(f for f in faults if f.kind in FALSE)
    place = folder / f"{max(numbers, default=0) + 1:03d}-{case.producer}-{first.kind}-{first.of}"
    place.mkdir()
    (place / f"document{made.suffix}").write_bytes(made.data)
    for number, other in enumerate(beside or ()):
        (place / f"beside-{number}{other.suffix}").write_bytes(other.data)
    (place / "truth.json").write_text(
        json.dumps(made.truth.as_json(), ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
    claimed = "".join(f"{f.kind} {f.of}: {f.what}\n" for f in faults)
    (place / "claimed.txt").write_text(claimed, "utf-8")
    (place / "case.json").write_text(json.dumps(asdict(case), ensure_ascii=False, indent=1) + "\n", "utf-8")
    return place


def replay(folder: Path, scratch: Path) -> list[Fault]:
    """The faults that a kept finding still shows."""
    from tests.world.run import ingest  # only who replays needs the program

    value = json.loads((folder / "truth.json").read_text("utf-8"))
    path = next(folder.glob("document.*"))
    others = [Made(p.read_bytes(), p.suffix, Truth.of_json(value)) for p in sorted(folder.glob("beside-*"))]
    made = Made(path.read_bytes(), path.suffix, Truth.of_json(value))
    outcome, responses = ingest([made, *others], scratch)[0]
    return compare(made.truth, outcome, responses)
