"""What a search without hits would find if one thing less narrowed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .presentation import link_to, without_place
from .registry import registry
from .request import SearchRequest
from .results import SearchPage, counted, grouped
from .service import totals


@dataclass(frozen=True)
class WayOut:
    """A search that finds something: what was left out, its address, how much it finds and in words."""

    label: str
    url: str
    count: int
    sentence: str


def ways_out(results: SearchPage) -> list[WayOut]:
    """Return for each thing that narrows a search without hits what would be found without it.

    All values of a facet go together: joined by OR, one value less finds no more. Ways that lead nowhere are
    left out, and there is none where only words are searched for. One question to the engine, and none where
    there are hits.
    """
    if results.total or not (results.request.filters or results.request.is_placed):
        return []
    ways = list(_ways(results))
    counts = totals([request for _, request in ways])
    found = [
        WayOut(label, link_to(request), count, _in_words(request, count))
        for (label, request), count in zip(ways, counts, strict=True)
    ]
    return sorted((way for way in found if way.count), key=lambda way: -way.count)


def _in_words(request: SearchRequest, count: int) -> str:
    types = request.filters.get("type", ())
    return counted(registry.kind(types[0]), count) if len(types) == 1 else f"{grouped(count)} Treffer"


def _ways(results: SearchPage) -> Iterator[tuple[str, SearchRequest]]:
    request = results.request
    for facet in results.facets:
        if facet.selected:
            values = " oder ".join(value.label for value in facet.selected)
            left = {name: own for name, own in request.filters.items() if name != facet.name}
            yield f"„{facet.label}: {values}“", request.changed(filters=left)
    if request.bbox:
        yield "den Kartenausschnitt", request.changed(bbox=None)
    if request.radius_km is not None:
        yield "den Umkreis", without_place(request)
    if request.q:
        yield f"das Suchwort „{request.q}“", request.changed(q="")
