"""The map of one page of results: the drawing, what has no place, and what the map with JavaScript asks."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse

from .. import conf
from ..engines import Clusters
from ..models import Record
from ..parameters import BoundingBox
from ..registry import registry
from ..request import VIEWS, SearchRequest
from ..results import SearchPage
from ..service import search
from .drawing import Drawing, draw_groups
from .grouping import groups
from .viewport import Viewport, asked_for, zoom_for

# More names than a map shows at once, in its data.
_NAMES_FOR_SCRIPT = 200


@dataclass(frozen=True)
class ResultMap:
    """The map of a search.

    Attributes:
        placed, total: how many of the hits have a place.
        unplaced: the first of those that have none, by title.
        box_url: the same search within what is shown.
        data: attributes for the map with JavaScript, by their names after `data-`; empty where it cannot be.
    """

    drawing: Drawing
    placed: int
    total: int
    unplaced: Sequence[Record]
    box_url: str
    data: dict[str, str]

    @property
    def unplaced_count(self) -> int:
        """How many hits have no place."""
        return self.total - self.placed

    @property
    def unnamed_count(self) -> int:
        """How many of these are not among `unplaced`."""
        return self.unplaced_count - len(self.unplaced)


@dataclass(frozen=True)
class ViewLink:
    """One side of the switch between list and map."""

    name: str
    label: str
    url: str
    current: bool


def view_links(asked: SearchRequest) -> list[ViewLink]:
    """Return the switch between list and map: both keep everything else of the search."""
    return [
        ViewLink(name, label, replace(asked, view=name).to_query() or "?", name == asked.view)
        for name, label in VIEWS.items()
    ]


def with_map(asked: SearchRequest) -> SearchRequest:
    """Return the same search, asking for its map as well."""
    return replace(asked, map_zoom=zoom_for(asked, conf.search_map().bounds))


def search_map(asked: SearchRequest) -> ResultMap:
    """Return the map of a search that nobody has made yet, without hits beside it."""
    results = search(with_map(asked.changed(limit=0, view="map")))
    return map_of(results)


def map_of(results: SearchPage) -> ResultMap:
    """Return the map of a search that was made `with_map`. One query: the titles of what stands alone."""
    asked = results.request
    zoom = asked.map_zoom or 0
    places = results.places or Clusters((), 0, 0)
    settings = conf.search_map()
    points = ((cluster.latitude, cluster.longitude) for cluster in places.clusters)
    view = asked_for(asked) or Viewport.of_points(points) or Viewport.of_box(settings.bounds)
    found = groups(places.clusters, zoom, view)
    alone = [group.record_id for group in found if group.record_id]
    records = _records([*alone, *places.unplaced], asked)
    link = _links(asked)
    return ResultMap(
        drawing=draw_groups(found, zoom, view, records, link),
        placed=places.placed,
        total=places.total,
        unplaced=[records[pk] for pk in places.unplaced if pk in records],
        box_url=link(view.bbox, False),
        data=_data(asked, places, view, settings),
    )


def _records(keys: Sequence[int], asked: SearchRequest) -> dict[int, Record]:
    """Return what is shown by its title, as its record says now: an engine may not know yet that it went."""
    columns = Record.objects.only("type", "object_id", "title", "url", "place", "facets")
    return {pk: record for pk, record in columns.in_bulk(keys).items() if asked.lets_through(record.facets)}


def _links(asked: SearchRequest) -> Callable[[BoundingBox, bool], str]:
    address = reverse("knowledge_search:search")
    return lambda box, listed: address + asked.changed(bbox=box, view="list" if listed else "map").to_query()


def _data(asked: SearchRequest, places: Clusters, view: Viewport, settings: conf.Map) -> dict[str, str]:
    if not settings.leaflet_js:
        return {}
    try:
        geojson, clusters = (reverse(f"knowledge_search_api:{name}") for name in ("geojson", "clusters"))
    except NoReverseMatch:  # a host without the API
        return {}
    query = asked.changed(view="list", sort="relevance").to_query()
    unboxed = asked.changed(bbox=None, view="map").to_query()
    vendor = "knowledge_search/vendor/markercluster"
    data: dict[str, Any] = {
        "geojson": geojson + query,
        "clusters": clusters + query,
        "search": reverse("knowledge_search:search") + unboxed,
        "placed": places.placed,
        "box": ",".join(f"{number:.5f}" for number in view.box),
        "ground": " ".join(static(path) for path in settings.ground),
        "attribution": settings.attribution,
        "pins": static("knowledge_search/pins.svg"),
        "scripts": f"{static(settings.leaflet_js)} {static(f'{vendor}/leaflet.markercluster.js')}",
        "styles": f"{static(settings.leaflet_css)} {static(f'{vendor}/MarkerCluster.css')}",
        "shapes": json.dumps({kind.value: kind.pin for kind in registry.kinds if kind.pin != "drop"}),
        "names": json.dumps(settings.get_names()[:_NAMES_FOR_SCRIPT], ensure_ascii=False),
    }
    if settings.tiles:
        data |= {
            "tiles": settings.tiles["URL"],
            "tiles-provider": settings.tiles["PROVIDER"],
            "tiles-attribution": settings.tiles["ATTRIBUTION"],
            "tiles-zoom": settings.tiles["MAX_ZOOM"],
        }
    return {name: str(value) for name, value in data.items()}
