"""Uploads as the website takes them: on commit the conversion runs in its own process, at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from knowledge.uploads.models import Upload
from knowledge.uploads.receiving import receive
from knowledge.uploads.storage import private_storage

Receive = Callable[..., Upload]


@pytest.fixture(autouse=True)
def private_folder(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty private storage for each test; fields keep the one that was there when they were made."""
    folder = tmp_path / "private"
    options = {**settings.STORAGES["private"]["OPTIONS"], "location": folder}
    private = {**settings.STORAGES["private"], "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "private": private}
    for name in Upload.FILES:
        monkeypatch.setattr(Upload._meta.get_field(name), "storage", private_storage())
    return folder


@pytest.fixture
def take(django_capture_on_commit_callbacks: Any) -> Receive:
    """Receive a file and have it converted."""

    def receive_and_convert(data: bytes, name: str = "bild.jpg", kind: str = "image") -> Upload:
        with django_capture_on_commit_callbacks(execute=True):
            upload = receive(SimpleUploadedFile(name, data), kind)
        upload.refresh_from_db()
        return upload

    return receive_and_convert


@pytest.fixture
def committing(django_capture_on_commit_callbacks: Any) -> Any:
    """A block after which what waits for the commit is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
