"""The scenarios of `faults.py` on a small store: no visitor notices, and the index loses nothing.

How long visitors wait is measured by `python -m tests.elasticsearch.faults`, on a machine that does nothing
else.
"""

from collections.abc import Iterator

import pytest

from scripts.elasticsearch_server import ElasticsearchServer
from tests.elasticsearch.faults import Site, prepare, site


@pytest.fixture(scope="module")
def running(elasticsearch_home: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("faults")
    prepared = prepare(folder, 300)
    # A server of its own: other tests' indexes and load stay out of it.
    with (
        ElasticsearchServer(elasticsearch_home, quick=True) as server,
        site(server, folder, prepared) as running,
    ):
        yield running


@pytest.mark.parametrize(
    "fault", ["stopped", "error 500", "error 429", "drip", "delay", "foreign", "empty index", "killed"]
)
def test_no_visitor_notices_and_the_index_loses_nothing(running: Site, fault: str) -> None:
    report = running.suffer(fault, 2.0, pause=0.3)

    # It did happen: someone asked the engine in vain, and all the time there was something to lose.
    assert report.requests, report.line()
    assert report.by_database, report.line()
    assert report.edits, report.line()
    assert not report.failed, report.line()
    assert not report.edit_errors, report.line()
    assert report.back_seconds is not None, report.line()
    assert report.equal_seconds is not None, report.line()
