"""Words that mean the same: first what the staff say, far below what the thesaurus says."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..analysis.expressions import AllOf, AnyToken, Expression
from ..analysis.text import clean_text
from . import data
from .forms import Forms
from .tokens import forms_in

Stems = tuple[str, ...]
MAX_TRIGGER = 5
_MAX_MEMBERS = 50


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


# By the joined stems, so that Repair-Café, Repair Café and Repaircafé call the same group.
Groups = Mapping[str, Sequence[Member]]


class _Kept:
    """The last tuple that was compiled, with what was made of it; exchanged in one go between threads."""

    compiled: tuple[object, Groups] = (None, {})


def groups_of(synonyms: tuple[tuple[str, ...], ...]) -> Groups:
    """Return the staff's groups by the stems that call them. Made once for each tuple."""
    source, groups = _Kept.compiled
    if source is synonyms:
        return groups
    made: dict[str, list[Member]] = defaultdict(list)
    for group in synonyms:
        members = [member for text in group[:_MAX_MEMBERS] if (member := member_of(text))]
        for member in members:
            made["".join(member.stems)] += [other for other in members if other.stems != member.stems]
    groups = dict(made)
    _Kept.compiled = (synonyms, groups)
    return groups


def member_of(text: str, whole: bool = False) -> Member | None:
    """Return what a word or phrase is found by; None for one without a word that counts.

    Args:
        text: as written.
        whole: refuse what has small words in it ("alt werden" is not "alt").
    """
    words = forms_in(clean_text(text[:200]))
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


def _pairs(words: Sequence[Forms]) -> list[Expression]:
    """Return what says that the words stand beside one another, but for small words."""
    pairs: list[Expression] = []
    before: Forms | None = None
    small = 0
    for word in words:
        if word.is_stopword:
            small += 1
            continue
        if before:
            pairs.append(AnyToken((("k" if small else "j") + before.stem + word.stem,)))
        before, small = word, 0
    return pairs


def thesaurus(word: str) -> tuple[int, tuple[str, ...]]:
    """Return the number of senses of a folded word and its synonyms; (0, ()) for an unknown one."""
    entries = data.thesaurus()
    place = bisect_left(entries, word, key=lambda entry: entry.partition("|")[0])
    if place < len(entries) and entries[place].startswith(f"{word}|"):
        _, senses, *others = entries[place].split("|")
        return int(senses), tuple(others)
    return 0, ()
