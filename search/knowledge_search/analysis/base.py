"""What a language's analysis offers, and what it may ask about the store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from .query import TextQuery


class TextWord(NamedTuple):
    """A word of a text: where it stands, its folded form, and every token it is found by."""

    start: int
    end: int
    surface: str
    tokens: tuple[str, ...]


class KnownWord(NamedTuple):
    """A word of the store.

    Attributes:
        text: folded, without the letter of its channel: `w` + text is its surface token.
        display: as people write it, in lower case.
        records: about how many records have it.
        distance: edits away from what was asked for.
    """

    text: str
    display: str
    records: int
    distance: int


class Lexicon(Protocol):
    """What an analysis may know of the store when it reads a query.

    Attributes:
        records: number of records.
        synonyms: groups of words and phrases that the staff hold for the same, as written. The tuple is
            the same object as long as nothing changed, so what is made of it can be kept.
    """

    records: int
    synonyms: tuple[tuple[str, ...], ...]

    def frequency(self, word: str) -> int:
        """Return about how many records have a folded word; 0 for one the store does not know."""
        ...

    def similar(self, asked: Sequence[tuple[str, int]]) -> Sequence[Sequence[KnownWord]]:
        """Return for each word and distance the words that some record has, the nearest first.

        Ask for all words of a query at once: the records may have to be asked.

        Args:
            asked: folded words, each with how many edits away others may be.
        """
        ...


class EmptyLexicon:
    """A store without words: nothing is corrected, every word counts alike."""

    records = 0
    synonyms: tuple[tuple[str, ...], ...] = ()

    def frequency(self, word: str) -> int:
        """Know nothing."""
        return 0

    def similar(self, asked: Sequence[tuple[str, int]]) -> Sequence[Sequence[KnownWord]]:
        """Know nothing."""
        return [()] * len(asked)


class Analysis(Protocol):
    """One language: from texts and queries to tokens.

    Tokens are made of `a-z` and `0-9` alone and begin with a letter, because that is what the tokenizers
    of SQLite, PostgreSQL and Elasticsearch all keep whole.

    Attributes:
        version: rises with every change of the rules that changes tokens.
    """

    version: int

    def words(self, text: str, wanted: frozenset[str] | None = None) -> Iterable[TextWord]:
        """Yield the words of a text that `clean_text` has been through, in order.

        Args:
            text: cleaned.
            wanted: only the words that one of these tokens finds, with their own tokens alone; None: all.
        """
        ...

    def index(self, text: str) -> str:
        """Return a text's tokens as the engines store them: all surfaces in order, then all others."""
        ...

    def query(self, text: str, lexicon: Lexicon) -> TextQuery:
        """Analyse what was typed."""
        ...
