"""The one function that page, API, feeds and exports ask."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from threading import Thread

from django.db import DatabaseError, connections, router

from . import noticing, snapshot
from .analysis import TextQuery
from .engines import Answer, Clusters, DatabaseEngine, Engine, answering, attempting
from .engines.sql import TOKEN_COLUMNS
from .facets import Facet, FacetResult, Label, OpenTermFacet
from .models import Record, RecordFacet
from .registry import registry
from .request import SearchRequest
from .results import Hit, SearchPage

__all__ = [
    "Clusters",
    "SearchPage",
    "SearchRequest",
    "clusters",
    "hits_of",
    "search",
    "search_all",
    "totals",
    "warm_up",
]

logger = logging.getLogger("knowledge_search")


def search(request: SearchRequest, engine: Engine | None = None) -> SearchPage:
    """Answer a search. How many queries it takes does not depend on how much is found.

    Args:
        request: what is searched for.
        engine: the one to ask, whatever the settings say; then its errors are the caller's. None: the one
            that can answer now.
    """
    return search_all([request], engine)[0]


def search_all(requests: Sequence[SearchRequest], engine: Engine | None = None) -> tuple[SearchPage, ...]:
    """Answer several searches, for a page that shows some of each.

    The engine is asked once and the records are read once, however many searches there are.
    """
    noticing.searched()
    store = snapshot.current()
    searches = [(request, store.query(request.q)) for request in requests]
    if engine is None:
        answers, answered_by = answering(lambda able: able.answers(searches), store.generation)
    else:
        answers, answered_by = engine.answers(searches), engine.name
    return tuple(
        _page(request, text, answer, answered_by, store)
        for (request, text), answer in zip(searches, answers, strict=True)
    )


def _page(
    request: SearchRequest, text: TextQuery, answer: Answer, answered_by: str, store: snapshot.Snapshot
) -> SearchPage:
    facets = registry.facets
    counts = answer.counts
    if store.waiting and answered_by != DatabaseEngine.name:
        counts = _of_today(counts, facets)

    def describe() -> tuple[FacetResult, ...]:
        return tuple(
            facet.describe(
                counts.get(name, {}),
                request.filters.get(name, ()),
                _shown_terms(facet, counts.get(name, {}), request, store.terms),
            )
            for name, facet in facets.items()
        )

    return SearchPage(
        request=replace(request, offset=answer.offset),
        total=answer.total,
        hits=tuple(Hit.of(raw.record, text, store.terms, raw.distance_km) for raw in answer.hits),
        describe=describe,
        engine=answered_by,
        suggestion=text.corrected,
        moment=store.moment,
        places=answer.places,
    )


def hits_of(things: Collection[tuple[int, int]]) -> dict[tuple[int, int], Hit]:
    """Return the public ones among things that are known already, as if a search had found them.

    No engine is asked: one query reads their records.

    Args:
        things: pairs of a content type's id and a key.
    """
    store = snapshot.current()
    types, keys = ({thing[part] for thing in things} for part in (0, 1))
    records = Record.objects.filter(content_type__in=types, object_id__in=keys).defer(*TOKEN_COLUMNS.values())
    found = {(record.content_type_id, record.object_id): record for record in records}
    return {key: Hit.of(found[key], TextQuery(), store.terms) for key in things if key in found}


def clusters(request: SearchRequest, zoom: int) -> tuple[Clusters, str]:
    """Return the map of a search at a zoom level, and the name of the engine that answered."""
    noticing.searched()
    store = snapshot.current()
    text = store.query(request.q)
    return answering(lambda engine: engine.clusters(request, text, zoom), store.generation)


def totals(requests: Sequence[SearchRequest]) -> tuple[int, ...]:
    """Return how much each of some searches finds. The engine is asked once, however many they are."""
    store = snapshot.current()
    searches = [(request, store.query(request.q)) for request in requests]
    return answering(lambda engine: engine.totals(searches), store.generation)[0]


def warm_up() -> None:
    """Read what the first visitors would wait for, at the start of a process that serves.

    A crowd at its door would read all of it many times over. The engine's client, words, synonyms and the
    rules of the language are there when this returns; what the database needs to answer in the engine's place
    is read beside the first requests, since it grows with the store. Without a database it only says so.
    """
    attempting()
    _read_ahead("Nachbarschafthilfe für Bürger*innen")  # misspelt: that asks for everything
    Thread(target=_read_ahead, args=("", True), name="search warm-up", daemon=True).start()


def _read_ahead(query: str, in_database: bool = False) -> None:
    try:
        store = snapshot.current()
        text = store.query(query)
        if in_database:
            DatabaseEngine(store.generation).answer(SearchRequest(q=query), text)
    except DatabaseError as error:
        logger.warning("The search could not be made ready: %s", error)
    finally:
        connections[router.db_for_read(Record)].close()


def _of_today(
    counts: Mapping[str, Mapping[str, int]], facets: Mapping[str, Facet]
) -> Mapping[str, Mapping[str, int]]:
    """Leave out keywords that no record has any more.

    While the engine has yet to learn that a record is gone it still counts it, and a keyword that only
    that record had would tell of it by its name. All other values are public without any record.
    """
    mine = {name: own for name, own in counts.items() if own and isinstance(facets.get(name), OpenTermFacet)}
    rows = RecordFacet.objects.filter(facet__in=mine).values_list("facet", "value").distinct()
    public = set(rows) if mine else set()
    return {
        **counts,
        **{
            name: {value: count for value, count in own.items() if (name, value) in public}
            for name, own in mine.items()
        },
    }


def _shown_terms(
    facet: Facet, counts: Mapping[str, int], request: SearchRequest, terms: snapshot.Terms
) -> Mapping[str, Label]:
    """Return how a facet's values are shown.

    A keyword that only drafts have must not show by its label that it is there.
    """
    own = terms.get(facet.vocabulary, {})
    if not isinstance(facet, OpenTermFacet):
        return own
    asked = {value for value in request.filters.get(facet.name, ()) if value not in counts and value in own}
    if not asked:
        return own
    public = RecordFacet.objects.filter(facet=facet.name, value__in=asked).values_list("value", flat=True)
    hidden = asked - set(public)
    return {key: label for key, label in own.items() if key not in hidden} if hidden else own
