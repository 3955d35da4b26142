"""`GET /api/v2/search/`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from .. import diary
from ..parameters import Problem
from ..request import SearchRequest
from ..results import Hit, SearchPage
from ..service import search


# It writes nothing that could be forged. Without this, Django answers a POST with a page of HTML, not a 405.
@method_decorator(csrf_exempt, name="dispatch")
class OpenJsonView(View):
    """Reads only, answers JSON also where it refuses, and lets every origin read."""

    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Add the CORS header to every answer, errors included."""
        response: HttpResponseBase
        try:
            response = super().dispatch(request, *args, **kwargs)
        except TooManyFieldsSent:
            response = refusal([Problem("", "", "Die Anfrage hat zu viele Parameter.")])
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "X-Search-Engine"
        return response

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse in JSON."""
        response = json_response(
            {"message": "Diese Schnittstelle kann nur gelesen werden (GET).", "errors": []}, 405
        )
        response["Allow"] = "GET, HEAD, OPTIONS"
        return response

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer a browser's question before a request from another origin."""
        response = HttpResponse(status=204)
        response["Allow"] = response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response["Access-Control-Max-Age"] = "86400"
        return response


class SearchEndpoint(OpenJsonView):
    """The search as JSON."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer a search, or name what cannot be used."""
        search_request, problems = SearchRequest.parse(request.GET, api=True)
        if problems:
            return refusal(problems)
        page = search(search_request)
        diary.note(request, page)
        response = json_response(_as_json(page, request), 200)
        response["X-Search-Engine"] = page.engine
        return response


def refusal(problems: Sequence[Problem]) -> JsonResponse:
    """Return a 400 that names every parameter that cannot be used."""
    errors = [{"parameter": p.parameter, "value": p.value, "message": p.message} for p in problems]
    return json_response({"message": " ".join(p.message for p in problems[:5]), "errors": errors}, 400)


def json_response(data: dict[str, Any], status: int) -> JsonResponse:
    """Return JSON with German letters as they are."""
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})


def _as_json(page: SearchPage, request: HttpRequest) -> dict[str, Any]:
    asked = page.request
    base = request.build_absolute_uri("/")
    query: dict[str, Any] = {
        "q": asked.q,
        "filters": {name: list(values) for name, values in asked.filters.items()},
        "sort": asked.sort,
    }
    return {
        "meta": {"total_count": page.total},
        "query": query,
        "suggestion": page.suggestion,
        "facets": [
            {
                "name": facet.name,
                "label": facet.label,
                "values": [
                    {"value": v.value, "label": v.label, "count": v.count, "selected": v.selected}
                    for v in facet.values
                ],
            }
            for facet in page.facets
        ],
        "items": [_hit_as_json(hit, base) for hit in page.hits],
    }


def _hit_as_json(hit: Hit, base: str) -> dict[str, Any]:
    item: dict[str, Any] = {
        "type": hit.type,
        "id": hit.id,
        "title": hit.title,
        "summary": hit.summary,
        "url": urljoin(base, hit.url),
        "highlights": [str(piece) for piece in hit.highlights],
        "facets": {name: list(values) for name, values in hit.facets.items()},
        "location": hit.location,
    }
    if hit.distance_km is not None:
        item["distance_km"] = round(hit.distance_km, 2)
    return item
