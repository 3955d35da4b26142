"""A process in which conversions are killed. Says what became of each as JSON."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any


def main(private: str, rounds: int) -> None:
    """Convert a picture `rounds` times, each time in a process that is killed on the way."""
    from django.conf import settings

    settings.STORAGES["private"]["OPTIONS"]["location"] = Path(private)
    import django

    django.setup()
    from django.db import connection

    from knowledge.uploads.converting import convert
    from knowledge.uploads.models import Upload
    from knowledge.uploads.storage import private_storage

    began = time.monotonic()
    _in_a_process(lambda: convert.call(_receive().pk))
    needs = time.monotonic() - began
    seen = []
    for number in range(rounds):
        upload = _receive()
        connection.close()
        # Spread over the whole of it, and a little beyond.
        _in_a_process(partial(convert.call, upload.pk), kill_after=needs * 1.1 * number / rounds)
        upload.refresh_from_db()
        names = upload.file_names()
        there = all(private_storage().exists(name) for name in names)
        killed_as = upload.state
        convert.call(upload.pk)
        upload.refresh_from_db()
        files = {name: bool(getattr(upload, name)) for name in Upload.FILES}
        seen.append({"killed_as": killed_as, "there": there, "state": upload.state, **files})
    known = [name for upload in Upload.objects.all() for name in upload.file_names()]
    sys.stdout.write(json.dumps({"seen": seen, "known": known}) + "\n")


def _receive() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.db import transaction

    from knowledge.uploads.receiving import receive
    from tests.knowledge.uploads import corpus

    with transaction.atomic():
        upload = receive(SimpleUploadedFile("bild.jpg", corpus.encoded("JPEG", size=(1600, 1200))))
        # What waits for the commit would convert it here and now.
        transaction.get_connection().run_on_commit.clear()
    return upload


def _in_a_process(act: Any, kill_after: float | None = None) -> None:
    child = os.fork()
    if not child:
        try:
            act()
        finally:
            os._exit(0)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
