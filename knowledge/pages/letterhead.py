"""What the office says of itself, around every mail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from wagtail.models import Site

from knowledge.mails.letterhead import Letterhead, from_settings

from .settings import KnowledgeSettings


def letterhead() -> Letterhead:
    """Return name, first office and address for answers of the default site.

    Answers go to the first office where nothing else is said.
    """
    head = from_settings()
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return head
    own = KnowledgeSettings.for_site(site)
    return replace(
        head,
        name=site.site_name or head.name,
        lines=_lines(own),
        reply_to=own.reply_to or _first_office(own).get("email") or "",
    )


def _first_office(own: KnowledgeSettings) -> Mapping[str, Any]:
    return own.offices[0].value if own.offices else {}


def _lines(own: KnowledgeSettings) -> tuple[str, ...]:
    office = _first_office(own)
    town = f"{office.get('postcode') or ''} {office.get('city') or ''}".strip()
    phone = f"Telefon: {office['phone']}" if office.get("phone") else ""
    parts = (office.get("name"), office.get("street"), town, phone, office.get("email"))
    return tuple(part for part in parts if part)
