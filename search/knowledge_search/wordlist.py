"""All words of the store in a process: which are near what was typed, and which begin so."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from string import ascii_lowercase

from django.db import connections, models, router
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .models import StoredWord

# So many words are compared with a beginning that has two slips, and no more.
_COMPARED = 5000
# With more new words than this, sorting all is quicker than inserting each.
_FEW = 500

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
        if before and len(rows) <= _FEW:
            # Whoever searches next must not wait until all words are in order again.
            new = {text for _, text, _, _ in rows if text not in before._words and text.isalpha()}
            self._sorted = list(before._sorted)
            for text in new:
                insort(self._sorted, text)
            self._groups = {**before._groups, **_grouped(new, before._groups)}

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
        digits are never misspellings of one another. Words that are two edits and more away begin with the
        same letter: few slip twice and at the first letter, and all words would have to be compared.
        """
        if not word.isalpha():
            return []
        found = {text: int(text != word) for text in chain((word,), _one_edit(word)) if text in self._words}
        if distance > 1:
            for length in range(len(word) - distance, len(word) + distance + 1):
                group = self._groups.get((word[0], length), ())
                found.update(_within(word, group, distance))
        return sorted(found.items(), key=lambda pair: (pair[1], -self.records(pair[0]), pair[0]))

    def beginnings(self, beginning: str, distance: int) -> list[str]:
        """Return beginnings that some word has, one edit away, or two where there is none with one.

        Those of most words come first; what was typed without its last letter comes last.
        """
        if not beginning.isalpha():
            return []
        near = {text: self._number_with(text) for text in _one_edit(beginning)}
        near.pop(beginning[:-1], None)
        found = [text for text, number in near.items() if number]
        if not found and distance > 1:
            near = {text: self._number_with(text) for text in self._two_edits(beginning)}
            found = list(near)
        found.sort(key=lambda text: (-near[text], text))
        return found or [beginning[:-1]] * bool(self._number_with(beginning[:-1]))

    def beginning_with(self, beginning: str) -> Sequence[str]:
        """Return the words that begin so, in alphabetical order."""
        return self._sorted[slice(*self._stretch(beginning))]

    def _two_edits(self, beginning: str) -> Iterator[str]:
        stretches = (self._stretch(beginning[:size]) for size in range(1, len(beginning)))
        start, end = next(((a, b) for a, b in stretches if b - a <= _COMPARED), (0, 0))
        words = self._sorted[start:end]
        for size in range(len(beginning) - 2, len(beginning) + 3):
            cut = {word[:size] for word in words if len(word) >= size}
            yield from (text for text, _ in _within(beginning, list(cut), 2))

    def _stretch(self, beginning: str) -> tuple[int, int]:
        start = bisect_left(self._sorted, beginning)
        return start, bisect_left(self._sorted, beginning + "\U0010ffff", start)

    def _number_with(self, beginning: str) -> int:
        start = bisect_left(self._sorted, beginning)
        if start == len(self._sorted) or not self._sorted[start].startswith(beginning):
            return 0
        return bisect_left(self._sorted, beginning + "\U0010ffff", start) - start

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(word for word in self._words if word.isalpha())

    @cached_property
    def _groups(self) -> Mapping[tuple[str, int], Sequence[str]]:
        """Return the words by first letter and length."""
        return _grouped(self._sorted, {})


def _grouped(
    words: Iterable[str], before: Mapping[tuple[str, int], Sequence[str]]
) -> dict[tuple[str, int], list[str]]:
    """Return the groups that words belong to, with what stood in them before."""
    groups: dict[tuple[str, int], list[str]] = {}
    for word in words:
        key = word[0], len(word)
        if key not in groups:
            groups[key] = list(before.get(key, ()))
        groups[key].append(word)
    return groups


def _one_edit(word: str) -> set[str]:
    """Return everything one edit away; words of the store are folded and so have no letters but these."""
    splits = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    edits = {a + b[1:] for a, b in splits if b}
    edits.update(a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1)
    edits.update(a + letter + b[1:] for a, b in splits if b for letter in ascii_lowercase)
    edits.update(a + letter + b for a, b in splits for letter in ascii_lowercase)
    edits.discard(word)
    edits.discard("")
    return edits


def _within(word: str, words: Sequence[str], distance: int) -> Iterator[tuple[str, int]]:
    found = process.extract(word, words, scorer=OSA.distance, score_cutoff=distance, limit=None)
    return ((text, int(edits)) for text, edits, _ in found)


def _rows(condition: str, *params: int) -> list[Row]:
    """Read rows in the order of their keys, past the ORM: a store has a hundred thousand words."""
    table = StoredWord._meta.db_table
    statement = f'SELECT id, text, display, records FROM "{table}" WHERE {condition} ORDER BY id'  # noqa: S608
    with connections[router.db_for_read(StoredWord)].cursor() as cursor:
        cursor.execute(statement, params)
        rows: list[Row] = cursor.fetchall()
    return rows
