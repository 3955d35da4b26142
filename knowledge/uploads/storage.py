"""Where private files lie: the storage that `KNOWLEDGE["PRIVATE_STORAGE"]` names."""

import secrets
from typing import Any

from django.core.files.storage import Storage, storages

from knowledge.conf import get_setting


def private_storage() -> Storage:
    """Return the private storage; one that can do nothing where the host has none (`knowledge.E001`)."""
    alias = get_setting("PRIVATE_STORAGE")
    return storages[alias] if alias in storages.backends else Storage()


def random_name() -> str:
    """Return 160 random bits as 40 characters that every file system and address takes."""
    return secrets.token_hex(20)


def quarantine_path(instance: Any, filename: str) -> str:
    """Return a new name for a file as it arrived: nothing of what its sender called it."""
    return f"quarantine/{random_name()}"


def clean_path(instance: Any, filename: str) -> str:
    """Return a new name for a converted file, with the extension that the converter chose."""
    return f"clean/{random_name()}.{filename.rpartition('.')[2]}"
