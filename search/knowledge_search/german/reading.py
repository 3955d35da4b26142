"""What was typed, taken apart: quoted phrases, exclusions, words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..analysis.text import clean_text
from .forms import Forms, forms_of
from .separable import verbs_in
from .tokens import WORD

MAX_QUERY_WORDS = 24
MAX_QUERY_CHARS = 2_000

# Straight, German, English and French quotation marks; one that is never closed is no quotation.
_QUOTED = r'"[^"]*"|„[^“”"]*[“”"]|“[^”]*”|»[^«]*«|«[^»]*»'
_PHRASE = re.compile(rf"(?P<minus>(?<!\S)-)?(?:{_QUOTED})")
_GAP = re.compile(r"[\s\-–/+]*")
_EXCLUDED = re.compile(r"(?<!\S)-(?=[^\W\d_])")


@dataclass(frozen=True)
class Word:
    """A word of a query.

    Attributes:
        text: as typed.
        start, end: where it stands in the cleaned query.
        forms: what it is found by.
        gap: what stands between the word before and this one: "" for a blank or a hyphen, small words, or
            None for anything else.
        instead_of: what was typed, where the word is a correction, or a verb that fell apart.
    """

    text: str
    start: int
    end: int
    forms: Forms
    gap: str | None
    instead_of: Forms | None = None


@dataclass(frozen=True)
class Reading:
    """A query, taken apart. `text` is the cleaned query."""

    text: str
    words: tuple[Word, ...]
    phrases: tuple[tuple[Forms, ...], ...]
    excluded_words: tuple[Forms, ...]
    excluded_phrases: tuple[tuple[Forms, ...], ...]


def read(query: str) -> Reading:
    """Take a query apart. What goes beyond `MAX_QUERY_WORDS` is left out."""
    text = clean_text(query[: 2 * MAX_QUERY_CHARS])[:MAX_QUERY_CHARS]
    phrases: dict[tuple[Forms, ...], None] = {}
    not_phrases: dict[tuple[Forms, ...], None] = {}
    left = MAX_QUERY_WORDS
    for match in _PHRASE.finditer(text):
        phrase = tuple(forms_of(word, asked=True) for word in WORD.findall(match.group()))[:left]
        if phrase:
            (not_phrases if match["minus"] else phrases)[phrase] = None
            left -= len(phrase)
    # Blanks of the same length: places in the text stay what they are.
    rest = _PHRASE.sub(lambda match: " " * len(match.group()), text)
    excluded, words = _words(rest, left)
    if phrases:
        words = [word for word in words if not word.forms.is_stopword]
    return Reading(text, tuple(words), tuple(phrases), tuple(excluded), tuple(not_phrases))


def _words(text: str, limit: int) -> tuple[list[Forms], list[Word]]:
    """Return what is excluded, and the words; small words only where there are no others."""
    excluded: list[Forms] = []
    content: dict[str, Word] = {}
    small: dict[str, Word] = {}
    is_not = {match.end() for match in _EXCLUDED.finditer(text)}
    end = excluded_end = -1
    gap: str | None = None
    found = [(match, forms_of(match.group(), asked=True)) for match in WORD.finditer(text)]
    together = dict(verbs_in(text, found))
    for position, (match, forms) in enumerate(found):
        hyphenated = match.start() == excluded_end + 1 and text[excluded_end] == "-"
        if match.start() in is_not or hyphenated:
            excluded.append(forms)
            excluded_end, gap = match.end(), None
            continue
        if not _GAP.fullmatch(text, max(end, 0), match.start()):
            gap = None
        end = match.end()
        if verb := together.get(position):
            word = Word(match.group(), match.start(), end, forms_of(verb, asked=True), gap, forms)
        else:
            word = Word(match.group(), match.start(), end, forms, gap)
        if forms.is_stopword:
            small.setdefault(forms.surface, word)
            gap = None if gap is None else f"{gap} {forms.surface}".strip()
        else:
            # A word said twice counts once; what stands after its second place has no neighbour.
            is_new = content.setdefault(word.forms.stem, word) is word
            gap = "" if is_new else None
    return excluded[:limit], list((content or small).values())[: max(limit, 0)]
