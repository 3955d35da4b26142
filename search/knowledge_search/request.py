"""A search as an immutable value: parsed from an address, and written back to one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from .analysis import clean_text
from .facets import MAX_VALUE_LENGTH, Facet, shorten
from .parameters import (
    PARAMETERS,
    BoundingBox,
    Point,
    Problem,
    parse_bbox,
    parse_integer,
    parse_near,
    parse_radius,
    unknown_parameter,
)
from .registry import registry

MAX_QUERY_LENGTH = 500
MAX_VALUES = 100
PAGE_SIZE = 20
MAX_LIMIT = 100
# Elasticsearch refuses to go deeper; whoever needs more takes an export.
MAX_WINDOW = 10_000

SORTS: dict[str, str] = {
    "relevance": "Beste Treffer zuerst",
    "newest": "Neueste zuerst",
    "title": "Titel von A bis Z",
    "distance": "Nächste zuerst",
}
VIEWS: dict[str, str] = {"list": "Liste", "map": "Karte"}
#: What people call the parameters that are no facets.
LABELS: dict[str, str] = {
    "q": "Suchwort",
    "bbox": "Kartenausschnitt",
    "near": "Ort",
    "radius_km": "Entfernung",
    "sort": "Reihenfolge",
    "view": "Ansicht",
    "page": "Seite",
}


@dataclass(frozen=True)
class SearchRequest:
    """What is searched for.

    Attributes:
        q: words as typed, cleaned of control characters.
        filters: values by facet name; joined by OR within a facet, by AND between facets.
        bbox: west, south, east, north in degrees.
        near: latitude, longitude in degrees.
        radius_km: filters by the distance from `near`; None sorts and shows distances only.
        limit: number of hits.
        offset: hits to skip.
        clamp: whether an offset beyond the last hit means the last page.
        map_zoom: asks for the places of all hits too, grouped at this zoom level (see `Engine.clusters`).
    """

    q: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bbox: BoundingBox | None = None
    near: Point | None = None
    radius_km: float | None = None
    sort: str = "relevance"
    view: str = "list"
    limit: int = PAGE_SIZE
    offset: int = 0
    clamp: bool = False
    map_zoom: int | None = None

    @classmethod
    def parse(cls, data: QueryDict, api: bool = False) -> tuple[SearchRequest, list[Problem]]:
        """Read a query string. What cannot be used is left out and named.

        Args:
            data: the query string.
            api: whether it came to the API, which pages by `limit` and `offset` where the page has `page`.

        Returns:
            The request, and the problems in the order of the parameters.
        """
        return _Parser(data, api).parse()

    @property
    def page(self) -> int:
        """The number of the page, from 1."""
        return self.offset // self.limit + 1 if self.limit else 1

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the search."""
        return bool(self.q or self.filters or self.is_placed)

    @property
    def is_placed(self) -> bool:
        """Whether box or radius filter."""
        return bool(self.bbox or self.radius_km)

    def lets_through(self, facets: Mapping[str, Iterable[str]]) -> bool:
        """Return whether a record with these facet values passes the filters."""
        return all(set(values) & set(facets.get(name, ())) for name, values in self.filters.items())

    def without_value(self, facet: str, value: str) -> SearchRequest:
        """Return this search without one facet value, from its first page."""
        left = tuple(v for v in self.filters.get(facet, ()) if v != value)
        filters = {**self.filters, facet: left}
        return replace(self, filters={name: values for name, values in filters.items() if values}, offset=0)

    def with_page(self, number: int) -> SearchRequest:
        """Return another page of this search."""
        return replace(self, offset=(number - 1) * self.limit)

    def changed(self, **changes: Any) -> SearchRequest:
        """Return this search with other attributes, from its first page."""
        return replace(self, **{"offset": 0, **changes})

    def parameters(self) -> list[tuple[str, str]]:
        """Return the parameters of the search page that bring this search back, defaults left out."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [(name, value) for name, values in self.filters.items() for value in values]
        if self.bbox:
            pairs.append(("bbox", ",".join(_plain(number) for number in self.bbox)))
        if self.near:
            pairs.append(("near", ",".join(_plain(number) for number in self.near)))
        if self.radius_km is not None:
            pairs.append(("radius_km", _plain(self.radius_km)))
        if self.sort != "relevance":
            pairs.append(("sort", self.sort))
        if self.view != "list":
            pairs.append(("view", self.view))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return pairs

    def to_query(self) -> str:
        """Return the query string that brings this search back, with `?`, or "" for everything."""
        pairs = self.parameters()
        return "?" + "&".join(_pair(*pair) for pair in pairs) if pairs else ""


# A page has a dozen links that differ in one parameter.
@lru_cache(maxsize=1_000)
def _pair(name: str, value: str) -> str:
    return urlencode({name: value})


class _Parser:
    """Reads one query string, parameter by parameter, and collects what is wrong with it."""

    def __init__(self, data: QueryDict, api: bool) -> None:
        self.data = data
        self.api = api
        self.facets = registry.facets
        self.problems: list[Problem] = []

    def parse(self) -> tuple[SearchRequest, list[Problem]]:
        self._name_unknown()
        near = parse_near(self._single("near"), self.problems)
        request = SearchRequest(
            q=self._query(),
            filters=self._filters(),
            bbox=parse_bbox(self._single("bbox"), self.problems),
            near=near,
            radius_km=parse_radius(self._single("radius_km"), near, self.problems),
            sort=self._sort(near),
            view=self._choice("view", VIEWS, "list"),
            clamp=not self.api,
        )
        return self._paged(request), self.problems

    def _problem(self, parameter: str, value: str, message: str, words: str = "") -> None:
        self.problems.append(Problem(parameter, shorten(value), message, words))

    def _label(self, name: str) -> str:
        """Return what people call a parameter."""
        return self.facets[name].label if name in self.facets else LABELS.get(name, name)

    def _name_unknown(self) -> None:
        names = [*PARAMETERS, *(("limit", "offset") if self.api else ("page",)), *self.facets]
        for name in self.data:
            if name not in names:
                # The names help who writes a program; to a visitor they are only noise.
                possible = names if self.api else ()
                self.problems.append(unknown_parameter(name, self.data.get(name, ""), possible))

    def _single(self, name: str) -> str:
        values = [clean_text(value).strip() for value in self.data.getlist(name)]
        if len(values) > 1:
            self._problem(
                name,
                values[-1],
                f"„{name}“ darf nur einmal vorkommen; das erste gilt.",
                f"„{self._label(name)}“ steht mehrmals in der Adresse; das erste gilt.",
            )
        return values[0] if values else ""

    def _query(self) -> str:
        q = " ".join(self._single("q").split())
        if len(q) > MAX_QUERY_LENGTH:
            self._problem(
                "q",
                q,
                f"Die Sucheingabe ist zu lang. Nur die ersten {MAX_QUERY_LENGTH} Zeichen zählen; "
                "kürze sie auf wenige Wörter.",
            )
        return q[:MAX_QUERY_LENGTH].strip()

    def _filters(self) -> dict[str, tuple[str, ...]]:
        asked = {name: self._values(name) for name in self.facets if name in self.data}
        known = _known_terms(self.facets[name] for name, values in asked.items() if values)
        filters = {}
        for name, values in asked.items():
            facet = self.facets[name]
            usable = []
            for value in values:
                message = facet.problem_with(value, known.get(facet.vocabulary, ()))
                if message:
                    words = f"„{shorten(value)}“ gibt es unter „{facet.label}“ nicht: Wähl aus der Liste."
                    self._problem(name, value, message, words)
                else:
                    usable.append(value)
            if usable:
                filters[name] = tuple(usable)
        return filters

    def _values(self, name: str) -> list[str]:
        # An empty value is an empty form field.
        values = [v for v in dict.fromkeys(clean_text(v).strip() for v in self.data.getlist(name)) if v]
        for value in values[:MAX_VALUES]:
            if len(value) > MAX_VALUE_LENGTH:
                self._problem(
                    name,
                    value,
                    f"Ein Wert für „{name}“ ist zu lang. Nimm einen aus der Liste.",
                    f"Eine Angabe zu „{self._label(name)}“ ist zu lang: Wähl etwas aus der Liste.",
                )
        if len(values) > MAX_VALUES:
            self._problem(
                name,
                values[MAX_VALUES],
                f"„{name}“ hat zu viele Werte. Höchstens {MAX_VALUES} sind möglich.",
                f"Zu „{self._label(name)}“ kannst du höchstens {MAX_VALUES} Angaben auf einmal wählen.",
            )
        return [value for value in values[:MAX_VALUES] if len(value) <= MAX_VALUE_LENGTH]

    def _choice(self, name: str, choices: Mapping[str, str], default: str) -> str:
        value = self._single(name)
        if not value or value in choices:
            return value or default
        self._problem(
            name,
            value,
            f"Den Wert „{shorten(value)}“ gibt es für „{name}“ nicht. Möglich sind: {', '.join(choices)}.",
            f"„{shorten(value)}“ gibt es unter „{self._label(name)}“ nicht; es gilt „{choices[default]}“.",
        )
        return default

    def _sort(self, near: Point | None) -> str:
        sort = self._choice("sort", SORTS, "relevance")
        if sort == "distance" and near is None:
            self._problem(
                "sort",
                sort,
                "„sort=distance“ braucht einen Ort: gib „near=Breite,Länge“ an.",
                f"Für „{SORTS[sort]}“ fehlt der Ort: Trag unter „Umkreis“ einen ein.",
            )
            return "relevance"
        return sort

    def _paged(self, request: SearchRequest) -> SearchRequest:
        if not self.api:
            last = MAX_WINDOW // PAGE_SIZE
            page = parse_integer("page", self._single("page"), 1, 1, last, self.problems)
            return request.with_page(page)
        limit = parse_integer("limit", self._single("limit"), PAGE_SIZE, 0, MAX_LIMIT, self.problems)
        offset = parse_integer("offset", self._single("offset"), 0, 0, MAX_WINDOW, self.problems)
        if offset + limit > MAX_WINDOW:
            self._problem(
                "offset",
                str(offset),
                f"„offset“ und „limit“ dürfen zusammen höchstens {MAX_WINDOW} sein. "
                "Alle Treffer auf einmal gibt es als Export.",
            )
        return replace(request, limit=limit, offset=offset)


def _known_terms(facets: Iterable[Facet]) -> Mapping[str, Collection[str]]:
    """Return the keys of the vocabularies where values must be among them. At most one query."""
    from . import snapshot  # it asks engines, and these answer requests

    return snapshot.terms() if any(facet.needs_terms for facet in facets) else {}


def _plain(number: float) -> str:
    """Write a number as people would: 51.5, not 51.500000 or 5.15e1."""
    return f"{number:.6f}".rstrip("0").rstrip(".")
