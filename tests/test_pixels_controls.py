"""Controls in arrays of pixels: what is sure is said, what could be either is unknown."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from parsers.blocks import Control
from parsers.pixels import controls
from parsers.pixels.blobs import Blob
from parsers.pixels.controls import CLOSED, CORE, EMPTY, LEAST_PIXELS, Sign

RING = 200
"""Darkness of outlines here."""
FINE = 8
"""Drawn so many times larger first: edges get as soft as a scanner's."""


def canvas(size: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("L", ((size + 16) * FINE,) * 2, 0)
    return picture, ImageDraw.Draw(picture)


def read(picture: Image.Image, size: int, noise: float = 0.0) -> Sign | None:
    """What a control of ``size`` pixels, 8 from the picture's sides, shows."""
    small = picture.resize((size + 16,) * 2, Image.Resampling.BOX)
    dark: NDArray[np.uint8] = np.asarray(small)
    if noise:
        rng = np.random.default_rng(1)
        dark = np.clip(dark + np.abs(rng.normal(0, noise, dark.shape)), 0, 255).astype(np.uint8)
    return controls.read(dark, Blob(8, 8, 8 + size, 8 + size, size * size), noise)


def radio(size: int = 36, core: int = 0, inside: int = 0, width: float = 2.0) -> Image.Image:
    """``core``, ``inside``: the darkness of the middle and of the rest within."""
    picture, brush = canvas(size)
    low, high = 8 * FINE, (8 + size) * FINE - 1
    brush.ellipse((low, low, high, high), fill=inside, outline=RING, width=int(width * FINE))
    if core:
        reach = int(0.26 * size * FINE)
        middle = (low + high) // 2
        brush.ellipse((middle - reach, middle - reach, middle + reach, middle + reach), fill=core)
    return picture


def box(size: int = 36, fill: int = 0) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture, brush = canvas(size)
    low, high = 8 * FINE, (8 + size) * FINE - 1
    brush.rectangle((low, low, high, high), fill=fill, outline=RING, width=2 * FINE)
    return picture, brush


def points(size: int, *shares: tuple[float, float]) -> list[tuple[float, float]]:
    return [((8 + x * size) * FINE, (8 + y * size) * FINE) for x, y in shares]


TICK = ((0.2, 0.5), (0.42, 0.72), (0.8, 0.28))


def test_an_empty_ring_is_off_and_one_with_a_core_on() -> None:
    assert read(radio(), 36) == Sign(Control.RADIO, False)
    assert read(radio(core=RING), 36) == Sign(Control.RADIO, True)


def test_pale_controls_of_a_form_that_is_closed_are_read_too() -> None:
    pale = np.asarray(radio(core=RING, inside=20)) * 0.3
    assert read(Image.fromarray(pale.astype(np.uint8)), 36) == Sign(Control.RADIO, True)


@pytest.mark.parametrize(("size", "on"), [(LEAST_PIXELS - 1, None), (LEAST_PIXELS, False)])
def test_small_controls_are_unknown(size: int, on: bool | None) -> None:
    assert read(radio(size, width=1.5), size) == Sign(Control.RADIO, on)


@pytest.mark.parametrize(
    ("darkness", "on"),
    [(EMPTY - 0.06, False), (EMPTY + 0.08, None), (CORE - 0.1, None), (CORE + 0.1, True)],
)
def test_a_core_between_off_and_on_is_unknown(darkness: float, on: bool | None) -> None:
    found = read(radio(core=int(darkness * RING)), 36)
    assert found is not None
    assert found.on is on


@pytest.mark.parametrize(("darkness", "on"), [(CLOSED - 0.15, None), (CLOSED + 0.25, False)])
def test_a_ring_with_a_gap_is_unknown(darkness: float, on: bool | None) -> None:
    picture = radio()
    brush = ImageDraw.Draw(picture)
    brush.arc(
        (8 * FINE, 8 * FINE, 44 * FINE - 1, 44 * FINE - 1), 60, 100, fill=int(darkness * RING), width=2 * FINE
    )
    found = read(picture, 36)
    assert found is None or found.on is on


def test_a_disc_without_a_gap_is_unknown() -> None:
    found = read(radio(core=0, inside=RING), 36)
    assert found is not None
    assert found.on is None


def test_a_ring_that_is_all_border_is_a_sign_only_beside_others() -> None:
    found = read(radio(width=9), 36)
    assert found is not None
    assert (found.on, found.heavy) == (None, True)


def test_boxes_are_off_or_hold_a_tick_or_a_cross() -> None:
    assert read(box()[0], 36) == Sign(Control.CHECKBOX, False)
    ticked, brush = box()
    brush.line(points(36, *TICK), fill=RING, width=3 * FINE)
    assert read(ticked, 36) == Sign(Control.CHECKBOX, True)
    crossed, brush = box()
    brush.line(points(36, (0.2, 0.2), (0.8, 0.8)), fill=RING, width=3 * FINE)
    brush.line(points(36, (0.2, 0.8), (0.8, 0.2)), fill=RING, width=3 * FINE)
    assert read(crossed, 36) == Sign(Control.CHECKBOX, True)


def test_a_filled_box_is_on_only_with_a_tick_left_white() -> None:
    plain, _ = box(fill=RING)
    found = read(plain, 36)
    assert found is not None
    assert found.on is None
    ticked, brush = box(fill=RING)
    brush.line(points(36, *TICK), fill=0, width=3 * FINE)
    assert read(ticked, 36) == Sign(Control.CHECKBOX, True)


@pytest.mark.parametrize("letter", "A1234567890BDEFGHKNPRSTZ")
def test_letters_and_figures_in_boxes_are_no_signs(letter: str) -> None:
    picture, brush = box()
    font = ImageFont.load_default(20 * FINE)
    brush.text(points(36, (0.5, 0.5))[0], letter, RING, font, anchor="mm")
    found = read(picture, 36)
    assert found is not None
    assert found.on is None


def test_ink_across_a_border_is_never_a_sign() -> None:
    picture, brush = box()
    brush.line(points(36, (-0.15, 1.1), (1.15, 0.4)), fill=RING, width=3 * FINE)
    found = read(picture, 36)
    assert found is None or found.on is not True


def test_noise_is_no_sign() -> None:
    found = read(radio(), 36, noise=10)
    assert found is not None
    assert found.on is not True
