"""``python -m tests.bench.sheets.user IN OUT``: the few lines that a user would write instead."""

from __future__ import annotations

import sys

import pandas as pd


def main(source: str, target: str) -> None:
    """A CSV is read, melted and written; a workbook is read."""
    if source.endswith(".csv"):
        frame = pd.read_csv(source)
        long = frame.melt(id_vars=list(frame.columns[:5]), var_name="question", value_name="answer")
        long.astype({"answer": str}).to_parquet(target)
    else:
        pd.read_excel(source, engine="calamine")


if __name__ == "__main__":
    main(*sys.argv[1:])
