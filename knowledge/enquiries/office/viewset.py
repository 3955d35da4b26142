"""The addresses of the office's screens, and their place in the admin's menu."""

from typing import Any, ClassVar

from django.urls import URLPattern, path
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from .folders import FoldersView, policy
from .message import MessageView
from .table import NeedsTableView


class _MessagesMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        """Show it to those who may answer."""
        return bool(policy().user_has_permission(request.user, "change"))


class EnquiryViewSet(ViewSet):
    """Messages: the folders, one of them, the needs as a table."""

    name = "knowledge_enquiries"
    url_prefix = "nachrichten"
    icon = "comment"
    menu_label = "Nachrichten"
    menu_order = 206
    add_to_admin_menu = True
    menu_item_class: ClassVar = _MessagesMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses of the screens."""
        return [
            path("", self.construct_view(FoldersView), name="index"),
            path("<int:pk>/", self.construct_view(MessageView), name="message"),
            path("bedarfe.csv", self.construct_view(NeedsTableView), name="needs"),
        ]
