"""How often a page asks the database: at most ten times, and no more often with many projects.

Counted is what visitors cause who come to a page that is not kept, or no longer. What stands around every
page is known: the process has shown another page since the last change.
"""

import datetime
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction, Site

from knowledge.models import (
    DossierPage,
    EasyLanguagePage,
    FormField,
    FormPage,
    InformationPage,
    InterviewPage,
    KnowledgeCardPage,
    KnowledgeSettings,
    ListPage,
    MegatrendPage,
    NewsPage,
    PilotPage,
    Project,
    SignLanguagePage,
    ThemePage,
    ThemeYearPage,
)
from tests.factories import (
    GoalFactory,
    ImageFactory,
    OrganisationFactory,
    ProjectFactory,
    StageFactory,
    ThemeFactory,
    add_page,
    make_site,
)

# What is read inside a transaction is never kept.
pytestmark = pytest.mark.django_db(transaction=True)

MOST = 10
#: More than one page of results, and three.
FEW, MANY = 22, 45


class Store:
    """A site with a page of each type, all of them with a picture, theme fields and projects to show."""

    def __init__(self) -> None:
        home = make_site()
        home.image = ImageFactory()
        home.save()
        KnowledgeSettings.for_site(Site.objects.get())  # else the first visitor makes the row
        self.theme, self.goal = ThemeFactory(key="alter", label="Alter"), GoalFactory(key="11")
        GoalFactory(key="1")  # nobody has it
        self.stage = StageFactory(key="idee")
        self.fill(FEW)
        first = Project.objects.first()
        assert first is not None
        cards = [("project_cards", {"title": "Dazu", "projects": [first]})]
        common: dict[str, Any] = {"image": ImageFactory(), "summary": "Worum es geht.", "body": cards}
        themed = common | {"themes": [self.theme]}
        overview = self.below(home, ListPage, **common)
        page = self.below(overview, InformationPage, **common)
        pilot = self.below(overview, PilotPage, project=first, **themed)
        for _ in range(3):
            pilot.partners.create(organisation=OrganisationFactory())
        form = self.below(overview, FormPage, **common)
        for number in range(9):
            FormField.objects.create(page=form, label=f"Frage {number}")
        pages = [
            home,
            overview,
            page,
            pilot,
            self.below(home, ThemePage, title="Alter", theme=self.theme, **common),
            self.below(home, MegatrendPage, title="Mobil", **common),
            self.below(overview, ThemeYearPage, year=2018, **themed),
            self.below(overview, KnowledgeCardPage, change="Im Wandel", theme=self.theme, **common),
            self.below(overview, DossierPage, district_ags="15087", **themed),
            self.below(overview, NewsPage, date=datetime.date(2022, 10, 11), **themed),
            self.below(overview, InterviewPage, interviewee="Erika Beispiel", **themed),
            self.below(overview, EasyLanguagePage, original=page, **common),
            form,
            self.below(overview, SignLanguagePage, **common),
            self.below(overview, ListPage, title="Noch eine Übersicht", **common),
        ]
        closed = self.below(overview, InformationPage)
        PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
        found = "type=project&theme=alter"
        self.addresses = {type(page).__name__: page.url for page in pages} | {
            "Steckbrief": first.get_absolute_url(),
            "lighthouses": "/leuchttuerme/",
            "goals": "/ziele/",
            "goal": "/ziele/11/",
            "goal without projects": "/ziele/1/",
            "taking part": "/mitmachen/",
            "hint": f"/mitmachen/hinweis/{first.slug}/",
            "need": "/mitmachen/bedarf/",
            "micro-grant": "/mitmachen/foerderung/",
            "search for a goal": "/suche/?type=project&sdg=11",
            "search": f"/suche/?q=laden&{found}",
            "map": f"/suche/?{found}&view=map",
            "page 2": "/suche/?type=project&page=2",
            "nothing found": f"/suche/?q=quarxel&{found}",
            "values of a facet": "/suche/werte/theme/",
        }
        self.furniture = self.below(home, InformationPage, title="Anderswo").url

    def below(self, parent: Page, model: type[Page], **fields: Any) -> Any:
        return add_page(parent, model, **fields)

    def fill(self, number: int) -> None:
        for _ in range(number):
            ProjectFactory(
                themes=[self.theme],
                goals=[self.goal],
                stage=self.stage,
                lighthouse=True,
                carrier=OrganisationFactory(),
                image=ImageFactory(),
                location="SRID=4326;POINT (11.5 51.5)",
            )

    def queries(self, address: str) -> list[str]:
        """Return what a page asks that has been shown before, so that its pictures are there in its sizes."""
        assert Client().get(address).status_code == 200
        for cache in caches.all():
            cache.clear()
        Client().get(self.furniture)
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(address).status_code == 200
        return [query["sql"] for query in queries]


def test_every_page_asks_at_most_ten_times_however_many_projects_there_are() -> None:
    store = Store()
    few = {name: store.queries(address) for name, address in store.addresses.items()}
    too_many = {name: asked for name, asked in few.items() if len(asked) > MOST}
    assert not too_many, "\n".join(f"{name}:\n  " + "\n  ".join(asked) for name, asked in too_many.items())
    store.fill(MANY - FEW)
    for name, address in store.addresses.items():
        assert len(store.queries(address)) == len(few[name]), name
