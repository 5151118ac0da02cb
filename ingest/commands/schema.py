"""The schema for people: ``tidyforms schema`` and ``docs/tables.md``."""

from __future__ import annotations

from ingest.tables.schema import TABLES


def as_text() -> str:
    """All tables for a terminal."""
    blocks = []
    for table in TABLES:
        width = max(len(c.name) for c in table.columns)
        lines = [f"{table.name}: {table.row}"]
        lines += [f"  {c.name:{width}}  {c.type:13}  {c.meaning}" for c in table.columns]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def as_markdown() -> str:
    """``docs/tables.md``."""
    out = [
        "# Tables",
        "",
        "Made from `ingest/tables/schema.py` by `tidyforms schema --markdown`. `?` marks nullable.",
    ]
    for table in TABLES:
        key = f" Key: {', '.join(f'`{k}`' for k in table.key)}." if table.key else ""
        out += ["", f"## {table.name}", "", f"One row is {table.row}.{key}", ""]
        out += ["| column | type | meaning |", "|---|---|---|"]
        out += [f"| `{c.name}` | {c.type} | {c.meaning.replace('|', chr(92) + '|')} |" for c in table.columns]
    return "\n".join(out) + "\n"


def as_json() -> list[dict[str, object]]:
    """All tables as plain values."""
    return [
        {"table": t.name, "row": t.row, "key": list(t.key), "columns": [
            {"name": c.name, "type": c.arrow, "nullable": c.nullable, "meaning": c.meaning} for c in t.columns
        ]}
        for t in TABLES
    ]  # fmt: skip
