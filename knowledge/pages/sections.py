"""The registry of sections: what home and overview pages are made of.

A section is a template, the searches it shows something of, and a function that gathers what it shows. A
section with nothing to show gives None and does not appear. A host, or a later slice, registers its own in
its ``AppConfig.ready``. The searches of all sections of a page are made at once, whatever their number.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge_search.results import SearchPage
from knowledge_search.service import SearchRequest, search_all

#: Gathers a section's context from (page, request, found); None when there is nothing to show.
Gather = Callable[[Any, Any, Sequence[SearchPage]], dict[str, Any] | None]


@dataclass(frozen=True)
class Section:
    """One part of a page.

    Attributes:
        name: of the section, unique at its place.
        place: ``home`` or ``list``.
        template: shows what was gathered.
        gather: gathers it; gets what the searches found, in their order.
        order: a lower one stands higher.
        searches: returns the searches; asked for each page, since settings may change.
    """

    name: str
    place: str
    template: str
    gather: Gather
    order: int = 100
    searches: Callable[[], Sequence[SearchRequest]] = tuple


@dataclass(frozen=True)
class FilledSection:
    """A section and what it shows, for the template."""

    name: str
    template: str
    context: dict[str, Any]


_sections: dict[tuple[str, str], Section] = {}


def register_section(section: Section) -> Section:
    """Register a section; one of the same place and name replaces the earlier one."""
    _sections[section.place, section.name] = section
    return section


def unregister_section(place: str, name: str) -> None:
    """Take a section out; unknown names are no error."""
    _sections.pop((place, name), None)


def sections_for(place: str, page: Any, request: Any) -> list[FilledSection]:
    """Return the place's sections that have something to show, in order."""
    chosen = sorted((s for s in _sections.values() if s.place == place), key=lambda s: (s.order, s.name))
    asked = {section.name: tuple(section.searches()) for section in chosen}
    # Two sections may show something of one search.
    requests = [search for searches in asked.values() for search in searches]
    distinct = [search for number, search in enumerate(requests) if search not in requests[:number]]
    found = list(zip(distinct, search_all(distinct) if distinct else (), strict=True))

    def pages(section: Section) -> list[SearchPage]:
        return [next(page for other, page in found if other == search) for search in asked[section.name]]

    filled = ((section, section.gather(page, request, pages(section))) for section in chosen)
    return [FilledSection(s.name, s.template, context) for s, context in filled if context is not None]
