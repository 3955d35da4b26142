"""What is searched: sources of records, facets and vocabularies, registered by the apps above.

Apps register in their `AppConfig.ready()`. Clashes are named by the system checks, not by exceptions,
so that all of them are seen at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.db import models

from .facets import Facet, TypeFacet


@dataclass(frozen=True)
class ContentKind:
    """One value of the built-in facet `type`.

    A *primary* kind is what most people come for: it is counted in "241 Treffer, davon 223 Projekte".
    Of a *dated* one the card shows the date.
    `pin` is its shape on maps, one of `pins.svg`: drop, square, diamond, hexagon, circle.
    """

    value: str
    singular: str
    plural: str
    primary: bool = False
    pin: str = "drop"
    dated: bool = False


@dataclass(frozen=True)
class RecordData:
    """What the search knows of one public object. Everything in it is shown to the public.

    Attributes:
        type: value of a `ContentKind`.
        url: path relative to the site, beginning with `/`. Without one the object has no record.
        facets: values by name of a registered facet.
        date: what "newest first" sorts by.
        quality: 0 to 1, how much the entry deserves to stand before equals: complete, outstanding.
        card: JSON-able extras for the result card.
    """

    type: str
    title: str
    url: str
    summary: str = ""
    body: str = ""
    keywords: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    latitude: float | None = None
    longitude: float | None = None
    place: str = ""
    date: datetime | None = None
    quality: float = 0.0
    image_url: str = ""
    card: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class TermData:
    """One term of a vocabulary: the immutable key is the facet's value, the label is what people read."""

    key: str
    label: str
    order: int = 0
    colour: str = ""
    icon: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """A list of terms that facets take their values and labels from.

    Attributes:
        name: what facets refer to.
        label: German name.
        model: what is saved when a term changes; None for vocabularies that come from files.
        get_terms: returns every term that may be shown.
    """

    name: str
    label: str
    model: type[models.Model] | None
    get_terms: Callable[[], Iterable[TermData]]


class SearchSource:
    """Makes search records of one model's objects. Subclass it, one class per model.

    Attributes:
        depends_on: other models whose change touches records of this source, each with a function that
            takes the changed object and returns the primary keys of this source's objects. Child objects
            (`ParentalKey`) and many-to-many fields of the model are followed without being named.
    """

    model: type[models.Model]
    kinds: tuple[ContentKind, ...] = ()
    depends_on: Mapping[type[models.Model], Callable[[Any], Iterable[Any]]] = {}

    def get_public_queryset(self) -> models.QuerySet[Any]:
        """Return everything public, with the prefetches that `get_record` needs."""
        raise NotImplementedError

    def get_record(self, obj: Any) -> RecordData:
        """Return what is to be found of a public object."""
        raise NotImplementedError


class Registry:
    """Sources, facets and vocabularies, in the order of their registration."""

    def __init__(self) -> None:
        self.sources: list[SearchSource] = []
        self.own_facets: list[Facet] = []
        self.vocabularies: list[Vocabulary] = []

    @property
    def kinds(self) -> Sequence[ContentKind]:
        """Every kind of content, in the order of registration."""
        return tuple(_kinds_of(tuple(self.sources)).values())

    @property
    def facets(self) -> Mapping[str, Facet]:
        """Every facet by its name, the built-in `type` first."""
        return _facets_of(tuple(self.sources), tuple(self.own_facets))

    def kind(self, value: str) -> ContentKind:
        """Return the kind of that value, or one that names itself when it is no longer registered."""
        return _kinds_of(tuple(self.sources)).get(value) or ContentKind(value, value, value)

    def vocabulary(self, name: str) -> Vocabulary:
        """Return the vocabulary of that name.

        Raises:
            LookupError: no such vocabulary is registered.
        """
        for vocabulary in self.vocabularies:
            if vocabulary.name == name:
                return vocabulary
        raise LookupError(f"No vocabulary {name!r} is registered with knowledge_search.")

    def sources_of(self, model: type[models.Model]) -> list[SearchSource]:
        """Return the sources whose objects are, or may be, the model's (multi-table inheritance)."""
        return [s for s in self.sources if issubclass(model, s.model) or issubclass(s.model, model)]

    @contextmanager
    def isolated(self) -> Iterator[Registry]:
        """Empty the registry for the length of a test, then put everything back."""
        kept = (self.sources, self.own_facets, self.vocabularies)
        self.sources, self.own_facets, self.vocabularies = [], [], []
        try:
            yield self
        finally:
            self.sources, self.own_facets, self.vocabularies = kept


# A search asks for kinds and facets some dozens of times.
@lru_cache(maxsize=4)
def _kinds_of(sources: tuple[SearchSource, ...]) -> Mapping[str, ContentKind]:
    return MappingProxyType({kind.value: kind for source in sources for kind in source.kinds})


@lru_cache(maxsize=4)
def _facets_of(sources: tuple[SearchSource, ...], own: tuple[Facet, ...]) -> Mapping[str, Facet]:
    kinds = _kinds_of(sources).values()
    kind_facet = TypeFacet(tuple((kind.value, kind.plural) for kind in kinds))
    return MappingProxyType({facet.name: facet for facet in (kind_facet, *own)})


registry = Registry()


#: Functions that return names of places or people, which a language's analysis leaves as they are.
proper_names: list[Callable[[], Iterable[str]]] = []


def register_source(source: SearchSource) -> None:
    """Make a model's public objects searchable."""
    registry.sources.append(source)


def register_facet(facet: Facet) -> None:
    """Offer a facet on the search page and in the API."""
    registry.own_facets.append(facet)


def register_vocabulary(vocabulary: Vocabulary) -> None:
    """Make a vocabulary's labels known to facets and findable in the text of records."""
    registry.vocabularies.append(vocabulary)


def register_proper_names(get_names: Callable[[], Iterable[str]]) -> None:
    """Tell the analysis names that are never stemmed, split or corrected. Asked once, when first needed."""
    proper_names.append(get_names)
