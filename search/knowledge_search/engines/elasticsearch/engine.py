"""Elasticsearch: one request a search; the hits are read from the records."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from elasticsearch import ApiError, TransportError

from ... import conf
from ...analysis import TextQuery
from ...models import Record
from ...request import SearchRequest
from ..base import Answer, Cluster, Clusters, EngineUnavailable, RawHit, distance_km
from ..reading import read_records
from . import completeness, faults
from .client import get_client
from .query import clusters_body, give_up_after, hits_body, search_body, totals_body


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
        return self.answers([(request, text)])[0]

    def answers(self, searches: Sequence[tuple[SearchRequest, TextQuery]]) -> tuple[Answer, ...]:
        """Answer in one request, and one for each page beyond the last."""
        end = time.monotonic() + (self._seconds or conf.elasticsearch().answer_seconds)
        asked = [not request.q or not text.is_empty for request, text in searches]  # not only punctuation
        bodies = [search_body(*search) for search, is_asked in zip(searches, asked, strict=True) if is_asked]
        answers = iter(self._ask_all(bodies))
        try:
            pages = [
                self._page(request, text, next(answers), end) if is_asked else _NOTHING
                for (request, text), is_asked in zip(searches, asked, strict=True)
            ]
            versions = [_versions(page.found) for page in pages]
        except (KeyError, TypeError, IndexError) as error:
            raise EngineUnavailable(f"The answer cannot be read: {error!r}.") from error
        records = read_records(list(dict.fromkeys(pk for each in versions for pk in each)))
        return tuple(
            Answer(page.total, page.counts, _hits(own, request, records), page.offset, page.places)
            for page, own, (request, _) in zip(pages, versions, searches, strict=True)
        )

    def clusters(self, request: SearchRequest, text: TextQuery, zoom: int) -> Clusters:
        """Answer in one request."""
        if request.q and text.is_empty:
            return Clusters((), 0, 0)
        end = time.monotonic() + (self._seconds or conf.elasticsearch().answer_seconds)
        found = self._ask(clusters_body(request, text, zoom))
        try:
            completeness.check(found["aggregations"]["_all"]["doc_count"], self.generation, end)
            return _places(found["aggregations"])
        except (KeyError, TypeError, IndexError) as error:
            raise EngineUnavailable(f"The answer cannot be read: {error!r}.") from error

    def totals(self, searches: Sequence[tuple[SearchRequest, TextQuery]]) -> tuple[int, ...]:
        """Answer in one request."""
        end = time.monotonic() + (self._seconds or conf.elasticsearch().answer_seconds)
        found = self._ask(totals_body(searches))
        try:
            completeness.check(found["aggregations"]["_all"]["doc_count"], self.generation, end)
            counts = [bucket["doc_count"] for bucket in found["aggregations"]["_totals"]["buckets"]]
        except (KeyError, TypeError, IndexError) as error:
            raise EngineUnavailable(f"The answer cannot be read: {error!r}.") from error
        return tuple(
            0 if request.q and text.is_empty else count
            for (request, text), count in zip(searches, counts, strict=True)
        )

    def _page(self, request: SearchRequest, text: TextQuery, found: dict[str, Any], end: float) -> _Page:
        total, offset = found["hits"]["total"]["value"], request.offset
        counts = _counts(found["aggregations"])
        places = _places(found["aggregations"]) if request.map_zoom is not None else None
        completeness.check(found["aggregations"]["_all"]["doc_count"], self.generation, end)
        if request.clamp and offset >= total and offset:
            offset = max(0, total - 1) // request.limit * request.limit
            found = self._ask(hits_body(request, text, offset)) if total else found
        return _Page(total, counts, found, offset, places)

    def _ask(self, body: dict[str, Any]) -> dict[str, Any]:
        return self._ask_all([body])[0]

    def _ask_all(self, bodies: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Send one request; return a whole answer to each body.

        Raises:
            EngineUnavailable: anything else.
        """
        if not bodies:
            return []
        index = conf.elasticsearch().index
        try:
            client = get_client()
            if self._seconds is not None:
                client = client.options(request_timeout=self._seconds)
                bodies = [{**body, "timeout": give_up_after(self._seconds)} for body in bodies]
            if len(bodies) == 1:
                found = [client.search(index=index, body=bodies[0], allow_partial_search_results=False).body]
            else:
                head = {"index": index, "allow_partial_search_results": False}
                several = client.msearch(searches=[line for body in bodies for line in (head, body)]).body
                found = several.get("responses", []) if isinstance(several, dict) else []
        except (ApiError, TransportError) as error:
            # Not with the server's own words: they may repeat what was searched for.
            raise EngineUnavailable(faults.describe(error)) from error
        if len(found) != len(bodies):
            raise EngineUnavailable("Not every search was answered.")
        return [_whole(answer) for answer in found]


class _Page(NamedTuple):
    total: int
    counts: Mapping[str, Mapping[str, int]]
    found: Mapping[str, Any]
    offset: int
    places: Clusters | None


_NOTHING = _Page(0, {}, {"hits": {"hits": []}}, 0, Clusters((), 0, 0))


def _whole(answer: Any) -> dict[str, Any]:
    """Return an answer that lacks nothing."""
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
        if name == "_map":
            continue
        facets = {name: found} if "buckets" in found else found
        for facet, inner in facets.items():
            if isinstance(inner, dict):
                counts[facet] = {bucket["key"]: bucket["doc_count"] for bucket in inner["buckets"]}
    return counts


def _versions(found: Mapping[str, Any]) -> dict[int, int]:
    """Return the hits' versions as the index knows them, by key, in order."""
    return {hit["sort"][-1]: hit["_version"] for hit in found["hits"]["hits"]}


def _hits(
    versions: Mapping[int, int], request: SearchRequest, records: Mapping[int, Record]
) -> tuple[RawHit, ...]:
    """Return the hits, without those that are no longer so."""
    return tuple(
        RawHit(records[pk], distance_km(records[pk], request.near))
        for pk, version in versions.items()
        if pk in records and (records[pk].version == version or request.lets_through(records[pk].facets))
    )


def _places(aggregations: Mapping[str, Any]) -> Clusters:
    found = aggregations["_map"]
    return Clusters(
        clusters=tuple(_cluster(bucket) for bucket in found["tiles"]["buckets"]),
        total=found["doc_count"],
        placed=found["placed"]["doc_count"],
        unplaced=tuple(hit["sort"][-1] for hit in found["unplaced"]["first"]["hits"]["hits"]),
    )


def _cluster(bucket: Mapping[str, Any]) -> Cluster:
    count = bucket["doc_count"]
    return Cluster(
        latitude=bucket["centroid"]["location"]["lat"],
        longitude=bucket["centroid"]["location"]["lon"],
        count=count,
        record_id=int(bucket["id"]["value"]) if count == 1 else None,
    )
