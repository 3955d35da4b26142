"""The search is as good as people judged it should be, and equally good on every engine."""

import pytest

from knowledge_search.judging import Figures, Verdict

LEAST = 0.95
GREATEST_DIFFERENCE = 0.03
# Where a rule of the language decides, there is no excuse.
WITHOUT_A_MISS = ("gender", "umlaut", "typo", "abbreviation", "false friend")
CATEGORIES = {
    *WITHOUT_A_MISS,
    *("exact", "inflection", "compound part", "compound split", "synonym", "place", "phrase"),
    *("nonsense", "several words", "exclusion"),
}


def worst(verdicts: list[Verdict]) -> list[tuple[str, float, float | None]]:
    ranked = sorted(verdicts, key=lambda verdict: verdict.ndcg)[:15]
    return [(v.judged.query, round(v.ndcg, 2), v.recall) for v in ranked]


def test_every_title_that_was_judged_is_in_the_store(judged):
    assert judged.unknown == []


def test_every_category_is_judged(judged):
    assert {query.category for query in judged.queries} == CATEGORIES


def test_the_best_hits_stand_first(verdicts):
    assert Figures.of(verdicts).ndcg >= LEAST, worst(verdicts)


def test_little_is_missing(verdicts):
    missing = {
        v.judged.query: [t for t, grade in v.judged.grades.items() if grade and t not in v.titles]
        for v in verdicts
        if v.recall not in (None, 1.0)
    }
    assert Figures.of(verdicts).recall >= LEAST, missing


@pytest.mark.parametrize("category", WITHOUT_A_MISS)
def test_rules_of_the_language_never_miss(verdicts, category):
    faults = {
        v.judged.query: {"missed": v.missed, "wrong": v.violations}
        for v in verdicts
        if v.judged.category == category and (v.missed or v.violations)
    }
    assert faults == {}


def test_nonsense_finds_nothing(verdicts):
    assert [v.judged.query for v in verdicts if not v.judged.grades and v.total] == []


@pytest.mark.elasticsearch
def test_engines_are_equally_good(ask):
    database, elasticsearch = Figures.of(ask("database")), Figures.of(ask("elasticsearch"))
    assert abs(database.ndcg - elasticsearch.ndcg) <= GREATEST_DIFFERENCE
    assert abs(database.recall - elasticsearch.recall) <= GREATEST_DIFFERENCE
