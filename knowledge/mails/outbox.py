"""The outbox: what is to be mailed is a row, written with what it is about or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.mail import make_msgid
from django.db.models import Model, QuerySet
from django.utils import timezone

from .kinds import get_kind
from .letterhead import letterhead
from .models import OutgoingMail

State = OutgoingMail.State


def queue(
    kind: str, about: Model, *, dedupe: str | None = None, extra: Mapping[str, Any] | None = None
) -> OutgoingMail:
    """Put a mail into the outbox, in the caller's transaction. `delivery.deliver_due` sends it.

    Args:
        kind: name of a registered kind.
        about: the saved object whose people get it.
        dedupe: names the occasion; a second mail with that name is not queued, the first one is returned.
        extra: small and plain, for the kind's `values`. It lies in the database: never an address, never a
            secret.

    Raises:
        LookupError: for a kind that nobody has declared.
    """
    get_kind(kind)
    fields = {
        "kind": kind,
        "content_type": ContentType.objects.get_for_model(about, for_concrete_model=False),
        "object_id": str(about.pk),
        "extra": dict(extra or {}),
        "message_id": make_msgid(domain=letterhead().host),
    }
    if dedupe is None:
        return OutgoingMail.objects.create(**fields)
    mail, _ = OutgoingMail.objects.get_or_create(dedupe=dedupe, defaults=fields)
    return mail


def mails_about(about: Model) -> QuerySet[OutgoingMail]:
    """Return the mails about an object, the newest first."""
    content_type = ContentType.objects.get_for_model(about, for_concrete_model=False)
    return OutgoingMail.objects.filter(content_type=content_type, object_id=str(about.pk)).order_by("-pk")


def try_again(mails: QuerySet[OutgoingMail]) -> int:
    """Have mails that have failed sent after all; return how many. They have the full time once more."""
    now = timezone.now()
    failed = mails.filter(state=State.FAILED)
    return failed.update(state=State.WAITING, due=now, created=now, attempts=0, error="")


def give_up(mails: QuerySet[OutgoingMail]) -> int:
    """Have mails that have failed never sent; return how many."""
    return mails.filter(state=State.FAILED).update(state=State.DROPPED, error="dismissed")


def forget_done(before: datetime) -> int:
    """Delete rows of mails that were sent or dropped before a moment, and of mails about what is gone.

    A row with a `dedupe` key stays as long as its object: without it the same mail could go out again.
    Returns how many were deleted.
    """
    final = OutgoingMail.objects.exclude(state__in=[State.WAITING, State.SENDING])
    gone = final.filter(dedupe=None, created__lt=before).exclude(state=State.FAILED).delete()[0]
    types = final.values_list("content_type", flat=True).distinct()
    for content_type in ContentType.objects.filter(pk__in=list(types)):
        gone += _forget_orphans(final.filter(content_type=content_type), content_type.model_class())
    return gone


def forget_failed(before: datetime) -> int:
    """Delete rows of mails that failed and were put into the outbox before a moment; return how many."""
    return OutgoingMail.objects.filter(state=State.FAILED, dedupe=None, created__lt=before).delete()[0]


def _forget_orphans(mails: QuerySet[OutgoingMail], model: type[Model] | None) -> int:
    ids = set(mails.values_list("object_id", flat=True))
    if model is not None and ids:
        known = model._base_manager.filter(pk__in=ids).values_list("pk", flat=True)
        ids -= set(map(str, known))
    return mails.filter(object_id__in=ids).delete()[0] if ids else 0
