"""Writes search records: the projection of public objects.

Everything here writes at once, in the transaction it is called in; inside `batch()` it is collected and
written when the outermost batch ends, in the batch's transaction.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connections, models, router, transaction

from . import changes, suggestions, words
from .engines.dialects import get_dialect
from .models import Record, RecordFacet, Term
from .projection import build_record, facet_values, labels_of, terms_tokens
from .registry import SearchSource, registry

CHUNK = 500
# Whoever rebuilds keeps editors from writing for one chunk, not for seconds.
REBUILT = 100
# SQLite has one writer, and no queue: who waits looks ten times a second whether it is free.
_LET_OTHERS_WRITE = 0.11
Progress = Callable[[str, int, int], None]

_WRITTEN = [
    column.attname
    for column in Record._meta.concrete_fields
    if column.attname not in ("id", "content_type_id", "object_id")
]


@dataclass
class _Marks:
    """What a batch has yet to write."""

    objects: dict[int, tuple[SearchSource, set[int]]] = field(default_factory=dict)
    vocabularies: dict[str, None] = field(default_factory=dict)

    def add(self, source: SearchSource, pks: Iterable[int]) -> None:
        self.objects.setdefault(id(source), (source, set()))[1].update(pks)


_batch: ContextVar[_Marks | None] = ContextVar("knowledge_search_batch", default=None)


@contextmanager
def batch() -> Iterator[None]:
    """Collect what signals and callers mark, and write it once, at the end, in one transaction.

    Opens a transaction (or a savepoint) of its own: if the block fails, its changes and their records are
    rolled back together. A batch inside a batch leaves the writing to the outer one.
    """
    if _batch.get() is not None:
        yield
        return
    with transaction.atomic(using=router.db_for_write(Record)):
        marks = _Marks()
        token = _batch.set(marks)
        try:
            yield
        finally:
            _batch.reset(token)
        for name in marks.vocabularies:
            refresh_terms(name)
        for source, pks in marks.objects.values():
            _project(source, pks)


def refresh(objects: Iterable[models.Model]) -> None:
    """Write, or delete, the records of objects that may have changed."""
    by_model: dict[type[models.Model], set[int]] = defaultdict(set)
    for obj in objects:
        by_model[type(obj)].add(obj.pk)
    for model, pks in by_model.items():
        refresh_pks(model, pks)


def refresh_pks(model: type[models.Model], pks: Iterable[int]) -> None:
    """Write, or delete, the records of a model's objects; for what `queryset.update()` has changed.

    The model may be an ancestor of registered ones, such as `Page`. What is not public, or no longer there,
    loses its record.
    """
    wanted = {pk for pk in pks if pk is not None}
    if not wanted:
        return
    for source in registry.sources_of(model):
        marks = _batch.get()
        if marks is None:
            _project(source, wanted)
        else:
            marks.add(source, wanted)


def remove(objects: Iterable[models.Model]) -> None:
    """Delete the records of objects, whatever their source says of them."""
    for obj in objects:
        for source in registry.sources_of(type(obj)):
            _delete(Record.objects.filter(content_type=content_type_of(source), object_id=obj.pk))


def refresh_terms(name: str) -> None:
    """Project a vocabulary's terms. Where a label changed, the text of the records that have it follows.

    Raises:
        LookupError: no vocabulary of that name is registered.
    """
    vocabulary = registry.vocabulary(name)
    marks = _batch.get()
    if marks is not None:
        marks.vocabularies[name] = None
        return
    with transaction.atomic(using=router.db_for_write(Term)):
        wanted = {
            term.key: Term(
                vocabulary=name,
                key=term.key,
                label=term.label,
                order=term.order,
                colour=term.colour,
                icon=term.icon,
                synonyms=list(term.synonyms),
            )
            for term in vocabulary.get_terms()
        }
        existing = {term.key: term for term in Term.objects.filter(vocabulary=name)}
        gone = existing.keys() - wanted.keys()
        changed = [term for key, term in wanted.items() if _as_tuple(term) != _as_tuple(existing.get(key))]
        if gone:
            Term.objects.filter(vocabulary=name, key__in=gone).delete()
        Term.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["vocabulary", "key"],
            update_fields=["label", "order", "colour", "icon", "synonyms"],
            batch_size=CHUNK,
        )
        if changed or gone:
            # Before records are marked: after the commit, other processes show the new label at once and do
            # not wait for the push to the engine.
            changes.count("terms")
        renamed = {term.key for term in changed if _text_of(term) != _text_of(existing.get(term.key))}
        _rewrite_terms_text(name, renamed | gone)
        suggestions.write_terms(name, changed, gone)


def rebuild(progress: Progress | None = None) -> None:
    """Project everything anew, chunk by chunk, and delete what is no longer public.

    Every chunk is read and written in one transaction, so the site stays usable meanwhile and a run that
    was broken off is simply started again.

    Args:
        progress: called with the German name of the step, the number done and the number in all.
    """
    tell = progress or (lambda step, done, total: None)
    for position, vocabulary in enumerate(registry.vocabularies, start=1):
        refresh_terms(vocabulary.name)
        tell("Begriffe", position, len(registry.vocabularies))
    for source in registry.sources:
        name = str(source.model._meta.verbose_name_plural)
        public = source.get_public_queryset().prefetch_related(None).order_by("pk")
        known = Record.objects.filter(content_type=content_type_of(source))
        pks = sorted({*public.values_list("pk", flat=True), *known.values_list("object_id", flat=True)})
        for start in range(0, len(pks), REBUILT):
            if start and connections[router.db_for_write(Record)].vendor == "sqlite":
                time.sleep(_LET_OTHERS_WRITE)
            _project(source, pks[start : start + REBUILT])
            tell(name, min(start + REBUILT, len(pks)), len(pks))
    _delete(Record.objects.exclude(content_type__in=[content_type_of(s) for s in registry.sources]))
    connection = connections[router.db_for_write(Record)]
    with connection.cursor() as cursor:
        get_dialect(connection).rebuild_text(cursor)
    words.rebuild()
    suggestions.rebuild()


def content_type_of(source: SearchSource) -> ContentType:
    """Return the content type that a source's records carry."""
    return ContentType.objects.get_for_model(source.model)


def _project(source: SearchSource, pks: Iterable[int]) -> None:
    ordered = sorted(pks)
    for start in range(0, len(ordered), CHUNK):
        _project_chunk(source, ordered[start : start + CHUNK])


def _project_chunk(source: SearchSource, pks: Sequence[int]) -> None:
    """Read up to `CHUNK` objects as they are now and make their records say so."""
    using = router.db_for_write(Record)
    content_type = content_type_of(source)
    # What this process has kept of addresses must not be of before a change elsewhere.
    changes.current()
    with transaction.atomic(using=using):
        with connections[using].cursor() as cursor:
            # Before the objects are read: whoever comes second reads what the first has written.
            get_dialect(connections[using]).lock_records(cursor, content_type.pk, pks)
        objects = source.get_public_queryset().filter(pk__in=pks)
        found = {obj.pk: source.get_record(obj) for obj in objects}
        data = {pk: record for pk, record in found.items() if record.url}
        # Held, so that no other change takes the version that is counted on from here.
        held = Record.objects.select_for_update().filter(content_type=content_type, object_id__in=pks)
        records = {record.object_id: record for record in held.order_by("pk")}
        if not data and not records:
            return
        _delete(Record.objects.filter(pk__in=[r.pk for pk, r in records.items() if pk not in data]))
        facets = {pk: facet_values(record) for pk, record in data.items()}
        labels = labels_of({pair for pairs in facets.values() for pair in pairs})
        changed = []
        for pk, record_data in data.items():
            new = build_record(record_data, facets[pk], labels)
            old = records.get(pk)
            if old is not None and all(getattr(old, name) == getattr(new, name) for name in _COMPARED):
                continue
            new.content_type, new.object_id = content_type, pk
            new.version = old.version + 1 if old else 1
            changed.append(new)
        Record.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=_WRITTEN,
            batch_size=100,
        )
        own = Record.objects.filter(content_type=content_type)
        written = {record.object_id for record in changed}
        if mended := _write_facets(content_type, facets) - written:
            # Their values were not what they say themselves: who counts must read them again.
            own.filter(object_id__in=mended).update(version=models.F("version") + 1)
        words.learn_records(changed, labels.values())
        if changed:
            suggestions.write_records(changed)
        if written or mended:
            changes.mark(own.filter(object_id__in=written | mended).values_list("pk", "version"))


_COMPARED = [name for name in _WRITTEN if name != "version"]


def _write_facets(content_type: ContentType, facets: dict[int, set[tuple[str, str]]]) -> set[int]:
    """Make the facet values of these objects' records the given ones; return whose were others."""
    ids = dict(
        Record.objects.filter(content_type=content_type, object_id__in=facets).values_list("object_id", "pk")
    )
    wanted = {(ids[pk], facet, value) for pk, pairs in facets.items() for facet, value in pairs}
    rows = RecordFacet.objects.filter(record_id__in=ids.values())
    existing = {
        (record_id, facet, value): pk
        for pk, record_id, facet, value in rows.values_list("pk", "record_id", "facet", "value")
    }
    gone = [pk for row, pk in existing.items() if row not in wanted]
    if gone:
        RecordFacet.objects.filter(pk__in=gone).delete()
    touched = {record_id for record_id, _, _ in wanted ^ existing.keys()}
    RecordFacet.objects.bulk_create(
        [
            RecordFacet(record_id=record_id, facet=facet, value=value)
            for record_id, facet, value in sorted(wanted - existing.keys())
        ],
        batch_size=CHUNK,
    )
    return {object_id for object_id, record_id in ids.items() if record_id in touched}


def _delete(records: models.QuerySet[Record]) -> None:
    ids = list(records.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        pks = ids[start : start + CHUNK]
        with transaction.atomic(using=router.db_for_write(Record)):
            held = Record.objects.select_for_update().filter(pk__in=pks).order_by("pk")
            changes.mark([(pk, v + 1) for pk, v in held.values_list("pk", "version")], deleted=True)
            RecordFacet.objects.filter(record_id__in=pks).delete()
            suggestions.forget_records(pks)
            Record.objects.filter(pk__in=pks).delete()


def _rewrite_terms_text(vocabulary: str, keys: set[str]) -> None:
    """Write anew the searchable labels of all records that have one of these values, and nothing else."""
    facets = [f.name for f in registry.own_facets if f.vocabulary == vocabulary and f.search_text]
    if not keys or not facets:
        return
    ids = sorted(
        RecordFacet.objects.filter(facet__in=facets, value__in=keys)
        .values_list("record_id", flat=True)
        .distinct()
    )
    connection = connections[router.db_for_write(Record)]
    statement = f'UPDATE "{Record._meta.db_table}" SET terms_tokens = %s, version = version + 1 WHERE id = %s'  # noqa: S608
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        held = Record.objects.select_for_update().filter(pk__in=chunk).order_by("pk")
        records = list(held.values_list("pk", "keywords", "place", "terms_tokens"))
        pairs: dict[int, set[tuple[str, str]]] = defaultdict(set)
        rows = RecordFacet.objects.filter(record_id__in=chunk).values_list("record_id", "facet", "value")
        for record_id, facet, value in rows:
            pairs[record_id].add((facet, value))
        labels = labels_of({pair for own in pairs.values() for pair in own})
        updates = []
        for pk, keywords, place, old in records:
            new = terms_tokens(keywords, place, pairs[pk], labels)
            if new != old:
                updates.append((new, pk))
        with connection.cursor() as cursor:
            cursor.executemany(statement, updates)
        words.learn([[new] for new, _ in updates], labels.values())
        written = Record.objects.filter(pk__in=[pk for _, pk in updates])
        changes.mark(written.values_list("pk", "version"))


def _text_of(term: Term | None) -> tuple[Any, ...]:
    return (term.label, term.synonyms) if term else ()


def _as_tuple(term: Term | None) -> tuple[Any, ...]:
    return (term.label, term.order, term.colour, term.icon, term.synonyms) if term else ()
