"""Elasticsearch: one request a search; the hits are read from the records."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from typing import Any

from elasticsearch import ApiError, TransportError

from ... import conf
from ...analysis import TextQuery
from ...models import Record
from ...request import SearchRequest
from ..base import EARTH_RADIUS_KM, Answer, Cluster, Clusters, EngineUnavailable, RawHit
from ..reading import read_records
from . import completeness, faults
from .client import get_client
from .query import clusters_body, give_up_after, hits_body, search_body


class ElasticsearchEngine:
    """Asks the server; raises `EngineUnavailable` for whatever keeps it from a whole and true answer."""

    name = "elasticsearch"

    def __init__(self, generation: int | None = None, seconds: float | None = None) -> None:
        """Make an engine for one search.

        Args:
            generation: number of changes of the records; while it stays, the index is not counted again.
            seconds: how long to wait for an answer where nobody else waits; as the settings say if None.
        """
        self.generation = generation
        self._seconds = seconds

    def answer(self, request: SearchRequest, text: TextQuery) -> Answer:
        """Answer in one request; a page beyond the last takes a second."""
        if request.q and text.is_empty:  # only punctuation
            return Answer(0, {}, (), 0)
        end = time.monotonic() + (self._seconds or conf.elasticsearch().answer_seconds)
        found = self._ask(search_body(request, text))
        try:
            total, offset = found["hits"]["total"]["value"], request.offset
            counts = _counts(found["aggregations"])
            completeness.check(found["aggregations"]["_all"]["doc_count"], self.generation, end)
            if request.clamp and offset >= total and offset:
                offset = max(0, total - 1) // request.limit * request.limit
                found = self._ask(hits_body(request, text, offset)) if total else found
            return Answer(total, counts, _hits(found, request), offset)
        except (KeyError, TypeError, IndexError) as error:
            raise EngineUnavailable(f"The answer cannot be read: {error!r}.") from error

    def clusters(self, request: SearchRequest, text: TextQuery, zoom: int) -> Clusters:
        """Answer in one request."""
        if request.q and text.is_empty:
            return Clusters((), 0, 0)
        end = time.monotonic() + (self._seconds or conf.elasticsearch().answer_seconds)
        found = self._ask(clusters_body(request, text, zoom))
        try:
            aggregations = found["aggregations"]
            completeness.check(aggregations["_all"]["doc_count"], self.generation, end)
            return Clusters(
                clusters=tuple(_cluster(bucket) for bucket in aggregations["tiles"]["buckets"]),
                total=found["hits"]["total"]["value"],
                placed=aggregations["placed"]["doc_count"],
            )
        except (KeyError, TypeError, IndexError) as error:
            raise EngineUnavailable(f"The answer cannot be read: {error!r}.") from error

    def _ask(self, body: dict[str, Any]) -> dict[str, Any]:
        """Send a request; return a whole answer.

        Raises:
            EngineUnavailable: anything else.
        """
        try:
            client = get_client()
            if self._seconds is not None:
                client = client.options(request_timeout=self._seconds)
                body = {**body, "timeout": give_up_after(self._seconds)}
            response = client.search(
                index=conf.elasticsearch().index, body=body, allow_partial_search_results=False
            )
        except (ApiError, TransportError) as error:
            # Not with the server's own words: they may repeat what was searched for.
            raise EngineUnavailable(faults.describe(error)) from error
        answer = response.body
        if not isinstance(answer, dict):
            raise EngineUnavailable("The answer is not an object.")
        if answer.get("timed_out") is not False:
            raise EngineUnavailable("The server did not finish in time.")
        if (answer.get("_shards") or {}).get("failed") != 0:
            raise EngineUnavailable("Not all shards answered.")
        return answer


def _counts(aggregations: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Return the counts of all facets, those within a filter too."""
    counts: dict[str, dict[str, int]] = {}
    for name, found in aggregations.items():
        facets = {name: found} if "buckets" in found else found
        for facet, inner in facets.items():
            if isinstance(inner, dict):
                counts[facet] = {bucket["key"]: bucket["doc_count"] for bucket in inner["buckets"]}
    return counts


def _hits(found: Mapping[str, Any], request: SearchRequest) -> tuple[RawHit, ...]:
    """Read the records of the hits, in one query, and leave out what is no longer so."""
    versions = {hit["sort"][-1]: hit["_version"] for hit in found["hits"]["hits"]}
    records = read_records(list(versions))
    return tuple(
        RawHit(records[pk], _distance(records[pk], request.near))
        for pk, version in versions.items()
        if pk in records and (records[pk].version == version or request.lets_through(records[pk].facets))
    )


def _distance(record: Record, near: tuple[float, float] | None) -> float | None:
    """Return the distance in km by the haversine formula, as SQL has it."""
    if near is None or record.latitude is None or record.longitude is None:
        return None
    south, north = math.radians(near[0]), math.radians(record.latitude)
    half_chord = (
        math.sin((north - south) / 2) ** 2
        + math.cos(south) * math.cos(north) * math.sin(math.radians(record.longitude - near[1]) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half_chord)))


def _cluster(bucket: Mapping[str, Any]) -> Cluster:
    count = bucket["doc_count"]
    return Cluster(
        latitude=bucket["centroid"]["location"]["lat"],
        longitude=bucket["centroid"]["location"]["lon"],
        count=count,
        record_id=int(bucket["id"]["value"]) if count == 1 else None,
    )
