"""What fits a project, and the reason in words."""

import pytest

from knowledge.projects.fitting import fitting_projects
from knowledge.projects.models import ProjectRelation
from tests.factories import ApproachFactory, GoalFactory, ProjectFactory, ThemeFactory, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return make_site()


def relate(project, target, kind="related"):
    project.relations.add(ProjectRelation(target=target, kind=kind))
    project.save()


def reasons(fitting):
    return {card.title: card.reason for card in fitting}


def test_reasons_name_what_is_shared_the_closest_first():
    age, clubs = ThemeFactory(key="alter", label="Alter"), ApproachFactory(label="Genossenschaft")
    project = ProjectFactory(themes=[age], approaches=[clubs], place_name="Sangerhausen")
    ProjectFactory(title="Nachbarn", themes=[age], place_name="Sangerhausen")
    ProjectFactory(title="Fern", themes=[age], approaches=[clubs])
    assert reasons(fitting_projects(project).others) == {
        "Nachbarn": "Gleiche Gemeinde: Sangerhausen · Gleiches Themenfeld: Alter",
        "Fern": "Gleiches Themenfeld: Alter · Gleicher Ansatz: Genossenschaft",
    }


def test_a_goal_alone_joins_nobody():
    goal = GoalFactory(key="4")
    ProjectFactory(goals=[goal])
    assert fitting_projects(ProjectFactory(goals=[goal])).others == []


def test_what_the_office_chose_comes_first_even_without_anything_shared():
    tagged = ProjectFactory(title="Nah", tags=["dorfladen"])
    project = ProjectFactory(tags=["dorfladen"])
    relate(project, ProjectFactory(title="Gewählt"))
    assert list(reasons(fitting_projects(project).others).items()) == [
        ("Gewählt", "Von uns ausgewählt"),
        (tagged.title, "Gleiches Schlagwort: dorfladen"),
    ]


def test_where_it_went_stands_apart_and_the_way_back_is_named():
    origin, copy = ProjectFactory(title="Vorbild"), ProjectFactory(title="Nachfolger", place_name="Hettstedt")
    relate(origin, copy, "transferred")
    assert reasons(fitting_projects(origin).carried_over) == {"Nachfolger": "Jetzt auch hier: Hettstedt"}
    assert reasons(fitting_projects(copy).others) == {"Vorbild": "Von dort hierher übertragen"}


def test_a_draft_that_was_chosen_is_not_named():
    project = ProjectFactory()
    relate(project, ProjectFactory(live=False))
    relate(project, ProjectFactory(live=False), "transferred")
    found = fitting_projects(project)
    assert (found.carried_over, found.others) == ([], [])


def test_a_preview_of_a_draft_that_was_never_saved_works():
    project = ProjectFactory.build(live=False)
    assert fitting_projects(project).others == []
