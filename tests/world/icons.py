"""Makes ``icons.ttf``: signs in the private-use area, as icon fonts have them. Needs fonttools."""

from __future__ import annotations

import math
from pathlib import Path

FILE = Path(__file__).parent / "icons.ttf"
EM = 1000


def _circle(radius: int, inner: int = 0) -> list[list[tuple[int, int]]]:
    def ring(r: int, turn: int) -> list[tuple[int, int]]:
        return [
            (
                500 + round(r * math.cos(turn * a * math.tau / 24)),
                400 + round(r * math.sin(turn * a * math.tau / 24)),
            )
            for a in range(24)
        ]

    return [ring(radius, -1)] + ([ring(inner, 1)] if inner else [])


def _star(inner: bool) -> list[list[tuple[int, int]]]:
    def points(size: float, turn: int) -> list[tuple[int, int]]:
        out = []
        for n in range(10):
            r, a = size * (1 if n % 2 == 0 else 0.45), math.pi / 2 + turn * n * math.tau / 10
            out.append((500 + round(r * math.cos(a)), 400 + round(r * math.sin(a))))
        return out

    return [points(480, -1)] + ([points(340, 1)] if inner else [])


SHAPES = {
    0xE73E: [[(120, 380), (200, 460), (400, 260), (800, 660), (880, 580), (400, 100)]],
    0xE739: [[(50, -50), (50, 850), (950, 850), (950, -50)], [(110, 10), (890, 10), (890, 790), (110, 790)]],
    0xECCA: _circle(450, 390),
    0xECCC: _circle(250),
    0xE734: _star(True),
    0xE735: _star(False),
}


def make() -> bytes:
    """The font's bytes."""
    import io

    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    names = {code: f"uni{code:04X}" for code in SHAPES}
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    for code, contours in SHAPES.items():
        pen = TTGlyphPen(None)
        for contour in contours:
            pen.moveTo(contour[0])
            for point in contour[1:]:
                pen.lineTo(point)
            pen.closePath()
        glyphs[names[code]] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (EM, 0)))
    builder.setupHorizontalHeader(ascent=900, descent=-100)
    builder.setupNameTable({"familyName": "World Icons", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=900, usWinAscent=900, usWinDescent=100)
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


if __name__ == "__main__":
    FILE.write_bytes(make())
