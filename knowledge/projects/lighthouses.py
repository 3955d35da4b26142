"""The lighthouses side by side, on the four scales, with a legend that says how to read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge.vocabularies.models import Audience, Reach, Stage, Term
from knowledge_search.results import Hit
from knowledge_search.service import SearchRequest, search

#: More lighthouses than anyone looks at side by side; the search has the others.
MOST = 60


@dataclass(frozen=True)
class Scale:
    """One of the ordered choices: how it is drawn, what it says, and its steps."""

    name: str
    label: str
    words: str
    shape: str
    terms: Sequence[Term]


@dataclass(frozen=True)
class Reading:
    """Where a project stands on a scale; None where nobody said."""

    scale: Scale
    term: Term | None


@dataclass(frozen=True)
class Lighthouse:
    """A project and its places on the scales; `technology` is None where nobody knows."""

    hit: Hit
    readings: Sequence[Reading]
    technology: bool | None


def scales() -> list[Scale]:
    """Return the three scales that have steps; the fourth, technology, is yes or no."""
    described: tuple[tuple[type[Term], str, str], ...] = (
        (Stage, "strata", "Wie weit ist das Projekt? Es wächst Schicht um Schicht."),
        (Reach, "rings", "Wie weit wirkt es? Die Kreise werden größer."),
        (Audience, "people", "Für wen ist es da? Für eine Gruppe oder für alle."),
    )
    return [
        Scale(
            model.vocabulary, str(model._meta.verbose_name), words, shape, list(model._default_manager.all())
        )
        for model, shape, words in described
    ]


def read(hit: Hit, on: Sequence[Scale]) -> Lighthouse:
    """Return where a project stands on each of the scales."""
    readings = [
        Reading(
            scale, next((term for term in scale.terms if term.key in hit.facets.get(scale.name, ())), None)
        )
        for scale in on
    ]
    technology = next(iter(hit.facets.get("technology", ())), None)
    return Lighthouse(hit, readings, None if technology is None else technology == "true")


@require_safe
def lighthouses(request: HttpRequest) -> HttpResponse:
    """Show the published lighthouses, the newest first."""
    filters = {"type": ("project",), "lighthouse": ("true",)}
    results = search(SearchRequest(filters=filters, sort="newest", limit=MOST))
    legend = scales()
    context: dict[str, Any] = {
        "legend": legend,
        "results": results,
        "lighthouses": [read(hit, legend) for hit in results.hits],
    }
    return render(request, "knowledge/projects/lighthouses.html", context)
