"""A kept search is never older than the content, also while Elasticsearch has yet to learn of a change."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from knowledge.pages.settings import KnowledgeSettings
from knowledge.projects.models import Project
from knowledge_search import push
from knowledge_search.engines.elasticsearch import client as clients
from knowledge_search.engines.elasticsearch import index
from knowledge_search.models import Change
from tests.factories import ProjectFactory, make_site

# What is read inside a transaction is never kept.
pytestmark = pytest.mark.django_db(transaction=True)

SEARCH = "/suche/?q=laden"


@pytest.fixture(autouse=True)
def store(elasticsearch_url: str, settings: Any) -> Iterator[None]:
    name = f"pages-{time.time_ns()}"
    # Nobody waits for a test: the engine answers, not the database.
    waits = {"CONNECT_SECONDS": 30.0, "ANSWER_SECONDS": 30.0}
    settings.KNOWLEDGE_SEARCH = {"ELASTICSEARCH": {"URL": elasticsearch_url, "INDEX": name, **waits}}
    make_site()
    KnowledgeSettings.for_site(Site.objects.get())  # else the first visitor makes the row
    ProjectFactory(title="Dorfladen", slug="dorfladen")
    index.rebuild()
    Change.objects.all().delete()
    yield
    patient = clients.get_patient_client()
    for found in patient.indices.get(index=f"{name}-*", features="aliases"):
        patient.indices.delete(index=found)


def shown(address: str) -> str:
    response = Client().get(address)
    return response.content.decode() if response.status_code == 200 else str(response.status_code)


def is_kept(address: str) -> bool:
    with CaptureQueriesContext(connection) as queries:
        response = Client().get(address)
    return len(queries) == 1 and not response.templates


def test_an_edit_that_the_engine_learns_at_once_is_seen_at_once() -> None:
    assert "Dorfladen" in shown(SEARCH)
    assert is_kept(SEARCH)
    Project.objects.get().unpublish()
    assert "Dorfladen" not in shown(SEARCH)
    assert is_kept(SEARCH)


def test_searches_are_asked_anew_until_the_engine_has_confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Dorfladen" in shown(SEARCH)
    assert "Dorfladen" in shown("/projekte/dorfladen/")
    assert is_kept(SEARCH)
    # As after a large change: the request leaves it to the worker.
    monkeypatch.setattr(push, "AT_ONCE", 0)
    Project.objects.get().unpublish()
    assert Change.objects.count() == 1

    assert shown("/projekte/dorfladen/") == "404"
    for _ in range(2):
        assert not is_kept(SEARCH)

    Change.objects.update(due=timezone.now())
    assert push.push_waiting().delivered == 1
    assert "Dorfladen" not in shown(SEARCH)
    assert is_kept(SEARCH)
