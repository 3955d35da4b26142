"""Pages that say the same in another form: Leichte Sprache and German Sign Language.

BITV 2.0 § 4 and its annex 2 ask public sites for both, about content, navigation and the accessibility
statement. An editor names the page that such a page is for; the two then lead to each other.
"""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import PageChooserPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page

from cms_blocks.blocks import ExternalVideoBlock, VideoBlock
from cms_blocks.text import plain_text

from .base import BasePage
from .navigation import surroundings


class OtherFormPage(BasePage):
    """A page about another page, or about the whole site."""

    shown_with = ("image", "original")

    original = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="Zu dieser Seite",
        help_text="Beide Seiten führen dann zueinander. Leer: Es geht um die ganze Website.",
    )

    api_fields: ClassVar = [*BasePage.api_fields, APIField("original")]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a page that is to be about itself."""
        super().clean()
        if self.original_id and self.original_id == self.pk:
            raise ValidationError({"original": "Bitte wählen Sie eine andere Seite als diese."})

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the page it is for, if anybody may read that."""
        original = self.original
        is_public = original and original.live and surroundings(request).is_public(original.path)
        found = original if is_public else None
        return super().get_context(request, *args, **kwargs) | {"original": found}


class EasyLanguagePage(OtherFormPage):
    """Short sentences, plain words, one thought a line."""

    content_panels: ClassVar = [*BasePage.content_panels, PageChooserPanel("original")]

    class Meta:
        verbose_name = "Seite in Leichter Sprache"
        verbose_name_plural = "Seiten in Leichter Sprache"


class SignLanguagePage(OtherFormPage):
    """A film in German Sign Language, and what it says in words."""

    film = StreamField(
        [("video", VideoBlock()), ("external_video", ExternalVideoBlock())],
        blank=True,
        max_num=1,
        verbose_name="Film in Gebärdensprache",
        help_text="Ohne Film bleibt die Seite besser ein Entwurf.",
    )

    content_panels: ClassVar = [
        *BasePage.content_panels[:-1],
        "film",
        *BasePage.content_panels[-1:],
        PageChooserPanel("original"),
    ]
    api_fields: ClassVar = [*OtherFormPage.api_fields, APIField("film")]

    class Meta:
        verbose_name = "Seite in Gebärdensprache"
        verbose_name_plural = "Seiten in Gebärdensprache"

    def get_search_text(self) -> str:
        """Return body and what is said in the film."""
        return f"{super().get_search_text()} {plain_text(self.film)}"
