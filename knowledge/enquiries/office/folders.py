"""The messages in folders, by what is to be done with them."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic import TemplateView
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.permission_policies import ModelPermissionPolicy

from knowledge.submissions.office.queue import Folder

from ..models import Enquiry, Kind, State

PER_PAGE = 50


FOLDERS = (
    Folder("neu", "Neu", Q(is_spam=False, state=State.NEW), "Alles ist gelesen."),
    Folder("in-arbeit", "In Arbeit", Q(is_spam=False, state=State.PROGRESS), "Nichts ist in Arbeit."),
    Folder("erledigt", "Erledigt", Q(is_spam=False, state=State.DONE), "Noch nichts ist erledigt."),
    Folder("spam", "Spamverdacht", Q(is_spam=True), "Nichts ist verdächtig."),
)
NEW = FOLDERS[0]


def policy() -> ModelPermissionPolicy:
    """Return who may see messages: whoever may change them."""
    return ModelPermissionPolicy(Enquiry)


class FoldersView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """The messages of a folder, all or of one kind: first those that have waited longest."""

    template_name = "knowledge/enquiries/office/folders.html"
    page_title = "Nachrichten"
    header_icon = "comment"
    permission_policy = ModelPermissionPolicy(Enquiry)
    permission_required = "change"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return a page of the asked folder and kind, and how much the others hold: one count for all."""
        asked = self.request.GET.get("ordner", "")
        folder = next((folder for folder in FOLDERS if folder.name == asked), NEW)
        kind = self.request.GET.get("art", "")
        kind = kind if kind in Kind.values else ""
        order = ("created", "pk") if folder == NEW else ("-created", "-pk")
        found = Enquiry.objects.filter(folder.which, **({"kind": kind} if kind else {})).order_by(*order)
        counts = Enquiry.objects.aggregate(
            **{f"in_{n}": Count("pk", filter=f.which) for n, f in enumerate(FOLDERS)}
        )
        return super().get_context_data(
            **kwargs,
            folders=[(each, counts[f"in_{n}"], _query(each.name, kind)) for n, each in enumerate(FOLDERS)],
            kinds=[("", "Alle", _query(folder.name, ""))]
            + [(value, label, _query(folder.name, value)) for value, label in Kind.choices],
            folder=folder,
            kind=kind,
            here=_query(folder.name, kind),
            enquiries=Paginator(found, PER_PAGE).get_page(self.request.GET.get("p")),
        )


def _query(folder: str, kind: str) -> str:
    return "?" + urlencode({"ordner": folder, **({"art": kind} if kind else {})})


class EnquiriesSummaryItem(SummaryItem):
    """How many messages are new, on the admin's first page; a click lists them."""

    order = 106
    template_name = "knowledge/projects/summary_item.html"

    def is_shown(self) -> bool:
        """For those who may answer."""
        return policy().user_has_permission(self.request.user, "change")

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Count, in words."""
        count = Enquiry.objects.filter(NEW.which).count()
        label = "neue Nachricht" if count == 1 else "neue Nachrichten"
        return {
            "count": count,
            "label": label,
            "icon": "comment",
            "url": reverse("knowledge_enquiries:index"),
        }


def add_summary_item(request: Any, items: list[Any]) -> None:
    """Put what is new among the figures of the admin's first page."""
    items.append(EnquiriesSummaryItem(request))
