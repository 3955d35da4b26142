"""What is offered while people type."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge_search.models import Suggestion
from knowledge_search.records import rebuild
from knowledge_search.suggesting import MAX_OFFERS, suggest
from knowledge_search.suggestions import beginnings, key_of
from tests.knowledge_search.conftest import MakeProject
from tests.knowledge_search.testapp.models import ArticlePage, Theme


def texts(q: str) -> list[str]:
    return [offer.text for offer in suggest(q)]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Bürger*innen", "buergerinnen"),
        ("Bürger:in", "buergerin"),
        ("Bürger/-innen", "buergerinnen"),
        ("bürger*i", "buergeri"),
        ("Repair-Café", "repair cafe"),
        ("  Straße  der <b>Einheit</b> ", "strasse der b einheit b"),
        ("?!", ""),
    ],
)
def test_beginnings_are_compared_in_one_spelling(typed: str, key: str) -> None:
    assert key_of(typed) == key


def test_a_title_can_be_begun_with_every_word_that_says_something() -> None:
    assert beginnings("Die Werkstatt für alle im DRK") == [
        "die werkstatt fuer alle im drk",
        "werkstatt fuer alle im drk",
        "alle im drk",
        "drk",
    ]


def test_a_long_title_fits_the_column() -> None:
    keys = beginnings("Langes " * 40)
    assert keys
    assert all(len(key) <= 60 for key in keys)


@pytest.mark.parametrize(
    "typed", ["of", "offene wer", "OFFENE", "werk", "werkstatt f", "zaehl", "zähl", "ZÄHL"]
)
def test_titles_are_found_by_any_word_from_two_letters_on(make_project: MakeProject, typed: str) -> None:
    make_project("Offene Werkstatt für Zählwerke")
    assert texts(typed)[0] == "Offene Werkstatt für Zählwerke"


@pytest.mark.parametrize(
    "typed", ["werst", "wekrst", "werkkst", "wrkst", "werkstadt", "offne werk", "ofene wer"]
)
def test_slips_are_forgiven(make_project: MakeProject, typed: str) -> None:
    make_project("Offene Werkstatt")
    assert "Offene Werkstatt" in texts(typed)


@pytest.mark.parametrize("typed", ["", "o", " o ", "?!", "\x00\x00", "xyzxyz", "%%", "__", "o'", '"', "😀😀"])
def test_too_little_or_nothing_known_offers_nothing(make_project: MakeProject, typed: str) -> None:
    make_project("Offene Werkstatt")
    assert texts(typed) == []


def test_terms_of_public_records_are_offered_first(
    make_project: MakeProject, themes: dict[str, Theme]
) -> None:
    make_project("Alter Bahnhof")
    assert texts("alt") == ["Alter Bahnhof"]
    make_project("Lesepaten", "alter")
    assert texts("alt") == ["Alter", "Alter Bahnhof"]
    offer = suggest("alt")[0]
    assert (offer.type, offer.url) == ("theme", "/suche/?theme=alter")


def test_places_that_have_records_are_offered(make_project: MakeProject) -> None:
    make_project("Lesepaten")
    assert texts("sang") == []
    make_project("Chor", municipality="15087370")
    assert [(offer.text, offer.type) for offer in suggest("sang")] == [("Sangerhausen", "municipality")]
    make_project("Tanz", municipality="15087130")
    assert texts("luther") == ["Eisleben, Lutherstadt"]


def test_terms_are_found_by_their_other_words(make_project: MakeProject, themes: dict[str, Theme]) -> None:
    themes["alter"].synonyms = "Senioren"
    themes["alter"].save()
    make_project("Lesepaten", "alter")
    assert texts("seni")[0] == "Alter"


def test_a_renamed_term_is_found_by_its_new_name_only(
    make_project: MakeProject, themes: dict[str, Theme]
) -> None:
    make_project("Chor", "arbeit")
    themes["arbeit"].label = "Beruf"
    themes["arbeit"].save()
    assert texts("beru") == ["Beruf"]
    assert texts("arbe") == []


def test_single_words_fill_what_is_left(make_project: MakeProject) -> None:
    make_project("Kindertreff", body="Kinderbetreuung und Kinderbetreuung durch Kindergärten")
    make_project("Chor", body="Kinderbetreuung")
    found = suggest("kinder")
    assert found[0].text == "Kindertreff"
    assert ("kinderbetreuung", "word", "/suche/?q=kinderbetreuung") in [
        (o.text, o.type, o.url) for o in found
    ]
    assert "durch" not in texts("dur")


def test_what_is_unpublished_is_offered_no_more(make_project: MakeProject, themes: dict[str, Theme]) -> None:
    project = make_project("Geheimprojekt", "alter", body="Verschlusssache")
    assert texts("gehei") == ["Geheimprojekt"]
    assert texts("verschl") == ["verschlusssache"]
    project.live = False
    project.save()
    assert texts("gehei") == texts("gehiem") == texts("verschl") == texts("alter") == []
    assert not Suggestion.objects.filter(record__isnull=False, key="geheimprojekt").exists()


def test_a_deleted_object_takes_its_rows_along(make_project: MakeProject) -> None:
    project = make_project("Vergangenes")
    project.delete()
    assert texts("vergang") == []


def test_a_renamed_object_is_found_by_its_new_title_only(make_project: MakeProject) -> None:
    project = make_project("Altes Rathaus")
    project.title = "Neues Rathaus"
    project.save()
    assert texts("neues") == ["Neues Rathaus"]
    assert "Altes Rathaus" not in texts("altes")
    assert texts("rath")[0] == "Neues Rathaus"


def test_pages_follow_privacy(home: ArticlePage) -> None:
    page = home.add_child(instance=ArticlePage(title="Interne Absprachen", slug="intern"))
    assert texts("absp") == ["Interne Absprachen"]
    page.view_restrictions.create(restriction_type="login")
    assert texts("absp") == []


def test_at_most_eight_and_no_text_twice(make_project: MakeProject, themes: dict[str, Theme]) -> None:
    for number in range(12):
        make_project(f"Garten {number % 10}")
    make_project("Alter", "alter")
    found = texts("garten")
    assert len(found) == len(set(found)) == MAX_OFFERS
    assert texts("alter") == ["Alter"]


def test_very_many_beginnings_are_read_heaviest_first(make_project: MakeProject) -> None:
    project = make_project("Garten der Steine")
    record = Suggestion.objects.get(key="garten der steine").record
    Suggestion.objects.bulk_create(
        Suggestion(record=record, key=f"garten {number}", two="ga", weight=1) for number in range(1500)
    )
    best = make_project("Garten am Schacht")
    Suggestion.objects.filter(key__startswith="garten am").update(weight=900)
    for typed in ("ga", "gar", "garten "):
        assert texts(typed)[:2] == [best.title, project.title]


def test_a_rebuild_heals_the_table(make_project: MakeProject, themes: dict[str, Theme]) -> None:
    def rows() -> set[tuple[object, ...]]:
        return set(Suggestion.objects.values_list("record_id", "vocabulary", "term", "key", "two", "weight"))

    make_project("Offene Werkstatt", "alter")
    wanted = rows()
    Suggestion.objects.filter(record__isnull=False).update(weight=7)
    Suggestion.objects.filter(vocabulary="theme").delete()
    rebuild()
    assert rows() == wanted


def test_nothing_is_written_where_nothing_changed(make_project: MakeProject) -> None:
    project = make_project("Offene Werkstatt")
    before = set(Suggestion.objects.values_list("pk", flat=True))
    project.body = "Ein neuer Text"
    project.save()
    assert set(Suggestion.objects.values_list("pk", flat=True)) == before


def test_beginnings_are_looked_up_in_an_index(make_project: MakeProject) -> None:
    make_project("Offene Werkstatt")
    with CaptureQueriesContext(connection) as queries:
        suggest("offene")
        suggest("of")
    asked = [query["sql"] for query in queries if "knowledge_search_suggestion" in query["sql"]]
    assert len(asked) > 1
    for sql in asked:
        plan = _plan_of(sql)
        assert "ks_suggestion_" in plan
        assert "SCAN knowledge_search_suggestion" not in plan
        assert "Seq Scan on knowledge_search_suggestion" not in plan


def _plan_of(sql: str) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}")
            return "\n".join(str(row[0]) for row in cursor.fetchall())
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(str(row[3]) for row in cursor.fetchall())


@pytest.fixture
def ask() -> Any:
    """Ask the API. No fixture of the engine: there is one answer whichever searches."""
    return lambda query: Client().get(f"/api/v2/suggest/{query}")


def test_the_answer_is_what_the_contract_says(ask: Any, make_project: MakeProject) -> None:
    make_project("Lesen & <b>Schreiben</b>")
    response = ask("?q=les")
    assert response.status_code == 200
    assert response.json() == {
        "suggestions": [
            {
                "text": "Lesen & <b>Schreiben</b>",
                "type": "project",
                "url": "http://testserver/projekte/projekt-1/",
            }
        ]
    }
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Type"] == "application/json"


def test_urls_of_terms_are_absolute(ask: Any, make_project: MakeProject) -> None:
    make_project("Chor", "alter")
    assert ask("?q=alt").json()["suggestions"][0]["url"] == "http://testserver/suche/?theme=alter"


@pytest.mark.parametrize("query", ["", "?q=", "?q=a", "?q=%00a"])
def test_too_short_is_an_empty_list(ask: Any, home: ArticlePage, query: str) -> None:
    assert ask(query).json() == {"suggestions": []}


def test_very_long_input_is_cut(ask: Any, make_project: MakeProject) -> None:
    make_project("a" * 100)
    assert ask("?q=" + "a" * 3000).status_code == 200


@pytest.mark.parametrize(
    ("query", "parameter"), [("?q=ab&x=1", "x"), ("?q=ab&q=cd", "q"), ("?limit=3", "limit")]
)
def test_what_it_does_not_know_is_refused_and_named(
    ask: Any, home: ArticlePage, query: str, parameter: str
) -> None:
    response = ask(query)
    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == [parameter]


def test_it_can_only_be_read(home: ArticlePage) -> None:
    client = Client()
    assert client.post("/api/v2/suggest/").status_code == 405
    assert client.options("/api/v2/suggest/")["Access-Control-Allow-Origin"] == "*"
