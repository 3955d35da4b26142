"""A store in memory: the plainest reading of a `TextQuery`, to test the language without an engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import OSA

from knowledge_search.analysis import (
    AllOf,
    AnyToken,
    Expression,
    KnownWord,
    Lexicon,
    Phrase,
    TextQuery,
    clean_text,
)
from knowledge_search.german import German, starting_synonyms

FIELDS = ("title", "terms", "summary", "body")
SYNONYMS = tuple(starting_synonyms())
Column = tuple[list[str], frozenset[str]]


class TextLexicon:
    """The words of some texts, with the field's synonyms."""

    def __init__(self, texts: Sequence[str], synonyms: tuple[tuple[str, ...], ...] = SYNONYMS) -> None:
        self.records = len(texts)
        self.synonyms = synonyms
        self._records: Counter[str] = Counter()
        self._displays: dict[str, str] = {}
        for text in map(clean_text, texts):
            own = {word.surface[1:]: text[word.start : word.end].lower() for word in German().words(text)}
            self._records.update(own.keys())
            self._displays.update(own)

    def frequency(self, word: str) -> int:
        return self._records[word]

    def similar(self, asked: Sequence[tuple[str, int]]) -> Sequence[Sequence[KnownWord]]:
        return [self._similar(*pair) for pair in asked]

    def _similar(self, word: str, distance: int) -> Sequence[KnownWord]:
        found = []
        for text, records in self._records.items():
            edits = OSA.distance(word, text, score_cutoff=distance)
            if edits <= distance:
                found.append(KnownWord(text, self._displays[text], records, edits))
        return sorted(found, key=lambda known: (known.distance, -known.records, known.text))[:12]


class Store:
    """Records by number, asked as every engine must be."""

    def __init__(self, records: Sequence[Mapping[str, str]], lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or TextLexicon([" ".join(record.values()) for record in records])
        self._records: list[dict[str, Column]] = []
        for record in records:
            columns = {field: German().index(record.get(field, "")).split(" ") for field in FIELDS}
            self._records.append({field: (tokens, frozenset(tokens)) for field, tokens in columns.items()})

    def query(self, text: str) -> TextQuery:
        return German().query(text, self.lexicon)

    def find(self, text: str) -> dict[int, int]:
        """Return the points of the records found, the best first; the earlier record first among equals."""
        query = self.query(text)
        if query.is_empty:
            return {}
        points = {
            number: sum(s.points for s in query.scores if _holds(s.expression, record, s.field))
            for number, record in enumerate(self._records)
            if _is_hit(query, record)
        }
        return dict(sorted(points.items(), key=lambda pair: -pair[1]))


def find_in(text: str, query: str) -> bool:
    """Say whether a query finds a store's only text."""
    return bool(Store([{"body": text}]).find(query))


def _is_hit(query: TextQuery, record: Mapping[str, Column]) -> bool:
    if query.matched is not None and not _holds(query.matched, record, "all"):
        return False
    return not any(_holds(expression, record, "all") for expression in query.excluded)


def _holds(expression: Expression, record: Mapping[str, Column], field: str) -> bool:
    columns = list(record.values()) if field == "all" else [record[field]]
    if isinstance(expression, AnyToken):
        return any(not tokens.isdisjoint(expression.tokens) for _, tokens in columns)
    if isinstance(expression, Phrase):
        return any(_follow(expression.tokens, *column) for column in columns)
    results = (_holds(part, record, field) for part in expression.parts)
    return all(results) if isinstance(expression, AllOf) else any(results)


def _follow(phrase: Sequence[str], tokens: list[str], different: frozenset[str]) -> bool:
    if not different.issuperset(phrase):
        return False
    size = len(phrase)
    return any(tuple(tokens[start : start + size]) == tuple(phrase) for start in range(len(tokens)))
