"""The store's words: written down with the records, compared with what is typed, never shown when gone."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from knowledge_search import snapshot, words
from knowledge_search.analysis import KnownWord
from knowledge_search.lexicon import StoreLexicon
from knowledge_search.models import StoredWord, SynonymGroup
from knowledge_search.records import rebuild, remove
from knowledge_search.service import SearchPage, SearchRequest, search
from knowledge_search.wordlist import WordList
from tests.knowledge_search.conftest import MakeProject
from tests.knowledge_search.testapp.models import Project, Theme

Publish = Callable[[str], Project]


@pytest.fixture
def publish(transactional_db: None) -> Publish:
    """Publish a project and commit; without the page tree, which no longer stands after such a test."""
    return lambda title: Project.objects.create(title=title, slug="projekt")


def lexicon() -> StoreLexicon:
    return snapshot.current().lexicon


def similar(word: str, distance: int) -> Sequence[KnownWord]:
    (found,) = lexicon().similar([(word, distance)])
    return found


def texts(found: Any) -> list[str]:
    return [word.text for word in found]


def test_a_published_word_is_known_as_people_write_it(make_project: MakeProject) -> None:
    make_project("Bäckerei Sonnenschein", summary="Brot und Brötchen")
    word = similar("beackerei", 1)[0]
    assert (word.text, word.display, word.distance) == ("baeckerei", "bäckerei", 1)
    assert lexicon().frequency("broetchen") == 1
    assert lexicon().frequency("kuchen") == 0


def test_words_of_labels_and_keywords_are_known(make_project: MakeProject, themes: dict[str, Theme]) -> None:
    make_project("Lesepaten", "alter", place="Hettstedt")
    assert similar("hetstedt", 1)[0].display == "hettstedt"
    Theme.objects.get(key="alter").delete()
    themes["gesundheit"].label = "Fürsorge"
    make_project("Zweites", "gesundheit")
    themes["gesundheit"].save()
    assert similar("fuesorge", 1)[0].display == "fürsorge"


@pytest.mark.parametrize("typed", ["wekrstatt", "werkstat", "werkstattt", "wrrkstatt", "verkstatt"])
def test_one_edit_is_a_letter_or_two_neighbours_that_changed_places(
    make_project: MakeProject, typed: str
) -> None:
    make_project("Offene Werkstatt")
    assert texts(similar(typed, 1)) == ["werkstatt"]


def test_the_nearest_comes_first_and_then_the_most_frequent(make_project: MakeProject) -> None:
    for _ in range(3):
        make_project("Garten")
    make_project("Garben")
    make_project("Gartens")
    make_project("Kartons")
    StoredWord.objects.all().delete()
    words.rebuild()
    found = similar("gargen", 2)
    assert texts(found) == ["garten", "garben", "gartens"]
    assert [(word.distance, word.records) for word in found] == [(1, 3), (1, 1), (2, 1)]


def test_who_slips_twice_has_the_first_letter_right(db: None) -> None:
    StoredWord.objects.create(text="werkstatt", display="werkstatt")
    assert WordList.load().near("verkstatt", 1) == [("werkstatt", 1)]
    assert WordList.load().near("verkstat", 2) == []
    assert WordList.load().near("wrekstat", 2) == [("werkstatt", 2)]


def test_numbers_are_known_but_never_corrected(make_project: MakeProject) -> None:
    make_project("Zukunft 2024")
    assert lexicon().frequency("2024") == 1
    assert similar("2025", 1) == ()


def test_a_word_that_only_an_unpublished_record_had_is_never_shown(make_project: MakeProject) -> None:
    project = make_project("Geheimprojekt")
    assert texts(similar("geheimprojket", 1)) == ["geheimprojekt"]
    project.live = False
    project.save()
    assert similar("geheimprojket", 1) == ()
    assert similar("geheimprojekt", 0) == ()


def test_all_spellings_are_looked_up_in_one_query(make_project: MakeProject) -> None:
    for title in ("Haus", "Maus", "Laus", "Raus", "Hans"):
        make_project(title)
    store = lexicon()
    with CaptureQueriesContext(connection) as queries:
        haus, hant = store.similar([("haus", 1), ("hant", 1)])
        assert (len(haus), texts(hant)) == (5, ["hans"])
        assert store.similar([("haus", 1)]) == [haus]
    assert len(queries) == 1


def test_a_search_with_two_slips_asks_the_records_once(
    publish: Publish, engine: str, find: Callable[..., SearchPage]
) -> None:
    publish("Reparaturwerkstatt im Gemeinschaftsgarten")
    find("Reparaturwerkstatt")
    with CaptureQueriesContext(connection) as queries:
        page = search(SearchRequest(q="Reperaturwerkstat im Gemeinscaftsgarten"))
    assert page.suggestion == "Reparaturwerkstatt im Gemeinschaftsgarten"
    assert (page.total, page.engine) == (1, engine)
    looked_up = [q for q in queries if "EXISTS" in q["sql"] and "_generation" not in q["sql"]]
    assert len(looked_up) == 1
    if engine == "elasticsearch":
        # The state of the store, the slips, the hit.
        assert len(queries) == 3


def test_a_new_term_does_not_exchange_the_synonyms(publish: Publish) -> None:
    SynonymGroup.objects.create(words="Kita, Kindergarten")
    before = snapshot.current()
    publish("Bäckerei").themes.add(Theme.objects.create(key="neu", label="Neu"))
    after = snapshot.current()
    assert after.terms != before.terms
    assert after.lexicon.synonyms is before.lexicon.synonyms
    SynonymGroup.objects.create(words="Rad, Fahrrad")
    assert len(snapshot.current().lexicon.synonyms) == 2


def test_a_known_word_is_written_down_once(make_project: MakeProject) -> None:
    make_project("Dorfladen")
    make_project("Dorfladen", summary="Ein Dorfladen")
    assert StoredWord.objects.filter(text="dorfladen").count() == 1


def test_words_beyond_sixty_letters_do_not_fail(make_project: MakeProject) -> None:
    make_project("Donaudampf" * 12, body="ß" * 80)
    assert all(len(word.text) <= 60 for word in StoredWord.objects.all())


def test_a_rebuild_counts_anew_and_forgets_what_is_gone(make_project: MakeProject) -> None:
    gone = make_project("Vergangenes")
    for _ in range(4):
        make_project("Dorfladen", body="Ein Laden im Dörfchen")
    remove([gone])
    Project.objects.filter(pk=gone.pk).update(live=False)
    rebuild()
    stored = {word.text: (word.display, word.records) for word in StoredWord.objects.all()}
    assert "vergangenes" not in stored
    assert stored["dorfladen"] == ("dorfladen", 4)
    assert stored["doerfchen"] == ("dörfchen", 4)


def test_a_rebuild_finds_the_words_of_records_that_were_written_before_there_were_words(
    make_project: MakeProject,
) -> None:
    make_project("Bürgerbüro")
    StoredWord.objects.all().delete()
    rebuild()
    assert StoredWord.objects.get(text="buergerbuero").display == "bürgerbüro"


def test_what_a_transaction_rolled_back_is_learned_again(publish: Publish) -> None:
    publish("Erstes Vorhaben")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        publish("Rollstuhltanz")
        raise ZeroDivisionError
    assert lexicon().frequency("rollstuhltanz") == 0
    publish("Rollstuhltanz")
    assert lexicon().frequency("rollstuhltanz") == 1


def test_a_process_reads_only_what_was_added(publish: Publish) -> None:
    publish("Erstes Vorhaben")
    before = lexicon().words
    publish("Rollstuhltanz")
    with CaptureQueriesContext(connection) as queries:
        after = lexicon().words
    assert "rollstuhltanz" in after
    assert "rollstuhltanz" not in before
    assert [query["sql"] for query in queries if f"WHERE id > {before.last}" in query["sql"]]


def test_a_renamed_term_reads_no_word_again(publish: Publish) -> None:
    publish("Erstes Vorhaben")
    Theme.objects.create(key="alter", label="Alter")
    lexicon()
    theme = Theme.objects.get(key="alter")
    theme.label = "Pflege"
    theme.save()
    with CaptureQueriesContext(connection) as queries:
        lexicon()
    assert not [query["sql"] for query in queries if StoredWord._meta.db_table in query["sql"]]


def test_what_was_added_stands_in_order(db: None) -> None:
    before = WordList([(1, "garten", "garten", 1), (2, "zaun", "zaun", 1)])
    after = WordList(
        [(3, "gartenbau", "gartenbau", 1), (4, "garten", "garten", 1), (5, "a1", "a1", 1)], before
    )
    assert after.beginning_with("") == ["garten", "gartenbau", "zaun"]
    assert after.near("gratenbua", 2) == [("gartenbau", 2)]
    assert before.beginning_with("gar") == ["garten"]


def test_a_word_committed_late_with_an_early_key_is_not_missed(db: None) -> None:
    StoredWord.objects.create(pk=1, text="erst", display="erst")
    StoredWord.objects.create(pk=3, text="spaet", display="spät")
    seen = WordList.load()
    StoredWord.objects.create(pk=2, text="frueh", display="früh")
    StoredWord.objects.create(pk=4, text="zuletzt", display="zuletzt")
    now = seen.refreshed()
    assert "frueh" in now
    assert "zuletzt" in now


def test_a_process_follows_a_rebuild(publish: Publish) -> None:
    gone = publish("Vergangenes")
    publish("Bleibendes")
    assert "vergangenes" in lexicon().words
    Project.objects.filter(pk=gone.pk).update(live=False)
    rebuild()
    assert "vergangenes" not in lexicon().words
    assert "bleibendes" in lexicon().words


def test_a_known_word_is_learned_again_after_the_table_was_made_anew(publish: Publish) -> None:
    publish("Erstes Vorhaben")
    gone = publish("Vergangenes")
    publish("Vergangenes")
    Project.objects.update(live=False)
    rebuild()
    assert lexicon().frequency("vergangenes") == 0
    gone.refresh_from_db()
    gone.live = True
    gone.save()
    assert lexicon().frequency("vergangenes") == 1


def test_nothing_new_costs_one_query(publish: Publish) -> None:
    publish("Dorfladen")
    snapshot.current()
    with CaptureQueriesContext(connection) as queries:
        snapshot.current()
    assert len(queries) == 1
