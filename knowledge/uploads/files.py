"""Files go when their row is gone for good, however that came about: by hand, by cascade, in bulk."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete

from .models import Upload
from .storage import private_storage


def connect() -> None:
    """Listen to deleted uploads."""
    post_delete.connect(_on_delete, sender=Upload, dispatch_uid="knowledge.uploads.files")


def delete_after_commit(*names: str) -> None:
    """Delete private files once the transaction is committed; what fails is left to `tidying.tidy`."""
    for name in names:
        transaction.on_commit(partial(private_storage().delete, name), robust=True)


def _on_delete(instance: Upload, **kwargs: Any) -> None:
    delete_after_commit(*instance.file_names())
