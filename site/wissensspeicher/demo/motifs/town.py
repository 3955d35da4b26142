"""Where people are: houses, tables, shelves, pipes."""

import math

from ..drawing import COPPER, EMBER, GOLD, HEIGHT, NIGHT, PAPER, SAND, SLATE, WIDTH, Canvas, Colour, mix
from .ground import ground, pale_sky


def village(canvas: Canvas) -> None:
    """A row of houses and a church between hills."""
    main, second = canvas.main, canvas.second
    pale_sky(canvas)
    canvas.disc(canvas.chance(140, 300), 190, 64, mix(GOLD, PAPER, 0.2))
    canvas.layer(canvas.wave(400, 40), mix(second, PAPER, 0.5))
    canvas.layer(canvas.wave(460, 30), mix(main, PAPER, 0.4))
    tower = int(canvas.chance(2, 6))
    x = 90.0
    for number in range(8):
        width, height = canvas.chance(100, 138), canvas.chance(84, 132)
        if number == tower:
            _church(canvas, x + 50, 590)
        else:
            _house(canvas, x, 590, width, height)
        x += width + canvas.chance(0, 14)
    ground(canvas, 588)


def _house(canvas: Canvas, x: float, base: float, width: float, height: float) -> None:
    wall = canvas.pick([PAPER, SAND, mix(canvas.main, PAPER, 0.75), mix(canvas.second, PAPER, 0.6)])
    roof = canvas.pick([COPPER, mix(canvas.main, NIGHT, 0.2), SLATE, mix(EMBER, COPPER, 0.5)])
    canvas.box(x, base - height, width, height + 20, wall)
    peak = canvas.chance(46, 72)
    canvas.polygon(
        [(x - 10, base - height), (x + width / 2, base - height - peak), (x + width + 10, base - height)],
        roof,
    )
    for column in range(2):
        lit = canvas.pick([GOLD, mix(SLATE, PAPER, 0.3), mix(SLATE, PAPER, 0.3)])
        canvas.box(
            x + width * (0.18 + 0.4 * column), base - height * 0.72, width * 0.22, height * 0.3, lit, 2
        )


def _church(canvas: Canvas, x: float, base: float) -> None:
    canvas.box(x - 40, base - 240, 80, 260, SAND)
    canvas.box(x, base - 240, 40, 260, mix(SAND, SLATE, 0.12))
    canvas.polygon(
        [(x - 48, base - 238), (x, base - 400), (x + 48, base - 238)], mix(canvas.main, SLATE, 0.3)
    )
    canvas.disc(x, base - 200, 15, SLATE)
    canvas.line([(x, base - 400), (x, base - 436)], 4, SLATE)
    canvas.line([(x - 12, base - 424), (x + 12, base - 424)], 4, SLATE)


def quarter(canvas: Canvas) -> None:
    """Houses of a town quarter in the evening, with lit windows."""
    main, second, third = canvas.main, canvas.second, canvas.third
    canvas.sky(mix(main, NIGHT, 0.35), mix(EMBER, PAPER, 0.35))
    canvas.disc(canvas.chance(820, 1020), 170, 58, mix(PAPER, GOLD, 0.4))
    for back in (True, False):
        x = -30.0
        while x < WIDTH:
            width = canvas.chance(130, 210)
            top = canvas.chance(250, 380) if back else canvas.chance(370, 500)
            colour = canvas.pick([main, third, SLATE, second])
            colour = mix(colour, PAPER, 0.4) if back else mix(colour, NIGHT, 0.18)
            canvas.box(x, top, width, HEIGHT, colour)
            if canvas.chance() > 0.4:
                canvas.polygon(
                    [(x, top), (x + width / 2, top - 60), (x + width, top)], mix(colour, NIGHT, 0.2)
                )
            columns = int(width // 48)
            for column in range(columns):
                for row in range(4):
                    lit = canvas.chance() > (0.75 if back else 0.45)
                    pane = mix(GOLD, PAPER, 0.2) if lit else mix(colour, PAPER, 0.2)
                    canvas.box(
                        x + (width - columns * 46) / 2 + 46 * column + 8, top + 28 + 64 * row, 28, 40, pane, 3
                    )
            x += width + (6 if back else canvas.chance(4, 44))
    ground(canvas, 690)


def circle(canvas: Canvas) -> None:
    """People around a table, seen from above."""
    main, second, third = canvas.main, canvas.second, canvas.third
    canvas.sky(mix(PAPER, second, 0.18), mix(PAPER, main, 0.2))
    x, y = canvas.chance(520, 680), canvas.chance(385, 415)
    for number in range(9, 0, -1):
        canvas.ring(x, y, 250 + 66 * number, 2.5, mix(mix(PAPER, main, 0.2), main, 0.05 * (10 - number)))
    canvas.disc(x, y, 196, mix(main, PAPER, 0.1))
    canvas.disc(x, y, 180, mix(main, SAND, 0.35))
    for number in range(5):
        canvas.ring(x, y, 40 + 28 * number, 2, mix(main, SAND, 0.55))
    turn = canvas.chance(0, math.tau)
    people = int(canvas.chance(9, 13))
    for number in range(people):
        angle = turn + math.tau * number / people
        colour = canvas.pick([main, second, third, COPPER, SLATE, EMBER])
        px, py = x + math.cos(angle) * 262, y + math.sin(angle) * 262
        canvas.disc(px, py, 50, colour)
        canvas.disc(px - math.cos(angle) * 12, py - math.sin(angle) * 12, 25, mix(colour, PAPER, 0.72))
        sx, sy = x + math.cos(angle) * 132, y + math.sin(angle) * 132
        canvas.disc(sx, sy, 19, mix(PAPER, colour, 0.12))


def network(canvas: Canvas) -> None:
    """People and places, joined by lines, above the layers of the ground."""
    main, second, third = canvas.main, canvas.second, canvas.third
    canvas.sky(mix(main, NIGHT, 0.45), mix(main, PAPER, 0.15))
    canvas.strata(600, [mix(second, SLATE, 0.2), mix(main, NIGHT, 0.5), mix(SLATE, NIGHT, 0.5)], 14)
    nodes: list[tuple[float, float, float]] = []
    for column in range(5):
        for row in range(3):
            x = 150 + 225 * column + canvas.chance(-70, 70)
            y = 120 + 195 * row + canvas.chance(-55, 55)
            nodes.append((x, y, canvas.chance(14, 44)))
    for number, (x, y, _) in enumerate(nodes):
        near = sorted(nodes[:number] + nodes[number + 1 :], key=lambda n: math.hypot(n[0] - x, n[1] - y))
        for other in near[:3]:
            canvas.line([(x, y), (other[0], other[1])], 3, mix(main, PAPER, 0.55))
    for x, y, radius in nodes:
        colour = canvas.pick([EMBER, GOLD, PAPER, mix(third, PAPER, 0.35), mix(second, PAPER, 0.25)])
        canvas.disc(x, y, radius + 7, mix(main, NIGHT, 0.3))
        canvas.disc(x, y, radius, colour)


def organ(canvas: Canvas) -> None:
    """The pipes of an organ."""
    main, second = canvas.main, canvas.second
    canvas.sky(mix(main, NIGHT, 0.55), mix(main, NIGHT, 0.15))
    pipes = 21
    for number in range(pipes):
        x = 66 + number * 51.5
        distance = abs(number - pipes // 2)
        top = 130 + 26 * (distance if distance < 6 else 11 - distance) + canvas.chance(0, 10)
        colour = mix(mix(GOLD, EMBER, 0.35), mix(second, PAPER, 0.35), canvas.chance(0, 0.6))
        canvas.box(x, top, 40, 560 - top, colour, 4)
        canvas.box(x + 24, top + 4, 10, 552 - top, mix(colour, NIGHT, 0.22), 4)
        canvas.box(x + 6, top + 4, 5, 552 - top, mix(colour, PAPER, 0.45), 2)
        canvas.polygon([(x, 560), (x + 40, 560), (x + 20, 660)], mix(colour, COPPER, 0.35))
        canvas.polygon([(x + 8, 520), (x + 32, 520), (x + 20, 478)], mix(NIGHT, main, 0.3))
    canvas.box(0, 630, WIDTH, 34, mix(COPPER, NIGHT, 0.35))
    ground(canvas, 664)


def books(canvas: Canvas) -> None:
    """Shelves of books, some of them leaning."""
    main, second, third = canvas.main, canvas.second, canvas.third
    canvas.sky(mix(PAPER, main, 0.2), mix(PAPER, second, 0.25))
    palette: list[Colour] = [
        main,
        second,
        third,
        COPPER,
        SLATE,
        mix(main, PAPER, 0.45),
        EMBER,
        mix(main, NIGHT, 0.35),
        SAND,
        mix(third, PAPER, 0.35),
    ]
    for shelf in (390, 735):
        x = canvas.chance(30, 90)
        while x < 1120:
            width, height = canvas.chance(30, 72), canvas.chance(190, 290)
            colour = canvas.pick(palette)
            lean = canvas.chance(20, 46) if canvas.chance() > 0.9 else 0
            corners = [
                (x, shelf),
                (x + width, shelf),
                (x + width + lean, shelf - height),
                (x + lean, shelf - height),
            ]
            canvas.polygon(corners, colour)
            for share in (0.14, 0.2, 0.82):
                shift = lean * share
                canvas.line(
                    [
                        (x + shift + 2, shelf - height * share),
                        (x + width + shift - 2, shelf - height * share),
                    ],
                    4,
                    mix(colour, GOLD if colour != SAND else COPPER, 0.6),
                )
            x += width + lean + (canvas.chance(24, 70) if canvas.chance() > 0.94 else 4)
        canvas.box(0, shelf, WIDTH, 24, mix(COPPER, NIGHT, 0.3))
        canvas.box(0, shelf + 24, WIDTH, 8, mix(PAPER, SLATE, 0.3))


def jars(canvas: Canvas) -> None:
    """Jars on a shelf, filled in layers."""
    main, second, third = canvas.main, canvas.second, canvas.third
    canvas.sky(mix(PAPER, main, 0.12), mix(PAPER, second, 0.28))
    fillings = [main, second, third, EMBER, GOLD, COPPER, SAND, mix(main, PAPER, 0.4), mix(third, PAPER, 0.4)]
    for number in range(5):
        width, height = canvas.chance(150, 190), canvas.chance(300, 470)
        x, base = 130 + 235 * number - width / 2, 668.0
        canvas.box(x - 5, base - height - 5, width + 10, height + 10, mix(SLATE, PAPER, 0.45), 30)
        canvas.box(x, base - height, width, height, mix(PAPER, main, 0.06), 26)
        level = base - 8
        while level > base - height * 0.82:
            depth = canvas.chance(34, 84)
            canvas.box(
                x + 8,
                max(level - depth, base - height * 0.86),
                width - 16,
                min(depth, level - base + height * 0.86),
                canvas.pick(fillings),
                10,
            )
            level -= depth + 3
        canvas.box(x + 18, base - height + 34, 12, height - 80, mix(PAPER, SAND, 0.2), 6)
        canvas.box(
            x + 14,
            base - height - 46,
            width - 28,
            46,
            canvas.pick([COPPER, SLATE, mix(main, NIGHT, 0.2)]),
            10,
        )
    canvas.box(0, 672, WIDTH, 26, mix(COPPER, NIGHT, 0.25))
    ground(canvas, 698)
