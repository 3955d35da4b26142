"""Terms: immutable keys, one name with their page, and nobody loses one by accident."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from knowledge.pages.models import ListPage, MegatrendPage, ThemePage
from knowledge.vocabularies.models import Hashtag, Stage, Theme
from tests.factories import ProjectFactory, StageFactory, ThemeFactory, add_page, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def themes_list():
    return add_page(make_site(), ListPage, title="Themenfelder", slug="themenfelder")


def publish(page):
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def test_a_key_is_given_once():
    theme = ThemeFactory(key="alter", label="Alter")
    theme.key = "aelter"
    with pytest.raises(ValidationError, match="Schlüssel lässt sich nicht mehr ändern"):
        theme.full_clean()
    with pytest.raises(ValueError, match="immutable"):
        theme.save()
    assert Theme.objects.get().key == "alter"


def test_new_terms_stand_last():
    first, second = StageFactory(), StageFactory()
    assert list(Stage.objects.all()) == [first, second]


def test_a_weak_theme_colour_is_refused_but_a_goals_official_colour_is_not():
    with pytest.raises(ValidationError, match="zu schwach"):
        ThemeFactory.build(colour="#FCC30B").full_clean()


def test_a_term_in_use_cannot_be_deleted_even_by_a_draft():
    theme = ThemeFactory(label="Alter")
    ProjectFactory(themes=[theme], live=False)
    with pytest.raises(ProtectedError, match="von einem Eintrag benutzt"), transaction.atomic():
        theme.delete()
    with pytest.raises(ProtectedError), transaction.atomic():
        Theme.objects.all().delete()
    assert Theme.objects.get() == theme


def test_an_unused_term_can_be_deleted():
    ThemeFactory().delete()
    assert not Theme.objects.exists()


def test_a_hashtag_is_kept_without_its_sign():
    assert Hashtag.objects.create(name="#socent").name == "socent"
    assert Hashtag.objects.create(name="#").name == "#"


def test_publishing_a_theme_page_makes_its_term_in_one_step(themes_list):
    page = add_page(themes_list, ThemePage, title="Wohnen und Bauen", slug="wohnen", live=False)
    assert page.theme is None, "a half-typed draft leaves no term behind"
    publish(page)
    assert (page.theme.key, page.theme.label) == ("wohnen", "Wohnen und Bauen")


def test_publishing_an_older_draft_keeps_the_term(themes_list):
    page = add_page(themes_list, ThemePage, title="Wohnen", slug="wohnen", live=False)
    older = page.save_revision()
    older.publish()
    older.publish()
    page.refresh_from_db()
    assert page.theme is not None
    assert Theme.objects.count() == 1


def test_copying_a_page_touches_neither_its_term_nor_the_projects(themes_list):
    theme = ThemeFactory(key="alter", label="Alter")
    page = add_page(themes_list, ThemePage, title="Alter", slug="alter", theme=theme)
    project = ProjectFactory(themes=[theme])
    copy = page.copy(update_attrs={"title": "Alter (Kopie)", "slug": "alter-kopie"}, keep_live=False)
    assert copy.specific.theme is None
    page.refresh_from_db()
    assert page.theme == theme
    assert list(project.themes.all()) == [theme]


def test_unpublishing_and_deleting_a_page_leaves_the_term(themes_list):
    theme = ThemeFactory(label="Alter")
    page = add_page(themes_list, ThemePage, title="Alter", slug="alter", theme=theme)
    ProjectFactory(themes=[theme])
    page.unpublish()
    page.delete()
    assert Theme.objects.get() == theme


def test_a_renamed_page_renames_its_term_when_published(themes_list):
    page = add_page(themes_list, MegatrendPage, title="Circular Society", slug="kreislauf", live=False)
    publish(page)
    page.title = "Kreislaufgesellschaft"
    revision = page.save_revision()
    page.megatrend.refresh_from_db()
    assert page.megatrend.label == "Circular Society", "a draft renames nothing"
    revision.publish()
    page.megatrend.refresh_from_db()
    assert page.megatrend.label == "Kreislaufgesellschaft"
    assert page.megatrend.key == "kreislauf"


def test_a_renamed_term_renames_its_page(themes_list):
    page = publish(add_page(themes_list, ThemePage, title="Alter", slug="alter", live=False))
    page.theme.label = "Älter werden"
    page.theme.save()
    page.refresh_from_db()
    assert (page.title, page.draft_title) == ("Älter werden", "Älter werden")
    assert page.get_latest_revision_as_object().title == "Älter werden"


def test_a_renamed_term_leaves_a_waiting_draft_its_words(themes_list):
    page = publish(add_page(themes_list, ThemePage, title="Alter", slug="alter", live=False))
    page.summary = "Ein Entwurf, an dem noch gearbeitet wird."
    page.save_revision()
    page.theme.label = "Älter werden"
    page.theme.save()
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert (page.title, page.summary) == ("Älter werden", "")
    assert (draft.title, draft.summary) == ("Älter werden", "Ein Entwurf, an dem noch gearbeitet wird.")
    draft.save_revision().publish()
    page.theme.refresh_from_db()
    assert page.theme.label == "Älter werden", "the draft must not bring the old name back"
