"""What the templates need beyond their context: menu, breadcrumb, cards, covers, scales."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from knowledge import cards, covers
from knowledge.pages import frame, navigation
from knowledge.pages.gaps import GAP
from knowledge.pages.sections import FilledSection
from knowledge.pages.settings import KnowledgeSettings
from knowledge.vocabularies.models import Term
from knowledge_search.results import Hit

register = template.Library()
_GAP = re.compile(re.escape(GAP) + r"[^\]<]*\]")


@register.simple_tag(takes_context=True)
def frame_part(context: Context, name: str, marks: bool = False) -> SafeString:
    """Show a template that stands around every page, written once: ``frame.kept`` says for how long.

    It may use ``request`` and ``settings``, and is the same for everyone; with ``marks`` it may use ``page``
    too, and say where in the site one is.
    """
    request, page = context.get("request"), context.get("page") if marks else None
    here = getattr(page, "path", "")
    if marks and not here and request is not None and request.resolver_match:
        here = request.resolver_match.view_name
    return frame.kept(name, request, lambda: render_to_string(name, {"page": page}, request), here)


@register.simple_tag(takes_context=True)
def surroundings(context: Context) -> navigation.Surroundings:
    """Return what the site says of itself on every page: name, claim, address of its first page."""
    return navigation.surroundings(context.get("request"))


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> list[navigation.MenuItem]:
    """Return the main menu, two levels, for the page in the context (if it shows one)."""
    request = context.get("request")
    return navigation.main_menu(request, context.get("page")) if request else []


@register.simple_tag(takes_context=True)
def other_forms(context: Context) -> list[navigation.OtherForm]:
    """Return the ways to Leichte Sprache and Gebärdensprache from the page in the context."""
    request = context.get("request")
    return navigation.other_forms(request, context.get("page")) if request else []


@register.inclusion_tag("knowledge/includes/breadcrumb.html", takes_context=True)
def breadcrumb(context: Context, title: str = "", *above: str) -> dict[str, Any]:
    """Show the way to the page in the context, or to ``title`` below pairs of words and address."""
    request = context.get("request")
    page = None if title else context.get("page")
    trail = navigation.breadcrumb(request, page) if request else []
    trail += zip(above[::2], above[1::2], strict=True)
    return {"trail": trail, "title": title or getattr(page, "title", "")}


@register.simple_tag(takes_context=True)
def render_section(context: Context, section: FilledSection) -> SafeString:
    """Render a section of the registry with what it gathered."""
    with context.push(**section.context):
        return context.template.engine.get_template(section.template).render(context)  # type: ignore[union-attr]


@register.simple_tag
def funder_lines(settings: KnowledgeSettings | None) -> list[Any]:
    """Return the funders with their logos and the logos' renditions, in two queries."""
    funders = settings.funder_lines if settings else []
    cards.fetch_renditions([funder["logo"] for funder in funders if funder.get("logo")], cards.LOGO)
    return funders


@register.simple_tag
def cover(thing: Any) -> SafeString:
    """Draw the cover of a project or page without a picture, from its address and its theme fields."""
    terms = cards.terms_of(thing)
    key = getattr(thing, "slug", "") or str(thing)
    icon = next((term.icon for term in terms if term.icon), "")
    return draw_cover_once(key, tuple(term.colour for term in terms), icon)


@register.simple_tag
def hit_cover(hit: Hit) -> SafeString:
    """Draw the cover of a search hit, as its own page has it."""
    terms = hit.labels("megatrend" if hit.type == "megatrend" else "theme")
    key = hit.url.rstrip("/").rpartition("/")[2] or hit.title
    icon = next((term.icon for term in terms if term.icon), "")
    return draw_cover_once(key, tuple(term.colour for term in terms), icon)


@lru_cache(maxsize=2048)
def draw_cover_once(key: str, colours: tuple[str, ...], icon: str) -> SafeString:
    """Draw a cover once: a page of hits has twenty, and they are most of what it takes to write it."""
    return render_to_string("knowledge/includes/cover.html", {"cover": covers.draw_cover(key, colours, icon)})


@register.inclusion_tag("knowledge/includes/term_mark.html")
def term_mark(term: Term) -> dict[str, Any]:
    """Draw a term's icon on its colour; without an icon, the colour alone. The word stands beside it."""
    return {"term": term, "colour": term.colour or covers.NEUTRAL}


@register.filter
def mark_gaps(html: str) -> SafeString:
    """Mark what the office has still to fill in, wherever it stands in written HTML, but in no attribute."""
    parts = re.split(r"(<[^>]*>)", html)
    parts[::2] = [_GAP.sub(r'<mark class="gap">\g<0></mark>', words) for words in parts[::2]]
    return mark_safe("".join(parts))  # noqa: S308 - what was written already, and a tag of ours


@register.filter
def unless_begun_with(kicker: str, title: str) -> str:
    """Return the word above a title, or "" where the title begins with it: nobody reads it twice."""
    word = str(kicker or "")
    return "" if re.match(rf"{re.escape(word)}\b", title, re.IGNORECASE) else word


@dataclass(frozen=True)
class Step:
    """One value of an ordered vocabulary, seen from the one that is chosen.

    ``radius``, ``height`` and ``figures`` place its ring, layer or people in a drawing of 56 by 56 units.
    """

    label: str
    reached: bool
    current: bool
    radius: int
    height: int
    figures: tuple[tuple[int, int], ...]


@register.simple_tag
def scale(term: Term, vocabulary: Iterable[Term] = ()) -> list[Step]:
    """Return the steps of the term's vocabulary in order, up to and beyond the term itself.

    Who has the whole vocabulary at hand gives it; else it is read.
    """
    terms = list(vocabulary) or list(type(term)._default_manager.all())
    position = next((index for index, other in enumerate(terms) if other.pk == term.pk), -1)
    count = len(terms)
    return [
        Step(
            label=other.label,
            reached=index <= position,
            current=index == position,
            radius=round(26 * (index + 1) / count),
            height=round(52 - 44 * index / max(count - 1, 1)),
            figures=_figures(index, count),
        )
        for index, other in enumerate(terms)
    ]


def _figures(index: int, count: int) -> tuple[tuple[int, int], ...]:
    """Return where the people of a step stand: in front a few, behind them ever more."""
    people = min(2 + index, 4)
    apart, y = min(16, 40 // (people - 1)), round(42 - 28 * index / max(count - 1, 1))
    return tuple((round(28 + apart * (number - (people - 1) / 2)), y) for number in range(people))


@register.simple_tag
def projects_with(facet: str, value: str) -> str:
    """Return the address of the search for projects with one facet value."""
    return f"{reverse('knowledge_search:search')}?{urlencode({'type': 'project', facet: value})}"
