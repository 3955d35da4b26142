"""How the test app is searched."""

from collections.abc import Iterable

from django.db.models import QuerySet

from knowledge_search.facets import AgsFacet, ChoiceFacet, OpenTermFacet, TermFacet
from knowledge_search.registry import (
    ContentKind,
    RecordData,
    SearchSource,
    TermData,
    Vocabulary,
    register_facet,
    register_source,
    register_vocabulary,
)
from tests.knowledge_search.testapp.models import ArticlePage, Card, Carrier, Project, Theme

YES_NO = (("true", "Ja"), ("false", "Nein"))


class ProjectSource(SearchSource):
    model = Project
    kinds = (ContentKind("project", "Projekt", "Projekte", primary=True),)
    depends_on = {Carrier: lambda carrier: carrier.project_set.values_list("pk", flat=True)}

    def get_public_queryset(self) -> QuerySet[Project]:
        return Project.objects.filter(live=True).select_related("carrier").prefetch_related("themes", "facts")

    def get_record(self, obj: Project) -> RecordData:
        return RecordData(
            type="project",
            title=obj.title,
            url=f"/projekte/{obj.slug}/",
            summary=obj.summary,
            body=" ".join([obj.body, *(fact.text for fact in obj.facts.all())]),
            keywords=(obj.carrier.name,) if obj.carrier else (),
            facets={
                "theme": tuple(theme.key for theme in obj.themes.all()),
                "technology": () if obj.technology is None else (str(obj.technology).lower(),),
                "municipality": (obj.municipality,) if obj.municipality else (),
                "district": (obj.municipality[:5],) if obj.municipality else (),
                "tag": tuple(obj.tags.split()),
            },
            latitude=obj.latitude,
            longitude=obj.longitude,
            place=obj.place,
            date=obj.date,
            card={"carrier": obj.carrier.name if obj.carrier else ""},
        )


class ArticleSource(SearchSource):
    model = ArticlePage
    kinds = (ContentKind("page", "Seite", "Seiten"),)

    def get_public_queryset(self) -> QuerySet[ArticlePage]:
        return ArticlePage.objects.live().public()

    def get_record(self, obj: ArticlePage) -> RecordData:
        parts = obj.get_url_parts()
        return RecordData(type="page", title=obj.title, url=parts[2] if parts else "", body=obj.body)


class CardSource(SearchSource):
    model = Card
    kinds = (ContentKind("need", "Bedarf", "Bedarfe"),)
    depends_on = {ArticlePage: lambda page: Card.objects.filter(page=page.pk).values_list("pk", flat=True)}

    def get_public_queryset(self) -> QuerySet[Card]:
        return Card.objects.filter(page__in=ArticlePage.objects.live().public()).select_related("page")

    def get_record(self, obj: Card) -> RecordData:
        parts = obj.page.get_url_parts()
        return RecordData(
            type="need", title=obj.text, url=f"{parts[2]}#karte-{obj.pk}" if parts and parts[2] else ""
        )


def theme_terms() -> Iterable[TermData]:
    for order, theme in enumerate(Theme.objects.all()):
        yield TermData(
            theme.key, theme.label, order, colour="#1F5A9C", synonyms=tuple(theme.synonyms.split())
        )


def place_terms() -> Iterable[TermData]:
    return [TermData("15087130", "Eisleben, Lutherstadt"), TermData("15087370", "Sangerhausen")]


def register_test_app() -> None:
    register_source(ProjectSource())
    register_source(ArticleSource())
    register_source(CardSource())
    register_vocabulary(Vocabulary("theme", "Themenfelder", Theme, theme_terms))
    register_vocabulary(Vocabulary("place", "Gemeinden", None, place_terms))
    register_facet(TermFacet("theme", "Themenfeld", vocabulary="theme"))
    register_facet(ChoiceFacet("technology", "Lösung durch Technologie", choices=YES_NO))
    register_facet(AgsFacet("municipality", "Gemeinde", vocabulary="place", digits=8))
    register_facet(AgsFacet("district", "Landkreis", digits=5, search_text=False))
    register_facet(OpenTermFacet("tag", "Schlagwort"))
