"""What becomes of a query: points, corrections, marks; and nothing that breaks it."""

import random

import pytest

from knowledge_search.analysis import EmptyLexicon, clean_text, tokens_of
from knowledge_search.german import German
from tests.knowledge_search.german.memory import Store, TextLexicon, find_in

QUALITY = 100


def order(store, query):
    return list(store.find(query))


def test_more_of_the_words_stand_before_better_places():
    store = Store(
        [
            {"title": "Pflege, Pflege, Pflege", "terms": "Pflege", "summary": "Pflege", "body": "Pflege"},
            {"body": "ein Garten, weiter unten auch Pflege"},
        ]
    )
    points = store.find("pflege garten")
    assert list(points) == [1, 0]
    assert points[1] - points[0] > QUALITY


def test_title_before_terms_before_summary_before_text():
    store = Store([{"body": "Pflege"}, {"summary": "Pflege"}, {"terms": "Pflege"}, {"title": "Pflege hier"}])
    points = store.find("pflege")
    assert list(points) == [3, 2, 1, 0]
    assert points[3] - points[0] > QUALITY


def test_the_word_before_its_forms_before_compounds_before_parts():
    store = Store(
        [{"title": t} for t in ("Gartenzaun am Weg", "Schulgarten am Weg", "Gärten am Weg", "Garten am Weg")]
    )
    assert order(store, "Garten") == [3, 2, 1, 0]


def test_what_the_staff_say_stands_below_the_word_and_above_the_thesaurus():
    titles = ("Automobil im Ort", "Kraftwagen im Ort", "Auto im Ort")
    store = Store([{"title": t} for t in titles], TextLexicon(titles, (("Auto", "Kraftwagen"),)))
    assert order(store, "Auto")[:2] == [2, 1]


def test_a_title_that_is_the_query_stands_first():
    store = Store(
        [{"title": "Offene Werkstatt Süd", "terms": "Werkstatt offen"}, {"title": "Offene Werkstatt"}]
    )
    assert order(store, "offene werkstatt") == [1, 0]


def test_words_side_by_side_stand_before_words_apart():
    store = Store([{"title": "Obst aus altem Garten"}, {"title": "Neues Obst Garten"}])
    assert order(store, "obst garten")[0] == 1


def test_rare_words_count_more():
    store = Store([{"title": "Verein"}] * 40 + [{"title": "Imkerei"}])
    assert order(store, "verein imkerei")[0] == 40


def test_points_stay_below_what_a_float_holds():
    text = " ".join(f"Wort{'abcdefghijklmnopqrstuvwxyz'[n]}haus" for n in range(26))
    for lexicon in (EmptyLexicon(), TextLexicon([text] * 3)):
        query = German().query(text + ' "eine Phrase"', lexicon)
        assert sum(score.points for score in query.scores) < 2**24
        assert all(score.points > 0 for score in query.scores)


def test_a_word_needs_few_scores():
    assert len(German().query("Nachbarschaftshilfe", TextLexicon(["Hilfe"])).scores) <= 25


def test_a_long_query_needs_no_more_than_an_engine_can_bear():
    text = " ".join(f"Wort{letter}haus" for letter in "abcdefghijklmnopqrstuvwx")
    query = German().query(text, TextLexicon([text] * 3))
    assert len(query.scores) <= 125
    assert sum(score.field == "all" for score in query.scores) >= 24


@pytest.mark.parametrize(
    ("text", "query", "corrected"),
    [
        ("Nachbarschaftshilfe", "Nachbarschatshilfe", "Nachbarschaftshilfe"),
        ("Garten und Inklusion", "garten für inklussion", "garten für inklusion"),
        ("Büroflächen", "buroflachen", "büroflächen"),
        ("Nachbarschaftshilfe", "Nachbarschaft", None),
        ("Seniorentreff", "Treff", None),
        ("Wandlung", "Wanderung", None),
        ("Kita", "KiTas", None),
    ],
)
def test_only_unknown_words_are_corrected(text, query, corrected):
    assert German().query(query, TextLexicon([text])).corrected == corrected


def test_names_of_places_are_never_corrected():
    assert German().query("Bernburg", TextLexicon(["Bernberg"])).corrected is None


def test_marks_are_words_and_parts_of_them():
    marks = Store([{"title": "Seniorentreff"}]).query("Senioren").marks
    assert {"wsenioren", "ssenior", "msenior"} <= marks
    assert not any(token[0] in "z" for token in marks)


def test_exclusions_alone_look_for_everything_else():
    query = German().query("-schule", EmptyLexicon())
    assert query.excluded
    assert query.some is None
    assert not query.is_empty


@pytest.mark.parametrize("text", ["", "   ", "?!", "-", '"', '""', "„“", "- -", "*", "\u200b", "😀"])
def test_nothing_to_look_for(text):
    assert German().query(text, TextLexicon(["Garten"])).is_empty


@pytest.mark.parametrize(
    "text",
    [
        "Garten " * 150_000,
        "a" * 1_000_000,
        "-" * 100_000,
        '"' * 9_999,
        "Alten- " * 5_000,
        "und " * 20_000,
        "😀👩‍🌾🏳️‍🌈 Garten",
        "مرحبا بالعالم \u202e Garten",
        "漢字" * 10_000,
        "ﬀ ß ẞ İ ı ſ ǆ",
        "e. V. " * 2_000,
        "A-B-C-" * 3_000,
    ],
)
def test_nothing_breaks_it(text):
    tokens = German().index(text).split()
    assert all(token.isascii() and token.isalnum() and token[0].isalpha() for token in tokens)
    assert max(map(len, tokens), default=0) <= 255
    query = German().query(text, TextLexicon(["Garten"]))
    assert sum(score.points for score in query.scores) < 2**24
    assert all(token.isalnum() for score in query.scores for token in tokens_of(score.expression))


def test_random_texts_do_not_break_it():
    chance = random.Random(4)  # noqa: S311 - repeatable is what is wanted
    letters = "aäeioöuüßrstnnnBGK-*:_·/()\"„“.,'& \t"
    for _ in range(500):
        text = "".join(chance.choices(letters, k=chance.randrange(80)))
        cleaned = clean_text(text)
        for word in German().words(cleaned):
            assert 0 <= word.start < word.end <= len(cleaned)
            assert word.tokens[0] == word.surface
        German().query(text, TextLexicon([text]))


@pytest.mark.parametrize(
    ("text", "query", "is_found"),
    [
        ("Bergleute erzählen", "Bergmann", True),
        ("Ein Bergmann erzählt", "Bergleute", True),
        ("Ein Steuermann erzählt", "Bergmann", False),
        ("Verein heimatBEWEGEN", "Heimat", True),
        ("Verein heimatBEWEGEN", "heimat bewegen", True),
        ("Verein heimatBEWEGEN", "heimatbewegen", True),
        ("Heimat ohne Wegweiser", "heimatBEWEGEN", False),
        ("BürgerInnen", "innen", False),
        ("Kinder weinen", "Wein", False),
        ("Wein vom Hang", "weinen", False),
        ("Wir lesen gemeinsam", "Ernte", False),
    ],
)
def test_words_for_people_names_with_capitals_and_false_friends(text, query, is_found):
    assert find_in(text, query) == is_found
