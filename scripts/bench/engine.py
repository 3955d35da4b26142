"""Elasticsearch: what we add to a bare request, and what a whole page adds to that."""

from collections.abc import Sequence
from functools import partial

from knowledge.projects.models import Project
from knowledge_search import conf
from knowledge_search.engines.elasticsearch.engine import ElasticsearchEngine
from knowledge_search.request import SearchRequest
from knowledge_search.service import search

from .requests import Kinds, all_kinds, never_asked, wholesome
from .served import visit
from .table import Row
from .timing import Action, BareHttp, Times, compare, in_turn, taken, watching

GROUP = "Elasticsearch"
# The figures are promised for a store of this size.
MANY = 100_000


def measure() -> tuple[list[Row], dict[str, dict[str, float]]]:
    """Return rows, and our own share and the bare request in ms, of the search that the figures are for."""
    rows, figures = [], {}
    promised = wholesome()
    are_many = Project.objects.count() >= MANY
    _answered(SearchRequest(q="etwas anderes"))  # what a process reads once, before it serves
    first = _compare_first_times(never_asked())
    requests, statements = _most_asked(all_kinds())
    for label, asked in all_kinds().items():
        found = _compare(asked)
        own, bare, page = found["search"], found["bare"], found["page"]
        held = are_many and label in promised
        rows.append(Row(GROUP, f"{label}: search()", own.median, bare.median, most=1.25 if held else None))
        if label in promised:
            rows.append(Row(GROUP, f"{label}: search(), 95 %", own.p95, bare.p95, most=2 if held else None))
            figures[label] = {"share": own.median - bare.median, "bare": bare.median}
        rows.append(Row(GROUP, f"{label}: Seite", page.median, bare.median, most=1.6 if held else None))
    rows.append(Row(GROUP, "jede zum ersten Mal: search()", first["search"].median, first["bare"].median))
    rows.append(Row(GROUP, "jede zum ersten Mal: Seite", first["page"].median, first["bare"].median))
    rows.append(Row(GROUP, "höchstens Anfragen an Elasticsearch je Suche", requests, most=1, unit="Zahl"))
    rows.append(Row(GROUP, "höchstens SQL-Abfragen je Suche", statements, most=3, unit="Zahl"))
    return rows, figures


def _most_asked(kinds: Kinds) -> tuple[int, int]:
    """Return the most requests and statements of a search whose words nobody has asked for before."""
    requests = statements = 0
    for asked in kinds.values():
        for request in asked:
            with watching() as seen:
                _answered(request)
            requests, statements = max(requests, len(seen.requests)), max(statements, len(seen.statements))
    return requests, statements


def _compare(asked: Sequence[SearchRequest]) -> dict[str, Times]:
    http = BareHttp(conf.elasticsearch().url)
    bare = [_bare(http, request) for request in asked]
    with watching() as seen:
        _page(asked[0])
    if not seen.requests:
        raise SystemExit("Elasticsearch wurde nicht gefragt.")
    return compare(
        rounds=max(60, 5 * len(asked)),
        search=in_turn([partial(_answered, request) for request in asked]),
        bare=in_turn(bare),
        page=in_turn([partial(_page, request) for request in asked]),
    )


def _compare_first_times(asked: Sequence[SearchRequest]) -> dict[str, Times]:
    """Ask each for the first time, every second one as a page; then the bare request for the same."""
    http = BareHttp(conf.elasticsearch().url)
    times: dict[str, list[float]] = {"search": [], "page": [], "bare": []}
    _page(SearchRequest(q="etwas anderes"))
    for number, request in enumerate(asked):
        name, act = (
            ("page", partial(_page, request)) if number % 2 else ("search", partial(_answered, request))
        )
        times[name].append(taken(act))
        times["bare"].append(taken(_bare(http, request)))
    return {name: Times(found) for name, found in times.items()}


def _bare(http: BareHttp, request: SearchRequest) -> Action:
    with watching() as seen:
        search(request, ElasticsearchEngine())
    ((method, target, body),) = seen.requests
    return http.repeat(method, target, body)


def _answered(request: SearchRequest) -> None:
    """Search, and mark the words of the hits shown."""
    page = search(request)
    if page.engine != ElasticsearchEngine.name:
        raise SystemExit("Elasticsearch hat nicht geantwortet.")
    for hit in page.hits:
        _ = hit.title_html, hit.highlights


def _page(request: SearchRequest) -> None:
    visit(f"/suche/{request.to_query()}")
