"""The frame of every page is kept, and is right at the next request after any change."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Replace
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction, Site

from knowledge.pages.models import InformationPage
from knowledge.pages.settings import KnowledgeSettings
from knowledge_search import changes
from knowledge_search.models import Record
from tests.factories import DocumentFactory, ImageFactory, add_page, make_site

# What is read inside a transaction is never kept.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def about(client: Client) -> InformationPage:
    """A page in the menu, which has been shown."""
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


def fund(**link: Any) -> KnowledgeSettings:
    """Name a funder whose logo or name stands in the footer, with a link."""
    store = KnowledgeSettings.for_site(Site.objects.get())
    logo = link.pop("logo", None)
    store.funders = [("funder", {"name": "Das Land", "logo": logo, "link": link})]
    store.save()
    return store


def test_links_to_documents_follow_their_documents(client: Client, about: InformationPage) -> None:
    document = DocumentFactory()
    fund(document=document)
    before = document.url
    assert before in shown(client)
    document.file = ContentFile(b"neu", name="anders.pdf")
    document.save()
    assert document.url in shown(client)
    address = document.url
    document.delete()
    assert address not in shown(client)


def test_logos_follow_their_renditions(client: Client, about: InformationPage) -> None:
    """Whoever has all renditions made anew deletes them, and their files are gone."""
    image = ImageFactory()
    fund(logo=image)
    shown(client)
    assert any(rendition.url in shown(client) for rendition in image.renditions.all())
    image.renditions.all().delete()
    shown(client)
    assert image.renditions.exists()  # the footer has asked for new ones


def test_sites_at_two_ports_of_a_host_have_a_frame_each(client: Client, about: InformationPage) -> None:
    """Wagtail tells sites apart by the port that was reached, whatever the browser says of it."""
    site = Site.objects.get()
    for port, name in ((80, "Außen"), (8001, "Innen")):
        Site.objects.create(hostname="testserver", port=port, site_name=name, root_page=site.root_page)

    def at(port: str) -> str:
        return client.get("/suche/", headers={"host": "testserver"}, SERVER_PORT=port).content.decode()

    for _ in range(2):  # the first time makes the rows of the settings
        outside, inside = at("80"), at("8001")
    assert "Innen" not in outside
    assert "Außen" not in inside


def test_links_follow_a_new_address_that_another_process_gave_the_first_page(
    client: Client, about: InformationPage
) -> None:
    """Wagtail keeps the roots of addresses in each process: only the numbers tell of a change elsewhere."""
    home = about.get_parent()
    shown(client)
    assert about.get_url() == "/uber-uns/"
    # As another process does it: no signal is heard here.
    Page.objects.filter(path__startswith=home.path).update(
        url_path=Replace("url_path", Value("/start/"), Value("/neu/"))
    )
    Page.objects.filter(pk=home.pk).update(slug="neu")
    changes.raise_generation("frame")

    assert f'href="{about.url}"' in shown(client)
    assert 'href=""' not in shown(client)
    page = InformationPage.objects.get(pk=about.pk)
    page.title = "Wir"
    page.save_revision().publish()
    assert Record.objects.get(object_id=about.pk, type="page").url == about.url
