"""Entries of forms that the office has built: the office is told, as of every other message."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from knowledge.mails.kinds import MailKind, register_kind
from knowledge.mails.letterhead import letterhead
from knowledge.mails.outbox import queue
from knowledge.pages.form_pages import FormEntry, form_submitted


def _values(entry: FormEntry, extra: Mapping[str, Any]) -> dict[str, str]:
    path = reverse("wagtailforms:list_submissions", args=[entry.page_id])
    return {"formular": entry.page.title, "link": letterhead().url.rstrip("/") + path}


def on_submitted(entry: FormEntry, **kwargs: Any) -> None:
    """Tell the office of an entry, unless it lies in the spam folder."""
    if not entry.is_spam:
        queue("form-entry-office", entry, dedupe=f"form-entry-office:{entry.pk}")


def connect() -> None:
    """Declare the mail and listen to the forms."""
    register_kind(
        MailKind(
            name="form-entry-office",
            title="Eigenes Formular: neue Einsendung",
            audience="Projektbüro",
            placeholders={"formular": "Titel des Formulars", "link": "Link zu den Einsendungen"},
            required=("link",),
            subject="Neue Einsendung: {formular}",
            text="Guten Tag,\n\nmit dem Formular „{formular}“ ist etwas eingegangen:\n\n"
            "Einsendungen lesen: {link}",
            recipient=lambda entry: letterhead().reply_to or None,
            values=_values,
        )
    )
    form_submitted.connect(on_submitted, dispatch_uid="knowledge.enquiries.entries")
