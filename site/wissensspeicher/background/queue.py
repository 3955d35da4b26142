"""The queue: what is enqueued in a request is done by a worker, at least once.

A task is a function with the decorator of `knowledge.background`. It is enqueued in the transaction of the
request, so it is done if and only if that is committed.
"""

from __future__ import annotations

import logging
from typing import cast

from django.db import transaction
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as Runner

from . import workers
from .models import QueuedTask
from .retrying import PAUSES

logger = logging.getLogger(__name__)

# Of the setting TASKS. Wagtail's own tasks stay with "default", which does them at once.
ALIAS = "queue"


class WorkerDied(Exception):
    """The worker that ran a task was killed."""


def run_next(worker_id: str) -> bool:
    """Run the next task that is due; return whether there was one. A task's error is noted, not raised."""
    ready = QueuedTask.objects.ready().filter(backend_name=ALIAS)
    if not ready.exists():
        return False
    with transaction.atomic(using=ready.db):
        found = cast(QueuedTask | None, ready.get_locked())
        if found is None:
            return False
        found.claim(worker_id)
    _run(found, worker_id)
    return True


def _run(found: QueuedTask, worker_id: str) -> None:
    logger.debug("Aufgabe %s beginnt.", found.task_name)
    runner = Runner(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
    runner.run_task(found)
    if found.status == TaskResultStatus.SUCCESSFUL:
        logger.debug("Aufgabe %s ist erledigt.", found.task_name)
    elif found.status == TaskResultStatus.READY:
        logger.warning(
            "Aufgabe %s ist gescheitert (%s, Versuch %d von %d). Nächster Versuch: %s.",
            *(found.task_name, found.exception_class_path, len(found.worker_ids), len(PAUSES) + 1),
            f"{found.run_after:%d.%m.%Y %H:%M:%S} UTC",
        )
    else:
        logger.error("Aufgabe %s ist endgültig gescheitert:\n%s", found.task_name, found.traceback)


def take_over() -> int:
    """Put back what dead workers have left unfinished; return how many tasks."""
    running = list(QueuedTask.objects.running().filter(backend_name=ALIAS))
    if not running:
        return 0
    living = workers.living()
    taken = 0
    for left in running:
        if left.worker_ids and left.worker_ids[-1] in living:
            continue
        with transaction.atomic():
            # Another worker may have been quicker.
            same = QueuedTask.objects.filter(
                pk=left.pk, status=TaskResultStatus.RUNNING, started_at=left.started_at
            )
            held = same.select_for_update().first()
            if held is not None:
                held.set_failed(WorkerDied("The worker was killed while it ran this task."))
                taken += 1
                logger.warning("Aufgabe %s war liegen geblieben und wird wiederholt.", held.task_name)
    return taken
