"""What is not public does not come out: not as an item, not in one, not by guessing."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import PageViewRestriction

from knowledge.pages.models import InformationPage, ListPage, PilotPage
from knowledge.projects.models import ProjectRelation
from tests import factories

Get = Callable[..., Any]


def keys_of(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*(keys_of(item) for item in value.values()))
    if isinstance(value, list):
        return set().union(*(keys_of(item) for item in value))
    return set()


def test_a_draft_project_is_not_there(get: Get) -> None:
    draft = factories.ProjectFactory(live=False)
    assert get("/projects/")["meta"]["total_count"] == 0
    get(f"/projects/{draft.pk}/", status=404)
    get("/projects/find/", id=draft.pk, status=404)


def test_an_unpublished_project_is_gone(get: Get) -> None:
    project = factories.ProjectFactory()
    assert get(f"/projects/{project.pk}/")["title"] == project.title
    project.unpublish()
    get(f"/projects/{project.pk}/", status=404)


def test_unpublished_changes_stay_in_the_drawer(get: Get) -> None:
    project = factories.ProjectFactory(title="Wie es ist")
    project.title = "Wie es werden soll"
    project.save_revision()
    assert get(f"/projects/{project.pk}/")["title"] == "Wie es ist"


def test_contact_data_waits_for_consent(get: Get) -> None:
    secret = {"contact_name": "Erika Muster", "contact_email": "e@muster.example", "contact_phone": "0123"}
    project = factories.ProjectFactory(**secret)
    answer = get(f"/projects/{project.pk}/")
    assert answer["contact"] is None
    assert not any(value in str(answer) for value in secret.values())

    project.contact_public = True
    project.save()
    assert get(f"/projects/{project.pk}/")["contact"] == {
        "name": "Erika Muster",
        "email": "e@muster.example",
        "phone": "0123",
    }


@pytest.mark.parametrize(
    "parameters",
    [
        {"contact_email": "e@muster.example"},
        {"contact_public": "true"},
        {"contact": "e"},
        {"identifier": "SAB-17"},
        {"live": "false"},
        {"order": "contact_email"},
        {"order": "identifier"},
        {"order": "themes__projects__contact_email"},
        {"fields": "contact_email"},
        {"fields": "identifier"},
        {"fields": "latest_revision"},
        {"fields": "locked_by"},
    ],
)
def test_private_columns_answer_no_question(get: Get, parameters: dict[str, str]) -> None:
    factories.ProjectFactory(contact_email="e@muster.example", identifier="SAB-17")
    assert get("/projects/", status=400, **parameters)["message"]


def test_search_does_not_look_into_contact_data(get: Get) -> None:
    factories.ProjectFactory(contact_name="Erika Muster", contact_public=True)
    assert get("/projects/", search="Muster")["meta"]["total_count"] == 0


def test_internal_fields_have_no_name_here(get: Get) -> None:
    project = factories.ProjectFactory(identifier="SAB-17")
    internal = {
        "identifier",
        "live",
        "latest_revision",
        "live_revision",
        "locked_by",
        "contact_email",
        "owner",
    }
    assert not keys_of(get(f"/projects/{project.pk}/")) & internal


def test_related_projects_that_are_drafts_are_left_out(get: Get) -> None:
    project = factories.ProjectFactory()
    for live, title in ((True, "Für alle"), (False, "Noch geheim")):
        target = factories.ProjectFactory(title=title, live=live)
        ProjectRelation.objects.create(project=project, target=target)
    related = get(f"/projects/{project.pk}/")["related"]
    assert [row["project"]["title"] for row in related] == ["Für alle"]


def test_hashtags_of_drafts_are_left_out(get: Get) -> None:
    factories.ProjectFactory(tags=["offen"])
    factories.ProjectFactory(tags=["geheim"], live=False)
    assert [tag["label"] for tag in get("/tags/")["items"]] == ["offen"]


def test_a_draft_page_is_not_there(get: Get, home: Any) -> None:
    draft = factories.add_page(home, InformationPage, title="Entwurf", slug="entwurf", live=False)
    assert get("/pages/")["meta"]["total_count"] == 1
    get(f"/pages/{draft.pk}/", status=404)
    get("/pages/find/", html_path="/entwurf/", status=404)


def test_pages_below_a_restricted_page_are_not_there_even_for_staff(
    get: Get, home: Any, admin_client: Any
) -> None:
    folder = factories.add_page(home, ListPage, title="Intern", slug="intern")
    page = factories.add_page(folder, InformationPage, title="Protokoll", slug="protokoll")
    assert get("/pages/")["meta"]["total_count"] == 3
    PageViewRestriction.objects.create(page=folder, restriction_type=PageViewRestriction.LOGIN)
    assert get("/pages/")["meta"]["total_count"] == 1
    get(f"/pages/{page.pk}/", status=404)
    get("/pages/", status=400, child_of=folder.pk)
    assert admin_client.get(f"/api/v2/pages/{page.pk}/").status_code == 404
    assert admin_client.get("/api/v2/pages/").json()["meta"]["total_count"] == 1


def test_unpublished_changes_of_a_page_stay_in_the_drawer(get: Get, home: Any) -> None:
    page = factories.add_page(home, InformationPage, title="Wie es ist")
    page.title = "Wie es werden soll"
    page.save_revision()
    assert get(f"/pages/{page.pk}/")["title"] == "Wie es ist"


def test_a_pilot_names_its_project_only_when_that_is_public(get: Get, home: Any) -> None:
    project = factories.ProjectFactory(title="Noch geheim")
    page = factories.add_page(home, PilotPage, project=project)
    assert get(f"/pages/{page.pk}/")["project"]["title"] == "Noch geheim"
    project.unpublish()
    assert get(f"/pages/{page.pk}/")["project"] is None
    get("/pages/", status=400, type="knowledge.PilotPage", project=project.pk)


def test_pages_outside_every_site_are_not_there(get: Get, home: Any) -> None:
    factories.add_page(home.get_parent(), InformationPage, title="Ablage", slug="ablage")
    assert [page["title"] for page in get("/pages/")["items"]] == [home.title]
