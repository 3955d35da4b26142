"""What the store shows on the search page: cards that help to choose, plain headings, introductions."""

import re
from datetime import date

import pytest
from django.test import Client
from wagtail.models import Page

from knowledge.pages.models import ListPage, NewsPage, ThemePage
from tests.factories import GoalFactory, KindFactory, ProjectFactory, ThemeFactory, add_page, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home() -> Page:
    return make_site()


def shown(client: Client, query: str = "") -> str:
    return client.get(f"/suche/{query}").content.decode()


def test_a_card_names_kind_place_and_keywords_and_marks_what_matched(client: Client) -> None:
    project = ProjectFactory(
        title="Acker", kind=KindFactory(label="Genossenschaft"), place_name="Lutherstadt Eisleben"
    )
    project.tags.add("ehrenamt", "landwirtschaft", "gemüse", "obst", "wiese", "wald")
    project.save()
    text = shown(client, "?q=wiese")
    assert '<span class="search-hit__kind">Genossenschaft</span>' in text
    assert '<span class="search-hit__place">Lutherstadt Eisleben</span>' in text
    keywords = re.findall(r'<li class="search-hit__keyword">(.*?)</li>', text)
    assert keywords[0] == "<mark>wiese</mark>"
    assert len(keywords) == 5


def test_a_renamed_kind_is_renamed_on_cards(client: Client) -> None:
    kind = KindFactory(label="Genossenschaft")
    ProjectFactory(kind=kind)
    kind.label = "Verein"
    kind.save()
    assert '<span class="search-hit__kind">Verein</span>' in shown(client)


def test_news_show_their_day_and_projects_do_not(client: Client, home: Page) -> None:
    news = add_page(home, ListPage, title="Aktuelles", slug="neues")
    add_page(news, NewsPage, title="Werkstatt", date=date(2025, 3, 7))
    ProjectFactory(title="Acker")
    text = shown(client)
    assert re.findall(r"<time [^>]*>([^<]*)</time>", text) == ["7. März 2025"]


def test_a_chosen_theme_field_is_introduced_by_its_page(client: Client, home: Page) -> None:
    theme = ThemeFactory(key="alter", label="Alter")
    add_page(home, ThemePage, title="Gut alt werden", slug="alt", summary="Alle werden älter.", theme=theme)
    text = shown(client, "?theme=alter")
    assert "Alle werden älter." in text
    assert re.search(r'<a href="/alt/">Mehr über „Gut alt werden“</a>', text)
    assert "search-intro" not in shown(client)


def test_a_chosen_goal_introduces_itself(client: Client) -> None:
    goal = GoalFactory(key="11", label="Städte und Gemeinden", description="Orte, die gut tun.")
    ProjectFactory(goals=[goal, GoalFactory(key="4", label="Bildung")])
    text = shown(client, "?sdg=11")
    assert "Orte, die gut tun." in text
    assert re.search(r'<a href="/ziele/11/">Mehr über „Ziel 11: Städte und Gemeinden“</a>', text)
    assert "search-intro" not in shown(client, "?sdg=11&sdg=4")


def test_filters_stand_under_words_that_everybody_knows(client: Client) -> None:
    project = ProjectFactory(
        themes=[ThemeFactory()], kind=KindFactory(), technology=True, place_name="Lutherstadt Eisleben"
    )
    project.save()
    headings = re.findall(r'search-filters__group">([^<]+)<', shown(client))
    assert headings == ["Worum es geht", "Was es ist", "Wo"]
