"""The client's promises: a whole answer in time or an error, and no secret in either."""

import logging
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from elasticsearch import (
    ApiError,
    ConnectionError,
    ConnectionTimeout,
    TransportError,
    UnsupportedProductError,
)

from knowledge_search.analysis import TextQuery
from knowledge_search.engines.base import EngineUnavailable
from knowledge_search.engines.elasticsearch import faults
from knowledge_search.engines.elasticsearch.client import _CONNECTIONS, get_client, get_patient_client
from knowledge_search.engines.elasticsearch.engine import ElasticsearchEngine
from knowledge_search.request import SearchRequest
from tests.elasticsearch.proxy import Mode, Proxy

SECRET = "sehr-geheim"


@pytest.fixture(scope="module")
def proxy(elasticsearch_url: str) -> Iterator[Proxy]:
    with Proxy(elasticsearch_url) as proxy:
        yield proxy


@pytest.fixture(autouse=True)
def through_the_proxy(proxy: Proxy, settings: Any) -> None:
    proxy.behave("through")
    url = proxy.url.replace("http://", f"http://leitung:{SECRET}@")
    settings.KNOWLEDGE_SEARCH = {"ELASTICSEARCH": {"URL": url, "INDEX": "client-tests"}}


@pytest.mark.parametrize("mode", ["drip", "drip headers", "delay", "silent"])
def test_no_answer_takes_longer_than_a_second_in_all(proxy: Proxy, mode: Mode) -> None:
    """Each part of a dripping answer comes in time; left to itself it would be complete in the end."""
    proxy.behave(mode)

    with pytest.raises(ConnectionTimeout):
        get_client().info()


def test_the_time_is_for_every_request_anew(proxy: Proxy) -> None:
    client = get_client()
    for _ in range(3):
        client.info()
        time.sleep(0.5)


@pytest.mark.parametrize(
    ("mode", "error"),
    [
        ("reset", ConnectionError),
        ("broken off", ConnectionError),
        ("foreign", UnsupportedProductError),
        ("nonsense", TransportError),
        ("error 429", ApiError),
    ],
)
def test_other_trouble_is_an_error_at_once(proxy: Proxy, mode: Mode, error: type[Exception]) -> None:
    get_client().info()  # the client has already met the real server
    proxy.behave(mode)

    with pytest.raises(error) as raised:
        get_client().info()

    assert not isinstance(raised.value, ConnectionTimeout)


def test_nobody_listens(settings: Any) -> None:
    settings.KNOWLEDGE_SEARCH = {"ELASTICSEARCH": {"URL": "http://127.0.0.1:1"}}

    with pytest.raises(ConnectionError):
        get_client().info()


@pytest.mark.parametrize(
    "url", [f"http://leitung:{SECRET}/x@127.0.0.1:9200", f"leitung:{SECRET}", f"ftp://a:{SECRET}@host:1"]
)
def test_an_address_that_cannot_be_read_is_not_repeated(settings: Any, url: str) -> None:
    settings.KNOWLEDGE_SEARCH = {"ELASTICSEARCH": {"URL": url}}

    with pytest.raises(ImproperlyConfigured) as refused:
        get_client()

    assert SECRET not in str(refused.getrepr(showlocals=False))


@pytest.mark.parametrize("mode", ["through", "error 500", "reset", "foreign", "nonsense", "silent"])
def test_no_log_and_no_reason_names_secret_or_address(
    proxy: Proxy, caplog: pytest.LogCaptureFixture, mode: Mode
) -> None:
    for name in ("elastic_transport.transport", "elastic_transport.node", "urllib3", "knowledge_search"):
        caplog.set_level(logging.DEBUG, logger=name)
    proxy.behave(mode)
    port = proxy.url.rpartition(":")[2]

    with pytest.raises(EngineUnavailable) as failed:
        ElasticsearchEngine().answer(SearchRequest(), TextQuery())

    told = f"{caplog.text} {failed.value!r} {failed.value.__cause__!r} {faults.describe(failed.value)}"
    assert SECRET not in told
    assert "bGVpdHVuZzpzZWhyLWdlaGVpbQ" not in told  # the same in base64
    reason = faults.reason(failed.value)
    assert reason.endswith(".")
    assert port not in reason
    assert "127.0.0.1" not in reason


def test_one_client_for_all_threads_and_another_for_other_settings(settings: Any) -> None:
    with ThreadPoolExecutor(20) as threads:
        clients = list(threads.map(lambda _: get_client(), range(40)))
    assert len({id(client) for client in clients}) == 1
    assert get_patient_client() is not get_client()

    settings.KNOWLEDGE_SEARCH = {"ELASTICSEARCH": {"URL": "http://127.0.0.1:1"}}

    assert get_client() is not clients[0]


def test_more_requests_at_once_than_connections_do_not_wait_for_each_other(proxy: Proxy) -> None:
    proxy.behave("silent")

    def ask(_: int) -> None:
        with pytest.raises(ConnectionTimeout):
            get_client().info()

    with ThreadPoolExecutor(50) as threads:
        list(threads.map(ask, range(50)))
    assert proxy.behave("through").at_once > _CONNECTIONS


@pytest.mark.skipif(not hasattr(os, "fork"), reason="This system knows no fork.")
def test_a_forked_process_has_connections_of_its_own() -> None:
    before = get_client()
    before.info()
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            own = get_client()
            own.info()
            os.write(writer, b"own" if own is not before else b"shared")
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(writer)

    assert os.read(reader, 10) == b"own"
    os.close(reader)
    before.info()
