"""A point as people type it and as it is stored.

Stored form, shared with wagtailgeowidget: `SRID=4326;POINT(11.3 51.47)`, longitude first. Everywhere else a
point is (latitude, longitude) in degrees, as people say it.
"""

import re
from typing import Any

from django.core.exceptions import ValidationError

_NUMBER = r"([+-]?[0-9]{1,3}(?:[.,][0-9]+)?)"
_STORED = re.compile(
    r"^(?:SRID=4326;)?\s*POINT\s?\(([+-]?[0-9]+(?:\.[0-9]+)?)\s+([+-]?[0-9]+(?:\.[0-9]+)?)\)$", re.I
)
# „51,5; 11,5“, „51,5 11,5“, „51,5, 11,5“: a mark between the numbers that cannot be a decimal comma.
_SEPARATED = re.compile(rf"^{_NUMBER}(?:\s*[;/]\s*|,?\s+){_NUMBER}$")
# „51.5,11.5“: only with a decimal point is the bare comma a separator.
_COMMA = re.compile(r"^(?=.*\.)([+-]?[0-9]{1,3}(?:\.[0-9]+)?),([+-]?[0-9]{1,3}(?:\.[0-9]+)?)$")


def parse_point(value: str | None) -> tuple[float, float] | None:
    """Read a point in its stored form or as typed, with decimal points or commas.

    Returns (latitude, longitude) in degrees, or None for nothing, for what is no point and for points off
    the globe. Never raises.
    """
    if not isinstance(value, str) or not (text := value.strip()) or len(text) > 250:
        return None
    if match := _STORED.match(text):
        lng, lat = match.groups()
    elif match := _SEPARATED.match(text) or _COMMA.match(text):
        lat, lng = match.groups()
    else:
        return None
    latitude, longitude = float(lat.replace(",", ".")), float(lng.replace(",", "."))
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return latitude, longitude


def format_point(lat: float, lng: float) -> str:
    """Return the stored form of a point in degrees, to six decimals (about 10 cm)."""
    return f"SRID=4326;POINT({format_degrees(lng)} {format_degrees(lat)})"


def format_degrees(value: float) -> str:
    """Write degrees with a decimal point, without an exponent and without trailing zeros."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def validate_point(value: Any) -> None:
    """Accept nothing or a readable point; else raise ValidationError with an example."""
    if value and parse_point(value) is None:
        raise ValidationError(
            "Das ist kein Punkt auf der Karte. Bitte zuerst die Breite, dann die Länge angeben, "
            "zum Beispiel „51.47, 11.30“ oder „51,47; 11,30“.",
            code="invalid_point",
        )
