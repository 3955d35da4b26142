"""What the office says about itself and its funders, on every page."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Page

from cms_blocks.blocks import ContactBlock, FunderItemBlock
from knowledge.blocks import ProfileBlock


@register_setting(icon="site", order=100)
class KnowledgeSettings(BaseSiteSetting):
    """Name, offices, contacts, funder lines, social links and the pages a law asks for.

    Lists are streams in the settings' own row: the frame of every page is read in one query.
    """

    claim = models.CharField(
        "Leitsatz", max_length=200, blank=True, help_text="Ein Satz, der sagt, was diese Website ist."
    )
    offices = StreamField([("office", ContactBlock())], blank=True, verbose_name="Büros")
    contacts = StreamField([("contact", ContactBlock())], blank=True, verbose_name="Ansprechpersonen")
    reply_to = models.EmailField(
        "Antworten gehen an",
        blank=True,
        help_text="Wohin es geht, wenn jemand auf eine E-Mail des Wissensspeichers antwortet. "
        "Ohne Angabe: an die E-Mail-Adresse des ersten Büros.",
    )
    social_links = StreamField(
        [("profile", ProfileBlock())], blank=True, verbose_name="Profile in sozialen Netzwerken"
    )
    funders = StreamField([("funder", FunderItemBlock())], blank=True, verbose_name="Fördergeber")
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
    sign_language_page = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="Gebärdensprache",
    )

    select_related: ClassVar = [
        "imprint_page",
        "privacy_page",
        "accessibility_page",
        "easy_language_page",
        "sign_language_page",
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("claim"),
                    FieldPanel("offices"),
                    FieldPanel("contacts"),
                    FieldPanel("reply_to"),
                    FieldPanel("social_links"),
                ],
                heading="Kontakt",
            ),
            ObjectList(
                [FieldPanel("funders"), FieldPanel("funding_note")],
                heading="Förderung",
            ),
            ObjectList(
                [
                    FieldPanel("imprint_page"),
                    FieldPanel("privacy_page"),
                    FieldPanel("accessibility_page"),
                    FieldPanel("easy_language_page"),
                    FieldPanel("sign_language_page"),
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
        pages = (
            (str(self._meta.get_field(name).verbose_name), getattr(self, name))
            for name in self.select_related
        )
        return [(label, page) for label, page in pages if page and page.live]

    @property
    def funder_lines(self) -> list[Any]:
        """The funders as their block's values, in the editors' order; all logos in one query."""
        return [funder.value for funder in self.funders]

    @property
    def logo_ids(self) -> Iterable[int]:
        """The ids of the funders' logos, without asking the database for the images."""
        return [logo for row in self.funders.raw_data if (logo := row["value"].get("logo"))]
