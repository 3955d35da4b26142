#!/usr/bin/env python3
"""Draw the picture that others show beside a link to a page without one: layers, as on the covers.

    PYTHONPATH=. python scripts/share_image.py

1200 by 630, without words: what the link is about stands beside it.
"""

import re
import sys
from pathlib import Path

from PIL import Image, ImageDraw

from knowledge.covers import HEIGHT, WIDTH, draw_cover

TARGET = Path(__file__).resolve().parents[1] / "knowledge" / "static" / "knowledge" / "share.png"
SIZE = (1200, 630)
#: Copper and patina between paper and slate.
PAPER = "#FBF8F3"
COLOURS = ("#9C4A1A", "#1F6B5E", "#37424D")
#: Drawn this much larger, then made smaller: Pillow's edges are hard.
LARGER = 3


def drawn() -> Image.Image:
    """Return the picture."""
    cover = draw_cover("wissensspeicher", COLOURS)
    picture = Image.new("RGB", (SIZE[0] * LARGER, SIZE[1] * LARGER), PAPER)
    for layer in cover.layers:
        line = _points(layer.edge)
        bottom = [(picture.width, picture.height), (0, picture.height)]
        shade = Image.new("RGB", picture.size, layer.shade)
        body = Image.blend(Image.new("RGB", picture.size, layer.colour), shade, float(layer.opacity))
        mask = Image.new("L", picture.size)
        ImageDraw.Draw(mask).polygon([*line, *bottom], fill=255)
        picture.paste(body, mask=mask)
        ImageDraw.Draw(picture).line(line, fill=PAPER, width=3 * LARGER, joint="curve")
    return picture.reduce(LARGER)


def _points(edge: str) -> list[tuple[float, float]]:
    """Follow a line of cubic curves, each given from its own beginning."""
    across, down = SIZE[0] * LARGER / WIDTH, SIZE[1] * LARGER / HEIGHT
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", edge)]
    x, y = numbers[:2]
    points = [(x * across, y * down)]
    for start in range(2, len(numbers), 6):
        curve = numbers[start : start + 6]
        for step in range(1, 41):
            t = step / 40
            parts = (3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
            dx = sum(part * value for part, value in zip(parts, curve[::2], strict=True))
            dy = sum(part * value for part, value in zip(parts, curve[1::2], strict=True))
            points.append(((x + dx) * across, (y + dy) * down))
        x, y = x + curve[4], y + curve[5]
    return points


if __name__ == "__main__":
    drawn().quantize(128).save(TARGET, optimize=True)
    sys.stdout.write(f"{TARGET.name}: {TARGET.stat().st_size} bytes\n")
