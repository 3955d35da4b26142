#!/usr/bin/env python3
"""Draw the outlines of Gemeinden and Landkreise for maps without JavaScript, from the GeoJSON beside them.

    python scripts/outlines.py

Standard library only. One unit is a thousandth of a degree of longitude, in web Mercator:
x = longitude * 1000, y = -degrees(asinh(tan(latitude))) * 1000. That is about 70 m,
as exact as the simplified data are.
"""

import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

GEO = Path(__file__).resolve().parents[1] / "knowledge" / "static" / "knowledge" / "geo"
TARGET = GEO / "outlines.svg"
# What a map draws, from below; a page refers to the whole by the id "outlines".
LAYERS = ("municipalities", "districts")


def drawn() -> str:
    """Return the SVG. It brings no colours: the page that shows it gives them, --map-border among them."""
    layers = "".join(_layer(name) for name in LAYERS)
    return f'<svg xmlns="http://www.w3.org/2000/svg"><g id="outlines">{layers}</g></svg>\n'


def _layer(name: str) -> str:
    features = json.loads((GEO / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
    path = "".join(_ring(ring) for feature in features for ring in _rings(feature["geometry"]))
    # The smaller areas are the ground, the larger ones only a stronger line on it.
    border = 'fill="none" stroke="var(--map-border, currentColor)" stroke-width="1.5"'
    looks = 'stroke-width="1"' if name == LAYERS[0] else border
    return f'<path vector-effect="non-scaling-stroke" {looks} fill-rule="evenodd" d="{path}"/>'


def _rings(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    coordinates = geometry["coordinates"]
    for polygon in [coordinates] if geometry["type"] == "Polygon" else coordinates:
        yield from polygon


def _ring(ring: list[list[float]]) -> str:
    points = [_point(longitude, latitude) for longitude, latitude in ring]
    path, (x, y) = f"M{points[0][0]} {points[0][1]}l", points[0]
    for to_x, to_y in points[1:-1]:
        if (to_x, to_y) != (x, y):
            path += f"{_joined(to_x - x, path)}{_joined(to_y - y, '0')}"
            x, y = to_x, to_y
    return path + "z"


def _joined(number: int, before: str) -> str:
    """Write a number after another: a minus is separation enough."""
    return str(number) if number < 0 or not before[-1].isdigit() else f" {number}"


def _point(longitude: float, latitude: float) -> tuple[int, int]:
    mercator = math.degrees(math.asinh(math.tan(math.radians(latitude))))
    return round(longitude * 1000), round(-mercator * 1000)


if __name__ == "__main__":
    TARGET.write_text(drawn(), encoding="ascii")
    sys.stdout.write(f"{TARGET.name}: {TARGET.stat().st_size} bytes\n")
