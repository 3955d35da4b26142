"""What the Steckbrief needs beyond its project: what fits it, place map, films elsewhere, QR code."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote, urlencode, urlsplit

import segno
from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from cms_blocks.video import Embed, find_embed
from knowledge.projects.fitting import Fitting, FittingProjects, fitting_projects
from knowledge.projects.models import Project
from knowledge_search.maps.drawing import MapPoint

from .knowledge_tags import draw_cover_once

register = template.Library()

#: After this time the office has most likely not looked again.
LONG_AGO = timedelta(days=2 * 365)
#: How far the search looks around a project.
RADIUS_KM = 10
#: How much fits on a printed sheet at each size: letters of the story, entries of the box (of the demo).
SHEETS = (("short", 740, 9), ("medium", 1200, 13))
#: What a term, and a row of pictures or a film, take of the story's room.
LETTERS_OF_A_WORD, LETTERS_OF_A_ROW = 30, 400


@register.simple_tag
def fitting(project: Project) -> FittingProjects:
    """Return where a project was carried over to, and what else fits it, with reasons."""
    return fitting_projects(project)


@register.simple_tag
def fitting_cover(card: Fitting) -> SafeString:
    """Draw the cover of a fitting project without a picture, as its own page has it."""
    key = card.url.rstrip("/").rpartition("/")[2]
    icon = next((term.icon for term in card.themes if term.icon), "")
    return draw_cover_once(key, tuple(term.colour for term in card.themes), icon)


@register.simple_tag
def sheet_size(project: Project) -> str:
    """Return how large a printed Steckbrief is set, to fill one sheet: "short", "medium", or ""."""
    words = (project.megatrends, project.challenges, project.approaches, project.tagged_items)
    letters = len(project.summary) + len(strip_tags(project.description))
    letters += LETTERS_OF_A_WORD * sum(len(manager.all()) for manager in words)
    letters += LETTERS_OF_A_ROW * (
        -(-len(project.gallery.all()) // 5) + bool(project.film or project.film_url)
    )
    single = (
        *(project.stage, project.reach, project.audience, project.technology is not None, project.carrier),
        *(project.contact, project.website, project.source, project.last_checked),
    )
    many = (project.goals, project.partners, project.funders, project.links)
    facts = sum(map(bool, single)) + sum(len(manager.all()) for manager in many)
    fitting = (size for size, most, most_facts in SHEETS if letters <= most and facts <= most_facts)
    return next(fitting, "")


@register.simple_tag
def has_facts(project: Project) -> bool:
    """Say whether the box "Auf einen Blick" would have anything in it."""
    single = (
        *(project.stage, project.reach, project.audience, project.carrier, project.contact),
        *(project.website, project.source, project.last_checked),
    )
    many = (project.goals, project.partners, project.funders, project.links)
    return any(single) or project.technology is not None or any(manager.all() for manager in many)


@dataclass(frozen=True)
class FilmElsewhere:
    """A film of another site, in the terms of the block that shows one."""

    title: str
    url: str
    embed: Embed
    image: None = None
    caption: str = ""


@register.simple_tag
def film_elsewhere(project: Project) -> FilmElsewhere | None:
    """Return the project's film on another site, or None. Nobody is asked."""
    embed = find_embed(project.film_url) if project.film_url else None
    return FilmElsewhere(f"Film: {project.title}", project.film_url, embed) if embed else None


@register.simple_tag
def place_points(project: Project) -> list[MapPoint]:
    """Return the project's point for its place map, as a list of one, or an empty one."""
    coordinates = project.coordinates
    return [MapPoint(*coordinates, label=project.place_label or project.title)] if coordinates else []


@register.simple_tag
def search_around(project: Project) -> str:
    """Return the address of the map of the projects around this one, or ""."""
    if not project.coordinates:
        return ""
    near = ",".join(f"{degrees:.4f}" for degrees in project.coordinates)
    query = {"type": "project", "near": near, "radius_km": RADIUS_KM, "view": "map"}
    return f"{reverse('knowledge_search:search')}?{urlencode(query, safe=',')}"


@register.simple_tag(takes_context=True)
def absolute_address(context: template.Context, path: str) -> str:
    """Return the address of a path on this site, as people pass it on."""
    request: HttpRequest | None = context.get("request")
    return request.build_absolute_uri(path) if request else path


@register.simple_tag
def mail_link(title: str, address: str) -> str:
    """Return the address that opens a mail with a title as its subject and an address in its text."""
    # quote, not quote_plus: mail programs show a "+" as what it is.
    words = f"Im Wissensspeicher gefunden: {title}\n\n{address}\n"
    return "mailto:?" + urlencode({"subject": title, "body": words}, quote_via=quote)


@register.simple_tag
def qr_code(address: str) -> SafeString:
    """Draw the QR code of an address as SVG, without inline style; its stylesheet gives the size."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=2, omitsize=True, svgclass="qr-code", lineclass="")
    return mark_safe(drawn)  # noqa: S308 - squares; the address itself is not written into it


@register.filter
def is_long_ago(day: date) -> bool:
    """Say whether what was checked on a day may have changed since."""
    return timezone.localdate() - day > LONG_AGO


@register.filter
def bare_address(url: str) -> str:
    """Return a web address as people write it: without scheme, "www." and the last slash."""
    parts = urlsplit(url)
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}" if parts.netloc else url
