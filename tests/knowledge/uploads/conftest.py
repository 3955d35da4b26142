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
def private_folder(settings: Any, tmp_path: Path) -> Path:
    """An empty private storage for each test."""
    storage: Any = private_storage()
    before = storage._location
    storage._location = tmp_path / "private"
    for name in ("base_location", "location"):
        storage.__dict__.pop(name, None)
    yield tmp_path / "private"
    storage._location = before
    for name in ("base_location", "location"):
        storage.__dict__.pop(name, None)


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
def on_commit(django_capture_on_commit_callbacks: Any) -> Any:
    """A block after which what waits for the commit is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
