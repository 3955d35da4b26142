"""The frame of every page is kept, and is right at the next request after any change."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from knowledge.pages.models import InformationPage
from knowledge.pages.settings import KnowledgeSettings
from tests.factories import add_page, make_site

# What is read inside a transaction is never kept.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def about(client: Client) -> InformationPage:
    """A page in the menu, which has been shown."""
    cache.clear()
    page: InformationPage = add_page(make_site(), InformationPage, title="Über uns", show_in_menus=True)
    assert "Über uns" in shown(client)
    return page


def shown(client: Client, address: str = "/suche/?q=nichtszufinden") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def rename(page: InformationPage) -> None:
    page.title = "Das Büro"
    page.save_revision().publish()


def restrict(page: InformationPage) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def move(page: InformationPage) -> None:
    hidden = add_page(page.get_parent(), InformationPage, title="Ablage", live=False)
    deeper = add_page(hidden, InformationPage, title="Tiefer")
    page.move(deeper, pos="last-child")


@pytest.mark.parametrize(
    "change", [rename, restrict, move, lambda page: page.unpublish(), lambda page: page.delete()]
)
def test_the_menu_follows_its_pages(
    client: Client, about: InformationPage, change: Callable[[InformationPage], Any]
) -> None:
    change(InformationPage.objects.get(pk=about.pk))
    assert "Über uns" not in shown(client)


def test_names_and_claim_follow_the_settings(client: Client, about: InformationPage) -> None:
    site = Site.objects.get()
    site.site_name = "Nord & Süd"
    site.save()
    store = KnowledgeSettings.for_site(site)
    store.claim = "Was andere schon können"
    store.save()
    page = shown(client)
    assert page.count("Nord &amp; Süd") == 2  # the title's end and the header
    assert "Nord &amp;amp;" not in page
    assert "Was andere schon können" in page


def test_each_page_marks_its_own_place(client: Client, about: InformationPage) -> None:
    assert f'href="{about.url}" aria-current="page"' in shown(client, about.url)
    assert f'href="{about.url}" aria-current' not in shown(client)


def test_it_is_not_read_again_while_nothing_changes(client: Client, about: InformationPage) -> None:
    shown(client)  # the first time makes the row of the settings
    with CaptureQueriesContext(connection) as queries:
        shown(client)
    asked = [query["sql"] for query in queries]
    assert not [sql for sql in asked if "wagtailcore_site" in sql or "knowledge_knowledgesettings" in sql]
