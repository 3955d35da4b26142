"""What is written a few hundred times on a page, and therefore in Python."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString

from ..facets import FacetResult, FacetValue
from ..results import grouped

register = template.Library()


@register.simple_tag
def facet_values(facet: FacetResult, values: Iterable[FacetValue]) -> SafeString:
    """Return the list of a facet's values, each with a box to tick and its count.

    Three hundred of them are a search page: a template's loop took most of the page's time.
    """
    name = escape(facet.name)
    items = (
        f'<li class="search-facet__value">'
        f'<input class="search-facet__checkbox" type="checkbox" id="search-{name}-{number}" name="{name}" '
        f'value="{escape(value.value)}"{" checked" if value.selected else ""}> '
        f'<label class="search-facet__label" for="search-{name}-{number}">{escape(value.label)} '
        f'<span class="search-facet__count">({grouped(value.count)})</span></label></li>'
        for number, value in enumerate(values, start=1)
    )
    return SafeString(f'<ul class="search-facet__values">{"".join(items)}</ul>')
