"""What a file is, by its first bytes: all that is read of it in the process of the website.

A file is believed what it says of itself; the child process that decodes it later believes nothing.
"""

from __future__ import annotations

from typing import IO

from django.core.exceptions import ValidationError

from . import limits
from .child.problems import DAMAGED
from .formats import image_format, stated_size

_SAVE_SMALLER = "Verkleinere es oder speichere es als JPEG, und lade es noch einmal hoch."


def check_size(size: int, kind: str) -> None:
    """Raise ValidationError where a file is empty or has too many bytes."""
    if not size:
        raise ValidationError("Die Datei ist leer. Wähle sie bitte noch einmal aus.", code="empty")
    allowed = limits.DOCUMENT_BYTES if kind == "document" else limits.IMAGE_BYTES
    if size > allowed:
        has = f"{size / limits.MEGABYTE:.1f}".replace(".", ",")
        raise ValidationError(
            f"Die Datei ist zu groß: Sie hat {has} MB, möglich sind {allowed // limits.MEGABYTE} MB. "
            "Speichere sie kleiner und lade sie noch einmal hoch.",
            code="too_big",
        )


def check_image(file: IO[bytes]) -> tuple[int, int]:
    """Return width and height in pixels as the file states them. Raises ValidationError."""
    file.seek(0)
    found = image_format(file.read(64))
    if not found:
        raise ValidationError(
            "Das ist kein Bild, das wir lesen können. Möglich sind JPEG, PNG, WebP und HEIC. "
            "Speichere es als JPEG und lade es noch einmal hoch.",
            code="not_an_image",
        )
    try:
        width, height = stated_size(file, found)
    except ValueError as error:
        raise ValidationError(DAMAGED["image"], code="damaged") from error
    allowed = limits.PIXELS[found]
    if width * height > allowed or max(width, height) > limits.MAX_SIDE:
        raise ValidationError(
            f"Das Bild ist zu groß: Es hat {width} × {height} Pixel, bei {found} sind zusammen höchstens "
            f"{allowed // 1_000_000} Millionen möglich. {_SAVE_SMALLER}",
            code="too_many_pixels",
        )
    return width, height


def check_document(file: IO[bytes]) -> None:
    """Raise ValidationError where a file does not begin as a PDF."""
    file.seek(0)
    if not file.read(8).startswith(b"%PDF-"):
        raise ValidationError(
            "Das ist keine PDF-Datei. Speichere das Dokument als PDF und lade es noch einmal hoch.",
            code="not_a_pdf",
        )
