"""From a commit to the search engine, on a real server: at once when it is there, later when it was not."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from knowledge_search import changes, push
from knowledge_search.engines.elasticsearch import index
from knowledge_search.engines.elasticsearch.client import get_patient_client
from knowledge_search.engines.elasticsearch.documents import documents_of
from knowledge_search.engines.elasticsearch.writing import send
from knowledge_search.models import Change, Generation, Record
from knowledge_search.records import batch
from knowledge_search.request import SearchRequest
from knowledge_search.service import search
from tests.knowledge_search.engines import empty_index
from tests.knowledge_search.processes import EDITS
from tests.knowledge_search.testapp.models import ArticlePage, Project, Theme
from tests.support.processes import free_port, run

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def alias(settings: Any, elasticsearch_url: str, transactional_db: None) -> Iterator[str]:
    """An empty index; a root page, because a test that commits finds what the one before has emptied."""
    with empty_index(settings, elasticsearch_url) as name:
        yield name


@pytest.fixture
def home(alias: str) -> ArticlePage:
    Locale.objects.get_or_create(language_code="de")
    Site.objects.all().delete()
    root = Page.get_first_root_node() or Page.add_root(title="Wurzel")
    home = root.add_child(instance=ArticlePage(title="Startseite", slug="start-der-tests"))
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    return home


@pytest.fixture
def dead(settings: Any) -> Any:
    """Take the engine away, and bring it back."""
    settings_then = settings.KNOWLEDGE_SEARCH

    class Dead:
        def __enter__(self) -> None:
            there = {**settings_then["ELASTICSEARCH"], "URL": f"http://127.0.0.1:{free_port()}"}
            settings.KNOWLEDGE_SEARCH = {"ELASTICSEARCH": there}

        def __exit__(self, *error: object) -> None:
            settings.KNOWLEDGE_SEARCH = settings_then

    return Dead()


@pytest.fixture
def shared(alias: str, settings: Any, tmp_path: Path) -> dict[str, str]:
    """The environment of other processes on this store. SQLite's lies in memory, so they get a file."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    else:
        url = f"postgres://{at['USER']}@{quote(at['HOST'], safe='')}/{at['NAME']}"
    return {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in ("", "site", "search")),
        "SEARCH": json.dumps(settings.KNOWLEDGE_SEARCH),
    }


def found(q: str = "", **filters: tuple[str, ...]) -> list[str]:
    page = search(SearchRequest(q=q, filters={"type": ("project",), **filters}))
    assert page.engine == "elasticsearch"
    return sorted(hit.title for hit in page.hits)


def as_if_later() -> None:
    """As if the pause before the next attempt were over."""
    Change.objects.update(due=timezone.now() - timedelta(seconds=1))


def assert_complete() -> None:
    assert not Change.objects.exists()
    assert not index.compare()


def test_an_editors_save_is_found_at_once(make_project, themes):
    project = make_project("Dorfladen", theme="alter")
    assert found("Dorfladen") == ["Dorfladen"]
    project.title = "Bürgerbus"
    project.themes.set([themes["arbeit"]])
    project.save_revision().publish()
    assert found("Bürgerbus", theme=("arbeit",)) == ["Bürgerbus"]
    assert found("Dorfladen") == []
    assert found(theme=("alter",)) == []
    themes["arbeit"].label = "Tätigsein"
    themes["arbeit"].save()
    assert found("Tätigsein") == ["Bürgerbus"]
    project.unpublish()
    assert found() == []
    assert_complete()


def test_the_page_tree_is_followed(home):
    page = home.add_child(instance=ArticlePage(title="Werkstatt", slug="werkstatt"))
    page.add_child(instance=ArticlePage(title="Doku", slug="doku"))
    archive = home.add_child(instance=ArticlePage(title="Archiv", slug="archiv"))
    page.refresh_from_db()
    page.move(archive, pos="last-child")
    assert_complete()
    archive.refresh_from_db()
    archive.unpublish()
    page.refresh_from_db()
    page.delete()
    assert_complete()


def test_what_is_taken_back_never_gets_there(make_project):
    project = make_project("Dorfladen")
    with pytest.raises(RuntimeError), transaction.atomic():
        project.title = "Bürgerbus"
        project.save()
        raise RuntimeError
    assert found() == ["Dorfladen"]
    assert_complete()


def test_an_engine_that_is_out_loses_nothing(make_project, dead):
    kept, gone = make_project("Dorfladen"), make_project("Konsum")
    with dead:
        kept.title = "Bürgerbus"
        kept.save()
        gone.delete()
        waiting = {change.deleted: change for change in Change.objects.all()}
        assert waiting.keys() == {False, True}
        assert waiting[False].attempts == 1
        assert waiting[False].error == "Elasticsearch ist nicht erreichbar."
        as_if_later()
        assert not push.push_waiting().reached
        # Nobody else is kept waiting by this attempt.
        assert Change.objects.filter(due__lte=timezone.now()).count() == 2
    # The engine still has both, and yet what is gone cannot be seen.
    assert found("Konsum") == []
    before = Generation.objects.get(name="records").number
    assert push.push_waiting().delivered == 2
    assert Generation.objects.get(name="records").number > before
    assert found() == ["Bürgerbus"]
    assert_complete()


def test_a_tombstone_stays_until_the_engine_confirms(make_project, dead):
    project = make_project("Dorfladen")
    pk, version = Record.objects.values_list("pk", "version").get(type="project")
    with dead:
        project.unpublish()
    assert Change.objects.values_list("pk", "version", "deleted").get() == (pk, version + 1, True)
    client, name = get_patient_client(), index.conf.elasticsearch().index
    assert client.exists(index=name, id=str(pk))
    as_if_later()
    push.push_waiting()
    assert not client.exists(index=name, id=str(pk))
    assert_complete()


def test_much_at_once_is_left_to_the_worker_which_shares_it(make_project, themes, monkeypatch):
    monkeypatch.setattr(push, "AT_ONCE", 5)
    monkeypatch.setattr(push, "BATCH", 3)
    with batch():
        for number in range(8):
            make_project(f"Projekt {number}")
    assert Change.objects.count() == 8
    assert push.push_waiting().delivered == 0, "the one who marked it comes first, for a moment"
    as_if_later()
    mine = push._claim()
    assert len(mine) == 3
    assert push.push_waiting().delivered == 5, "what another process has taken is left to it"
    # That process was killed: after a while what it had taken is anyone's again.
    as_if_later()
    assert push.push_waiting().delivered == 3
    assert len(found()) == 8
    assert_complete()


def test_of_two_processes_the_slower_one_does_not_turn_back_time(make_project):
    project = make_project("Dorfladen")
    pk, version = Record.objects.values_list("pk", "version").get(type="project")
    slow = documents_of([pk])
    project.title = "Bürgerbus"
    project.save()
    assert send(slow, [], refresh=True) == {pk: None}
    assert changes.confirm({pk: version}) == 0
    assert found("Bürgerbus") == ["Bürgerbus"]
    project.delete()
    assert send(slow, [], refresh=True) == {pk: None}
    assert_complete()


def test_two_processes_that_edit_one_project_at_once_leave_the_index_right(
    make_project: Any, shared: dict[str, str]
) -> None:
    project = make_project("Dorfladen")
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(shared["DATABASE_URL"].removeprefix("sqlite:///"))) as copy:
            connection.connection.backup(copy)
    version = Record.objects.get(type="project").version
    command = [sys.executable, "-m", "tests.knowledge_search.processes"]
    editors = [
        subprocess.Popen(
            [*command, "edit", str(project.pk), name],
            cwd=ROOT,
            env=shared,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("Bürgerbus", "Konsum")
    ]
    for editor in editors:
        assert editor.stdout and editor.stdout.readline() == "ready\n"
    for editor in editors:
        assert editor.stdin
        editor.stdin.write("go\n")
        editor.stdin.flush()
    for editor in editors:
        editor.communicate()
    assert [editor.returncode for editor in editors] == [0, 0]

    told = json.loads(run([*command, "deliver"], cwd=ROOT, env=shared))

    assert told["title"] in {f"{name} {EDITS - 1}" for name in ("Bürgerbus", "Konsum")}
    assert told["version"] >= version + EDITS
    assert (told["equal"], told["waiting"]) == (True, 0)
    assert (told["engine"], told["found"]) == ("elasticsearch", [told["title"]])


def test_one_refused_document_holds_up_no_other(make_project):
    make_project("Konsum", latitude=51.0, longitude=11.0)
    with transaction.atomic():
        Record.objects.filter(type="project").update(latitude=99.0, version=F("version") + 1)
        changes.mark(Record.objects.filter(type="project").values_list("pk", "version"))
        make_project("Dorfladen")
    assert found("Dorfladen") == ["Dorfladen"]
    change = Change.objects.get()
    assert change.attempts == 1
    assert change.error == "Elasticsearch nimmt das nicht an (document_parsing_exception)."
    assert push.push_waiting().delivered == 0
    as_if_later()
    assert push.push_waiting() == push.Pushed(delivered=0, refused=1)
    # Mended, it goes at once and not after the pause.
    Project.objects.get(title="Konsum").save()
    assert found() == ["Dorfladen", "Konsum"]
    assert_complete()


def test_a_change_during_the_rebuild_is_in_the_new_index(make_project):
    first, second = make_project("Dorfladen"), make_project("Konsum")

    def meanwhile(step: str, done: int, total: int) -> None:
        first.title = f"Bürgerbus {step}"
        first.save()
        second.delete() if second.pk else None

    index.rebuild(meanwhile)
    assert found() == [first.title]
    assert_complete()


def test_a_missing_index_is_told_and_not_made_up(make_project):
    name = index.conf.elasticsearch().index
    for real in get_patient_client().indices.get(index=f"{name}-*"):
        get_patient_client().indices.delete(index=real)
    make_project("Dorfladen")
    assert "Suchindex fehlt" in Change.objects.get().error
    assert not get_patient_client().indices.exists(index=name)
    index.rebuild()
    as_if_later()
    push.push_waiting()
    assert found() == ["Dorfladen"]
    assert_complete()


def test_a_term_of_many_records(make_project, themes):
    make_project("Dorfladen", theme="alter")
    make_project("Konsum", theme="alter")
    Theme.objects.get(key="alter").delete()
    assert found(theme=("alter",)) == []
    assert_complete()
