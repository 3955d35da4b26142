"""What a query's analysis may know of the store: its words, how frequent they are, and the synonyms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connections, router

from .analysis import AnyToken, KnownWord, TextQuery, get_analysis
from .engines.dialects import get_dialect
from .engines.sql import Sql
from .models import Record
from .wordlist import WordList

# Of the spellings that are near, so many of the most frequent are looked up in the records.
_CANDIDATES = 12
_KEPT_ANSWERS = 10_000
_KEPT_QUERIES = 500


class StoreLexicon:
    """The lexicon of the store's words, with the synonyms that the staff keep.

    It may be kept as long as no record changes.
    """

    def __init__(self, words: WordList, records: int, synonyms: tuple[tuple[str, ...], ...]) -> None:
        self.words = words
        self.records = records
        self.synonyms = synonyms
        self._alive: dict[str, bool] = {}
        self._analysed: dict[str, TextQuery] = {}

    def analysed(self, text: str) -> TextQuery:
        """Return what somebody typed, analysed with this lexicon."""
        found = self._analysed.get(text)
        if found is None:
            if len(self._analysed) >= _KEPT_QUERIES:
                self._analysed.clear()
            # Who analyses the same at the same moment gets the same: what is kept of it is known by it.
            found = self._analysed.setdefault(text, get_analysis().query(text, self))
        return found

    def frequency(self, word: str) -> int:
        """Return about how many records have a folded word; 0 for one the store does not know."""
        return self.words.records(word)

    def similar(self, asked: Sequence[tuple[str, int]]) -> Sequence[Sequence[KnownWord]]:
        """Return for each word and distance the words that some record has, the nearest first.

        At most a dozen for each. The records are asked, in one query for all, because a word may have gone
        with the last record that had it; so nothing unpublished shows.
        """
        near = [self.words.near(word, distance)[:_CANDIDATES] for word, distance in asked]
        alive = self.alive(dict.fromkeys(text for found in near for text, _ in found))
        return [
            tuple(
                KnownWord(text, self.words.display(text), self.words.records(text), edits)
                for text, edits in found
                if text in alive
            )
            for found in near
        ]

    def alive(self, words: Iterable[str]) -> set[str]:
        """Return those of the words that some record has now. At most one query."""
        asked = list(words)
        answers = {word: known for word in asked if (known := self._alive.get(word)) is not None}
        unknown = [word for word in asked if word not in answers]
        if unknown:
            found = _in_records(unknown)
            answers.update((word, word in found) for word in unknown)
            if len(self._alive) > _KEPT_ANSWERS:
                self._alive.clear()
            self._alive.update(answers)
        return {word for word, there in answers.items() if there}


def _in_records(words: Sequence[str]) -> set[str]:
    connection = connections[router.db_for_read(Record)]
    dialect = get_dialect(connection)
    # PostgreSQL would read the whole table in search of the first match, did it know that one is enough.
    found_as = "found AS MATERIALIZED" if connection.vendor == "postgresql" else "found AS"
    parts = []
    for number, word in enumerate(words):
        found = dialect.matching(AnyToken((f"w{word}",)))
        exists = f"EXISTS (WITH {found_as} ({found.text}) SELECT 1 FROM found)"
        parts.append(Sql(f"SELECT {number} WHERE {exists}", found.params))
    statement = Sql.join(" UNION ALL ", parts)
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.params)
        return {words[number] for (number,) in cursor.fetchall()}
