"""Keeps what was sent, once, and tells who should know."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from knowledge.forms.protection import Verdict
from knowledge.forms.rates import Limit
from knowledge.mails.outbox import queue
from knowledge.projects.models import Project
from knowledge.submissions.fields import ELSEWHERE

from .fields import PERSON
from .kinds import EnquiryKind
from .models import Enquiry

#: Whoever fills in a form chooses the address: nobody's postbox is to be filled from here.
RECEIPTS = Limit("enquiry-receipt", per_email=(3, timedelta(hours=1)))


def receive(
    kind: EnquiryKind,
    cleaned: Mapping[str, Any],
    verdict: Verdict,
    request: HttpRequest,
    *,
    project: Project | None = None,
    about: str = "",
) -> Enquiry:
    """Keep what a valid form gave, and queue the mails; what was sent twice is kept and told once.

    Call it outside of a transaction: it counts receipts.

    Args:
        kind: of the form.
        cleaned: its ``cleaned_data``, with whatever else is to be kept.
        verdict: what is known of the sending.
        request: the visitor's.
        project: what it is about.
        about: the same in words.
    """
    email = cleaned.get("email", "")
    known = Enquiry.objects.filter(nonce=verdict.nonce).first()
    if known is not None:
        return known
    wants_receipt = bool(email) and not verdict.spam.is_spam and RECEIPTS.hit(request, email) is None
    municipality = cleaned.get("municipality", "")
    with transaction.atomic():
        enquiry, is_new = Enquiry.objects.get_or_create(
            nonce=verdict.nonce,
            defaults={
                "kind": kind.kind,
                "answers": {name: value for name, value in cleaned.items() if name not in PERSON},
                "name": cleaned.get("name", ""),
                "email": email,
                "project": project,
                "about": about[:300],
                "municipality_ags": "" if municipality == ELSEWHERE else municipality,
                "theme_keys": list(cleaned.get("themes", ())),
                "spam_points": verdict.spam.points,
                "spam_reasons": list(verdict.spam.reasons),
                "is_spam": verdict.spam.is_spam,
            },
        )
        if is_new and not verdict.spam.is_spam:
            queue("enquiry-office", enquiry)
        if is_new and wants_receipt:
            queue("enquiry-received", enquiry)
    return enquiry
