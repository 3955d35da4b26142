"""Random stores and searches: every engine finds, counts and orders as plain Python does."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge_search.models import Record
from knowledge_search.results import SearchPage
from tests.knowledge_search.conftest import MakeProject
from tests.knowledge_search.testapp.models import Project

Find = Callable[..., SearchPage]

# Words that have nothing in common, whatever a language's rules are; the last is in no record.
WORDS = ("garten", "pflege", "bahnhof")
UNKNOWN = "quarxel"
THEMES = ("arbeit", "alter", "gesundheit")
TAGS = ("t1", "t2", "t3")
FACETS = ("theme", "technology", "tag", "municipality")
MUNICIPALITIES = ("", "15087130", "15087370")
PAGE = 7
# Nothing, one, a page exactly, and several pages.
SIZES = (0, 1, PAGE, 24, 40)
EARTH_KM = 6371.0088

_values = {
    "theme": st.lists(st.sampled_from(THEMES), unique=True, max_size=3),
    "technology": st.lists(st.sampled_from(("true", "false")), unique=True, max_size=2),
    "tag": st.lists(st.sampled_from((*TAGS, "nie")), unique=True, max_size=3),
    "municipality": st.lists(st.sampled_from(MUNICIPALITIES[1:]), unique=True, max_size=2),
}
_longitudes = st.sampled_from((10.0, 11.0, 11.5, 12.0))
_latitudes = st.sampled_from((50.0, 51.0, 51.5, 52.0))
searches = st.fixed_dictionaries(
    {
        "words": st.lists(st.sampled_from((*WORDS, UNKNOWN)), unique=True, max_size=3),
        "without": st.sampled_from(("", "", *WORDS)),
        "filters": st.fixed_dictionaries(_values),
        # West may be greater than east: across the date line.
        "bbox": st.none()
        | st.tuples(_longitudes, _latitudes, _longitudes, _latitudes).map(
            lambda box: (box[0], min(box[1], box[3]), box[2], max(box[1], box[3]))
        ),
        "near": st.none() | st.tuples(st.sampled_from((50.5, 51.1)), st.sampled_from((10.5, 11.1))),
        "radius_km": st.sampled_from((None, 5.0, 30.0, 90.0)),
        "sort": st.sampled_from(("relevance", "newest", "title")),
    }
)


def fill(make_project: MakeProject, size: int) -> list[Project]:
    """Make a store, the same for the same size."""
    chance = random.Random(size)  # noqa: S311 - repeatable is what is wanted

    def some(of: Iterable[str], most: int) -> list[str]:
        choices = list(of)
        return chance.sample(choices, chance.randint(0, min(most, len(choices))))

    projects = []
    with transaction.atomic():
        for _ in range(size):
            placed = chance.random() < 0.6
            days = chance.choice((None, 0, 0, 1, 2))
            projects.append(
                make_project(
                    "Gleicher Titel" if chance.random() < 0.5 else "",
                    theme=tuple(some(THEMES, 2)),
                    summary=" ".join(some(WORDS, 1)),
                    body=" ".join(some(WORDS, 3)),
                    technology=chance.choice((True, False, None)),
                    tags=" ".join(some(TAGS, 3)),
                    municipality=chance.choice(MUNICIPALITIES),
                    latitude=chance.choice((50.5, 51.0, 51.2, 51.7)) if placed else None,
                    longitude=chance.choice((10.5, 11.0, 11.2, 11.7)) if placed else None,
                    date=None if days is None else datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=days),
                )
            )
    return projects


def values_of(project: Project) -> dict[str, set[str]]:
    """Return what each facet has of a project."""
    return {
        "theme": {theme.key for theme in project.themes.all()},
        "technology": set() if project.technology is None else {str(project.technology).lower()},
        "tag": set(project.tags.split()),
        "municipality": {project.municipality} - {""},
        "type": {"project"},
    }


def passes_text_and_place(project: Project, search: dict[str, Any]) -> bool:
    """Return whether words, box and radius let a project through."""
    own = {*project.summary.split(), *project.body.split()}
    if search["words"] and not own & set(search["words"]):
        return False
    if search["without"] in own:
        return False
    return is_in_box(project, search["bbox"]) and is_near(project, search["near"], search["radius_km"])


def is_in_box(project: Project, bbox: tuple[float, float, float, float] | None) -> bool:
    if bbox is None:
        return True
    if project.latitude is None or project.longitude is None:
        return False
    west, south, east, north = bbox
    inside = (
        west <= project.longitude <= east
        if west <= east
        else project.longitude >= west or project.longitude <= east
    )
    return inside and south <= project.latitude <= north


def is_near(project: Project, near: tuple[float, float] | None, radius_km: float | None) -> bool:
    if near is None or radius_km is None:
        return True
    if project.latitude is None or project.longitude is None:
        return False
    here, there = (
        [math.radians(degrees) for degrees in place]
        for place in (near, (project.latitude, project.longitude))
    )
    cosine = math.sin(here[0]) * math.sin(there[0]) + math.cos(here[0]) * math.cos(there[0]) * math.cos(
        there[1] - here[1]
    )
    return EARTH_KM * math.acos(min(1.0, cosine)) <= radius_km


def passes_filters(values: dict[str, set[str]], filters: dict[str, list[str]], but: str = "") -> bool:
    """Return whether all filters but one let these values through."""
    return all(values[name] & set(asked) for name, asked in filters.items() if name != but)


@pytest.mark.parametrize("size", SIZES)
def test_every_engine_counts_like_plain_python(make_project: MakeProject, find: Find, size: int) -> None:
    projects = fill(make_project, size)
    values = {project.pk: values_of(project) for project in projects}

    @settings(
        max_examples=20,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(searches)
    def check(search: dict[str, Any]) -> None:
        filters = {name: asked for name, asked in search["filters"].items() if asked}
        q = " ".join([*search["words"], *([f"-{search['without']}"] if search["without"] else [])])
        radius = search["radius_km"] if search["near"] else None
        place = {"bbox": search["bbox"], "near": search["near"], "radius_km": radius}
        arguments = {**place, "sort": search["sort"], "limit": PAGE, **filters}
        # The page tree of the tests has pages too.
        arguments["type"] = "project"
        candidates = [p for p in projects if passes_text_and_place(p, search)]
        expected = {p.pk for p in candidates if passes_filters(values[p.pk], filters)}

        first = find(q, **arguments)
        assert first.total == len(expected)
        facets = {facet.name: facet.values for facet in first.facets}
        for name in FACETS:
            counted = Counter(
                value
                for p in candidates
                if passes_filters(values[p.pk], filters, but=name)
                for value in values[p.pk][name]
            )
            # A chosen value is always there, also with count 0.
            shown = dict.fromkeys(filters.get(name, ()), 0) | dict(counted)
            assert {value.value: value.count for value in facets[name]} == shown
            assert {v.value for v in facets[name] if v.selected} == set(filters.get(name, ()))

        seen = [hit.record for hit in first.hits]
        for offset in range(PAGE, len(expected), PAGE):
            seen += [hit.record for hit in find(q, offset=offset, **arguments).hits]
        # No page repeats what another shows, and none leaves anything out.
        assert len(seen) == len(expected)
        assert {record.object_id for record in seen} == expected
        assert seen == sorted(seen, key=order_of(search["sort"], bool(search["words"])))

    check()


def order_of(sort: str, with_words: bool) -> Callable[[Record], tuple[Any, ...]]:
    """Return the key of an order. Points are not counted again here: relevance with words keeps its order."""
    if sort == "title":
        return lambda record: (record.title_key, record.pk)
    if sort == "relevance" and with_words:
        return lambda record: ()
    return lambda record: (
        record.date is None,
        -record.date.timestamp() if record.date else 0,
        -record.pk,
    )
