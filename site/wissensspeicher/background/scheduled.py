"""Publishes and ends what is scheduled.

As Wagtail's command `publish_scheduled` does, but each object in a transaction of its own: its search record
goes with it even if the worker is killed in between, and one that fails does not hold up the others.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)


def publish_scheduled() -> int:
    """Unpublish what has expired, then publish what is due; return how many there were."""
    done = 0
    for queryset in _expired():
        for pk in list(queryset.order_by("expire_at").values_list("pk", flat=True)):
            done += _one(queryset, pk, _unpublish)
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
    for pk in list(due.order_by("approved_go_live_at").values_list("pk", flat=True)):
        done += _one(due, pk, _publish)
    return done


def _expired() -> Iterator[models.QuerySet[Any]]:
    for model in apps.get_models():
        if model is Page or (issubclass(model, DraftStateMixin) and not issubclass(model, Page)):
            yield model._default_manager.filter(live=True, expire_at__lt=timezone.now())


def _one(queryset: models.QuerySet[Any], pk: Any, act: Callable[[Any], None]) -> bool:
    try:
        with transaction.atomic():
            # Held and looked at again: an editor may have changed it meanwhile.
            found = queryset.select_for_update(of=("self",)).filter(pk=pk).first()
            if found is None:
                return False
            act(found)
    except Exception:
        logger.exception("%s %s konnte nicht zum Termin geschaltet werden.", queryset.model.__name__, pk)
        return False
    return True


def _unpublish(expired: Any) -> None:
    expired.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    logger.info("Zum Termin beendet: %s", expired)


def _publish(revision: Revision) -> None:
    revision.publish(log_action="wagtail.publish.scheduled")
    logger.info("Zum Termin veröffentlicht: %s", revision.object_str)
