"""``python -m tests.makers.converters MADE``: what converters make of prints and pages, for
``tests/golden/converted``. MADE: documents of ``tests.makers``. Needs the extra ``bench`` and pymupdf4llm."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

GOLDEN = Path(__file__).parent.parent / "golden"
FROM_MADE = (("quiz-1", "html_old", ("pdf_old", "pdf_new_bg")), ("koen-1", "html_new", ("pdf_old",)))


def _converters() -> dict[str, Callable[[Path], str]]:
    markitdown = importlib.import_module("markitdown").MarkItDown(enable_plugins=False)
    pymupdf4llm = importlib.import_module("pymupdf4llm")
    return {
        "markitdown": lambda path: str(markitdown.convert(path).text_content),
        "pymupdf4llm": lambda path: str(pymupdf4llm.to_markdown(path)),
    }


def main(made: Path) -> None:
    """Writes all documents of the folder anew."""
    source, out = GOLDEN / "one_source", GOLDEN / "converted"
    convert = _converters()

    def write(name: str, tool: str, path: Path) -> None:
        (out / f"{name}.{tool}_{path.suffix[1:]}.md").write_text(convert[tool](path), "utf-8")

    for name in ("event-1", "clinica-2"):
        write(name, "markitdown", source / f"{name}.pdf")
        write(name, "pymupdf4llm", source / f"{name}.pdf")
        write(name, "markitdown", source / f"{name}.html")
    write("suq-2", "markitdown", source / "suq-2.pdf")
    for name, page, prints in FROM_MADE:
        shutil.copy(made / page / f"{name}.html", out / f"{name}.html")
        for tool, kind in zip(convert, prints, strict=False):
            write(name, tool, made / kind / f"{name}.pdf")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
