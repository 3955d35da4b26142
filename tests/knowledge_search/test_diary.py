"""The search diary counts what was searched and nothing about who searched."""

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from knowledge_search import diary
from knowledge_search.models import SearchedQuery
from tests.knowledge_search.conftest import MakeProject


@pytest.fixture(autouse=True)
def counting(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Count, but let the tests say when it is written: their transaction is not the thread's."""
    settings.KNOWLEDGE_SEARCH = {"DIARY": True}
    monkeypatch.setattr(diary, "_WRITE_AFTER_SECONDS", 3600.0)
    diary._Process.waiting = diary._Waiting()
    diary._Process.tidied = None
    yield
    if timer := diary._Process.waiting.timer:
        timer.cancel()
    diary._Process.waiting = diary._Waiting()


def rows() -> list[tuple[str, int, int]]:
    diary.write()
    return list(SearchedQuery.objects.order_by("pk").values_list("text", "searches", "hits"))


def columns() -> str:
    return repr(list(SearchedQuery.objects.values()))


def test_a_text_is_kept_from_the_fifth_search_of_a_day_on(db: None) -> None:
    for _ in range(4):
        diary.count("Käse  Markt", 3)
    assert rows() == [("", 4, 3)]
    assert "markt" not in columns().lower()
    diary.count("kaese markt", 2)
    diary.count("KÄSE MARKT", 2)
    assert rows() == [("käse markt", 6, 2)]


def test_what_was_rare_goes_when_the_day_is_over(db: None) -> None:
    today = timezone.localdate()
    for _ in range(3):
        diary.count("selten", 0)
    for _ in range(5):
        diary.count("häufig", 0)
    assert len(rows()) == 2
    diary.tidy(today)
    assert SearchedQuery.objects.count() == 2
    diary.tidy(today + timedelta(days=1))
    assert [row.text for row in SearchedQuery.objects.all()] == ["häufig"]


def test_a_new_day_tidies_by_itself(db: None) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    SearchedQuery.objects.create(day=yesterday, digest="a", searches=2)
    diary.count("heute", 1)
    assert rows() == [("", 1, 1)]


def test_after_twelve_months_everything_goes(db: None) -> None:
    today = timezone.localdate()
    SearchedQuery.objects.create(day=today - timedelta(days=366), digest="a", text="alt", searches=50)
    SearchedQuery.objects.create(day=today - timedelta(days=360), digest="b", text="neuer", searches=50)
    diary.tidy(today)
    assert [row.text for row in SearchedQuery.objects.all()] == ["neuer"]


def test_nothing_about_the_visitor_is_kept(make_project: MakeProject) -> None:
    make_project("Dorfladen")
    client = Client(REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Besonderer Browser", HTTP_COOKIE="a=geheim")
    for _ in range(6):
        client.get("/suche/?q=Dorfladen")
    assert rows() == [("dorfladen", 6, 1)]
    stored = columns()
    for personal in ("203.0.113.77", "Browser", "geheim"):
        assert personal not in stored
    names = {field.name for field in SearchedQuery._meta.get_fields()}
    assert names == {"id", "day", "digest", "text", "searches", "hits"}


@pytest.mark.parametrize("q", ["erika@example.org", "0151 2345678", "Akte 2024/12345", "?!", "  "])
def test_what_looks_personal_or_says_nothing_is_not_counted(db: None, q: str) -> None:
    for _ in range(9):
        diary.count(q, 0)
    assert rows() == []


def test_digests_differ_by_day_and_need_the_sites_key(settings: Any) -> None:
    today = timezone.localdate()
    digests = {diary._digest(today, "wort"), diary._digest(today + timedelta(days=1), "wort")}
    settings.SECRET_KEY = "another"
    digests.add(diary._digest(today, "wort"))
    assert len(digests) == 3


@pytest.mark.parametrize(
    ("path", "counted"),
    [
        ("/suche/?q=laden", 1),
        ("/api/v2/search/?q=laden", 1),
        ("/suche/?q=laden&page=2", 0),
        ("/api/v2/search/?q=laden&offset=20", 0),
        ("/api/v2/search/?q=laden&limit=0", 0),
        ("/api/v2/suggest/?q=laden", 0),
        ("/suche/?q=laden&theme=alter", 0),
        ("/suche/?q=laden&sort=newest", 0),
        ("/suche/", 0),
    ],
)
def test_first_pages_of_words_are_counted(make_project: MakeProject, path: str, counted: int) -> None:
    for number in range(25):
        make_project(f"Laden {number}")
    Client().get(path)
    Client().head(path)
    assert sum(searches for _, searches, _ in rows()) == counted


def test_without_the_hosts_setting_nothing_is_counted(db: None, settings: Any) -> None:
    settings.KNOWLEDGE_SEARCH = {}
    diary.count("laden", 1)
    assert rows() == []


def test_a_database_that_refuses_loses_counts_and_nothing_else(make_project: MakeProject) -> None:
    make_project("Dorfladen")
    assert Client().get("/suche/?q=dorfladen").status_code == 200

    def refuse(*args: Any) -> None:
        raise DatabaseError("database is locked")

    with connection.execute_wrapper(refuse):
        diary.write()
    assert rows() == []


def test_memory_is_bounded(db: None) -> None:
    for number in range(diary._MAX_WAITING + 50):
        diary.count(f"wort {number}", 0)
    assert len(diary._Process.waiting.counts) == diary._MAX_WAITING


def test_ever_new_words_do_not_fill_the_table(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diary, "_MAX_A_DAY", 2)
    for words in (["laden", "markt"], ["neu", "neuer"], ["laden"]):
        for word in words:
            diary.count(word, 0)
        diary.write()
    assert sorted(searches for _, searches, _ in rows()) == [1, 2]


def test_processes_add_up_to_five(db: None) -> None:
    for process in range(5):
        diary._Process.waiting = diary._Waiting()
        diary.count("laden", process)
        assert [(text, n) for text, n, _ in rows()] == [("laden" if process == 4 else "", process + 1)]


def test_a_long_text_is_cut(db: None) -> None:
    for _ in range(5):
        diary.count("ß" * 400, 0)
    assert len(rows()[0][0]) == 200


def test_a_forked_child_does_not_write_its_parents_counts() -> None:
    diary.count("laden", 1)
    child = os.fork()
    if child == 0:
        os._exit(len(diary._Process.waiting.counts))
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert len(diary._Process.waiting.counts) == 1


def test_the_thread_writes_by_itself(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diary, "_WRITE_AFTER_SECONDS", 0.01)
    diary.count("laden", 1)
    timer = diary._Process.waiting.timer
    assert timer is not None
    timer.join(10)
    assert not diary._Process.waiting.counts
    assert SearchedQuery.objects.filter(searches=1).exists()
