"""Duty pages: there from the start, linked on every page, and their gaps are the office's to fill."""

import re
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page, Site

from cms_blocks.text import plain_text
from knowledge.pages.gaps import GAP, gaps_of
from knowledge.pages.models import HomePage, InformationPage
from knowledge.pages.other_forms import EasyLanguagePage, SignLanguagePage
from knowledge.pages.settings import KnowledgeSettings
from knowledge.setup.duty_pages import make_body
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def settings_of_site() -> KnowledgeSettings:
    call_command("setup_site", verbosity=0)
    return KnowledgeSettings.for_site(Site.objects.get(is_default_site=True))


def test_every_duty_has_a_page(settings_of_site: KnowledgeSettings) -> None:
    pages = {name: getattr(settings_of_site, name) for name in settings_of_site.select_related}
    assert all(pages.values())
    assert {name for name, page in pages.items() if not page.live} == {"sign_language_page"}


def test_what_the_office_has_made_of_them_stays(settings_of_site: KnowledgeSettings) -> None:
    imprint = settings_of_site.imprint_page.specific
    imprint.title = "Wer wir sind"
    imprint.save_revision().publish()
    settings_of_site.easy_language_page.delete()
    pages = Page.objects.count()
    call_command("setup_site", verbosity=0)
    assert Page.objects.get(pk=imprint.pk).title == "Wer wir sind"
    assert Page.objects.count() == pages + 1, "only what was missing is made"


def test_a_page_that_stands_at_the_address_is_taken() -> None:
    home = factories.make_site()
    own = factories.add_page(home, InformationPage, title="Impressum", slug="impressum")
    call_command("setup_site", verbosity=0)
    assert KnowledgeSettings.for_site(Site.objects.get(is_default_site=True)).imprint_page_id == own.pk


def test_header_and_footer_lead_to_them(settings_of_site: KnowledgeSettings, client: Client) -> None:
    html = client.get("/").content.decode()
    header, _, rest = html.partition("</header>")
    footer = rest.partition("<footer")[2]
    assert 'href="/leichte-sprache/"' in header
    assert "Gebärdensprache" not in html, "a draft is no promise"
    for slug in ("impressum", "datenschutz", "barrierefreiheit", "leichte-sprache"):
        assert f'href="/{slug}/"' in footer
    settings_of_site.sign_language_page.get_latest_revision().publish()
    html = client.get("/").content.decode()
    assert 'href="/gebaerdensprache/"' in html.partition("</header>")[0]


def test_a_page_and_its_easy_form_lead_to_each_other(
    settings_of_site: KnowledgeSettings, client: Client
) -> None:
    home = HomePage.objects.get()
    about = factories.add_page(home, InformationPage, title="Über uns", slug="ueber-uns")
    other = factories.add_page(home, InformationPage, title="Anderes", slug="anderes")
    factories.add_page(home, EasyLanguagePage, title="Wir über uns", slug="leicht", original=about)
    header = client.get("/ueber-uns/").content.decode().partition("</header>")[0]
    assert 'href="/leicht/"' in header
    assert 'href="/leichte-sprache/"' not in header
    assert 'href="/leichte-sprache/"' in client.get("/anderes/").content.decode().partition("</header>")[0]
    assert 'href="/ueber-uns/"' in client.get("/leicht/").content.decode()
    about.unpublish()
    assert 'href="/ueber-uns/"' not in client.get("/leicht/").content.decode()
    assert other.live


def test_the_sign_language_page_shows_its_film(client: Client) -> None:
    call_command("setup_site", verbosity=0)
    film = {"title": "Willkommen", "url": "https://www.youtube.com/watch?v=abcdefghijk"}
    factories.add_page(
        HomePage.objects.get(), SignLanguagePage, title="Gebärden", slug="g", film=[("external_video", film)]
    )
    html = client.get("/g/").content.decode()
    assert "Willkommen" in html
    assert "<iframe" not in html, "nothing is loaded before a click"


def test_the_office_sees_the_gaps_and_may_fill_them(settings_of_site: KnowledgeSettings) -> None:
    site = Site.objects.get(is_default_site=True)
    editor = get_user_model().objects.create_user("redaktion")
    editor.groups.add(Group.objects.get(name="Redaktion"))
    before = {gap.label: gap for gap in gaps_of(site, editor)}
    assert set(before) == {
        "Impressum",
        "Datenschutz",
        "Erklärung zur Barrierefreiheit",
        "Leichte Sprache",
        "Gebärdensprache",
    }
    assert before["Gebärdensprache"].is_draft
    imprint = settings_of_site.imprint_page.specific
    imprint.body = [("text", "<p>Verein, Straße 1, 06295 Eisleben</p>")]
    imprint.save_revision().publish()
    assert "Impressum" not in {gap.label for gap in gaps_of(site, editor)}
    nobody = get_user_model().objects.create_user("niemand")
    assert gaps_of(site, nobody) == []


def test_a_gap_can_be_seen_where_it_is_read_and_nowhere_else(
    settings_of_site: KnowledgeSettings, client: Client
) -> None:
    page = settings_of_site.imprint_page.specific
    page.summary = f"{GAP}: den Satz]"
    page.save_revision().publish()
    html = client.get("/impressum/").content.decode()
    shown = re.findall(r'<mark class="gap">(.*?)</mark>', html)
    assert shown
    assert all(gap.startswith(GAP) and gap.endswith("]") for gap in shown)
    assert f'content="{GAP}: den Satz]"' in html, "nothing is written into an attribute"


def test_the_statement_on_accessibility_says_what_the_eu_asks_for(
    settings_of_site: KnowledgeSettings,
) -> None:
    """Commission Implementing Decision (EU) 2018/1523, annex, section 1."""
    words = plain_text(settings_of_site.accessibility_page.specific.body)
    for asked in (
        "Diese Erklärung gilt für die Website",
        "Richtlinie (EU) 2016/2102",
        "BGG LSA",
        "EN 301 549",
        "vollständig, teilweise oder nicht] vereinbar",
        "Nicht vereinbar mit den Anforderungen",
        "Unverhältnismäßige Belastung",
        "Außerhalb des Geltungsbereichs",
        "Diese Erklärung wurde am",
        "Zuletzt überprüft",
        "E-Mail:",
        "Telefon:",
        "Post:",
        "Durchsetzungsverfahren",
        "Ombudsstelle",
    ):
        assert asked in words


def test_words_fill_the_gap_they_are_meant_for_or_none() -> None:
    row = {"body": [{"text": f"Wir sind {GAP}: Name], in {GAP}: Ort]."}]}
    assert make_body(row, {"Name": "Erika & Co"}) == [
        ("text", f"<p>Wir sind Erika &amp; Co, in {GAP}: Ort].</p>")
    ]
    with pytest.raises(KeyError, match="Telefon"):
        make_body(row, {"Telefon": "1"})


def test_gaps_are_marked_in_one_way() -> None:
    text = Path("knowledge/setup/duty_pages.toml").read_text(encoding="utf-8")
    assert text.count("[Bitte") == text.count(GAP) > 10
