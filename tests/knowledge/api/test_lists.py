"""Lists after the conventions of API v2: slices, fields, filters, order, words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.pages.models import InformationPage, NewsPage
from knowledge.projects.models import ProjectImage, ProjectLink, ProjectRelation
from knowledge_search import records
from tests import factories

Get = Callable[..., Any]
Titles = Callable[..., list[str]]

VOCABULARIES = [
    ("themes", factories.ThemeFactory),
    ("megatrends", factories.MegatrendFactory),
    ("sdgs", factories.GoalFactory),
    ("challenges", factories.ChallengeFactory),
    ("approaches", factories.ApproachFactory),
    ("stages", factories.StageFactory),
    ("reaches", factories.ReachFactory),
    ("audiences", factories.AudienceFactory),
    ("kinds", factories.KindFactory),
]


@pytest.mark.parametrize(("name", "factory"), VOCABULARIES)
def test_every_vocabulary_has_its_list(get: Get, name: str, factory: Any) -> None:
    factory(key="zz-erster", label="Überall zuerst", sort_order=8000)
    factory(key="zz-zweiter", label="Danach", sort_order=9000)
    assert [term["key"] for term in get(f"/{name}/", limit=100)["items"]][-2:] == ["zz-erster", "zz-zweiter"]
    assert [term["key"] for term in get(f"/{name}/", search="ÜBERALL")["items"]] == ["zz-erster"]
    assert [term["label"] for term in get(f"/{name}/", key="zz-zweiter")["items"]] == ["Danach"]


def test_a_list_comes_in_slices(get: Get) -> None:
    for number in range(5):
        factories.ProjectFactory(title=f"Projekt {number}")
    answer = get("/projects/", limit=2, offset=3, order="title")
    assert answer["meta"]["total_count"] == 5
    assert [item["title"] for item in answer["items"]] == ["Projekt 3", "Projekt 4"]
    assert get("/projects/", offset=1000)["items"] == []
    assert get("/projects/", limit=0)["items"] == []


def test_terms_filter_by_key(titles: Titles) -> None:
    age, work = factories.ThemeFactory(key="zz-alter"), factories.ThemeFactory(key="zz-arbeit")
    stage = factories.StageFactory(key="zz-idee")
    factories.ProjectFactory(title="A", themes=[age], stage=stage)
    factories.ProjectFactory(title="B", themes=[age, work])
    factories.ProjectFactory(title="C")
    assert titles("/projects/", themes="zz-alter", order="title") == ["A", "B"]
    assert titles("/projects/", themes=["zz-alter", "zz-arbeit"], order="title") == ["A", "B"]
    assert titles("/projects/", themes="zz-alter", stage="zz-idee") == ["A"]


def test_plain_fields_filter_by_value(titles: Titles) -> None:
    factories.ProjectFactory(title="A", lighthouse=True, tags=["Solawi"])
    factories.ProjectFactory(title="B", slug="b")
    assert titles("/projects/", lighthouse="true") == ["A"]
    assert titles("/projects/", tags="solawi") == ["A"]
    assert titles("/projects/", slug="b") == ["B"]


def test_pages_filter_by_the_fields_of_their_type(titles: Titles, home: Any) -> None:
    theme = factories.ThemeFactory(key="zz-alter")
    factories.add_page(home, NewsPage, title="Alt", date="2023-01-01", themes=[theme])
    factories.add_page(home, NewsPage, title="Neu", date="2024-01-01")
    news = {"type": "knowledge.NewsPage"}
    assert titles("/pages/", themes="zz-alter", **news) == ["Alt"]
    assert titles("/pages/", date="2024-01-01", **news) == ["Neu"]
    assert titles("/pages/", order="-date", **news) == ["Neu", "Alt"]


def test_words_are_found_in_title_and_summary(titles: Titles) -> None:
    factories.ProjectFactory(title="Bürgerbus", summary="Fahren im Ehrenamt.")
    factories.ProjectFactory(title="Lesecafé", summary="Vorlesen im Ehrenamt.")
    assert titles("/projects/", search="BÜRGERBUS") == ["Bürgerbus"]
    assert titles("/projects/", search="ehrenamt lesecafé") == ["Lesecafé"]
    assert len(titles("/projects/", search="bürgerbus lesecafé", search_operator="or")) == 2
    assert len(titles("/projects/", search='"" \t')) == 2


def test_words_are_found_in_the_body_of_pages(titles: Titles, home: Any) -> None:
    factories.add_page(
        home, InformationPage, title="Über uns", body=[("text", "<p>Wir sitzen in Sangerhausen.</p>")]
    )
    factories.add_page(home, InformationPage, title="Entwurf", slug="e", live=False, summary="Sangerhausen")
    assert titles("/pages/", search="sangerhausen") == ["Über uns"]
    assert titles("/pages/", search="sangerhausen", type="knowledge.InformationPage", order="title") == [
        "Über uns"
    ]
    assert titles("/pages/", search="nirgendwo") == []


def test_a_megatrend_names_its_theme_fields(get: Get) -> None:
    theme = factories.ThemeFactory(key="zz-alter", label="Alter")
    megatrend = factories.MegatrendFactory(key="zz-busse")
    megatrend.themes.add(theme)
    answer = get(f"/megatrends/{megatrend.pk}/")
    assert [(term["key"], term["label"]) for term in answer["themes"]] == [("zz-alter", "Alter")]
    project = factories.ProjectFactory(megatrends=[megatrend])
    nested = get("/projects/", fields="megatrends(themes)", slug=project.slug)["items"][0]["megatrends"][0]
    assert nested["themes"][0]["key"] == "zz-alter"


def test_find_leads_to_the_item(client: Any, get: Get) -> None:
    project = factories.ProjectFactory()
    response = client.get("/api/v2/projects/find/", {"id": project.pk, "fields": "title"})
    assert response.status_code == 302
    assert response["Location"] == f"http://localhost/api/v2/projects/{project.pk}/?fields=title"


def full_project() -> Any:
    image = factories.ImageFactory()
    project = factories.ProjectFactory(
        image=image,
        film=factories.MediaFactory(),
        themes=factories.ThemeFactory.create_batch(2),
        megatrends=[factories.MegatrendFactory()],
        goals=[factories.GoalFactory()],
        challenges=[factories.ChallengeFactory()],
        approaches=[factories.ApproachFactory()],
        stage=factories.StageFactory(),
        reach=factories.ReachFactory(),
        audience=factories.AudienceFactory(),
        kind=factories.KindFactory(),
        carrier=factories.OrganisationFactory(),
        partners=[factories.OrganisationFactory()],
        funders=[factories.OrganisationFactory()],
        tags=["eins", "zwei"],
    )
    ProjectImage.objects.create(project=project, image=factories.ImageFactory())
    ProjectLink.objects.create(project=project, label="Mastodon", url="https://social.example/")
    ProjectRelation.objects.create(project=project, target=factories.ProjectFactory())
    return project


def news(home: Any) -> None:
    image = factories.ImageFactory()
    page = factories.add_page(home, NewsPage, title="Neu", date="2024-01-01", image=image)
    page.themes = [factories.ThemeFactory()]
    page.save()


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("/projects/", {}),
        ("/images/", {}),
        ("/media/", {}),
        ("/themes/", {}),
        ("/tags/", {}),
        ("/pages/", {}),
        ("/pages/", {"type": "knowledge.NewsPage"}),
    ],
)
def test_a_longer_list_takes_no_more_queries(
    get: Get, home: Any, path: str, parameters: dict[str, str]
) -> None:
    def queries() -> int:
        get(path, fields="*", limit=100, **parameters)  # renditions are made once
        with CaptureQueriesContext(
            connection,
        ) as captured:
            get(path, fields="*", limit=100, **parameters)
        return len(captured)

    def add(number: int) -> None:
        with records.batch():
            for _ in range(number):
                full_project()
                news(home)

    add(2)
    few = queries()
    add(6)
    assert queries() == few
