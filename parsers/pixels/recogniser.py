"""Lines of text in pixels -> their words, by the model that RapidOCR's wheel brings. Nothing is fetched.

The model is run by onnxruntime alone: RapidOCR's own code needs OpenCV, and its detector is not needed,
since a straightened print's lines are found by their ink.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from parsers.blocks import Unreadable

HEIGHT = 48
"""Pixels of a line that the model was trained with."""
STRIDE = 8
"""Pixels a step of the model."""
WIDEST = 3200
"""Pixels: a longer line is pressed to this width."""
BATCH = 4000
"""Pixels of width that are read at a time: more takes memory, less takes time."""
MODEL = "PP-OCRv6_rec_small.onnx"
COMMAND = "make ingest SCANS=1"


class Words(msgspec.Struct, frozen=True):
    """What the model read in one line. ``at``: the middle of each character, as a share of the line's width;
    ``sure``: its probability."""

    text: str
    at: tuple[float, ...]
    sure: tuple[float, ...]

    @property
    def confidence(self) -> float:
        """The mean of its characters' (blanks apart); 0 for none."""
        shown = [p for p, char in zip(self.sure, self.text, strict=True) if char != " "]
        return sum(shown) / len(shown) if shown else 0.0


def available() -> bool:
    """Whether the extra ``scan`` is installed."""
    return bool(find_spec("rapidocr") and find_spec("onnxruntime"))


def missing(format: str) -> Unreadable:
    """The refusal of a picture where the extra is not installed."""
    detail = f"The pages are pictures: install what reads them and read again with {COMMAND}."
    return Unreadable("image_only", detail, format)


def read_lines(crops: Sequence[NDArray[np.uint8]]) -> list[Words]:
    """What stands in each picture of one line (dark on white)."""
    scaled = [_scaled(crop) for crop in crops]
    found: list[Words] = [Words("", (), ())] * len(crops)
    for group in _batches([line.shape[1] for line in scaled]):
        width = max(scaled[n].shape[1] for n in group)
        lines = np.zeros((len(group), 3, HEIGHT, width), np.float32)
        for row, n in enumerate(group):
            lines[row, :, :, : scaled[n].shape[1]] = scaled[n].astype(np.float32) / 127.5 - 1
        session, characters = _model()
        (said,) = session.run(None, {session.get_inputs()[0].name: lines})
        for row, n in enumerate(group):
            found[n] = _words(said[row], characters, scaled[n].shape[1])
    return found


def _batches(widths: Sequence[int]) -> Iterator[list[int]]:
    """Lines of about one width together."""
    group: list[int] = []
    for n in sorted(range(len(widths)), key=lambda n: widths[n]):
        if group and ((len(group) + 1) * widths[n] > BATCH or widths[n] > 1.3 * widths[group[0]] + 40):
            yield group
            group = []
        group.append(n)
    if group:
        yield group


def _scaled(crop: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = crop.shape
    size = min(WIDEST, max(16, round(width * HEIGHT / height))), HEIGHT
    return np.asarray(Image.fromarray(crop).resize(size, Image.Resampling.BICUBIC))


def _words(said: NDArray[np.float32], characters: Sequence[str], width: int) -> Words:
    """The likeliest characters: repetitions of a step are one, and the first class is none."""
    best = said.argmax(axis=1)
    sure = said[np.arange(len(best)), best]
    new = np.diff(best, prepend=-1) != 0
    text, at, probability = [], [], []
    for step in np.flatnonzero(new & (best > 0)).tolist():
        end = step + 1
        while end < len(best) and best[end] == best[step]:
            end += 1
        middle = (step + end) / 2 * STRIDE / width
        if middle <= 1.0:
            text.append(characters[int(best[step])])
            at.append(middle)
            probability.append(float(sure[step:end].max()))
    return Words("".join(text), tuple(at), tuple(probability))


@cache
def _model() -> tuple[Any, tuple[str, ...]]:
    import onnxruntime

    spec = find_spec("rapidocr")
    assert spec and spec.submodule_search_locations
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # lines of all widths would fill it
    options.log_severity_level = 3
    path = f"{spec.submodule_search_locations[0]}/models/{MODEL}"
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    characters = session.get_modelmeta().custom_metadata_map["character"].split("\n")
    while characters and not characters[-1]:
        characters.pop()
    return session, ("", *characters, " ")
