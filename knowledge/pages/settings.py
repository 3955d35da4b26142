"""What the office says about itself and its funders, on every page."""

from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page


@register_setting(icon="site", order=100)
class KnowledgeSettings(BaseSiteSetting, ClusterableModel):
    """Name, offices, contacts, funder lines, social links and the pages a law asks for."""

    claim = models.CharField(
        "Leitsatz", max_length=200, blank=True, help_text="Ein Satz, der sagt, was diese Website ist."
    )
    funding_note = models.TextField(
        "Förderhinweis", blank=True, max_length=1000, help_text="Steht mit den Logos am Fuß jeder Seite."
    )
    imprint_page = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="Impressum"
    )
    privacy_page = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="Datenschutz"
    )
    accessibility_page = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="Erklärung zur Barrierefreiheit",
    )
    easy_language_page = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="Leichte Sprache",
    )

    select_related: ClassVar = [
        "imprint_page",
        "privacy_page",
        "accessibility_page",
        "easy_language_page",
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("claim"),
                    InlinePanel("offices", label="Büro", heading="Büros"),
                    InlinePanel("contacts", label="Ansprechperson", heading="Ansprechpersonen"),
                    InlinePanel("social_links", label="Profil", heading="Soziale Netzwerke"),
                ],
                heading="Kontakt",
            ),
            ObjectList(
                [FieldPanel("funding_note"), InlinePanel("funders", label="Förderer", heading="Förderer")],
                heading="Förderung",
            ),
            ObjectList(
                [
                    FieldPanel("imprint_page"),
                    FieldPanel("privacy_page"),
                    FieldPanel("accessibility_page"),
                    FieldPanel("easy_language_page"),
                ],
                heading="Pflichtseiten",
            ),
        ]
    )

    class Meta:
        verbose_name = "Wissensspeicher"

    @property
    def duty_pages(self) -> list[tuple[str, Page]]:
        """The published pages a law asks for, with the words of their links."""
        names = ("imprint_page", "privacy_page", "accessibility_page", "easy_language_page")
        pages = ((str(self._meta.get_field(name).verbose_name), getattr(self, name)) for name in names)
        return [(label, page) for label, page in pages if page and page.live]


class Office(Orderable):
    """A place where the office can be found."""

    settings = ParentalKey(KnowledgeSettings, related_name="offices", on_delete=models.CASCADE)
    name = models.CharField("Name", max_length=120)
    street = models.CharField("Straße und Hausnummer", max_length=120, blank=True)
    postcode = models.CharField("Postleitzahl", max_length=5, blank=True)
    town = models.CharField("Ort", max_length=80, blank=True)
    phone = models.CharField("Telefon", max_length=40, blank=True)
    email = models.EmailField("E-Mail", blank=True)

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("street"),
        FieldRowPanel([FieldPanel("postcode"), FieldPanel("town")]),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "Büro"
        verbose_name_plural = "Büros"


class Contact(Orderable):
    """Someone of the team whom visitors may ask."""

    settings = ParentalKey(KnowledgeSettings, related_name="contacts", on_delete=models.CASCADE)
    name = models.CharField("Name", max_length=120)
    role = models.CharField("Aufgabe", max_length=120, blank=True)
    phone = models.CharField("Telefon", max_length=40, blank=True)
    email = models.EmailField("E-Mail", blank=True)

    class Meta(Orderable.Meta):
        verbose_name = "Ansprechperson"
        verbose_name_plural = "Ansprechpersonen"


class FunderLine(Orderable):
    """A funder whose name and logo must appear."""

    settings = ParentalKey(KnowledgeSettings, related_name="funders", on_delete=models.CASCADE)
    name = models.CharField("Name", max_length=160)
    note = models.CharField(
        "Zusatz",
        max_length=200,
        blank=True,
        help_text="Zum Beispiel: aufgrund eines Beschlusses des Deutschen Bundestages",
    )
    logo = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="Logo",
    )
    url = models.URLField("Webseite", blank=True, max_length=300)

    class Meta(Orderable.Meta):
        verbose_name = "Förderer"
        verbose_name_plural = "Förderer"


class SocialLink(Orderable):
    """A profile of the office in a social network."""

    settings = ParentalKey(KnowledgeSettings, related_name="social_links", on_delete=models.CASCADE)
    label = models.CharField("Name", max_length=60)
    url = models.URLField("Adresse", max_length=300)

    class Meta(Orderable.Meta):
        verbose_name = "Profil"
        verbose_name_plural = "Soziale Netzwerke"
