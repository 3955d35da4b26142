"""Projects in the admin."""

from typing import ClassVar

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
