"""Mails on their way, and the texts that the office has changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from .kinds import MailKind, get_kind
from .wording import check_wording

# Longer than any attempt at sending can take; see `delivery`. Only what a killed worker left waits for it.
LEASE = timedelta(minutes=15)

# What `delivery` notes as an error, for the office. The part after the space is a code for the technicians.
_REASONS = {
    "connection": "Der Mailserver antwortet nicht ({}).",
    "refused": "Der Mailserver nimmt die E-Mail nicht an (Antwort {}).",
    "recipient": "Diese Adresse gibt es nicht (Antwort {} des Mailservers).",
    "address": "Die Adresse ist keine gültige E-Mail-Adresse.",
    "nobody": "Es gibt niemanden, der diese E-Mail bekommen soll.",
    "gone": "Worum es ging, ist gelöscht.",
    "writing": "Beim Schreiben der E-Mail gab es einen Fehler ({}).",
    "dismissed": "Die Redaktion hat entschieden, sie nicht zu senden.",
}


class OutgoingMail(models.Model):
    """A mail to be written and sent: what about, never to whom and never its words.

    It is written when it is sent, so that no address and no secret link lies about here. Sent mails keep
    their row, for `dedupe`, until their object is gone.
    """

    class State(models.TextChoices):
        """WAITING is sent when `due`; SENDING is claimed until then; the others are final."""

        WAITING = "waiting", "wartet"
        SENDING = "sending", "wird gesendet"
        SENT = "sent", "gesendet"
        FAILED = "failed", "gescheitert"
        DROPPED = "dropped", "nicht gesendet"

    kind = models.CharField("Art", max_length=60)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=64)
    about = GenericForeignKey("content_type", "object_id", for_concrete_model=False)
    extra = models.JSONField("Weiteres", default=dict, blank=True)
    dedupe = models.CharField("Anlass", max_length=200, unique=True, null=True, editable=False)  # noqa: DJ001 - many rows have none
    state = models.CharField("Stand", max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField("Versuche", default=0)
    due = models.DateTimeField("nächster Versuch", default=timezone.now)
    created = models.DateTimeField("angelegt", default=timezone.now)
    sent = models.DateTimeField("gesendet", null=True, blank=True)
    message_id = models.CharField("Message-ID", max_length=200, editable=False)
    error = models.CharField("letzter Fehler", max_length=60, blank=True)

    class Meta:
        verbose_name = "E-Mail im Ausgang"
        verbose_name_plural = "E-Mails im Ausgang"
        indexes = (
            models.Index(
                fields=["due"],
                name="knowledge_mail_due",
                condition=models.Q(state__in=["waiting", "sending"]),
            ),
            models.Index(fields=["content_type", "object_id"], name="knowledge_mail_about"),
        )

    def __str__(self) -> str:
        return f"{self.kind} ({self.get_state_display()})"

    @property
    def reason(self) -> str:
        """Why it could not be sent, in a sentence for the office; empty without an error."""
        name, _, detail = self.error.partition(" ")
        return _REASONS[name].format(detail) if name in _REASONS else ""


class MailText(models.Model):
    """The office's own words for a kind of mail. Without a row, the suggestion of the code is sent."""

    # The key is the kind's, so that Wagtail's log tells one story, however often the suggestion came back.
    kind = models.CharField("Art", primary_key=True, max_length=60, editable=False)
    subject = models.CharField("Betreff", max_length=150)
    text = models.TextField(
        "Text",
        max_length=5000,
        help_text="Eine leere Zeile beginnt einen neuen Absatz. Eine Zeile wie „Adresse bestätigen: {link}“ "
        "wird zu einem Knopf.",
    )

    class Meta:
        verbose_name = "E-Mail-Text"
        verbose_name_plural = "E-Mail-Texte"
        default_permissions = ("change",)

    def __str__(self) -> str:
        try:
            return get_kind(self.kind).title
        except LookupError:
            return self.kind

    def clean(self) -> None:
        """Refuse what cannot be sent: unknown or missing placeholders, and braces that are none."""
        kind = get_kind(self.kind)
        problems = check_wording(self.subject, self.text, kind.placeholders, kind.required)
        if problems:
            raise ValidationError(problems)


def wording_of(kind: MailKind) -> tuple[str, str]:
    """Return subject and text of a kind: the office's, or the suggestion."""
    own: Any = MailText.objects.filter(pk=kind.name).values_list("subject", "text").first()
    return own or (kind.subject, kind.text)
