"""The judged sets, each on a store that is made once, and what each engine answers to its queries."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from knowledge_search.engines.database import DatabaseEngine
from knowledge_search.judging import JudgedQuery, Verdict, judge, read, unknown_titles
from tests.search.relevance.loading import load_corpus, load_demo

HERE = Path(__file__).parent
LOADERS: dict[str, Callable[[], Any]] = {"corpus": load_corpus, "demo": load_demo}


class Judged(NamedTuple):
    """A judged set, and its verdicts by engine: they are asked for once."""

    name: str
    queries: list[JudgedQuery]
    unknown: list[str]
    verdicts: dict[str, list[Verdict]]


@pytest.fixture(scope="module", params=LOADERS)
def judged(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Judged]:
    """A judged set whose store is in the database; rolled back when the next one's turn comes."""
    with django_db_blocker.unblock(), transaction.atomic():
        LOADERS[request.param]()
        queries = read(HERE / f"{request.param}_queries.json")
        yield Judged(request.param, queries, unknown_titles(queries), {})
        transaction.set_rollback(True)


@pytest.fixture
def ask(judged: Judged, request: pytest.FixtureRequest) -> Callable[[str], list[Verdict]]:
    """Judge by the engine of a name."""

    def ask(engine: str) -> list[Verdict]:
        if engine not in judged.verdicts:
            judged.verdicts[engine] = (
                judge(judged.queries, DatabaseEngine())
                if engine == "database"
                else _on_elasticsearch(judged.queries, request.getfixturevalue("elasticsearch_url"))
            )
        return judged.verdicts[engine]

    return ask


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def verdicts(request: pytest.FixtureRequest, ask: Callable[[str], list[Verdict]]) -> list[Verdict]:
    """What each engine makes of the judged set."""
    return ask(request.param)


def _on_elasticsearch(queries: list[JudgedQuery], url: str) -> list[Verdict]:
    # Not at the top: without Elasticsearch its client need not be installed.
    from knowledge_search.engines.elasticsearch.documents import documents_of
    from knowledge_search.engines.elasticsearch.engine import ElasticsearchEngine
    from knowledge_search.engines.elasticsearch.writing import send
    from knowledge_search.models import Record
    from tests.knowledge_search.engines import empty_index

    with override_settings(), empty_index(settings, url):
        send(documents_of(Record.objects.values_list("pk", flat=True)), (), refresh=True)
        return judge(queries, ElasticsearchEngine())
