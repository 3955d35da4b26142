"""What one address may cost, however it is made up."""

import time

import pytest

from knowledge_search.analysis import EmptyLexicon, tokens_of
from knowledge_search.german import German


@pytest.mark.parametrize("minus", ["", "-"])
def test_a_phrase_of_women_and_men_is_not_spelled_in_all_ways(minus):
    """Two spellings a word are sixteen million of 24 words: a single address would take all memory."""
    phrase = " ".join(f"{letter}en*innen" for letter in "abcdefghijklmnopqrstuvwx")
    before = time.process_time()
    query = German().query(f'{minus}"{phrase}"', EmptyLexicon())
    assert time.process_time() - before < 1
    (found,) = query.excluded if minus else query.required
    assert len(list(tokens_of(found))) < 24 * 10
