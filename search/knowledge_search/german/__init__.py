"""German, analysed once for every engine."""

from __future__ import annotations

from collections.abc import Iterable

from ..analysis.base import Lexicon, TextWord
from ..analysis.query import TextQuery
from .data import starting_synonyms as _starting_synonyms
from .query import parse_query
from .tokens import index_text, words_found_by, words_of


class German:
    """The rules of German, behind the interface that every language has."""

    version = 6

    def words(self, text: str, wanted: frozenset[str] | None = None) -> Iterable[TextWord]:
        """Yield the words of a text that `clean_text` has been through, in order."""
        return words_of(text) if wanted is None else words_found_by(text, wanted)

    def index(self, text: str) -> str:
        """Return a text's tokens as the engines store them."""
        return index_text(text)

    def query(self, text: str, lexicon: Lexicon) -> TextQuery:
        """Analyse what was typed."""
        return parse_query(text, lexicon)


def starting_synonyms() -> list[tuple[str, ...]]:
    """Return the field's groups of synonyms and abbreviations, as written: what a new store begins with."""
    return list(_starting_synonyms())
