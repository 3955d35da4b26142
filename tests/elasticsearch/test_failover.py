"""The database answers when the engine cannot, and the engine comes back without a visitor's doing."""

import logging
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from elastic_transport import Transport

from knowledge_search import snapshot
from knowledge_search.analysis import TextQuery, get_analysis
from knowledge_search.engines import Engine, answering
from knowledge_search.engines.base import EngineUnavailable
from knowledge_search.engines.elasticsearch import (
    breaker,
    client,
    documents,
    faults,
    index,
    mending,
    probe,
    writing,
)
from knowledge_search.engines.elasticsearch.engine import ElasticsearchEngine
from knowledge_search.models import Change, Record
from knowledge_search.request import SearchRequest
from knowledge_search.service import search
from tests.elasticsearch.proxy import Mode, Proxy
from tests.factories import ProjectFactory

# The probe is a thread with a connection of its own: it sees only what is committed.
pytestmark = pytest.mark.django_db(transaction=True)

# More than visitors wait, so that a busy machine is no failure.
ANSWER = 2.5

FAULTS: list[Mode] = ["error 500", "error 503", "error 429", "reset", "broken off", "foreign", "nonsense"]


@pytest.fixture(scope="module")
def proxy(elasticsearch_url: str) -> Iterator[Proxy]:
    with Proxy(elasticsearch_url) as proxy:
        yield proxy


@pytest.fixture(autouse=True)
def store(proxy: Proxy, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three projects in the engine behind the proxy, under settings that no other test has."""
    monkeypatch.setattr(probe, "FIRST_SECONDS", 0.3)
    proxy.behave("through")
    name = f"failover-{time.time_ns()}"
    settings.KNOWLEDGE_SEARCH = {"ELASTICSEARCH": {"URL": proxy.url, "INDEX": name, "ANSWER_SECONDS": ANSWER}}
    for title in ("Dorfladen", "Dorfkino", "Stadtgarten"):
        ProjectFactory(title=title)
    index.rebuild()
    yield
    proxy.behave("through")
    delete_index(name)


def delete_index(name: str) -> None:
    patient = client.get_patient_client()
    for found in patient.indices.get(index=f"{name}-*", features="aliases"):
        patient.indices.delete(index=found)


def who_answers() -> str:
    page = search(SearchRequest(filters={"type": ("project",)}))
    assert page.total == 3
    return page.engine


def wait_until_engine_answers() -> None:
    end = time.monotonic() + 20
    while breaker.is_open():
        assert time.monotonic() < end, breaker.status()
        time.sleep(0.05)
    assert who_answers() == "elasticsearch"


def test_the_engine_answers_while_it_is_well() -> None:
    assert who_answers() == "elasticsearch"
    assert breaker.status().state == "closed"
    assert breaker.status().reason == ""


@pytest.mark.parametrize("mode", FAULTS)
def test_the_database_answers_the_same_request_and_the_engine_comes_back(proxy: Proxy, mode: Mode) -> None:
    assert who_answers() == "elasticsearch"
    proxy.behave(mode)

    assert who_answers() == "database"
    assert breaker.status().state == "open"
    assert "lasticsearch" in breaker.status().reason

    time.sleep(1)  # the probe has looked, and it is still bad
    assert breaker.is_open()

    proxy.behave("through")
    wait_until_engine_answers()


def test_only_the_first_visitor_waits(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "FIRST_SECONDS", 60.0)
    who_answers()
    proxy.behave("silent")
    assert who_answers() == "database"
    assert proxy.behave("silent").requests == 1
    assert {who_answers() for _ in range(3)} == {"database"}
    assert proxy.behave("through").requests == 0


def test_only_the_first_who_saves_waits(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "FIRST_SECONDS", 60.0)
    proxy.behave("silent")
    ProjectFactory(title="Werkstatt")
    assert breaker.is_open()
    assert proxy.behave("silent").requests == 1
    ProjectFactory(title="Backhaus")
    assert proxy.behave("through").requests == 0


def test_a_missing_index_is_a_failure_until_it_is_built(settings: Any) -> None:
    delete_index(settings.KNOWLEDGE_SEARCH["ELASTICSEARCH"]["INDEX"])

    assert who_answers() == "database"
    assert "Suchindex fehlt" in breaker.status().reason
    time.sleep(1)
    assert breaker.is_open()

    index.rebuild()
    wait_until_engine_answers()


def test_the_worker_builds_a_missing_index(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "_MISSING_SECONDS", 0.2)
    mender = mending.Mender()
    assert not mender.look()
    delete_index(settings.KNOWLEDGE_SEARCH["ELASTICSEARCH"]["INDEX"])

    assert not mender.look()
    time.sleep(0.3)
    assert mender.look()

    assert not index.compare()
    assert who_answers() == "elasticsearch"


def test_the_worker_takes_the_place_of_an_index_that_the_server_made_for_a_deletion(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mending, "_MISSING_SECONDS", 0.0)
    alias = settings.KNOWLEDGE_SEARCH["ELASTICSEARCH"]["INDEX"]
    delete_index(alias)
    writing.send([], [documents.deletion(4711, 2)], refresh=False)
    engine = client.get_patient_client()
    assert engine.indices.exists(index=alias), "this server makes none: what is tested here is not needed"
    assert not engine.indices.exists_alias(name=alias)
    assert who_answers() == "database"

    # Deletions are delivered to it as if it were ours.
    writing.send([], [documents.deletion(4712, 2)], refresh=False)
    assert mending.Mender().look()

    assert engine.indices.exists_alias(name=alias)
    assert not index.compare()
    wait_until_engine_answers()


def test_the_worker_finishes_an_index_whose_building_was_broken_off(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    alias = settings.KNOWLEDGE_SEARCH["ELASTICSEARCH"]["INDEX"]
    engine = client.get_patient_client()
    (name,) = engine.indices.get_alias(name=alias).body
    # As a kill leaves it after the alias has moved: a change went to the old index alone, still there.
    engine.indices.put_alias(index=name, name=name + index.BUILDING)
    Record.objects.filter(title="Dorfkino").update(version=F("version") + 1)
    older = f"{alias}-20200101000000000000"
    engine.indices.create(index=older)
    mender = mending.Mender()

    assert not mender.look()  # begun a moment ago: someone may still be at it
    assert index.compare()
    monkeypatch.setattr(mending, "_LONGEST_BUILD", timedelta(0))
    assert mender.look()

    assert not index.compare()
    assert not index.unfinished()
    assert not engine.indices.exists(index=older)
    assert not mender.look()


def test_an_engine_that_dies_while_the_worker_builds_gets_its_index_as_soon_as_it_is_back(
    settings: Any, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mending, "_MISSING_SECONDS", 0.0)
    monkeypatch.setattr(mending, "_PAUSE_AFTER_FAILURE_SECONDS", 0.0)
    alias = settings.KNOWLEDGE_SEARCH["ELASTICSEARCH"]["INDEX"]
    delete_index(alias)
    mender = mending.Mender()

    def die(execute: Any, *query: Any) -> Any:
        """The new index is there; now its records are read."""
        proxy.behave("reset")
        return execute(*query)

    with connection.execute_wrapper(die):
        assert not mender.look()
    proxy.behave("through")
    (left,) = index.unfinished()

    assert not mending.Mender().look(), "another worker cannot know whether someone is still at it"
    assert mender.look()

    assert not index.compare()
    assert not index.unfinished()
    assert left not in client.get_patient_client().indices.get(index=f"{alias}-*")
    assert who_answers() == "elasticsearch"


def test_why_building_failed_is_not_hidden_by_what_cannot_be_tidied_up(proxy: Proxy) -> None:
    def meanwhile(step: str, done: int, total: int) -> None:
        proxy.behave("reset")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        index.rebuild(meanwhile)


def test_the_worker_leaves_an_engine_that_is_away_alone(proxy: Proxy) -> None:
    mender = mending.Mender()
    for mode in ("error 500", "reset", "foreign", "nonsense"):
        proxy.behave(mode)
        assert not mender.look()


def test_what_changed_meanwhile_comes_into_the_index_without_a_worker(proxy: Proxy) -> None:
    who_answers()
    proxy.behave("reset")
    assert who_answers() == "database"
    ProjectFactory(title="Neu")
    proxy.behave("through")
    end = time.monotonic() + 20
    while breaker.is_open() or Change.objects.exists():
        assert time.monotonic() < end
        time.sleep(0.05)

    page = search(SearchRequest(q="Neu"))

    assert page.engine == "elasticsearch"
    assert [hit.title for hit in page.hits] == ["Neu"]
    assert not index.compare()


def test_one_odd_request_keeps_nobody_from_the_engine(caplog: pytest.LogCaptureFixture) -> None:
    def ask(engine: Engine) -> str:
        if engine.name == "elasticsearch":
            client.get_client().search(index="_all", query={"nonsense": {}})
        return "answered"

    assert answering(ask) == ("answered", "database")
    assert not breaker.is_open()
    assert "BadRequestError" in caplog.text
    assert who_answers() == "elasticsearch"


def test_what_was_searched_for_is_in_no_log(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    ProjectFactory(title="Geheimwort")
    alias = settings.KNOWLEDGE_SEARCH["ELASTICSEARCH"]["INDEX"]
    delete_index(alias)
    # In this index words are numbers: the server refuses every word, and says which.
    client.get_patient_client().indices.create(
        index=f"{alias}-{0:020}", aliases={alias: {}}, mappings={"properties": {"all": {"type": "long"}}}
    )
    caplog.set_level(logging.INFO)
    request = SearchRequest(q="Geheimwort")

    page = search(request)

    assert [hit.title for hit in page.hits] == ["Geheimwort"]
    assert page.engine == "database"
    assert not breaker.is_open()
    assert "refused a search (BadRequestError: HTTP 400" in caplog.text
    text = get_analysis().query(request.q, snapshot.current().lexicon)
    with pytest.raises(EngineUnavailable) as failed:
        ElasticsearchEngine().answer(request, text)
    assert "geheimwort" in str(failed.value.__cause__)
    told = f"{caplog.text} {failed.value} {faults.describe(failed.value)} {faults.reason(failed.value)}"
    assert "geheimwort" not in told.lower()


def test_a_mistake_of_ours_costs_no_visitor_the_answer(caplog: pytest.LogCaptureFixture) -> None:
    def ask(engine: Engine) -> str:
        if engine.name == "elasticsearch":
            raise ZeroDivisionError
        return "answered"

    assert answering(ask) == ("answered", "database")
    assert not breaker.is_open()
    assert [r.levelno for r in caplog.records if r.name == "knowledge_search"] == [logging.ERROR]


def test_a_late_failure_says_nothing_about_an_engine_that_is_back() -> None:
    switch = breaker.Breaker()
    seen = switch.status
    assert switch.open("Weg.", "gone", seen)
    assert not switch.open("Weg.", "gone", seen)
    switch.close()

    assert not switch.open("Weg.", "gone", seen)
    assert switch.status.state == "closed"


def test_the_api_names_who_answered(proxy: Proxy, client: Client) -> None:
    def engine(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200
        assert "X-Search-Engine" in response["Access-Control-Expose-Headers"]
        return response["X-Search-Engine"]

    addresses = ("/api/v2/search/?q=Dorf", "/api/v2/search/clusters/?zoom=8&q=Dorf")
    assert {engine(address) for address in addresses} == {"elasticsearch"}
    proxy.behave("reset")
    assert {engine(address) for address in addresses} == {"database"}


def test_an_engine_is_asked_what_visitors_asked_last_before_it_comes_back(proxy: Proxy) -> None:
    asked = []
    text = get_analysis().query("Dorf", snapshot.current().lexicon)

    def ask(engine: Engine) -> int:
        asked.append((engine.name, breaker.is_open()))
        return engine.answer(SearchRequest(q="Dorf"), text).total

    proxy.behave("reset")
    assert answering(ask) == (2, "database")
    assert asked == [("elasticsearch", False), ("database", True)]
    time.sleep(1)  # the probe has asked in vain, and remembers
    asked.clear()
    proxy.behave("through")
    wait_until_engine_answers()

    assert ("elasticsearch", True) in asked
    assert not probe._threads.asked.get(breaker.current()), "what was searched for is not kept for longer"


def test_the_server_may_take_its_time_where_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = []
    perform = Transport.perform_request

    def request(self: Transport, method: str, target: str, **options: Any) -> Any:
        limits.append(options["body"]["timeout"])
        return perform(self, method, target, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Transport, "perform_request", request)
        for engine in (ElasticsearchEngine(), ElasticsearchEngine(seconds=5.0)):
            engine.answer(SearchRequest(limit=1), TextQuery())

    assert limits == [f"{ANSWER * 900:.0f}ms", "4500ms"]


def test_an_engine_that_comes_back_gets_its_crowd_little_by_little() -> None:
    switch = breaker.Breaker()
    let_in = []
    for _round in range(4):
        inside = sum(switch.enter() is not None for _visitor in range(10))
        let_in.append(inside)
        for _visitor in range(inside):
            switch.leave(answered=True)
    assert let_in == [1, 2, 3, 4]

    for _answer in range(100):
        switch.enter()
        switch.leave(answered=True)
    assert all(switch.enter() for _visitor in range(30)), "at full strength nobody is sent away"
    switch.open("Elasticsearch antwortet nicht.", "a fault")
    assert switch.enter() is None
    for _visitor in range(30):
        switch.leave(answered=False)

    switch.close()
    assert [switch.enter() is not None for _visitor in range(3)] == [True, False, False]
    switch.leave(answered=False)
    assert [switch.enter() is not None for _visitor in range(3)] == [True, False, False], "no answer, no more"
