"""What is written a few hundred times on a page, and therefore in Python."""

from __future__ import annotations

import html
import json
from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from ..analysis.highlight import mark
from ..facets import Facet, FacetResult, FacetValue
from ..presentation import PageLinks, ShownFacet, links_between, name_of_all
from ..registry import ContentKind, registry
from ..results import Hit, SearchPage, grouped

register = template.Library()

_KEPT_CARDS = 2_000
_SHOWN_KEYWORDS = 5

# The values of facets and their words are the same on every page.
_escape = lru_cache(20_000)(html.escape)


class _Cards:
    """The cards of hits that this process has written: people turn pages, and many search for the same."""

    kept: dict[Hashable, SafeString] = {}


@register.simple_tag
def hit_card(hit: Hit, results: SearchPage) -> SafeString:
    """Show a hit by `includes/hit.html`, which has nothing but `hit`, `facets` and `labels`.

    Twenty of them are half of what a page of results takes to write, so they are kept while no record and no
    term changes.
    """
    record, query = hit.record, hit.query
    key = (results.moment, record.pk, record.version, query.marks, query.phrases, hit.distance_km)
    # Who works at the templates wants to see what they do.
    keep = results.moment is not None and not settings.DEBUG
    card = _Cards.kept.get(key) if keep else None
    if card is None:
        labels = [
            value.label
            for facet in results.facets
            if registry.facets[facet.name].on_cards
            for value in facet.values
            if value.value in hit.facets.get(facet.name, ())
        ]
        content = {"hit": hit, "facets": results.facets, "labels": labels}
        card = render_to_string("knowledge_search/includes/hit.html", content)
        if keep:
            if len(_Cards.kept) >= _KEPT_CARDS:
                _Cards.kept.clear()
            _Cards.kept[key] = card
    return card


@register.simple_tag
def facet_group(shown: ShownFacet) -> SafeString:
    """Return one facet: folded, with what can be chosen.

    Fifteen of them with three hundred values are a search page; as templates they took a fifth of its time.
    """
    facet, selected = shown.facet, len(shown.facet.selected)
    name, label = _escape(facet.name), _escape(facet.label)
    is_open = " open" if shown.is_open else ""
    active = f' <span class="search-facet__active">({selected} gewählt)</span>' if selected else ""
    more = (
        f'<p class="search-facet__more"><a href="{html.escape(shown.more_url)}">'
        f"{_escape(name_of_all(registry.facets[facet.name]))} ({grouped(len(facet.values))})</a></p>"
        if shown.more_url
        else ""
    )
    rest = more
    if shown.rest:
        others = f'{len(shown.rest)} weitere<span class="search-hidden"> für {label}</span>'
        rest = (
            f'<details class="search-facet__rest" data-search-fold="{name} rest">'
            f'<summary class="search-facet__rest-summary">Mehr anzeigen ({others})</summary>'
            f"{_values(facet, shown.rest, len(shown.first) + 1)}{more}</details>"
        )
    return SafeString(
        f'<details class="search-facet search-facet--{name}" data-search-fold="{name}"{is_open}>'
        f'<summary class="search-facet__summary">{label}{active}</summary>'
        f'<fieldset class="search-facet__fieldset"><legend class="search-hidden">{label}</legend>'
        f"{_values(facet, shown.first, 1)}{rest}</fieldset></details>"
    )


@register.simple_tag
def facet_values(facet: FacetResult, values: Iterable[FacetValue]) -> SafeString:
    """Return the list of a facet's values, each with a box to tick and its count."""
    return SafeString(_values(facet, values, 1))


def _values(facet: FacetResult, values: Iterable[FacetValue], first: int) -> str:
    name = _escape(facet.name)
    items = (
        f'<li class="search-facet__value kern-form-check">'
        f'<input class="search-facet__checkbox kern-form-check__checkbox" type="checkbox" '
        f'id="search-{name}-{number}" name="{name}" value="{_escape(value.value)}"'
        f"{' checked' if value.selected else ''}> "
        f'<label class="search-facet__label kern-label" for="search-{name}-{number}">{_escape(value.label)} '
        f'<span class="search-facet__count">({grouped(value.count)})</span></label></li>'
        for number, value in enumerate(values, start=first)
    )
    return f'<ul class="search-facet__values">{"".join(items)}</ul>'


@register.simple_tag
def pages_of(entries: Page[Any]) -> PageLinks | None:
    """Return the links between the pages of a paginator, for `includes/pagination.html`."""
    return links_between(entries.paginator.num_pages, entries.number, lambda number: f"?page={number}")


@register.simple_tag
def search_box() -> SafeString:
    """Return the attribute of a search field that offers suggestions; see `suggest.js`.

    At the page's end it needs `knowledge_search/includes/search_box_assets.html`. Without JavaScript it is
    a field like any other.
    """
    try:
        return SafeString(f' data-suggest="{html.escape(reverse("knowledge_search_api:suggest"))}"')
    except NoReverseMatch:  # a host without the API
        return SafeString("")


@register.simple_tag
def suggestion_words() -> str:
    """Return what the types of suggestions are called, as JSON."""
    return _suggestion_words(tuple(registry.own_facets), tuple(registry.kinds))


@lru_cache(maxsize=4)
def _suggestion_words(facets: Sequence[Facet], kinds: Sequence[ContentKind]) -> str:
    words = {"word": "Suchwort"}
    words |= {facet.name: facet.label for facet in facets}
    words |= {kind.value: kind.plural for kind in kinds}
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))


@register.simple_tag
def hit_keywords(hit: Hit) -> SafeString:
    """Return the first few keywords that the source gives for the card, those that matched marked."""
    names = [str(name) for name in hit.record.card.get("keywords", ())]
    marked = [(text, mark(text, hit.query)) for text in names]
    # What matched says why it was found.
    marked.sort(key=lambda pair: "<mark>" not in pair[1])
    items = (f'<li class="search-hit__keyword">{shown}</li>' for _, shown in marked[:_SHOWN_KEYWORDS])
    listed = "".join(items)
    return SafeString(
        f'<ul class="search-hit__keywords" aria-label="Schlagworte">{listed}</ul>' if listed else ""
    )
