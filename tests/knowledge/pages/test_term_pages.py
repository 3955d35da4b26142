"""Pages that present a term."""

import pytest

from knowledge.pages.models import ThemePage
from knowledge.vocabularies.models import Theme
from tests.factories import ProjectFactory, add_page, make_site

pytestmark = pytest.mark.django_db


def test_an_alias_shows_the_term_of_its_source(client):
    home = make_site()
    source = add_page(home, ThemePage, title="Alter", slug="alter")
    ProjectFactory(title="Lesekreis", themes=[source.term])
    alias = source.create_alias(update_slug="alter-auch")
    source.title = "Generationen"
    source.save_revision().publish()  # Wagtail then brings the alias up to date
    assert [theme.label for theme in Theme.objects.all()] == ["Generationen"]
    answer = client.get(alias.get_url()).content.decode()
    assert "Generationen" in answer
    assert "Lesekreis" in answer
