"""`setup_site`: everything a new store needs, and nothing twice."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Revision, Site, Workflow
from wagtail.permissions import policy_registry
from wagtailmedia import get_media_model

from knowledge.pages.models import HomePage, MegatrendPage, ThemePage
from knowledge.projects.models import Project
from knowledge.vocabularies.models import TERM_MODELS, Goal, Megatrend, Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def store():
    call_command("setup_site", verbosity=0)


def test_it_loads_every_vocabulary(store):
    counts = {name: model._default_manager.count() for name, model in TERM_MODELS.items()}
    assert counts == {
        "theme": 4,
        "megatrend": 6,
        "sdg": 17,
        "challenge": 8,
        "approach": 8,
        "stage": 4,
        "reach": 4,
        "audience": 2,
        "kind": 3,
    }
    assert [goal.key for goal in Goal.objects.all()] == [str(number) for number in range(1, 18)]


def test_every_term_is_valid(store):
    for model in TERM_MODELS.values():
        for term in model._default_manager.all():
            term.full_clean()


def test_themes_and_megatrends_have_their_pages(store, client):
    assert ThemePage.objects.live().count() == 4
    assert MegatrendPage.objects.live().count() == 6
    for page in [*ThemePage.objects.all(), *MegatrendPage.objects.all()]:
        assert client.get(page.get_url()).status_code == 200


def test_the_site_begins_at_home(store, client):
    assert Site.objects.get(is_default_site=True).root_page.specific == HomePage.objects.get()
    assert client.get("/").status_code == 200


def test_a_second_run_changes_nothing(store):
    def state():
        return Page.objects.count(), Revision.objects.count(), Group.objects.count(), Workflow.objects.count()

    before = state()
    call_command("setup_site", verbosity=0)
    assert state() == before


def test_what_the_office_changed_stays(store):
    theme = Theme.objects.get(key="alter")
    theme.label = "Älter werden"
    theme.save()
    Megatrend.objects.get(key="public-science").page.delete()
    Megatrend.objects.get(key="public-science").delete()
    call_command("setup_site", verbosity=0)
    assert Theme.objects.get(key="alter").label == "Älter werden"
    assert not Megatrend.objects.filter(key="public-science").exists()


def test_projects_have_a_workflow_and_the_groups_their_rights(store, django_user_model):
    assert Project().get_workflow().name == "Prüfung durch die Redaktion"
    editor = django_user_model.objects.create_user("e")
    editor.groups.add(Group.objects.get(name="Redaktion"))
    writer = django_user_model.objects.create_user("w")
    writer.groups.add(Group.objects.get(name="Mitarbeit"))
    assert editor.has_perms(["knowledge.publish_project", "knowledge.change_theme"])
    assert editor.has_perm("wagtailadmin.access_admin")
    for model in (get_image_model(), get_document_model(), get_media_model()):
        assert policy_registry.get_by_type(model).user_has_permission(editor, "add")
    assert writer.has_perm("knowledge.add_project")
    assert not writer.has_perm("knowledge.publish_project")
    home = HomePage.objects.get()
    assert home.permissions_for_user(editor).can_publish()
    assert not home.permissions_for_user(writer).can_publish()
