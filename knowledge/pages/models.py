"""The page types."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.db.models.functions import Cast, Coalesce
from django.utils.formats import date_format
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, PageManager
from wagtail.query import PageQuerySet
from wagtail.rich_text import get_text_for_indexing

from cms_blocks.blocks.text import TEXT_FEATURES
from cms_blocks.text import plain_text
from knowledge.blocks import QuestionBlock
from knowledge.organisations.models import Organisation
from knowledge.projects.models import Project
from knowledge.vocabularies import gazetteer
from knowledge.vocabularies.models import Megatrend, Term, Theme, ThemedMixin
from knowledge_search.service import SearchRequest

from .base import BasePage
from .cards import cards_of_pages
from .navigation import surroundings
from .presenting import TermPage, term_panel
from .sections import sections_for


class HomePageQuerySet(PageQuerySet):
    """Locks pages without their pictures, as PostgreSQL asks: a page may have none."""

    def select_for_update(
        self, nowait: bool = False, skip_locked: bool = False, of: Any = (), no_key: bool = False
    ) -> Any:
        """Lock the rows of the pages."""
        return super().select_for_update(nowait, skip_locked, of or ("self", "page_ptr"), no_key)


class HomePageManager(PageManager.from_queryset(HomePageQuerySet)):  # type: ignore[misc]
    """Reads the picture along: Wagtail fetches the first page itself, at every address below it."""

    def get_queryset(self) -> Any:
        """Return the first pages with their pictures."""
        return super().get_queryset().select_related("image")


class HomePage(BasePage):
    """The first page: one sentence, the search, and the sections that have something to show."""

    search_type = ""

    objects = HomePageManager()

    max_count = 1
    parent_page_types: ClassVar = ["wagtailcore.Page"]

    class Meta:
        verbose_name = "Startseite"

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the sections of the registry that are not empty."""
        context = super().get_context(request, *args, **kwargs)
        return context | {"sections": sections_for("home", self, request)}


class ListPage(BasePage):
    """An overview of the pages below it."""

    class Order(models.TextChoices):
        """How the pages below are sorted."""

        TREE = "tree", "wie im Seitenbaum"
        NEWEST = "newest", "Neueste zuerst"

    search_type = ""
    per_page: ClassVar[int] = 24

    order = models.CharField(
        "Reihenfolge",
        max_length=10,
        choices=Order.choices,
        default=Order.TREE,
        help_text="Wie die Seiten darunter sortiert sind.",
    )

    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("order")]

    class Meta:
        verbose_name = "Übersichtsseite"
        verbose_name_plural = "Übersichtsseiten"

    def get_entries(self, request: Any) -> Any:
        """Return one page (a paginator's) of the published, unrestricted pages below, as cards."""
        children = self.get_children().live().order_by("path")
        if self.order == self.Order.NEWEST:
            # News is as new as the day it is about; every other page as its first publication.
            day = Coalesce("knowledge_newspage__date", Cast("first_published_at", models.DateField()))
            children = children.order_by(day.desc(nulls_last=True), "-path")
        is_public = surroundings(request).is_public
        # Without a second query that counts: rows this small are soon read.
        public = [row[1:] for row in children.values_list("path", "content_type", "pk") if is_public(row[0])]
        page: Any = Paginator(public, self.per_page).get_page(request.GET.get("page"))
        page.object_list = cards_of_pages(page.object_list)
        return page

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the pages below and the sections of the registry that are not empty."""
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "entries": self.get_entries(request),
            "sections": sections_for("list", self, request),
        }


class InformationPage(BasePage):
    """Anything else: about us, legal notice, documentation."""

    class Meta:
        verbose_name = "Informationsseite"
        verbose_name_plural = "Informationsseiten"


class ThemePage(TermPage):
    """The page of a theme field."""

    search_type = "theme"
    shown_with = ("image", "theme")
    term_model: ClassVar[type[Term]] = Theme
    term_field = "theme"

    theme = models.OneToOneField(
        Theme,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="page",
        verbose_name="Themenfeld",
    )

    content_panels: ClassVar = [*TermPage.content_panels, term_panel("theme")]
    exclude_fields_in_copy: ClassVar = ["theme"]
    api_fields: ClassVar = [*TermPage.api_fields, APIField("theme")]

    class Meta:
        verbose_name = "Themenfeldseite"
        verbose_name_plural = "Themenfeldseiten"

    def get_searches(self) -> dict[str, SearchRequest]:
        """Add the theme field's megatrends that have a published page."""
        key = self.term.key if self.term else ""
        megatrends = SearchRequest(filters={"type": ("megatrend",), "theme": (key,)}, sort="title", limit=24)
        return super().get_searches() | {"megatrends": megatrends}


class MegatrendPage(TermPage):
    """The page of a megatrend."""

    search_type = "megatrend"
    shown_with = ("image", "megatrend")
    term_model: ClassVar[type[Term]] = Megatrend
    term_field = "megatrend"

    megatrend = models.OneToOneField(
        Megatrend,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="page",
        verbose_name="Megatrend",
    )

    content_panels: ClassVar = [*TermPage.content_panels, term_panel("megatrend")]
    exclude_fields_in_copy: ClassVar = ["megatrend"]
    api_fields: ClassVar = [*TermPage.api_fields, APIField("megatrend")]

    class Meta:
        verbose_name = "Megatrendseite"
        verbose_name_plural = "Megatrendseiten"

    def get_search_facets(self) -> dict[str, tuple[str, ...]]:
        """Return the megatrend and the theme fields it belongs to."""
        themes = self.megatrend.themes.all() if self.megatrend else ()
        return super().get_search_facets() | {"theme": tuple(theme.key for theme in themes)}


class ThemeYearPage(ThemedMixin, BasePage):
    """A year in which the office put one theme first."""

    year = models.PositiveSmallIntegerField("Jahr")

    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("year"), FieldPanel("themes")]
    api_fields: ClassVar = [*BasePage.api_fields, APIField("year"), APIField("themes")]

    class Meta:
        verbose_name = "Themenjahr"
        verbose_name_plural = "Themenjahre"

    @property
    def card_note(self) -> str:
        """The year."""
        return str(self.year)


class KnowledgeCardPage(BasePage):
    """A knowledge card: theme field → what is changing → the topic (the title)."""

    shown_with = ("image", "theme")

    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="Themenfeld"
    )
    change = models.CharField(
        "Was sich wandelt", max_length=120, help_text="Zum Beispiel: Gesellschaft im Wandel"
    )

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("theme"), FieldPanel("change")]),
    ]
    api_fields: ClassVar = [*BasePage.api_fields, APIField("theme"), APIField("change")]

    class Meta:
        verbose_name = "Wissenskarte"
        verbose_name_plural = "Wissenskarten"

    @property
    def card_note(self) -> str:
        """What is changing."""
        return self.change

    def get_search_facets(self) -> dict[str, tuple[str, ...]]:
        """Return the card's theme field."""
        return {"theme": (self.theme.key,) if self.theme else ()}


def district_choices() -> list[tuple[str, str]]:
    """Return the districts for a select, by name."""
    return sorted(
        ((area.ags, area.name) for area in gazetteer.districts().values()), key=lambda pair: pair[1]
    )


class DossierPage(ThemedMixin, BasePage):
    """What is known about a Landkreis or a question, gathered in one place."""

    search_type = "dossier"

    district_ags = models.CharField("Landkreis", max_length=5, blank=True, choices=district_choices)

    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("district_ags"), FieldPanel("themes")]
    api_fields: ClassVar = [*BasePage.api_fields, APIField("district_ags"), APIField("themes")]

    class Meta:
        verbose_name = "Dossier"
        verbose_name_plural = "Dossiers"

    @property
    def district(self) -> str:
        """The Landkreis's name, or an empty string."""
        return gazetteer.district_name(self.district_ags)

    def get_search_facets(self) -> dict[str, tuple[str, ...]]:
        """Return themes and Landkreis."""
        return super().get_search_facets() | {"district": (self.district_ags,) if self.district_ags else ()}


class NewsPage(ThemedMixin, BasePage):
    """A piece of news."""

    search_type = "news"

    date = models.DateField("Datum", help_text="Nach diesem Tag wird sortiert.")
    date_text = models.CharField(
        "Datum in Worten",
        max_length=80,
        blank=True,
        help_text="Wird statt des Datums gezeigt, zum Beispiel „Mai 2019“ oder „12. bis 16. November 2018“.",
    )
    place = models.CharField("Ort", max_length=120, blank=True)

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("date"), FieldPanel("date_text"), FieldPanel("place")]),
        FieldPanel("themes"),
    ]
    api_fields: ClassVar = [
        *BasePage.api_fields,
        APIField("date"),
        APIField("date_text"),
        APIField("place"),
        APIField("themes"),
    ]

    class Meta:
        verbose_name = "Nachricht"
        verbose_name_plural = "Nachrichten"

    @property
    def written_date(self) -> str:
        """The date as a reader should see it: in the editor's words, else the day."""
        return self.date_text or date_format(self.date, "j. F Y")

    def get_search_date(self) -> Any:
        """Return the day the news is about."""
        return self.date


class InterviewPage(ThemedMixin, BasePage):
    """A conversation, as questions and answers."""

    interviewee = models.CharField("Im Gespräch", max_length=160, blank=True)
    role = models.CharField("Aufgabe oder Amt", max_length=160, blank=True)
    date = models.DateField("Datum", null=True, blank=True)
    questions = StreamField(
        [("question", QuestionBlock())],
        blank=True,
        verbose_name="Fragen und Antworten",
    )

    content_panels: ClassVar = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("interviewee"), FieldPanel("role")]), FieldPanel("date")],
            heading="Gespräch",
        ),
        FieldPanel("questions"),
        FieldPanel("themes"),
    ]
    api_fields: ClassVar = [
        *BasePage.api_fields,
        *(APIField(name) for name in ("interviewee", "role", "date", "questions", "themes")),
    ]

    class Meta:
        verbose_name = "Interview"
        verbose_name_plural = "Interviews"

    def get_search_text(self) -> str:
        """Return body, questions and answers."""
        return f"{self.interviewee} {self.role} {super().get_search_text()} {plain_text(self.questions)}"


class PilotPage(ThemedMixin, BasePage):
    """A pilot: what it wants, what it does, and where it stands."""

    shown_with = ("image", "project")

    goals = RichTextField("Ziele", blank=True, features=TEXT_FEATURES)
    measures = RichTextField("Maßnahmen", blank=True, features=TEXT_FEATURES)
    interim_results = RichTextField("Zwischenbilanz", blank=True, features=TEXT_FEATURES)
    project = models.ForeignKey(
        Project,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="pilots",
        verbose_name="Steckbrief dazu",
    )

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("goals"),
        FieldPanel("measures"),
        FieldPanel("interim_results"),
        FieldPanel("project"),
        InlinePanel("partners", label="Organisation", heading="Beteiligte"),
        FieldPanel("themes"),
    ]
    api_fields: ClassVar = [
        *BasePage.api_fields,
        *(APIField(name) for name in ("goals", "measures", "interim_results", "themes")),
    ]

    class Meta:
        verbose_name = "Pilot"
        verbose_name_plural = "Piloten"

    @property
    def public_project(self) -> Project | None:
        """The project, if the public may see it."""
        return self.project if self.project and self.project.live else None

    @property
    def organisations(self) -> list[Organisation]:
        """Those who take part, in the editors' order."""
        return [partner.organisation for partner in self.partners.select_related("organisation")]

    def get_search_text(self) -> str:
        """Return body, goals, measures and interim results."""
        texts = (self.goals, self.measures, self.interim_results)
        return " ".join([super().get_search_text(), *(get_text_for_indexing(text) for text in texts)])


class PilotPartner(Orderable):
    """An organisation that takes part in a pilot."""

    page = ParentalKey(PilotPage, related_name="partners", on_delete=models.CASCADE)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="Organisation"
    )

    class Meta(Orderable.Meta):
        verbose_name = "Partner im Pilot"
        verbose_name_plural = "Partner im Pilot"
