"""What the points of a query may cost the engines."""

from collections.abc import Sequence

import pytest

from knowledge_search.analysis import AllOf, EmptyLexicon, Score
from knowledge_search.german import German

WORDS = (
    *("garten", "werkstatt", "dorfladen", "pflege", "theater", "bibliothek", "fahrrad", "energie", "wald"),
    *("schule", "musik", "sport", "handwerk", "kino", "chor", "film", "markt", "tanz", "verein", "wiese"),
)


class Frequent(EmptyLexicon):
    """A store in which words are as frequent as a test says."""

    def __init__(self, records: int, having: dict[str, int]) -> None:
        self.records = records
        self.having = having

    def frequency(self, word: str) -> int:
        return self.having.get(word, 0)


def scores_of(words: Sequence[str], lexicon: Frequent) -> dict[str, list[Score]]:
    """Return the scores that each word has, by the word's own token."""
    scores = German().query(" ".join(words), lexicon).scores
    return {word: [score for score in scores if f"w{word}" in str(score.expression)] for word in words}


def found(scores: Sequence[Score], records: int) -> float:
    return sum(records if score.field == "all" else records / 10 for score in scores)


@pytest.mark.parametrize("records", [10_000, 100_000])
def test_many_common_words_find_no_more_than_a_few_stores_full(records: int) -> None:
    having = dict.fromkeys(WORDS, records // 2)
    scores = German().query(" ".join(WORDS), Frequent(records, having)).scores
    single = [score for score in scores if len([w for w in WORDS if f"'w{w}'" in str(score.expression)]) == 1]
    assert single
    assert found(single, records // 2) <= 4.5 * records


def test_the_rarest_words_are_told_apart_and_the_commonest_not_at_all() -> None:
    having = {word: 300 * number for number, word in enumerate(WORDS, start=1)}
    scores = scores_of(WORDS, Frequent(10_000, having))
    rarest, commonest = scores[WORDS[0]], scores[WORDS[-1]]
    assert {"title", "terms", "summary", "all"} <= {score.field for score in rarest}
    assert len(commonest) <= 1


def test_words_that_count_for_nothing_find_nothing() -> None:
    having = {word: 300 * number for number, word in enumerate(WORDS, start=1)}
    many = German().query(" ".join(WORDS), Frequent(10_000, having))
    few = German().query(" ".join(WORDS[-3:]), Frequent(10_000, having))
    uncounted = [word for word in WORDS if f"'w{word}'" not in str(many.scores)]
    assert WORDS[-1] in uncounted
    assert {word for word in WORDS if f"'w{word}'" in str(many.some)} == {*WORDS} - {*uncounted}
    assert all(f"'w{word}'" in str(few.some) for word in WORDS[-3:])


def test_a_few_common_words_are_told_apart_in_full() -> None:
    words = ["garten", "werkstatt", "pflege"]
    many = scores_of(words, Frequent(10_000, dict.fromkeys(words, 3_000)))
    few = scores_of(words, Frequent(10_000, dict.fromkeys(words, 1_000)))
    assert {word: len(own) for word, own in many.items()} == {word: len(own) for word, own in few.items()}


@pytest.mark.parametrize(("length", "looks"), [(2, True), (8, True), (9, False), (20, False)])
def test_only_short_queries_look_for_all_words_in_the_title(length: int, looks: bool) -> None:
    scores = German().query(" ".join(WORDS[:length]), Frequent(1_000, dict.fromkeys(WORDS, 10))).scores
    everything = [s for s in scores if isinstance(s.expression, AllOf) and len(s.expression.parts) == length]
    assert [score.field for score in everything] == (["title"] if looks else [])
