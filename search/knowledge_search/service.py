"""The one function that page, API, feeds and exports ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db.models import Exists, OuterRef, Q

from .analysis import parse_query
from .engines import Answer, RawHit, get_engine
from .facets import Facet, Label, OpenTermFacet
from .models import RecordFacet, Term
from .registry import registry
from .request import SearchRequest
from .results import Hit, SearchPage

# From so many values of one facet on, its whole vocabulary is read instead of naming each.
_MANY = 500

__all__ = ["SearchPage", "SearchRequest", "search"]


def search(request: SearchRequest) -> SearchPage:
    """Answer a search. Takes at most six queries, however much is found."""
    text = parse_query(request.q)
    engine = get_engine()
    answer = engine.answer(request, text)
    facets = registry.facets
    terms = _terms(facets.values(), answer, request)

    def hit(raw: RawHit) -> Hit:
        return Hit(
            record=raw.record,
            kind=registry.kind(raw.record.type),
            facets=raw.facets,
            labels={
                name: tuple(facets[name].label_of(value, terms[facets[name].vocabulary]) for value in values)
                for name, values in raw.facets.items()
                if name in facets
            },
            distance_km=raw.distance_km,
            query=text,
        )

    return SearchPage(
        request=replace(request, offset=answer.offset),
        total=answer.total,
        hits=tuple(hit(raw) for raw in answer.hits),
        facets=tuple(
            facet.describe(
                answer.counts.get(name, {}), request.filters.get(name, ()), terms[facet.vocabulary]
            )
            for name, facet in facets.items()
        ),
        engine=engine.name,
    )


def _terms(
    facets: Iterable[Facet], answer: Answer, request: SearchRequest
) -> Mapping[str, Mapping[str, Label]]:
    """Return how all values of the answer are shown, by vocabulary and key, in one query."""
    condition = Q()
    for facet in facets:
        counted = answer.counts.get(facet.name, {}).keys()
        keys = counted | set(request.filters.get(facet.name, ()))
        if not facet.vocabulary or not keys:
            continue
        known = Q(vocabulary=facet.vocabulary)
        if len(keys) <= _MANY:
            known &= Q(key__in=keys)
        if isinstance(facet, OpenTermFacet) and keys != counted:
            # A keyword that only drafts have must not show by its label that it is there.
            known &= Q(Exists(RecordFacet.objects.filter(facet=facet.name, value=OuterRef("key"))))
        condition |= known
    terms: dict[str, dict[str, Label]] = defaultdict(dict)
    if condition:
        rows = Term.objects.filter(condition).values_list(
            "vocabulary", "key", "label", "order", "colour", "icon"
        )
        for vocabulary, key, text, order, colour, icon in rows:
            terms[vocabulary][key] = Label(text, order, colour, icon)
    return terms
