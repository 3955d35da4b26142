"""From what people type to what engines match and rank by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, product

from ..analysis.base import Lexicon
from ..analysis.expressions import AnyToken, Expression, Phrase, any_of, tokens_of
from ..analysis.query import TextQuery
from . import gender
from .expansion import expand, finding_of
from .forms import Forms, forms_of
from .ladder import PART, WEAK, Ladder
from .reading import Word, read
from .scoring import scores_of
from .spelling import corrections, is_german, is_known
from .synonyms import groups_of

_MAX_SPELLINGS = 8


def parse_query(text: str, lexicon: Lexicon) -> TextQuery:
    """Analyse what was typed: words, phrases in quotation marks, exclusions with a minus."""
    reading = read(text)
    phrases = [_spellings(phrase) for phrase in reading.phrases]
    required = tuple(_any_phrase(spellings) for spellings in phrases)
    excluded = [
        AnyToken(("w" + word.surface, "s" + word.stem)) for word in reading.excluded_words if word.stem
    ]
    not_phrases = [_any_phrase(_spellings(phrase)) for phrase in reading.excluded_phrases]
    words, corrected = _corrected(reading.text, reading.words, lexicon)
    ladders = expand(words, lexicon)
    scores, finding = scores_of(words, ladders, finding_of(words, ladders), required, lexicon)
    some = any_of(*(ladder.expression(WEAK) for ladder in finding)) if finding else None
    return TextQuery(
        required=required,
        some=None if required else some,
        excluded=(*excluded, *not_phrases),
        scores=scores,
        marks=_marks(ladders),
        phrases=tuple(spelling for spellings in phrases for spelling in spellings),
        corrected=corrected,
    )


def _corrected(text: str, words: Sequence[Word], lexicon: Lexicon) -> tuple[list[Word], str | None]:
    """Put likely words of the store in the place of those that are neither there nor German."""
    groups = groups_of(lexicon.synonyms)

    def is_right(word: Word) -> bool:
        return is_known(word.forms, lexicon) or is_german(word.forms) or word.forms.stem in groups

    wrong = [word for word in words if not is_right(word)]
    # A word that the store does not have, but finds by its synonyms, may be misspelt as well: reperatur.
    meant = {
        word: known or groups.near(word.forms.surface) or groups.near(word.forms.stem)
        for word, known in zip(wrong, corrections([word.forms for word in wrong], lexicon), strict=True)
    }
    found: list[Word] = []
    pieces: list[str] = []
    position = 0
    for word in words:
        known = meant.get(word)
        if known is None:
            found.append(word)
            continue
        display = known.display.capitalize() if word.text[:1].isupper() else known.display
        found.append(replace(word, forms=forms_of(known.display, asked=True), instead_of=word.forms))
        pieces += [text[position : word.start], display]
        position = word.end
    return found, "".join((*pieces, text[position:])).strip() if pieces else None


def _spellings(phrase: Sequence[Forms]) -> list[tuple[str, ...]]:
    """Return the surfaces of a phrase; where it says Bürger*innen, also those with Bürger."""
    words = [gender.variants(word.surface) for word in phrase]
    # Cut before they are made: a phrase of 24 such words has sixteen million.
    several = islice(product(*words), _MAX_SPELLINGS)
    return [tuple("w" + word for word in spelling) for spelling in several]


def _any_phrase(spellings: Sequence[tuple[str, ...]]) -> Expression:
    return any_of(*(AnyToken(each) if len(each) == 1 else Phrase(each) for each in spellings))


def _marks(ladders: Sequence[Ladder]) -> frozenset[str]:
    """Return what is marked in a hit: words and parts of compounds, not the pairs they stand in."""
    return frozenset(
        token
        for ladder in ladders
        for rung, alternatives in enumerate(ladder.rungs)
        for expression in alternatives
        for token in tokens_of(expression)
        if rung <= PART or token[0] == "s"
    )
