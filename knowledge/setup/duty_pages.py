"""The pages that a law asks for, with gaps for the office to fill, and their links on every page."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from wagtail.models import Page, Site

from knowledge.pages.gaps import GAP
from knowledge.pages.models import InformationPage
from knowledge.pages.other_forms import EasyLanguagePage, SignLanguagePage
from knowledge.pages.settings import KnowledgeSettings

from .bodies import Body, bullet_points, paragraphs

ROWS = Path(__file__).with_name("duty_pages.toml")
GAPS = re.compile(re.escape(GAP) + r": (.+?)\]")
TYPES: dict[str, type[Page]] = {
    "information": InformationPage,
    "easy_language": EasyLanguagePage,
    "sign_language": SignLanguagePage,
}


def duty_rows() -> list[dict[str, Any]]:
    """Return what each duty page begins with."""
    rows: list[dict[str, Any]] = tomllib.loads(ROWS.read_text(encoding="utf-8"))["page"]
    return rows


def set_up_duty_pages(home: Page) -> int:
    """Make each duty page that the settings of the home's site do not name; return how many were made.

    A page that stands at the address already is taken, whatever it says.
    """
    site = Site.objects.filter(root_page=home).order_by("-is_default_site").first()
    if site is None:
        return 0
    settings = KnowledgeSettings.for_site(site)
    made = 0
    for row in duty_rows():
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
        title=row["title"], slug=row["slug"], summary=row["summary"], body=make_body(row), live=False
    )
    home.add_child(instance=page)
    revision = page.save_revision()
    if not row.get("draft"):
        revision.publish()
    return page


def make_body(row: Mapping[str, Any], words: Mapping[str, str] = MappingProxyType({})) -> Body:
    """Return the body of a duty page.

    Args:
        row: of the page.
        words: fill its gaps, by what a gap asks for. A blank line begins a new paragraph.

    Raises:
        KeyError: a gap that is to be filled is not there.
    """
    body: Body = []
    missing = set(words)
    for part in row["body"]:
        text = part.get("text", "")
        for gap in missing & set(GAPS.findall(text)):
            text = text.replace(f"{GAP}: {gap}]", words[gap])
            missing.discard(gap)
        if "heading" in part:
            body.append(("heading", {"text": part["heading"], "level": "h2"}))
        body += bullet_points(part.get("list", ()))
        body += paragraphs(text)
        if "block" in part:
            body.append((part["block"], {}))
    if missing:
        raise KeyError(*missing)
    return body
