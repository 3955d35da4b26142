"""From the words of a query to the ladders of what a record may have instead."""

from __future__ import annotations

from collections.abc import Sequence

from ..analysis.base import Lexicon
from ..analysis.expressions import AllOf, AnyToken, Expression
from ..analysis.text import fold
from . import data
from .forms import Forms
from .ladder import EXACT, INFLECTED, NEAR, PART, WEAK, Ladder
from .reading import Word
from .spelling import frequency, is_known
from .synonyms import MAX_TRIGGER, Member, groups_of, member_of, thesaurus

# Parts of a compound in the dictionary need not say what it means (Bahnhof, Raumfahrt); long ones do.
_CLEAR_PART = 6
# A first part as long as this says by itself what an unknown compound is about: Regenwasser(nutzung).
_TELLING_BEGINNING = 7
# The stems of what compounds for people end in.
_PEOPLE = ("mann", "frau", "leut")
# Up to these numbers of records with the word itself, the thesaurus is asked: one sense, two senses.
_RARE_SHARE = 0.02
_RARE = 3


def expand(words: Sequence[Word], lexicon: Lexicon) -> list[Ladder]:
    """Return a ladder for each word."""
    ladders = [_own(word.forms, lexicon) for word in words]
    for word, ladder in zip(words, ladders, strict=True):
        if word.instead_of:
            ladder.add(WEAK, "w" + word.instead_of.surface)
    _join_neighbours(words, ladders)
    said = _add_synonyms(words, ladders, lexicon)
    for position, word in enumerate(words):
        if position not in said:
            _add_thesaurus(word, ladders[position], lexicon)
    return ladders


def finding_of(words: Sequence[Word], ladders: Sequence[Ladder]) -> list[Ladder]:
    """Return the ladders of the words that find: not those for what every record is, if there are others."""
    found = [
        ladder
        for word, ladder in zip(words, ladders, strict=True)
        if word.forms.surface not in data.words("generic")
    ]
    return found or list(ladders)


def _own(forms: Forms, lexicon: Lexicon) -> Ladder:
    ladder = Ladder()
    if forms.is_stopword:
        ladder.add(EXACT, "w" + forms.surface)
        return ladder
    if "~" + forms.surface not in data.stems():
        ladder.add(EXACT, "w" + forms.surface)
    for stem in (forms.stem, *_people(forms)):
        ladder.add(INFLECTED, "s" + stem, "j" + stem)
        ladder.add(NEAR, "h" + stem)
    if len(forms.parts) > 1:
        first, last = "".join(forms.parts[:-1]), forms.parts[-1]
        ladder.add(NEAR, "k" + last + first, "k" + first + last)
        if _may_fall_apart(forms, lexicon):
            ladder.add(PART, _parts(forms))
            beginning = "".join(forms.parts[:-1])
            if len(beginning) >= _TELLING_BEGINNING and forms.surface not in data.nouns():
                ladder.add(WEAK, "s" + beginning, "m" + beginning)
    for relative in data.families().get(forms.stem, ()):
        ladder.add(PART, "s" + relative, "h" + relative)
    ladder.add(PART, "m" + forms.stem)
    return ladder


def _people(forms: Forms) -> list[str]:
    """Return the other stems of Bergmann, Bergleute: women and men, one and many."""
    for ending in _PEOPLE:
        beginning = forms.stem.removesuffix(ending)
        if beginning != forms.stem and (forms.parts or beginning in data.nouns()):
            return [beginning + other for other in _PEOPLE if other != ending]
    return []


def _may_fall_apart(forms: Forms, lexicon: Lexicon) -> bool:
    if is_known(forms, lexicon):
        return False
    return forms.surface not in data.nouns() or all(len(part) >= _CLEAR_PART - 2 for part in forms.parts)


def _parts(forms: Forms) -> Expression:
    """Return that every part is there: the last as a word or a last part, the others anywhere."""
    *others, last = forms.parts
    return AllOf(
        (
            *(AnyToken((f"s{part}", f"m{part}", f"h{part}")) for part in others),
            AnyToken((f"s{last}", f"h{last}")),
        )
    )


def _join_neighbours(words: Sequence[Word], ladders: Sequence[Ladder]) -> None:
    """Take two words beside each other for a compound too: Senioren Treff, Treff für Senioren."""
    for position in range(1, len(words)):
        word, before = words[position], words[position - 1]
        if word.gap is None or word.forms.is_stopword or before.forms.is_stopword:
            continue
        joined = before.forms.stem + word.forms.stem
        turned = word.forms.stem + before.forms.stem
        for ladder in ladders[position - 1 : position + 1]:
            if word.gap:
                ladder.add(NEAR, "k" + joined, "s" + turned, "j" + turned, "h" + turned)
            else:
                ladder.add(INFLECTED, "s" + joined, "j" + joined)
                ladder.add(NEAR, "h" + joined)
                ladder.add(PART, "m" + joined)
        if position > 1 and not word.gap and before.gap == "" and (first := words[position - 2].forms).stem:
            for ladder in ladders[position - 2 : position + 1]:
                ladder.add(INFLECTED, "s" + first.stem + joined)


def _add_synonyms(words: Sequence[Word], ladders: Sequence[Ladder], lexicon: Lexicon) -> set[int]:
    """Put what the staff hold for the same on the ladders; return the positions where there was some."""
    groups = groups_of(lexicon.synonyms)
    said: set[int] = set()
    for start in range(len(words)):
        for end in range(start + 1, min(start + MAX_TRIGGER, len(words)) + 1):
            if end - start > 1 and words[end - 1].gap is None:
                break
            for member in groups.get("".join(word.forms.stem for word in words[start:end])):
                said.update(range(start, end))
                for ladder in ladders[start:end]:
                    _add_member(ladder, member)
    return said


def _add_member(ladder: Ladder, member: Member) -> None:
    ladder.add(NEAR, *member.near)
    ladder.add(PART, *member.part)
    ladder.add(WEAK, *member.weak)


def _add_thesaurus(word: Word, ladder: Ladder, lexicon: Lexicon) -> None:
    """Put synonyms of rare and unknown words at the foot of the ladder."""
    senses, others = thesaurus(word.forms.surface)
    if not senses:
        return
    records = frequency(word.forms, lexicon)
    limit = max(_RARE, lexicon.records * _RARE_SHARE) if senses == 1 else 0
    if records > limit:
        return
    for text in others:
        # A part of the word itself is a wider term: Bank for Sitzbank.
        member = None if _is_also_verb(text) else member_of(text, whole=True)
        if member and not set(member.stems) & set(word.forms.parts):
            ladder.add(WEAK, *member.near)


def _is_also_verb(noun: str) -> bool:
    """Say whether a noun shares its stem with a verb that may mean something else: Lese for Ernte, lesen."""
    return fold(noun) + "n" in data.verbs()
