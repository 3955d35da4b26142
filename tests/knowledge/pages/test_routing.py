"""A page is found at its address in few steps, and shown to nobody who may not read it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult

from knowledge.pages.models import HomePage, InformationPage, ListPage, ThemePage
from tests.factories import add_page, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> HomePage:
    return make_site()


@pytest.fixture
def deep(home: HomePage) -> InformationPage:
    """A page three steps below the first one."""
    parent: Page = home
    for slug in ("wissen", "orte"):
        parent = add_page(parent, ListPage, title=slug.title(), slug=slug)
    page: InformationPage = add_page(parent, InformationPage, title="Eisleben", slug="eisleben")
    return page


def status(address: str) -> int:
    return Client().get(address).status_code


def test_a_page_is_found_however_deep_it_is(home: HomePage, deep: InformationPage) -> None:
    request = RequestFactory().get("/")

    def asked(*slugs: str) -> int:
        first = HomePage.objects.get()
        with CaptureQueriesContext(connection) as queries:
            page = first.route(request, list(slugs)).page
            assert not page.get_view_restrictions().exists()
        assert page.slug == slugs[-1]
        return len(queries)

    assert asked("wissen") == asked("wissen", "orte") == asked("wissen", "orte", "eisleben") == 2
    found = HomePage.objects.get().route(request, ["wissen", "orte", "eisleben"]).page
    assert [step.title for step in found.way] == [home.title, "Wissen", "Orte"]
    assert status("/wissen/orte/eisleben/") == 200


def test_what_is_not_there_is_not_found(home: HomePage, deep: InformationPage) -> None:
    assert status("/wissen/orte/halle/") == 404
    assert status("/eisleben/") == 404
    assert status("/wissen/eisleben/") == 404
    assert status("/" + "wissen/" * 300) == 404


def test_drafts_are_not_found_and_what_is_below_them_is(home: HomePage, deep: InformationPage) -> None:
    """As Wagtail has it: a page is published on its own."""
    Page.objects.get(slug="orte").specific.unpublish()
    assert status("/wissen/orte/") == 404
    assert status("/wissen/orte/eisleben/") == 200


@pytest.mark.parametrize("slug", ["start", "wissen", "eisleben"])
@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_what_somebody_restricted_is_closed_with_all_below_it(
    home: HomePage, deep: InformationPage, slug: str, kind: str
) -> None:
    page = Page.objects.get(slug=slug)
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password="geheim")
    answer = Client().get("/wissen/orte/eisleben/")
    assert (answer.status_code == 302) if kind == "login" else ("geheim" not in answer.content.decode())
    assert "Eisleben</h1>" not in answer.content.decode()


def test_an_alias_is_as_closed_as_what_it_stands_for(home: HomePage, deep: InformationPage) -> None:
    alias = deep.create_alias(parent=home, update_slug="anderswo")
    assert status("/anderswo/") == 200
    PageViewRestriction.objects.create(page=deep, restriction_type=PageViewRestriction.LOGIN)
    assert status(alias.url) == 302


def test_pages_with_addresses_of_their_own_keep_them(home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host's page type may answer below its address, as Wagtail's routable pages do."""

    def route(self: Any, request: Any, components: list[str]) -> RouteResult:
        return Page.route(self, request, [] if components == ["archiv"] else components)

    add_page(home, ThemePage, title="Alter", slug="alter")
    assert status("/alter/archiv/") == 404
    monkeypatch.setattr(ThemePage, "route", route)
    assert status("/alter/archiv/") == 200
    assert status("/alter/") == 200
