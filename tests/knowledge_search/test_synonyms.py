"""Synonyms that the staff keep, and the search diary they read, in the admin."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from knowledge_search import snapshot
from knowledge_search.changes import generation
from knowledge_search.models import SearchedQuery, SynonymGroup
from knowledge_search.synonyms import load_starting, shared_with_others, split


@pytest.fixture(autouse=True)
def urls(settings: Any) -> None:
    """The site's own addresses: the admin is among them."""
    settings.ROOT_URLCONF = "wissensspeicher.urls"


@pytest.fixture
def office(db: None) -> Client:
    """A browser signed in as someone who may keep synonyms and read the diary."""
    return _signed_in(
        ["add_synonymgroup", "change_synonymgroup", "delete_synonymgroup", "view_searchedquery"]
    )


def _signed_in(codenames: list[str]) -> Client:
    group = Group.objects.create(name="Büro")
    group.permissions.set(Permission.objects.filter(codename__in=[*codenames, "access_admin"]))
    user = get_user_model().objects.create_user("buero", password="geheim-1234")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def add(office: Client, words: str) -> Any:
    return office.post(reverse("search_synonyms:add"), {"words": words, "note": ""}, follow=True)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Kita, Kindergarten", ["Kita", "Kindergarten"]),
        (" Kita ,,\nKita\r\n, KITA,  Offene   Tür", ["Kita", "Offene Tür"]),
        ("Bäcker, Baecker", ["Bäcker"]),
        ("", []),
    ],
)
def test_a_group_is_read_word_by_word(typed: str, words: list[str]) -> None:
    assert split(typed) == words


def test_a_group_is_kept_tidy(office: Client) -> None:
    response = add(office, " Kita ,Kindergarten,, kita")
    assert response.status_code == 200
    assert [group.words for group in SynonymGroup.objects.all()] == ["Kita, Kindergarten"]


@pytest.mark.parametrize("words", ["Kita", "Kita, KITA", "Kita,"])
def test_one_word_is_no_group(office: Client, words: str) -> None:
    assert "mindestens zwei verschiedene Wörter" in add(office, words).content.decode()
    assert not SynonymGroup.objects.exists()


def test_a_forgotten_comma_is_named(office: Client) -> None:
    assert "Fehlt ein Komma?" in add(office, "Kita, " + "Kindergarten " * 20).content.decode()


def test_a_word_in_two_groups_is_allowed_and_said(office: Client) -> None:
    add(office, "Bank, Sparkasse")
    page = add(office, "BANK, Parkbank").content.decode()
    assert "„BANK“ steht auch in der Gruppe „Bank, Sparkasse“" in page
    assert SynonymGroup.objects.count() == 2
    group = SynonymGroup.objects.get(words="BANK, Parkbank")
    group.words = "Sitzbank, Parkbank"
    assert shared_with_others(group) == []


def test_the_list_finds_a_word(office: Client) -> None:
    add(office, "Kita, Kindergarten")
    add(office, "Bank, Sparkasse")
    for hostile in ("", '"', "\x00", "   ", "'", "%"):
        assert office.get(reverse("search_synonyms:index"), {"q": hostile}).status_code == 200
    page = office.get(reverse("search_synonyms:index"), {"q": "sparkasse"}).content.decode()
    assert "Bank, Sparkasse" in page
    assert "Kindergarten" not in page


def test_the_list_comes_as_a_table_file(office: Client) -> None:
    SynonymGroup.objects.create(words="Kita, Kindergarten", note="Wunsch des Jugendamts")
    address = reverse("search_synonyms:index")
    assert f"{address}?export=csv" in office.get(address).content.decode()
    table = office.get(address, {"export": "csv"})
    assert "synonyme.csv" in table["Content-Disposition"]
    lines = b"".join(table).decode().splitlines()
    assert lines[0] == "Wörter,Notiz"
    assert '"Kita, Kindergarten",Wunsch des Jugendamts' in lines


def test_who_has_no_permission_sees_neither(db: None) -> None:
    client = _signed_in([])
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Suchtagebuch" not in home
    for name in ("search_synonyms:index", "search_diary:index"):
        assert client.get(reverse(name)).status_code == 302


def test_a_saved_group_counts_from_its_commit_on(transactional_db: None) -> None:
    before = generation("terms")
    assert snapshot.current().lexicon.synonyms == ()
    group = SynonymGroup.objects.create(words="Kita, Kindergarten")
    assert snapshot.current().lexicon.synonyms == (("Kita", "Kindergarten"),)
    group.words = "Kita, Krippe"
    group.save()
    assert snapshot.current().lexicon.synonyms == (("Kita", "Krippe"),)
    with transaction.atomic():
        group.delete()
        transaction.set_rollback(True)
    assert snapshot.current().lexicon.synonyms == (("Kita", "Krippe"),)
    group = SynonymGroup.objects.get()
    group.delete()
    assert snapshot.current().lexicon.synonyms == ()
    assert generation("terms") > before


def test_the_tuple_stays_the_same_object_while_nothing_changes(transactional_db: None) -> None:
    SynonymGroup.objects.create(words="Kita, Kindergarten")
    assert snapshot.current().lexicon.synonyms is snapshot.current().lexicon.synonyms


def test_the_starting_list_comes_once_and_what_was_deleted_stays_deleted(db: None) -> None:
    groups = [("Kita", "Kindergarten", "KiTa"), ("ÖPNV", "Nahverkehr")]
    SynonymGroup.objects.all().delete()
    assert load_starting(groups) == 2
    assert {group.words for group in SynonymGroup.objects.all()} == {"Kita, Kindergarten", "ÖPNV, Nahverkehr"}
    SynonymGroup.objects.get(words="ÖPNV, Nahverkehr").delete()
    assert load_starting(groups) == 0
    SynonymGroup.objects.all().delete()
    assert load_starting(groups) == 0
    assert not SynonymGroup.objects.exists()


@pytest.fixture
def searched(db: None) -> None:
    today = timezone.localdate()
    for days, text, searches, hits in [
        (0, "käse", 7, 3),
        (1, "kaese", 6, 2),
        (2, "seilbahn", 9, 0),
        (20, "altes", 30, 0),
        (0, "", 4, 1),
    ]:
        SearchedQuery.objects.create(
            day=today - timedelta(days=days), digest=f"{days}{text}", text=text, searches=searches, hits=hits
        )


def rows(office: Client, query: str) -> list[tuple[str, int, int]]:
    response = office.get(reverse("search_diary:index") + query)
    assert response.status_code == 200
    return [(line.text, line.searches, line.hits) for line in response.context["lines"]]


def test_the_diary_lists_what_is_searched_most(office: Client, searched: None) -> None:
    assert rows(office, "?period=week") == [("käse", 13, 3), ("seilbahn", 9, 0)]
    assert rows(office, "") == [("altes", 30, 0), ("käse", 13, 3), ("seilbahn", 9, 0)]


def test_the_diary_lists_what_finds_nothing(office: Client, searched: None) -> None:
    assert rows(office, "?period=week&show=without-hits") == [("seilbahn", 9, 0)]
    assert rows(office, "?period=%00&show=x") == rows(office, "")


def test_from_the_diary_a_synonym_is_two_clicks_away(office: Client, searched: None) -> None:
    page = office.get(reverse("search_diary:index")).content.decode()
    assert "/suche/?q=seilbahn" in page
    address = reverse("search_synonyms:add") + "?words=seilbahn"
    assert address in page
    assert "seilbahn</textarea>" in office.get(address).content.decode()


def test_the_diary_is_read_in_few_queries(office: Client, searched: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        rows(office, "")
    assert sum("searchedquery" in query["sql"] for query in queries) == 1
