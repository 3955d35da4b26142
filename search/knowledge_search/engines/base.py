"""What every engine offers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..analysis import TextQuery
from ..models import Record
from ..request import SearchRequest

# The Earth's mean radius as Lucene takes it, so that distances agree.
EARTH_RADIUS_KM = 6371.0087714
# More than anyone tells apart on a map; where there are more, the largest are given.
MAX_CLUSTERS = 10_000
# Of the hits without a place, the names that stand below a map.
MAX_UNPLACED = 50


class EngineUnavailable(Exception):
    """An engine cannot answer now: not reachable, no index, or an answer that cannot be read."""


class IndexIncomplete(EngineUnavailable):
    """An engine's index lacks more records than wait to be brought to it."""


@dataclass(frozen=True)
class RawHit:
    """A record that matched and, in a search near a point, its distance."""

    record: Record
    distance_km: float | None


@dataclass(frozen=True)
class Cluster:
    """Records that stand together on the map at a zoom level.

    Attributes:
        latitude, longitude: the centroid of their points.
        count: how many they are.
        record_id: the record, where it is one alone.
    """

    latitude: float
    longitude: float
    count: int
    record_id: int | None


@dataclass(frozen=True)
class Clusters:
    """The map of one result set.

    Attributes:
        clusters: the hits with a place, grouped.
        total, placed: how many hits there are, and how many of them have a place.
        unplaced: the first records without one by title, at most `MAX_UNPLACED`.
    """

    clusters: tuple[Cluster, ...]
    total: int
    placed: int
    unplaced: tuple[int, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What an engine found.

    Attributes:
        total: number of records that match everything.
        counts: by facet and value, the number of records under all filters but that facet's own.
        offset: where `hits` begin; less than asked for when a page beyond the last was asked for.
        places: the map of all hits, where the request has a `map_zoom`.
    """

    total: int
    counts: Mapping[str, Mapping[str, int]]
    hits: tuple[RawHit, ...]
    offset: int
    places: Clusters | None = None


class Engine(Protocol):
    """Answers a request from the search records.

    Order by relevance: score of `text` plus the record's quality, then the newest, then the higher id.
    Without words: primary kinds, then the newest, then the higher id.
    """

    name: str

    def answer(self, request: SearchRequest, text: TextQuery) -> Answer:
        """Find, filter, count and sort."""
        ...

    def answers(self, searches: Sequence[tuple[SearchRequest, TextQuery]]) -> tuple[Answer, ...]:
        """Answer several searches, in their order: the engine is asked once, the records are read once."""
        ...

    def clusters(self, request: SearchRequest, text: TextQuery, zoom: int) -> Clusters:
        """Group the places of all hits by the map tiles of a zoom level (0 to 22), under the same filters.

        A tile is that of a web map (256 pixels, web Mercator) one level finer than what is shown, so that
        four clusters fit on a tile: with n = 2 ** (zoom + 1), x = floor((longitude + 180) / 360 * n) and
        y = floor((0.5 - log((1 + s) / (1 - s)) / (4 * pi)) * n), where s is the sine of the latitude, both
        kept within 0 and n - 1. What lies beyond 85.0511 degrees thus belongs to the outermost tiles.
        At most `MAX_CLUSTERS`, the largest first.
        """
        ...

    def totals(self, searches: Sequence[tuple[SearchRequest, TextQuery]]) -> tuple[int, ...]:
        """Count what each of some searches finds, in a number of queries that does not rise with theirs.

        Made for searches that differ from one another by one thing that was left out.
        """
        ...


def distance_km(record: Record, near: tuple[float, float] | None) -> float | None:
    """Return the distance in km by the haversine formula, as SQL has it.

    None without a point or a place.
    """
    if near is None or record.latitude is None or record.longitude is None:
        return None
    south, north = math.radians(near[0]), math.radians(record.latitude)
    half_chord = (
        math.sin((north - south) / 2) ** 2
        + math.cos(south) * math.cos(north) * math.sin(math.radians(record.longitude - near[1]) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half_chord)))
