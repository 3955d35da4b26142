"""What only some may read shows nowhere else: not by an alias, not in a list, a menu, a search, an API."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction, Site

from knowledge.pages.models import HomePage, InformationPage, ListPage
from knowledge.pages.settings import KnowledgeSettings
from knowledge_search.models import Record
from tests.factories import add_page, make_site

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = ("Geheimtitel", "Geheimsatz", "Geheimtext")


@pytest.fixture
def home() -> HomePage:
    home = make_site()
    KnowledgeSettings.for_site(Site.objects.get())  # else the first visitor makes the row
    return home


@pytest.fixture
def closed(home: HomePage) -> InformationPage:
    """A page with an alias, and an alias of that, in a list and in the menu; all public so far."""
    page: InformationPage = add_page(
        home,
        InformationPage,
        title="Geheimtitel",
        slug="geheim",
        summary="Geheimsatz.",
        body=[("text", "<p>Geheimtext</p>")],
        show_in_menus=True,
    )
    overview = add_page(home, ListPage, title="Wissen", slug="wissen", show_in_menus=True)
    alias = page.create_alias(parent=overview, update_slug="spiegel")
    alias.create_alias(parent=overview, update_slug="spiegel-des-spiegels")
    return page


def addresses(page: InformationPage) -> list[str]:
    copies = [page, *InformationPage.objects.exclude(alias_of=None)]
    return [
        "/",
        "/wissen/",
        "/suche/?q=geheimtitel",
        "/suche/?q=geheimtext",
        "/api/v2/search/?q=geheimsatz",
        "/api/v2/suggest/?q=geheimti",
        "/api/v2/pages/?fields=*",
        *(f"/api/v2/pages/{copy.pk}/?fields=*" for copy in copies),
        *(copy.url for copy in copies),
    ]


def told(page: InformationPage, words: tuple[str, ...] = WORDS) -> list[str]:
    """Return the addresses at which a stranger reads something of the page."""
    found = []
    for address in addresses(page):
        text = Client().get(address).content.decode()
        # What was typed stands in the search's own field.
        shown = [word for word in words if word in text]
        if shown:
            found.append(address)
    return found


def test_a_restricted_page_shows_nowhere_nor_does_an_alias_of_it(closed: InformationPage) -> None:
    assert len(told(closed)) >= len(addresses(closed)) - 2
    PageViewRestriction.objects.create(
        page=closed, restriction_type=PageViewRestriction.PASSWORD, password="wort"
    )
    assert told(closed) == []
    assert not Record.objects.filter(title="Geheimtitel").exists()
    # An alias made now gets a copy of the restriction, which Wagtail does not look at.
    closed.create_alias(parent=closed.get_parent(), update_slug="noch-einer")
    assert told(closed) == []

    closed.get_view_restrictions().get().delete()
    assert len(told(closed)) >= len(addresses(closed)) - 2
    assert Record.objects.filter(title="Geheimtitel").count() == 4


def test_the_question_for_a_password_looks_like_the_site_and_tells_nothing(closed: InformationPage) -> None:
    PageViewRestriction.objects.create(
        page=closed, restriction_type=PageViewRestriction.PASSWORD, password="wort"
    )
    client = Client()
    asked = client.get("/geheim/").content.decode()
    assert "Diese Seite hat ein Passwort" in asked
    assert "site.css" in asked
    assert 'name="robots" content="noindex"' in asked
    assert not [word for word in WORDS if word in asked]
    restriction = PageViewRestriction.objects.get()
    wrong = client.post(f"/_util/authenticate_with_password/{restriction.pk}/{closed.pk}/", {"password": "x"})
    assert 'aria-invalid="true"' in wrong.content.decode()
    data = {"password": "wort", "return_url": "/geheim/"}
    client.post(f"/_util/authenticate_with_password/{restriction.pk}/{closed.pk}/", data)
    assert "Geheimtext" in client.get("/geheim/").content.decode()
    assert "Geheimtext" not in Client().get("/geheim/").content.decode()


def test_the_question_who_one_is_looks_like_the_site(closed: InformationPage) -> None:
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    asked = Client().get("/geheim/", follow=True).content.decode()
    assert "Melde dich an" in asked
    assert "site.css" in asked
    assert not [word for word in WORDS if word in asked]


def test_a_restricted_duty_page_has_no_link(home: HomePage) -> None:
    page = add_page(home, InformationPage, title="Impressum", slug="impressum")
    store = KnowledgeSettings.for_site(Site.objects.get())
    store.imprint_page = page
    store.save()
    assert 'href="/impressum/"' in Client().get("/").content.decode()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert "/impressum/" not in Client().get("/").content.decode()
