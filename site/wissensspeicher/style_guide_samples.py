"""What the style guide shows beside colours and cards: a project, a search, a map, blocks; all invented."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms_blocks.video import Embed
from knowledge.blocks import BodyStreamBlock
from knowledge.projects.fitting import Fitting
from knowledge.projects.lighthouses import Lighthouse, Reading, Scale
from knowledge_search.analysis import EmptyLexicon, TextQuery, get_analysis
from knowledge_search.facets import FacetResult, FacetValue, Introduction
from knowledge_search.maps.drawing import Drawing, MapPoint, Pin, draw_points
from knowledge_search.presentation import Chip, ShownFacet
from knowledge_search.registry import registry
from knowledge_search.results import Hit

#: Blocks whose examples need no file of the store.
BLOCKS = ("figure", "table", "call_to_action", "timeline", "quote", "accordion")
SEARCHED = "Mittagstisch"


class Many(tuple[Any, ...]):
    """Stands for what belongs to a project."""

    def all(self) -> Many:
        """Return all of it."""
        return self


@dataclass(frozen=True)
class Step:
    """Stands for a term of an ordered vocabulary."""

    pk: int
    label: str


@dataclass(frozen=True)
class Word:
    """Stands for a term without a mark."""

    label: str
    get_search_url: str = "#begriffe"
    colour: str = ""
    icon: str = ""

    def __str__(self) -> str:
        return self.label


class Picture:
    """Stands for an image; every size of it is the same drawing."""

    credit_line, licence_url = "Beispielbild", ""
    url, width, height = "", 1200, 48

    def get_rendition(self, _spec: object) -> Picture:
        """Return the drawing."""
        self.url = static("knowledge/strata.svg")
        return self

    def img_tag(self, extra_attributes: dict[str, str] | None = None) -> SafeString:
        """Return it as an element."""
        return format_html('<img src="{}" alt="Drei dünne Wellen" width="640" height="480">', self.url)


STAGES = tuple(Step(n, label) for n, label in enumerate(("Erste Stufe", "Zweite Stufe", "Dritte Stufe")))
REACHES = tuple(Step(n, label) for n, label in enumerate(("Am Ort", "In der Region", "Überall")))
AUDIENCES = tuple(Step(n, label) for n, label in enumerate(("Eine Gruppe", "Alle")))


def project(themes: tuple[Any, ...], goals: tuple[Any, ...]) -> SimpleNamespace:
    """Return a project with something in every field."""
    organisation = SimpleNamespace(name="Beispielverein", website="https://beispiel.example/")
    other = SimpleNamespace(name="Beispielgenossenschaft ohne eigene Seite", website="")
    film = SimpleNamespace(
        type="video",
        title="Ein Beispielfilm",
        url="#film",
        sources=(),
        thumbnail=None,
        width=640,
        height=360,
        captions=SimpleNamespace(url=static("knowledge/strata.svg")),
        credit_line="Beispielbild",
        transcript="Hier steht, was im Film zu hören ist.",
    )
    tag = SimpleNamespace(slug="beispiel", name="Beispiel")
    return SimpleNamespace(
        title="Beispielprojekt",
        slug="beispiel",
        lighthouse=True,
        technology=True,
        themes=Many(themes),
        goals=Many(goals),
        megatrends=Many((Word("Ein Megatrend"),)),
        challenges=Many((Word("Eine Herausforderung"), Word("Noch eine"))),
        approaches=Many((Word("Ein Ansatz"),)),
        tagged_items=Many((SimpleNamespace(tag=tag),)),
        stage=STAGES[1],
        reach=REACHES[2],
        audience=AUDIENCES[0],
        vocabularies={"stage": STAGES, "reach": REACHES, "audience": AUDIENCES},
        contact={"name": "Erika Beispiel", "email": "erika@beispiel.example", "phone": "00000 0000"},
        carrier=organisation,
        website="https://beispiel.example/",
        links=Many((SimpleNamespace(url="https://netz.example/", label="Beispiel in einem Netzwerk"),)),
        partners=Many((SimpleNamespace(organisation=organisation), SimpleNamespace(organisation=other))),
        funders=Many((SimpleNamespace(organisation=other),)),
        source="Ein Gespräch",
        last_checked=date(2020, 11, 1),
        street="Beispielweg 1",
        postcode="00000",
        place_name="Beispielstadt",
        place_label="Beispielstadt",
        municipality="Beispielstadt",
        municipality_ags="15087370",
        district="Beispielland",
        district_ags="15087",
        coordinates=(51.5276, 11.5487),
        film=film,
        film_url="https://vimeo.com/123456",
        gallery=Many(SimpleNamespace(image=Picture(), caption=f"Blick {n}") for n in (1, 2, 3)),
    )


def film_elsewhere() -> SimpleNamespace:
    """Return a film that lies where no player may be shown."""
    return SimpleNamespace(url="https://filme.example/film", embed=Embed("filme.example", ""))


def scales() -> list[Scale]:
    """Return three scales with their steps."""
    return [
        Scale("stage", "Projektstadium", "Wie weit?", "strata", STAGES),  # type: ignore[arg-type]
        Scale("reach", "Wirkungsradius", "Wie weit herum?", "rings", REACHES),  # type: ignore[arg-type]
        Scale("audience", "Zielgruppe", "Für wen?", "people", AUDIENCES),  # type: ignore[arg-type]
    ]


def lighthouses(hits: list[Hit]) -> list[Lighthouse]:
    """Return a lighthouse of which all is known, and one of which nothing is."""
    on = scales()
    return [
        Lighthouse(hits[0], [Reading(scale, scale.terms[-1]) for scale in on], True),
        Lighthouse(hits[1], [Reading(scale, None) for scale in on], None),
    ]


def fitting(themes: tuple[Any, ...]) -> Fitting:
    """Return what fits a project, with its reason."""
    return Fitting(
        title="Ein Projekt, das dazu passt",
        url="#karten",
        summary="Ein Satz, der sagt, worum es geht.",
        place="Beispielstadt",
        kind="Initiative",
        image_url="",
        themes=themes[:1],
        reason="Gleiches Themenfeld: Arbeit",
    )


def query() -> TextQuery:
    """Return what was searched, so that hits mark it."""
    return get_analysis().query(SEARCHED, EmptyLexicon())


def facet() -> ShownFacet:
    """Return a facet of many values, two of which are chosen."""
    values = tuple(FacetValue(f"wert-{n}", f"Schlagwort {n}", 40 - n, n in (1, 3)) for n in range(1, 13))
    return ShownFacet(FacetResult("tag", "Schlagwort", values), values[:8], values[8:], True, "")


def drawing() -> Drawing | None:
    """Return a map with a pin of each shape and clusters of each size."""
    drawn = draw_points([MapPoint(51.5, 11.3, "", "#karte"), MapPoint(51.7, 11.6, "", "#karte")])
    shapes = [
        Pin(f"{15 + 17 * n}%", "30%", f"So steht es auf der Karte: {kind}", "#karte", shape)
        for n, (shape, kind) in enumerate(pins().items())
    ]
    counts = ("3", "42", "1.234")
    clusters = [
        Pin(f"{25 + 25 * n}%", "65%", f"{count} Einträge: näher heran", "#karte", count=count)
        for n, count in enumerate(counts)
    ]
    return drawn and replace(drawn, pins=[*shapes, *clusters], names=())


def pins() -> dict[str, str]:
    """Return the shapes of pins, each with the kinds of content it stands for."""
    kinds: dict[str, str] = {}
    for kind in registry.kinds:
        kinds[kind.pin] = f"{kinds[kind.pin]}, {kind.plural}" if kind.pin in kinds else kind.plural
    return kinds


def search() -> dict[str, Any]:
    """Return what the parts of the search page show."""
    return {
        "chips": [
            Chip("Suchwort", f"„{SEARCHED}“", "#suche", is_filter=False),
            Chip("Themenfeld", "Alter", "#suche"),
        ],
        "active_filters": 1,
        "reset_url": "#suche",
        "search_url": "#suche",
        "problems": ["Den Wert „blau“ gibt es bei „Themenfeld“ nicht."],
        "views": [
            {"url": "#suche", "current": True, "name": "list", "label": "Liste"},
            {"url": "#suche", "current": False, "name": "map", "label": "Karte"},
        ],
        "sorts": [("", "Beste Treffer zuerst", True), ("newest", "Neueste zuerst", False)],
        "intro": Introduction("Alter", "Ein Satz über das gewählte Themenfeld.", "#suche"),
        "around": SimpleNamespace(
            can_find=True,
            unknown="Nirgendwo",
            middle="",
            radii=[("", "überall", False), ("10", "10 km", True)],
        ),
        "search": SimpleNamespace(q=SEARCHED, is_filtered=True),
        "ways_out": [SimpleNamespace(url="#suche", label="Themenfeld: Alter", sentence="3 Treffer")],
        "facet": facet(),
    }


def blocks() -> list[Any]:
    """Return blocks with the examples that editors see."""
    children = BodyStreamBlock().child_blocks
    return [
        (children[name].label, children[name].bind(children[name].get_preview_value())) for name in BLOCKS
    ]
