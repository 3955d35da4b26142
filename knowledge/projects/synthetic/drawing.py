"""Draws a made-up project: its texts, its place and its facets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from cms_blocks.geo import format_point
from knowledge.projects.models import UMLAUTS, Project
from knowledge.vocabularies import gazetteer
from knowledge.vocabularies.models import TERM_MODELS

from .words import TAGS
from .writing import Writer, draw, draw_some

PREFIX = "synth-"
SHARE_WITH_PLACE = 0.4
SHARE_LIGHTHOUSE = 0.05
# How many values a project has of each; the vocabularies' own order is how often a term comes.
_MANY: Mapping[str, tuple[str, tuple[int, ...]]] = {
    "themes": ("theme", (1, 1, 1, 2, 2, 3)),
    "megatrends": ("megatrend", (0, 0, 1, 1, 2)),
    "goals": ("sdg", (0, 1, 1, 2, 3)),
    "challenges": ("challenge", (0, 1, 1, 2, 3)),
    "approaches": ("approach", (0, 1, 1, 2)),
}
_ONE = {"stage": "stage", "reach": "reach", "audience": "audience", "kind": "kind"}


@dataclass(frozen=True)
class Stock:
    """What projects are drawn from: primary keys of terms by vocabulary, of organisations, of hashtags."""

    terms: Mapping[str, Sequence[int]]
    organisations: Sequence[int]
    tags: Sequence[int]


@dataclass(frozen=True)
class Drawn:
    """A project and the primary keys it points to, none of it saved."""

    project: Project
    many: Mapping[str, Sequence[int]] = field(default_factory=dict)
    tags: Sequence[int] = ()


def tag_names() -> list[str]:
    """Return the hashtags: common ones first, then rarer joined ones."""
    return [*TAGS, *(f"{first}-{second}" for first in TAGS for second in TAGS[:10] if first != second)]


def term_keys() -> dict[str, list[int]]:
    """Return the primary keys of all terms by vocabulary, in the editors' order."""
    return {
        name: list(model._default_manager.values_list("pk", flat=True)) for name, model in TERM_MODELS.items()
    }


def draw_project(seed: int, number: int, stock: Stock, now: datetime) -> Drawn:
    """Return project ``number`` of a seed. The same stock gives the same project."""
    random = Random(f"{seed}:{number}")  # noqa: S311 - repeatable is what is wanted
    place = _place(random)
    writer = Writer(random, place.name if place else "")
    title = writer.title()
    published = now - timedelta(minutes=random.randrange(5 * 365 * 24 * 60))
    project = Project(
        identifier=f"{PREFIX}{number}",
        title=title,
        slug=f"{slugify(title.translate(UMLAUTS).replace('ß', 'ss'))[:90]}-{PREFIX}{number}",
        summary=writer.summary(),
        description=writer.description(),
        technology=random.choices((True, False, None), weights=(25, 55, 20))[0],
        lighthouse=random.random() < SHARE_LIGHTHOUSE,
        carrier_id=draw(random, stock.organisations) if random.random() < 0.8 else None,
        source="Zufällig erzeugt, für Lasttests",
        last_checked=date(2026, 1, 1) - timedelta(days=random.randrange(700)),
        live=True,
        has_unpublished_changes=False,
        first_published_at=published,
        last_published_at=published,
        **_scales(random, stock),
        **(_whereabouts(random, place) if place else {}),
    )
    project.set_areas()
    many = {
        name: draw_some(random, stock.terms[vocabulary], counts) if stock.terms[vocabulary] else []
        for name, (vocabulary, counts) in _MANY.items()
    }
    return Drawn(project, many, draw_some(random, stock.tags, (0, 1, 2, 2, 3, 5)))


def _scales(random: Random, stock: Stock) -> dict[str, Any]:
    """Nine in ten projects have a value; the first of a scale are the most frequent."""
    return {
        f"{name}_id": draw(random, stock.terms[vocabulary])
        for name, vocabulary in _ONE.items()
        if stock.terms[vocabulary] and random.random() < 0.9
    }


_INHABITANTS: list[int] = []


def _place(random: Random) -> gazetteer.Place | None:
    """Draw a place by the number of its inhabitants, or none."""
    if random.random() >= SHARE_WITH_PLACE:
        return None
    if not _INHABITANTS:
        # A hamlet without a known number still gets a project now and then.
        _INHABITANTS.extend(accumulate(max(place.population, 50) for place in gazetteer.places()))
    return random.choices(gazetteer.places(), cum_weights=_INHABITANTS)[0]


def _whereabouts(random: Random, place: gazetteer.Place) -> dict[str, str]:
    """The place and a point within a kilometre or two of its middle."""
    return {
        "place_name": place.name,
        "location": format_point(
            place.latitude + random.gauss(0, 0.006), place.longitude + random.gauss(0, 0.01)
        ),
    }


def now() -> datetime:
    """Return the beginning of today: dates of made-up projects do not change within a day."""
    return timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
