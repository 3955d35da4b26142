"""Covers of entries without a picture: thin layers of slate, computed from a key.

The same key gives the same cover for ever, so nobody wonders why an entry looks different today. Colours
travel as SVG attributes, never as inline style: public pages forbid that.
"""

import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 480, 320
#: The colour of what has no theme field: slate.
NEUTRAL = "#37424D"
#: How much a layer is lightened or darkened against its colour.
SHADES = (
    ("#FFFFFF", "0.14"),
    ("#000000", "0.16"),
    ("#FFFFFF", "0.06"),
    ("#000000", "0.28"),
    ("#FFFFFF", "0.2"),
)


@dataclass(frozen=True)
class Layer:
    """One stratum: the outline of its body and of its upper edge, its colour and its shade."""

    body: str
    edge: str
    colour: str
    shade: str
    opacity: str


@dataclass(frozen=True)
class Cover:
    """Ground colour, layers from top to bottom, and the name of an icon ("" for none)."""

    ground: str
    layers: tuple[Layer, ...]
    icon: str


def draw_cover(key: str, colours: Sequence[str], icon: str = "") -> Cover:
    """Return the cover for a key in the given colours (``#RRGGBB``; none gives slate)."""
    numbers = hashlib.sha256(key.encode()).digest()
    palette = [colour for colour in colours if colour] or [NEUTRAL]
    count = 3 + numbers[0] % 3
    top = HEIGHT * 0.36 + numbers[1] % 40
    step = (HEIGHT - top) / count
    layers = []
    for index in range(count):
        shade, opacity = SHADES[(index + numbers[2]) % len(SHADES)]
        edge = _wave(top + index * step, numbers[4 + 5 * index : 9 + 5 * index], step)
        layers.append(
            Layer(
                body=f"{edge}V{HEIGHT}H0z",
                edge=edge,
                colour=palette[(index + 1) % len(palette)],
                shade=shade,
                opacity=opacity,
            )
        )
    return Cover(ground=palette[0], layers=tuple(layers), icon=icon)


def _wave(y: float, numbers: bytes, step: float) -> str:
    """A line from left to right through five points near ``y``, level at each of them."""
    swing = min(step * 0.9, 34)
    heights = [round(y + (number / 255 - 0.5) * swing) for number in numbers]
    stride = WIDTH // (len(heights) - 1)
    path = f"M0 {heights[0]}"
    for before, after in itertools.pairwise(heights):
        path += f"c{stride // 2} 0 {stride // 2} {after - before} {stride} {after - before}"
    return path
