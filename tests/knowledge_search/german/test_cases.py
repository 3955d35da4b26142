"""The table of cases that every engine must pass, on the plainest engine there is.

A row holds in a store where its text is the only one, and in a store of all texts.
"""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.knowledge_search.german.memory import Store, TextLexicon, find_in

CASES = json.loads((Path(__file__).parents[2] / "corpus" / "german_cases.json").read_text("utf-8"))


def test_the_table_is_large_and_each_row_stands_once():
    assert len(CASES) >= 250
    assert max(Counter((case["text"], case["query"]) for case in CASES).values()) == 1


@pytest.mark.parametrize("category", sorted({case["category"] for case in CASES}))
def test_alone(category):
    wrong = [
        case
        for case in CASES
        if case["category"] == category and find_in(case["text"], case["query"]) != case["found"]
    ]
    assert wrong == []


@cache
def everything() -> tuple[Store, list[str]]:
    texts = list(dict.fromkeys(case["text"] for case in CASES))
    return Store([{"body": text} for text in texts], TextLexicon(texts)), texts


@pytest.mark.parametrize("category", sorted({case["category"] for case in CASES}))
def test_among_all_others(category):
    store, texts = everything()
    rows = [case for case in CASES if case["category"] == category]
    wrong = [row for row in rows if (texts.index(row["text"]) in store.find(row["query"])) != row["found"]]
    assert wrong == []
