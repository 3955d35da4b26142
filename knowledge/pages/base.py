"""What all page types share."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail.url_routing import RouteResult

from cms_blocks.text import plain_text
from knowledge.blocks import BodyStreamBlock
from knowledge.vocabularies.slug_input import GermanSlugInput

from .routing import find_below
from .slugs import shadowing_route

SHADOWED = (
    "Unter „%s“ antwortet schon ein fester Teil der Website. "
    "Bitte wählen Sie ein anderes Wort für die Adresse."
)


class BasePageForm(WagtailAdminPageForm):
    """The admin's form: it knows the parent of a page that has no place in the tree yet."""

    def clean(self) -> dict[str, Any]:
        """Refuse a slug at which a fixed route would answer instead of this page."""
        cleaned = super().clean()
        if slug := cleaned.get("slug"):
            self.instance.slug = slug
            if shadowing_route(self.instance, self.parent_page):
                self.add_error("slug", SHADOWED % slug)
        return cleaned


class BasePage(Page):
    """A page with one sentence on top, a picture and a body of blocks."""

    #: The value of the facet ``type`` under which a page is found; empty: not searched.
    search_type: ClassVar[str] = "page"
    #: What one more join reads for the page's template.
    shown_with: ClassVar[tuple[str, ...]] = ("image",)
    #: The pages above, from the site's first page down, where the page was reached by its address.
    way: Sequence[Page] = ()
    #: Whether the way here has just shown that neither this page nor one above it is restricted.
    is_open: bool = False

    base_form_class = BasePageForm

    # Django would name the way back after the class alone: a host's own `HomePage` or `NewsPage` would clash.
    page_ptr = models.OneToOneField(
        Page, on_delete=models.CASCADE, parent_link=True, related_name="%(app_label)s_%(class)s"
    )
    summary = models.CharField(
        "In einem Satz",
        max_length=300,
        blank=True,
        help_text="Steht unter dem Titel, in Listen und in Suchergebnissen.",
    )
    image = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="Titelbild",
    )
    body = StreamField(BodyStreamBlock(), blank=True, verbose_name="Inhalt")

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("image"),
        FieldPanel("body"),
    ]
    promote_panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "slug",
                    widget=GermanSlugInput,
                    heading="Adresse",
                    help_text="Der letzte Teil der Internetadresse. Alte Adressen führen weiter hierher.",
                ),
                FieldPanel(
                    "seo_title",
                    heading="Titel für Suchmaschinen",
                    help_text="Nur nötig, wenn dort ein anderer Titel stehen soll als auf der Seite.",
                ),
                FieldPanel(
                    "search_description",
                    heading="Beschreibung für Suchmaschinen",
                    help_text="Ein oder zwei Sätze. Bleibt das Feld leer, gilt „In einem Satz“.",
                ),
            ],
            heading="Adresse und Suchmaschinen",
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "show_in_menus",
                    heading="Im Menü zeigen",
                    help_text="Das Menü führt die Seiten unter der Startseite auf und die Seiten darunter.",
                )
            ],
            heading="Menü",
        ),
    ]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    api_fields: ClassVar = [
        APIField("summary"),
        APIField("image"),
        APIField("body"),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a slug at which a fixed route would answer instead of this page."""
        super().clean()
        if shadowing_route(self):
            raise ValidationError({"slug": SHADOWED % self.slug})

    def route(self, request: Any, path_components: list[str]) -> RouteResult:
        """Find the page at an address, in two queries however deep it is."""
        found = find_below(self, path_components)
        result: RouteResult = super(BasePage, found or self).route(request, [] if found else path_components)
        return result

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Return who may read the page, as Wagtail does; nothing is asked where that is known."""
        restrictions: QuerySet[PageViewRestriction] = (
            PageViewRestriction.objects.none() if self.is_open else super().get_view_restrictions()
        )
        return restrictions

    @property
    def card_note(self) -> str:
        """A word above the title on the page's card, or ""."""
        return ""

    def get_search_text(self) -> str:
        """Return the page's words for the search, as plain text."""
        return plain_text(self.body)

    def get_search_facets(self) -> dict[str, tuple[str, ...]]:
        """Return this page's facet values by facet name."""
        themes = getattr(self, "themes", None)
        return {"theme": tuple(theme.key for theme in themes.all())} if themes is not None else {}

    def get_search_date(self) -> Any:
        """Return the moment by which the page counts as new."""
        return self.first_published_at
