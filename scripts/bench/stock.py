"""Wagtail's own search (modelsearch) beside ours: the same words, filters and facets on the same projects.

It can count a facet only by a column of the model, one facet a request, without leaving out the facet's own
filter: six of our fifteen.
"""

from collections.abc import Callable

from django.core.management import call_command
from django.db.models import Count
from wagtail.search import index
from wagtail.search.backends import get_search_backend

from knowledge.projects.models import Project
from knowledge.vocabularies.models import Stage
from knowledge_search.engines.elasticsearch.engine import ElasticsearchEngine
from knowledge_search.request import SearchRequest
from knowledge_search.service import search

from .table import Row
from .timing import compare

GROUP = "modelsearch"
MANY = 100_000
# By column, with the name of the field it belongs to.
FACETS = {
    "stage_id": "stage",
    "reach_id": "reach",
    "audience_id": "audience",
    "kind_id": "kind",
    "technology": "technology",
    "lighthouse": "lighthouse",
}
# In the summary of every fourth made-up project; modelsearch knows no compounds.
WORD = "angebot"


def measure() -> tuple[list[Row], dict[str, dict[str, float]]]:
    """Return rows."""
    own = {field.field_name for field in Project.search_fields if isinstance(field, index.FilterField)}
    Project.search_fields = [
        *Project.search_fields,
        *(index.FilterField(name) for name in FACETS.values() if name not in own),
    ]
    for backend in ("default", "elasticsearch"):
        # A store that was kept may be without either.
        call_command("update_index", backend_name=backend, verbosity=0)
    stage = Project.objects.values("stage__key").annotate(n=Count("pk")).order_by("-n")[0]["stage__key"]
    request = SearchRequest(q=WORD, filters={"type": ("project",), "stage": (stage,)})
    # The figure is promised for a store of this size.
    promised = 10.0 if Project.objects.count() >= MANY else None
    rows = []
    # The database takes half a minute for each facet of a large store.
    for backend, least, rounds in (("default", promised, 2), ("elasticsearch", None, 15)):
        found = compare(
            ours=lambda: search(request, ElasticsearchEngine()),
            stock=_facets(backend, stage),
            rounds=rounds,
            warm_ups=1 if rounds > 2 else 0,
        )
        name = "Datenbank" if backend == "default" else "Elasticsearch"
        rows.append(
            Row(
                GROUP,
                f"{len(FACETS)} Facetten einzeln, {name}, zu search() mit allem",
                found["stock"].median,
                found["ours"].median,
                least=least,
            )
        )
    return rows, {}


def _facets(backend: str, stage: str) -> Callable[[], object]:
    projects = Project.objects.filter(live=True, stage=Stage.objects.get(key=stage))

    def count() -> None:
        for name in FACETS:
            if not get_search_backend(backend).search(WORD, projects).facet(name):
                raise SystemExit(f"modelsearch ({backend}) findet nichts.")

    return count
