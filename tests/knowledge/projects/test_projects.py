"""Projects: addresses, places, and what stays private."""

import pytest
from django.db.models.signals import pre_save
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from knowledge.projects.models import Project, ProjectRelation
from tests.factories import ProjectFactory, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return make_site()


def test_a_title_gives_a_readable_address():
    assert ProjectFactory(title="Ärzt*innenbus Süßer See").slug == "aerztinnenbus-suesser-see"
    assert ProjectFactory(title="Ärzt*innenbus Süßer See").slug == "aerztinnenbus-suesser-see-2"
    assert ProjectFactory(title="***").slug == "projekt"
    assert len(ProjectFactory(title="x" * 160).slug) <= 120


def test_the_public_sees_published_projects_only(client):
    project, draft = ProjectFactory(title="Dorfladen"), ProjectFactory(title="Geheim", live=False)
    assert "Dorfladen" in client.get(project.get_absolute_url()).content.decode()
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_a_draft_change_stays_a_draft(client):
    project = ProjectFactory(title="Dorfladen")
    project.title = "Noch nicht so weit"
    project.save_revision()
    assert "Noch nicht so weit" not in client.get(project.get_absolute_url()).content.decode()


def test_the_old_address_leads_to_the_new_one(client):
    project = ProjectFactory(slug="alt")
    project.slug = "neu"
    revision = project.save_revision()
    assert not Redirect.objects.exists(), "a draft's address is not in force"
    revision.publish()
    assert client.get("/projekte/alt/").headers["Location"] == "/projekte/neu/"
    assert client.get("/projekte/neu/").status_code == 200


def test_addresses_that_move_on_and_back_make_no_circle(client):
    project = ProjectFactory(slug="a")
    for slug in ("b", "c", "a"):
        project.slug = slug
        project.save_revision().publish()
    assert client.get("/projekte/a/").status_code == 200
    for old in ("b", "c"):
        assert client.get(f"/projekte/{old}/").headers["Location"] == "/projekte/a/"


def test_a_slug_taken_while_a_draft_waited_gives_way():
    project = ProjectFactory(slug="mein")
    project.slug = "schoen"
    draft = project.save_revision()
    ProjectFactory(slug="schoen", title="Schneller")
    draft.publish()
    project.refresh_from_db()
    assert project.live
    assert project.slug not in {"schoen", ""}


def test_contact_is_private_by_default(client):
    project = ProjectFactory(contact_name="Erika Muster", contact_email="erika@example.org")
    assert project.contact is None
    page = client.get(project.get_absolute_url()).content.decode()
    assert "Erika" not in page
    assert "erika@example.org" not in page


def test_contact_is_shown_with_consent(client):
    project = ProjectFactory(contact_name="Erika Muster", contact_public=True)
    assert "Erika Muster" in client.get(project.get_absolute_url()).content.decode()


def test_a_draft_that_gives_consent_publishes_nothing_yet(client):
    project = ProjectFactory(contact_name="Erika Muster")
    project.contact_public = True
    revision = project.save_revision()
    assert "Erika" not in client.get(project.get_absolute_url()).content.decode()
    revision.publish()
    assert "Erika" in client.get(project.get_absolute_url()).content.decode()


def test_related_drafts_are_not_shown(client):
    project = ProjectFactory()
    for other in (ProjectFactory(title="Offen"), ProjectFactory(title="Verborgen", live=False)):
        project.relations.add(ProjectRelation(target=other))
    project.save()
    page = client.get(project.get_absolute_url()).content.decode()
    assert "Offen" in page
    assert "Verborgen" not in page


def test_gemeinde_follows_from_the_point_before_the_name():
    project = ProjectFactory(place_name="Magdeburg", location="SRID=4326;POINT(11.5487 51.5276)")
    assert (project.municipality, project.district) == ("Lutherstadt Eisleben", "Mansfeld-Südharz")


def test_gemeinde_follows_from_the_name_where_there_is_no_point():
    assert ProjectFactory(place_name="Hettstedt").municipality == "Hettstedt"
    assert ProjectFactory(place_name="Salzlandkreis").district == "Salzlandkreis"
    assert ProjectFactory(place_name="Nirgendwo").municipality_ags == ""


def test_a_point_abroad_falls_back_to_the_name():
    project = ProjectFactory(place_name="Eisleben", location="SRID=4326;POINT(2.35 48.85)")
    assert project.municipality == "Lutherstadt Eisleben"


def test_projects_without_a_kennung_do_not_collide():
    ProjectFactory(identifier="")
    ProjectFactory(identifier="")
    assert Project.objects.filter(identifier__isnull=True).count() == 2


def test_the_bare_address_leads_to_the_search(client):
    target = client.get("/projekte/").headers["Location"]
    assert target == f"{reverse('knowledge_search:search')}?type=project"


def test_what_else_the_bare_address_asks_for_goes_along(client):
    target = client.get("/projekte/?tag=garten&q=hof&type=page&page=2&farbe=blau").headers["Location"]
    assert target == "/suche/?q=hof&type=project&tag=garten&page=2"


def test_the_steckbrief_asks_the_database_a_fixed_number_of_times(client, django_assert_max_num_queries):
    project = ProjectFactory()
    for _ in range(8):
        project.relations.add(ProjectRelation(target=ProjectFactory()))
    project.tags.add("eins", "zwei", "drei")
    project.save()
    client.get(project.get_absolute_url())
    with django_assert_max_num_queries(32):
        client.get(project.get_absolute_url())


def test_a_project_that_is_called_as_its_folder_leaves_a_redirect(client):
    project = ProjectFactory(slug="alt")
    project.slug = "projekte"
    project.save()
    answer = client.get("/projekte/alt/")
    assert answer.status_code == 301
    assert answer["Location"] == "/projekte/projekte/"


def test_a_project_can_be_scheduled_in_the_admin(admin_client):
    project = ProjectFactory(live=False)
    answer = admin_client.get(reverse(Project.snippet_viewset.get_url_name("edit"), args=[project.pk]))
    assert 'name="go_live_at"' in answer.content.decode()


def test_a_project_is_saved_though_another_takes_its_address_meanwhile():
    def be_quicker(sender, instance, **kwargs):
        pre_save.disconnect(be_quicker, sender=Project)
        Project.objects.bulk_create([Project(title="Dorfladen", slug=instance.slug, summary="Auch einer.")])

    pre_save.connect(be_quicker, sender=Project)
    project = ProjectFactory(title="Dorfladen")
    assert Project.objects.filter(pk=project.pk, title="Dorfladen").exists()
