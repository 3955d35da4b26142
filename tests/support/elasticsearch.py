"""A pytest plugin: a real Elasticsearch, started once a run.

`ELASTICSEARCH_URL` names one that runs; else `ELASTICSEARCH_HOME` is an unpacked distribution, and the run
starts it and ends it. Without either, the tests marked `elasticsearch` are skipped; with the address
alone, those that start a server of their own.
"""

import os
from collections.abc import Iterator

import pytest

from scripts.elasticsearch_server import HOW_TO_GET, ElasticsearchServer

NEEDS_ITS_OWN = (
    "This test breaks or locks a server and so starts one of its own, whatever ELASTICSEARCH_URL says: set "
    "ELASTICSEARCH_HOME to an unpacked distribution (https://www.elastic.co/downloads/elasticsearch)"
)


@pytest.fixture(scope="session")
def elasticsearch_url(request: pytest.FixtureRequest) -> str:
    """The address of the server that all tests of a run share: give your index a name of its own."""
    if url := os.environ.get("ELASTICSEARCH_URL"):
        return url
    server: ElasticsearchServer = request.getfixturevalue("_started_server")
    return server.url


@pytest.fixture(scope="session")
def elasticsearch_home() -> str:
    """The unpacked distribution, for a test that starts a server of its own: to break it, to lock it."""
    home = os.environ.get("ELASTICSEARCH_HOME")
    if not home:
        pytest.skip(NEEDS_ITS_OWN if os.environ.get("ELASTICSEARCH_URL") else HOW_TO_GET)
    return home


@pytest.fixture(scope="session")
def _started_server(elasticsearch_home: str) -> Iterator[ElasticsearchServer]:
    with ElasticsearchServer(elasticsearch_home, quick=True) as server:
        yield server
