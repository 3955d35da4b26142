"""The goals: an overview with live numbers, and a page each whose number and projects are of one search."""

import re
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client

from knowledge.pages.goals import SHOWN
from knowledge.vocabularies.colours import MINIMUM_CONTRAST, contrast
from knowledge.vocabularies.models import Goal
from tests.factories import ProjectFactory, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client: Client) -> Callable[[str], str]:
    """Returns the page at an address, from its title to the footer; the store has all 17 goals."""
    call_command("setup_site", verbosity=0)

    def read(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200
        main = re.search(r'<header class="page-head.*?</main>', response.content.decode(), re.S)
        assert main
        return main[0]

    return read


def goals(*keys: str) -> list[Goal]:
    return list(Goal.objects.filter(key__in=keys))


def cards(page: str) -> dict[str, str]:
    """Return the text about the projects on each card, by the address that it leads to."""
    found = re.findall(r'<h2><a href="([^"]+)">.*?goal-card__number[^"]*">([^<]+)<', page, re.S)
    return dict(found)


def test_every_goal_has_its_number(read: Callable[[str], str]) -> None:
    ProjectFactory(goals=goals("4", "11"))
    ProjectFactory(goals=goals("11"))
    ProjectFactory(goals=goals("11", "13"), live=False)
    numbers = cards(read("/ziele/"))
    assert list(numbers) == [f"/ziele/{number}/" for number in range(1, 18)]
    assert numbers["/ziele/4/"] == "1 Projekt"
    assert numbers["/ziele/11/"] == "2 Projekte"
    assert numbers["/ziele/13/"] == "Noch kein Projekt"


def test_no_goal_leads_to_an_empty_search(read: Callable[[str], str]) -> None:
    ProjectFactory(goals=goals("4"))
    for address in ("/ziele/", "/ziele/1/"):
        assert "sdg=" not in read(address)


def test_the_number_and_the_projects_are_of_one_search(read: Callable[[str], str], client: Client) -> None:
    for number in range(SHOWN + 2):
        ProjectFactory(title=f"Dorfladen {number}", goals=goals("11"))
    ProjectFactory(title="Chorprobe", goals=goals("4"))
    ProjectFactory(title="Geheim", goals=goals("11"), live=False)
    page = read("/ziele/11/")
    assert f"{SHOWN + 2} Projekte dazu" in page
    assert page.count('<article class="card">') == SHOWN
    assert "Chorprobe" not in page
    assert "Geheim" not in page
    link = re.search(r'href="(/suche/[^"]+)"', page)
    assert link
    assert link[1] == "/suche/?type=project&amp;sdg=11"
    found = client.get(link[1].replace("&amp;", "&")).content.decode()
    assert f"Hier sind {SHOWN + 2} Projekte" in found


def test_a_goal_says_what_it_means(read: Callable[[str], str]) -> None:
    goal = Goal.objects.get(key="11")
    page = read("/ziele/11/")
    assert re.findall(r"<h1>(.*?)</h1>", page) == [goal.label]
    assert goal.description in page
    assert "Nachhaltigkeitsziel 11" in page


def test_a_goal_without_projects_leads_on(read: Callable[[str], str]) -> None:
    ProjectFactory(goals=goals("4", "11"))
    page = read("/ziele/1/")
    assert "noch kein Projekt eingetragen" in page
    terms = page.partition('<ul class="terms"')[2].partition("</ul>")[0]
    assert re.findall(r'href="([^"]+)"', terms) == ["/ziele/4/", "/ziele/11/"]
    assert 'href="/suche/?type=project"' in page


@pytest.mark.parametrize(
    ("key", "around"), [("1", ["2"]), ("9", ["8", "10"]), ("17", ["16"])], ids=["first", "middle", "last"]
)
def test_neighbours_are_one_step_away(read: Callable[[str], str], key: str, around: list[str]) -> None:
    ProjectFactory(goals=goals(key))
    steps = read(f"/ziele/{key}/").partition('<nav class="goal-steps"')[2]
    links = re.findall(r'href="([^"]+)"', steps)
    assert sorted(links) == sorted(["/ziele/", *(f"/ziele/{other}/" for other in around)])


@pytest.mark.parametrize("key", ["0", "18", "01", "klima"])
def test_there_is_no_other_goal(read: Callable[[str], str], client: Client, key: str) -> None:
    assert client.get(f"/ziele/{key}/").status_code == 404


def test_without_goals_it_leads_on(client: Client) -> None:
    make_site()
    page = client.get("/ziele/").content.decode()
    assert 'href="/suche/?type=project"' in page
    assert "goal-card" not in page


def test_the_number_can_be_read_on_the_cover(read: Callable[[str], str]) -> None:
    covers = re.findall(r'<svg class="cover".*?</svg>', read("/ziele/"), re.S)
    assert len(covers) == 17
    for cover, goal in zip(covers, Goal.objects.all(), strict=True):
        (ground,) = re.findall(r'<rect[^>]* fill="(#\w{6})"', cover)
        number = re.search(r'<text[^>]* fill="(#\w{6})">(\d+)</text>', cover)
        assert number
        assert ground == goal.colour
        assert number[2] == goal.key
        assert contrast(ground, number[1]) >= MINIMUM_CONTRAST
