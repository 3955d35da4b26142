"""The form's circle around a place: what is typed becomes a point, so that an address says all by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from . import conf
from .analysis import clean_text
from .facets import shorten
from .maps.names import nearest_name
from .parameters import Point, Problem
from .request import SearchRequest

RADII = (5, 10, 25, 50)
# Of a place alone nobody says how far is near.
_RADIUS = 10.0
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Around:
    """What the form shows of the circle.

    Attributes:
        can_find: whether places are known by their names.
        middle: where the search is around now, in words, or "".
        radii: value, label and whether it is chosen.
    """

    can_find: bool
    middle: str
    radii: Sequence[tuple[str, str, bool]]


def around_of(search: SearchRequest) -> Around:
    """Return what the form shows."""
    chosen = search.radius_km
    offered = sorted({*map(float, RADII), *([chosen] if chosen is not None else [])})
    radii = [("", "egal", chosen is None)]
    radii += [(f"{radius:g}", f"{radius:g} km".replace(".", ","), radius == chosen) for radius in offered]
    return Around(
        can_find=bool(conf.search_map().find_place),
        middle=middle_of(search.near) if search.near else "",
        radii=radii,
    )


def middle_of(near: Point) -> str:
    """Say in words where a point is."""
    name = nearest_name(*near)
    return f"bei {name}" if name else f"um {near[0]:.2f} / {near[1]:.2f}".replace(".", ",")


def take_place(data: QueryDict) -> tuple[QueryDict, bool, list[Problem]]:
    """Take the name of a place out of the form's fields.

    Returns:
        The other fields, `near` among them where a place has that name, whether it has, and what to say if
        none has. A radius without any place is left out: on the page it is a field filled in too early.
    """
    if "place" not in data and "radius_km" not in data:
        return data, False, []
    data = data.copy()
    name = clean_text(" ".join(data.pop("place", []))).strip()[:_LONGEST_NAME]
    found = conf.search_map().get_place(name) if name else None
    problems = []
    if name and found is None:
        message = (
            f"Den Ort „{shorten(name)}“ kennen wir nicht. "
            "Prüfe, wie er geschrieben wird, oder nimm den nächsten größeren."
        )
        problems.append(Problem("place", shorten(name), message))
    elif not name and any(data.getlist("radius_km")) and not any(data.getlist("near")):
        data.pop("radius_km")
        problems.append(Problem("radius_km", "", "Für die Entfernung fehlt der Ort: Trag einen ein."))
    if found is None:
        return data, False, problems
    data["near"] = f"{found[1]:.5f},{found[2]:.5f}"
    return data, True, problems


def as_far_as_usual(search: SearchRequest) -> SearchRequest:
    """Return the search around its point, as far as was chosen or else ten kilometres."""
    return search.changed(radius_km=search.radius_km or _RADIUS)
