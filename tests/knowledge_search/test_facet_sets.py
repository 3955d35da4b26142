"""What a process keeps of the facet values is that of the table after any change."""

import random

import pytest
from django.db import connection

from knowledge_search import changes
from knowledge_search.engines import facet_sets as module
from knowledge_search.engines.facet_sets import facet_sets
from knowledge_search.models import RecordFacet
from tests.knowledge_search.testapp.models import Project

# Inside a transaction nothing is kept.
pytestmark = pytest.mark.django_db(transaction=True)


def table() -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for facet, value in RecordFacet.objects.values_list("facet", "value"):
        counts[facet, value] = counts.get((facet, value), 0) + 1
    return counts


def kept() -> dict[tuple[str, str], int]:
    store = facet_sets(connection, changes.generation("records"))
    _, counts = store.counts(store.everything, {})
    return {(facet, value): number for facet, own in counts.items() for value, number in own.items()}


@pytest.mark.parametrize("few", [500, 3])
def test_it_follows_every_change(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `few` at 3 it is often read anew, with 500 only what has changed."""
    monkeypatch.setattr(module, "_FEW", few)
    chance = random.Random(7)  # noqa: S311
    for number in range(60):
        there = list(Project.objects.all())
        act = chance.choice(["add", "add", "change", "delete"]) if there else "add"
        tags = " ".join(chance.sample(["t1", "t2", "t3", "t4"], chance.randint(0, 3)))
        if act == "add":
            Project.objects.create(title=f"Projekt {number}", slug=f"p{number}", tags=tags)
        elif act == "change":
            project = chance.choice(there)
            project.tags, project.technology = tags, chance.random() < 0.5
            project.save()
        else:
            chance.choice(there).delete()
        if chance.random() < 0.6:  # sometimes several changes at once
            assert kept() == table(), (number, act)
    assert kept() == table()
