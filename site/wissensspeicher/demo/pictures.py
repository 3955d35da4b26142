"""Pictures drawn by the project itself, so that none is taken from elsewhere.

Every picture follows from its key, colours and motif alone: the same call gives the same bytes on every
machine with the same Pillow. What a motif looks like stands in ``motifs``.
"""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from .drawing import Canvas, rgb
from .motifs import MOTIFS

LOGO_HEIGHT = 240
LOGO_MARGIN = 24
LOGO_TEXT_SIZE = 44


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
    font = ImageFont.load_default(size=LOGO_TEXT_SIZE)
    measure = ImageDraw.Draw(Image.new("RGB", (1, 1)))
    left, top, right, bottom = measure.multiline_textbbox((0, 0), text, font=font, spacing=12)
    width = round(right - left) + 3 * LOGO_MARGIN + 6
    image = Image.new("RGB", (width, LOGO_HEIGHT), "#FFFFFF")
    pen = ImageDraw.Draw(image)
    pen.rectangle((LOGO_MARGIN, LOGO_MARGIN, LOGO_MARGIN + 5, LOGO_HEIGHT - LOGO_MARGIN), fill="#37424D")
    y = (LOGO_HEIGHT - (bottom - top)) / 2 - top
    pen.multiline_text((2 * LOGO_MARGIN + 6 - left, y), text, fill="#24211F", font=font, spacing=12)
    target = BytesIO()
    image.save(target, "PNG", optimize=True)
    return target.getvalue()
