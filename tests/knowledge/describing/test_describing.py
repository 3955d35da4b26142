"""What pages say of themselves to machines."""

import json
import re
from datetime import date

import pytest

from knowledge.pages.models import DossierPage, InformationPage, ListPage, NewsPage
from knowledge.projects.models import ProjectLink
from tests.factories import (
    GoalFactory,
    ImageFactory,
    MediaFactory,
    OrganisationFactory,
    ProjectFactory,
    ThemeFactory,
    add_page,
    make_site,
)

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


@pytest.fixture(autouse=True)
def home():
    return make_site()


@pytest.fixture
def head(client):
    """Returns the meta data and the nodes of linked data, by type, at an address."""

    def head(address):
        page = client.get(address).content.decode()
        metas = dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page))
        metas["canonical"] = re.search(r'rel="canonical" href="([^"]+)"', page)[1]
        script = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1]
        data = json.loads(script)
        assert data["@context"] == "https://schema.org"
        return metas, {node["@type"]: node for node in data["@graph"]}

    return head


def test_a_project_is_described(head):
    project = ProjectFactory(
        title="Dorfladen",
        slug="dorfladen",
        summary="Ein Laden für alle.",
        themes=[ThemeFactory(label="Alter")],
        tags=["dorfladen"],
        carrier=OrganisationFactory(name="Verein e. V."),
        funders=[OrganisationFactory(name="Land")],
        website="https://laden.example/",
        place_name="Hettstedt",
        location="SRID=4326;POINT(11.5 51.6)",
        last_checked=date(2026, 5, 1),
        image=ImageFactory(),
        film=MediaFactory(transcript="Guten Tag."),
    )
    project.links.set([ProjectLink(label="Netz", url="https://netz.example/")])
    project.save()
    metas, nodes = head("/projekte/dorfladen/")
    address = f"{HOST}/projekte/dorfladen/"
    assert metas["canonical"] == metas["og:url"] == address
    assert metas["description"] == metas["og:description"] == "Ein Laden für alle."
    assert metas["og:image"].startswith(HOST)
    assert metas["og:image"].endswith(".jpg")
    assert metas["twitter:card"] == "summary_large_image"
    thing = nodes["Project"]
    assert thing["name"] == "Dorfladen"
    assert thing["sameAs"] == ["https://laden.example/", "https://netz.example/"]
    assert thing["knowsAbout"] == ["Alter"]
    assert thing["parentOrganization"]["name"] == "Verein e. V."
    assert [funder["name"] for funder in thing["funder"]] == ["Land"]
    assert thing["location"]["geo"]["latitude"] == 51.6
    assert thing["subjectOf"]["transcript"] == "Guten Tag."
    assert nodes["WebPage"]["lastReviewed"] == "2026-05-01"
    trail = [(step["name"], step["item"]) for step in nodes["BreadcrumbList"]["itemListElement"]]
    assert trail[-2:] == [("Projekte", f"{HOST}/projekte/"), ("Dorfladen", address)]


def test_an_entry_without_a_picture_shows_the_sites_own(head):
    metas, _ = head(ProjectFactory().get_absolute_url())
    assert metas["og:image"].endswith("/static/knowledge/share.png")
    assert (metas["og:image:width"], metas["og:image:height"]) == ("1200", "630")


def test_contact_data_are_for_people_only(head):
    project = ProjectFactory(
        contact_name="Erika Muster",
        contact_email="erika@example.org",
        contact_phone="03475 1234",
        contact_public=True,
    )
    metas, nodes = head(project.get_absolute_url())
    for private in ("Erika", "erika@", "03475"):
        assert private not in json.dumps([metas, nodes], ensure_ascii=False)


def test_nothing_ends_the_script_element(client, head):
    project = ProjectFactory(title="</script><script>alert(1)</script>&\u2028")
    raw = client.get(project.get_absolute_url()).content.decode()
    assert "<script>alert" not in raw
    _, nodes = head(project.get_absolute_url())
    assert nodes["Project"]["name"] == "</script><script>alert(1)</script>&\u2028"


def test_home_says_how_to_search(head, home):
    _, nodes = head("/")
    assert nodes["WebSite"]["potentialAction"]["target"]["urlTemplate"] == (
        f"{HOST}/suche/?q={{search_term_string}}"
    )


def test_news_are_articles_below_their_list(head, home):
    news = add_page(home, ListPage, title="Aktuelles", slug="aktuelles")
    add_page(news, NewsPage, title="Neues", slug="neues", summary="Es gibt Neues.", date=date(2026, 1, 2))
    metas, nodes = head("/aktuelles/neues/")
    assert metas["og:type"] == "article"
    assert nodes["NewsArticle"]["headline"] == "Neues"
    assert nodes["NewsArticle"]["datePublished"] == "2026-01-02"
    names = [step["name"] for step in nodes["BreadcrumbList"]["itemListElement"]]
    assert names == ["Start", "Aktuelles", "Neues"]


def test_a_dossier_is_an_article_and_a_list_a_collection(head, home):
    add_page(home, DossierPage, title="Zahlen", slug="zahlen")
    add_page(home, ListPage, title="Wissen", slug="wissen")
    assert head("/zahlen/")[1]["Article"]["name"] == "Zahlen"
    assert head("/wissen/")[1]["CollectionPage"]["url"] == f"{HOST}/wissen/"


def test_the_words_for_search_engines_come_before_the_sentence(head, home):
    add_page(
        home,
        ListPage,
        title="Wissen",
        slug="wissen",
        summary="Ein Satz.",
        search_description="Für Maschinen.",
    )
    assert head("/wissen/")[0]["description"] == "Für Maschinen."


def test_pages_at_fixed_addresses_are_collections_with_their_way(head):
    GoalFactory(key="11", label="Städte und Gemeinden", description="Orte, die gut tun.")
    metas, nodes = head("/ziele/11/?farbe=blau")
    assert metas["canonical"] == metas["og:url"] == f"{HOST}/ziele/11/"
    assert metas["og:title"] == nodes["CollectionPage"]["name"] == "Ziel 11: Städte und Gemeinden"
    assert metas["description"] == metas["og:description"] == "Orte, die gut tun."
    trail = [(step["name"], step["item"]) for step in nodes["BreadcrumbList"]["itemListElement"]]
    assert trail[1:] == [
        ("Ziele", f"{HOST}/ziele/"),
        ("Ziel 11: Städte und Gemeinden", f"{HOST}/ziele/11/"),
    ]
    assert head("/ziele/")[1]["CollectionPage"]["url"] == f"{HOST}/ziele/"
    _, lighthouses = head("/leuchttuerme/")
    assert lighthouses["CollectionPage"]["name"] == "Leuchttürme"
    names = [step["name"] for step in lighthouses["BreadcrumbList"]["itemListElement"]]
    assert names == ["Start", "Projekte", "Leuchttürme"]


def test_a_goal_without_a_description_has_a_summary_all_the_same(head):
    GoalFactory(key="4", label="Bildung")
    assert head("/ziele/4/")[0]["description"] == "Projekte, die zum Nachhaltigkeitsziel „Bildung“ passen."


def test_further_pages_of_a_list_have_addresses_of_their_own(head, home):
    overview = add_page(home, ListPage, title="Wissen", slug="wissen")
    for number in range(ListPage.per_page + 1):
        add_page(overview, InformationPage, title=f"Seite {number}")
    assert head("/wissen/?page=2&farbe=blau")[0]["canonical"] == f"{HOST}/wissen/?page=2"
    assert head("/wissen/?page=1")[0]["canonical"] == f"{HOST}/wissen/"


def test_a_picture_whose_file_is_gone_is_replaced(head):
    image = ImageFactory()
    project = ProjectFactory(image=image)
    image.file.storage.delete(image.file.name)
    metas, _ = head(project.get_absolute_url())
    assert metas["og:image"].endswith("/static/knowledge/share.png")
