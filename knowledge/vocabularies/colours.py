"""Contrast of colours, after WCAG 2.2 (relative luminance and contrast ratio, SC 1.4.3)."""

import re

from django.core.exceptions import ValidationError

HEX = re.compile(r"#[0-9a-fA-F]{6}")
WHITE = "#FFFFFF"
PAPER = "#FBF8F3"
#: The least contrast of text against its ground, for WCAG level AA.
MINIMUM_CONTRAST = 4.5


def luminance(colour: str) -> float:
    """Return the relative luminance (0 … 1) of a colour like ``#1F5A9C``."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio (1 … 21) of two colours."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def validate_colour(value: str) -> None:
    """Raise ``ValidationError`` unless the value is a colour like ``#1F5A9C``."""
    if not HEX.fullmatch(value):
        raise ValidationError(
            "„%(value)s“ ist keine Farbe. Bitte schreiben Sie # und sechs Ziffern oder Buchstaben "
            "von a bis f, zum Beispiel #1F5A9C.",
            params={"value": value},
        )


def validate_text_colour(value: str) -> None:
    """Raise ``ValidationError`` for a colour too weak for words on the site's grounds; name the figure."""
    validate_colour(value)
    ratio = min(contrast(value, WHITE), contrast(value, PAPER))
    if ratio < MINIMUM_CONTRAST:
        raise ValidationError(
            "Die Farbe %(value)s ist als Schrift zu schwach: Ihr Kontrast auf hellem Grund ist "
            "%(ratio)s zu 1, nötig sind mindestens 4,5 zu 1. Bitte wählen Sie eine dunklere Farbe.",
            params={"value": value, "ratio": f"{ratio:.1f}".replace(".", ",")},
        )
