"""What the templates need beside the results: chips, hidden fields, links to pages and orders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from .around import middle_of
from .facets import Facet, FacetResult, FacetValue
from .parameters import Problem
from .registry import registry
from .request import SORTS, SearchRequest
from .results import SearchPage

MAX_SHOWN_VALUES = 50
_FIRST_VALUES = 8
# To fold two values saves no room.
_WORTH_FOLDING = 3
_MAX_SHOWN_PROBLEMS = 5


@dataclass(frozen=True)
class Chip:
    """What narrows the search, with the address of the search without it. The words are no filter."""

    name: str
    label: str
    url: str
    is_filter: bool = True


@dataclass(frozen=True)
class ShownFacet:
    """What the form shows of a facet.

    Attributes:
        facet: with all its values.
        first: those to choose from at once: the most frequent, and the chosen ones.
        rest: more of them, in a fold of their own.
        is_open: whether the facet is unfolded.
        more_url: the page of all values, or "" if all are shown.
    """

    facet: FacetResult
    first: tuple[FacetValue, ...]
    rest: tuple[FacetValue, ...]
    is_open: bool
    more_url: str


@dataclass(frozen=True)
class FacetGroup:
    """Facets under a heading in plain words; without one, they stand alone."""

    title: str
    facets: tuple[ShownFacet, ...]


@dataclass(frozen=True)
class PageLink:
    """A link to a page of results; without a number, a gap."""

    number: int | None
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class PageLinks:
    """The links below the results, or below another list of several pages."""

    previous: str
    next: str
    numbers: tuple[PageLink, ...]


def chips(results: SearchPage) -> list[Chip]:
    """Return the words and every active filter; a click removes it."""
    search = results.request
    found = []
    if search.q:
        found.append(Chip("Suchwort", f"„{search.q}“", link_to(search.changed(q="")), is_filter=False))
    for facet in results.facets:
        for value in facet.selected:
            found.append(
                Chip(facet.label, value.label, link_to(search.without_value(facet.name, value.value)))
            )
    if search.bbox:
        found.append(Chip("Ort", "Kartenausschnitt", link_to(search.changed(bbox=None))))
    if search.near and search.radius_km is not None:
        circle = f"Umkreis {search.radius_km:g} km".replace(".", ",")
        found.append(Chip("Ort", f"{circle} {middle_of(search.near)}", link_to(without_place(search))))
    elif search.near:
        found.append(Chip("Ort", "Entfernung", link_to(without_place(search))))
    return found


def reset_url(search: SearchRequest) -> str:
    """Return the address of the same words without any filter, in the order that was chosen."""
    return link_to(without_place(search).changed(filters={}, bbox=None))


def facet_groups(results: SearchPage) -> list[FacetGroup]:
    """Return what the form shows of each facet that has values, under the headings that the facets name.

    The headings stand in the order in which apps registered facets under them.
    """
    declared = registry.facets
    groups: dict[str, list[ShownFacet]] = {facet.group: [] for facet in registry.own_facets}
    all_values = results.request.with_page(1).to_query()
    for facet in results.facets:
        if facet.values:
            own = declared[facet.name]
            groups.setdefault(own.group, []).append(_shown(facet, own.unfolded, all_values))
    return [FacetGroup(title, tuple(facets)) for title, facets in groups.items() if facets]


def _shown(facet: FacetResult, unfolded: bool, query: str) -> ShownFacet:
    number = len(facet.values)
    first: tuple[FacetValue, ...] = facet.values
    rest: tuple[FacetValue, ...] = ()
    if number >= _FIRST_VALUES + _WORTH_FOLDING:
        # Fewer keep their order, which the eye takes in at once: that of a scale says more than the counts.
        ranked = sorted(facet.values, key=lambda value: -value.count)
        first = tuple(v for rank, v in enumerate(ranked) if v.selected or rank < _FIRST_VALUES)
        rest = tuple(v for v in ranked[_FIRST_VALUES:MAX_SHOWN_VALUES] if not v.selected)
    return ShownFacet(
        facet=facet,
        first=first,
        rest=rest,
        is_open=unfolded or bool(facet.selected),
        more_url=reverse("knowledge_search:facet_values", args=[facet.name]) + query
        if number > MAX_SHOWN_VALUES
        else "",
    )


def name_of_all(facet: Facet) -> str:
    """Return what all values of a facet are called: by its vocabulary, which has a plural."""
    if facet.vocabulary:
        return f"Alle {registry.vocabulary(facet.vocabulary).label}"
    return f"Alles zu „{facet.label}“"


def suggestion_url(results: SearchPage) -> str:
    """Return the address of the same search in the suggested spelling, or "" if there is none."""
    return link_to(results.request.changed(q=results.suggestion)) if results.suggestion else ""


def hidden_fields(search: SearchRequest) -> list[tuple[str, str]]:
    """Return the parameters that the form keeps but does not show."""
    return [pair for pair in search.parameters() if pair[0] in ("bbox", "near", "view")]


def sort_options(search: SearchRequest) -> list[tuple[str, str, bool]]:
    """Return value, label and whether it is chosen; by distance only where there is a point."""
    return [
        (value, label, value == search.sort)
        for value, label in SORTS.items()
        if value != "distance" or search.near
    ]


def page_links(results: SearchPage) -> PageLinks | None:
    """Return the links to other pages of results, or None if there is one page only."""
    request = results.request
    return links_between(results.page_count, request.page, lambda number: link_to(request.with_page(number)))


def links_between(last: int, current: int, url_of: Callable[[int], str]) -> PageLinks | None:
    """Return the links to the first page, the last, and those around the current; None for a single page."""
    if last < 2:
        return None
    near = sorted({1, last, *range(max(1, current - 2), min(last, current + 2) + 1)})
    numbers: list[PageLink] = []
    for number in near:
        if numbers and number != (numbers[-1].number or 0) + 1:
            numbers.append(PageLink(None))
        numbers.append(PageLink(number, url_of(number), number == current))
    return PageLinks(
        previous=url_of(current - 1) if current > 1 else "",
        next=url_of(current + 1) if current < last else "",
        numbers=tuple(numbers),
    )


def problem_texts(problems: Iterable[Problem]) -> list[str]:
    """Return the first few messages in people's words, and how many more there are."""
    texts: Sequence[str] = list(dict.fromkeys(problem.words or problem.message for problem in problems))
    more = len(texts) - _MAX_SHOWN_PROBLEMS
    return [*texts[:_MAX_SHOWN_PROBLEMS], *([f"… und {more} weitere."] if more > 0 else [])]


def without_place(search: SearchRequest) -> SearchRequest:
    """Return a search without its point, and without what needs one."""
    sort = "relevance" if search.sort == "distance" else search.sort
    return search.changed(near=None, radius_km=None, sort=sort)


def link_to(search: SearchRequest) -> str:
    """Return a link relative to the search page; "?" alone drops the query."""
    return search.to_query() or "?"
