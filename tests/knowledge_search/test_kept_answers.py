"""The database searches once for what many ask for, and anew after each change."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import DatabaseError, connection, connections
from django.test.utils import CaptureQueriesContext

from knowledge_search.analysis import TextQuery
from knowledge_search.engines import kept_answers
from knowledge_search.engines.kept_answers import Found, kept
from knowledge_search.models import Record, SynonymGroup
from knowledge_search.request import SearchRequest
from knowledge_search.service import search
from tests.knowledge_search.testapp.models import Project

# Inside a transaction nothing is kept.
pytestmark = pytest.mark.django_db(transaction=True)

NOTHING = Found(0, {}, 0, ())


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    kept_answers.forget()


def titles(request: SearchRequest) -> list[str]:
    return [hit.title for hit in search(request).hits]


def test_the_same_search_is_made_once() -> None:
    for title in ("Dorfladen", "Dorfkino"):
        Project.objects.create(title=title)
    request = SearchRequest(q="Dorf", sort="title")
    search(SearchRequest())  # words and facets are read
    with CaptureQueriesContext(connection) as first:
        before = search(request)
    with CaptureQueriesContext(connection) as again:
        after = search(request)

    # Generations and records; what was found is kept.
    assert (len(first), len(again)) == (3, 2)
    assert [hit.title for hit in after.hits] == ["Dorfkino", "Dorfladen"]
    assert [hit.title for hit in before.hits] == ["Dorfkino", "Dorfladen"]
    assert (after.total, after.facets) == (before.total, before.facets)


def test_another_search_is_another() -> None:
    for title in ("Dorfladen", "Dorfkino", "Stadtgarten"):
        Project.objects.create(title=title)

    assert titles(SearchRequest(q="Dorf", sort="title")) == ["Dorfkino", "Dorfladen"]
    assert titles(SearchRequest(q="Dorf", sort="title", limit=1)) == ["Dorfkino"]
    assert titles(SearchRequest(q="Dorf", sort="title", limit=1, offset=1)) == ["Dorfladen"]
    assert titles(SearchRequest(q="Dorf", sort="title", offset=20)) == []
    assert titles(SearchRequest(q="Dorf", sort="title", offset=20, clamp=True)) == ["Dorfkino", "Dorfladen"]
    assert titles(SearchRequest(q="Stadt", sort="title")) == ["Stadtgarten"]


def test_a_synonym_counts_at_once() -> None:
    Project.objects.create(title="Wochenmarkt")
    assert titles(SearchRequest(q="Krämerei")) == []
    SynonymGroup.objects.create(words="Krämerei, Wochenmarkt")
    assert titles(SearchRequest(q="Krämerei")) == ["Wochenmarkt"]


def test_who_waits_too_long_asks_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_answers, "_PATIENCE_SECONDS", 0.1)
    text, hangs, over = TextQuery(), Event(), Event()

    def hang() -> Found:
        hangs.set()
        over.wait(30)
        return NOTHING

    with ThreadPoolExecutor(1) as other:
        slow = other.submit(kept, "default", 1, SearchRequest(), text, hang)
        hangs.wait(30)
        quick = Found(1, {}, 0, ())
        assert kept("default", 1, SearchRequest(), text, lambda: quick) is quick
        over.set()
        assert slow.result() is NOTHING


def test_every_change_is_seen_at_once() -> None:
    laden = Project.objects.create(title="Dorfladen")
    request = SearchRequest(q="Dorf", sort="title")
    assert titles(request) == ["Dorfladen"]
    Project.objects.create(title="Dorfkino")
    assert titles(request) == ["Dorfkino", "Dorfladen"]
    laden.title = "Stadtladen"
    laden.save()
    assert titles(request) == ["Dorfkino"]
    Project.objects.all().delete()
    assert titles(request) == []


def test_a_record_that_is_gone_without_a_word_is_not_shown() -> None:
    for title in ("Dorfladen", "Dorfkino"):
        Project.objects.create(title=title)
    request = SearchRequest(q="Dorf", sort="title")
    search(request)
    Record.objects.filter(title="Dorfladen").delete()

    assert titles(request) == ["Dorfkino"]


def test_a_crowd_waits_for_one() -> None:
    asked, together = [], Barrier(8)
    text = TextQuery()

    def find() -> Found:
        asked.append(1)
        time.sleep(0.1)  # long enough for all to come
        return NOTHING

    def ask(_: int) -> Found:
        together.wait()
        return kept("default", 1, SearchRequest(), text, find)

    with ThreadPoolExecutor(8) as crowd:
        assert list(crowd.map(ask, range(8))) == [NOTHING] * 8
    connections.close_all()

    assert asked == [1]


def test_a_failure_is_nobody_elses() -> None:
    text = TextQuery()

    def fail() -> Found:
        raise DatabaseError

    with pytest.raises(DatabaseError):
        kept("default", 1, SearchRequest(), text, fail)
    assert kept("default", 1, SearchRequest(), text, lambda: NOTHING) is NOTHING


def test_what_is_kept_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_answers, "_MOST", 3)
    text = TextQuery()
    for number in range(10):
        kept("default", 1, SearchRequest(limit=number), text, lambda: NOTHING)
    assert len(kept_answers._Process.places) == 3

    kept("default", 2, SearchRequest(), text, lambda: NOTHING)
    assert len(kept_answers._Process.places) == 1, "what is old is forgotten"
