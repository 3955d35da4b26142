"""What the templates need beside the results: chips, hidden fields, links to pages and orders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from .parameters import Problem
from .request import SORTS, SearchRequest
from .results import SearchPage

MAX_SHOWN_VALUES = 50
_MAX_SHOWN_PROBLEMS = 5
# The first ones are unfolded without being asked.
_OPEN_FACETS = 2


@dataclass(frozen=True)
class Chip:
    """What narrows the search, with the address of the search without it. The words are no filter."""

    name: str
    label: str
    url: str
    is_filter: bool = True


@dataclass(frozen=True)
class PageLink:
    """A link to a page of results; without a number, a gap."""

    number: int | None
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class PageLinks:
    """The links below the results."""

    previous: str
    next: str
    numbers: tuple[PageLink, ...]


def chips(results: SearchPage) -> list[Chip]:
    """Return the words and every active filter; a click removes it."""
    search = results.request
    found = []
    if search.q:
        found.append(Chip("Suchwort", f"„{search.q}“", _link(search.changed(q="")), is_filter=False))
    for facet in results.facets:
        for value in facet.selected:
            found.append(Chip(facet.label, value.label, _link(search.without_value(facet.name, value.value))))
    if search.bbox:
        found.append(Chip("Ort", "Kartenausschnitt", _link(search.changed(bbox=None))))
    if search.near and search.radius_km is not None:
        without = search.changed(radius_km=None, near=None, sort=_sort_without_place(search))
        found.append(Chip("Ort", f"Umkreis {search.radius_km:g} km".replace(".", ","), _link(without)))
    elif search.near:
        found.append(
            Chip("Ort", "Entfernung", _link(search.changed(near=None, sort=_sort_without_place(search))))
        )
    return found


def reset_url(search: SearchRequest) -> str:
    """Return the address of the same words without any filter, in the order that was chosen."""
    return _link(
        search.changed(filters={}, bbox=None, near=None, radius_km=None, sort=_sort_without_place(search))
    )


def facet_groups(results: SearchPage) -> list[dict[str, Any]]:
    """Return what the form shows of each facet that has values, in the order of the facets.

    For `facet_group` of the template tags.

    Returns:
        For each facet `name`, `label`, `values` to choose from, `selected`: how many are chosen, `is_open`,
        `number` of all its values, and `more_url`, where they all are, or "" if all are shown.
    """
    shown = [facet for facet in results.facets if facet.values]
    query = results.request.with_page(1).to_query()
    return [
        {
            "facet": facet,
            "name": facet.name,
            "label": facet.label,
            "values": facet.most_frequent(MAX_SHOWN_VALUES),
            "selected": len(facet.selected),
            "is_open": bool(facet.selected) or position < _OPEN_FACETS,
            "number": len(facet.values),
            "more_url": reverse("knowledge_search:facet_values", args=[facet.name]) + query
            if len(facet.values) > MAX_SHOWN_VALUES
            else "",
        }
        for position, facet in enumerate(shown)
    ]


def suggestion_url(results: SearchPage) -> str:
    """Return the address of the same search in the suggested spelling, or "" if there is none."""
    return _link(results.request.changed(q=results.suggestion)) if results.suggestion else ""


def hidden_fields(search: SearchRequest) -> list[tuple[str, str]]:
    """Return the parameters that the form keeps but does not show."""
    return [pair for pair in search.parameters() if pair[0] in ("bbox", "near", "radius_km", "view")]


def sort_options(search: SearchRequest) -> list[tuple[str, str, bool]]:
    """Return value, label and whether it is chosen; by distance only where there is a point."""
    return [
        (value, label, value == search.sort)
        for value, label in SORTS.items()
        if value != "distance" or search.near
    ]


def page_links(results: SearchPage) -> PageLinks | None:
    """Return the links to other pages, or None if there is one page only."""
    last, current = results.page_count, results.request.page
    if last < 2:
        return None
    near = sorted({1, last, *range(max(1, current - 2), min(last, current + 2) + 1)})
    numbers: list[PageLink] = []
    for number in near:
        if numbers and number != (numbers[-1].number or 0) + 1:
            numbers.append(PageLink(None))
        numbers.append(PageLink(number, _link(results.request.with_page(number)), number == current))
    return PageLinks(
        previous=_link(results.request.with_page(current - 1)) if current > 1 else "",
        next=_link(results.request.with_page(current + 1)) if current < last else "",
        numbers=tuple(numbers),
    )


def problem_texts(problems: Iterable[Problem]) -> list[str]:
    """Return the first few messages, and how many more there are."""
    texts: Sequence[str] = list(dict.fromkeys(problem.message for problem in problems))
    more = len(texts) - _MAX_SHOWN_PROBLEMS
    return [*texts[:_MAX_SHOWN_PROBLEMS], *([f"… und {more} weitere."] if more > 0 else [])]


def _sort_without_place(search: SearchRequest) -> str:
    return "relevance" if search.sort == "distance" else search.sort


def _link(search: SearchRequest) -> str:
    """Return a link relative to the search page; "?" alone drops the query."""
    return search.to_query() or "?"
