"""A small canvas for paper-cut pictures: flat shapes, wavy layers, chance that comes from a key."""

import hashlib
import math
from collections.abc import Iterable, Sequence
from io import BytesIO

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Point = tuple[float, float]

WIDTH, HEIGHT = 1200, 800
#: Drawn this much larger, then made smaller: Pillow's shapes have hard edges.
OVERSAMPLING = 2

PAPER: Colour = (251, 248, 243)
SAND: Colour = (236, 219, 193)
COPPER: Colour = (156, 74, 26)
EMBER: Colour = (222, 142, 84)
GOLD: Colour = (232, 184, 92)
PATINA: Colour = (31, 107, 94)
SLATE: Colour = (55, 66, 77)
NIGHT: Colour = (36, 33, 31)


def rgb(colour: str) -> Colour:
    """Return red, green, blue (0 … 255) of ``#RRGGBB``."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return the first colour with this share (0 … 1) of the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


class Canvas:
    """1200 × 800 units, origin at the top left; ``chance`` gives the same numbers for the same key."""

    def __init__(self, key: str, colours: Sequence[Colour]) -> None:
        """Begin with paper; ``colours`` are one to three."""
        self.key = key
        self.count = 0
        self.main = colours[0]
        self.second = colours[1] if len(colours) > 1 else EMBER
        self.third = colours[2] if len(colours) > 2 else PATINA
        size = (WIDTH * OVERSAMPLING, HEIGHT * OVERSAMPLING)
        self.image = Image.new("RGB", size, PAPER)
        self.pen = ImageDraw.Draw(self.image)

    def chance(self, low: float = 0.0, high: float = 1.0) -> float:
        """Return the key's next number between ``low`` and ``high``."""
        self.count += 1
        digest = hashlib.sha256(f"{self.key}/{self.count}".encode()).digest()
        return low + (high - low) * int.from_bytes(digest[:4], "big") / 0xFFFFFFFF

    def pick(self, options: Sequence[Colour]) -> Colour:
        """Return one of the colours."""
        return options[min(int(self.chance(0, len(options))), len(options) - 1)]

    def polygon(self, points: Iterable[Point], colour: Colour) -> None:
        """Fill a polygon."""
        self.pen.polygon([(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points], fill=colour)

    def box(self, x: float, y: float, width: float, height: float, colour: Colour, radius: float = 0) -> None:
        """Fill a rectangle given by its top left corner."""
        corners = [value * OVERSAMPLING for value in (x, y, x + width, y + height)]
        self.pen.rounded_rectangle(corners, radius * OVERSAMPLING, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """Fill a circle given by its centre."""
        box = [value * OVERSAMPLING for value in (x - radius, y - radius, x + radius, y + radius)]
        self.pen.ellipse(box, fill=colour)

    def ring(self, x: float, y: float, radius: float, width: float, colour: Colour) -> None:
        """Draw a circle's line."""
        box = [value * OVERSAMPLING for value in (x - radius, y - radius, x + radius, y + radius)]
        self.pen.ellipse(box, outline=colour, width=round(width * OVERSAMPLING))

    def line(self, points: Iterable[Point], width: float, colour: Colour) -> None:
        """Draw a line with soft joints."""
        scaled = [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points]
        self.pen.line(scaled, fill=colour, width=max(1, round(width * OVERSAMPLING)), joint="curve")

    def sky(self, top: Colour, bottom: Colour) -> None:
        """Fill the ground with a soft change of colour, from top to bottom."""
        height = HEIGHT * OVERSAMPLING
        for y in range(0, height, 8):
            self.pen.rectangle((0, y, WIDTH * OVERSAMPLING, y + 8), fill=mix(top, bottom, y / height))

    def wave(self, y: float, amplitude: float) -> list[Point]:
        """Return a gentle line from the left edge to the right one, around the height ``y``."""
        long, short = self.chance(0, math.tau), self.chance(0, math.tau)
        length, ripple = self.chance(0.7, 1.3), self.chance(1.8, 2.8)
        return [
            (
                x,
                y
                + amplitude * math.sin(long + length * math.tau * x / WIDTH)
                + 0.35 * amplitude * math.sin(short + ripple * math.tau * x / WIDTH),
            )
            for x in range(-20, WIDTH + 21, 10)
        ]

    def layer(self, line: Sequence[Point], colour: Colour, veins: int = 0) -> None:
        """Fill everything below a line, with a bright edge and some thin veins that follow it."""
        self.polygon([*line, (WIDTH + 20, HEIGHT + 20), (-20, HEIGHT + 20)], colour)
        self.line(line, 3, mix(colour, PAPER, 0.35))
        for number in range(1, veins + 1):
            shift = 12 * number + self.chance(0, 5)
            self.line([(x, y + shift) for x, y in line], 1.5, mix(colour, PAPER, 0.2))

    def strata(self, top: float, colours: Sequence[Colour], amplitude: float = 16) -> None:
        """Lay layers of these colours one below the other, from ``top`` to the lower edge."""
        step = (HEIGHT - top) / len(colours)
        for number, colour in enumerate(colours):
            y = top + step * number + self.chance(-0.12, 0.12) * step
            self.layer(self.wave(y, amplitude), colour, veins=int(self.chance(0, 3)))

    def png(self) -> bytes:
        """Return the picture as PNG, made smaller so that its edges are soft."""
        target = BytesIO()
        self.image.reduce(OVERSAMPLING).save(target, "PNG")
        return target.getvalue()
