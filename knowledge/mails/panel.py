"""On the admin's home: mails that do not go out. Nothing while all is well."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Count, Min
from django.middleware.csrf import get_token
from django.utils import timezone
from wagtail.admin.ui.components import Component

from .admin import PERMISSION
from .kinds import get_kind
from .models import OutgoingMail

State = OutgoingMail.State

# A mail server that is restarted is no news.
NORMAL = timedelta(minutes=30)
SHOWN = 5


class MailPanel(Component):
    """Says in plain words which mails have failed, and since when others wait."""

    name = "knowledge_mails"
    template_name = "knowledge/mails/admin/panel.html"
    order = 102

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return what the template shows; a few queries, whatever waits."""
        request = (parent_context or {}).get("request")
        if request is None or not request.user.has_perm(PERMISSION):
            return {}
        late = OutgoingMail.objects.filter(
            state__in=[State.WAITING, State.SENDING], created__lt=timezone.now() - NORMAL
        )
        failed = OutgoingMail.objects.filter(state=State.FAILED).order_by("-pk")
        shown = list(failed.select_related("content_type").prefetch_related("about")[: SHOWN + 1])
        last = late.exclude(error="").order_by("-due").first()
        return {
            **late.aggregate(waiting=Count("pk"), since=Min("created")),
            "why": last.reason if last else "",
            "failed": [(mail, _title_of(mail)) for mail in shown[:SHOWN]],
            "more": len(shown) > SHOWN,
            "csrf_token": get_token(request),
        }


def _title_of(mail: OutgoingMail) -> str:
    try:
        kind = get_kind(mail.kind)
    except LookupError:
        return mail.kind
    return f"{kind.title}, an {kind.audience}"


def add_mail_panel(request: Any, panels: list[Component]) -> None:
    """Receiver of `construct_homepage_panels`."""
    panels.append(MailPanel())
