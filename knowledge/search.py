"""What the store gives to the search: its facets, its vocabularies, and a record for each public thing."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.rich_text import get_text_for_indexing

from knowledge.cards import CARD_IMAGE, image_url
from knowledge.organisations.models import Organisation
from knowledge.pages.base import BasePage
from knowledge.pages.form_pages import FormPage
from knowledge.pages.models import (
    DossierPage,
    InformationPage,
    InterviewPage,
    KnowledgeCardPage,
    MegatrendPage,
    NewsPage,
    PilotPage,
    ThemePage,
    ThemeYearPage,
)
from knowledge.pages.other_forms import EasyLanguagePage, SignLanguagePage
from knowledge.pages.restrictions import only_public
from knowledge.projects.models import Project
from knowledge.retention import DataClass
from knowledge.retention import register as register_data
from knowledge.vocabularies import gazetteer
from knowledge.vocabularies.models import TERM_MODELS, Goal, Hashtag, Megatrend, Term
from knowledge_search import diary
from knowledge_search.facets import KINDS_GROUP, AgsFacet, ChoiceFacet, Introduction, OpenTermFacet, TermFacet
from knowledge_search.registry import (
    ContentKind,
    RecordData,
    SearchSource,
    TermData,
    Vocabulary,
    register_facet,
    register_proper_names,
    register_source,
    register_vocabulary,
)


def _goal(key: str) -> Introduction | None:
    """A goal introduces itself: it is a term with a page of its own, and no record."""
    goal = Goal._default_manager.filter(key=key).first()
    return Introduction(goal.title, goal.description, goal.get_absolute_url()) if goal else None


ABOUT, WHERE, HOW_FAR = "Worum es geht", "Wo", "Wie weit und für wen"
YES_NO = (("true", "ja"), ("false", "nein"))
FACETS = (
    TermFacet("theme", "Themenfeld", vocabulary="theme", group=ABOUT, unfolded=True, introduced_by="theme"),
    TermFacet("megatrend", "Megatrend", vocabulary="megatrend", group=ABOUT, introduced_by="megatrend"),
    TermFacet("sdg", "Nachhaltigkeitsziel", vocabulary="sdg", group=ABOUT, introduced_by=_goal),
    TermFacet("challenge", "Herausforderung", vocabulary="challenge", group=ABOUT),
    TermFacet("approach", "Ansatz", vocabulary="approach", group=ABOUT),
    TermFacet("stage", "Projektstadium", vocabulary="stage", group=HOW_FAR),
    TermFacet("reach", "Wirkungsradius", vocabulary="reach", group=HOW_FAR),
    TermFacet("audience", "Zielgruppe", vocabulary="audience", group=HOW_FAR),
    ChoiceFacet("technology", "Lösung durch Technologie", choices=YES_NO, group=KINDS_GROUP),
    ChoiceFacet("lighthouse", "Leuchtturmprojekt", choices=YES_NO, group=KINDS_GROUP),
    TermFacet("kind", "Art des Eintrags", vocabulary="kind", group=KINDS_GROUP, on_cards=True),
    AgsFacet("municipality", "Gemeinde", digits=8, vocabulary="municipality", group=WHERE),
    AgsFacet("district", "Landkreis", digits=5, vocabulary="district", group=WHERE),
    OpenTermFacet("tag", "Schlagwort", vocabulary="tag", group=ABOUT),
)

PAGE_KINDS: dict[type[BasePage], ContentKind] = {
    ThemePage: ContentKind("theme", "Themenfeld", "Themenfelder"),
    MegatrendPage: ContentKind("megatrend", "Megatrend", "Megatrends"),
    DossierPage: ContentKind("dossier", "Dossier", "Dossiers"),
    NewsPage: ContentKind("news", "Nachricht", "Nachrichten", dated=True),
    **dict.fromkeys(
        (
            EasyLanguagePage,
            FormPage,
            InformationPage,
            InterviewPage,
            KnowledgeCardPage,
            PilotPage,
            SignLanguagePage,
            ThemeYearPage,
        ),
        ContentKind("page", "Seite", "Seiten"),
    ),
}


def _moment(value: date | datetime | None) -> datetime | None:
    """A day counts from its midnight here."""
    if value is None or isinstance(value, datetime):
        return value
    return timezone.make_aware(datetime.combine(value, time.min))


def _card_images() -> Prefetch:
    """Return the lookup for images with the size on a card.

    It asks the database: Wagtail's cache still holds a size while that is being deleted.
    """
    images: Any = get_image_model()._default_manager
    return Prefetch("image", queryset=images.prefetch_renditions(CARD_IMAGE))


def _shown_on_cards(model: type[models.Model]) -> dict[type[models.Model], Callable[[Any], Iterable[Any]]]:
    """Return what changes the picture of a model's records: another text, another file, or none any more.

    With another file Wagtail deletes the sizes of the old one after the image is saved, hence both models.
    """
    images = get_image_model()

    def users(image_pk: Any) -> Iterable[Any]:
        return model._default_manager.filter(image=image_pk).values_list("pk", flat=True)

    return {
        images: lambda image: users(image.pk),
        images.get_rendition_model(): lambda rendition: (
            users(rendition.image_id) if rendition.filter_spec == CARD_IMAGE else ()
        ),
    }


def _quality(project: Project, organisations: list[str], tags: list[Hashtag]) -> float:
    """A lighthouse, and an entry that leaves no question open, stand a little before others: 0 to 1."""
    complete = (
        bool(project.description),
        bool(project.image_id),
        bool(organisations),
        bool(tags),
        bool(project.coordinates),
        bool(project.themes.all()),
        bool(project.website),
        bool(project.stage_id),
    )
    return 0.5 * project.lighthouse + 0.5 * sum(complete) / len(complete)


class ProjectSource(SearchSource):
    """Published projects. Contact data is not among what a record holds."""

    model = Project
    kinds = (ContentKind("project", "Projekt", "Projekte", primary=True),)

    def get_public_queryset(self) -> QuerySet[Project]:
        """Return the published projects with what a record needs."""
        return (
            Project.objects.public()
            .select_related("stage", "reach", "audience", "kind", "carrier")
            .prefetch_related(
                _card_images(),
                "themes",
                "megatrends",
                "goals",
                "challenges",
                "approaches",
                "partners__organisation",
                "tagged_items__tag",
            )
        )

    #: A renamed carrier or partner, a hashtag put on, taken off or renamed, and another picture, change a
    #: project's record.
    depends_on = {
        Organisation: lambda organisation: [
            *organisation.carried_projects.values_list("pk", flat=True),
            *organisation.partner_in.values_list("project_id", flat=True),
        ],
        Hashtag: lambda tag: tag.project_tags.values_list("content_object_id", flat=True),
        **_shown_on_cards(Project),
    }

    def get_record(self, obj: Project) -> RecordData:
        """Return the project's record."""
        tags = [item.tag for item in obj.tagged_items.all()]
        latitude, longitude = obj.coordinates or (None, None)
        organisations = [org.name for org in ([obj.carrier] if obj.carrier else [])]
        organisations += [row.organisation.name for row in obj.partners.all()]
        return RecordData(
            type="project",
            title=obj.title,
            url=obj.get_absolute_url(),
            summary=obj.summary,
            body=f"{get_text_for_indexing(obj.description)} {' · '.join(organisations)}".strip(),
            keywords=tuple(tag.name for tag in tags),
            facets={
                **self._many(obj),
                **self._scales(obj),
                "tag": tuple(tag.slug for tag in tags),
                "municipality": (obj.municipality_ags,) if obj.municipality_ags else (),
                "district": (obj.district_ags,) if obj.district_ags else (),
            },
            latitude=latitude,
            longitude=longitude,
            place=obj.place_label,
            date=obj.first_published_at,
            quality=_quality(obj, organisations, tags),
            image_url=image_url(obj.image),
            card={
                "keywords": [tag.name for tag in tags],
                "kind": obj.kind.label if obj.kind else "",
                "alt": getattr(obj.image, "default_alt_text", "") if obj.image else "",
            },
        )

    def _many(self, obj: Project) -> dict[str, tuple[str, ...]]:
        related = {
            "theme": obj.themes,
            "megatrend": obj.megatrends,
            "sdg": obj.goals,
            "challenge": obj.challenges,
            "approach": obj.approaches,
        }
        return {facet: tuple(term.key for term in manager.all()) for facet, manager in related.items()}

    def _scales(self, obj: Project) -> dict[str, tuple[str, ...]]:
        scales: dict[str, Term | None] = {
            "stage": obj.stage,
            "reach": obj.reach,
            "audience": obj.audience,
            "kind": obj.kind,
        }
        values: dict[str, tuple[str, ...]] = {
            facet: (term.key,) if term else () for facet, term in scales.items()
        }
        values["lighthouse"] = ("true" if obj.lighthouse else "false",)
        values["technology"] = () if obj.technology is None else ("true" if obj.technology else "false",)
        return values


class PageSource(SearchSource):
    """Published pages of one type that nobody restricted."""

    def __init__(self, model: type[BasePage], kind: ContentKind) -> None:
        self.model = model
        self.kinds = (kind,)
        self.depends_on = _shown_on_cards(model)
        if model is MegatrendPage:  # the theme fields of a megatrend are kept with the term
            self.depends_on[Megatrend] = _pages_of_megatrend

    def get_public_queryset(self) -> QuerySet[BasePage]:
        """Return the pages that are live and that anybody may read."""
        pages: Any = self.model._default_manager
        return only_public(pages.live()).prefetch_related(_card_images())

    def get_record(self, obj: BasePage) -> RecordData:
        """Return the page's record."""
        return RecordData(
            type=self.kinds[0].value,
            title=obj.title,
            url=obj.get_url() or "",
            summary=obj.summary,
            body=obj.get_search_text(),
            facets=obj.get_search_facets(),
            place=getattr(obj, "place", ""),
            date=_moment(obj.get_search_date()),
            image_url=image_url(obj.image),
            card={
                "alt": getattr(obj.image, "default_alt_text", "") if obj.image else "",
                "date": getattr(obj, "written_date", ""),
                "note": obj.card_note,
            },
        )


def _pages_of_megatrend(term: Megatrend) -> Iterable[int]:
    return MegatrendPage.objects.filter(megatrend=term).values_list("pk", flat=True)


def _terms(model: type[Term]) -> Callable[[], Iterable[TermData]]:
    def get_terms() -> Iterable[TermData]:
        for term in model._default_manager.all():
            yield TermData(
                key=term.key, label=str(term), order=term.sort_order, colour=term.colour, icon=term.icon
            )

    return get_terms


def _hashtags() -> Iterable[TermData]:
    for order, tag in enumerate(Hashtag.objects.order_by("name")):
        yield TermData(key=tag.slug, label=tag.name, order=order)


def _areas(areas: Callable[[], dict[str, gazetteer.Area]]) -> Callable[[], Iterable[TermData]]:
    def get_terms() -> Iterable[TermData]:
        for order, area in enumerate(sorted(areas().values(), key=lambda area: area.name)):
            yield TermData(key=area.ags, label=area.name, order=order)

    return get_terms


def _place_names() -> Iterable[str]:
    yield from (area.name for area in gazetteer.municipalities().values())
    yield from (area.name for area in gazetteer.districts().values())
    yield from (place.name for place in gazetteer.places())


#: The search keeps its diary by itself.
SEARCHED = DataClass(
    name="search-diary",
    title="Suchtagebuch",
    what="Wonach an einem Tag wie oft gesucht wurde; nur, was mindestens fünfmal am Tag gesucht wurde, und "
    "nie, wer gesucht hat",
    why="Damit wir sehen, was im Wissensspeicher fehlt.",
    since="nach dem Tag der Suche",
    term=diary.RETENTION,
)


def register() -> None:
    """Register everything; called once, when the apps are ready."""
    for name, model in TERM_MODELS.items():
        label = str(model._meta.verbose_name_plural)
        register_vocabulary(Vocabulary(name=name, label=label, model=model, get_terms=_terms(model)))
    register_vocabulary(Vocabulary(name="tag", label="Schlagworte", model=Hashtag, get_terms=_hashtags))
    register_vocabulary(
        Vocabulary(
            name="municipality", label="Gemeinden", model=None, get_terms=_areas(gazetteer.municipalities)
        )
    )
    register_vocabulary(
        Vocabulary(name="district", label="Landkreise", model=None, get_terms=_areas(gazetteer.districts))
    )
    for facet in FACETS:
        register_facet(facet)
    register_source(ProjectSource())
    for model, kind in PAGE_KINDS.items():
        register_source(PageSource(model, kind))
    register_proper_names(_place_names)
    register_data(SEARCHED)
