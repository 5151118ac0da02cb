"""``python -m tests.makers OUTDIR [--kinds a,b] [--forms a,b] [--shuffled N] [--drawn N,N]``: documents and
their truth."""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

from tests.makers import rejects
from tests.makers.forms import FORMS
from tests.makers.forms.drawn import drawn, shuffled
from tests.makers.kinds import KINDS
from tests.makers.model import Form
from tests.makers.printers import Printers

META = ["respondent", "respondent_name", "anonymous", "time_to_complete_s"]


def _documents(out: Path, kind_name: str, form: Form, printers: Printers) -> list[dict[str, Any]]:
    kind = KINDS[kind_name]
    entries = []
    for index in range(1 if kind.all_in_one else len(form.respondents)):
        path = out / kind_name / f"{form.code}-{index + 1}.{kind.ext}"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = kind.make(form, index, printers)
        path.write_bytes(data)
        entry = {
            "path": path.relative_to(out).as_posix(),
            "sha256": hashlib.sha256(data).hexdigest(),
            "rendering": kind_name,
            "form": form.code,
            "language": form.language,
            "responses": kind.responses(form, index),
        }
        entries.append(entry | ({"hard_meta": META} if kind.plain and not form.numbered else {}))
    return entries


def _merge(out: Path, documents: list[dict[str, Any]], rejects: list[dict[str, Any]]) -> None:
    """Adds to what earlier runs wrote."""
    path = out / "truth.json"
    old = json.loads(path.read_text("utf-8")) if path.exists() else {"documents": [], "rejects": []}
    by_path = {d["path"]: d for d in old["documents"] + documents}
    rejected = {d["path"]: d for d in old["rejects"] + rejects}
    truth = {
        "documents": [by_path[p] for p in sorted(by_path)],
        "rejects": [rejected[p] for p in sorted(rejected)],
    }
    path.write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _forms(codes: list[str], seed: int | None, seeds: list[int]) -> list[Form]:
    if seeds:
        return [drawn(n) for n in seeds]
    forms = [FORMS[code] for code in codes]
    if seed is None:
        return forms
    ways = [(form, numbered) for form in forms for numbered in (True, False) if form.numbered or numbered]
    return [shuffled(form, seed, numbered) for form, numbered in ways]


def main() -> None:
    """Makes the asked documents, kind by kind."""
    parser = argparse.ArgumentParser(prog="python -m tests.makers")
    parser.add_argument("out", type=Path)
    parser.add_argument("--kinds", default=",".join([*KINDS, "not"]), help="of: not " + " ".join(KINDS))
    parser.add_argument("--forms", default=",".join(FORMS), help="of: " + " ".join(FORMS))
    parser.add_argument("--shuffled", type=int, metavar="SEED", help="these forms in another order instead")
    parser.add_argument("--drawn", default="", metavar="SEEDS", help="forms drawn at random instead")
    args = parser.parse_args()
    forms = _forms(
        args.forms.split(","), args.shuffled, [int(seed) for seed in args.drawn.split(",") if seed]
    )
    with Printers() as printers:
        for kind in args.kinds.split(","):
            if kind == "not":
                _merge(args.out, [], rejects.write(args.out, printers))
                continue
            documents = [d for form in forms for d in _documents(args.out, kind, form, printers)]
            _merge(args.out, documents, [])
            print(kind, len(documents), flush=True)


if __name__ == "__main__":
    main()
