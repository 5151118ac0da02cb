"""An example of each command, shown below its ``--help``."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

EXAMPLES = {
    "ingest": "tidyforms ingest my/folder my/tables --max-new-rejected 5 --metrics tidyforms.prom",
    "inspect": "tidyforms inspect response-12.pdf --draw seen.png --page 1",
    "learn": "tidyforms learn my/folder -o forms",
    "export": "tidyforms export my/tables --form staff-survey --wide staff-survey.xlsx",
    "report": "tidyforms report my/tables -o report",
    "review": "tidyforms review my/tables --csv review.csv",
    "forget": "tidyforms forget my/tables folder/response-12.pdf",
    "verify": "tidyforms verify my/tables",
    "schema": "tidyforms schema --json",
    "rollback": "tidyforms rollback my/tables --list",
}


def add_examples(commands: Mapping[str, argparse.ArgumentParser]) -> None:
    """Show each command's example; one that has none shows none."""
    for name, parser in commands.items():
        if name in EXAMPLES:
            parser.formatter_class = argparse.RawDescriptionHelpFormatter  # it stays one line, to be copied
            parser.epilog = f"example: {EXAMPLES[name]}"
