"""Projects in the admin."""

from typing import Any, ClassVar

from django.urls import reverse
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Project


class ProjectViewSet(SnippetViewSet):
    """Projects: the office's daily work."""

    model = Project
    icon = "snippet"
    menu_label = "Projekte"
    menu_order = 210
    add_to_admin_menu = True
    list_display: ClassVar = [
        "title",
        Column("place_label", label="Ort", sort_key="place_name"),
        "carrier",
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    ]
    list_filter: ClassVar = ["live", "themes", "stage", "kind", "lighthouse"]
    list_per_page = 50
    # A copy would carry along somebody's contact data, and a consent that was given for another entry.
    copy_view_enabled = False
    ordering = ("title",)


class ProjectsSummaryItem(SummaryItem):
    """How many projects are published, or drafts, on the admin's first page; a click lists them."""

    template_name = "knowledge/projects/summary_item.html"

    def __init__(self, request: Any, *, live: bool) -> None:
        """``live``: count the published ones; else those that never were or no longer are."""
        super().__init__(request)
        self.live = live
        self.order = 110 if live else 120

    def is_shown(self) -> bool:
        """For those who may open the list."""
        policy = Project.snippet_viewset.permission_policy
        return policy.user_has_any_permission(self.request.user, {"add", "change", "delete", "view"})

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Count, in words."""
        count = Project.objects.filter(live=self.live).count()
        if self.live:
            label = "Projekt veröffentlicht" if count == 1 else "Projekte veröffentlicht"
        else:
            label = "Projekt im Entwurf" if count == 1 else "Projekte im Entwurf"
        url = reverse(Project.snippet_viewset.get_url_name("list"))
        return {
            "count": count,
            "label": label,
            "icon": "snippet" if self.live else "draft",
            "url": f"{url}?live={str(self.live).lower()}",
        }


def add_summary_items(request: Any, items: list[Any]) -> None:
    """Put published projects and drafts among the figures of the admin's first page."""
    items.extend(ProjectsSummaryItem(request, live=live) for live in (True, False))
