"""The search page and the page with all values of one facet. Plain GET forms, no JavaScript needed."""

from __future__ import annotations

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from . import diary
from .analysis import clean_text, fold
from .around import around_of, as_far_as_usual, take_place
from .introductions import introduction
from .maps.result import map_of, view_links, with_map
from .parameters import Problem
from .presentation import (
    chips,
    facet_groups,
    hidden_fields,
    name_of_all,
    page_links,
    problem_texts,
    reset_url,
    sort_options,
    suggestion_url,
)
from .registry import registry
from .request import SearchRequest
from .service import search
from .ways_out import ways_out


@require_safe
def search_view(request: HttpRequest) -> HttpResponse:
    """Show one page of results with facets, chips and pages. Whatever the address says, it answers 200.

    But for the name of a place: that leads to the same search around its point.
    """
    data, problems = _query_of(request)
    place = take_place(data)
    asked, found = SearchRequest.parse(place.data)
    problems += [*place.problems, *found]
    if place.is_found:
        return HttpResponseRedirect(reverse("knowledge_search:search") + as_far_as_usual(asked).to_query())
    on_map = asked.view == "map"
    results = search(with_map(asked) if on_map else asked)
    diary.note(request, results)
    page = results.request.page
    if page != asked.page or any(problem.parameter == "page" for problem in problems):
        # Which numbers would do depends on what was found: a visitor is told the page that is shown.
        problems = [problem for problem in problems if problem.parameter != "page"]
        text = f"Diese Seite der Treffer gibt es nicht. Du siehst Seite {page}."
        problems.append(Problem("page", data.get("page", ""), text))
    address = reverse("knowledge_search:search")
    active = chips(results)
    context = {
        "results": results,
        "search": results.request,
        "facet_groups": facet_groups(results),
        "suggestion_url": suggestion_url(results),
        "chips": active,
        "active_filters": sum(chip.is_filter for chip in active),
        "hidden_fields": hidden_fields(results.request),
        "sorts": sort_options(results.request),
        "pages": page_links(results),
        "around": around_of(results.request, place),
        "views": view_links(results.request),
        "map": map_of(results) if on_map else None,
        "problems": problem_texts(problems),
        "intro": introduction(results),
        "ways_out": ways_out(results),
        "search_url": address,
        "reset_url": reset_url(results.request),
        "canonical_url": request.build_absolute_uri(address + results.request.to_query()),
        # One search page is enough for other search engines; its combinations are endless.
        "noindex": bool(data),
    }
    return TemplateResponse(request, "knowledge_search/search.html", context)


@require_safe
def facet_values_view(request: HttpRequest, facet: str) -> HttpResponse:
    """Show all values of a facet under the current search, with a box to find one among them."""
    if facet not in registry.facets:
        raise Http404
    data, problems = _query_of(request)
    data = data.copy()
    find = clean_text(" ".join(data.pop("find", [])))[:100].strip()
    asked, found = SearchRequest.parse(data)
    results = search(asked.with_page(1))
    result = next(result for result in results.facets if result.name == facet)
    wanted = fold(find)
    shown = [value for value in result.values if wanted in fold(value.label)]
    context = {
        "facet": result,
        "title": name_of_all(registry.facets[facet]),
        "values": shown,
        "find": find,
        "results": results,
        "search": results.request,
        "active_filters": sum(chip.is_filter for chip in chips(results)),
        "problems": problem_texts(problems + found),
        # The form that applies the choice keeps everything else, and what is chosen but not listed now.
        "kept_fields": [
            (name, value)
            for name, value in results.request.parameters()
            if name != facet or value not in {v.value for v in shown}
        ],
        "all_fields": results.request.parameters(),
        "search_url": reverse("knowledge_search:search"),
        "back_url": reverse("knowledge_search:search") + results.request.to_query(),
    }
    return TemplateResponse(request, "knowledge_search/facet_values.html", context)


def _query_of(request: HttpRequest) -> tuple[QueryDict, list[Problem]]:
    """Return the query string, or an empty one if Django refuses its size."""
    try:
        return request.GET, []
    except SuspiciousOperation:
        # Templates and context processors may ask for it again.
        request.GET = QueryDict()
        return request.GET, [
            Problem("", "", "Die Adresse hatte zu viele Angaben; sie wurden nicht beachtet.")
        ]
