"""Deletes what is older than its term. The site calls `run_due` every hour."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from .classes import all_classes
from .erasing import Incomplete, note
from .models import RetentionRun, terms_in_force

#: Less than a day, so that the hour at which it is done does not wander.
EVERY = timedelta(hours=23)


class SomeFailed(Exception):
    """Classes in which something could not be deleted; they are tried again with the next call."""


def run_due() -> int:
    """Do each class that was not done today; return how much was deleted.

    May be killed anywhere and repeated.

    Raises:
        SomeFailed: after all classes had their turn.
    """
    now = timezone.now()
    done = set(RetentionRun.objects.filter(failed=False, ran__gt=now - EVERY).values_list("name", flat=True))
    terms = terms_in_force()
    deleted, failed = 0, []
    for each in all_classes():
        if each.expire is None or each.name in done:
            continue
        run = _run(each.name, each.expire, now - terms[each.name])
        deleted += run.deleted
        if run.failed:
            failed.append(each.name)
    if failed:
        raise SomeFailed(", ".join(failed))
    return deleted


def _run(name: str, expire: Callable[[datetime], int], before: datetime) -> RetentionRun:
    deleted, failed = 0, False
    try:
        deleted = expire(before)
    except Incomplete as incomplete:
        deleted, failed = incomplete.done, True
    except Exception as error:
        note(name, error)
        failed = True
    told = {"ran": timezone.now(), "deleted": deleted, "failed": failed}
    run, _ = RetentionRun.objects.update_or_create(name=name, defaults=told)
    return run
