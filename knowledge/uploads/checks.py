"""System checks: private files have a place, and no web server shows it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage, storages

from knowledge.conf import get_setting

from .storage import private_storage


def check_private_storage(**kwargs: Any) -> list[CheckMessage]:
    """knowledge.E001: no private storage. knowledge.E002: it lies where a web server serves files."""
    alias = get_setting("PRIVATE_STORAGE")
    if alias not in storages.backends:
        return [
            Error(
                f"STORAGES hat keinen Eintrag „{alias}“ für das, was hochgeladen wird.",
                hint="Ein FileSystemStorage mit eigenem „location“ und „base_url“: None. Einen anderen Namen "
                "nennt KNOWLEDGE['PRIVATE_STORAGE'].",
                id="knowledge.E001",
            )
        ]
    storage = private_storage()
    if not isinstance(storage, FileSystemStorage):
        return []
    location = Path(storage.location).resolve()
    return [
        Error(
            f"Der private Ordner liegt in {name}: Was dort liegt, zeigt der Webserver allen.",
            hint=f"Legen Sie „location“ von STORAGES['{alias}'] an eine andere Stelle, neben {name}.",
            id="knowledge.E002",
        )
        for name in ("MEDIA_ROOT", "STATIC_ROOT")
        if (root := getattr(settings, name, None)) and location.is_relative_to(Path(root).resolve())
    ]
