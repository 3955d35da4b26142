"""What is written a few hundred times on a page, and therefore in Python."""

from __future__ import annotations

import html
from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ..facets import FacetResult, FacetValue
from ..results import Hit, SearchPage, grouped

register = template.Library()

_KEPT_CARDS = 2_000

# The values of facets and their words are the same on every page.
_escape = lru_cache(20_000)(html.escape)


class _Cards:
    """The cards of hits that this process has written: people turn pages, and many search for the same."""

    kept: dict[Hashable, SafeString] = {}


@register.simple_tag
def hit_card(hit: Hit, results: SearchPage) -> SafeString:
    """Show a hit by `includes/hit.html`, which has nothing but `hit` and `facets`.

    Twenty of them are half of what a page of results takes to write, so they are kept while no record and no
    term changes.
    """
    record, query = hit.record, hit.query
    key = (results.moment, record.pk, record.version, query.marks, query.phrases, hit.distance_km)
    # Who works at the templates wants to see what they do.
    keep = results.moment is not None and not settings.DEBUG
    card = _Cards.kept.get(key) if keep else None
    if card is None:
        content = {"hit": hit, "facets": results.facets}
        card = render_to_string("knowledge_search/includes/hit.html", content)
        if keep:
            if len(_Cards.kept) >= _KEPT_CARDS:
                _Cards.kept.clear()
            _Cards.kept[key] = card
    return card


@register.simple_tag
def facet_group(group: Mapping[str, Any]) -> SafeString:
    """Return one of `presentation.facet_groups`: folded, with all that can be chosen.

    Fifteen of them with three hundred values are a search page; as templates they took a fifth of its time.
    """
    name, label, selected = _escape(group["name"]), _escape(group["label"]), group["selected"]
    is_open = " open" if group["is_open"] else ""
    active = f' <span class="search-facet__active">({selected} gewählt)</span>' if selected else ""
    more = (
        f'<p class="search-facet__more"><a href="{html.escape(group["more_url"])}">'
        f"Alle {grouped(group['number'])} Werte für {label}</a></p>"
        if group["more_url"]
        else ""
    )
    return SafeString(
        f'<details class="search-facet search-facet--{name}"{is_open}>'
        f'<summary class="search-facet__summary">{label}{active}</summary>'
        f'<fieldset class="search-facet__fieldset"><legend class="search-facet__legend">{label}</legend>'
        f"{facet_values(group['facet'], group['values'])}{more}</fieldset></details>"
    )


@register.simple_tag
def facet_values(facet: FacetResult, values: Iterable[FacetValue]) -> SafeString:
    """Return the list of a facet's values, each with a box to tick and its count."""
    name = _escape(facet.name)
    items = (
        f'<li class="search-facet__value">'
        f'<input class="search-facet__checkbox" type="checkbox" id="search-{name}-{number}" name="{name}" '
        f'value="{_escape(value.value)}"{" checked" if value.selected else ""}> '
        f'<label class="search-facet__label" for="search-{name}-{number}">{_escape(value.label)} '
        f'<span class="search-facet__count">({grouped(value.count)})</span></label></li>'
        for number, value in enumerate(values, start=1)
    )
    return SafeString(f'<ul class="search-facet__values">{"".join(items)}</ul>')
