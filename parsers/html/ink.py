"""How much of a small picture is drawn: the picture of a chosen control holds more than an empty one."""

from __future__ import annotations

import base64
import binascii
import io
import re
from functools import lru_cache
from urllib.parse import unquote_to_bytes

_DATA = re.compile(r"data:image/(?P<kind>png|gif|bmp|webp|jpeg)(?:;[\w=-]+)*?(?P<base64>;base64)?,", re.I)
MAX_BYTES = 65_536
MAX_SIDE = 256
"""Pixels: what is larger is no control."""
APART = 32
"""Of 255: a pixel that differs less from the ground is the ground."""


@lru_cache(maxsize=512)
def share(address: str) -> float | None:
    """The share of a picture that is drawn, from 0 to 1; None where it is not in the page, or no control."""
    found = _DATA.match(address)
    if not found or len(address) > 2 * MAX_BYTES:
        return None
    rest = address[found.end() :]
    try:
        data = base64.b64decode(rest) if found["base64"] else unquote_to_bytes(rest)
        return _drawn(data, found["kind"].upper())
    except (binascii.Error, OSError, ValueError, SyntaxError):  # the last is Pillow's for broken PNGs
        return None


def _drawn(data: bytes, kind: str) -> float | None:
    from PIL import Image  # only pages with such pictures pay for it

    with Image.open(io.BytesIO(data), formats=[kind]) as picture:
        if max(picture.size) > MAX_SIDE:
            return None
        pixels = picture.convert("RGBA")
    clear = pixels.getchannel("A").histogram()
    if clear[255] < _area(pixels.size):  # what is clear is the ground
        return sum(value * count for value, count in enumerate(clear)) / 255 / _area(pixels.size)
    ground = pixels.convert("L").point(_against(pixels.convert("L").getpixel((0, 0))))
    return ground.histogram()[255] / _area(pixels.size)


def _area(size: tuple[int, int]) -> int:
    return size[0] * size[1]


def _against(ground: object) -> list[int]:
    level = ground if isinstance(ground, int) else 255
    return [255 if abs(value - level) > APART else 0 for value in range(256)]
