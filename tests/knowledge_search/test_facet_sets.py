"""What a process keeps of the facet values is that of the table after any change."""

import random
import threading
import tracemalloc
from collections import Counter, defaultdict

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge_search import changes
from knowledge_search.engines import facet_sets as module
from knowledge_search.engines.facet_sets import facet_sets
from knowledge_search.models import Record, RecordFacet
from knowledge_search.records import rebuild
from knowledge_search.service import warm_up
from tests.knowledge_search.testapp.models import Project

# Inside a transaction nothing is kept.
pytestmark = pytest.mark.django_db(transaction=True)

FILTERS = ({}, {"tag": ("t1",)}, {"tag": ("t2", "none")}, {"tag": ("t1", "t3"), "technology": ("true",)})


def of_table(filters: dict[str, tuple[str, ...]]) -> tuple[int, dict[str, Counter[str]]]:
    records: dict[int, dict[str, set[str]]] = {pk: {} for pk in Record.objects.values_list("pk", flat=True)}
    for pk, facet, value in RecordFacet.objects.values_list("record_id", "facet", "value"):
        records[pk].setdefault(facet, set()).add(value)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    passing = 0
    for own in records.values():
        failed = {name for name, values in filters.items() if not own.get(name, set()) & set(values)}
        passing += not failed
        for facet, values in own.items():
            if not failed - {facet}:
                counts[facet].update(values)
    return passing, dict(counts)


def assert_all_is_right(*where: object) -> None:
    store = facet_sets(connection, changes.generation("records"))
    for filters in FILTERS:
        passing, counts = store.counts(store.everything, filters)
        assert (passing.bit_count(), counts) == of_table(filters), where


@pytest.mark.parametrize("rare", [1024, 2, 0])
@pytest.mark.parametrize("few", [500, 3])
def test_it_follows_every_change(few: int, rare: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `few` at 3 it is often read anew, with 500 only what has changed.

    With `rare` at 2 what less than half of the records have is kept as a list, with 0 everything is.
    """
    monkeypatch.setattr(module, "_FEW", few)
    monkeypatch.setattr(module, "_RARE", rare)
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
            assert_all_is_right(number, act)
    assert_all_is_right()


def test_what_a_killed_process_did_not_count_is_read_in_time() -> None:
    project = Project.objects.create(title="Projekt", slug="projekt", tags="t1")
    assert_all_is_right()
    # Committed, and killed before anything that follows a commit.
    RecordFacet.objects.filter(facet="tag").update(value="t2")
    Record.objects.filter(object_id=project.pk).update(version=99)
    changes.raise_all()
    assert_all_is_right()


def test_a_rebuild_heals_what_was_counted_with_lost_values() -> None:
    for number in (1, 2):
        Project.objects.create(title=f"Projekt {number}", slug=f"p{number}", tags="t1")
    RecordFacet.objects.filter(facet="tag", record__title="Projekt 1").delete()
    changes.raise_generation("records")
    assert_all_is_right("lost")
    rebuild()
    assert RecordFacet.objects.filter(facet="tag").count() == 2
    assert_all_is_right("healed")


def test_a_process_has_read_them_before_the_database_must_answer() -> None:
    Project.objects.create(title="Projekt", slug="projekt", tags="t1")
    warm_up()
    for thread in threading.enumerate():
        if thread.name == "search warm-up":
            thread.join(30)
    with CaptureQueriesContext(connection) as asked:
        store = facet_sets(connection, changes.generation("records"))
    assert len(asked) == 1, [query["sql"] for query in asked]  # the generation
    assert store.counts(store.everything, {})[1]["tag"] == {"t1": 1}


def test_keywords_that_few_records_have_take_little_memory() -> None:
    """Twelve thousand sets of bits would be eight hundred bytes a record."""
    number = 12_000
    kind = ContentType.objects.get_for_model(Project)
    numbers = range(1, number + 1)
    Record.objects.bulk_create(
        # Their keys are far apart: bits stand for places in a row, not for keys.
        Record(id=n * 1_000_000, content_type=kind, object_id=n, analysis=0)
        for n in numbers
    )
    RecordFacet.objects.bulk_create(
        RecordFacet(record_id=n * 1_000_000, facet="tag", value=f"t{n}") for n in numbers
    )
    changes.raise_generation("records")
    tracemalloc.start()
    try:
        store = facet_sets(connection, changes.generation("records"))
        kept, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert store.counts(store.everything, {"tag": ("t5", "t6")})[0].bit_count() == 2
    assert kept < 600 * number
    assert peak < 700 * number
