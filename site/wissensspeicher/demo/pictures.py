"""Pictures drawn by the project itself, so that none is taken from elsewhere.

Every picture follows from its key, colours and motif alone: the same call gives the same picture on every
machine. What a motif looks like stands in ``motifs``; which picture has which, in ``content/pictures.toml``.
"""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from .drawing import Canvas, rgb
from .motifs import MOTIFS

LOGO_HEIGHT = 240
LOGO_MARGIN = 24
LOGO_SIZE = 44
LOGO_LEADING = 62
#: Pillow's own font has no umlauts: the letter is written without, and the dots are set above it.
PLAIN_LETTERS = str.maketrans("äöüÄÖÜ", "aouAOU")


def draw(key: str, colours: list[str], motif: str) -> bytes:
    """Return a PNG of 1200 × 800 pixels.

    ``key`` decides on every free choice (heights, phases, positions), ``colours`` are one to three values
    like ``#1F5A9C``, ``motif`` is a name out of ``MOTIFS``. Raises ``KeyError`` for an unknown motif.
    """
    compose = MOTIFS[motif]
    canvas = Canvas(key, [rgb(colour) for colour in colours])
    compose(canvas)
    return canvas.png()


def draw_logo(text: str) -> bytes:
    """Return a neutral word mark: the words in slate on white, beside a thin rule, as PNG.

    It stands in until the office uploads the real logo, so it imitates none. Lines are split at ``\\n``;
    the height is 240 pixels, the width follows the words.
    """
    font = ImageFont.load_default(size=LOGO_SIZE)
    lines = text.split("\n")
    start = 2 * LOGO_MARGIN + 6
    width = start + LOGO_MARGIN + round(max(font.getlength(line.translate(PLAIN_LETTERS)) for line in lines))
    image = Image.new("RGB", (width, LOGO_HEIGHT), "#FFFFFF")
    pen = ImageDraw.Draw(image)
    pen.rectangle((LOGO_MARGIN, LOGO_MARGIN, LOGO_MARGIN + 5, LOGO_HEIGHT - LOGO_MARGIN), fill="#37424D")
    baseline = (LOGO_HEIGHT - LOGO_LEADING * (len(lines) - 1)) / 2 + LOGO_SIZE * 0.36
    for number, line in enumerate(lines):
        _write(pen, start, baseline + LOGO_LEADING * number, line)
    target = BytesIO()
    image.save(target, "PNG", optimize=True)
    return target.getvalue()


def _write(pen: ImageDraw.ImageDraw, x: float, baseline: float, line: str) -> None:
    font = ImageFont.load_default(size=LOGO_SIZE)
    plain = line.translate(PLAIN_LETTERS)
    pen.text((x, baseline), plain, fill="#24211F", font=font, anchor="ls")
    for position, letter in enumerate(line):
        if letter == plain[position]:
            continue
        middle = x + font.getlength(plain[:position]) + font.getlength(plain[position]) / 2
        top = baseline + font.getbbox(plain[position], anchor="ls")[1] - 0.16 * LOGO_SIZE
        for side in (-0.11, 0.11):
            centre = middle + side * LOGO_SIZE
            pen.ellipse((centre - 2.6, top - 2.6, centre + 2.6, top + 2.6), fill="#24211F")
