"""The admin's home tells how the engine is, also where nobody has searched: it asks once, and briefly."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from knowledge_search.engines.elasticsearch import breaker, index
from knowledge_search.engines.elasticsearch.client import get_patient_client
from tests.elasticsearch.proxy import Proxy
from tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db

OUT = "antwortet die Datenbank an Stelle von Elasticsearch"


@pytest.fixture
def proxy(elasticsearch_url: str, settings: Any) -> Iterator[Proxy]:
    name = f"panel-{time.time_ns()}"
    with Proxy(elasticsearch_url) as proxy:
        # More than visitors wait, so that a busy machine is no failure.
        here = {"ELASTICSEARCH": {"URL": proxy.url, "INDEX": name, "ANSWER_SECONDS": 10}}
        settings.KNOWLEDGE_SEARCH = here
        ProjectFactory(title="Dorfladen")
        index.rebuild()
        proxy.behave("through")
        yield proxy
        proxy.behave("through")
        settings.KNOWLEDGE_SEARCH = here
        client = get_patient_client()
        for found in client.indices.get(index=f"{name}-*", features="aliases"):
            client.indices.delete(index=found)


def home(admin_client: Client) -> str:
    return admin_client.get(reverse("wagtailadmin_home")).content.decode()


def test_it_is_quiet_while_the_engine_is_well(proxy: Proxy, admin_client: Client) -> None:
    assert "knowledge-search-engine" not in home(admin_client)
    assert proxy.behave("through").requests == 1


def test_it_finds_out_that_the_engine_is_bad(proxy: Proxy, admin_client: Client) -> None:
    proxy.behave("error 500")

    page = home(admin_client)

    assert "Elasticsearch meldet einen Fehler (HTTP 500)." in page
    assert OUT in page
    assert proxy.behave("error 500").requests == 1


def test_an_engine_that_is_out_is_not_asked(proxy: Proxy, admin_client: Client) -> None:
    breaker.current().open("Elasticsearch antwortet nicht rechtzeitig.", "a test")

    page = home(admin_client)

    assert proxy.behave("through").requests == 0
    assert "Elasticsearch antwortet nicht rechtzeitig." in page
    assert OUT in page


def test_nothing_is_asked_where_no_engine_is_set_up(
    proxy: Proxy, admin_client: Client, settings: Any
) -> None:
    settings.KNOWLEDGE_SEARCH = {}
    assert "knowledge-search-engine" not in home(admin_client)
    assert proxy.behave("through").requests == 0
