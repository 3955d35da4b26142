"""On the admin's home: how the search engine is, and what waits for it. Nothing while all is well."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.utils import timezone
from wagtail.admin.ui.components import Component

from .. import conf
from ..analysis import TextQuery
from ..models import Change, Record
from ..request import SearchRequest

# A worker needs a moment; only what waits longer is worth a word.
NORMAL = timedelta(minutes=1)
SHOWN_TITLES = 3


class EnginePanel(Component):
    """Says in plain words whether the engine answers, what waits for it, and what it did not take."""

    name = "knowledge_search_engine"
    template_name = "knowledge_search/admin/engine_panel.html"
    order = 100

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> str:
        """Return the panel; nothing where there is no engine, and an empty text while all is well."""
        return super().render_html(parent_context) if conf.elasticsearch().url else ""

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return what the template shows, from a few queries, whatever waits, and what the engine answers.

        The engine is asked as a visitor asks it: within their time limits, and not while it is out. This
        process may not have searched yet, and would know nothing of what keeps others from the engine.
        """
        from ..engines.elasticsearch import breaker, failover  # only where a server is named

        failover.attempt(lambda engine: engine.answer(SearchRequest(limit=1), TextQuery()), None)
        status = breaker.status()
        failed = Q(attempts__gt=0)
        numbers: dict[str, Any] = Change.objects.aggregate(
            waiting=Count("pk"), since=Min("since"), failed=Count("pk", filter=failed)
        )
        last = Change.objects.filter(failed).order_by("-due").first()
        titles = Record.objects.filter(pk__in=Change.objects.filter(failed).values("pk"))
        late = bool(numbers["since"]) and numbers["since"] < timezone.now() - NORMAL
        return {
            **numbers,
            "late": late,
            "out": status if status.state == "open" else None,
            "error": last.error if last else "",
            "titles": list(titles.order_by("pk").values_list("title", flat=True)[:SHOWN_TITLES]),
            "shown": status.state == "open" or late or numbers["failed"] > 0,
        }


def add_engine_panel(request: Any, panels: list[Component]) -> None:
    """Receiver of `construct_homepage_panels`."""
    panels.append(EnginePanel())
