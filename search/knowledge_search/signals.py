"""Keeps records in step with the content, whoever changes it, in the transaction of the change.

Wagtail publishes, unpublishes and expires by saving, and writes child objects and many-to-many relations
after the object itself; so saves, deletions and relations are followed, and no workflow is.
`queryset.update()` and fixtures send no signal: call `refresh_pks` or `rebuild_search`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from modelcluster.models import get_all_child_relations

from .models import Record, RecordFacet
from .records import batch, refresh_pks, refresh_terms
from .registry import SearchSource, registry

_OWN = (Record, RecordFacet)
# Where the keys found before a deletion or a cleared relation wait until it is done.
_WAITING = "_knowledge_search_touched"


def connect() -> None:
    """Listen to every model: what is registered is looked up when something happens."""
    post_save.connect(on_save, dispatch_uid="knowledge_search.save")
    pre_delete.connect(before_delete, dispatch_uid="knowledge_search.before_delete")
    post_delete.connect(after_delete, dispatch_uid="knowledge_search.after_delete")
    m2m_changed.connect(on_m2m, dispatch_uid="knowledge_search.m2m")


def changed(instance: models.Model) -> None:
    """Refresh everything whose record may show something of this object: itself, dependants, terms."""
    with batch():
        for model, pks in _touched(instance):
            refresh_pks(model, pks)
        for vocabulary in registry.vocabularies:
            if vocabulary.model is not None and isinstance(instance, vocabulary.model):
                refresh_terms(vocabulary.name)


def on_save(sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    """Follow a save. Fixtures (`raw`) come without their relations and are left to `rebuild_search`."""
    if not raw and _concerns(sender):
        changed(instance)


def before_delete(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Note what points to an object while it still does."""
    if _concerns(sender):
        touched = [(model, list(pks)) for model, pks in _touched(instance)]
        touched += [(source.model, pks) for source, pks in _labelled_by(instance)]
        setattr(instance, _WAITING, touched)


def after_delete(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Refresh what pointed to the deleted object."""
    if _concerns(sender):
        with batch():
            for model, pks in instance.__dict__.pop(_WAITING, []):
                refresh_pks(model, pks)
            for vocabulary in registry.vocabularies:
                if vocabulary.model is not None and isinstance(instance, vocabulary.model):
                    refresh_terms(vocabulary.name)


def on_m2m(
    sender: Any,
    instance: models.Model,
    action: str,
    reverse: bool,
    model: type[models.Model],
    pk_set: set[int] | None,
    **kwargs: Any,
) -> None:
    """Follow many-to-many changes from either side; a cleared relation is read before it is empty."""
    others = model if _concerns(model) else None
    if action == "pre_clear" and others is not None:
        setattr(instance, _WAITING, _related_pks(sender, instance, others))
    if action in ("post_add", "post_remove", "post_clear"):
        with batch():
            if _concerns(type(instance)):
                changed(instance)
            if others is not None:
                pks = pk_set if pk_set is not None else instance.__dict__.pop(_WAITING, set())
                for other in others._default_manager.filter(pk__in=pks):
                    changed(other)


def _concerns(model: type[models.Model]) -> bool:
    """Whether a change of this model can change a record. Called for every save of the whole site."""
    if issubclass(model, _OWN):
        return False
    return bool(
        registry.sources_of(model)
        or any(True for _ in _dependencies(model))
        or any(v.model is not None and issubclass(model, v.model) for v in registry.vocabularies)
    )


def _touched(instance: models.Model) -> Iterator[tuple[type[models.Model], Iterable[Any]]]:
    """Yield the models and keys of the objects whose record may show something of this one."""
    instance = _specific(instance)
    if registry.sources_of(type(instance)):
        yield type(instance), [instance.pk]
    for source, get_pks in _dependencies(type(instance)):
        yield source.model, get_pks(instance)


def _specific(instance: models.Model) -> models.Model:
    """Return an object as what it really is: Wagtail often saves a page as a plain `Page`."""
    model = getattr(instance, "specific_class", None)
    if model is None or isinstance(instance, model):
        return instance
    return model._default_manager.filter(pk=instance.pk).first() or instance


def _dependencies(
    model: type[models.Model],
) -> Iterator[tuple[SearchSource, Callable[[Any], Iterable[Any]]]]:
    """Yield the sources that depend on a model, declared or through a child relation (`ParentalKey`)."""
    for source in registry.sources:
        for other, get_pks in source.depends_on.items():
            if issubclass(model, other):
                yield source, get_pks
        for relation in get_all_child_relations(source.model):
            if issubclass(model, relation.related_model):
                yield source, _parent_key(relation.field.attname)


def _parent_key(attname: str) -> Callable[[Any], Iterable[Any]]:
    return lambda child: [getattr(child, attname)]


def _labelled_by(instance: models.Model) -> Iterator[tuple[SearchSource, list[int]]]:
    """Yield the objects that may lose a facet value with a term: through rows go without a signal."""
    for source in registry.sources:
        for relation in source.model._meta.many_to_many:
            if isinstance(instance, relation.related_model) and not isinstance(relation.related_model, str):
                related = source.model._default_manager.filter(**{relation.name: instance.pk})
                yield source, list(related.values_list("pk", flat=True))


def _related_pks(through: Any, instance: models.Model, others: type[models.Model]) -> set[int]:
    """Return the keys on the other side of a many-to-many relation."""
    own, other = None, None
    for field in through._meta.get_fields():
        if isinstance(field, models.ForeignKey):
            if own is None and isinstance(instance, field.related_model):
                own = field.attname
            elif issubclass(others, field.related_model):
                other = field.attname
    if own is None or other is None:
        return set()
    return set(through._default_manager.filter(**{own: instance.pk}).values_list(other, flat=True))
