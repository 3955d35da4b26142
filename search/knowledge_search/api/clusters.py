"""`GET /api/v2/search/clusters/`: the map of a search."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django.http import HttpRequest, HttpResponse

from ..engines import Cluster, Clusters
from ..models import Record
from ..parameters import Problem, parse_integer
from ..registry import registry
from ..request import SearchRequest
from ..service import clusters
from .views import OpenJsonView, json_response, refusal

MAX_ZOOM = 22
# A map with more says nothing and takes long to draw.
MAX_SHOWN = 2000


class ClustersEndpoint(OpenJsonView):
    """What a map shows of a search at a zoom level."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Group the hits by place, or name what cannot be used."""
        data = request.GET.copy()
        levels = [level.strip() for level in data.pop("zoom", [])]
        search_request, problems = SearchRequest.parse(data, api=True)
        if not levels or not levels[0]:
            problems.append(
                Problem("zoom", "", f"„zoom“ fehlt: gib eine ganze Zahl von 0 bis {MAX_ZOOM} an.")
            )
        elif len(levels) > 1:
            problems.append(Problem("zoom", "", "„zoom“ darf nur einmal vorkommen."))
        zoom = parse_integer("zoom", levels[0] if levels else "", 0, 0, MAX_ZOOM, problems)
        if problems:
            return refusal(problems)
        found, engine = clusters(search_request, zoom)
        grouped_at = zoom
        while len(found.clusters) > MAX_SHOWN and grouped_at:
            # Each level has at most four times the clusters of the one before.
            grouped_at -= 1
            found, engine = clusters(search_request, grouped_at)
        response = json_response(
            _as_json(found, search_request, zoom, grouped_at, request.build_absolute_uri("/")), 200
        )
        response["X-Search-Engine"] = engine
        return response


def _as_json(found: Clusters, asked: SearchRequest, zoom: int, grouped_at: int, base: str) -> dict[str, Any]:
    """Say `zoom_used` too: it is coarser than asked for where there were too many clusters."""
    shown = Record.objects.only(
        *("type", "title", "url", "place", "object_id", "latitude", "longitude", "facets")
    )
    records = shown.in_bulk([cluster.record_id for cluster in found.clusters if cluster.record_id])
    items = (
        _group(cluster) if cluster.record_id is None else _single(records.get(cluster.record_id), asked, base)
        for cluster in found.clusters
    )
    return {
        "meta": {
            "total_count": found.total,
            "placed_count": found.placed,
            "zoom": zoom,
            "zoom_used": grouped_at,
        },
        "clusters": [item for item in items if item],
    }


def _group(cluster: Cluster) -> dict[str, Any]:
    return {
        "latitude": round(cluster.latitude, 6),
        "longitude": round(cluster.longitude, 6),
        "count": cluster.count,
        "id": None,
    }


def _single(record: Record | None, asked: SearchRequest, base: str) -> dict[str, Any] | None:
    """Show one alone as its record says now: an engine may not know yet that it went, or where to."""
    if record is None or record.latitude is None or record.longitude is None:
        return None
    if not asked.lets_through(record.facets):
        return None
    return {
        "latitude": round(record.latitude, 6),
        "longitude": round(record.longitude, 6),
        "count": 1,
        "id": record.object_id,
        "type": record.type,
        "title": record.title,
        "url": urljoin(base, record.url),
        "place": record.place,
        "kind_label": registry.kind(record.type).singular,
    }
