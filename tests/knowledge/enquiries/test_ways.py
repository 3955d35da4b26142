"""The public pages lead to the forms, and what is sent there appears on none of them."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Site

from knowledge.enquiries.models import Enquiry, FundingSettings
from knowledge.pages.models import HomePage, InformationPage
from knowledge.pages.settings import KnowledgeSettings
from knowledge.pages.slugs import shadowing_route
from knowledge.projects.models import Project
from knowledge.setup.duty_pages import set_up_duty_pages
from tests.factories import ProjectFactory
from tests.knowledge.enquiries.conftest import Send

pytestmark = pytest.mark.django_db

SECRET = "Quittenmarmelade"
CHANNELS = (
    "/",
    "/mitmachen/",
    "/mitmachen/bedarf/",
    "/mitmachen/hinweis/dorfladen/",
    "/mitmachen/hinweis/dorfladen/danke/",
    "/kontakt/",
    "/projekte/dorfladen/",
    f"/suche/?q={SECRET}",
    f"/suche/?q={SECRET}&view=map",
    f"/api/v2/search/?q={SECRET}",
    f"/api/v2/suggest/?q={SECRET}",
    f"/api/v2/search.geojson?q={SECRET}",
    "/api/v2/search.geojson",
    "/api/v2/pages/?fields=*",
    "/api/v2/projects/?fields=*",
    "/api/v2/projects/",
)


def html_of(client: Client, address: str) -> str:
    answer: Any = client.get(address)
    return b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()


def test_what_is_sent_appears_in_no_public_channel(
    client: Client, send: Send, caplog: pytest.LogCaptureFixture, grants: FundingSettings
) -> None:
    ProjectFactory(title="Dorfladen", slug="dorfladen")
    person = {"name": SECRET, "email": f"{SECRET}@verein.example"}
    send("/mitmachen/hinweis/dorfladen/", what="gone", text=SECRET, **person)
    send("/mitmachen/bedarf/", title=SECRET, place=SECRET, **person)
    send("/mitmachen/veranstaltung/", title=SECRET, when=SECRET, where=SECRET, text=SECRET, **person)
    send("/kontakt/", text=SECRET, **person)
    send("/barriere-melden/", text=SECRET, page=SECRET, **person)
    assert Enquiry.objects.count() == 5
    for address in CHANNELS:
        html = html_of(client, address).replace(f"q={SECRET}", "")
        asked = html.lower().count(SECRET.lower())
        nothing = html_of(client, address.replace(SECRET, "Xylophonkonzert")).replace("q=Xylophonkonzert", "")
        assert asked == nothing.lower().count("xylophonkonzert"), address
    assert SECRET not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_pages_that_lead_to_forms_stay_kept_whatever_is_sent(client: Client, send: Send) -> None:
    ProjectFactory(title="Dorfladen", slug="dorfladen")
    FundingSettings.for_site(Site.objects.get())  # else the first visitor makes the rows
    KnowledgeSettings.for_site(Site.objects.get())
    pages = ("/", "/mitmachen/", "/projekte/dorfladen/", "/suche/?q=quarxel")
    tags = {page: client.get(page)["ETag"] for page in pages}
    send("/kontakt/", text=SECRET)
    assert Enquiry.objects.count() == 1
    for page, tag in tags.items():
        assert client.get(page, headers={"if-none-match": tag}).status_code == 304, page


def test_the_hub_shows_every_way(client: Client, grants: FundingSettings) -> None:
    html = html_of(client, "/mitmachen/")
    for address in (
        "/mitmachen/teilen/",
        "/mitmachen/bedarf/",
        "/mitmachen/veranstaltung/",
        "/mitmachen/foerderung/",
        "/kontakt/",
        "/barriere-melden/",
        "/mitmachen/link/",
    ):
        assert f'href="{address}"' in html


def test_every_page_leads_to_taking_part_to_the_office_and_to_reporting_a_barrier(client: Client) -> None:
    for address in ("/", "/suche/", "/mitmachen/bedarf/"):
        html = html_of(client, address)
        for link in ("/mitmachen/", "/kontakt/", "/barriere-melden/"):
            assert f'href="{link}"' in html
    assert '<a href="/mitmachen/" aria-current="page">Mitmachen</a>' in html_of(client, "/mitmachen/")
    assert '<a href="/mitmachen/" aria-current="true">Mitmachen</a>' in html_of(client, "/mitmachen/bedarf/")


def test_home_invites_to_share(client: Client) -> None:
    assert 'href="/mitmachen/teilen/">Eine soziale Innovation teilen</a>' in html_of(client, "/")


def test_a_steckbrief_and_a_look_alike_ask_what_is_wrong_or_missing(client: Client) -> None:
    project = ProjectFactory(title="Rollender Dorfladen", slug="dorfladen")
    assert 'href="/mitmachen/hinweis/dorfladen/"' in html_of(client, project.get_absolute_url())
    similar = html_of(client, "/mitmachen/teilen/aehnliche/?titel=Rollender+Dorfladen")
    assert 'href="/mitmachen/hinweis/dorfladen/?art=ergaenzen"' in similar


def test_a_preview_of_what_has_no_address_yet_has_no_link_to_a_form() -> None:
    assert "hinweis" not in Project(title="Entwurf").make_preview_request().content.decode()


def test_a_search_that_finds_nothing_may_be_a_need(client: Client) -> None:
    assert 'href="/mitmachen/bedarf/"' in html_of(client, "/suche/?q=quarxel")


def test_the_accessibility_statement_leads_to_the_form(client: Client, home: HomePage) -> None:
    set_up_duty_pages(home)
    page = KnowledgeSettings.for_site(Site.objects.get()).accessibility_page
    assert page is not None
    assert '<a href="/barriere-melden/">Barriere melden</a>' in html_of(client, page.url)


@pytest.mark.parametrize("slug", ["kontakt", "barriere-melden", "mitmachen"])
def test_no_page_takes_the_address_of_a_form(home: HomePage, slug: str) -> None:
    assert shadowing_route(InformationPage(title="x", slug=slug), home)
