"""A page's slug that a fixed route would shadow is refused, wherever the page comes from."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from knowledge.pages.models import InformationPage, ListPage
from tests.factories import add_page, make_site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", ["suche", "projekte", "ziele", "admin", "api", "static", "media"])
def test_a_fixed_routes_word_is_refused_below_home(slug):
    with pytest.raises(ValidationError, match="antwortet schon ein fester Teil"):
        add_page(make_site(), InformationPage, title="Seite", slug=slug)


@pytest.mark.parametrize("slug", ["ueber-uns", "suchen", "projekt", "ap", "statistik"])
def test_other_words_are_free(slug):
    assert add_page(make_site(), InformationPage, title="Seite", slug=slug).pk


def test_deeper_in_the_tree_the_word_is_free():
    section = add_page(make_site(), ListPage, title="Wissen", slug="wissen")
    assert add_page(section, InformationPage, title="Suche", slug="suche").pk


def test_the_admin_form_names_the_slug(admin_client):
    home = make_site()
    address = reverse("wagtailadmin_pages:add", args=["knowledge", "informationpage", home.pk])
    answer = admin_client.post(
        address,
        {
            "title": "Suche",
            "slug": "suche",
            "summary": "",
            "body-count": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        },
    )
    assert "antwortet schon ein fester Teil der Website" in answer.content.decode()
    assert not InformationPage.objects.exists()


def test_moving_a_page_under_a_fixed_route_is_refused(admin_client):
    home = make_site()
    section = add_page(home, ListPage, title="Wissen", slug="wissen")
    page = add_page(section, InformationPage, title="Suche", slug="suche")
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, home.pk])
    answer = admin_client.post(address, follow=True)
    assert "antwortet schon ein fester Teil der Website" in answer.content.decode()
    page.refresh_from_db()
    assert page.get_parent().pk == section.pk


def test_copying_to_a_fixed_routes_word_is_refused(admin_client):
    home = make_site()
    page = add_page(home, InformationPage, title="Seite", slug="seite")
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    values = {"new_title": "Suche", "new_slug": "suche", "new_parent_page": home.pk}
    answer = admin_client.post(address, values, follow=True)
    assert "antwortet schon ein fester Teil der Website" in answer.content.decode()
    assert InformationPage.objects.count() == 1


def test_moving_many_pages_under_a_fixed_route_is_refused(admin_client):
    home = make_site()
    section = add_page(home, ListPage, title="Wissen", slug="wissen")
    page = add_page(section, InformationPage, title="Suche", slug="suche")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    values = {"chooser": home.pk}
    answer = admin_client.post(f"{address}?id={page.pk}&next=/admin/", values, follow=True)
    assert "antwortet schon ein fester Teil der Website" in answer.content.decode()
    page.refresh_from_db()
    assert page.get_parent().pk == section.pk
