"""What the office does with an enquiry. Wagtail's log keeps who did what and when, never what it says."""

import logging
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from .kinds import KINDS
from .models import Enquiry, State

logger = logging.getLogger(__name__)


@transaction.atomic
def handle(enquiry: Enquiry, user: Any, state: State, note: str) -> None:
    """Note how far the office is, and what it has to remember."""
    enquiry.state, enquiry.note = state, note
    _touch(enquiry, user, "handle", stand=str(State(state).label))


@transaction.atomic
def mark_spam(enquiry: Enquiry, user: Any, is_spam: bool) -> None:
    """Put an enquiry into the spam folder, or take it out."""
    enquiry.is_spam = is_spam
    _touch(enquiry, user, "spam" if is_spam else "not_spam")


def _touch(enquiry: Enquiry, user: Any, action: str, **data: str) -> None:
    enquiry.handled_by, enquiry.handled_at = user, timezone.now()
    enquiry.save()
    log(enquiry, f"knowledge.enquiry.{action}", user=user, data=data or None)


@transaction.atomic
def delete(enquiry: Enquiry, why: str) -> None:
    """Delete an enquiry and its history. What stays is a line in the log that names nobody and nothing.

    Args:
        enquiry: what is to go.
        why: a few words for the log: "durch das Projektbüro", "Frist abgelaufen".
    """
    content_type = ContentType.objects.get_for_model(Enquiry)
    ModelLogEntry.objects.filter(content_type=content_type, object_id=str(enquiry.pk)).delete()
    enquiry.delete()
    logger.info("Eine Nachricht wurde gelöscht (%s).", why)


def overdue(data_class: str, before: datetime) -> QuerySet[Enquiry]:
    """Return what of a class of data arrived before a moment: its term is over."""
    kinds = [each.kind for each in KINDS if each.data_class == data_class]
    return Enquiry.objects.filter(kind__in=kinds, created__lt=before)
