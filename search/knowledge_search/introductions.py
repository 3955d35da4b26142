"""What stands above the hits where one value of a facet is chosen, such as a theme field."""

from __future__ import annotations

from .facets import Introduction
from .models import Record, RecordFacet
from .registry import registry
from .results import SearchPage

_MOST = 500


class _Process:
    """What this process has read at a moment, by kind of content, facet and value."""

    moment: tuple[int, int] | None = None
    kept: dict[tuple[str, str, str], Record | None] = {}


def introduction(results: SearchPage) -> Record | Introduction | None:
    """Return what stands above the first hits of a search, or None.

    That is of the only value of a facet by which it is filtered, where the facet says what introduces its
    values. A record costs one query, and none while no record changes; a function is asked each time.
    """
    filters = results.request.filters
    asked = [
        (facet.introduced_by, name, filters[name][0])
        for name, facet in registry.facets.items()
        if facet.introduced_by and len(filters.get(name, ())) == 1
    ]
    if not asked or not results.total or results.request.page > 1:
        return None
    by, facet, value = asked[0]
    if callable(by):
        return by(value)
    if results.moment is None:
        return _read(by, facet, value)
    if _Process.moment != results.moment or len(_Process.kept) > _MOST:
        _Process.moment, _Process.kept = results.moment, {}
    kept = _Process.kept
    if (by, facet, value) not in kept:
        kept[by, facet, value] = _read(by, facet, value)
    return kept[by, facet, value]


def _read(kind: str, facet: str, value: str) -> Record | None:
    having = RecordFacet.objects.filter(facet=facet, value=value).values("record_id")
    return Record.objects.defer("body").filter(type=kind, pk__in=having).order_by("pk").first()
