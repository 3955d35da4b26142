"""The mails of an enquiry: a receipt for who sent it, a note for the office. None says what was typed."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from knowledge.mails.kinds import MailKind, register_kind
from knowledge.mails.letterhead import letterhead

from .kinds import BY_NAME
from .models import Enquiry


def _whom_it_informs(enquiry: Enquiry) -> str | None:
    return BY_NAME[enquiry.kind].informs() or None


def _for_the_office(enquiry: Enquiry, extra: Mapping[str, Any]) -> dict[str, str]:
    path = reverse("knowledge_enquiries:message", args=[enquiry.pk])
    return {
        "art": enquiry.get_kind_display(),
        "wann": date_format(localtime(enquiry.created), "d.m.Y, H:i"),
        "link": letterhead().url.rstrip("/") + path,
    }


KINDS = (
    MailKind(
        name="enquiry-received",
        title="Nachricht: eingegangen",
        audience="Absender*in",
        placeholders={"art": "Art der Nachricht"},
        subject="Deine Nachricht ist angekommen",
        text="Hallo,\n\njemand hat uns mit dieser E-Mail-Adresse geschrieben ({art}). Danke! Wir lesen alles "
        "und melden uns, wenn wir etwas wissen möchten.\n\nWarst du es nicht? Dann musst du nichts tun.",
        recipient=lambda enquiry: enquiry.email or None,
        values=lambda enquiry, extra: {"art": enquiry.get_kind_display()},
        links=(),
    ),
    MailKind(
        name="enquiry-office",
        title="Nachricht: neu",
        audience="Projektbüro",
        placeholders={"art": "Art der Nachricht", "wann": "Tag und Uhrzeit", "link": "Link zur Nachricht"},
        required=("link",),
        subject="Neu: {art}",
        text="Guten Tag,\n\nüber den Wissensspeicher ist etwas eingegangen ({art}, {wann} Uhr):\n\n{link}",
        recipient=_whom_it_informs,
        values=_for_the_office,
    ),
)


def register() -> None:
    """Declare both kinds."""
    for kind in KINDS:
        register_kind(kind)
