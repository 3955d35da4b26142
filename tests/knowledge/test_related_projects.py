"""What fits a project: those that were chosen, then those that share most."""

import pytest

from knowledge.projects.models import Project
from knowledge_search.related import related
from tests.factories import MegatrendFactory, ProjectFactory, ThemeFactory, make_site

pytestmark = pytest.mark.django_db

WEIGHTS = {"theme": 2, "megatrend": 3}


@pytest.fixture(autouse=True)
def site():
    return make_site()


@pytest.fixture
def age():
    return ThemeFactory(key="alter")


@pytest.fixture
def learning():
    return MegatrendFactory(key="lernen")


def titles(found):
    return [each.record.title for each in found]


def test_who_shares_more_comes_first(age, learning):
    ProjectFactory(title="Nur Thema", themes=[age])
    ProjectFactory(title="Beides", themes=[age], megatrends=[learning])
    ProjectFactory(title="Nichts davon")
    found = related(Project, {"theme": ["alter"], "megatrend": ["lernen"]}, WEIGHTS)
    assert titles(found) == ["Beides", "Nur Thema"]
    assert found[0].shared == {"theme": ("alter",), "megatrend": ("lernen",)}


def test_too_little_in_common_is_nothing(age):
    ProjectFactory(themes=[age])
    assert related(Project, {"theme": ["alter"]}, WEIGHTS, least=3) == []


def test_the_chosen_come_first_whatever_they_share(age):
    ProjectFactory(title="Nah", themes=[age])
    chosen = ProjectFactory(title="Gewählt")
    found = related(Project, {"theme": ["alter"]}, WEIGHTS, chosen=[chosen.pk], least=2)
    assert [(each.record.title, each.chosen) for each in found] == [("Gewählt", True), ("Nah", False)]


def test_drafts_are_never_found(age):
    draft = ProjectFactory(themes=[age], live=False)
    assert related(Project, {"theme": ["alter"]}, WEIGHTS, chosen=[draft.pk]) == []


def test_nobody_fits_themselves(age):
    project = ProjectFactory(themes=[age])
    assert related(Project, {"theme": ["alter"]}, WEIGHTS, without=project.pk) == []


def test_two_queries_however_many_there_are(age, django_assert_num_queries):
    related(Project, {"theme": ["alter"]}, WEIGHTS)
    for _ in range(12):
        ProjectFactory(themes=[age])
    with django_assert_num_queries(2):
        assert len(related(Project, {"theme": ["alter"]}, WEIGHTS, limit=6)) == 6
