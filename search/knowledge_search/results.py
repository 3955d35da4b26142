"""What a search gives back: hits, facets and the sentence that counts them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString

from .analysis import TextQuery
from .analysis.highlight import mark, snippets
from .engines.base import Clusters
from .facets import FacetResult, Label
from .models import Record
from .registry import ContentKind, registry
from .request import MAX_WINDOW, SearchRequest


@dataclass(frozen=True)
class Hit:
    """One record that was found, with what a card or the API shows of it."""

    record: Record
    kind: ContentKind
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    distance_km: float | None = None
    query: TextQuery = field(default_factory=TextQuery)
    terms: Mapping[str, Mapping[str, Label]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        record: Record,
        query: TextQuery,
        terms: Mapping[str, Mapping[str, Label]],
        distance_km: float | None = None,
    ) -> Hit:
        """Return a record as it is shown, with the terms of all vocabularies at hand."""
        values: Mapping[str, Sequence[str]] = record.facets
        facets = {name: tuple(own) for name, own in values.items()}
        return cls(record, registry.kind(record.type), facets, distance_km, query, terms)

    def labels(self, facet: str) -> tuple[Label, ...]:
        """Return how the record's values of a facet are shown, in the order of their vocabulary."""
        known = registry.facets.get(facet)
        own = self.terms.get(known.vocabulary, {}) if known else {}
        found = (own[value] for value in self.facets.get(facet, ()) if value in own)
        return tuple(sorted(found, key=lambda label: (label.order, label.folded)))

    @property
    def type(self) -> str:
        """Value of the kind of content."""
        return self.record.type

    @property
    def id(self) -> int:
        """Primary key of the object itself."""
        return self.record.object_id

    @property
    def title(self) -> str:
        """Title as written."""
        return self.record.title

    @property
    def summary(self) -> str:
        """One or two sentences, plain text."""
        return self.record.summary

    @property
    def url(self) -> str:
        """Path on this site."""
        return self.record.url

    @property
    def image_url(self) -> str:
        """Address of a picture, or ""."""
        return self.record.image_url

    @property
    def place(self) -> str:
        """Name of the place, or ""."""
        return self.record.place

    @property
    def card(self) -> dict[str, Any]:
        """Extras that the source gives for the card."""
        return dict(self.record.card)

    @property
    def location(self) -> dict[str, float] | None:
        """Point in degrees, or None."""
        if self.record.latitude is None or self.record.longitude is None:
            return None
        return {"latitude": self.record.latitude, "longitude": self.record.longitude}

    @cached_property
    def title_html(self) -> SafeString:
        """Title with the matched words in `<mark>`."""
        return mark(self.title, self.query)

    @cached_property
    def summary_html(self) -> SafeString:
        """Summary with the matched words in `<mark>`."""
        return mark(self.summary, self.query)

    @cached_property
    def body_highlights(self) -> Sequence[SafeString]:
        """Up to two pieces of the text around matched words."""
        return snippets(self.record.body, self.query)

    @cached_property
    def highlights(self) -> list[SafeString]:
        """Up to three pieces of summary and text around matched words."""
        return [*snippets(self.summary, self.query, limit=1), *self.body_highlights]


@dataclass(frozen=True)
class SearchPage:
    """One page of results.

    Attributes:
        request: what was answered; its offset is that of the last page if one beyond it was asked for.
        describe: describes the facets; who wants hits alone does without.
        suggestion: a better spelling, or None.
        moment: stands for the state of records and terms that this was made of, so that what is made of it
            can be kept. None inside a transaction: keep nothing.
        engine: name of the engine that answered.
        places: the map of all hits, where the request has a `map_zoom`.
    """

    request: SearchRequest
    total: int
    hits: tuple[Hit, ...]
    describe: Callable[[], tuple[FacetResult, ...]]
    engine: str
    suggestion: str | None = None
    moment: tuple[int, int] | None = None
    places: Clusters | None = None

    @cached_property
    def facets(self) -> tuple[FacetResult, ...]:
        """Every facet with its values under this search."""
        return self.describe()

    @property
    def page_count(self) -> int:
        """Number of pages that can be opened."""
        reachable = min(self.total, MAX_WINDOW)
        return max(1, -(-reachable // self.request.limit)) if self.request.limit else 1

    @property
    def primary_counts(self) -> tuple[tuple[ContentKind, int], ...]:
        """How many of the hits are of each primary kind."""
        chosen = self.request.filters.get("type")
        counts = {value.value: value.count for facet in self.facets[:1] for value in facet.values}
        return tuple(
            (kind, counts.get(kind.value, 0))
            for kind in registry.kinds
            if kind.primary and (not chosen or kind.value in chosen)
        )

    @property
    def sentence(self) -> str:
        """The count as a German sentence."""
        chosen = self.request.filters.get("type", ())
        if len(chosen) == 1:
            return _sentence_for_kind(registry.kind(chosen[0]), self.total)
        if self.total == 0:
            return "Keine Treffer"
        of_kinds = (f"davon {counted(kind, count)}" for kind, count in self.primary_counts if count)
        return ", ".join((f"{grouped(self.total)} Treffer", *of_kinds))


def counted(kind: ContentKind, count: int) -> str:
    """Write how many of a kind there are: 1 Projekt, 54 Projekte."""
    return f"{grouped(count)} {kind.singular if count == 1 else kind.plural}"


def _sentence_for_kind(kind: ContentKind, total: int) -> str:
    # The singular and zero avoid articles: a kind's grammatical gender is not known here.
    if total == 0:
        return f"Keine {kind.plural} entsprechen deinen Suchkriterien"
    if total == 1:
        return f"1 {kind.singular} entspricht deinen Suchkriterien"
    return f"Hier sind {grouped(total)} {kind.plural}, die deinen Suchkriterien entsprechen"


def grouped(number: int) -> str:
    """Write a number as German does: points between thousands, from five digits on."""
    return f"{number:,}".replace(",", ".") if number >= 10_000 else str(number)
