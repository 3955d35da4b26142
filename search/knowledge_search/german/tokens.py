"""From a text to its words and their tokens.

Channels, by the first letter of a token: `w` surface (for phrases), `s` stem, `h` head of a compound, `m`
its other parts, `j` two neighbours joined (Senioren-Treff, Senioren Treff), `k` two words with only small
words between them (Menschen mit Behinderung), `z` all of a short text joined (an exact title).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from ..analysis.base import TextWord
from ..analysis.text import clean_text
from . import data
from .forms import Forms, forms_of
from .separable import verbs_in
from .suspended import completed

# A publish must not fail on an endless text: PostgreSQL's tsvector ends at 1 MB.
MAX_WORDS = 20_000
MAX_OTHERS = 60_000
MAX_WHOLE = 8

# e. V., z. B. | Bürger*innen, Bürger:innen, Bürger_innen, Bürger·innen, Bürger/-innen, Bürger(innen),
# jede*r, ein*e | any word
WORD = re.compile(
    r"""
    (?<![^\W_]) [^\W\d_] (?: \. [ ]? [^\W\d_] )+ \. (?! [^\W_] )
    | [^\W_]+
    (?: [*:_·•] in [^\W_]*
      | / -? in (?:nen)? \b
      | \( -? in (?:nen)? \)
      | [*:_·•] (?: e | r | n | s | m | en | er | es | em ) \b
    )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SMALL_GAP = re.compile(r"[ ]|[ ]?[-–/+][ ]?")
ALTERNATIVES = frozenset(("und", "oder", "sowie", "bzw"))
_MAX_SMALL_WORDS = 2

Token = tuple[re.Match[str], Forms]


def words_of(text: str, asked: bool = False) -> Iterator[TextWord]:
    """Yield the words of a text that `clean_text` has been through, in order; of a long one the beginning.

    Args:
        text: cleaned.
        asked: the text is a query.
    """
    found = _found(text, asked)
    extras = _extras(text, found)
    for position, (match, forms) in enumerate(found):
        tokens = forms.tokens
        if position in extras:
            tokens = tuple(dict.fromkeys((*tokens, *extras[position])))
        yield TextWord(match.start(), match.end(), tokens[0], tokens)


def words_found_by(text: str, wanted: frozenset[str]) -> Iterator[TextWord]:
    """Yield those words of a text that one of some tokens finds.

    Twenty texts are marked a page and few of their words match, so the others cost as little as can be. Each
    comes with its own tokens alone.
    """
    found, beside = _found(text), _beside(wanted)
    extras: dict[int, list[str]] = {}
    if "-" in text or beside.may_join({forms.stem for _, forms in found}):
        extras = _extras(text, found)
    elif beside.verbs:
        _add_verbs(text, found, extras)
    is_strange = wanted.isdisjoint
    for position, (match, forms) in enumerate(found):
        if is_strange(forms.tokens) and (position not in extras or is_strange(extras[position])):
            continue
        yield TextWord(match.start(), match.end(), forms.tokens[0], forms.tokens)


class _Beside(NamedTuple):
    """What some tokens may find by the words beside a word.

    Attributes:
        pairs: two stems that a token may be joined of.
        firsts: the first ones of them.
        verbs: whether a token may stand for a verb and its particle.
    """

    pairs: tuple[tuple[str, str], ...]
    firsts: frozenset[str]
    verbs: bool

    def may_join(self, stems: set[str]) -> bool:
        """Say whether two of a text's stems may be what a token is joined of."""
        if self.firsts.isdisjoint(stems):
            return False
        return any(first in stems and second in stems for first, second in self.pairs)


@lru_cache(maxsize=256)
def _beside(wanted: frozenset[str]) -> _Beside:
    joined = [token for token in wanted if token[0] in "jk"]
    pairs = tuple((token[1:cut], token[cut:]) for token in joined for cut in range(2, len(token)))
    particles = tuple(data.words("particles"))
    return _Beside(
        pairs=pairs,
        firsts=frozenset(first for first, _ in pairs),
        verbs=any(token[0] == "s" and token.startswith(particles, 1) for token in wanted),
    )


def index_text(text: str) -> str:
    """Return the tokens of a text as the engines store them: all surfaces in order, then all others once."""
    text = clean_text(text)
    found = _found(text)
    others: dict[str, None] = {}
    for _, forms in found:
        for token in forms.tokens[1:]:
            others[token] = None
    for tokens in _extras(text, found).values():
        for token in tokens:
            others[token] = None
    if 0 < len(found) <= MAX_WHOLE and (whole := whole_of([forms for _, forms in found])):
        others["z" + whole] = None
    surfaces = [forms.tokens[0] for _, forms in found]
    return " ".join((*surfaces, *islice(others, MAX_OTHERS)))


def _found(text: str, asked: bool = False) -> list[Token]:
    matches = islice(WORD.finditer(text), MAX_WORDS)
    if asked:
        return [(match, forms_of(match[0], asked)) for match in matches]
    return [(match, forms_of(match[0])) for match in matches]  # what is kept is found quicker by one argument


def forms_in(text: str) -> list[Forms]:
    """Return the words of a short text, analysed."""
    return [forms_of(match.group()) for match in WORD.finditer(text)]


def whole_of(words: Sequence[Forms]) -> str:
    """Return what stands for a whole short text: its stems, joined."""
    return "".join(word.stem for word in words)[:200]


def _extras(text: str, found: Sequence[Token]) -> dict[int, list[str]]:
    """Return what a word is found by because of those beside it, by its position."""
    extras: dict[int, list[str]] = {}
    _add_pairs(text, found, extras)
    _add_verbs(text, found, extras)
    if "-" in text:
        _add_chains(text, found, extras)
        for position, word in completed(text, [match for match, _ in found]):
            extras.setdefault(position, []).extend(forms_of(word).tokens[1:])
    return extras


def _add_verbs(text: str, found: Sequence[Token], extras: dict[int, list[str]]) -> None:
    """Add verbs that fall apart, to the part that is a verb."""
    for position, verb in verbs_in(text, found):
        extras.setdefault(position, []).append("s" + forms_of(verb, asked=True).stem)


def _add_pairs(text: str, found: Sequence[Token], extras: dict[int, list[str]]) -> None:
    """Add the joined stems of neighbours, to both."""
    before = ""
    place = end = small = 0
    for position, (match, forms) in enumerate(found):
        start = match.start()
        if before and text[end:start] != " " and not _SMALL_GAP.fullmatch(text, end, start):
            before = ""
        end = match.end()
        if forms.is_stopword:
            small += 1
            if small > _MAX_SMALL_WORDS or forms.surface in ALTERNATIVES:
                before = ""
            continue
        if before:
            token = ("k" if small else "j") + before + forms.stem
            extras.setdefault(place, []).append(token)
            extras.setdefault(position, []).append(token)
        before, place, small = forms.stem, position, 0


def _add_chains(text: str, found: Sequence[Token], extras: dict[int, list[str]]) -> None:
    """Add the spellings in one word of words with hyphens: Mehr-Generationen-Haus, Co-Working."""
    start = 0
    for position in range(1, len(found) + 1):
        if (
            position < len(found)
            and text[found[position - 1][0].end() : found[position][0].start()] == "-"
            and position - start < MAX_WHOLE
        ):
            continue
        if position - start > 1:
            together = forms_of("".join(match.group() for match, _ in found[start:position])).stem
            joined = whole_of([forms for _, forms in found[start:position]])
            for each in range(start, position):
                extras.setdefault(each, []).extend(("j" + together, "j" + joined))
        start = position
