"""The offline gazetteer of Sachsen-Anhalt: from a point or a place's name to Gemeinde and Landkreis.

Municipalities and districts: VG250, © GeoBasis-DE / BKG 2017 (data simplified). Places: GeoNames,
CC BY 4.0. The outlines are simplified to about 100 m: fine for a filter, not for a cadastre.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

GEO_DIR = Path(__file__).resolve().parents[1] / "static" / "knowledge" / "geo"
DATA_DIR = Path(__file__).resolve().parent / "data"

#: The files give short names; these are the official ones.
OFFICIAL_NAMES = {"15087130": "Lutherstadt Eisleben", "15091375": "Lutherstadt Wittenberg"}
#: GeoNames writes these otherwise than people here do.
PLACE_NAMES = {
    "Burg bei Magdeburg": "Burg",
    "Eisleben Lutherstadt": "Lutherstadt Eisleben",
    "Haldensleben I": "Haldensleben",
    "Hansestadt Salzwedel": "Salzwedel",
    "Wittenberg": "Lutherstadt Wittenberg",
}


@dataclass(frozen=True)
class Area:
    """A Gemeinde (AGS of 8 digits) or a Landkreis (5 digits) with its outline in WGS84."""

    ags: str
    name: str
    type: str
    district_ags: str
    polygons: tuple[tuple[tuple[tuple[float, float], ...], ...], ...]
    bounds: tuple[float, float, float, float]

    def contains(self, latitude: float, longitude: float) -> bool:
        """Say whether the point lies inside; holes are outside."""
        west, south, east, north = self.bounds
        if not (west <= longitude <= east and south <= latitude <= north):
            return False
        return any(
            _inside(outer, latitude, longitude)
            and not any(_inside(hole, latitude, longitude) for hole in holes)
            for outer, *holes in self.polygons
        )


@dataclass(frozen=True)
class Place:
    """A town, village or Ortsteil and the Gemeinde it lies in (empty outside Sachsen-Anhalt)."""

    name: str
    latitude: float
    longitude: float
    population: int
    municipality_ags: str


def _inside(ring: tuple[tuple[float, float], ...], latitude: float, longitude: float) -> bool:
    """Ray casting: an odd number of crossed edges means inside."""
    inside = False
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        if (y1 > latitude) != (y2 > latitude) and longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1:
            inside = not inside
        x1, y1 = x2, y2
    return inside


def _areas(filename: str) -> Iterator[Area]:
    for feature in json.loads((GEO_DIR / filename).read_text(encoding="utf-8"))["features"]:
        properties: dict[str, Any] = feature["properties"]
        coordinates = feature["geometry"]["coordinates"]
        polygons = [coordinates] if feature["geometry"]["type"] == "Polygon" else coordinates
        shape = tuple(tuple(tuple((x, y) for x, y in ring) for ring in polygon) for polygon in polygons)
        xs = [x for polygon in shape for x, _ in polygon[0]]
        ys = [y for polygon in shape for _, y in polygon[0]]
        ags = properties["ags"]
        yield Area(
            ags=ags,
            name=OFFICIAL_NAMES.get(ags, properties["name"]),
            type=properties["type"],
            district_ags=properties.get("district_ags", ags),
            polygons=shape,
            bounds=(min(xs), min(ys), max(xs), max(ys)),
        )


@cache
def municipalities() -> dict[str, Area]:
    """Return the 218 Gemeinden by AGS."""
    return {area.ags: area for area in _areas("municipalities.geojson")}


@cache
def districts() -> dict[str, Area]:
    """Return the 14 Landkreise and kreisfreie Städte by AGS."""
    return {area.ags: area for area in _areas("districts.geojson")}


@cache
def places() -> tuple[Place, ...]:
    """Return the towns and villages, the most populous first."""
    with (DATA_DIR / "places.csv").open(encoding="utf-8", newline="") as lines:
        rows = [
            Place(
                row["name"],
                float(row["latitude"]),
                float(row["longitude"]),
                int(row["population"] or 0),
                row["municipality_ags"],
            )
            for row in csv.DictReader(lines)
        ]
    return tuple(sorted(rows, key=lambda place: -place.population))


def _key(name: str) -> str:
    """Fold a name for look-up: case, blanks, and the epithet „Lutherstadt“."""
    folded = " ".join(name.casefold().replace("ß", "ss").split())
    return folded.removeprefix("lutherstadt ")


@cache
def _municipality_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for area in municipalities().values():
        names.setdefault(_key(area.name), area.ags)
        names.setdefault(_key(area.name.split("(")[0]), area.ags)  # Kalbe (Milde) is also Kalbe
    for place in places():  # the most populous place of a name wins
        if place.municipality_ags:
            names.setdefault(_key(place.name), place.municipality_ags)
    return names


@cache
def _district_names() -> dict[str, str]:
    names = {_key(area.name): area.ags for area in districts().values()}
    return names | {f"landkreis {name}": ags for name, ags in names.items()}


def locate(latitude: float, longitude: float) -> tuple[str, str]:
    """Return (municipality AGS, district AGS) of a point in degrees; empty strings outside."""
    for area in municipalities().values():
        if area.contains(latitude, longitude):
            return area.ags, area.district_ags
    for area in districts().values():  # a gap between two simplified Gemeinden
        if area.contains(latitude, longitude):
            return "", area.ags
    return "", ""


def find(name: str) -> tuple[str, str]:
    """Return (municipality AGS, district AGS) of a place's name; empty strings when unknown.

    „Halle (Saale)“, „Halle“, „Eisleben OT Helfta“ and „Morl, Petersberg“ are all understood: the whole
    name first, then the name without brackets, then its parts. A Landkreis gives its own AGS alone.
    """
    for candidate in _candidates(name):
        if ags := _municipality_names().get(candidate):
            return ags, municipalities()[ags].district_ags
        if ags := _district_names().get(candidate):
            return "", ags
    return "", ""


def _candidates(name: str) -> Iterator[str]:
    whole = _key(name)
    if not whole:
        return
    yield whole
    yield whole.split("(")[0].strip()
    for separator in (" ot ", ",", "/"):
        if separator in whole:
            for part in whole.split(separator):
                yield _key(part)


def point_of(name: str) -> tuple[str, float, float] | None:
    """Return (name, latitude, longitude) of a place as people write it; None when unknown.

    The most populous place of that name, else the most populous one of the Gemeinde or Landkreis.
    """
    for candidate in _candidates(name):
        if place := _places_by_name().get(candidate):
            return _named_point(place)
    municipality, district = find(name)
    for place in places():
        own = place.municipality_ags
        if own and (own == municipality if municipality else own[:5] == district):
            return _named_point(place)
    return None


@cache
def _places_by_name() -> dict[str, Place]:
    ours = [place for place in reversed(places()) if place.municipality_ags]
    names = {_key(place.name): place for place in ours}
    return names | {_key(PLACE_NAMES[place.name]): place for place in ours if place.name in PLACE_NAMES}


def _named_point(place: Place) -> tuple[str, float, float]:
    return PLACE_NAMES.get(place.name, place.name), place.latitude, place.longitude


@cache
def names_on_maps() -> tuple[tuple[str, float, float], ...]:
    """Return (name, latitude, longitude) of towns and villages, the most populous first."""
    return tuple(_named_point(place) for place in places() if place.municipality_ags)


def municipality_name(ags: str) -> str:
    """Return the Gemeinde's name, or an empty string."""
    area = municipalities().get(ags)
    return area.name if area else ""


def district_name(ags: str) -> str:
    """Return the Landkreis's name, or an empty string."""
    area = districts().get(ags)
    return area.name if area else ""
