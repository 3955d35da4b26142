"""The pages that a law asks for, with gaps for the office to fill, and their links on every page."""

import tomllib
from pathlib import Path
from typing import Any

from wagtail.models import Page, Site

from knowledge.pages.models import InformationPage
from knowledge.pages.other_forms import EasyLanguagePage, SignLanguagePage
from knowledge.pages.settings import KnowledgeSettings

from .bodies import Body, bullet_points, paragraphs

ROWS = Path(__file__).with_name("duty_pages.toml")
TYPES: dict[str, type[Page]] = {
    "information": InformationPage,
    "easy_language": EasyLanguagePage,
    "sign_language": SignLanguagePage,
}


def set_up_duty_pages(home: Page) -> int:
    """Make each duty page that the settings of the home's site do not name; return how many were made.

    A page that stands at the address already is taken, whatever it says.
    """
    site = Site.objects.filter(root_page=home).order_by("-is_default_site").first()
    if site is None:
        return 0
    settings = KnowledgeSettings.for_site(site)
    made = 0
    for row in tomllib.loads(ROWS.read_text(encoding="utf-8"))["page"]:
        if getattr(settings, f"{row['field']}_id") is not None:
            continue
        page = home.get_children().filter(slug=row["slug"]).first()
        if page is None:
            page = _make(home, row)
            made += 1
        setattr(settings, row["field"], Page.objects.get(pk=page.pk))
    settings.save()
    return made


def _make(home: Page, row: dict[str, Any]) -> Page:
    page = TYPES[row["type"]](
        title=row["title"], slug=row["slug"], summary=row["summary"], body=_body(row["body"]), live=False
    )
    home.add_child(instance=page)
    revision = page.save_revision()
    if not row.get("draft"):
        revision.publish()
    return page


def _body(parts: list[dict[str, Any]]) -> Body:
    body: Body = []
    for part in parts:
        if "heading" in part:
            body.append(("heading", {"text": part["heading"], "level": "h2"}))
        body += bullet_points(part.get("list", ()))
        body += paragraphs(part.get("text", ""))
    return body
