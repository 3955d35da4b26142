"""The style guide: every part of the skin in every state, with words that nobody takes for content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge_search.analysis import TextQuery
from knowledge_search.facets import Label
from knowledge_search.models import Record
from knowledge_search.results import Hit

from . import style_guide_samples as samples
from .style_guide_forms import forms_in_every_state

SHEET = Path(__file__).with_name("static") / "wissensspeicher" / "site.css"
#: Token, what it is for, and what stands on it.
COLOURS = (
    ("paper", "Papier: die Seite", "text"),
    ("card", "Karten und Felder", "text"),
    ("sunk", "Was zurücktritt", "text"),
    ("text", "Schiefer: Text", "paper"),
    ("heading", "Halde: Überschriften", "paper"),
    ("muted", "Grau: Nebensachen", "paper"),
    ("line", "Linien um Bedienelemente", "paper"),
    ("hair", "Haarlinien", "text"),
    ("action", "Kupfer: was du tun kannst", "on-action"),
    ("found", "Patina: gefunden, gewählt, gelungen", "on-found"),
    ("mark", "Markierte Wörter", "text"),
    ("alert", "Warnung", "paper"),
)
NOTHING = TextQuery()
COVER_KEYS = ("dorfladen", "buergerbus", "werkstatt", "garten", "chor", "solar")


@dataclass(frozen=True)
class Term:
    """Stands for a theme field."""

    label: str
    colour: str
    icon: str
    get_search_url: str = "#begriffe"

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class Goal:
    """Stands for one of the 17 goals."""

    key: str
    label: str
    colour: str
    description: str = "Ein Satz, der sagt, was das Ziel bedeutet."
    get_absolute_url: str = "#ziele"


#: Goals with their numbers of projects; one of them with black figures, one without a project.
GOALS = (
    (Goal("8", "Menschenwürdige Arbeit und Wirtschaftswachstum", "#A21942"), 12),
    (Goal("11", "Nachhaltige Städte und Gemeinden", "#FD9D24"), 1),
    (Goal("17", "Partnerschaften zur Erreichung der Ziele", "#19486A"), 0),
)


THEMES = (
    Term("Arbeit", "#1F5A9C", "work"),
    Term("Alter", "#6A3D9A", "age"),
    Term("Gesundheit", "#0F6B4F", "health"),
    Term("Sozialer Zusammenhalt", "#A8234F", "cohesion"),
)


@dataclass(frozen=True)
class Example:
    """Stands for a project or a page that has no picture."""

    slug: str
    theme: Term


def card(title: str, summary: str = "", theme: int = 0, query: TextQuery = NOTHING, **more: Any) -> Hit:
    """Return a card as a search would show it."""
    term = THEMES[theme]
    record = Record(type="project", title=title, summary=summary, url="#karten", **more)
    labels = {"theme": {"beispiel": Label.of(term.label, 0, term.colour, term.icon)}}
    record.facets = {"theme": ["beispiel"], **record.facets}
    return Hit.of(record, query, labels)


LONG = "Nachbarschaftshilfevermittlungsstelle für Mehrgenerationenwohnprojekte"


def colours() -> list[dict[str, str]]:
    """Return each colour with its value by day and by night, as the stylesheet has them."""
    tokens = SHEET.read_text(encoding="utf-8").partition("@layer tokens")[2].partition("@layer base")[0]
    values: dict[str, list[str]] = {}
    for name, value in re.findall(r"--color-([a-z-]+): (#[0-9a-f]{3,6});", tokens):
        values.setdefault(name, []).append(value)
    return [
        {"name": name, "words": words, "on": on, "light": values[name][0], "dark": values[name][1]}
        for name, words, on in COLOURS
    ]


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show all parts; search engines are asked to leave it out."""
    hits = [
        card(
            "Dorfladen mit Mittagstisch",
            "Ein Beispieltext von einem Satz, wie er auf einer Karte steht.",
            3,
            samples.query(),
            facets={"lighthouse": ["true"]},
            place="Beispielstadt",
            body="Jeden Tag gibt es einen Mittagstisch, an dem alle Platz haben.",
            card={"kind": "Initiative", "keywords": ["Mittagstisch", "Dorfladen"]},
        ),
        card(LONG, "Lange Wörter brechen um und schieben nichts zur Seite.", 1),
        card("Nur ein Titel"),
    ]
    context = {
        **samples.search(),
        **forms_in_every_state(),
        "colours": colours(),
        "themes": THEMES,
        "hits": hits,
        "hit": hits[0],
        "labels": ["Initiative"],
        "project": samples.project(THEMES, tuple(goal for goal, _ in GOALS)),
        "elsewhere": samples.film_elsewhere(),
        "address": "https://beispiel.example/projekte/beispiel/",
        "legend": samples.scales(),
        "lighthouses": samples.lighthouses(hits),
        "fitting": samples.fitting(THEMES),
        "drawing": samples.drawing(),
        "pins": samples.pins(),
        "blocks": samples.blocks(),
        "covers": [Example(key, THEMES[n % 4]) for n, key in enumerate(COVER_KEYS)],
        "entries": Paginator(range(90), 10).page(5),
        "goals": GOALS,
        "previous": GOALS[0][0],
        "next": GOALS[2][0],
    }
    response = render(request, "wissensspeicher/style_guide.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
