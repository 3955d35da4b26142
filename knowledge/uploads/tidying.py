"""Deletes files that no row knows, and calls to mind what waits.

A process can be killed after it wrote a file and before its row was committed, or after a row was deleted and
before its files were.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.core.files.storage import Storage
from django.utils import timezone
from wagtail.images import get_image_model

from .converting import convert
from .models import Upload
from .publishing import OURS, PREFIX
from .storage import private_storage

logger = logging.getLogger(__name__)

# Younger files may belong to a row that is not committed yet.
KEEP = timedelta(days=1)
# The queue repeats what fails for nine hours; what waits longer, it has lost.
WAITS_LONG = timedelta(hours=12)


def tidy() -> None:
    """Delete what is left over, older than a day; enqueue anew what has waited for half a day."""
    deleted = _tidy_private() + _tidy_public()
    if deleted:
        logger.warning("%d übrig gebliebene Dateien gelöscht.", deleted)
    long_ago = timezone.now() - WAITS_LONG
    left = Upload.objects.filter(created__lt=long_ago)
    # Converted, but killed before the original was deleted.
    forgotten = left.exclude(state=Upload.State.WAITING).exclude(quarantined="")
    for pk in (left.filter(state=Upload.State.WAITING) | forgotten).values_list("pk", flat=True):
        convert.enqueue(pk)


def _tidy_private() -> int:
    storage = private_storage()
    rows = Upload.objects.values_list(*Upload.FILES)
    old = list(_old_files(storage, ("quarantine", "clean")))
    return _delete(storage, old, (name for names in rows for name in names))


def _tidy_public() -> int:
    """Pictures that were being published, or taken back. Names of other files are not ours to judge."""
    image = get_image_model()
    deleted = 0
    for model, folder in ((image, "original_images"), (image.get_rendition_model(), "images")):
        storage = model._meta.get_field("file").storage
        old = list(_old_files(storage, (folder,), OURS))
        known = model._default_manager.filter(file__contains=f"/{PREFIX}").values_list("file", flat=True)
        deleted += _delete(storage, old, known)
    return deleted


def _old_files(
    storage: Storage, folders: Iterable[str], ours: re.Pattern[str] = re.compile("")
) -> Iterator[str]:
    before = timezone.now() - KEEP
    for folder in folders:
        try:
            names = storage.listdir(folder)[1]
        except FileNotFoundError:
            continue
        for name in names:
            path = f"{folder}/{name}"
            if ours.match(name) and storage.get_modified_time(path) < before:
                yield path


def _delete(storage: Storage, names: list[str], known: Iterable[str]) -> int:
    """Delete files without a row. `known` is asked after they were listed: what is new came with a row."""
    left = set(names).difference(known) if names else set()
    for name in left:
        storage.delete(name)
    return len(left)
