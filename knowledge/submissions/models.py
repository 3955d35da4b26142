"""A submission: what a maker sends, how far it is, what was agreed to and what was said."""

import secrets
from copy import copy
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from knowledge.organisations.models import Organisation
from knowledge.projects.models import Project
from knowledge.uploads.models import Upload


def new_nonce() -> str:
    """Return 128 random bits, from which a submission's secret links are made."""
    return secrets.token_hex(16)


class State(models.TextChoices):
    """Where a submission stands, in the office's words."""

    STARTED = "started", "wird ausgefüllt"
    SENT = "sent", "wartet auf die Bestätigung per E-Mail"
    CONFIRMED = "confirmed", "bestätigt, wird vorbereitet"
    REVIEW = "review", "zu prüfen"
    ASKED = "asked", "Rückfrage gestellt"
    COUNTERSIGN = "countersign", "wartet auf Zustimmung zu Änderungen"
    ACCEPTED = "accepted", "veröffentlicht"
    DECLINED = "declined", "abgelehnt"
    WITHDRAWN = "withdrawn", "zurückgezogen"


#: Nobody but the maker sees these: the office's queue begins with the confirmation.
UNCONFIRMED = (State.STARTED, State.SENT)
#: Somebody has to do something.
OPEN = (State.CONFIRMED, State.REVIEW, State.ASKED, State.COUNTERSIGN)


class Submission(models.Model):
    """What a maker told about an innovation, from the first step on.

    ``answers`` holds each step as it was typed, valid or not: ``{step: {field: [text, …]}}``. The forms of
    ``steps`` read it; nothing else does. ``title`` and ``email`` are copies for lists and limits.
    """

    nonce = models.CharField(max_length=32, unique=True, default=new_nonce, editable=False)
    state = models.CharField("Stand", max_length=12, choices=State, default=State.STARTED, db_index=True)
    answers = models.JSONField(default=dict)
    #: The answers as they were last sent: the office and the draft know nothing of what is being typed.
    sent = models.JSONField(default=dict)
    #: When the last text of each step was typed, by the maker's clock in ms: what comes late changes nothing.
    typed_at = models.JSONField(default=dict)
    #: The steps that the maker has left with „Weiter“: their mistakes are shown.
    tried = models.JSONField(default=list)
    title = models.CharField("Titel", max_length=160, blank=True)
    email = models.EmailField("E-Mail", blank=True, db_index=True)
    spam_points = models.PositiveSmallIntegerField("Spamverdacht", default=0)
    spam_reasons = models.JSONField(default=list)
    is_spam = models.BooleanField("Spam", default=False)
    on_paper = models.BooleanField("auf Papier", default=False)
    paper_code = models.CharField("Code des Blatts", max_length=8, unique=True, null=True, blank=True)
    signed_on = models.DateField("unterschrieben am", null=True, blank=True)
    checklist = models.JSONField("Prüfliste", default=dict)
    #: The answers that the draft was last made from, to tell what the maker has changed since; under "ever"
    #: each contact and film that was ever told, to know it again in a project.
    applied = models.JSONField(default=dict)

    #: What `sent` and `applied` were at the publication, for a proposal that is declined.
    published = models.JSONField(default=dict)

    started_at = models.DateTimeField("begonnen", default=timezone.now)
    changed_at = models.DateTimeField("geändert", auto_now=True)
    sent_at = models.DateTimeField("abgesendet", null=True, blank=True)
    confirmed_at = models.DateTimeField("bestätigt", null=True, blank=True)
    decided_at = models.DateTimeField("entschieden", null=True, blank=True)

    project = models.ForeignKey(
        Project,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="submissions",
        verbose_name="Projekt",
    )
    #: A carrier that did not exist before: it goes with the submission unless others need it.
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "Einreichung"
        verbose_name_plural = "Einreichungen"
        ordering = ("-confirmed_at", "-pk")

    def __str__(self) -> str:
        return self.title or "Einreichung ohne Titel"

    @property
    def shown_code(self) -> str:
        """The code of the sheet it came on, as people read it; empty if it came on none."""
        return f"{self.paper_code[:4]}-{self.paper_code[4:]}" if self.paper_code else ""

    @property
    def maker(self) -> str:
        """The name of who sent it, as it was last sent."""
        return (self.as_sent().values("kontakt").get("contact_name") or [""])[0]

    @property
    def is_proposal(self) -> bool:
        """Whether a change of what is public waits for the office."""
        return self.state == State.REVIEW and self.project is not None and self.project.live

    def snapshot(self) -> dict[str, Any]:
        """Return the answers and what is said of each file, as they are sent."""
        told = self.files.values_list("pk", "description", "credit", "shows_people")
        return {**self.answers, "files": [list(file) for file in told]}

    def as_sent(self) -> "Submission":
        """Return it with the answers that were last sent; a copy to read, never to save."""
        twin = copy(self)
        twin.answers = self.sent or self.answers
        return twin

    def values(self, step: str) -> dict[str, list[str]]:
        """Return what was typed in a step, by field."""
        found: dict[str, list[str]] = self.answers.get(step, {})
        return found


class SubmissionLink(models.Model):
    """A secret link to a submission, of which the hash alone is kept (see ``links``)."""

    class Purpose(models.TextChoices):
        """What a link opens."""

        FORM = "form", "das Formular"
        CONFIRM = "confirm", "die Bestätigung"
        STATUS = "status", "die Statusseite"

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=10, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = "Geheimer Link"
        verbose_name_plural = "Geheime Links"

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} zu Einreichung {self.submission_id}"


class LinkRequest(models.Model):
    """Somebody wants the links of an address again. Lives until the worker has looked."""

    email = models.EmailField()
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "Wunsch nach einem neuen Link"
        verbose_name_plural = "Wünsche nach einem neuen Link"

    def __str__(self) -> str:
        return f"Wunsch {self.pk}"


class SubmissionFile(models.Model):
    """A picture or PDF of a submission and what its maker says of it."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="files")
    upload = models.OneToOneField(Upload, on_delete=models.CASCADE, related_name="submission_file")
    description = models.CharField("Was ist zu sehen?", max_length=255, blank=True)
    credit = models.CharField("Wer hat es gemacht?", max_length=255, blank=True)
    shows_people = models.BooleanField("Menschen sind zu erkennen", default=False)
    #: It was put into the draft: whether it stays there is the office's business.
    is_placed = models.BooleanField(default=False, editable=False)
    #: What the image was last told of it; other words there are the office's.
    applied = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = "Datei einer Einreichung"
        verbose_name_plural = "Dateien einer Einreichung"
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.upload)


class Consent(models.Model):
    """One thing a maker agreed to, in which words and when. Never changed, only withdrawn or ended."""

    class Kind(models.TextChoices):
        """What may be done."""

        CONTACT = "contact", "Kontakt veröffentlichen"
        IMAGES = "images", "Bilder veröffentlichen"
        PERSONS = "persons", "Abgebildete Menschen sind einverstanden"
        FILM = "film", "Film zeigen"

    class Source(models.TextChoices):
        """How it was given."""

        FORM = "form", "im Formular"
        PAPER = "paper", "mit Unterschrift auf Papier"

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField("Einwilligung", max_length=10, choices=Kind)
    wording = models.CharField("Fassung", max_length=20)
    source = models.CharField("Wie", max_length=10, choices=Source, default=Source.FORM)
    given_at = models.DateTimeField("erteilt", default=timezone.now)
    withdrawn_at = models.DateTimeField("widerrufen", null=True, blank=True)
    ends_on = models.DateField(
        "gilt bis einschließlich", null=True, blank=True, help_text="Leer: gilt, bis sie widerrufen wird."
    )

    class Meta:
        verbose_name = "Einwilligung"
        verbose_name_plural = "Einwilligungen"
        ordering = ("given_at", "pk")

    def __str__(self) -> str:
        return self.get_kind_display()

    def is_in_force(self, today: Any = None) -> bool:
        """Say whether it holds on a day, today unless told."""
        today = today or timezone.localdate()
        return self.withdrawn_at is None and (self.ends_on is None or self.ends_on >= today)


class SubmissionMessage(models.Model):
    """What office and maker said to each other about a submission."""

    class Kind(models.TextChoices):
        """What is said."""

        QUESTION = "question", "Rückfrage"
        ANSWER = "answer", "Antwort"
        CHANGES = "changes", "Änderungen des Projektbüros"
        AGREED = "agreed", "Änderungen zugestimmt"
        CORRECTION = "correction", "Korrektur"
        DECLINED = "declined", "Absage"

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField("Art", max_length=10, choices=Kind)
    text = models.TextField("Text", max_length=5000, blank=True)
    created = models.DateTimeField("geschrieben", default=timezone.now)
    #: Who of the office; empty for the maker.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "Nachricht zu einer Einreichung"
        verbose_name_plural = "Nachrichten zu Einreichungen"
        ordering = ("created", "pk")

    def __str__(self) -> str:
        return self.get_kind_display()


ALL = (Submission, SubmissionLink, LinkRequest, SubmissionFile, Consent, SubmissionMessage)
