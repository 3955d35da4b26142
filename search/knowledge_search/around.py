"""The form's circle around a place: what is typed becomes a point, so that an address says all by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from . import conf
from .analysis import clean_text
from .facets import shorten
from .maps.names import nearest_name
from .parameters import NO_PLACE, Point, Problem
from .request import SearchRequest

RADII = (5, 10, 25, 50)
# Of a place alone nobody says how far is near.
_RADIUS = 10.0
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Place:
    """What became of the form's fields for a circle.

    Attributes:
        data: the other fields; `near` among them where a place has that name.
        is_found: whether it has.
        unknown: the name that no place has, as it was typed.
        radius: as it was chosen, where there is nothing yet to be near to.
        problems: what to say.
    """

    data: QueryDict
    is_found: bool = False
    unknown: str = ""
    radius: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Around:
    """What the form shows of the circle.

    Attributes:
        can_find: whether places are known by their names.
        middle: where the search is around now, in words, or "".
        unknown: a name that no place has: it stays to be mended.
        radii: value, label and whether it is chosen.
    """

    can_find: bool
    middle: str
    unknown: str
    radii: Sequence[tuple[str, str, bool]]


def around_of(search: SearchRequest, place: Place) -> Around:
    """Return what the form shows."""
    chosen = search.radius_km
    if chosen is None and place.radius in map(str, RADII):
        chosen = float(place.radius)
    offered = sorted({*map(float, RADII), *([chosen] if chosen is not None else [])})
    radii = [("", "egal", chosen is None)]
    radii += [(f"{radius:g}", f"{radius:g} km".replace(".", ","), radius == chosen) for radius in offered]
    return Around(
        can_find=bool(conf.search_map().find_place),
        middle=middle_of(search.near) if search.near else "",
        unknown=place.unknown,
        radii=radii,
    )


def middle_of(near: Point) -> str:
    """Say in words where a point is."""
    name = nearest_name(*near)
    return f"bei {name}" if name else f"um {near[0]:.2f} / {near[1]:.2f}".replace(".", ",")


def take_place(data: QueryDict) -> Place:
    """Take the name of a place out of the form's fields.

    A radius without any place is left out: on the page it is a field filled in too early, or one beside a
    name that nobody knows.
    """
    if "place" not in data and "radius_km" not in data:
        return Place(data)
    data = data.copy()
    name = clean_text(" ".join(data.pop("place", []))).strip()[:_LONGEST_NAME]
    found = conf.search_map().get_place(name) if name else None
    if found is not None:
        data["near"] = f"{found[1]:.5f},{found[2]:.5f}"
        return Place(data, is_found=True)
    problems = []
    if name:
        message = (
            f"Den Ort „{shorten(name)}“ kennen wir nicht. "
            "Prüfe, wie er geschrieben wird, oder nimm den nächsten größeren."
        )
        problems.append(Problem("place", shorten(name), message))
    radius = ""
    if any(data.getlist("radius_km")) and not any(data.getlist("near")):
        (radius, *_) = data.pop("radius_km")
        if not name:
            problems.append(Problem("radius_km", "", NO_PLACE))
    return Place(data, unknown=name, radius=radius, problems=tuple(problems))


def as_far_as_usual(search: SearchRequest) -> SearchRequest:
    """Return the search around its point, as far as was chosen or else ten kilometres."""
    return search.changed(radius_km=search.radius_km or _RADIUS)
