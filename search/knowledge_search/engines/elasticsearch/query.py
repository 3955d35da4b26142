"""From a search to the body of one request.

Plain dictionaries: a query of thirty clauses made of `elasticsearch.dsl` objects takes thirty times as long
(0.3 ms), on every search.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ... import conf
from ...analysis import AllOf, AnyToken, Expression, Phrase, TextQuery
from ...analysis.expressions import Field
from ...registry import registry
from ...request import MAX_WINDOW, SearchRequest
from ..base import MAX_CLUSTERS, MAX_UNPLACED

Clause = dict[str, Any]

# More values than any vocabulary has; of an open facet the most frequent ones. What a shard gives is
# more, so that the counts of several shards add up to the true ones.
_VALUES = 10_000
_VALUES_OF_SHARD = 50_000
_NOTHING_TO_SHOW: dict[str, Any] = {"_source": False, "stored_fields": "_none_"}


def search_body(request: SearchRequest, text: TextQuery) -> dict[str, Any]:
    """Return the request for hits, counts of all facets, and the number of all documents."""
    aggregations = _counts(request)
    if request.map_zoom is not None:
        # What `post_filter` holds back from the hits, aggregations would still see.
        filters = _all(_facet_filters(request.filters))
        aggregations["_map"] = {"filter": filters, "aggs": _places_of(request.map_zoom)}
    return {**hits_body(request, text, request.offset), "aggs": aggregations}


def hits_body(request: SearchRequest, text: TextQuery, offset: int) -> dict[str, Any]:
    """Return the request for one page of hits. A hit's id is the last of its sort values."""
    query, order = _ordered(request, text)
    body = {
        **_NOTHING_TO_SHOW,
        "query": query,
        "sort": order,
        "from": min(offset, MAX_WINDOW),
        "size": max(0, min(request.limit, MAX_WINDOW - offset)),
        "version": True,
        "track_total_hits": True,
        "timeout": give_up_after(conf.elasticsearch().answer_seconds),
    }
    if request.filters:
        body["post_filter"] = _all(_facet_filters(request.filters))
    return body


def clusters_body(request: SearchRequest, text: TextQuery, zoom: int) -> dict[str, Any]:
    """Return the request for the map: one bucket a tile, with its centroid and one of its ids."""
    return {
        "query": _all([*_conditions(request, text), *_facet_filters(request.filters)]),
        "size": 0,
        "track_total_hits": True,
        "timeout": give_up_after(conf.elasticsearch().answer_seconds),
        "aggs": {
            "_all": {"global": {}},
            "_map": {"filter": {"match_all": {}}, "aggs": _places_of(zoom)},
        },
    }


def totals_body(searches: Sequence[tuple[SearchRequest, TextQuery]]) -> dict[str, Any]:
    """Return the request for how much each of some searches finds: one bucket each, in their order."""
    filters = [_all([*_conditions(r, text), *_facet_filters(r.filters)]) for r, text in searches]
    return {
        "size": 0,
        "timeout": give_up_after(conf.elasticsearch().answer_seconds),
        "aggs": {"_all": {"global": {}}, "_totals": {"filters": {"filters": filters}}},
    }


def _places_of(zoom: int) -> dict[str, Any]:
    """Return what counts and groups the places of what is found, and the first ids of what has none."""
    tiles = {
        "geotile_grid": {
            "field": "point",
            "precision": zoom + 1,
            "size": MAX_CLUSTERS,
            "shard_size": _VALUES_OF_SHARD,
        },
        "aggs": {"centroid": {"geo_centroid": {"field": "point"}}, "id": {"min": {"field": "id"}}},
    }
    first = {"top_hits": {"size": MAX_UNPLACED, "sort": ["title_key", "id"], "_source": False}}
    return {
        "placed": {"filter": {"exists": {"field": "point"}}},
        "tiles": tiles,
        "unplaced": {
            "filter": {"bool": {"must_not": {"exists": {"field": "point"}}}},
            "aggs": {"first": first},
        },
    }


def said(expression: Expression, field: Field = "all") -> Clause:
    """Say an expression in the server's language."""
    if isinstance(expression, AnyToken):
        return {"terms": {field: list(expression.tokens)}}
    if isinstance(expression, Phrase):
        return {"match_phrase": {field: " ".join(expression.tokens)}}
    parts = [said(part, field) for part in expression.parts]
    if isinstance(expression, AllOf):
        return {"bool": {"filter": parts}}
    return {"bool": {"should": parts, "minimum_should_match": 1}}


def _conditions(request: SearchRequest, text: TextQuery) -> list[Clause]:
    """Return what words and place demand, facets left out."""
    conditions = [said(part) for part in text.required]
    if text.some:
        conditions.append(said(text.some))
    if text.excluded:
        conditions.append({"bool": {"must_not": [said(part) for part in text.excluded]}})
    return conditions + _place(request)


def _place(request: SearchRequest) -> list[Clause]:
    conditions: list[Clause] = []
    if request.bbox:
        west, south, east, north = request.bbox
        conditions.append({"range": {"latitude": {"gte": south, "lte": north}}})
        if west <= east:
            conditions.append({"range": {"longitude": {"gte": west, "lte": east}}})
        else:  # across the date line
            sides: list[Clause] = [
                {"range": {"longitude": {"gte": west}}},
                {"range": {"longitude": {"lte": east}}},
            ]
            conditions.append({"bool": {"should": sides, "minimum_should_match": 1}})
    if request.near and request.radius_km is not None:
        near = {"distance": f"{request.radius_km}km", "point": _lon_lat(request.near)}
        conditions.append({"geo_distance": near})
    return conditions


def _facet_filters(filters: Mapping[str, Iterable[str]], but: str = "") -> list[Clause]:
    return [{"terms": {f"facets.{name}": list(values)}} for name, values in filters.items() if name != but]


def _counts(request: SearchRequest) -> dict[str, Any]:
    """Count each facet under all filters but its own, and all documents there are.

    Facets that are not filtered by share one filter; those that are have one each.
    """
    names = list(registry.facets)
    filters = request.filters
    aggregations: dict[str, Any] = {"_all": {"global": {}}}
    free = {name: _values_of(name) for name in names if name not in filters}
    if not filters:
        return {**aggregations, **free}
    aggregations["_others"] = {"filter": _all(_facet_filters(filters)), "aggs": free}
    for name in filters:
        others = _facet_filters(filters, but=name)
        if others:
            aggregations[f"_{name}"] = {"filter": _all(others), "aggs": {name: _values_of(name)}}
        else:
            aggregations[name] = _values_of(name)
    return aggregations


def _values_of(facet: str) -> dict[str, Any]:
    return {"terms": {"field": f"facets.{facet}", "size": _VALUES, "shard_size": _VALUES_OF_SHARD}}


def _ordered(request: SearchRequest, text: TextQuery) -> tuple[Clause, list[Any]]:
    """Return query and sort keys; the last key makes every order total."""
    conditions = _conditions(request, text)
    newest: list[Any] = [{"date": {"order": "desc", "missing": "_last"}}, {"id": "desc"}]
    if request.sort == "title":
        return _all(conditions), ["title_key", "id"]
    if request.sort == "distance":
        near = [_by_distance(request.near)] if request.near else []
        return _all(conditions), [*near, "id"]
    if request.sort == "newest":
        return _all(conditions), newest
    if text.scores:
        return _scored(conditions, text), ["_score", *newest]
    primary = [kind.value for kind in registry.kinds if kind.primary]
    # Without words nothing is more relevant than another; what most people come for stands first.
    first = [_points({"terms": {"facets.type": primary}}, 1)] if primary else []
    return {"bool": {"filter": conditions or [{"match_all": {}}], "should": first}}, ["_score", *newest]


def _scored(conditions: list[Clause], text: TextQuery) -> Clause:
    """Add up points and quality."""
    points = [_points(said(score.expression, score.field), score.points) for score in text.scores]
    return {
        "function_score": {
            "query": {"bool": {"filter": conditions or [{"match_all": {}}], "should": points}},
            "field_value_factor": {"field": "quality", "missing": 0},
            "boost_mode": "sum",
        }
    }


def _points(condition: Clause, points: int) -> Clause:
    return {"constant_score": {"filter": condition, "boost": points}}


def _by_distance(near: tuple[float, float]) -> Clause:
    return {"_geo_distance": {"point": _lon_lat(near), "order": "asc", "unit": "km"}}


def _lon_lat(near: tuple[float, float]) -> list[float]:
    latitude, longitude = near
    return [longitude, latitude]


def _all(conditions: list[Clause]) -> Clause:
    if len(conditions) == 1:
        return conditions[0]
    return {"bool": {"filter": conditions}} if conditions else {"match_all": {}}


def give_up_after(seconds: float) -> str:
    """Return when the server should give up: a little before we stop listening."""
    return f"{seconds * 900:.0f}ms"
