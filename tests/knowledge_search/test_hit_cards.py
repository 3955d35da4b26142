"""Cards of hits are kept while nothing changes, and no longer."""

import pytest
from django.db import transaction
from django.test import Client

from knowledge_search.request import SearchRequest
from knowledge_search.service import search
from knowledge_search.templatetags.knowledge_search_tags import hit_card
from tests.knowledge_search.testapp.models import Project
from tests.support.work import lines_run

# Inside a transaction nothing is kept.
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.knowledge_search.urls"),
    pytest.mark.usefixtures("own_registry"),
]


def cards(query: str) -> list[str]:
    page = search(SearchRequest(q=query))
    return [hit_card(hit, page) for hit in page.hits]


def test_a_card_is_written_once_while_nothing_changes() -> None:
    Project.objects.create(title="Gemüsegarten", slug="garten")
    page = search(SearchRequest(q="garten"))
    (hit,) = page.hits
    first = lines_run(lambda: hit_card(hit, page))
    assert lines_run(lambda: hit_card(hit, page)) < first / 10


def test_a_change_shows_at_once(client: Client) -> None:
    project = Project.objects.create(title="Gemüsegarten", slug="garten")
    assert "Gemüsegarten" in client.get("/suche/").content.decode()
    project.title = "Obstgarten"
    project.save()
    text = client.get("/suche/").content.decode()
    assert "Obstgarten" in text
    assert "Gemüsegarten" not in text


def test_each_search_marks_its_own_words() -> None:
    Project.objects.create(title="Garten am Brunnen", slug="garten")
    assert "<mark>Garten</mark> am Brunnen" in cards("garten")[0]
    assert "Garten am <mark>Brunnen</mark>" in cards("brunnen")[0]
    assert "<mark>" not in cards("")[0]


def test_the_distance_is_that_of_this_search() -> None:
    Project.objects.create(title="Garten", slug="garten", latitude=51.5, longitude=11.5)
    for near, shown in (((51.5, 11.5), "0,0 km entfernt"), ((51.6, 11.5), "11,1 km entfernt")):
        page = search(SearchRequest(near=near, sort="distance"))
        assert shown in hit_card(page.hits[0], page)


def test_what_a_transaction_takes_back_is_not_kept() -> None:
    project = Project.objects.create(title="Gemüsegarten", slug="garten")
    with transaction.atomic():
        project.title = "Obstgarten"
        project.save()
        assert "Obstgarten" in cards("")[0]
        transaction.set_rollback(True)
    assert "Gemüsegarten" in cards("")[0]
