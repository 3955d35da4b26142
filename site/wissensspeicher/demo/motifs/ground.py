"""What many pictures stand on."""

from ..drawing import NIGHT, PAPER, SAND, SLATE, Canvas, mix


def ground(canvas: Canvas, top: float) -> None:
    """Three layers of earth in the picture's colours."""
    main, second = canvas.main, canvas.second
    canvas.strata(top, [mix(main, SAND, 0.25), mix(second, SLATE, 0.25), mix(main, NIGHT, 0.45)], 12)


def pale_sky(canvas: Canvas) -> None:
    """A bright sky in a breath of the picture's colours."""
    canvas.sky(mix(PAPER, canvas.main, 0.16), mix(PAPER, canvas.second, 0.3))
