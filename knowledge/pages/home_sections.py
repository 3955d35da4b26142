"""The sections the store brings along: each shows something of a live search, so no number is ever old."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from knowledge_search.maps.result import map_of, with_map
from knowledge_search.results import SearchPage
from knowledge_search.service import SearchRequest

from .sections import Section, register_section

SHOWN = 6
LIGHTHOUSES = 3
NEWS = 3
#: More theme fields or megatrends than any store has.
ALL = 60


def _projects() -> SearchRequest:
    """The newest projects, and the map and the counts of all: one search for four sections."""
    return with_map(SearchRequest(filters={"type": ("project",)}, sort="newest", limit=SHOWN))


def _of(kind: str, limit: int) -> SearchRequest:
    return SearchRequest(filters={"type": (kind,)}, sort="newest", limit=limit)


def _lighthouses() -> SearchRequest:
    filters = {"type": ("project",), "lighthouse": ("true",)}
    return SearchRequest(filters=filters, sort="newest", limit=LIGHTHOUSES)


def counts(page: SearchPage, facet: str) -> dict[str, int]:
    """Return how many of what was found have each value of a facet, in the facet's order."""
    found = next((each for each in page.facets if each.name == facet), None)
    return {value.value: value.count for value in found.values if value.count} if found else {}


def in_order(page: SearchPage, facet: str) -> list[Any]:
    """Return the hits of a search for pages that present a term, in the order of the terms."""
    order = {value: number for number, value in enumerate(counts(page, facet))}

    def place(hit: Any) -> tuple[int, str]:
        return min((order[key] for key in hit.facets.get(facet, ()) if key in order), default=ALL), hit.title

    return sorted(page.hits, key=place)


def _themes(page: Any, request: Any, found: Sequence[SearchPage]) -> dict[str, Any] | None:
    pages, projects = found
    is_placed = bool(projects.places and projects.places.placed)
    if not pages.hits and not is_placed:
        return None
    numbers = counts(projects, "theme")
    hits = in_order(pages, "theme")
    return {
        "themes": [(hit, sum(numbers.get(key, 0) for key in hit.facets.get("theme", ()))) for hit in hits],
        "map": map_of(projects) if is_placed else None,
        "map_url": f"{reverse('knowledge_search:search')}?type=project&view=map",
    }


def _numbers(page: Any, request: Any, found: Sequence[SearchPage]) -> dict[str, Any] | None:
    (projects,) = found
    if not projects.total:
        return None
    lighthouses = counts(projects, "lighthouse").get("true", 0)
    return {
        "total": projects.total,
        "municipalities": len(counts(projects, "municipality")),
        "lighthouses": lighthouses,
    }


def _hits(page: Any, request: Any, found: Sequence[SearchPage]) -> dict[str, Any] | None:
    (results,) = found
    return {"hits": results.hits} if results.hits else None


def _megatrends(page: Any, request: Any, found: Sequence[SearchPage]) -> dict[str, Any] | None:
    (results,) = found
    return {"hits": in_order(results, "megatrend")} if results.hits else None


TEMPLATES = "knowledge/sections"
SECTIONS = (
    Section("numbers", "home", f"{TEMPLATES}/numbers.html", _numbers, 5, lambda: (_projects(),)),
    Section(
        "themes", "home", f"{TEMPLATES}/themes.html", _themes, 10, lambda: (_of("theme", ALL), _projects())
    ),
    Section("lighthouses", "home", f"{TEMPLATES}/lighthouses.html", _hits, 20, lambda: (_lighthouses(),)),
    Section("newest", "home", f"{TEMPLATES}/newest.html", _hits, 30, lambda: (_projects(),)),
    Section(
        "megatrends",
        "home",
        f"{TEMPLATES}/megatrends.html",
        _megatrends,
        40,
        lambda: (_of("megatrend", ALL),),
    ),
    Section("news", "home", f"{TEMPLATES}/news.html", _hits, 50, lambda: (_of("news", NEWS),)),
)


def register() -> None:
    """Register the store's own sections."""
    for section in SECTIONS:
        register_section(section)
