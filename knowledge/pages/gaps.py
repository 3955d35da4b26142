"""On the admin's home: which duty pages still have gaps that only the office can fill."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Site

from cms_blocks.text import plain_text

from .settings import KnowledgeSettings

#: How a gap begins in the starting content, and wherever an editor leaves one.
GAP = "[Bitte ergänzen"


@dataclass(frozen=True)
class Gap:
    """A duty page that is not ready, and why."""

    label: str
    gaps: int
    url: str
    is_draft: bool = False


def gaps_of(site: Site, user: Any) -> list[Gap]:
    """Return the duty pages of a site that are missing, not published or have gaps.

    Those that the user may not edit are left out.
    """
    settings = KnowledgeSettings.for_site(site)
    found = []
    for name in settings.select_related:
        label = str(settings._meta.get_field(name).verbose_name)
        page: Page | None = getattr(settings, name)
        if page is None:
            if user.has_perm("knowledge.change_knowledgesettings"):
                url = reverse("wagtailsettings:edit", args=["knowledge", "knowledgesettings", site.pk])
                found.append(Gap(label, 0, url))
        elif page.permissions_for_user(user).can_edit():
            latest: Any = page.get_latest_revision_as_object()
            gaps = plain_text(latest.body).count(GAP) if hasattr(latest, "body") else 0
            if gaps or not page.live:
                found.append(
                    Gap(label, gaps, reverse("wagtailadmin_pages:edit", args=[page.pk]), not page.live)
                )
    return found


class GapsPanel(Component):
    """Says which duty pages want something. Nothing when none does."""

    name = "knowledge_gaps"
    template_name = "knowledge/panels/gaps.html"
    order = 120

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return what the template shows."""
        request = (parent_context or {}).get("request")
        site = Site.objects.filter(is_default_site=True).first()
        return {"gaps": gaps_of(site, request.user) if request and site else []}


def add_gaps_panel(request: Any, panels: list[Component]) -> None:
    """Receiver of `construct_homepage_panels`."""
    panels.append(GapsPanel())
