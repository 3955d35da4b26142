"""The piece of the world that a drawn map shows: a square in web Mercator."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from ..parameters import BoundingBox, Point
from ..request import SearchRequest

# Where web maps end.
_POLE = 85.0511
_KM_PER_DEGREE = 111.2
# A box that somebody asked for: a kilometre. Hits: thirty, for who sees one alone wants to know where it is.
_SMALLEST_BOX = 0.015
_SMALLEST_OF_HITS = 0.4
# Room for a pin, which stands on its point, at the upper edge of a narrow map.
_MARGIN = 0.13
# Tiles across a map, so that what is drawn can be grouped from them.
_TILES = 64
_MAX_ZOOM = 22


@dataclass(frozen=True)
class Viewport:
    """A square; `left`, `top` and `size` in degrees of longitude, downwards from the equator."""

    left: float
    top: float
    size: float

    @classmethod
    def of_box(cls, box: BoundingBox, smallest: float = _SMALLEST_BOX, margin: float = 0.02) -> Viewport:
        """Return the square around a box. One whose west is greater than its east crosses the date line."""
        west, south, east, north = box
        east += 360 if east < west else 0
        top, bottom = project(north), project(south)
        size = max(smallest, (east - west) * (1 + 2 * margin), (bottom - top) * (1 + 2 * margin))
        return cls((west + east - size) / 2, (top + bottom - size) / 2, size)

    @classmethod
    def of_points(cls, points: Iterable[Point]) -> Viewport | None:
        """Return the square around points (latitude, longitude), or None without any."""
        latitudes, longitudes = [], []
        for latitude, longitude in points:
            latitudes.append(latitude)
            longitudes.append(longitude)
        if not latitudes:
            return None
        box = (min(longitudes), min(latitudes), max(longitudes), max(latitudes))
        return cls.of_box(box, _SMALLEST_OF_HITS, _MARGIN)

    @property
    def is_nearest(self) -> bool:
        """Whether no map comes nearer: what stands together here does so everywhere."""
        return self.size <= _SMALLEST_BOX * 1.01

    @property
    def box(self) -> BoundingBox:
        """West, south, east, north in degrees; east is more than 180 beyond the date line."""
        return self.left, unproject(self.top + self.size), self.left + self.size, unproject(self.top)

    @property
    def bbox(self) -> BoundingBox:
        """The same as an address takes it: west is greater than east across the date line."""
        west, south, east, north = self.box
        if self.size >= 360:
            return -180.0, south, 180.0, north
        return (west + 180) % 360 - 180, south, (east + 180) % 360 - 180, north

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return where a point lies, from 0 to 1 to the right and down where it is inside."""
        return (self.unwrapped(longitude) - self.left) / self.size, (project(latitude) - self.top) / self.size

    def unwrapped(self, longitude: float) -> float:
        """Return a longitude beyond the date line as one of more than 180 degrees."""
        return longitude + 360 if longitude < self.left and self.left + self.size > 180 else longitude


def asked_for(search: SearchRequest) -> Viewport | None:
    """Return the square that box or radius of a search ask for, or None."""
    if search.bbox:
        return Viewport.of_box(search.bbox)
    if search.near and search.radius_km is not None:
        latitude, longitude = search.near
        half = search.radius_km / _KM_PER_DEGREE
        wide = half / max(0.01, math.cos(math.radians(latitude)))
        return Viewport.of_box((longitude - wide, latitude - half, longitude + wide, latitude + half))
    return None


def zoom_for(search: SearchRequest, region: BoundingBox) -> int:
    """Return the zoom level at which a search's places are grouped, fine enough to be drawn from."""
    view = asked_for(search) or Viewport.of_box(region)
    return min(_MAX_ZOOM, max(0, math.ceil(math.log2(_TILES * 360 / view.size)) - 1))


def project(latitude: float) -> float:
    """Return how far a latitude lies below the equator on a web map, in degrees of longitude."""
    kept = min(_POLE, max(-_POLE, latitude))
    return -math.degrees(math.asinh(math.tan(math.radians(kept))))


def unproject(distance: float) -> float:
    """Return the latitude that lies so far below the equator on a web map."""
    return math.degrees(math.atan(math.sinh(math.radians(-min(180.0, max(-180.0, distance))))))
