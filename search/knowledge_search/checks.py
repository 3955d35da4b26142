"""System checks: what would make the search wrong without an error, each with a way to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections, models, router

from . import conf
from .analysis import get_analysis
from .engines.base import EngineUnavailable
from .engines.dialects import DIALECTS
from .models import Record
from .parameters import PARAMETERS
from .registry import registry

_OUTDATED = {
    "missing": "The search engine has no index {index!r}.",
    "mapping": "The search engine's index {index!r} was built with another mapping.",
    "analysis": "The search engine's index {index!r} was analysed by another version of the text rules.",
}

RESERVED = frozenset((*PARAMETERS, "type", "page", "limit", "offset", "zoom", "format", "find", "place"))


@register()
def check_registry(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Check that sources, facets and vocabularies do not clash."""
    return [*_sources(), *_kinds(), *_facets(), *_vocabularies()]


@register()
def check_transactions(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Check that not every request is a transaction: there nothing is kept for the next search."""
    if not connections[router.db_for_read(Record)].settings_dict["ATOMIC_REQUESTS"]:
        return []
    return [
        Warning(
            "ATOMIC_REQUESTS makes each search read all words and facet values anew.",
            hint="Set ATOMIC_REQUESTS to False: with it, the more records, the longer each search takes.",
            id="knowledge_search.W003",
        )
    ]


@register(Tags.database)
def check_database(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Check that the records' database has an engine, and that its tokens are of this version."""
    alias = router.db_for_write(Record)
    if alias not in (databases or ()):
        return []
    connection = connections[alias]
    if connection.vendor not in DIALECTS:
        return [
            Error(
                f"knowledge_search has no engine for {connection.vendor}.",
                hint="Use SQLite or PostgreSQL for the database of the search records.",
                id="knowledge_search.E007",
            )
        ]
    with connection.cursor() as cursor:
        if Record._meta.db_table not in connection.introspection.table_names(cursor):
            return []
    if Record.objects.using(alias).exclude(analysis=get_analysis().version).exists():
        return [
            Warning(
                "Search records were analysed by another version of the text rules.",
                hint="Run `manage.py rebuild_search`.",
                id="knowledge_search.W001",
            )
        ]
    return []


@register(Tags.database)
def check_index(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Check that the engine's index is there and was built by today's rules.

    Only where databases are checked (`check --database`, `migrate`): a plain `check` asks no server. One
    that does not answer is no matter for a check; visitors have the database's own search meanwhile.
    """
    if router.db_for_read(Record) not in (databases or ()) or not conf.elasticsearch().url:
        return []
    # The client takes a while to import; where no server is named, no command waits for it.
    from elasticsearch import ApiError, TransportError

    from .engines.elasticsearch.index import outdated

    try:
        reason = outdated()
    except (ApiError, TransportError, EngineUnavailable):
        return []
    if reason is None:
        return []
    return [
        Warning(
            _OUTDATED[reason].format(index=conf.elasticsearch().index),
            hint="Run `manage.py rebuild_search`; until then the search may miss things.",
            id="knowledge_search.W002",
        )
    ]


def _sources() -> Iterator[CheckMessage]:
    models_seen: list[type[models.Model]] = []
    for source in registry.sources:
        model = source.model
        for other in models_seen:
            if issubclass(model, other) or issubclass(other, model):
                yield Error(
                    f"Two search sources share objects: {model._meta.label} and {other._meta.label}.",
                    hint="Register one source per model; a subclass and its parent cannot both have one.",
                    id="knowledge_search.E001",
                )
        models_seen.append(model)
        if not isinstance(_key_of(model), models.IntegerField):
            yield Error(
                f"The primary key of {model._meta.label} is not a whole number.",
                hint="Search records refer to objects by number; give the model an integer primary key.",
                id="knowledge_search.E006",
            )


def _kinds() -> Iterator[CheckMessage]:
    for value in _twice(kind.value for source in registry.sources for kind in {*source.kinds}):
        labels = {k for source in registry.sources for k in source.kinds if k.value == value}
        if len(labels) > 1:
            yield Error(
                f"The kind of content {value!r} is declared in two ways.",
                hint="Declare the ContentKind once and give the same object to all its sources.",
                id="knowledge_search.E002",
            )


def _facets() -> Iterator[CheckMessage]:
    vocabularies = {vocabulary.name for vocabulary in registry.vocabularies}
    for name in _twice(facet.name for facet in registry.own_facets):
        yield Error(
            f"The facet {name!r} is registered twice.",
            hint="Facet names are URL parameters and must be unique; rename or remove one.",
            id="knowledge_search.E003",
        )
    for facet in registry.own_facets:
        if facet.name in RESERVED:
            yield Error(
                f"The facet name {facet.name!r} is a parameter of the search itself.",
                hint="Choose another name.",
                id="knowledge_search.E003",
            )
        if facet.vocabulary and facet.vocabulary not in vocabularies:
            yield Error(
                f"The facet {facet.name!r} refers to the vocabulary {facet.vocabulary!r}, which is unknown.",
                hint="Register the vocabulary with register_vocabulary().",
                id="knowledge_search.E004",
            )


def _vocabularies() -> Iterator[CheckMessage]:
    for name in _twice(vocabulary.name for vocabulary in registry.vocabularies):
        yield Error(
            f"The vocabulary {name!r} is registered twice.",
            hint="Rename or remove one.",
            id="knowledge_search.E005",
        )


def _key_of(model: type[models.Model]) -> models.Field[Any, Any]:
    """Return the field that holds the key; a child model's is its link to the parent."""
    field = model._meta.pk
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
