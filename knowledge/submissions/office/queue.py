"""The queue: submissions in folders, by what is to be done with them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.permission_policies import ModelPermissionPolicy

from ..models import State, Submission
from ..paper.codes import read_code

PER_PAGE = 50
CONFIRMED = ~Q(state__in=(State.STARTED, State.SENT))
#: What the office has typed itself, and its maker has not confirmed yet.
UNCONFIRMED_PAPER = Q(state=State.SENT, on_paper=True)


@dataclass(frozen=True)
class Folder:
    """A part of the queue."""

    name: str
    label: str
    which: Q
    empty: str


FOLDERS = (
    Folder(
        "zu-pruefen",
        "Zu prüfen",
        Q(is_spam=False, state__in=(State.CONFIRMED, State.REVIEW)),
        "Alles ist geprüft.",
    ),
    Folder(
        "wartet",
        "Wartet auf Antwort",
        Q(is_spam=False, state__in=(State.ASKED, State.COUNTERSIGN)),
        "Niemand schuldet Ihnen eine Antwort.",
    ),
    Folder(
        "entschieden",
        "Entschieden",
        Q(is_spam=False, state__in=(State.ACCEPTED, State.DECLINED, State.WITHDRAWN)),
        "Noch nichts ist entschieden.",
    ),
    Folder(
        "papier",
        "Von Papier, unbestätigt",
        UNCONFIRMED_PAPER,
        "Nichts von Papier wartet auf eine Bestätigung.",
    ),
    Folder("spam", "Spamverdacht", Q(is_spam=True) & CONFIRMED, "Nichts ist verdächtig."),
)
TO_CHECK = FOLDERS[0]


def policy() -> ModelPermissionPolicy:
    """Return who may see submissions: whoever may change them."""
    return ModelPermissionPolicy(Submission)


class QueueView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """The submissions of a folder, those that have waited longest first."""

    template_name = "knowledge/submissions/office/queue.html"
    page_title = "Einreichungen"
    header_icon = "mail"
    permission_policy = ModelPermissionPolicy(Submission)
    permission_required = "change"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a folder, or the submission whose sheet has the asked code."""
        if typed := request.GET.get("code", "").strip():
            if found := _by_code(typed):
                return redirect("knowledge_submissions:review", found.pk)
            messages.warning(request, "Unter diesem Code ist nichts eingetragen.")
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return a page of the asked folder, and how much the others hold; one count each."""
        asked = self.request.GET.get("ordner", "")
        folder = next((folder for folder in FOLDERS if folder.name == asked), TO_CHECK)
        found = Submission.objects.filter(folder.which).order_by("confirmed_at", "pk")
        if folder.name == "entschieden":
            found = found.order_by("-decided_at", "-pk")
        page = Paginator(found.select_related("project"), PER_PAGE).get_page(self.request.GET.get("p"))
        folders = [(each, Submission.objects.filter(each.which).count()) for each in FOLDERS]
        return super().get_context_data(**kwargs, folders=folders, folder=folder, submissions=page)


def _by_code(typed: str) -> Submission | None:
    try:
        return Submission.objects.filter(paper_code=read_code(typed)).first()
    except ValueError:
        return None


def to_check() -> QuerySet[Submission]:
    """Return what waits for the office."""
    return Submission.objects.filter(TO_CHECK.which)


class SubmissionsSummaryItem(SummaryItem):
    """How many submissions wait, on the admin's first page; a click lists them."""

    order = 105
    template_name = "knowledge/projects/summary_item.html"

    def is_shown(self) -> bool:
        """For those who may decide."""
        return policy().user_has_permission(self.request.user, "change")

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Count, in words."""
        count = to_check().count()
        label = "Einreichung zu prüfen" if count == 1 else "Einreichungen zu prüfen"
        return {"count": count, "label": label, "icon": "mail", "url": reverse("knowledge_submissions:index")}


def add_summary_item(request: Any, items: list[Any]) -> None:
    """Put what waits among the figures of the admin's first page."""
    items.append(SubmissionsSummaryItem(request))
