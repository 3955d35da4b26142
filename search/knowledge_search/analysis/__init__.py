"""German text, analysed once in Python for every engine.

Engines store and match ready tokens and split at blanks only, so what matches is the same everywhere.
A change of the rules that changes tokens raises `VERSION`; a system check then asks for `rebuild_search`.
"""

from .highlight import mark, snippets
from .query import TextQuery, Word, parse_query
from .tokens import clean_text, sort_key, token_text

VERSION = 1

__all__ = [
    "VERSION",
    "TextQuery",
    "Word",
    "clean_text",
    "mark",
    "parse_query",
    "snippets",
    "sort_key",
    "token_text",
]
