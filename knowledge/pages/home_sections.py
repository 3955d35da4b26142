"""The sections the store brings along."""

from typing import Any

from django.db.models import Count
from wagtail.models import Page

from knowledge.projects.models import Project

from .models import MegatrendPage, NewsPage, ThemePage
from .sections import Section, register_section

SHOWN = 6


def _themes(page: Any, request: Any) -> dict[str, Any] | None:
    pages = (
        ThemePage.objects.live()
        .public()
        .filter(theme__isnull=False)
        .select_related("theme", "image")
        .order_by("theme__sort_order")
    )
    # Counted apart: a join of pages, terms and projects is slow once there are thousands.
    counts = dict(
        Project.objects.public()
        .filter(themes__isnull=False)
        .order_by()
        .values_list("themes")
        .annotate(count=Count("pk"))
    )
    for theme_page in pages:
        theme_page.project_count = counts.get(theme_page.theme_id, 0)
    return {"pages": pages} if pages else None


def _lighthouses(page: Any, request: Any) -> dict[str, Any] | None:
    projects = (
        Project.objects.public().filter(lighthouse=True).for_cards().order_by("-last_published_at", "pk")
    )
    return {"projects": shown} if (shown := list(projects[:3])) else None


def _newest(page: Any, request: Any) -> dict[str, Any] | None:
    projects = Project.objects.public().for_cards().order_by("-first_published_at", "-pk")
    return {"projects": shown} if (shown := list(projects[:SHOWN])) else None


def _megatrends(page: Any, request: Any) -> dict[str, Any] | None:
    pages = (
        MegatrendPage.objects.live()
        .public()
        .filter(megatrend__isnull=False)
        .select_related("megatrend", "image")
        .order_by("megatrend__sort_order")
    )
    return {"pages": pages} if pages else None


def _news(page: Any, request: Any) -> dict[str, Any] | None:
    news = NewsPage.objects.live().public().select_related("image").order_by("-date", "-pk")
    if not (shown := list(news[:3])):
        return None
    parent = Page.objects.live().public().parent_of(shown[0]).first()
    return {"pages": shown, "parent": parent}


SECTIONS = (
    Section("themes", "home", "knowledge/sections/themes.html", _themes, 10),
    Section("lighthouses", "home", "knowledge/sections/lighthouses.html", _lighthouses, 20),
    Section("newest", "home", "knowledge/sections/newest.html", _newest, 30),
    Section("megatrends", "home", "knowledge/sections/megatrends.html", _megatrends, 40),
    Section("news", "home", "knowledge/sections/news.html", _news, 50),
)


def register() -> None:
    """Register the store's own sections."""
    for section in SECTIONS:
        register_section(section)
