"""The first skin: what every page shows, whatever it is, and what it never shows."""

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction, Site

from knowledge.blocks import BodyStreamBlock
from knowledge.models import (
    DossierPage,
    FormPage,
    HomePage,
    InformationPage,
    InterviewPage,
    KnowledgeCardPage,
    KnowledgeSettings,
    ListPage,
    MegatrendPage,
    NewsPage,
    PilotPage,
    Project,
    ThemePage,
    ThemeYearPage,
)
from tests.factories import (
    GoalFactory,
    ImageFactory,
    OrganisationFactory,
    ProjectFactory,
    ReachFactory,
    StageFactory,
    ThemeFactory,
    add_page,
    make_site,
)

pytestmark = pytest.mark.django_db

PAGES: list[tuple[type[Page], dict[str, Any]]] = [
    (ListPage, {}),
    (InformationPage, {}),
    (ThemePage, {}),
    (MegatrendPage, {}),
    (ThemeYearPage, {"year": 2018}),
    (KnowledgeCardPage, {"change": "Gesellschaft im Wandel"}),
    (DossierPage, {"district_ags": "15087"}),
    (NewsPage, {"date": datetime.date(2022, 10, 11), "place": "Lutherstadt Eisleben"}),
    (
        InterviewPage,
        {
            "interviewee": "Erika Beispiel",
            "questions": '[{"type": "question", "value": {"question": "Wozu?", "answer": "<p>Darum.</p>"}}]',
        },
    ),
    (FormPage, {"thanks": "Danke!"}),
    (PilotPage, {"goals": "<p>Mehr Zeit.</p>", "measures": "<p>Treffen.</p>"}),
]
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(?:\ssrc=|application/ld\+json))")


@pytest.fixture
def home() -> HomePage:
    return make_site()


def html_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize(("model", "fields"), PAGES, ids=lambda value: getattr(value, "__name__", ""))
def test_every_page_type_renders_without_inline_code(
    client: Client, home: HomePage, model: type[Page], fields: dict[str, Any]
) -> None:
    page = add_page(
        home, model, title="Ein guter Titel", summary="Worum es geht.", image=ImageFactory(), **fields
    )
    html = html_of(client, page.url)
    assert re.search(r"<h1[^>]*>\s*Ein guter Titel\s*</h1>", html)
    assert "Worum es geht." in html
    assert 'aria-label="Du bist hier"' in html
    assert not INLINE.search(html)


@pytest.mark.parametrize(("model", "fields"), PAGES, ids=lambda value: getattr(value, "__name__", ""))
def test_every_page_type_can_be_previewed_before_it_is_saved(
    home: HomePage, model: type[Page], fields: dict[str, Any]
) -> None:
    page = model(title="Noch ein Entwurf", slug="entwurf", **fields)
    page.set_url_path(home)
    page.depth, page.path = home.depth + 1, f"{home.path}0009"
    assert "Noch ein Entwurf" in page.make_preview_request().content.decode()


def test_an_unsaved_project_can_be_previewed() -> None:
    project = Project(title="Noch ein Entwurf", summary="Eine Idee.", stage=StageFactory(label="Idee wächst"))
    project.themes = [ThemeFactory(label="Arbeit", icon="work", colour="#1F5A9C")]
    project.tags.add("solawi")
    html = project.make_preview_request().content.decode()
    assert "Noch ein Entwurf" in html
    assert "Idee wächst" in html
    assert "#solawi" in html


def test_the_steckbrief_shows_what_is_known(client: Client, home: HomePage) -> None:
    carrier = OrganisationFactory(name="Verein der Nachbarn", website="https://example.org/verein")
    StageFactory(key="idee", label="Idee wächst")
    project = ProjectFactory(
        title="Baumhaus",
        summary="Ein Haus im Baum.",
        themes=[ThemeFactory(label="Alter")],
        goals=[GoalFactory(key="11", label="Nachhaltige Städte")],
        stage=StageFactory(key="umsetzung", label="Erste Umsetzung"),
        reach=ReachFactory(label="In der Region"),
        carrier=carrier,
        place_name="Friedrichsbrunn",
        technology=False,
        film_url="https://example.org/film",
        last_checked=datetime.date(2026, 11, 1),
    )
    project.partners.create(organisation=OrganisationFactory(name="Die Partnerin"))
    project.funders.create(organisation=OrganisationFactory(name="Die Stiftung"))
    project.save()
    html = html_of(client, project.get_absolute_url())
    for words in (
        "Die Partnerin",
        "Die Stiftung",
        "Baumhaus",
        "Ein Haus im Baum.",
        "Nachhaltige Städte",
        "Stufe 2 von 2",
        "In der Region",
        "Friedrichsbrunn",
        'href="https://example.org/verein"',
        'href="https://example.org/film"',
        "1. November 2026",
        'href="/ziele/11/"',
    ):
        assert words in html
    assert "<iframe" not in html
    assert not INLINE.search(html)


def test_contact_shows_only_with_consent(client: Client, home: HomePage) -> None:
    private = {"contact_name": "Erika Beispiel", "contact_email": "erika@example.org"}
    hidden = ProjectFactory(**private)
    shown = ProjectFactory(contact_public=True, **private)
    assert "erika" not in html_of(client, hidden.get_absolute_url()).lower()
    assert "mailto:erika@example.org" in html_of(client, shown.get_absolute_url())


def test_related_drafts_stay_hidden(client: Client, home: HomePage) -> None:
    project = ProjectFactory()
    project.relations.create(target=ProjectFactory(title="Geheimer Entwurf", live=False))
    project.relations.create(target=ProjectFactory(title="Schwesterprojekt"), kind="transferred")
    project.save()
    html = html_of(client, project.get_absolute_url())
    assert "Geheimer Entwurf" not in html
    assert "Schwesterprojekt" in html
    assert "Auf andere Orte übertragen" in html


def test_the_title_names_the_site_once(client: Client, home: HomePage) -> None:
    Site.objects.update(site_name=home.title)
    page = add_page(home, InformationPage, title="Über uns")
    assert f"<title>{home.title}</title>" in html_of(client, home.url)
    assert f"<title>Über uns – {home.title}</title>" in html_of(client, page.url)


def test_the_menu_shows_public_pages_and_marks_where_you_are(client: Client, home: HomePage) -> None:
    topics = add_page(home, ListPage, title="Wissen", show_in_menus=True)
    card = add_page(topics, InformationPage, title="Über Wandel", show_in_menus=True)
    add_page(home, InformationPage, title="Nicht im Menü")
    add_page(home, InformationPage, title="Entwurf", show_in_menus=True, live=False)
    closed = add_page(home, ListPage, title="Interna", show_in_menus=True)
    below = add_page(closed, InformationPage, title="Protokolle", show_in_menus=True)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    html = html_of(client, card.url)
    menu = html[html.index("<nav") : html.index("</nav>")]
    assert re.search(rf'<a href="{topics.url}" aria-current="true">Wissen</a>', menu)
    assert re.search(rf'<a href="{card.url}" aria-current="page">Über Wandel</a>', menu)
    for title in ("Nicht im Menü", "Entwurf", closed.title, below.title):
        assert title not in html


@pytest.mark.parametrize(
    ("title", "said"),
    [("Pilot: Pflege im Quartier", False), ("Pilotinnen der Pflege", True), ("Pflege", True)],
)
def test_no_title_says_twice_what_it_is(client: Client, home: HomePage, title: str, said: bool) -> None:
    html = html_of(client, add_page(home, PilotPage, title=title).url)
    assert ('<p class="kicker">Pilot</p>' in html) is said


def test_a_list_takes_no_more_queries_for_more_pages(client: Client, home: HomePage) -> None:
    parent = add_page(home, ListPage, title="Aktuelles")

    def fill(count: int) -> int:
        for number in range(count):
            add_page(
                parent,
                NewsPage,
                title=f"Nachricht {number} von {count}",
                date=datetime.date(2025, 1, 1),
                themes=[ThemeFactory()],
                image=ImageFactory() if number % 2 else None,
            )
        client.get(parent.url)  # makes the renditions
        with CaptureQueriesContext(connection) as queries:
            client.get(parent.url)
        return len(queries)

    assert fill(2) == fill(9)


def test_an_unknown_address_offers_the_search(client: Client, home: HomePage) -> None:
    html = html_of(client, "/gibt-es-nicht/", 404)
    assert 'action="/suche/"' in html
    assert not INLINE.search(html)


def test_an_error_asks_for_nothing_that_is_not_there() -> None:
    """A browser asks for /favicon.ico where a page names no icon."""
    html = render_to_string("500.html")
    assert '<link rel="icon"' in html
    assert not INLINE.search(html)


def test_every_search_box_asks_the_same(client: Client, home: HomePage) -> None:
    for address, status in (("/", 200), ("/suche/", 200), ("/gibt-es-nicht/", 404)):
        html = html_of(client, address, status)
        boxes = re.findall(r'<input [^>]*id="([^"]+)"[^>]* name="q"', html)
        assert boxes
        for box in boxes:
            assert re.search(rf'<label [^>]*for="{box}">Was suchst du\?</label>', html), (address, box)


def test_all_values_of_a_facet_lie_below_the_search(client: Client, home: HomePage) -> None:
    html = html_of(client, "/suche/werte/tag/?q=hof")
    (trail,) = re.findall(r'<nav class="breadcrumb".*?</nav>', html, re.S)
    assert '<a href="/suche/?q=hof">Suche</a>' in trail
    assert '<span aria-current="page">Alle Schlagworte</span>' in trail
    assert '<a href="/suche/" aria-current="true">Suche</a>' in html


@pytest.mark.parametrize("name", ["project_cards", "live_search"])
def test_blocks_of_the_store_have_a_preview_in_the_sites_look(
    admin_client: Client, home: HomePage, name: str
) -> None:
    ProjectFactory(title="Schaufenster")
    block = BodyStreamBlock().child_blocks[name]
    html = html_of(admin_client, f"{reverse('wagtailadmin_block_preview')}?id={block.definition_prefix}")
    assert "Schaufenster" in html
    assert "site.css" in html


def test_without_a_site_there_are_no_pages_but_no_errors_either(client):
    Site.objects.all().delete()
    assert client.get("/suche/").status_code == 200
    assert client.get("/irgendwo/").status_code == 404


def test_the_footer_says_what_a_funder_asks_to_have_said(client: Client, home: HomePage) -> None:
    store = KnowledgeSettings.for_site(Site.objects.get())
    store.funders = [("funder", {"name": "Das Ministerium", "note": "aufgrund eines Beschlusses"})]
    store.save()
    assert "aufgrund eines Beschlusses" in html_of(client, home.url)
