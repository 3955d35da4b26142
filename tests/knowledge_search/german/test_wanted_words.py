"""Words that some tokens find, picked out quickly, are those that all words would give."""

import json
from pathlib import Path

from knowledge_search.analysis import EmptyLexicon, clean_text
from knowledge_search.german import German

CASES = json.loads((Path(__file__).parents[2] / "corpus" / "german_cases.json").read_text("utf-8"))


def test_it_is_the_same_for_every_text_and_query():
    german, found = German(), 0
    texts = [clean_text(case["text"]) for case in CASES]
    together = " ".join(texts[::5])
    for case, text in zip(CASES, texts, strict=True):
        marks = german.query(case["query"], EmptyLexicon()).marks
        for within in (text, together):
            wanted = [word for word in german.words(within) if not marks.isdisjoint(word.tokens)]
            assert [word[:3] for word in german.words(within, marks)] == [word[:3] for word in wanted], case
            found += len(wanted)
    assert found > len(CASES)
