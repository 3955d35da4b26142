"""The worker makes a clean file of what lies in quarantine, and deletes what lay there.

Killed at any moment, a conversion leaves the upload waiting (and can be repeated) or done: the row changes in
one transaction, after the new files are there. What it had written before is deleted by `tidying.tidy`.
"""

from __future__ import annotations

from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO

from django.core.files import File
from django.db import transaction

from knowledge.background import task

from .calling import Converted, call_child
from .files import delete_after_commit
from .models import Upload
from .storage import clean_path, private_storage

LOST = "Die Datei ist bei uns verloren gegangen. Lade sie bitte noch einmal hoch."


@task
def convert(upload_id: int) -> None:
    """Convert an upload that waits. May be repeated, also while another worker is at it."""
    upload = Upload.objects.filter(pk=upload_id).first()
    if upload is None:
        return
    if upload.state == Upload.State.WAITING:
        with ExitStack() as stack:
            # Without a name: nothing private is left behind in a folder, however this process ends.
            source, clean, thumbnail = (stack.enter_context(TemporaryFile()) for _ in range(3))
            if _copy(upload, source):
                result = call_child(upload.kind, source, clean, thumbnail)
            else:
                result = Converted(problem=LOST)
            _finish(upload_id, result, clean, thumbnail)
    _forget_original(upload_id)


def _copy(upload: Upload, target: IO[bytes]) -> bool:
    try:
        with upload.quarantined.open("rb") as file:
            for chunk in file.chunks():
                target.write(chunk)
    except (FileNotFoundError, ValueError):
        # Deleted with its row a moment ago, or a backup was put back without its files.
        return False
    target.flush()
    target.seek(0)
    return True


def _finish(upload_id: int, result: Converted, clean: IO[bytes], thumbnail: IO[bytes]) -> None:
    names = {}
    if not result.problem:
        names["cleaned"] = _store(clean, result.extension)
        if result.width:
            names["thumbnail"] = _store(thumbnail, result.extension)
    with transaction.atomic():
        waiting = Upload.objects.select_for_update().filter(pk=upload_id, state=Upload.State.WAITING)
        upload = waiting.first()
        if upload is None:
            # Deleted meanwhile, or another worker was quicker.
            delete_after_commit(*names.values())
            return
        upload.state = Upload.State.REFUSED if result.problem else Upload.State.READY
        upload.problem = result.problem
        upload.width, upload.height = result.width, result.height
        for field, name in names.items():
            setattr(upload, field, name)
        upload.save()


def _store(file: IO[bytes], extension: str) -> str:
    file.seek(0)
    return private_storage().save(clean_path(None, f"x.{extension}"), File(file))


def _forget_original(upload_id: int) -> None:
    """Delete the file first, then its name: killed in between, the next run finds the name still there."""
    upload = Upload.objects.filter(pk=upload_id).exclude(quarantined="").first()
    if upload is not None:
        private_storage().delete(str(upload.quarantined.name))
        Upload.objects.filter(pk=upload_id).update(quarantined="")
