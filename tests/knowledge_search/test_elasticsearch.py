"""What only an engine beside the database can get wrong: shards, versions, an index that differs."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import CommandError, call_command
from django.test import Client

from knowledge_search import conf, snapshot
from knowledge_search.analysis import get_analysis
from knowledge_search.engines.base import Answer, Clusters, IndexIncomplete
from knowledge_search.engines.database import DatabaseEngine
from knowledge_search.engines.elasticsearch import completeness, index
from knowledge_search.engines.elasticsearch.client import get_patient_client
from knowledge_search.engines.elasticsearch.documents import deletion, documents_of
from knowledge_search.engines.elasticsearch.engine import ElasticsearchEngine
from knowledge_search.engines.elasticsearch.writing import send
from knowledge_search.models import Change, Record
from knowledge_search.records import refresh_pks
from knowledge_search.request import SearchRequest
from knowledge_search.service import search
from tests.knowledge_search.conftest import MakeProject, counts, titles
from tests.knowledge_search.engines import empty_index, push_changes
from tests.knowledge_search.testapp.models import Project

pytestmark = pytest.mark.elasticsearch


@pytest.fixture
def engine(settings: Any, elasticsearch_url: str) -> Iterator[str]:
    """Only Elasticsearch, on three shards."""
    with empty_index(settings, elasticsearch_url, SHARDS=3):
        yield "elasticsearch"


@pytest.fixture
def many(engine: str, make_project: MakeProject) -> None:
    """A store in which equals stand beside equals, on every shard."""
    words = ("Pflege", "Garten", "Pflege im Garten", "Nachbarschaft", "Gartenpflege")
    for number in range(40):
        make_project(
            words[number % 5],
            theme=(("arbeit",), ("alter", "arbeit"), ())[number % 3],
            body=words[number % 4],
            tags=" ".join(f"t{n}" for n in range(number % 7)),
            technology=(True, False, None)[number % 3],
            latitude=51 + number % 10 / 10 if number % 4 else None,
            longitude=11 + number % 6 / 10 if number % 4 else None,
        )
    push_changes()


@pytest.fixture
def four(engine: str, make_project: MakeProject) -> None:
    for title in ("Garten", "Pflege", "Nachbarschaft", "Nachbarschaft"):
        make_project(title, theme="alter")
    push_changes()


SEARCHES = {
    "everything": {},
    "a word": {"q": "pflege"},
    "a word under filters": {"q": "garten", "filters": {"theme": ("arbeit",), "tag": ("t1", "t4")}},
    "filters alone": {"filters": {"technology": ("true",), "theme": ("alter", "arbeit")}},
    "a phrase without a word": {"q": '"pflege im garten" -nachbarschaft'},
    "the last page": {"offset": 400, "clamp": True},
    "by title": {"sort": "title", "offset": 10, "limit": 15},
    "newest": {"sort": "newest", "q": "garten"},
    # Not a point that others surround evenly: equal distances would be told apart by rounding.
    "by distance": {"sort": "distance", "near": (51.53, 11.47)},
    "around a point": {"near": (51.53, 11.47), "radius_km": 30.0, "q": "garten"},
    "in a box": {"bbox": (11.1, 51.2, 11.4, 51.7)},
}


def test_three_shards_answer_like_the_database(many):
    for name, asked in SEARCHES.items():
        request = SearchRequest(**asked)
        text = get_analysis().query(request.q, snapshot.current().lexicon)
        found, expected = (
            engine.answer(request, text) for engine in (ElasticsearchEngine(), DatabaseEngine())
        )
        assert found.total == expected.total, name
        assert {facet: counts for facet, counts in found.counts.items() if counts} == expected.counts, name
        assert found.offset == expected.offset, name
        assert [hit.record.pk for hit in found.hits] == [hit.record.pk for hit in expected.hits], name
        # Sine and cosine are Python's here, the database's there.
        assert _distances(found) == _distances(expected), name


def test_the_map_is_grouped_like_the_databases(many):
    request = SearchRequest(q="garten", filters={"theme": ("arbeit",)})
    text = get_analysis().query(request.q, snapshot.current().lexicon)
    for zoom in (0, 6, 12, 22):
        found, expected = (
            engine.clusters(request, text, zoom) for engine in (ElasticsearchEngine(), DatabaseEngine())
        )
        assert (found.total, found.placed) == (expected.total, expected.placed)
        assert found.placed
        assert _rounded(found) == _rounded(expected), zoom


def test_hits_and_their_map_are_one_request_that_says_what_the_database_says(many, caplog):
    for name, asked in {**SEARCHES, "only punctuation": {"q": "?!"}}.items():
        request = SearchRequest(**{**asked, "offset": 0, "map_zoom": 9})
        text = get_analysis().query(request.q, snapshot.current().lexicon)
        caplog.clear()
        caplog.set_level(logging.INFO, "elastic_transport.transport")
        found = ElasticsearchEngine().answer(request, text)
        assert len([record for record in caplog.records if "_search" in record.getMessage()]) <= 1
        expected = DatabaseEngine().answer(request, text)
        assert found.counts == {facet: expected.counts.get(facet, {}) for facet in found.counts}, name
        assert found.places and expected.places
        assert _rounded(found.places) == _rounded(expected.places), name
        assert (found.places.total, found.places.placed) == (expected.places.total, expected.places.placed)
        assert found.places.unplaced == expected.places.unplaced, name
        assert len(found.places.unplaced) == found.places.total - found.places.placed, name


def _distances(answer: Answer) -> list[float | None]:
    return [hit.distance_km if hit.distance_km is None else round(hit.distance_km, 6) for hit in answer.hits]


def _rounded(clusters: Clusters) -> list[tuple[Any, ...]]:
    """The engine's points are rounded to a centimetre."""
    return sorted(
        (round(c.latitude, 5), round(c.longitude, 5), c.count, c.record_id or 0) for c in clusters.clusters
    )


def test_a_search_is_one_request_and_two_queries(many, caplog, django_assert_max_num_queries):
    request = SearchRequest(q="garten", filters={"theme": ("arbeit",)}, near=(51.5, 11.5))
    text = get_analysis().query(request.q, snapshot.current().lexicon)
    caplog.set_level(logging.INFO, "elastic_transport.transport")
    with django_assert_max_num_queries(2):
        ElasticsearchEngine().answer(request, text)
    assert len([record for record in caplog.records if "_search" in record.getMessage()]) == 1


def test_what_the_table_no_longer_has_is_not_shown(four, find):
    page = find("nachbarschaft")
    gone = page.hits[0].record.pk
    Record.objects.filter(pk=gone).delete()
    assert gone not in [hit.record.pk for hit in find("nachbarschaft").hits]


def test_a_keyword_that_went_with_its_record_is_not_counted_while_the_engine_has_yet_to_learn_it(
    engine, make_project
):
    gone = make_project("Garten", tags="geheim offen")
    make_project("Pflege", tags="offen")
    push_changes()
    gone.live = False
    gone.save()
    assert Change.objects.filter(deleted=True).exists()
    page = search(SearchRequest())
    assert page.engine == "elasticsearch"
    assert list(counts(page, "tag")) == ["offen"]


def test_what_no_longer_passes_the_filters_is_not_shown(four, find):
    first = find(theme="alter").hits[0].record
    Record.objects.filter(pk=first.pk).update(facets={"theme": ["arbeit"]}, version=first.version + 1)
    shown = [hit.record.pk for hit in find(theme="alter").hits]
    assert shown
    assert first.pk not in shown


def test_the_map_shows_no_place_that_a_record_has_left(engine, make_project):
    gone, moved, refiled, _ = (
        make_project(title, theme="alter", latitude=latitude, longitude=11.5)
        for title, latitude in (("Garten", 50.0), ("Pflege", 51.0), ("Konsum", 52.0), ("Dorfladen", 53.0))
    )
    push_changes()

    def places() -> list[tuple[str, float]]:
        # Past the test's own client, which would push first.
        answer = Client().get("/api/v2/search/clusters/?zoom=12&theme=alter")
        assert answer["X-Search-Engine"] == "elasticsearch"
        return sorted((cluster["title"], cluster["latitude"]) for cluster in answer.json()["clusters"])

    assert len(places()) == 4
    gone.delete()
    moved.latitude = 51.2
    moved.save()
    refiled.themes.clear()
    refiled.save()
    assert places() == [("Dorfladen", 53.0), ("Pflege", 51.2)]


def test_an_older_version_never_overwrites_a_newer_one(engine, make_project, find):
    make_project("Garten")
    record = Record.objects.get(title="Garten")
    (old,) = documents_of([record.pk])
    Record.objects.filter(pk=record.pk).update(title_tokens="wwald swald", version=3)
    assert send(documents_of([record.pk]), [], refresh=True) == {record.pk: None}
    assert send([old], [], refresh=True) == {record.pk: None}
    assert find("garten", type="project").total == 0


def test_a_late_push_does_not_bring_back_what_is_deleted(engine, make_project, find):
    make_project("Garten")
    (document,) = documents_of(Record.objects.filter(title="Garten").values_list("pk", flat=True))
    pk = document["_id"]
    assert send([], [deletion(pk, document["version"] + 1)], refresh=True) == {pk: None}
    assert send([document], [], refresh=True) == {pk: None}
    assert index.compare().missing == list(Record.objects.values_list("pk", flat=True))


def test_a_refused_document_does_not_hold_up_the_others(engine, make_project):
    make_project("Garten")
    make_project("Pflege")
    good, bad = documents_of(Record.objects.filter(type="project").values_list("pk", flat=True))
    bad["_source"]["farbe"] = "rot"
    result = send([bad, good], [], refresh=True)
    assert result[good["_id"]] is None
    assert "strict_dynamic_mapping_exception" in (result[bad["_id"]] or "")


def test_a_missing_index_is_not_made_by_writing_to_it(engine, make_project):
    make_project("Garten")
    client, alias = get_patient_client(), conf.elasticsearch().index
    (name,) = client.indices.get(index=alias)
    client.indices.delete(index=name)
    documents = documents_of(Record.objects.values_list("pk", flat=True))
    assert all(send(documents, [], refresh=False).values())
    assert not client.indices.exists(index=alias)


def test_an_index_is_not_incomplete_because_a_record_came_while_it_was_asked(four):
    records = Record.objects.count()
    completeness.check(records - 1)
    (pk,) = Record.objects.values_list("pk", flat=True)[:1]
    get_patient_client().delete(index=conf.elasticsearch().index, id=str(pk))
    with pytest.raises(IndexIncomplete, match="lacks 1 of"):
        completeness.check(records - 1)


def test_an_index_that_lost_its_documents_is_noticed(four, find):
    request, text = SearchRequest(), get_analysis().query("", snapshot.current().lexicon)
    assert ElasticsearchEngine().answer(request, text).total == Record.objects.count()
    half = {"term": {"title": "wnachbarschaft"}}
    alias = conf.elasticsearch().index
    get_patient_client().delete_by_query(index=alias, query=half, refresh=True)
    with pytest.raises(IndexIncomplete):
        ElasticsearchEngine().answer(request, text)


def test_visitors_search_while_the_index_is_rebuilt_and_no_change_is_lost(many, make_project, find):
    client, alias = get_patient_client(), conf.elasticsearch().index
    (old,) = client.indices.get(index=alias)
    records = Record.objects.count()
    steps = []

    def meanwhile(step: str, done: int, total: int) -> None:
        if step not in steps:
            make_project(f"Neues beim Schritt {step}")
            changed = Project.objects.filter(title="Garten").first()
            changed.title = "Umbenannt"
            changed.save()
            Project.objects.filter(title="Nachbarschaft").first().delete()
            assert find("Neues", type="project").total == len(steps) + 1
            assert list(client.indices.get(index=alias)) == [old]
            steps.append(step)

    index.rebuild(meanwhile)
    assert steps == ["Suchindex", "Abgleich"]
    (new,) = client.indices.get(index=alias)
    assert new != old
    assert not client.indices.exists(index=old)
    assert not index.compare()
    assert find("Umbenannt", type="project").total == 2
    assert find().total == records + 2 - 2


def test_a_rebuilt_index_has_the_shards_copies_and_refresh_of_the_settings(engine, make_project, settings):
    given = {"SHARDS": 2, "REPLICAS": 1, "REFRESH": "7s"}
    settings.KNOWLEDGE_SEARCH = {
        "ELASTICSEARCH": {**settings.KNOWLEDGE_SEARCH["ELASTICSEARCH"], **given},
    }
    make_project("Garten")
    index.rebuild()
    (found,) = get_patient_client().indices.get_settings(index=conf.elasticsearch().index).values()
    kept = found["settings"]["index"]
    assert (kept["number_of_shards"], kept["number_of_replicas"]) == ("2", "1")
    assert kept["refresh_interval"] == "7s"
    assert kept["translog"]["durability"] == "request"
    assert not index.compare()


def test_a_rebuild_ends_what_waited_and_removes_what_broken_off_runs_left(engine, make_project):
    make_project("Garten")
    client, alias = get_patient_client(), conf.elasticsearch().index
    left, younger, foreign = f"{alias}-{1:020}", f"{alias}-{'9' * 20}", f"{alias}-anderes-{1:020}"
    for name in (left, younger, foreign):
        client.indices.create(index=name)
    assert Change.objects.exists()
    index.rebuild()
    assert not Change.objects.exists()
    (current,) = client.indices.get(index=alias)
    assert set(client.indices.get(index=f"{alias}-*")) == {current, younger, foreign}


def test_a_rebuild_whose_index_is_deleted_says_so_and_leaves_the_old_one(engine, make_project):
    make_project("Garten")
    push_changes()
    client, alias = get_patient_client(), conf.elasticsearch().index
    (old,) = client.indices.get(index=alias)

    def meanwhile(step: str, done: int, total: int) -> None:
        for name in client.indices.get(index=f"{alias}-*"):
            if name != old:
                client.indices.delete(index=name)

    with pytest.raises(index.IndexingFailed, match="gelöscht"):
        index.rebuild(meanwhile)
    assert list(client.indices.get(index=f"{alias}-*")) == [old]
    assert not index.compare()


def test_an_index_of_someone_elses_is_not_touched(engine, home):
    client, alias = get_patient_client(), conf.elasticsearch().index
    (name,) = client.indices.get(index=alias)
    client.indices.delete(index=name)
    client.index(index=alias, id="1", document={"whose": "someone else's"})
    try:
        with pytest.raises(index.IndexingFailed, match="keinen Alias"):
            index.rebuild()
        assert list(client.indices.get(index=alias)) == [alias]
    finally:
        client.indices.delete(index=alias)


def test_check_index_names_what_differs_and_repairs_it(four, capsys):
    call_command("check_index")
    assert "Index und Datenbank sind gleich." in capsys.readouterr().out
    missing, stale, surplus = Record.objects.filter(type="project").order_by("pk")[:3]
    send([], [deletion(missing.pk, missing.version + 1)], refresh=True)
    Record.objects.filter(pk=missing.pk).update(version=missing.version + 2)
    Record.objects.filter(pk=stale.pk).update(version=stale.version + 1)
    Record.objects.filter(pk=surplus.pk).delete()

    with pytest.raises(CommandError, match="weichen voneinander ab"):
        call_command("check_index")
    said = capsys.readouterr().out
    assert f"1 fehlen im Index: {missing.pk}" in said
    assert f"1 sind im Index veraltet: {stale.pk}" in said
    assert f"1 stehen noch im Index und nicht mehr in der Datenbank: {surplus.pk}" in said

    call_command("check_index", repair=True)
    assert "Index und Datenbank sind gleich." in capsys.readouterr().out
    call_command("check_index")


def test_documents_ahead_of_the_table_need_a_rebuild(four, capsys):
    ahead = Record.objects.order_by("pk")[0]
    Record.objects.filter(pk=ahead.pk).update(version=ahead.version - 1)
    with pytest.raises(CommandError):
        call_command("check_index", repair=True)
    assert "manage.py rebuild_search" in capsys.readouterr().out
    call_command("rebuild_search", verbosity=0)
    call_command("check_index")


def test_rebuild_search_builds_records_and_index(four, find, capsys):
    Record.objects.filter(type="project").delete()
    call_command("rebuild_search")
    said = capsys.readouterr().out
    assert "Suchindex: " in said
    assert f"Fertig: {Record.objects.count()} Einträge sind zu finden." in said
    assert find(type="project").total == 4
    assert not index.compare()


def test_the_check_names_an_index_that_does_not_fit(engine, home):
    def ids() -> list[str]:
        messages = run_checks(tags=[Tags.database], databases=["default"])
        return [f"{m.id}: {m.msg}" for m in messages if m.id == "knowledge_search.W002"]

    client, alias = get_patient_client(), conf.elasticsearch().index
    (name,) = client.indices.get(index=alias)
    built = client.indices.get_mapping(index=alias)[name]["mappings"]["_meta"]
    assert ids() == []
    client.indices.put_mapping(index=alias, meta={**built, "mapping": "another"})
    assert "with another mapping" in ids()[0]
    client.indices.put_mapping(index=alias, meta={**built, "analysis": 0})
    assert "another version of the text rules" in ids()[0]
    client.indices.delete(index=name)
    assert "has no index" in ids()[0]


def test_the_check_asks_no_server_where_no_database_is_checked_and_bears_one_that_is_away(home, settings):
    settings.KNOWLEDGE_SEARCH = {"ELASTICSEARCH": {"URL": "http://127.0.0.1:9"}}
    messages = [*run_checks(), *run_checks(tags=[Tags.database], databases=["default"])]
    assert "knowledge_search.W002" not in [message.id for message in messages]


def test_titles_of_unpublished_projects_leave_the_index(engine, make_project, find):
    project = make_project("Garten")
    assert titles(find("garten", type="project")) == ["Garten"]
    Project.objects.filter(pk=project.pk).update(live=False)
    refresh_pks(Project, [project.pk])
    assert find("garten", type="project").total == 0
    assert not index.compare()
