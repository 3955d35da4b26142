"""`GET /api/v2/search.geojson`: all hits of a search that have a place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urljoin

import orjson
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from ..engines import DatabaseEngine
from ..export import Export, PlacedRow, placed_hits
from ..registry import registry
from ..request import SearchRequest
from .views import OpenJsonView, refusal

# A piece of the answer: large enough to be worth sending, small enough to be nothing to keep.
_AT_ONCE = 200


class GeoJsonEndpoint(OpenJsonView):
    """A FeatureCollection (RFC 7946) of points; `limit` and `offset` are understood and play no part."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Stream the hits, or name what cannot be used."""
        asked, problems = SearchRequest.parse(request.GET, api=True)
        if problems:
            return refusal(problems)
        export = placed_hits(asked)
        response = StreamingHttpResponse(
            _collection(export, request.build_absolute_uri("/")), content_type="application/geo+json"
        )
        response["X-Search-Engine"] = DatabaseEngine.name
        return response


def _collection(export: Export, base: str) -> Iterator[bytes]:
    meta = {
        "total_count": export.total,
        "placed_count": export.placed,
        "unplaced_count": export.total - export.placed,
    }
    yield b'{"type":"FeatureCollection","meta":' + orjson.dumps(meta) + b',"features":['
    features = (orjson.dumps(_feature(row, base)) for row in export.rows)
    separator = b""
    while piece := b",".join(islice(features, _AT_ONCE)):
        yield separator + piece
        separator = b","
    yield b"]}"


def _feature(row: PlacedRow, base: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": f"{row.type}/{row.id}",
        "geometry": {"type": "Point", "coordinates": [round(row.longitude, 6), round(row.latitude, 6)]},
        "properties": {
            "type": row.type,
            "id": row.id,
            "title": row.title,
            "url": urljoin(base, row.url),
            "place": row.place,
            "kind_label": registry.kind(row.type).singular,
        },
    }
