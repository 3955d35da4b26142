"""Words that mean the same: first what the staff say, far below what the thesaurus says."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ..analysis.base import KnownWord
from ..analysis.expressions import AllOf, AnyToken, Expression
from ..analysis.text import clean_text, fold
from . import data
from .beginnings import beginning_of, beginnings_of_stem
from .forms import Forms
from .tokens import ALTERNATIVES, forms_in

Stems = tuple[str, ...]
MAX_TRIGGER = 5
_MAX_MEMBERS = 50
_MAX_MEMBER_LENGTH = 200
# In a shorter word one slip makes too many others.
_MIN_MISSPELT = 6
# A word as long as this says by itself what a phrase is about.
_CLEAR = 10
_PIECE = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Member:
    """A word or phrase of a group: the stems it is recognised by, and what it is found by.

    Attributes:
        stems: without small words.
        near, part, weak: expressions for the rungs of those names.
    """

    stems: Stems
    near: tuple[Expression, ...]
    part: tuple[Expression, ...] = ()
    weak: tuple[Expression, ...] = ()


class Groups:
    """The staff's groups by the words that call them.

    Analysing all members of all groups would take the first visitor a second: a member is analysed when a
    query has a word that begins alike.
    """

    def __init__(self, synonyms: tuple[tuple[str, ...], ...]) -> None:
        self.synonyms = synonyms
        self._texts = tuple(group[:_MAX_MEMBERS] for group in synonyms)
        self._by_beginning: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._called: dict[str, Mapping[str, Sequence[tuple[int, Stems]]]] = {}
        for number, group in enumerate(self._texts):
            for text in group:
                for beginning in beginnings_of_stem(_content(text)):
                    self._by_beginning[beginning].append((number, text))

    def __contains__(self, stems: str) -> bool:
        return any(True for _ in self._calling(stems))

    def get(self, stems: str) -> list[Member]:
        """Return the other members of the groups that joined stems call.

        Joined, so that Repair-Café, Repair Café and Repaircafé call the same.
        """
        return [
            member
            for number, own in self._calling(stems)
            for member in self._members(number)
            if member.stems != own
        ]

    def near(self, word: str) -> KnownWord | None:
        """Return the single word of a group that is one slip away from a folded word, or None."""
        if len(word) < _MIN_MISSPELT or not word.isalpha():
            return None
        likely = [own for own in self._words if own[0] == word[0]]
        found = process.extractOne(word, likely, scorer=OSA.distance, score_cutoff=1)
        return KnownWord(found[0], self._words[found[0]], 0, int(found[1])) if found else None

    @cached_property
    def _words(self) -> dict[str, str]:
        """What stands alone in a group, folded, and as people write it."""
        members = (text for group in self._texts for text in group)
        words = {fold(text): text.lower() for text in members if text.isalpha()}
        return {word: text for word, text in words.items() if len(word) >= _MIN_MISSPELT - 1}

    def _calling(self, stems: str) -> Iterator[tuple[int, Stems]]:
        """Yield the groups that joined stems call, by their numbers, each with the stems of its member."""
        beginning = beginning_of(stems)
        if beginning not in self._called:
            called: dict[str, list[tuple[int, Stems]]] = defaultdict(list)
            for number, text in self._by_beginning.get(beginning, ()):
                if member := member_of(text):
                    called["".join(member.stems)].append((number, member.stems))
            # In one step, so that another thread never finds half of it.
            self._called[beginning] = dict(called)
        yield from self._called[beginning].get(stems, ())

    def _members(self, number: int) -> list[Member]:
        return [member for text in self._texts[number] if (member := member_of(text))]


class _Kept:
    """The last groups, exchanged in one go between threads."""

    groups = Groups(())


def groups_of(synonyms: tuple[tuple[str, ...], ...]) -> Groups:
    """Return the staff's groups by the stems that call them. Made once for all equal tuples."""
    groups = _Kept.groups
    if groups.synonyms is not synonyms and groups.synonyms != synonyms:
        groups = _Kept.groups = Groups(synonyms)
    return groups


@lru_cache(maxsize=5_000)
def member_of(text: str, whole: bool = False) -> Member | None:
    """Return what a word or phrase is found by; None for one without a word that counts.

    Args:
        text: as written.
        whole: refuse what has small words in it ("alt werden" is not "alt").
    """
    words = forms_in(clean_text(text[:_MAX_MEMBER_LENGTH]))
    content = [word for word in words if not word.is_stopword]
    if not content or len(content) > MAX_TRIGGER or (whole and len(content) < len(words)):
        return None
    stems = tuple(word.stem for word in content)
    if len(content) == 1:
        stem = stems[0]
        return Member(
            stems,
            (AnyToken((f"s{stem}", f"j{stem}")),),
            (AnyToken((f"h{stem}",)),),
            (AnyToken((f"m{stem}",)),),
        )
    pairs = _pairs(words)
    near: Expression = pairs[0] if len(pairs) == 1 else AllOf(tuple(pairs))
    joined = "".join(stems)
    return Member(stems, (near, AnyToken((f"s{joined}",))) if len(content) == 2 else (near,))


def _content(text: str) -> str:
    """Return the words of a member that count, folded and joined, without analysing them."""
    small = data.words("stopwords")
    pieces = _PIECE.findall(fold(text[:_MAX_MEMBER_LENGTH]))
    # A letter may be one of an abbreviation.
    return "".join(piece for piece in pieces if len(piece) == 1 or piece not in small)


def _pairs(words: Sequence[Forms]) -> list[Expression]:
    """Return what says that the words stand beside one another, but for small words."""
    pairs: list[Expression] = []
    before: Forms | None = None
    small = 0
    may_part = _is_clear(words)
    alone: list[Forms] = []
    for word in words:
        if word.is_stopword:
            small += 1
            if word.surface in ALTERNATIVES and may_part:
                before = None
            continue
        if before:
            pairs.append(AnyToken((("k" if small else "j") + before.stem + word.stem,)))
            alone = [other for other in alone if other is not before]
        else:
            alone.append(word)
        before, small = word, 0
    return [*pairs, *(AnyToken((f"s{word.stem}",)) for word in alone)]


def _is_clear(words: Sequence[Forms]) -> bool:
    """Say whether the words mean the same when they do not stand together: Industrie- und Handelskammer.

    What "und" joins does not count as neighbours in a text: it would make Schulgarten of "Schule und Garten".
    """
    content = [word for word in words if not word.is_stopword]
    return len(content) > 2 or any(len(word.surface) >= _CLEAR for word in content)


def thesaurus(word: str) -> tuple[int, tuple[str, ...]]:
    """Return the number of senses of a folded word and its synonyms; (0, ()) for an unknown one."""
    entries = data.thesaurus()
    place = bisect_left(entries, word, key=lambda entry: entry.partition("|")[0])
    if place < len(entries) and entries[place].startswith(f"{word}|"):
        _, senses, *others = entries[place].split("|")
        return int(senses), tuple(others)
    return 0, ()
