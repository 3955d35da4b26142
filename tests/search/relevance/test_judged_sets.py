"""The search is as good as people judged it should be, and equally good on every engine."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.conf import settings
from django.test import TestCase, override_settings

from knowledge_search.engines.database import DatabaseEngine
from knowledge_search.engines.elasticsearch.documents import documents_of
from knowledge_search.engines.elasticsearch.engine import ElasticsearchEngine
from knowledge_search.engines.elasticsearch.writing import send
from knowledge_search.judging import Figures, JudgedQuery, Verdict, judge, read, unknown_titles
from knowledge_search.models import Record
from tests.knowledge_search.engines import empty_index
from tests.search.relevance.loading import load_corpus, load_demo

HERE = Path(__file__).parent
LEAST_QUERIES = 60
LEAST = 0.95
GREATEST_DIFFERENCE = 0.03
# Where a rule of the language decides, there is no excuse.
WITHOUT_A_MISS = {"gender", "umlaut", "typo", "abbreviation", "false friend"}
CATEGORIES = {
    *WITHOUT_A_MISS,
    *("exact", "inflection", "compound part", "compound split", "synonym", "place", "phrase"),
    *("nonsense", "several words", "exclusion"),
}


def on_elasticsearch(queries: list[JudgedQuery], url: str) -> list[Verdict]:
    """Judge on a server, in an index of its own."""
    with override_settings(), empty_index(settings, url):
        send(documents_of(Record.objects.values_list("pk", flat=True)), (), refresh=True)
        return judge(queries, ElasticsearchEngine())


def worst(verdicts: list[Verdict]) -> list[tuple[str, float]]:
    ranked = sorted(verdicts, key=lambda verdict: verdict.ndcg)[:15]
    return [(verdict.judged.query, round(verdict.ndcg, 2)) for verdict in ranked]


def not_found(verdicts: list[Verdict]) -> dict[str, list[str]]:
    return {
        v.judged.query: [title for title, grade in v.judged.grades.items() if grade and title not in v.titles]
        for v in verdicts
        if v.recall not in (None, 1.0)
    }


def faults(verdicts: list[Verdict]) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """Rows that allow no miss, and did not find the best or found the wrong."""
    return [
        (v.judged.category, v.judged.query, v.missed, v.violations)
        for v in verdicts
        if v.judged.category in WITHOUT_A_MISS and (v.missed or v.violations)
    ]


def nonsense_that_finds(verdicts: list[Verdict]) -> list[str]:
    return [v.judged.query for v in verdicts if not v.judged.grades and v.total]


class JudgedSet:
    """A judged set on a store that is made once for all its tests."""

    name: ClassVar[str]
    load: ClassVar[Callable[[], Any]]
    queries: ClassVar[list[JudgedQuery]]
    verdicts: ClassVar[list[Verdict]]

    @classmethod
    def setUpTestData(cls):
        cls.load()
        cls.queries = read(HERE / f"{cls.name}_queries.json")
        cls.verdicts = judge(cls.queries, DatabaseEngine())

    @pytest.fixture(autouse=True)
    def ask_for_fixtures(self, request):
        self.get_fixture = request.getfixturevalue

    def test_every_title_that_was_judged_is_in_the_store(self):
        assert unknown_titles(self.queries) == []

    def test_much_is_judged_and_nothing_twice(self):
        asked = {(query.query, repr(query.filters)) for query in self.queries}
        assert len(asked) == len(self.queries) >= LEAST_QUERIES

    def test_every_category_is_judged(self):
        assert {query.category for query in self.queries} == CATEGORIES

    def test_the_best_hits_stand_first(self):
        assert Figures.of(self.verdicts).ndcg >= LEAST, worst(self.verdicts)

    def test_little_is_missing(self):
        assert Figures.of(self.verdicts).recall >= LEAST, not_found(self.verdicts)

    def test_rules_of_the_language_never_miss(self):
        assert faults(self.verdicts) == []

    def test_nonsense_finds_nothing(self):
        assert nonsense_that_finds(self.verdicts) == []

    @pytest.mark.elasticsearch
    def test_elasticsearch_is_equally_good(self):
        verdicts = on_elasticsearch(self.queries, self.get_fixture("elasticsearch_url"))
        database, elasticsearch = Figures.of(self.verdicts), Figures.of(verdicts)
        assert elasticsearch.ndcg >= LEAST, worst(verdicts)
        assert elasticsearch.recall >= LEAST, not_found(verdicts)
        assert abs(database.ndcg - elasticsearch.ndcg) <= GREATEST_DIFFERENCE
        assert abs(database.recall - elasticsearch.recall) <= GREATEST_DIFFERENCE
        assert faults(verdicts) == []
        assert nonsense_that_finds(verdicts) == []


class TestCorpus(JudgedSet, TestCase):
    name = "corpus"
    load = staticmethod(load_corpus)


class TestVillages(JudgedSet, TestCase):
    name = "villages"
    load = staticmethod(partial(load_corpus, HERE / "villages.json"))


class TestDemo(JudgedSet, TestCase):
    name = "demo"
    load = staticmethod(load_demo)
