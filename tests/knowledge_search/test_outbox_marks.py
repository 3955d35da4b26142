"""Whatever changes a record marks it for the search engine, in the same transaction. No server is needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from wagtail.models import PageViewRestriction

from knowledge_search import changes
from knowledge_search.models import Change, Record
from knowledge_search.records import batch, rebuild, refresh_pks, remove
from tests.knowledge_search.testapp.models import ArticlePage, Card, Carrier, Fact, Project


@pytest.fixture(autouse=True)
def a_server_is_named(settings: Any) -> None:
    """Nothing is committed in these tests, so nobody calls there."""
    settings.KNOWLEDGE_SEARCH = {"ELASTICSEARCH": {"URL": "http://127.0.0.1:1"}}


@contextmanager
def marking() -> Iterator[None]:
    """Something changes in the block, and exactly what changed is marked, with its new version."""
    Change.objects.all().delete()
    before = {row["id"]: row for row in Record.objects.values()}
    yield
    after = {row["id"]: row for row in Record.objects.values()}
    changed = {pk for pk, row in after.items() if row != before.get(pk)}
    gone = before.keys() - after.keys()
    assert changed | gone, "Nothing has changed."
    assert all(after[pk]["version"] > before[pk]["version"] for pk in changed & before.keys())
    assert marks() == {
        **{pk: (after[pk]["version"], False) for pk in changed},
        **{pk: (before[pk]["version"] + 1, True) for pk in gone},
    }


def marks() -> dict[int, tuple[int, bool]]:
    return {pk: (v, gone) for pk, v, gone in Change.objects.values_list("record_id", "version", "deleted")}


@pytest.fixture
def tree(home: ArticlePage) -> tuple[ArticlePage, ArticlePage]:
    """Startseite > Werkstatt > Doku, with a card on the last."""
    workshop = home.add_child(instance=ArticlePage(title="Werkstatt", slug="werkstatt"))
    documentation = workshop.add_child(instance=ArticlePage(title="Doku", slug="doku"))
    Card.objects.create(page=documentation, text="Bus fehlt")
    return workshop, documentation


def test_a_new_project(make_project):
    make_project("Eins")
    with marking():
        make_project("Zwei", theme="alter")


def test_a_relation_changed_with_publishing(make_project, themes):
    project = make_project("Eins", theme="alter")
    project.themes.set([themes["arbeit"]])
    with marking():
        project.save_revision().publish()


def test_a_child_and_what_is_depended_on(make_project):
    project = make_project("Eins", carrier=Carrier.objects.create(name="Verein"))
    with marking():
        Fact.objects.create(project=project, text="Eine Tatsache")
    with marking():
        project.carrier.name = "Bündnis"
        project.carrier.save()


def test_a_renamed_term(make_project, themes):
    make_project("Eins", theme="alter")
    make_project("Zwei")
    with marking():
        themes["alter"].label = "Älterwerden"
        themes["alter"].save()


def test_a_deleted_term(make_project, themes):
    make_project("Eins", theme=("alter", "arbeit"))
    with marking():
        themes["alter"].delete()


def test_a_moved_page(home, tree):
    workshop, _ = tree
    archive = home.add_child(instance=ArticlePage(title="Archiv", slug="archiv"))
    with marking():
        workshop.move(archive, pos="last-child")


def test_a_new_slug(tree):
    workshop, _ = tree
    with marking():
        workshop.slug = "werkstaetten"
        workshop.save()


def test_privacy_set_on_an_ancestor_and_taken_back(tree):
    workshop, _ = tree
    with marking():
        restriction = PageViewRestriction.objects.create(page=workshop, restriction_type="groups")
        restriction.groups.set(Group.objects.all())
    assert Record.objects.count() == 1
    with marking():
        restriction.delete()
    assert Record.objects.count() == 4


def test_unpublished_and_deleted(make_project, tree):
    project = make_project("Eins")
    workshop, _ = tree
    with marking():
        project.unpublish()
    with marking():
        workshop.delete()


def test_what_a_queryset_has_changed(make_project):
    project = make_project("Eins")
    Project.objects.update(title="Anders")
    with marking():
        refresh_pks(Project, [project.pk])
    with marking():
        remove([project])


def test_a_batch(make_project):
    with marking(), batch():
        make_project("Eins")
        make_project("Zwei")


def test_a_rebuild_marks_what_it_mends_and_nothing_else(make_project):
    make_project("Eins")
    gone = make_project("Zwei")
    make_project("Drei")
    Project.objects.filter(title="Eins").update(title="Anders")
    Project.objects.filter(pk=gone.pk).update(live=False)
    with marking():
        rebuild()
    Change.objects.all().delete()
    rebuild()
    assert marks() == {}


def test_what_is_taken_back_leaves_no_mark(make_project):
    project = make_project("Eins")
    before = marks()
    with pytest.raises(RuntimeError), transaction.atomic():
        project.title = "Anders"
        project.save()
        raise RuntimeError
    assert marks() == before


def test_a_transaction_pushes_once_what_it_has_kept(make_project):
    with transaction.atomic():
        kept = make_project("Eins")
        with pytest.raises(RuntimeError), transaction.atomic():
            make_project("Zwei")
            raise RuntimeError
        make_project("Drei")
        pushes = [
            call for _, call, *_ in connection.run_on_commit if getattr(call, "func", 0) is changes._push
        ]
        assert len(pushes) == 1
        assert pushes[0].args[0] >= {Record.objects.get(object_id=kept.pk, type="project").pk}
        assert marks().keys() == set(Record.objects.values_list("pk", flat=True))


def test_a_mark_that_is_newer_than_what_the_engine_has_stays(make_project):
    project = make_project("Eins")
    pk, version = Record.objects.values_list("pk", "version").get(type="project")
    project.title = "Anders"
    project.save()
    assert changes.confirm({pk: version}) == 0
    assert marks()[pk] == (version + 1, False)
    assert changes.confirm({pk: version + 1}) == 1
    assert pk not in marks()


def test_without_an_engine_nothing_is_marked(make_project, settings):
    before = marks()
    settings.KNOWLEDGE_SEARCH = {}
    make_project("Eins")
    assert marks() == before
