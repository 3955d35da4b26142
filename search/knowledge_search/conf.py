"""The host's settings for the search: one dictionary, `KNOWLEDGE_SEARCH`, every key with a default.

KNOWLEDGE_SEARCH = {
"ANALYSIS": "knowledge_search.german.German",
"ELASTICSEARCH": {"URL": "https://user:password@search.example:9200"},
"DIARY": True,  # count what is searched, without personal data
"MAP": {"BOUNDS": (10.5, 50.9, 13.2, 53.1)},  # see `Map`; without it maps are drawn on bare ground
}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Elasticsearch:
    """How to reach the search engine.

    Attributes:
        url: with user and password where the server wants them; "" for the database's own search.
        api_key: instead of user and password.
        ca_certs: path of the certificates to trust.
        index: the alias; the indexes behind it carry its name and a time.
        shards, replicas: numbers for a new index.
        refresh: how soon an index shows what it was given, for the engine's own clock.
        connect_seconds, answer_seconds: what a visitor waits before the database answers instead.
    """

    # Not in the representation, which stands in tracebacks and reports of errors.
    url: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    ca_certs: str = ""
    index: str = "wissensspeicher"
    shards: int = 1
    replicas: int = 0
    refresh: str = "1s"
    connect_seconds: float = 0.3
    answer_seconds: float = 1.0


# A place on the map by its name: name, latitude, longitude.
NamedPoint = tuple[str, float, float]


@dataclass(frozen=True)
class Map:
    """What maps are drawn with. Whatever is missing is left out of them.

    Attributes:
        bounds: west, south, east, north of the region, for a map without hits.
        outlines: static path of an SVG with the element `outlines`, a unit of which is a thousandth of a
            degree in web Mercator: x = longitude * 1000, y = -degrees(asinh(tan(latitude))) * 1000.
        ground: static paths of the GeoJSON files that the map with JavaScript is drawn on.
        leaflet_js, leaflet_css: static paths of Leaflet 1.9; without them the map is a drawing.
        attribution: the line that the licences of outlines, ground and names demand.
        names: import path of a function that returns the names of places, the most important first.
        find_place: import path of a function that returns the place of a name as people write it, or None.
        tiles: of a street map that is loaded only when a visitor asks for it: `URL` with {z}, {x} and {y},
            `PROVIDER`, who learns the visitor's address, `ATTRIBUTION`, `MAX_ZOOM`.
    """

    bounds: tuple[float, float, float, float] = (5.8, 47.2, 15.1, 55.1)
    outlines: str = ""
    ground: tuple[str, ...] = ()
    leaflet_js: str = ""
    leaflet_css: str = ""
    attribution: str = ""
    names: str = ""
    find_place: str = ""
    tiles: Mapping[str, Any] = field(default_factory=dict)

    def get_names(self) -> Sequence[NamedPoint]:
        """Return the places that a map names."""
        return import_string(self.names)() if self.names else ()

    def get_place(self, name: str) -> NamedPoint | None:
        """Return a place by its name, or None if it is unknown."""
        find: Callable[[str], NamedPoint | None] = (
            import_string(self.find_place) if self.find_place else lambda name: None
        )
        return find(name)


def search_map() -> Map:
    """Return what maps are drawn with."""
    given = getattr(settings, "KNOWLEDGE_SEARCH", {}).get("MAP", {})
    return Map(**{name.lower(): value for name, value in given.items()})


def elasticsearch() -> Elasticsearch:
    """Return the engine's settings; `url` is empty where there is none."""
    given = getattr(settings, "KNOWLEDGE_SEARCH", {}).get("ELASTICSEARCH", {})
    return Elasticsearch(**{name.lower(): value for name, value in given.items()})


def analysis() -> str:
    """Return the import path of the language's analysis."""
    path: str = getattr(settings, "KNOWLEDGE_SEARCH", {}).get("ANALYSIS", "knowledge_search.german.German")
    return path


def diary() -> bool:
    """Return whether searches are counted, without personal data; only where the host says so."""
    return bool(getattr(settings, "KNOWLEDGE_SEARCH", {}).get("DIARY", False))
