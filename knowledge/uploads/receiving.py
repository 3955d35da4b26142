"""A file arrives: looked at from outside, put into quarantine, and left to the worker."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import partial
from pathlib import PurePosixPath

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from . import headers
from .converting import convert
from .models import Upload


def receive(file: UploadedFile, kind: str = "image") -> Upload:
    """Keep a file that somebody sent and have it converted once the transaction is committed.

    `kind` is "image" or "document".

    Raises:
        ValidationError: size, type or declared pixels do not fit; in words for the person who sent it.
    """
    size = file.size or 0
    headers.check_size(size, kind)
    width = height = None
    if kind == Upload.Kind.DOCUMENT:
        headers.check_document(file)
    else:
        width, height = headers.check_image(file)
    upload = Upload(
        kind=kind,
        original_name=display_name(file.name or "", Upload.Kind(kind).label),
        size=size,
        width=width,
        height=height,
        sha256=_sha256(file),
    )
    file.seek(0)
    upload.quarantined.save("", file, save=False)
    with transaction.atomic():
        upload.save()
        transaction.on_commit(partial(convert.enqueue, upload.pk))
    return upload


def display_name(name: str, otherwise: str) -> str:
    """Return a name to show: no path, no control or direction characters, at most 100 characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(
        " " if c.isspace() else c for c in last if c.isspace() or unicodedata.category(c)[0] != "C"
    )
    shown = unicodedata.normalize("NFC", " ".join(shown.split()))
    if not shown.strip("."):
        return otherwise
    suffix = PurePosixPath(shown).suffix[:10]
    return shown if len(shown) <= 100 else f"{shown[: 99 - len(suffix)]}…{suffix}"


def _sha256(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
