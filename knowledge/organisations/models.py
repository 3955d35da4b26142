"""Organisations: one thing, whatever part it plays."""

from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.images import get_image_model_string
from wagtail.search import index

from knowledge.vocabularies.places import PlaceMixin


class OrganisationKind(models.TextChoices):
    """What an organisation is."""

    ASSOCIATION = "verein", "Verein oder Verband"
    ADMINISTRATION = "verwaltung", "Verwaltung"
    UNIVERSITY = "hochschule", "Hochschule oder Forschung"
    COMPANY = "unternehmen", "Unternehmen"
    CHURCH = "kirche", "Kirche"
    FOUNDATION = "stiftung", "Stiftung"
    NETWORK = "verbund", "Verbund oder Netzwerk"
    COOPERATIVE = "genossenschaft", "Genossenschaft"
    EDUCATION = "bildung", "Bildungseinrichtung"
    OTHER = "sonstige", "Sonstige"


class Organisation(PlaceMixin, index.Indexed, models.Model):
    """A carrier, partner, funder, workshop institution or actor."""

    name = models.CharField("Name", max_length=200, unique=True)
    kind = models.CharField("Art", max_length=20, choices=OrganisationKind.choices, blank=True)
    description = models.TextField("Beschreibung", blank=True, max_length=1000)
    website = models.URLField("Website", blank=True, max_length=300)
    logo = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="Logo",
    )

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("kind"),
        FieldPanel("description"),
        FieldPanel("website"),
        FieldPanel("logo"),
        PlaceMixin.place_panel,
    ]
    search_fields: ClassVar = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("kind"),
    ]
    api_fields: ClassVar = [APIField("name"), APIField("kind"), APIField("website")]

    class Meta:
        verbose_name = "Organisation"
        verbose_name_plural = "Organisationen"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
