"""Elasticsearch: what we add to a bare request, and what a whole page adds to that."""

from collections.abc import Sequence
from functools import partial

from django.test import Client

from knowledge.projects.models import Project
from knowledge_search import conf
from knowledge_search.engines.elasticsearch.engine import ElasticsearchEngine
from knowledge_search.request import SearchRequest
from knowledge_search.service import search

from .requests import all_kinds, wholesome
from .table import Row
from .timing import BareHttp, Times, compare, in_turn, watching

GROUP = "Elasticsearch"
# The figures are promised for a store of this size.
MANY = 100_000


def measure() -> tuple[list[Row], dict[str, dict[str, float]]]:
    """Return rows, and our own share and the bare request in ms, of the search that the figures are for."""
    rows, figures = [], {}
    promised = wholesome()
    are_many = Project.objects.count() >= MANY
    requests = statements = 0
    for label, asked in all_kinds().items():
        found = _compare(asked)
        own, bare, page = found["search"], found["bare"], found["page"]
        held = are_many and label in promised
        rows.append(Row(GROUP, f"{label}: search()", own.median, bare.median, most=1.25 if held else None))
        if label in promised:
            rows.append(Row(GROUP, f"{label}: search(), 95 %", own.p95, bare.p95, most=2 if held else None))
            figures[label] = {"share": own.median - bare.median, "bare": bare.median}
        rows.append(Row(GROUP, f"{label}: Seite", page.median, bare.median, most=1.6 if held else None))
        for request in asked:
            with watching() as seen:
                _marked(request)
            requests, statements = max(requests, len(seen.requests)), max(statements, len(seen.statements))
    rows.append(Row(GROUP, "höchstens Anfragen an Elasticsearch je Suche", requests, most=1, unit="Zahl"))
    rows.append(Row(GROUP, "höchstens SQL-Abfragen je Suche", statements, most=3, unit="Zahl"))
    return rows, figures


def _compare(asked: Sequence[SearchRequest]) -> dict[str, Times]:
    client, engine = Client(), ElasticsearchEngine()
    http = BareHttp(conf.elasticsearch().url)
    bare = []
    for request in asked:
        with watching() as seen:
            search(request, engine)
        ((method, target, body),) = seen.requests
        bare.append(http.repeat(method, target, body))

    def page(request: SearchRequest) -> None:
        address = f"/suche/{request.to_query()}"
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} antwortet mit {answer.status_code}.")

    with watching() as seen:
        page(asked[0])
    if not seen.requests:
        raise SystemExit("Elasticsearch wurde nicht gefragt.")
    return compare(
        rounds=max(60, 5 * len(asked)),
        search=in_turn([partial(search, request, engine) for request in asked]),
        bare=in_turn(bare),
        page=in_turn([partial(page, request) for request in asked]),
    )


def _marked(request: SearchRequest) -> None:
    """Search, and mark the words of the hits shown."""
    for hit in search(request, ElasticsearchEngine()).hits:
        _ = hit.title_html, hit.highlights
