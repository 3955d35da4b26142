"""Checks of what editors type or upload, with messages they can act on."""

import re
from typing import Final
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.validators import URLValidator

MAX_CAPTION_BYTES: Final = 2 * 1024 * 1024
_CUE_TIMING = re.compile(
    r"^(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}[ \t]+-->[ \t]+(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}(?:[ \t].*)?$"
)
_validate_absolute = URLValidator(schemes=["http", "https"])


def validate_link_target(value: str) -> None:
    """Accept `https://…`, `http://…`, a path of this site (`/suche/`) or a place on the page (`#ziele`).

    Raises ValidationError for everything else: `javascript:` and `//stranger` above all.
    """
    is_local = value.startswith(("/", "#")) and not value.startswith(("//", "/\\"))
    if is_local and not re.search(r"[\s\\<>\"]", value):
        return
    try:
        _validate_absolute(value)
        urlsplit(value)
    except (ValidationError, ValueError) as error:
        raise ValidationError(
            "Bitte geben Sie eine vollständige Adresse an, zum Beispiel „https://example.org/“, "
            "oder einen Pfad dieser Website, der mit „/“ beginnt."
        ) from error


def validate_webvtt(file: File) -> None:
    """Check that an upload is a WebVTT file as browsers read it (W3C WebVTT, section 4).

    Browsers drop a broken file without a word, and captions would be missing unnoticed.
    Raises ValidationError with a German message.
    """
    if not (file.name or "").lower().endswith(".vtt"):
        raise ValidationError("Untertitel brauchen eine Datei im Format WebVTT mit der Endung „.vtt“.")
    if file.size > MAX_CAPTION_BYTES:
        raise ValidationError("Die Untertitel-Datei ist größer als 2 MB. Ist es wirklich eine WebVTT-Datei?")
    try:
        file.seek(0)
        text = file.read().decode("utf-8-sig")
        file.seek(0)
    except UnicodeDecodeError as error:
        raise ValidationError("Die Untertitel-Datei ist nicht in UTF-8 gespeichert.") from error
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.match(r"^WEBVTT(?:[ \t]|$)", lines[0]):
        raise ValidationError("Die erste Zeile der Untertitel-Datei muss „WEBVTT“ lauten.")
    timings = [(number, line) for number, line in enumerate(lines, start=1) if "-->" in line]
    if not timings:
        raise ValidationError("Die Untertitel-Datei enthält keine einzige Zeitangabe.")
    for number, line in timings:
        if not _CUE_TIMING.match(line.strip()):
            raise ValidationError(
                f"Zeile {number} der Untertitel-Datei ist keine gültige Zeitangabe. "
                "Richtig ist zum Beispiel „00:01.000 --> 00:04.500“."
            )
