"""Words: what is found, in which order, how it is marked. The same cases run on both databases."""

from datetime import UTC, datetime

import pytest

from knowledge_search.models import Record
from tests.knowledge_search.conftest import counts, titles
from tests.knowledge_search.testapp.models import ArticlePage


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Bürger*innen beraten", "Bürger"),
        ("Bürgerinnen und Bürger", "bürger:innen"),
        ("Bürger/-innen", "BürgerInnen"),
        ("Bürger_innen", "Buergerinnen"),
        ("Bürger·innen", "BÜRGER"),
        ("Ärzt*innen auf dem Land", "Arzt"),
        ("eine Ärztin im Dorf", "Ärzte"),
        ("Straßenfest", "strassenfest"),
        ("Grüne Häuser", "gruenes haus"),
        ("Projekte der Nachbarschaft", "Projekt Nachbarschaften"),
        ("Café am Markt", "cafe"),
        ("Nachbar\u00adschafts\u00adhilfe", "Nachbarschaftshilfe"),
        ("Мастерская", "мастерская"),
        ("Ideen für 2030", "2030"),
        ("Work-Life-Balance", "work-life-balance"),
    ],
)
def test_other_spellings_and_forms_are_found(make_project, find, written, asked):
    make_project(title="Treffer", body=written)
    make_project(title="Anderes", body="Etwas ganz anderes")
    assert titles(find(asked)) == ["Treffer"]


@pytest.mark.parametrize(
    ("written", "asked"), [("Die Burg Querfurt", "Bürger"), ("Ein Bürger", "Burg"), ("Berlin", "Berl")]
)
def test_false_friends_are_not_found(make_project, find, written, asked):
    make_project(body=written)
    assert find(asked).total == 0


def test_records_with_all_words_come_first_then_those_with_some(make_project, find):
    make_project("Nur Pflege")
    make_project("Pflege und Betreuung")
    make_project("Garten")
    assert titles(find("pflege betreuung")) == ["Pflege und Betreuung", "Nur Pflege"]


def test_more_of_the_words_come_first_where_no_record_has_them_all(make_project, find):
    make_project("Betreuung und Pflege")
    make_project("Pflege")
    make_project("Garten")
    assert titles(find("pflege betreuung raumfahrt")) == ["Betreuung und Pflege", "Pflege"]


def test_filters_do_not_change_what_the_words_mean(make_project, find):
    make_project("Pflege und Betreuung", theme="arbeit")
    make_project("Nur Pflege", theme="alter")
    page = find("pflege betreuung", theme="alter")
    assert titles(page) == ["Nur Pflege"]
    assert counts(page, "theme") == {"arbeit": 1, "alter": 1}


def test_quoted_phrases_are_mandatory(make_project, find):
    make_project("Lebendige Bibliothek im Dorf")
    make_project("Bibliothek, sehr lebendige")
    assert titles(find('"lebendige Bibliothek"')) == ["Lebendige Bibliothek im Dorf"]
    assert titles(find("„lebendige Bibliothek“ raumfahrt")) == ["Lebendige Bibliothek im Dorf"]
    assert find('"lebendige Raumfahrt" Bibliothek').total == 0


def test_a_phrase_does_not_reach_over_two_fields(make_project, find):
    make_project("Offene Werkstatt", summary="Garten für alle")
    assert find('"Werkstatt Garten"').total == 0


def test_a_phrase_may_hold_stop_words(make_project, find):
    make_project("Werkstatt der Mutigen")
    make_project("Werkstatt mit Mutigen")
    assert titles(find('"Werkstatt der Mutigen"')) == ["Werkstatt der Mutigen"]


def test_stop_words_do_not_count(make_project, find):
    make_project("Garten")
    assert titles(find("der Garten und die")) == ["Garten"]


def test_a_title_says_more_than_a_text(make_project, find):
    make_project("Etwas anderes", body="Hier gibt es Pflege und viele andere Wörter")
    make_project("Pflege vor Ort")
    assert titles(find("pflege")) == ["Pflege vor Ort", "Etwas anderes"]


def test_title_before_terms_before_summary_before_text(make_project, find):
    # The best is the oldest and was made first, so that no other rule can make this order.
    make_project("Gesundheit", date=datetime(2018, 1, 1, tzinfo=UTC))
    make_project("Zwei", theme="gesundheit", date=datetime(2019, 1, 1, tzinfo=UTC))
    make_project("Drei", summary="Gesundheit", date=datetime(2020, 1, 1, tzinfo=UTC))
    make_project("Vier", body="Gesundheit", date=datetime(2021, 1, 1, tzinfo=UTC))
    assert titles(find("gesundheit")) == ["Gesundheit", "Zwei", "Drei", "Vier"]


def test_the_newer_comes_first_only_among_equals(make_project, find):
    make_project("Neu", body="Pflege", date=datetime(2025, 1, 1, tzinfo=UTC))
    make_project("Alt", summary="Pflege", date=datetime(2018, 1, 1, tzinfo=UTC))
    make_project("Älter", summary="Pflege", date=datetime(2017, 1, 1, tzinfo=UTC))
    make_project("Weniger alt", summary="Pflege", date=datetime(2019, 1, 1, tzinfo=UTC))
    assert titles(find("pflege")) == ["Weniger alt", "Alt", "Älter", "Neu"]


def test_a_record_of_quality_comes_before_its_equal(make_project, find):
    make_project("Vorbildlich", body="Pflege", date=datetime(2018, 1, 1, tzinfo=UTC))
    make_project("Ordentlich", body="Pflege", date=datetime(2019, 1, 1, tzinfo=UTC))
    make_project("Neu", body="Pflege", date=datetime(2025, 1, 1, tzinfo=UTC))
    make_project("Titel: Pflege", date=datetime(2017, 1, 1, tzinfo=UTC))
    for title, quality in (("Vorbildlich", 100), ("Ordentlich", 50)):
        Record.objects.filter(title=title).update(quality=quality)
    assert titles(find("pflege")) == ["Titel: Pflege", "Vorbildlich", "Ordentlich", "Neu"]


def test_labels_places_and_synonyms_are_found(make_project, themes, find):
    themes["alter"].synonyms = "Lebensabend"
    themes["alter"].save()
    make_project("X", theme="alter", municipality="15087370", place="Obersdorf")
    for word in ("Alter", "lebensabend", "Sangerhausen", "Obersdorf"):
        assert titles(find(word, type="project")) == ["X"], word


def test_only_punctuation_finds_nothing(make_project, find):
    make_project()
    assert find("?!").total == 0


def test_matched_words_are_marked_and_everything_else_escaped(make_project, api):
    make_project("<b>Pflege</b>", summary="Gute Pflege & mehr", body="Alle pflegen <script>x</script> gern.")
    (item,) = api("?q=pflegen")["items"]
    assert item["title"] == "<b>Pflege</b>"
    assert item["highlights"] == [
        "Gute <mark>Pflege</mark> &amp; mehr",
        "Alle <mark>pflegen</mark> &lt;script&gt;x&lt;/script&gt; gern.",
    ]


def test_a_long_text_is_shown_in_pieces_around_the_words(make_project, find):
    filler = "Lorem ipsum dolor " * 30
    make_project(body=f"{filler} erste Pflege {filler} zweite Pflege {filler} dritte Pflege")
    first, second = find("Pflege").hits[0].body_highlights
    assert first.startswith("… ")
    assert first.endswith(" …")
    assert "erste <mark>Pflege</mark>" in first
    assert "zweite <mark>Pflege</mark>" in second
    assert len(first) < 320


def test_titles_sort_as_in_a_german_dictionary(make_project, find):
    for title in ("Zebra", "Ärzte", "Apfel", "ähnlich", "„Bär“", "Strasse 10", "Straße 9", "Oma", "Öl"):
        make_project(title)
    assert titles(find(type="project", sort="title")) == [
        "ähnlich",
        "Apfel",
        "Ärzte",
        "„Bär“",
        "Öl",
        "Oma",
        "Straße 9",
        "Strasse 10",
        "Zebra",
    ]


def test_newest_first_and_undated_last(make_project, find):
    make_project("ohne")
    make_project("alt", date=datetime(2019, 5, 1, tzinfo=UTC))
    make_project("neu", date=datetime(2025, 1, 1, tzinfo=UTC))
    assert titles(find(type="project", sort="newest")) == ["neu", "alt", "ohne"]
    assert titles(find(type="project")) == ["neu", "alt", "ohne"]


def test_the_order_is_the_same_on_every_page(make_project, find):
    for _ in range(45):
        make_project("Gleich", body="immer gleich")
    for sort in ("relevance", "newest", "title"):
        seen = [hit.id for o in (0, 20, 40) for hit in find("gleich", sort=sort, offset=o).hits]
        assert len(set(seen)) == 45


@pytest.fixture
def places(make_project):
    make_project("Eisleben", latitude=51.528, longitude=11.548)
    make_project("Sangerhausen", latitude=51.472, longitude=11.297)
    make_project("Magdeburg", latitude=52.131, longitude=11.640)
    make_project("Ohne Ort")


def test_a_box_filters(places, find):
    assert sorted(titles(find(bbox=(11.0, 51.4, 11.6, 51.6)))) == ["Eisleben", "Sangerhausen"]
    assert titles(find(bbox=(11.6, 51.0, -170.0, 53.0))) == ["Magdeburg"]


def test_a_radius_filters_and_distances_sort(places, find):
    eisleben = (51.528, 11.548)
    page = find(near=eisleben, radius_km=25.0, sort="distance")
    assert titles(page) == ["Eisleben", "Sangerhausen"]
    assert page.hits[0].distance_km == pytest.approx(0, abs=0.01)
    assert page.hits[1].distance_km == pytest.approx(18.5, abs=0.5)
    page = find(near=eisleben, sort="distance", type="project")
    assert titles(page) == ["Eisleben", "Sangerhausen", "Magdeburg", "Ohne Ort"]


def test_places_words_and_facets_work_together(places, make_project, find):
    make_project("Eisleben liest", theme="arbeit", latitude=51.53, longitude=11.55)
    page = find("eisleben", theme="arbeit", bbox=(11.0, 51.4, 11.6, 51.6))
    assert titles(page) == ["Eisleben liest"]


def test_an_endless_text_can_be_published(make_project, find):
    make_project("Lang", body=" ".join(f"wort{number}" for number in range(60_000)) + " x" * 5000)
    make_project("Sperrig", body="ß" * 100_000 + " 漢字" * 10_000)
    assert titles(find("wort19000")) == ["Lang"]


def test_without_words_the_primary_kind_stands_first(home, make_project, find):
    make_project(title="Projekt")
    page = home.add_child(instance=ArticlePage(title="Seite", slug="seite"))
    page.save_revision().publish()
    assert titles(find())[0] == "Projekt"
    assert titles(find(sort="newest"))[0] == "Seite"
