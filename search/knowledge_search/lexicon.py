"""What a query's analysis may know of the store: its words, how frequent they are, and the synonyms."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from django.db import connections, models, router
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .analysis import AnyToken, KnownWord
from .engines.dialects import get_dialect
from .engines.sql import Sql
from .models import Record, StoredWord

# Of the spellings that are near, so many of the most frequent are looked up in the records.
_CANDIDATES = 12
_KEPT_ANSWERS = 10_000

Row = tuple[int, str, str, int]


class WordList:
    """All words of the store's table as they were at a moment, ready to be compared. Never changes.

    Attributes:
        first, last, rows: lowest and highest key, and the number of rows, to tell what was added since.
    """

    def __init__(self, rows: Sequence[Row], before: WordList | None = None) -> None:
        self.first: int | None = before.first if before else (rows[0][0] if rows else None)
        self.last: int = rows[-1][0] if rows else (before.last if before else 0)
        self.rows: int = len(rows) + (before.rows if before else 0)
        self._words: dict[str, tuple[str, int]] = dict(before._words) if before else {}
        self._words.update((text, (display, records)) for _, text, display, records in rows)

    @classmethod
    def load(cls) -> WordList:
        """Read the table."""
        return cls(_rows("id > 0"))

    def refreshed(self) -> WordList:
        """Return the list with what was added to the table since, or the table anew if it was made anew."""
        now = StoredWord.objects.aggregate(first=models.Min("pk"), rows=models.Count("pk"))
        if now["first"] == self.first is not None:
            added = _rows("id > %s", self.last)
            # Transactions may commit in another order than that of their keys.
            if self.rows + len(added) == now["rows"]:
                return WordList(added, self) if added else self
        return WordList.load()

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def display(self, word: str) -> str:
        """Return how a word is written."""
        return self._words[word][0]

    def records(self, word: str) -> int:
        """Return about how many records have a word."""
        return self._words.get(word, ("", 0))[1]

    def near(self, word: str, distance: int) -> list[tuple[str, int]]:
        """Return words at most `distance` edits away with their distance: nearest, then most frequent first.

        An edit is a letter too many, too few or another, or two neighbours that changed places. Words with
        digits are never misspellings of one another.
        """
        if not word.isalpha():
            return []
        lengths = range(len(word) - distance, len(word) + distance + 1)
        found = [
            pair for length in lengths for pair in _within(word, self._by_length.get(length, ()), distance)
        ]
        found.sort(key=lambda pair: (pair[1], -self.records(pair[0]), pair[0]))
        return found

    def beginnings(self, beginning: str, distance: int) -> list[str]:
        """Return beginnings that some word has, 1 to `distance` edits away, the nearest first.

        A slip at the first letter is not looked for: few make it, and all words would have to be compared.
        """
        if not beginning.isalpha():
            return []
        words = [word for word in self.beginning_with(beginning[0]) if len(word) >= len(beginning) - 1]
        sizes = range(len(beginning) - 1, len(beginning) + 2)
        near = {
            text: edits
            for size in sizes
            for text, edits in _within(beginning, list({word[:size] for word in words}), distance)
            if edits
        }
        return sorted(near, key=lambda text: (near[text], abs(len(text) - len(beginning)), text))

    def beginning_with(self, beginning: str) -> Iterator[str]:
        """Yield the words that begin so, in alphabetical order."""
        words = self._sorted
        for position in range(bisect_left(words, beginning), len(words)):
            if not words[position].startswith(beginning):
                return
            yield words[position]

    @cached_property
    def _by_length(self) -> Mapping[int, Sequence[str]]:
        by_length: dict[int, list[str]] = defaultdict(list)
        for word in self._words:
            if word.isalpha():
                by_length[len(word)].append(word)
        return by_length

    @cached_property
    def _sorted(self) -> Sequence[str]:
        return sorted(word for word in self._words if word.isalpha())


class StoreLexicon:
    """The lexicon of the store's words, with the synonyms that the staff keep.

    It may be kept as long as no record changes.
    """

    def __init__(self, words: WordList, records: int, synonyms: tuple[tuple[str, ...], ...]) -> None:
        self.words = words
        self.records = records
        self.synonyms = synonyms
        self._alive: dict[str, bool] = {}

    def frequency(self, word: str) -> int:
        """Return about how many records have a folded word; 0 for one the store does not know."""
        return self.words.records(word)

    def similar(self, word: str, distance: int) -> Sequence[KnownWord]:
        """Return the words that some record has, at most `distance` edits away, the nearest first.

        At most a dozen. The records are asked, in one query, because a word may have gone with the last
        record that had it; so nothing unpublished shows.
        """
        near = self.words.near(word, distance)[:_CANDIDATES]
        alive = self.alive([text for text, _ in near])
        return tuple(
            KnownWord(text, self.words.display(text), self.words.records(text), edits)
            for text, edits in near
            if text in alive
        )

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


def _within(word: str, words: Sequence[str], distance: int) -> Iterator[tuple[str, int]]:
    found = process.extract(word, words, scorer=OSA.distance, score_cutoff=distance, limit=None)
    return ((text, int(edits)) for text, edits, _ in found)


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


def _rows(condition: str, *params: int) -> list[Row]:
    """Read rows in the order of their keys, past the ORM: a store has a hundred thousand words."""
    table = StoredWord._meta.db_table
    statement = f'SELECT id, text, display, records FROM "{table}" WHERE {condition} ORDER BY id'
    with connections[router.db_for_read(StoredWord)].cursor() as cursor:
        cursor.execute(statement, params)
        rows: list[Row] = cursor.fetchall()
    return rows
