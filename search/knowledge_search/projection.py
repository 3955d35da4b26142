"""From what a source says of an object to the columns of its record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q

from .analysis import get_analysis, sort_key
from .facets import MAX_VALUE_LENGTH
from .models import Record, Term
from .registry import RecordData, registry

Pairs = Collection[tuple[str, str]]
Labels = Mapping[tuple[str, str], str]


def facet_values(data: RecordData) -> set[tuple[str, str]]:
    """Return the pairs of facet and value of an object, its type included.

    Raises:
        ValueError: a facet that is not registered, or a value longer than a column: an error of the source.
    """
    facets = registry.facets
    pairs = {("type", data.type)}
    for name, values in data.facets.items():
        if name not in facets:
            raise ValueError(f"The record of {data.url} names the facet {name!r}, which is not registered.")
        pairs.update((name, value) for value in values if value)
    for name, value in pairs:
        if len(value) > MAX_VALUE_LENGTH:
            raise ValueError(f"The record of {data.url} has a value of {name!r} that is too long: {value!r}.")
    return pairs


def labels_of(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return the searchable words of facet values, labels and synonyms, in one query."""
    facets = {f.name: f for f in registry.own_facets if f.vocabulary and f.search_text}
    by_vocabulary: dict[str, set[str]] = {}
    for name, value in pairs:
        if name in facets:
            by_vocabulary.setdefault(facets[name].vocabulary, set()).add(value)
    if not by_vocabulary:
        return {}
    condition = Q()
    for vocabulary, keys in by_vocabulary.items():
        condition |= Q(vocabulary=vocabulary, key__in=keys)
    words = {
        (term.vocabulary, term.key): " ".join((term.label, *term.synonyms))
        for term in Term.objects.filter(condition)
    }
    return {
        (name, key): text
        for name, facet in facets.items()
        for (vocabulary, key), text in words.items()
        if vocabulary == facet.vocabulary
    }


def terms_tokens(keywords: Iterable[str], place: str, pairs: Pairs, labels: Labels) -> str:
    """Return the tokens of keywords, place and facet labels."""
    words = [labels[pair] for pair in sorted(pairs) if pair in labels]
    return get_analysis().index(" ".join([*keywords, place, *words]))


def build_record(data: RecordData, pairs: Pairs, labels: Labels) -> Record:
    """Return the unsaved record, without object and version."""
    return Record(
        analysis=get_analysis().version,
        type=data.type,
        date=data.date,
        title_key=sort_key(data.title),
        latitude=data.latitude,
        longitude=data.longitude,
        title=_storable(data.title),
        url=data.url,
        place=_storable(data.place),
        image_url=data.image_url,
        quality=round(100 * min(max(data.quality, 0.0), 1.0)),
        facets=_by_facet(pairs),
        card=dict(data.card),
        keywords=[_storable(keyword) for keyword in data.keywords],
        summary=_storable(data.summary),
        body=_storable(data.body),
        title_tokens=get_analysis().index(data.title),
        summary_tokens=get_analysis().index(data.summary),
        terms_tokens=terms_tokens(data.keywords, data.place, pairs, labels),
        body_tokens=get_analysis().index(data.body),
    )


def _by_facet(pairs: Pairs) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in sorted(pairs):
        values.setdefault(name, []).append(value)
    return values


def _storable(text: str) -> str:
    """Drop NUL, which PostgreSQL refuses and SQLite would cut the text at."""
    return text.replace("\x00", "")
