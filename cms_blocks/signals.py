"""Deleted media take their captions with them: wagtailmedia removes only the files it knows."""

from typing import Any

from django.db import transaction
from django.db.models import Model

from .models import AccessibleMediaMixin


def delete_captions(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Remove the captions file once the deletion is certain."""
    if isinstance(instance, AccessibleMediaMixin) and instance.captions:
        storage, name = instance.captions.storage, str(instance.captions.name)
        transaction.on_commit(lambda: storage.delete(name))
