"""Deletes objects so that one which cannot be deleted holds up no other."""

import logging
import traceback
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

logger = logging.getLogger(__name__)

M = TypeVar("M", bound=Model)


class Incomplete(Exception):
    """Some objects could not be deleted; ``done`` says how many were."""

    def __init__(self, done: int) -> None:
        super().__init__(f"only {done} were deleted")
        self.done = done


def one_by_one(found: QuerySet[M], erase: Callable[[M], Any]) -> int:
    """Erase each object in a transaction of its own; return how many.

    Args:
        found: what is too old. Each object is asked for again when its turn comes: what somebody has changed
            meanwhile, and does not fit any more, stays.
        erase: deletes an object or makes it anonymous, so that it is not found a second time.

    Raises:
        Incomplete: after all others are done.
    """
    done = failed = 0
    for pk in list(found.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                held = found.select_for_update(of=("self",)).filter(pk=pk).first()
                if held is not None:
                    erase(held)
                    done += 1
        except Exception as error:
            failed += 1
            note(f"{found.model._meta.label} {pk}", error)
    if failed:
        raise Incomplete(done)
    return done


def note(what: str, error: Exception) -> None:
    """Write down where an error happened, never its words: they may be a maker's."""
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s konnte nicht gelöscht werden: %s\n%s", what, type(error).__name__, where)
