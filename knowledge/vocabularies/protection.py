"""A term in use cannot be deleted: projects would silently lose it."""

from typing import Any

from django.db.models import ManyToManyRel, ManyToOneRel, Model, ProtectedError
from django.db.models.signals import pre_delete

from .models import TERM_MODELS, Term


def uses(thing: Model) -> int:
    """Count the rows that point to a term or organisation: projects (drafts too), pages, other terms."""
    total = 0
    for relation in thing._meta.related_objects:
        if isinstance(relation, ManyToManyRel | ManyToOneRel):
            model = relation.related_model
            total += model._base_manager.filter(**{relation.field.name: thing.pk}).count()
    return total


def refuse(sender: type[Term], instance: Term, **kwargs: Any) -> None:
    """Raise ``ProtectedError`` for a term in use; M2M fields have no ``on_delete`` of their own."""
    if count := uses(instance):
        raise ProtectedError(explain(instance, count), {instance})


def explain(thing: Model, count: int) -> str:
    """Say in German why the thing stays, and what to do instead."""
    entries = "einem Eintrag" if count == 1 else f"{count} Einträgen"
    name = thing.label if isinstance(thing, Term) else thing
    return (
        f"„{name}“ wird noch von {entries} benutzt und bleibt deshalb erhalten. "
        "Ändern Sie zuerst diese Einträge, oder geben Sie dem Wort einen neuen Namen."
    )


def connect() -> None:
    """Protect every vocabulary."""
    for model in TERM_MODELS.values():
        pre_delete.connect(refuse, sender=model, dispatch_uid=f"protect {model.__name__}")
