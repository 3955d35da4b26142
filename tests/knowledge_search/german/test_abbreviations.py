"""Every abbreviation of the starting list finds what it stands for, however it is typed."""

import pytest

from knowledge_search.german import starting_synonyms
from tests.knowledge_search.german.memory import find_in


def is_abbreviation(text: str) -> bool:
    return 2 <= len(text) <= 9 and text.isalpha() and sum(letter.isupper() for letter in text) > 1


PAIRS = [
    (word, max((other for other in group if other != word), key=len))
    for group in starting_synonyms()
    for word in group
    if is_abbreviation(word)
]


@pytest.mark.parametrize("spell", [str, str.lower, lambda word: ".".join(word.lower()) + "."])
def test_an_abbreviation_finds_what_it_stands_for(spell):
    assert len(PAIRS) > 250
    missed = [
        (word, meaning)
        for word, meaning in PAIRS
        if (len(word) < 5 or spell in (str, str.lower))
        and not find_in(f"Hier gibt es: {meaning}", spell(word))
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Wir fragen die Industrie- und Handelskammer", "IHK"),
        ("Das Bundesministerium für Ernährung und Landwirtschaft fördert es", "BMEL"),
        ("Für kleine und mittlere Unternehmen", "KMU"),
        ("Ein Pendlerparkplatz am Bahnhof", "P+R"),
    ],
)
def test_what_it_stands_for_may_have_an_and_in_it(text, query):
    assert find_in(text, query)


def test_half_of_what_it_stands_for_is_not_enough():
    assert not find_in("Die Industrie wächst", "IHK")
    assert not find_in("Kleine Gärten, mittlere Beete", "KMU")
