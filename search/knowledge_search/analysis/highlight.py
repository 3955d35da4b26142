"""Marks what a query matched, by the same analysis that found it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import TypeAlias

from django.utils.safestring import SafeString

from . import get_analysis
from .base import TextWord
from .query import TextQuery
from .text import clean_text

# Marks are looked for in the beginning of a long text only: twenty hits are marked a page.
MAX_CHARS = 40_000
_CONTEXT = 90
_BEGINNING = 4_000
# Marked texts that a process keeps: titles and summaries, and pieces of texts of up to 40 KB each.
_KEPT_TEXTS, _KEPT_LONG_TEXTS = 2_000, 1_500

_Phrases: TypeAlias = tuple[tuple[str, ...], ...]


def mark(text: str, query: TextQuery) -> SafeString:
    """Return the whole text, HTML-escaped, with matched words in `<mark>`."""
    return _mark(text, query.marks, query.phrases)


def snippets(text: str, query: TextQuery, limit: int = 2) -> Sequence[SafeString]:
    """Return up to `limit` pieces of the text around matched words, HTML-escaped, with `<mark>`."""
    return _snippets(text[:MAX_CHARS], query.marks, query.phrases, limit)


# Who turns a page, orders or filters sees the same hits for the same words again, and so do others.
@lru_cache(maxsize=_KEPT_TEXTS)
def _mark(text: str, marks: frozenset[str], phrases: _Phrases) -> SafeString:
    text = clean_text(text)
    return SafeString(_marked(text, _matches(text, marks, phrases)))


@lru_cache(maxsize=_KEPT_LONG_TEXTS)
def _snippets(text: str, marks: frozenset[str], phrases: _Phrases, limit: int) -> Sequence[SafeString]:
    text = clean_text(text)
    # Most often the beginning of a long text has enough, and the rest need not be read.
    pieces, end = _pieces(text, _matches(text[:_BEGINNING], marks, phrases), limit)
    if len(text) > _BEGINNING and (len(pieces) < limit or end > _BEGINNING - _CONTEXT):
        pieces, _ = _pieces(text, _matches(text, marks, phrases), limit)
    return tuple(pieces)


def _pieces(text: str, matches: list[TextWord], limit: int) -> tuple[list[SafeString], int]:
    """Return pieces of a text around matches, and where the last one ends."""
    pieces: list[SafeString] = []
    position = end = 0
    while position < len(matches) and len(pieces) < limit:
        start = max(end, matches[position].start - _CONTEXT)
        end = min(len(text), matches[position].start + 2 * _CONTEXT)
        inside = []
        while position < len(matches) and matches[position].end <= max(end, matches[position].start + 1):
            inside.append(matches[position])
            position += 1
        if not inside:  # one word longer than the piece
            inside.append(matches[position])
            position += 1
        end = max(end, inside[-1].end)
        start, end = _at_blanks(text, start, inside[0].start, inside[-1].end, end)
        piece = _marked(text, inside, start, end)
        pieces.append(SafeString(("… " if start else "") + piece + (" …" if end < len(text) else "")))
    return pieces, end


def _matches(text: str, marks: frozenset[str], phrases: _Phrases) -> list[TextWord]:
    if not phrases:
        return list(get_analysis().words(text, marks))
    found = list(get_analysis().words(text))
    hits = {index for index, word in enumerate(found) if not marks.isdisjoint(word.tokens)}
    surfaces = [word.surface for word in found]
    # A query may hold many phrases and a text many words: not every word is held against every phrase.
    places: dict[str, list[int]] = {phrase[0]: [] for phrase in phrases}
    for index, surface in enumerate(surfaces):
        if surface in places:
            places[surface].append(index)
    for phrase in phrases:
        end = len(phrase)
        for index in places[phrase[0]]:
            if tuple(surfaces[index : index + end]) == phrase:
                hits.update(range(index, index + end))
    return [found[index] for index in sorted(hits)]


def _marked(text: str, matches: list[TextWord], start: int = 0, end: int | None = None) -> str:
    parts: list[str] = []
    position = start
    for match in matches:
        parts.append(escape(text[position : match.start]))
        parts.append(f"<mark>{escape(text[match.start : match.end])}</mark>")
        position = match.end
    parts.append(escape(text[position:end]))
    return "".join(parts).strip()


def _at_blanks(text: str, start: int, first: int, last: int, end: int) -> tuple[int, int]:
    """Move the ends of a piece to blanks, so that no word is cut."""
    if start and text[start - 1 : start] != " ":
        blank = text.find(" ", start, first)
        start = blank + 1 if blank >= 0 else first
    if end < len(text):
        blank = text.rfind(" ", last, end)
        end = blank if blank >= 0 else last
    return start, end
