"""The shape of what other sites rely on: one answer of each kind, word for word."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.pages.models import PilotPage, PilotPartner
from knowledge.projects.models import ProjectImage, ProjectLink, ProjectRelation
from tests import factories
from tests.knowledge.api.conftest import assert_golden

MOMENT = datetime.datetime(2024, 5, 17, 9, 30, tzinfo=datetime.UTC)

Get = Callable[..., Any]


@pytest.fixture
def image(home: Any, settings: Any, tmp_path: Path) -> Any:
    settings.MEDIA_ROOT = tmp_path  # a second file of the same name would get another one
    return factories.ImageFactory(
        pk=900,
        title="Bus am Markt",
        description="Ein kleiner Bus hält am Marktplatz.",
        credit="Projektbüro",
        licence="cc-by-4.0",
        file=factories.get_test_image_file(filename="golden.png"),
    )


@pytest.fixture
def project(image: Any) -> Any:
    theme = factories.ThemeFactory(pk=901, key="alter", label="Alter")
    megatrend = factories.MegatrendFactory(pk=902, key="busse", label="Busse")
    project = factories.ProjectFactory(
        pk=903,
        title="Bürgerbus Mansfelder Land",
        summary="Ehrenamtliche fahren, wo kein Linienbus fährt.",
        description="<p>Zweimal am Tag.</p>",
        first_published_at=MOMENT,
        last_published_at=MOMENT,
        themes=[theme],
        megatrends=[megatrend],
        goals=[factories.GoalFactory(pk=904, key="11", label="Nachhaltige Städte und Gemeinden")],
        stage=factories.StageFactory(pk=905, key="verstetigt", label="Nachhaltig verstetigt"),
        tags=["Mobilität", "Ehrenamt"],
        technology=False,
        lighthouse=True,
        carrier=factories.OrganisationFactory(
            name="Bürgerbus e. V.", kind="verein", website="https://verein.example/"
        ),
        funders=[factories.OrganisationFactory(name="Landkreis", kind="verwaltung")],
        contact_name="Vereinsbüro",
        contact_email="buero@verein.example",
        contact_public=True,
        website="https://bus.example/",
        street="Markt 1",
        postcode="06295",
        place_name="Eisleben",
        location="SRID=4326;POINT(11.5469 51.5277)",
        image=image,
        film_url="https://film.example/bus",
        source="Eigene Recherche",
        last_checked=datetime.date(2024, 4, 1),
        identifier="SAB-17",
    )
    ProjectImage.objects.create(project=project, image=image, caption="Erste Fahrt")
    ProjectLink.objects.create(project=project, label="Mastodon", url="https://social.example/@bus")
    heir = factories.ProjectFactory(pk=906, title="Bürgerbus Harz", slug="buergerbus-harz")
    ProjectRelation.objects.create(project=project, target=heir, kind="transferred")
    return project


def test_a_project(get: Get, project: Any) -> None:
    assert_golden("project", get("/projects/903/"))


def test_the_list_of_projects(get: Get, project: Any) -> None:
    assert_golden("projects", get("/projects/", slug=project.slug))


def test_an_image(get: Get, project: Any) -> None:
    assert_golden("image", get("/images/900/"))


def test_a_page(get: Get, home: Any, project: Any, image: Any) -> None:
    page = factories.add_page(
        home,
        PilotPage,
        title="Pilot Bürgerbus",
        slug="pilot",
        summary="Was der Bus verändert.",
        image=image,
        goals=f'<p>Mehr Wege, siehe <a linktype="page" id="{home.pk}">Startseite</a>.</p>',
        project=project,
        themes=list(project.themes.all()),
        body=[("heading", {"text": "Worum es geht", "level": "h2"})],
        first_published_at=MOMENT,
    )
    PilotPartner.objects.create(page=page, organisation=project.carrier)
    data = get(f"/pages/{page.pk}/")
    for entry in (data, data["meta"]["parent"]):
        entry["meta"]["detail_url"] = entry["meta"]["detail_url"].replace(f"/{entry['id']}/", "/ID/")
        entry["id"] = "ID"
    for block in data["body"]:
        block["id"] = "ID"
    assert_golden("page", data)


def test_a_vocabulary(get: Get) -> None:
    factories.Theme.objects.all().delete()
    factories.ThemeFactory(pk=901, key="gesundheit", label="Gesundheit", colour="#9b1c31", sort_order=1)
    factories.ThemeFactory(pk=902, key="alter", label="Alter", icon="age", sort_order=2)
    assert_golden("themes", get("/themes/"))
