"""What a crash left over, and what the queue has lost."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from knowledge.uploads.models import Upload
from knowledge.uploads.publishing import publish
from knowledge.uploads.receiving import receive
from knowledge.uploads.tidying import KEEP, WAITS_LONG, tidy
from tests.knowledge.uploads import corpus
from tests.knowledge.uploads.conftest import Receive

pytestmark = pytest.mark.django_db

OLD = time.time() - KEEP.total_seconds() - 60


def left(folder: Path, name: str, changed: float = OLD) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    os.utime(path, (changed, changed))
    return path


def test_private_files_without_a_row_go_after_a_day(private_folder: Path) -> None:
    old = [left(private_folder, name) for name in ("quarantine/a", "clean/b.jpg")]
    young = left(private_folder, "quarantine/c", time.time())
    tidy()
    assert [path.exists() for path in (*old, young)] == [False, False, True]


def test_files_with_a_row_stay_however_old_they_are(take: Receive, private_folder: Path) -> None:
    take(corpus.encoded("JPEG"))
    receive(SimpleUploadedFile("bild.jpg", corpus.encoded("JPEG")))
    paths = [path for path in private_folder.rglob("*") if path.is_file()]
    for path in paths:
        os.utime(path, (OLD, OLD))
    tidy()
    assert len(paths) == 3 and all(path.exists() for path in paths)


def test_of_public_files_only_ours_without_a_row_go(take: Receive, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = media = tmp_path / "media"
    image = publish(take(corpus.encoded("JPEG")), title="Garten")
    rendition = image.get_rendition("max-165x165")
    known = [media / image.file.name, media / rendition.file.name]
    for path in known:
        os.utime(path, (OLD, OLD))
    ours = [
        left(media, name) for name in (f"original_images/b-{'a' * 26}.jpg", f"images/b-{'a' * 18}.max-1.jpg")
    ]
    theirs = [left(media, name) for name in ("original_images/b-haus.jpg", "images/haus.max-1.jpg")]
    tidy()
    assert not any(path.exists() for path in ours)
    assert all(path.exists() for path in (*known, *theirs))


def test_what_has_waited_long_is_converted_after_all() -> None:
    upload = receive(SimpleUploadedFile("bild.jpg", corpus.encoded("JPEG")))
    tidy()
    upload.refresh_from_db()
    assert upload.state == "waiting"
    Upload.objects.update(created=timezone.now() - WAITS_LONG - timedelta(minutes=1))
    tidy()
    upload.refresh_from_db()
    assert upload.state == "ready"


def test_an_original_that_was_forgotten_is_deleted(take: Receive, private_folder: Path) -> None:
    upload = take(corpus.encoded("JPEG"))
    original = left(private_folder, "quarantine/x", time.time())
    long_ago = timezone.now() - WAITS_LONG - timedelta(minutes=1)
    Upload.objects.update(quarantined="quarantine/x", created=long_ago)
    tidy()
    upload.refresh_from_db()
    assert not original.exists()
    assert (upload.state, upload.quarantined.name) == ("ready", "")


def test_an_empty_store_is_tidy(private_folder: Path) -> None:
    tidy()
    assert not private_folder.exists()
