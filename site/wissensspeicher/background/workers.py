"""Who is at work: every worker says so again and again, and is believed dead when it falls silent."""

from __future__ import annotations

import os
import socket
from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import get_random_string

from .models import Worker

# A worker says that it lives every `BEAT`. SQLite can make it wait for its turn to write, but not as long
# as `DEAD_AFTER`.
BEAT = timedelta(seconds=10)
DEAD_AFTER = timedelta(seconds=60)


def sign_in() -> str:
    """Note a new worker and return its id."""
    process = f"{socket.gethostname()[:150]}, Prozess {os.getpid()}"
    worker = Worker.objects.create(id=get_random_string(32), process=process)
    return worker.pk


def beat(worker_id: str) -> None:
    """Say that a worker lives, and forget those long dead."""
    now = timezone.now()
    process = f"{socket.gethostname()[:150]}, Prozess {os.getpid()}"
    Worker.objects.update_or_create(pk=worker_id, defaults={"seen": now, "process": process})
    Worker.objects.filter(seen__lt=now - timedelta(days=1)).delete()


def sign_off(worker_id: str) -> None:
    """Note that a worker has ended in good order."""
    Worker.objects.filter(pk=worker_id).delete()


def living() -> set[str]:
    """Return the ids of the workers that are at work."""
    seen = Worker.objects.filter(seen__gt=timezone.now() - DEAD_AFTER)
    return set(seen.values_list("pk", flat=True))
