"""From a text to its words and their tokens.

Channels, by the first letter of a token: `w` surface (for phrases), `s` stem, `h` head of a compound, `m`
its other parts, `j` two neighbours joined (Senioren-Treff, Senioren Treff), `k` two words with only small
words between them (Menschen mit Behinderung), `z` all of a short text joined (an exact title).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..analysis.base import TextWord
from ..analysis.text import clean_text
from .forms import Forms, forms_of
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
_SMALL_GAP = re.compile(r"[ ]|[ ]?[-–/][ ]?")
_ALTERNATIVES = frozenset(("wund", "woder", "wsowie", "wbzw"))
_MAX_SMALL_WORDS = 2

Token = tuple[re.Match[str], Forms]


def words_of(text: str, asked: bool = False) -> Iterator[TextWord]:
    """Yield the words of a text that `clean_text` has been through, in order.

    Args:
        asked: the text is a query.
    """
    found = [(match, forms_of(match.group(), asked)) for match in WORD.finditer(text)]
    extras = _pairs(text, found)
    for position, word in completed(text, [match for match, _ in found]):
        extras.setdefault(position, []).extend(forms_of(word).tokens[1:])
    for position, (match, forms) in enumerate(found):
        tokens = forms.tokens
        if position in extras:
            tokens = tuple(dict.fromkeys((*tokens, *extras[position])))
        yield TextWord(match.start(), match.end(), tokens[0], tokens)


def index_text(text: str) -> str:
    """Return the tokens of a text as the engines store them: all surfaces in order, then all others once."""
    surfaces: list[str] = []
    others: dict[str, None] = {}
    text = clean_text(text)
    for word in words_of(text):
        surfaces.append(word.surface)
        if len(others) < MAX_OTHERS:
            others.update(dict.fromkeys(word.tokens[1:]))
        if len(surfaces) == MAX_WORDS:
            break
    if 0 < len(surfaces) <= MAX_WHOLE and (whole := whole_of(forms_in(text))):
        others["z" + whole] = None
    return " ".join((*surfaces, *others))


def forms_in(text: str) -> list[Forms]:
    """Return the words of a short text, analysed."""
    return [forms_of(match.group()) for match in WORD.finditer(text)]


def whole_of(words: Sequence[Forms]) -> str:
    """Return what stands for a whole short text: its stems, joined."""
    return "".join(word.stem for word in words)[:200]


def _pairs(text: str, found: Sequence[Token]) -> dict[int, list[str]]:
    """Return the tokens of neighbours, by the position of each of the two words."""
    extras: dict[int, list[str]] = {}
    before = -1
    small = 0
    for position, (match, forms) in enumerate(found):
        if position and not _SMALL_GAP.fullmatch(text, found[position - 1][0].end(), match.start()):
            before = -1
        if forms.is_stopword:
            small += 1
            if "w" + forms.surface in _ALTERNATIVES or small > _MAX_SMALL_WORDS:
                before = -1
            continue
        if before >= 0:
            token = ("k" if small else "j") + found[before][1].stem + forms.stem
            extras.setdefault(before, []).append(token)
            extras.setdefault(position, []).append(token)
        before, small = position, 0
    _chains(text, found, extras)
    return extras


def _chains(text: str, found: Sequence[Token], extras: dict[int, list[str]]) -> None:
    """Add the joined spelling of three and more words with hyphens: Mehr-Generationen-Haus."""
    start = 0
    for position in range(1, len(found) + 1):
        is_joined = (
            position < len(found)
            and text[found[position - 1][0].end() : found[position][0].start()] == "-"
            and position - start < MAX_WHOLE
        )
        if is_joined:
            continue
        if position - start > 2:
            token = "j" + "".join(forms.stem for _, forms in found[start:position])
            for each in range(start, position):
                extras.setdefault(each, []).append(token)
        start = position
