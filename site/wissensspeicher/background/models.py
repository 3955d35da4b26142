"""What workers share through the database."""

from __future__ import annotations

import traceback

from django.db import models
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from .retrying import pause_after


class Worker(models.Model):
    """A running `manage.py worker`. Who is not seen for a while is dead, and others take over its work."""

    id = models.CharField("Kennung", primary_key=True, max_length=64)
    process = models.CharField("Rechner und Prozess", max_length=200)
    since = models.DateTimeField("läuft seit", auto_now_add=True)
    seen = models.DateTimeField("zuletzt gesehen", default=timezone.now)

    class Meta:
        verbose_name = "Hintergrunddienst"
        verbose_name_plural = "Hintergrunddienste"

    def __str__(self) -> str:
        return self.process


class PeriodicJob(models.Model):
    """When a job is due, and which worker is at it."""

    name = models.CharField("Aufgabe", primary_key=True, max_length=50)
    due = models.DateTimeField("fällig", default=timezone.now)
    holder = models.CharField("in Arbeit bei", max_length=64, blank=True)
    error = models.CharField("letzter Fehler", max_length=200, blank=True)

    class Meta:
        verbose_name = "Regelmäßige Aufgabe"
        verbose_name_plural = "Regelmäßige Aufgaben"

    def __str__(self) -> str:
        return self.name


class QueuedTask(DBTaskResult):
    """A task of the queue. One that fails is tried again, later and later, until it has failed for good."""

    class Meta:
        proxy = True
        verbose_name = "Hintergrundaufgabe"
        verbose_name_plural = "Hintergrundaufgaben"

    @property
    def task_name(self) -> str:
        """The function's name, whatever has become of its code: logs and the panel never fail on it."""
        return self.task_path.rpartition(".")[2]

    def set_failed(self, exc: BaseException) -> None:
        """Note an error, and in the same step when to try again: a kill in between leaves no half of it."""
        pause = pause_after(len(self.worker_ids))
        if pause is None:
            super().set_failed(exc)
            return
        self.status = "READY"
        self.run_after = timezone.now() + pause
        self.exception_class_path = f"{type(exc).__module__}.{type(exc).__qualname__}"
        self.traceback = "".join(traceback.format_exception(exc))
        self.save(update_fields=["status", "run_after", "exception_class_path", "traceback"])
