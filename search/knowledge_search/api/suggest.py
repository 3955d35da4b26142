"""`GET /api/v2/suggest/`."""

from __future__ import annotations

from urllib.parse import urljoin

from django.http import HttpRequest, HttpResponse

from ..analysis import clean_text
from ..facets import shorten
from ..parameters import Problem, unknown_parameter
from ..suggesting import suggest
from .views import OpenJsonView, json_response, refusal


class SuggestEndpoint(OpenJsonView):
    """What is offered while people type, as JSON. Texts are plain, not HTML."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer the beginning of a search, or name what cannot be used."""
        data = request.GET
        problems = [unknown_parameter(name, data.get(name, ""), ["q"]) for name in data if name != "q"]
        if len(data.getlist("q")) > 1:
            problems.append(Problem("q", shorten(clean_text(data["q"])), "„q“ darf nur einmal vorkommen."))
        if problems:
            return refusal(problems)
        base = request.build_absolute_uri("/")
        offers = suggest(clean_text(data.get("q", "")))
        return json_response(
            {"suggestions": [{"text": o.text, "type": o.type, "url": urljoin(base, o.url)} for o in offers]},
            200,
        )
