"""Overview pages show what is below them, in the order the editor chose."""

import datetime

import pytest

from knowledge.pages.models import InformationPage, ListPage, NewsPage
from tests.factories import add_page, make_site

pytestmark = pytest.mark.django_db


def test_news_stand_by_their_day_and_other_pages_by_their_publication(client):
    overview = add_page(make_site(), ListPage, title="Aktuelles", slug="aktuelles", order="newest")
    add_page(overview, NewsPage, title="Sommerfest", date=datetime.date(2019, 6, 1))
    add_page(overview, NewsPage, title="Werkstatt", date=datetime.date(2022, 10, 11))
    published = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    add_page(overview, InformationPage, title="Bericht", first_published_at=published)
    answer = client.get(overview.get_url())
    assert answer.status_code == 200
    assert [page.title for page in answer.context["entries"]] == ["Werkstatt", "Bericht", "Sommerfest"]


def test_a_page_beyond_the_last_is_the_last_by_its_address_too(client):
    overview = add_page(make_site(), ListPage, title="Aktuelles", slug="aktuelles")
    add_page(overview, InformationPage, title="Bericht")
    for number in ("99999", "9" * 5000, "abc", "-1"):
        text = client.get(f"{overview.get_url()}?page={number}").content.decode()
        assert 'rel="canonical" href="http://testserver/aktuelles/"' in text
