"""What is done by the clock. One worker at a time does a job, however many there are.

A job is claimed in one statement on its row, and the claim holds while its worker lives: publishing twice
at once would make two revisions and two log entries of one date. The apps offer functions; which of them
are called when is the site's decision and stands here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from knowledge.forms import rates
from knowledge.pages.form_pages import delete_old_entries
from knowledge.retention.running import run_due as delete_expired
from knowledge.submissions.consenting import enforce_ended
from knowledge.submissions.relinking import send_what_waits
from knowledge.submissions.taking_in import take_in_what_waits
from knowledge.uploads.tidying import tidy as tidy_uploads
from knowledge_search import changes, diary, words

from . import workers
from .models import PeriodicJob, QueuedTask
from .queue import ALIAS, take_over
from .scheduled import publish_scheduled

logger = logging.getLogger(__name__)

KEEP_DONE = timedelta(days=7)
KEEP_FAILED = timedelta(days=30)


@dataclass(frozen=True)
class Job:
    """Something done again and again. It may be broken off at any moment and is then done once more.

    Attributes:
        title: what staff read when it fails.
    """

    name: str
    title: str
    every: timedelta
    run: Callable[[], object]


def forget_tasks() -> None:
    """Delete what became of old tasks."""
    now = timezone.now()
    old = QueuedTask.objects.filter(backend_name=ALIAS)
    old.successful().filter(finished_at__lt=now - KEEP_DONE).delete()
    old.failed().filter(finished_at__lt=now - KEEP_FAILED).delete()


def tidy_diary() -> None:
    """Delete what the search diary must not keep, also where nobody has searched since."""
    diary.tidy(timezone.localdate())


JOBS = (
    Job("take-over", "Liegengebliebenes aufnehmen", timedelta(seconds=10), take_over),
    Job("scheduled", "Zum Termin veröffentlichen und beenden", timedelta(minutes=1), publish_scheduled),
    Job("kept", "Gemerktes der Suche neu lesen", timedelta(minutes=10), changes.raise_all),
    Job("forget-tasks", "Erledigtes vergessen", timedelta(days=1), forget_tasks),
    Job("retention", "Daten nach ihrer Frist löschen", timedelta(hours=1), delete_expired),
    # How frequent a word is decides how much it counts; what is published only adds new words.
    Job("search-words", "Wörter der Suche zählen", timedelta(days=1), words.rebuild),
    Job("submissions", "Bestätigte Einreichungen aufnehmen", timedelta(hours=1), take_in_what_waits),
    Job("submission-links", "Links zu Einreichungen verschicken", timedelta(hours=1), send_what_waits),
    Job("uploads", "Hochgeladene Dateien aufräumen", timedelta(hours=6), tidy_uploads),
    Job("form-rates", "Zählungen der Formulare löschen", timedelta(hours=1), rates.tidy),
    Job("form-entries", "Alte Einsendungen der Formulare löschen", timedelta(days=1), delete_old_entries),
    Job("consents", "Beendete Einwilligungen durchsetzen", timedelta(hours=1), enforce_ended),
    Job("search-diary", "Suchtagebuch aufräumen", timedelta(days=1), tidy_diary),
)


def run_due(worker_id: str, jobs: Sequence[Job] = JOBS) -> int:
    """Do what is due and nobody else is at; return how many jobs. An error is noted, not raised."""
    known = dict(PeriodicJob.objects.values_list("name", "due"))
    if missing := [PeriodicJob(name=job.name) for job in jobs if job.name not in known]:
        PeriodicJob.objects.bulk_create(missing, ignore_conflicts=True)
    now = timezone.now()
    done = 0
    for job in jobs:
        if known.get(job.name, now) <= now and _claim(job, worker_id):
            _run(job, worker_id)
            done += 1
    return done


def _claim(job: Job, worker_id: str) -> bool:
    free = PeriodicJob.objects.filter(name=job.name, due__lte=timezone.now())
    others = workers.living() - {worker_id}
    return bool(free.exclude(holder__in=others).update(holder=worker_id))


def _run(job: Job, worker_id: str) -> None:
    error = ""
    try:
        job.run()
    except Exception as raised:
        logger.exception("„%s“ ist gescheitert.", job.title)
        error = type(raised).__name__
    mine = PeriodicJob.objects.filter(name=job.name, holder=worker_id)
    mine.update(holder="", due=timezone.now() + job.every, error=error)
