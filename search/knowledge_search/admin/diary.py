"""The search diary in the admin: what is searched most, and what finds nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from ..diary import ENOUGH
from ..models import SearchedQuery, SynonymGroup
from ..synonyms import key_of

SHOWN = 100
PERIODS = {"week": ("7 Tage", 7), "month": ("30 Tage", 30), "year": ("12 Monate", 365)}
PERMISSION = "knowledge_search.view_searchedquery"


@dataclass(frozen=True)
class Line:
    """One thing that was searched.

    Attributes:
        hits: what it found when it was last searched.
    """

    text: str
    searches: int
    hits: int

    @property
    def search_url(self) -> str:
        """The public search for it."""
        return reverse("knowledge_search:search") + "?" + urlencode({"q": self.text})

    @property
    def synonym_url(self) -> str:
        """The form for a new group of synonyms with it."""
        return reverse("search_synonyms:add") + "?" + urlencode({"words": self.text})


class DiaryView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Most searched, or without hits, in the last week, month or year."""

    template_name = "knowledge_search/admin/diary.html"
    page_title = "Suchtagebuch"
    header_icon = "history"
    permission_policy = ModelPermissionPolicy(SearchedQuery)
    permission_required = "view"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the lines of the asked period."""
        asked = self.request.GET.get("period", "")
        period = asked if asked in PERIODS else "month"
        without_hits = self.request.GET.get("show") == "without-hits"
        since = timezone.localdate() - timedelta(days=PERIODS[period][1])
        lines = [line for line in _lines(since) if not (without_hits and line.hits)]
        return super().get_context_data(
            **kwargs,
            lines=lines[:SHOWN],
            more=max(0, len(lines) - SHOWN),
            enough=ENOUGH,
            without_hits=without_hits,
            period=period,
            periods=[(value, label) for value, (label, _) in PERIODS.items()],
            may_add=ModelPermissionPolicy(SynonymGroup).user_has_permission(self.request.user, "add"),
        )


def _lines(since: date) -> list[Line]:
    """Return what was searched since a day, the most frequent first; one line for all spellings."""
    by_key: dict[str, list[SearchedQuery]] = defaultdict(list)
    for row in SearchedQuery.objects.filter(day__gte=since).exclude(text="").order_by("day", "pk"):
        by_key[key_of(row.text)].append(row)
    lines = (
        Line(same[-1].text, sum(row.searches for row in same), same[-1].hits) for same in by_key.values()
    )
    return sorted(lines, key=lambda line: (-line.searches, line.text))


class _DiaryMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        """Show it to those who may read it."""
        return bool(request.user.has_perm(PERMISSION))


class DiaryViewSet(ViewSet):
    """The diary's one screen."""

    name = "search_diary"
    url_prefix = "suche/tagebuch"
    icon = "history"
    menu_label = "Suchtagebuch"
    menu_item_class: ClassVar = _DiaryMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the address of the screen."""
        return [path("", self.construct_view(DiaryView), name="index")]


def permissions() -> QuerySet[Permission]:
    """Return the permission to read the diary, to give to groups."""
    return Permission.objects.filter(
        content_type__app_label="knowledge_search", codename="view_searchedquery"
    )
