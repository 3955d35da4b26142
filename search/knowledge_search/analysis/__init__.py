"""Text, analysed once in Python for every engine.

Engines store and match ready tokens and split at blanks only, so what matches is the same everywhere.
This package is the small interface; a language stands behind it (`knowledge_search.german`). A change of
its rules that changes tokens raises its `version`; a system check then asks for `rebuild_search`.
"""

from functools import cache

from django.utils.module_loading import import_string

from .. import conf
from .base import Analysis, EmptyLexicon, KnownWord, Lexicon, TextWord
from .expressions import AllOf, AnyOf, AnyToken, Expression, Phrase, any_of, tokens_of
from .query import Score, TextQuery
from .text import clean_text, fold, sort_key

__all__ = [
    "AllOf",
    "Analysis",
    "AnyOf",
    "AnyToken",
    "EmptyLexicon",
    "Expression",
    "KnownWord",
    "Lexicon",
    "Phrase",
    "Score",
    "TextQuery",
    "TextWord",
    "any_of",
    "clean_text",
    "fold",
    "get_analysis",
    "sort_key",
    "tokens_of",
]


def get_analysis() -> Analysis:
    """Return the language that the settings name."""
    return _load(conf.analysis())


@cache
def _load(path: str) -> Analysis:
    analysis: Analysis = import_string(path)()
    return analysis
