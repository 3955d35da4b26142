"""What one address may cost, however it is made up."""

import pytest

from knowledge_search.analysis import EmptyLexicon, tokens_of
from knowledge_search.german import German
from tests.support.work import lines_run


@pytest.mark.parametrize("minus", ["", "-"])
def test_a_phrase_of_women_and_men_is_not_spelled_in_all_ways(minus):
    """Two spellings a word are sixteen million of 24 words: a single address would take all memory."""
    phrase = " ".join(f"{letter}en*innen" for letter in "abcdefghijklmnopqrstuvwx")
    German().query(f'{minus}"{phrase}"', EmptyLexicon())  # the data is loaded now
    queries = []
    assert lines_run(lambda: queries.append(German().query(f'{minus}"{phrase}"', EmptyLexicon()))) < 10_000
    (query,) = queries
    (found,) = query.excluded if minus else query.required
    assert len(list(tokens_of(found))) < 24 * 10
