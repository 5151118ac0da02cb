"""``python -m tests.bench.scans``: CPU seconds a page of pictures at 200 dpi, one thread, beside the recogniser alone,
RapidOCR as it comes, and Tesseract. Needs the extra ``scan``; what is not installed is left out."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import numpy as np
from PIL import Image

from parsers.pixels import recogniser, sheet
from parsers.pixels.paper import Grey
from tests.bench import machine
from tests.makers.scans import CONDITIONS, jpeg, pictures_of

GOLDEN = machine.ROOT / "tests" / "golden"
PRINTS = ("pdf_new/G1-1.pdf", "pdf_new/G2-1.pdf", "pdf_old/G1-1.pdf", "pdf_old/G2-1.pdf")
DPI = 200


def main() -> int:
    """Measure and print; exit code 1 without the extra."""
    if not recogniser.available():
        print("the extra `scan` is not installed: make ingest SCANS=1", file=sys.stderr)
        return 1
    light = CONDITIONS["light"]
    pages = [
        np.asarray(jpeg(picture, light).convert("L"))
        for name in PRINTS
        for picture in pictures_of((GOLDEN / name).read_bytes(), light, pages=2)
    ]
    spent = {"tidyforms": _mean(pages, lambda page: sheet.read_sheet(page, DPI))}
    alone = _recogniser_alone(pages)
    spent["its recogniser alone"] = alone
    if find_spec("cv2"):
        spent["RapidOCR"] = _mean(pages, _rapidocr())
    if which("tesseract"):
        spent["Tesseract"] = _mean(pages, _tesseract)
    print(machine.describe(), f"{len(pages)} pages at {DPI} dpi, CPU seconds a page", sep="\n")
    for name, seconds in spent.items():
        print(f"{name:22}{seconds:8.2f}{seconds / alone:8.2f} x the recogniser alone")
    return 0


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _mean(pages: list[Grey], read: Callable[[Grey], object]) -> float:
    read(pages[0])  # models are loaded
    begun = _cpu()
    for page in pages:
        read(page)
    return (_cpu() - begun) / len(pages)


def _recogniser_alone(pages: list[Grey]) -> float:
    """Of the same lines of text, found beforehand."""
    lines: list[list[Grey]] = []
    original = sheet.read_lines

    def keep(crops: list[Grey]) -> list[recogniser.Words]:
        lines.append(list(crops))
        return original(crops)

    sheet.read_lines = keep  # type: ignore[assignment]  # only listens
    try:
        for page in pages:
            sheet.read_sheet(page, DPI)
    finally:
        sheet.read_lines = original
    begun = _cpu()
    for crops in lines:
        recogniser.read_lines(crops)
    return (_cpu() - begun) / len(pages)


def _rapidocr() -> Callable[[Grey], object]:
    from rapidocr import RapidOCR

    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    engine = RapidOCR(params={**threads, "Global.max_side_len": 4000, "Global.log_level": "error"})
    return lambda page: engine(np.stack([page] * 3, axis=-1))


def _tesseract(page: Grey) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        Image.fromarray(page).save(path, dpi=(DPI, DPI))
        command = ["tesseract", str(path), "-", "--dpi", str(DPI)]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"})


if __name__ == "__main__":
    sys.exit(main())
