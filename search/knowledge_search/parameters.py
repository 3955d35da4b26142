"""Reads single parameters; what cannot be used is named with a way to mend it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .analysis import clean_text
from .facets import shorten

BoundingBox = tuple[float, float, float, float]
Point = tuple[float, float]

# What page and API share, beside the facets.
PARAMETERS = ("q", "bbox", "near", "radius_km", "sort", "view")
MAX_RADIUS_KM = 1000.0
NO_PLACE = "Für die Entfernung fehlt der Ort: Trag einen ein."

# Neither `float()` nor `int()` alone: they take "nan", "inf", "1_000" and digits of other scripts.
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]{1,20})?")


@dataclass(frozen=True)
class Problem:
    """Something in an address that cannot be used.

    Attributes:
        parameter: its name.
        value: what it said, shortened.
        message: how to mend it, for who writes an address.
        words: the same for who reads a page and knows no parameters; "" where the message says it as well.
    """

    parameter: str
    value: str
    message: str
    words: str = ""


def unknown_parameter(name: str, value: str, possible: Sequence[str] = ()) -> Problem:
    """Name a parameter that does not exist, and those that do where that helps."""
    shown = shorten(clean_text(name), 40)
    hint = f" Möglich {'ist' if len(possible) == 1 else 'sind'}: {', '.join(possible)}." if possible else ""
    message = f"Den Parameter „{shown}“ gibt es hier nicht.{hint}"
    words = f"Mit „{shown}“ in der Adresse können wir nichts anfangen."
    return Problem(shown, shorten(clean_text(value)), message, words)


def parse_bbox(text: str, problems: list[Problem]) -> BoundingBox | None:
    """Read "west,south,east,north" in degrees. West may be greater than east, across the date line."""
    if not text:
        return None
    numbers = _numbers(text, 4)
    if numbers:
        west, south, east, north = numbers
        if -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90:
            return west, south, east, north
    message = (
        "„bbox“ braucht vier Zahlen in Grad: West,Süd,Ost,Nord, zum Beispiel „10.8,51.3,11.8,51.8“. "
        "Süd darf nicht größer sein als Nord."
    )
    words = "Den Kartenausschnitt in der Adresse verstehen wir nicht: Wähl ihn auf der Karte."
    problems.append(Problem("bbox", shorten(text), message, words))
    return None


def parse_near(text: str, problems: list[Problem]) -> Point | None:
    """Read "latitude,longitude" in degrees."""
    if not text:
        return None
    numbers = _numbers(text, 2)
    if numbers and -90 <= numbers[0] <= 90 and -180 <= numbers[1] <= 180:
        return numbers[0], numbers[1]
    message = "„near“ braucht zwei Zahlen in Grad: Breite,Länge, zum Beispiel „51.53,11.55“."
    words = "Den Ort in der Adresse verstehen wir nicht: Trag unter „Umkreis“ einen ein."
    problems.append(Problem("near", shorten(text), message, words))
    return None


def parse_radius(text: str, near: Point | None, problems: list[Problem]) -> float | None:
    """Read a radius in kilometres; it needs a point."""
    if not text:
        return None
    numbers = _numbers(text, 1)
    if numbers is None or not 0 < numbers[0] <= MAX_RADIUS_KM:
        message = f"„radius_km“ braucht eine Zahl über 0 und bis {MAX_RADIUS_KM:.0f}, zum Beispiel „10“."
        words = "Die Entfernung in der Adresse verstehen wir nicht: Wähl unter „Umkreis“ eine aus."
    elif near is None:
        message = "„radius_km“ braucht einen Ort: gib „near=Breite,Länge“ an."
        words = NO_PLACE
    else:
        return numbers[0]
    problems.append(Problem("radius_km", shorten(text), message, words))
    return None


def parse_integer(
    name: str, text: str, default: int, lowest: int, highest: int, problems: list[Problem]
) -> int:
    """Read a whole number. One outside the bounds is named and becomes the nearest bound."""
    if not text:
        return default
    if not re.fullmatch(r"[+-]?[0-9]+", text):
        number, nearest = None, default
    else:
        # A number of 10,000 digits is out of bounds by its length alone.
        sign = -1 if text.startswith("-") else 1
        number = sign * int(text.lstrip("+-")[:18])
        nearest = min(max(number, lowest), highest)
    if number == nearest:
        return number
    message = f"„{name}“ braucht eine ganze Zahl von {lowest} bis {highest}; es gilt {nearest}."
    problems.append(Problem(name, shorten(text), message))
    return nearest


def _numbers(text: str, count: int) -> list[float] | None:
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != count or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    return [float(part) for part in parts]
