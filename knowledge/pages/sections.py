"""The registry of sections: what home and overview pages are made of.

A section is a template and a function that gathers what it shows. A section with nothing to show gives
None and does not appear. A host, or a later slice, registers its own in its ``AppConfig.ready``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

#: Gathers a section's context from (page, request); None when there is nothing to show.
Gather = Callable[[Any, Any], dict[str, Any] | None]


@dataclass(frozen=True)
class Section:
    """One part of a page. ``place`` is ``home`` or ``list``; lower ``order`` stands higher."""

    name: str
    place: str
    template: str
    gather: Gather
    order: int = 100


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
    filled = ((section, section.gather(page, request)) for section in chosen)
    return [FilledSection(s.name, s.template, context) for s, context in filled if context is not None]
