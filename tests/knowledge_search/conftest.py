"""A store of its own for the search: the test app registered alone, a root page, helpers to fill it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Page, Site

from knowledge_search.records import refresh_terms
from knowledge_search.registry import Registry, registry
from knowledge_search.request import SearchRequest
from knowledge_search.results import SearchPage
from knowledge_search.service import search
from tests.knowledge_search.engines import EngineClient, empty_index, push_changes
from tests.knowledge_search.sources import register_test_app
from tests.knowledge_search.testapp.models import ArticlePage, Project, Theme

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def engine_first(request: pytest.FixtureRequest) -> None:
    """Choose the engine before anything is written: only then are changes marked for it."""
    if "engine" in request.fixturenames:
        request.getfixturevalue("engine")


@pytest.fixture(autouse=True)
def own_registry(settings: Any) -> Iterator[Registry]:
    """Only the test app is searched, on pages without the site's skin."""
    settings.ROOT_URLCONF = "tests.knowledge_search.urls"
    templates = {**settings.TEMPLATES[0], "DIRS": [HERE / "templates"]}
    settings.TEMPLATES = [templates]
    with registry.isolated() as isolated:
        register_test_app()
        yield isolated


@pytest.fixture
def home(db: None) -> ArticlePage:
    """The root page of the only site, live and public."""
    Site.objects.all().delete()
    refresh_terms("place")
    root = Page.get_first_root_node()
    home = root.add_child(instance=ArticlePage(title="Startseite", slug="start-der-tests"))
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    return home


@pytest.fixture
def themes(home: ArticlePage) -> dict[str, Theme]:
    labels = {"arbeit": "Arbeit", "alter": "Alter", "gesundheit": "Gesundheit"}
    return {key: Theme.objects.create(key=key, label=label) for key, label in labels.items()}


MakeProject = Callable[..., Project]


@pytest.fixture
def make_project(themes: dict[str, Theme]) -> MakeProject:
    numbers = iter(range(1, 10_000))

    def make(title: str = "", theme: tuple[str, ...] | str = (), **values: Any) -> Project:
        number = next(numbers)
        project = Project(title=title or f"Projekt {number}", slug=f"projekt-{number}", **values)
        keys = (theme,) if isinstance(theme, str) else theme
        project.themes.set([themes[key] for key in keys])
        project.save()
        return project

    return make


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest, settings: Any) -> Iterator[str]:
    """Every test that searches runs on each engine: the database of the run, and Elasticsearch."""
    if request.param == "database":
        yield request.param
        return
    with empty_index(settings, request.getfixturevalue("elasticsearch_url")):
        yield request.param


@pytest.fixture
def client(engine: str) -> EngineClient:
    return EngineClient(engine)


@pytest.fixture
def find(engine: str) -> Callable[..., SearchPage]:
    """Search as a program does: keyword arguments instead of an address."""

    def find(q: str = "", **values: Any) -> SearchPage:
        filters = {
            name: values.pop(name) for name in ("type", "theme", "tag", "technology") if name in values
        }
        for name in ("municipality", "district"):
            if name in values:
                filters[name] = values.pop(name)
        tuples = {name: (v,) if isinstance(v, str) else tuple(v) for name, v in filters.items()}
        push_changes()
        page = search(SearchRequest(q=q, filters=tuples, **values))
        assert page.engine == engine
        return page

    return find


@pytest.fixture
def api(client: EngineClient) -> Callable[[str], Any]:
    """Ask the API; return the parsed answer."""

    def get(query: str) -> Any:
        response = client.get(f"/api/v2/search/{query}")
        assert response.status_code == 200, response.json()
        return response.json()

    return get


def titles(page: SearchPage) -> list[str]:
    return [hit.title for hit in page.hits]


def counts(page: SearchPage, facet: str) -> dict[str, int]:
    result = next(result for result in page.facets if result.name == facet)
    return {value.value: value.count for value in result.values}
