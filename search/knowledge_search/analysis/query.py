"""From what people type to what engines match."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .tokens import clean_text, tokens

MAX_QUERY_WORDS = 24

# Straight, German, English and French quotation marks; one that is never closed is no quotation.
_PHRASE = re.compile(r'"([^"]*)"|„([^“”"]*)[“”"]|“([^”]*)”|»([^«]*)«|«([^»]*)»')


@dataclass(frozen=True)
class Word:
    """One word of a query, as the tokens it is found by."""

    surface: str
    stem: str

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens, any of which is a hit."""
        return (self.surface, self.stem) if self.stem else (self.surface,)


@dataclass(frozen=True)
class TextQuery:
    """An analysed query.

    Attributes:
        words: every one counts; hits with more of them come first.
        phrases: surface tokens that must follow one another, all of them mandatory.
    """

    words: tuple[Word, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not (self.words or self.phrases)


def parse_query(text: str) -> TextQuery:
    """Analyse what was typed: words, and phrases in quotation marks.

    Stop words are left out unless there is nothing else. At most `MAX_QUERY_WORDS` words count.
    """
    text = clean_text(text)
    phrases: dict[tuple[str, ...], None] = {}
    left = MAX_QUERY_WORDS
    for match in _PHRASE.finditer(text):
        phrase = tuple(token.surface for token in tokens(next(g for g in match.groups() if g is not None)))
        if phrase[:left]:
            phrases[phrase[:left]] = None
            left -= len(phrase[:left])

    found = [Word(token.surface, token.stem) for token in tokens(_PHRASE.sub(" ", text))]
    words = [word for word in found if word.stem] or ([] if phrases else found)
    return TextQuery(tuple(dict.fromkeys(words))[: max(left, 0)], tuple(phrases))
