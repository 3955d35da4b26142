"""From what people type to what engines match."""

from __future__ import annotations

import re

from ..analysis.base import Lexicon, TextWord
from ..analysis.expressions import AnyToken, Expression, Phrase, any_of
from ..analysis.query import Score, TextQuery
from ..analysis.text import clean_text
from .tokens import words_of

MAX_QUERY_WORDS = 24

# Straight, German, English and French quotation marks; one that is never closed is no quotation.
_PHRASE = re.compile(r'"([^"]*)"|„([^“”"]*)[“”"]|“([^”]*)”|»([^«]*)«|«([^»]*)»')
_FIELDS = (("all", 100), ("title", 400), ("terms", 200), ("summary", 150))
_COVERED = 100_000


def parse_query(text: str, lexicon: Lexicon) -> TextQuery:
    """Analyse what was typed: words, and phrases in quotation marks."""
    text = clean_text(text)
    phrases: dict[tuple[str, ...], None] = {}
    left = MAX_QUERY_WORDS
    for match in _PHRASE.finditer(text):
        phrase = tuple(word.surface for word in words_of(next(g for g in match.groups() if g is not None)))
        if phrase[:left]:
            phrases[phrase[:left]] = None
            left -= len(phrase[:left])

    found = list(words_of(_PHRASE.sub(" ", text)))
    words = [word for word in found if len(word.tokens) > 1] or ([] if phrases else found)
    words = list({word.tokens: word for word in words}.values())[: max(left, 0)]
    alternatives = [AnyToken(word.tokens) for word in words]
    return TextQuery(
        required=tuple(Phrase(phrase) for phrase in phrases),
        some=any_of(*alternatives) if alternatives and not phrases else None,
        scores=tuple(score for word in words for score in _scores(word)),
        marks=frozenset(token for word in words for token in word.tokens),
        phrases=tuple(phrases),
    )


def _scores(word: TextWord) -> list[Score]:
    every: Expression = AnyToken(word.tokens)
    scores = [Score(field, every, points) for field, points in _FIELDS]  # type: ignore[arg-type]
    scores.append(Score("all", every, _COVERED))
    return scores
