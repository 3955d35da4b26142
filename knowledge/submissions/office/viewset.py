"""The addresses of the office's screens, and their place in the admin's menu."""

from typing import Any, ClassVar

from django.urls import URLPattern, path
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from .paper import AnswerView, PaperView
from .queue import QueueView, policy
from .review import FileView, ReviewView


class _QueueMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        """Show it to those who may decide."""
        return bool(policy().user_has_permission(request.user, "change"))


class SubmissionViewSet(ViewSet):
    """Submissions: the queue, one of them, its files."""

    name = "knowledge_submissions"
    url_prefix = "einreichungen"
    icon = "mail"
    menu_label = "Einreichungen"
    menu_order = 205
    add_to_admin_menu = True
    menu_item_class: ClassVar = _QueueMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses of the screens."""
        return [
            path("", self.construct_view(QueueView), name="index"),
            path("papier/", self.construct_view(PaperView), name="paper"),
            path("<int:pk>/", self.construct_view(ReviewView), name="review"),
            path("<int:pk>/datei/<int:file>/", self.construct_view(FileView), name="file"),
            path("<int:pk>/antwort/", self.construct_view(AnswerView), name="answer"),
        ]
