"""Lets the number of contents rise with everything that a page may show.

Which models a host's pages show nobody can know here; so every model counts, except what is known never to
be shown. Bulk writes send no signal: they call `changes.count("content")`, unless they write search records,
which have a number of their own.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.images import get_image_model
from wagtail.signals import page_slug_changed, post_page_move

from knowledge.pages.frame import is_draft
from knowledge_search import changes

# What visitors cause, what is written all the time while people work, and what has a number of its own.
_NEVER_SHOWN = {
    "auth.group",
    "auth.permission",
    "contenttypes",
    "django_tasks_database",
    "knowledge_search",
    "migrations",
    "sessions",
    "wagtailadmin",
    "wagtailembeds",
    "wagtailsearch",
    "wagtailcore.comment",
    "wagtailcore.commentreply",
    "wagtailcore.modellogentry",
    "wagtailcore.pagelogentry",
    "wagtailcore.referenceindex",
    "wagtailcore.revision",
}


def connect() -> None:
    """Watch every model."""
    post_save.connect(_on_save, dispatch_uid="knowledge.page_cache")
    post_delete.connect(_on_delete, dispatch_uid="knowledge.page_cache")
    m2m_changed.connect(_on_relation, dispatch_uid="knowledge.page_cache")
    for signal in (page_slug_changed, post_page_move):
        signal.connect(_changed, dispatch_uid="knowledge.page_cache")


def never_shown(*found: type[models.Model]) -> None:
    """Say that no page shows these models: for what a host writes all the time."""
    _NEVER_SHOWN.update(model._meta.label_lower for model in found)


def _may_be_shown(model: type[models.Model]) -> bool:
    if model.__module__ == "__fake__":  # a migration's: the numbers' table may not be there yet
        return False
    # A queue or a log of a host is often a class derived from a library's.
    own = [known._meta for known in (model, model._meta.concrete_model or model, *model._meta.all_parents)]
    return all(_NEVER_SHOWN.isdisjoint({meta.label_lower, meta.app_label}) for meta in own)


def _on_save(
    sender: type[models.Model],
    created: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    # A visitor's page makes the sizes of pictures that it shows; that changes no other page.
    made = created and sender is get_image_model().get_rendition_model()
    if not made and not is_draft(update_fields) and _may_be_shown(sender):
        _changed()


def _on_delete(sender: type[models.Model], **kwargs: Any) -> None:
    if _may_be_shown(sender):
        _changed()


def _on_relation(instance: models.Model, action: str, **kwargs: Any) -> None:
    if action.startswith("post_") and _may_be_shown(type(instance)):
        _changed()


def _changed(**kwargs: Any) -> None:
    changes.count("content")
