"""What visitors send with a small form, and the office's word on which money there is to ask for."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from knowledge.projects.models import Project
from knowledge.vocabularies import gazetteer

from .blocks import OfferBlock


class Kind(models.TextChoices):
    """What it is about; ``kinds`` declares the form of each."""

    CORRECTION = "correction", "Hinweis zu einem Steckbrief"
    NEED = "need", "Bedarf"
    EVENT = "event", "Veranstaltungstipp"
    FUNDING = "funding", "Anfrage zur Mikroförderung"
    CONTACT = "contact", "Nachricht an das Projektbüro"
    BARRIER = "barrier", "Gemeldete Barriere"


class State(models.TextChoices):
    """How far the office is with it."""

    NEW = "new", "neu"
    PROGRESS = "progress", "in Arbeit"
    DONE = "done", "erledigt"


class Enquiry(models.Model):
    """Something a visitor sent. Nobody but the office reads it.

    ``answers`` holds what the form gave: ``{field: text, number or list of texts}``. Name and address of the
    sender stand in columns of their own, and nowhere else.
    """

    kind = models.CharField("Art", max_length=12, choices=Kind, db_index=True)
    state = models.CharField("Stand", max_length=8, choices=State, default=State.NEW, db_index=True)
    #: The number of the page it was sent from: a second click finds the first.
    nonce = models.CharField(max_length=32, unique=True, editable=False)
    answers = models.JSONField(default=dict)
    name = models.CharField("Name", max_length=120, blank=True)
    email = models.EmailField("E-Mail", blank=True)
    project = models.ForeignKey(
        Project,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="enquiries",
        verbose_name="Projekt",
    )
    #: What it is about, in words: a project's title outlives the project.
    about = models.CharField("Worum es geht", max_length=300, blank=True)
    municipality_ags = models.CharField("Gemeinde (AGS)", max_length=8, blank=True)
    theme_keys = models.JSONField("Themenfelder", default=list)
    spam_points = models.PositiveSmallIntegerField("Spamverdacht", default=0)
    spam_reasons = models.JSONField(default=list)
    is_spam = models.BooleanField("Spam", default=False)
    created = models.DateTimeField("eingegangen", default=timezone.now, db_index=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="zuletzt bearbeitet von",
    )
    handled_at = models.DateTimeField("zuletzt bearbeitet", null=True, blank=True)
    note = models.TextField("Notiz", max_length=5000, blank=True)

    #: Who writes about a project does not use it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "Nachricht"
        verbose_name_plural = "Nachrichten"
        ordering = ("-created", "-pk")

    def __str__(self) -> str:
        # Stands in logs: not a word of what was typed.
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def headline(self) -> str:
        """A few words by which the office knows it: its title, or how it begins."""
        first = next((self.answers[name] for name in ("title", "plan", "text") if self.answers.get(name)), "")
        return self.about or Truncator(str(first)).chars(80) or str(self)

    @property
    def municipality(self) -> str:
        """The name of the Gemeinde it is about, or ""."""
        return gazetteer.municipality_name(self.municipality_ags)


@register_setting(icon="tag", order=110)
class FundingSettings(BaseSiteSetting):
    """Which micro-grants there are. The form's questions and the hint to visitors follow from it."""

    introduction = models.TextField(
        "Einleitung",
        blank=True,
        max_length=1000,
        help_text="Wer fördert, und wie es nach der Anfrage weitergeht. Steht über der Regel.",
    )
    offers = StreamField(
        [("offer", OfferBlock())],
        blank=True,
        verbose_name="Förderungen",
        help_text="Ohne Eintrag sagt die Seite, dass es gerade keine Mikroförderung gibt.",
    )

    panels: ClassVar = [FieldPanel("introduction"), FieldPanel("offers")]

    class Meta:
        verbose_name = "Mikroförderung"

    @property
    def offer_values(self) -> list[Any]:
        """The offers as their block's values, in the office's order."""
        return [offer.value for offer in self.offers]
