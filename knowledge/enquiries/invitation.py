"""The band on home that asks to share something."""

from collections.abc import Sequence
from typing import Any

from knowledge.pages.sections import Section, register_section
from knowledge_search.results import SearchPage


def _always(page: Any, request: Any, found: Sequence[SearchPage]) -> dict[str, Any]:
    return {}


def register() -> None:
    """Put the band below the newest projects."""
    register_section(Section("share", "home", "knowledge/sections/share.html", _always, 35))
