"""The goals of the Agenda 2030: all of them with their numbers of projects, and each with its projects."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge.vocabularies.models import Goal
from knowledge_search.service import SearchRequest, search

from .home_sections import counts

#: Projects on a goal's page; the search has the others.
SHOWN = 12


@require_safe
def goals(request: HttpRequest) -> HttpResponse:
    """Show all goals, each with its number of projects; the numbers are the facet's counts of one search."""
    numbers = counts(search(SearchRequest(filters={"type": ("project",)}, limit=0)), Goal.vocabulary)
    numbered = [(goal, numbers.get(goal.key, 0)) for goal in Goal._default_manager.all()]
    return render(request, "knowledge/goals/goals.html", {"goals": numbered})


@require_safe
def goal(request: HttpRequest, key: str) -> HttpResponse:
    """Show one goal with its first projects; an unknown key is 404.

    Number and projects are of one search. So are the numbers of the other goals, since a facet is counted
    without its own filter: they lead on where this goal has no projects.
    """
    known = list(Goal._default_manager.all())
    place = next((place for place, other in enumerate(known) if other.key == key), None)
    if place is None:
        raise Http404(f"There is no goal {key!r}.")
    filters = {"type": ("project",), Goal.vocabulary: (key,)}
    projects = search(SearchRequest(filters=filters, limit=SHOWN))
    numbers = counts(projects, Goal.vocabulary)
    chosen = known[place]
    context = {
        "term": chosen,
        "summary": chosen.description or f"Projekte, die zum Nachhaltigkeitsziel „{chosen.label}“ passen.",
        "projects": projects,
        "previous": known[place - 1] if place else None,
        "next": known[place + 1] if place + 1 < len(known) else None,
        "others": [(other, numbers[other.key]) for other in known if other.key in numbers],
    }
    return render(request, "knowledge/goals/goal.html", context)
