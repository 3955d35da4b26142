"""The country: layers, heaps, water, fields, ways."""

import math

from ..drawing import COPPER, EMBER, GOLD, HEIGHT, NIGHT, PAPER, SAND, SLATE, WIDTH, Canvas, mix
from .ground import ground, pale_sky


def strata(canvas: Canvas) -> None:
    """A cross-section through the region: the sun above, copper in thin layers below."""
    main, second, third = canvas.main, canvas.second, canvas.third
    pale_sky(canvas)
    canvas.disc(canvas.chance(260, 940), 250, canvas.chance(80, 120), mix(GOLD, EMBER, 0.35))
    canvas.strata(
        250,
        [
            mix(main, PAPER, 0.55),
            mix(second, PAPER, 0.3),
            mix(third, PAPER, 0.15),
            main,
            COPPER,
            mix(main, NIGHT, 0.35),
            mix(SLATE, NIGHT, 0.4),
        ],
        26,
    )
    for _ in range(36):
        x, y = canvas.chance(40, 1160), canvas.chance(520, 770)
        canvas.disc(x, y, canvas.chance(2, 5), mix(GOLD, EMBER, canvas.chance()))


def heap(canvas: Canvas) -> None:
    """Spoil heaps like pyramids behind hills."""
    main, second = canvas.main, canvas.second
    canvas.sky(mix(PAPER, second, 0.35), mix(PAPER, GOLD, 0.35))
    canvas.disc(canvas.chance(700, 1000), canvas.chance(190, 250), 70, mix(GOLD, PAPER, 0.25))
    for x, width, height, colour in (
        (canvas.chance(130, 330), 620, 300, mix(main, PAPER, 0.55)),
        (canvas.chance(800, 980), 560, 250, mix(main, PAPER, 0.4)),
        (canvas.chance(480, 680), 680, 400, mix(main, SLATE, 0.15)),
    ):
        flat = canvas.chance(16, 40)
        base = 600
        left, right = x - width / 2, x + width / 2
        crest = [(x - flat, base - height), (x + flat, base - height)]
        canvas.polygon([(left, base), *crest, (right, base)], colour)
        canvas.polygon(
            [(x + flat * 0.2, base - height), crest[1], (right, base), (x + width * 0.12, base)],
            mix(colour, NIGHT, 0.14),
        )
        for number in range(1, 6):
            share = number / 6
            y = base - height + share * height
            half = flat + (width / 2 - flat) * share
            canvas.line([(x - half, y), (x + half, y + 4)], 1.5, mix(colour, PAPER, 0.3))
    ground(canvas, 570)


def river(canvas: Canvas) -> None:
    """A boat on wide water."""
    main, second = canvas.main, canvas.second
    canvas.sky(mix(PAPER, second, 0.22), mix(PAPER, main, 0.25))
    sun = canvas.chance(780, 1000)
    canvas.disc(sun, 230, 84, mix(GOLD, EMBER, 0.3))
    canvas.layer(canvas.wave(340, 22), mix(canvas.third, PAPER, 0.4))
    canvas.layer(canvas.wave(390, 14), mix(canvas.third, SLATE, 0.2))
    for number in range(5):
        colour = mix(mix(main, PAPER, 0.45), mix(main, NIGHT, 0.4), number / 4)
        canvas.layer(canvas.wave(440 + 74 * number, 9 + 2 * number), colour, veins=2)
        if number == 1:
            _boat(canvas, canvas.chance(330, 560), 530)
        canvas.line(
            [(sun - 60 + 9 * number, 470 + 66 * number), (sun + 50, 470 + 66 * number)],
            4,
            mix(GOLD, PAPER, 0.2),
        )


def _boat(canvas: Canvas, x: float, y: float) -> None:
    canvas.polygon([(x - 210, y - 40), (x + 230, y - 46), (x + 180, y + 26), (x - 170, y + 26)], COPPER)
    canvas.line([(x - 205, y - 24), (x + 222, y - 29)], 5, PAPER)
    canvas.box(x - 140, y - 118, 270, 80, PAPER, 8)
    canvas.box(x - 154, y - 130, 298, 16, SLATE, 6)
    for number in range(5):
        canvas.box(x - 122 + 50 * number, y - 98, 34, 34, mix(canvas.main, PAPER, 0.35), 4)
    canvas.line([(x + 170, y - 46), (x + 170, y - 190)], 5, SLATE)
    canvas.polygon([(x + 172, y - 190), (x + 240, y - 172), (x + 172, y - 152)], EMBER)


def field(canvas: Canvas) -> None:
    """Rows of a field that run to the horizon."""
    main, second = canvas.main, canvas.second
    canvas.sky(mix(PAPER, main, 0.14), mix(PAPER, GOLD, 0.4))
    canvas.disc(canvas.chance(420, 800), 290, 96, mix(GOLD, EMBER, 0.35))
    canvas.layer(canvas.wave(330, 16), mix(canvas.third, PAPER, 0.35))
    for number in range(12):
        canvas.disc(
            40 + 105 * number + canvas.chance(-20, 20),
            352,
            canvas.chance(20, 38),
            mix(canvas.third, NIGHT, canvas.chance(0, 0.25)),
        )
    canvas.layer([(x, 364.0) for x in range(-20, WIDTH + 21, 20)], mix(main, SAND, 0.3))
    vanish = canvas.chance(500, 700)
    colours = [main, mix(main, SAND, 0.35), mix(second, main, 0.4), mix(main, NIGHT, 0.25)]
    rows = 17
    for number in range(rows):
        left = -900 + number * 3000 / rows
        right = left + 3000 / rows
        far_left, far_right = vanish + (left - 600) * 0.16, vanish + (right - 600) * 0.16
        canvas.polygon(
            [(far_left, 366), (far_right, 366), (right, HEIGHT), (left, HEIGHT)],
            colours[number % len(colours)],
        )
        for step in range(9):
            depth = (step / 9) ** 1.7
            middle = (far_left + far_right) / 2 * (1 - depth) + (left + right) / 2 * depth
            canvas.disc(middle, 376 + 440 * depth, 2 + 15 * depth, mix(canvas.third, PAPER, 0.25))


def orchard(canvas: Canvas) -> None:
    """Trees full of fruit on a slope."""
    main = canvas.main
    pale_sky(canvas)
    canvas.layer(canvas.wave(420, 44), mix(main, PAPER, 0.5), veins=2)
    canvas.layer(canvas.wave(510, 30), mix(main, SAND, 0.25), veins=2)
    for x, base, size in (
        (190, 560, 0.8),
        (460, 540, 0.7),
        (1040, 545, 0.75),
        (320, 680, 1.15),
        (790, 665, 1.25),
    ):
        _tree(canvas, x + canvas.chance(-40, 40), base, size)
    canvas.layer(canvas.wave(690, 14), mix(main, NIGHT, 0.35), veins=2)


def _tree(canvas: Canvas, x: float, base: float, size: float) -> None:
    canvas.polygon(
        [
            (x - 13 * size, base),
            (x - 7 * size, base - 160 * size),
            (x + 7 * size, base - 160 * size),
            (x + 13 * size, base),
        ],
        mix(COPPER, NIGHT, 0.4),
    )
    crown = mix(canvas.third, canvas.main, canvas.chance(0.1, 0.5))
    for dx, dy, radius in ((-58, -170, 62), (58, -176, 64), (0, -232, 78), (0, -160, 60)):
        canvas.disc(x + dx * size, base + dy * size, radius * size, mix(crown, PAPER, canvas.chance(0, 0.14)))
    for _ in range(9):
        angle, distance = canvas.chance(0, math.tau), canvas.chance(10, 92)
        canvas.disc(
            x + math.cos(angle) * distance * size,
            base - 190 * size + math.sin(angle) * distance * size * 0.8,
            9 * size,
            mix(EMBER, canvas.second, 0.3),
        )


def mine(canvas: Canvas) -> None:
    """A winding tower before the sun: energy old and new."""
    main, second = canvas.main, canvas.second
    canvas.sky(mix(PAPER, second, 0.3), mix(PAPER, GOLD, 0.45))
    x = canvas.chance(420, 780)
    for number in range(28):
        angle = math.pi + math.pi * (number + 0.5) / 28
        spread = 0.028
        canvas.polygon(
            [
                (x, 470),
                (x + 900 * math.cos(angle - spread), 470 + 900 * math.sin(angle - spread)),
                (x + 900 * math.cos(angle + spread), 470 + 900 * math.sin(angle + spread)),
            ],
            mix(mix(PAPER, GOLD, 0.4), GOLD, 0.35),
        )
    canvas.disc(x, 440, 190, mix(GOLD, EMBER, 0.25))
    canvas.disc(x, 440, 150, mix(GOLD, EMBER, 0.5))
    steel = mix(SLATE, NIGHT, 0.4)
    for foot in (-120, 120):
        canvas.line([(x + foot, 620), (x + foot * 0.3, 250)], 14, steel)
    canvas.line([(x + 40, 260), (x + 300, 620)], 14, steel)
    for y, half in ((330, 50), (420, 78), (510, 100)):
        canvas.line([(x - half, y), (x + half, y)], 8, steel)
        canvas.line([(x - half, y), (x + half + 18, y + 88)], 5, steel)
    for wheel in (-30, 44):
        canvas.ring(x + wheel, 232, 54, 9, steel)
        for spoke in range(6):
            angle = math.tau * spoke / 6
            canvas.line(
                [(x + wheel, 232), (x + wheel + 50 * math.cos(angle), 232 + 50 * math.sin(angle))], 3.5, steel
            )
    canvas.strata(590, [mix(main, SAND, 0.2), COPPER, mix(main, NIGHT, 0.3), mix(SLATE, NIGHT, 0.5)], 12)


def road(canvas: Canvas) -> None:
    """A small bus on a winding road."""
    main, second, third = canvas.main, canvas.second, canvas.third
    pale_sky(canvas)
    canvas.disc(canvas.chance(860, 1040), 180, 66, mix(GOLD, PAPER, 0.2))
    for height, colour in (
        (330, mix(second, PAPER, 0.5)),
        (420, mix(third, PAPER, 0.4)),
        (500, mix(main, PAPER, 0.25)),
    ):
        canvas.layer(canvas.wave(height, 34), colour, veins=2)
    line = canvas.wave(610, 26)
    canvas.layer(line, mix(main, NIGHT, 0.2))
    canvas.line([(x, y + 56) for x, y in line], 92, SLATE)
    for start in range(0, len(line) - 5, 8):
        canvas.line([(x, y + 58) for x, y in line[start : start + 4]], 5, PAPER)
    x, y = line[len(line) // 2 + int(canvas.chance(-28, 12))]
    y += 34
    canvas.box(x - 130, y - 134, 270, 122, EMBER, 22)
    canvas.box(x - 130, y - 60, 270, 18, PAPER)
    for number in range(4):
        canvas.box(x - 110 + 62 * number, y - 118, 48, 44, mix(PAPER, main, 0.25), 8)
    for wheel in (-70, 82):
        canvas.disc(x + wheel, y - 8, 29, NIGHT)
        canvas.disc(x + wheel, y - 8, 13, SAND)
    canvas.layer(canvas.wave(748, 10), mix(main, NIGHT, 0.5))
