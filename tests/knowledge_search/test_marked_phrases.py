"""Quoted phrases are marked where they stand, and only there; however many there are."""

import pytest

from knowledge_search.analysis import EmptyLexicon, get_analysis, highlight
from knowledge_search.analysis.highlight import mark, snippets
from tests.support.work import lines_run


def query_of(text):
    return get_analysis().query(text, EmptyLexicon())


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ('"rot blau"', "rot rot blau", "rot <mark>rot</mark> <mark>blau</mark>"),
        ('"rot blau"', "blau rot", "blau rot"),
        ('"rot rot"', "rot rot rot", "<mark>rot</mark> <mark>rot</mark> <mark>rot</mark>"),
        ('"rot blau" "blau grün"', "rot blau grün", "<mark>rot</mark> <mark>blau</mark> <mark>grün</mark>"),
        ('"Bürgerinnen hier"', "Bürger hier", "<mark>Bürger</mark> <mark>hier</mark>"),
    ],
)
def test_a_phrase_is_marked_whole(query, text, marked):
    assert mark(text, query_of(query)) == marked


def test_many_phrases_cost_little_more_than_one():
    words = [f"{letter}{other}" for letter in "bdfgklmn" for other in "aou"]
    text = " ".join(words) * 600
    one, many = query_of('"nirgends"'), query_of(" ".join(f'"{word} nirgends"' for word in words[:12]))
    snippets(text, one)  # its words are analysed now
    highlight._snippets.cache_clear()
    assert lines_run(lambda: snippets(text, many)) < 1.5 * lines_run(lambda: snippets(text, one))


@pytest.mark.parametrize("query", ["haltestelle", "haltestelle nirgendwo", '"die haltestelle"', "fehlt"])
@pytest.mark.parametrize("places", [(0, 1), (0, 3970), (0, 3985), (3980, 3999), (5000, 9000), (7, 12000)])
def test_reading_only_the_beginning_of_a_long_text_changes_nothing(
    query: str, places: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = list("ein Bus fährt weit hinaus ins Land " * 400)
    for place in places:
        letters[place : place + 21] = " die Haltestelle hier "
    text, asked = "".join(letters), query_of(query)
    quick = snippets(text, asked)
    monkeypatch.setattr(highlight, "_BEGINNING", highlight.MAX_CHARS)
    highlight._snippets.cache_clear()
    assert quick == snippets(text, asked)
    assert bool(quick) == (query != "fehlt")


def test_a_text_is_marked_anew_for_other_words() -> None:
    text = "Eine Bank am Brunnen"
    assert mark(text, query_of("bank")) == "Eine <mark>Bank</mark> am Brunnen"
    assert mark(text, query_of("brunnen")) == "Eine Bank am <mark>Brunnen</mark>"
    assert mark(text, query_of('"am Brunnen"')) == "Eine Bank <mark>am</mark> <mark>Brunnen</mark>"
    assert snippets(text, query_of("bank")) == ("Eine <mark>Bank</mark> am Brunnen",)
    assert snippets(text, query_of("fehlt"), limit=1) == ()
