"""What every engine offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from ..analysis import TextQuery
from ..models import Record
from ..request import SearchRequest


@dataclass(frozen=True)
class RawHit:
    """A record that matched, with its facet values and, in a search near a point, its distance."""

    record: Record
    facets: Mapping[str, tuple[str, ...]]
    distance_km: float | None


@dataclass(frozen=True)
class Answer:
    """What an engine found.

    Attributes:
        total: number of records that match everything.
        counts: by facet and value, the number of records under all filters but that facet's own.
        offset: where `hits` begin; less than asked for when a page beyond the last was asked for.
    """

    total: int
    counts: Mapping[str, Mapping[str, int]]
    hits: tuple[RawHit, ...]
    offset: int


class Engine(Protocol):
    """Answers a request from the search records."""

    name: str

    def answer(self, request: SearchRequest, text: TextQuery) -> Answer:
        """Find, filter, count and sort."""
        ...
