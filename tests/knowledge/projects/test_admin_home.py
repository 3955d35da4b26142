"""What the admin's first page says about projects."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db


def test_the_first_page_counts_published_projects_and_drafts(admin_client: Client) -> None:
    ProjectFactory.create_batch(2)
    ProjectFactory(live=False)
    page = admin_client.get(reverse("wagtailadmin_home")).content.decode()
    assert "2 Projekte veröffentlicht" in page
    assert "1 Projekt im Entwurf" in page


@pytest.mark.parametrize(("live", "title"), [("true", "Zu sehen"), ("false", "Noch nicht")])
def test_each_figure_leads_to_its_projects(admin_client: Client, live: str, title: str) -> None:
    ProjectFactory(title="Zu sehen")
    ProjectFactory(title="Noch nicht", live=False)
    home = admin_client.get(reverse("wagtailadmin_home")).content.decode()
    address = f"/admin/snippets/knowledge/project/?live={live}"
    assert f'href="{address}"' in home
    listed = {project.title for project in admin_client.get(address).context["object_list"]}
    assert listed == {title}


def test_the_form_names_what_it_adds_as_german_does(admin_client: Client) -> None:
    form = admin_client.get("/admin/snippets/knowledge/project/add/").content.decode()
    assert "Bild hinzufügen" in form
    assert form.count("Organisation hinzufügen") == 2
    assert "galerie hinzufügen" not in form
