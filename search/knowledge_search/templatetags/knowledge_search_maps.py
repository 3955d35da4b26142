"""Maps for templates: of a search, or of points. Both are drawn on the server and need no JavaScript."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from ..maps.drawing import Drawing, MapPoint, draw_points
from ..results import grouped

register = template.Library()


@register.inclusion_tag("knowledge_search/includes/map_drawing.html")
def map_drawing(drawing: Drawing | None, label: str) -> dict[str, Any]:
    """Draw a map: that of `maps.result.search_map(request).drawing`, or of `maps.drawing.draw_points`.

    Its attribution line, `drawing.attribution`, is the caller's to show.
    """
    return {"drawing": drawing, "label": label}


@register.simple_tag
def map_of_points(points: Iterable[MapPoint]) -> Drawing | None:
    """Return the drawing of points, for `map_drawing`; None without any."""
    return draw_points(points)


@register.filter
def in_groups(number: int) -> str:
    """Write a number as German does."""
    return grouped(number)


@register.filter
def dictionary_value(values: Mapping[str, str], name: str) -> str:
    """Return a value whose name has a hyphen."""
    return values.get(name, "")
