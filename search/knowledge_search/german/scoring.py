"""Points: how the hits are ranked, the same in every engine.

1. More of the query's words before fewer, rare words counting a little more; a weak form of a word (a first
   part of a compound, a word of the thesaurus) covers it in part.
2. Then where the words stand (title, terms, summary, text) and in which form, again by rarity.
3. Then words that stand together, and a title that is the query.

Each score costs every engine a match, and the more the more records have the word. So a query's scores have
a budget, which only long queries of common words use up: the rarest words are told apart in full, others by
where they stand, others count for covering the query alone, and the commonest ones for nothing: these do not
find a record either, which would stand behind all others.

`Record.quality` (0 to 100) is added by the engines: less than a word in the title makes up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import log2
from typing import NamedTuple, TypeAlias

from ..analysis.base import Lexicon
from ..analysis.expressions import AllOf, AnyToken, Expression, Field
from ..analysis.query import Score
from .ladder import COVERS, EXACT, INFLECTED, NEAR, PART, WORTH, Ladder
from .reading import Word
from .spelling import frequency

_FIELDS: tuple[tuple[Field, int, tuple[int, ...]], ...] = (
    # points of a word, and the rungs that are told apart there
    ("title", 600, (EXACT, INFLECTED, NEAR, PART)),
    ("terms", 300, (INFLECTED, NEAR, PART)),
    ("summary", 220, (INFLECTED, NEAR, PART)),
    ("all", 120, (EXACT, INFLECTED, NEAR, PART)),
)
_TITLE_ALL_WORDS = 200
# To look for all words in the title costs as much as to look for each; longer queries are hardly in a title.
_MOST_IN_TITLE = 8
_TITLE_TOGETHER = 160
_TOGETHER = 90
_TITLE_IS_QUERY = 500
_PHRASE: tuple[tuple[Field, int], ...] = (("title", 400), ("terms", 200), ("summary", 150))
_QUALITY = 100
_MOST_SCORES = 100
# Records that the scores of a query may find, together: so many, or so many times the store. A database
# needs 1 to 3 microseconds for each.
_MOST_MATCHES, _MOST_ROUNDS = 45_000, 4.5
# Of the records that have a word somewhere, so many have it in a field other than the text.
_OUTSIDE_TEXT = 0.1
# What a word for what every record is counts where it stands.
_GENERIC = 0.3
# What all a word can bring but for covering it, and all the words together.
_WORD_MOST = sum(points for _, points, _ in _FIELDS) + 2 * _TITLE_TOGETHER
_QUERY_MOST = _TITLE_ALL_WORDS + _TITLE_IS_QUERY + 24 * sum(points for _, points in _PHRASE) + _QUALITY


def scores_of(
    words: Sequence[Word],
    ladders: Sequence[Ladder],
    finding: Sequence[Ladder],
    required: Sequence[Expression],
    lexicon: Lexicon,
) -> tuple[tuple[Score, ...], list[Ladder]]:
    """Return the points of a query's words and phrases, in all less than 2**24, and the words that find.

    These are those of `finding` that count for something; the others are not missed.
    """
    cover = _WORD_MOST * len(words) + _QUERY_MOST
    scores = [Score(field, expression, points) for expression in required for field, points in _PHRASE]
    told: list[_Told] = []
    for position, (word, ladder) in enumerate(zip(words, ladders, strict=True)):
        records = min(frequency(word.forms, lexicon), lexicon.records)
        if any(ladder is each for each in finding):
            rarity = _rarity(records, lexicon)
            points = round(cover * (1 + rarity / 2))
            told.append(_Told(-rarity, position, records, _ways(ladder, points, 0.6 + 0.4 * rarity)))
        else:
            told.append(_Told(1, position, records, ([], [], [], _merged(_places(ladder, _GENERIC)))))
    levels = _within_budget(sorted(told), _MOST_SCORES - len(scores), lexicon.records)
    scores += [score for each in told for score in each.ways[levels[each.position]]]
    apart = {position for position, level in levels.items() if level > 1}
    counting = [ladders[position] for position, level in sorted(levels.items()) if level]
    found_by = [ladder for ladder in counting if any(ladder is each for each in finding)]
    return tuple(_merged((*scores, *_together(words, apart, finding)))), found_by


_Ways: TypeAlias = tuple[list[Score], list[Score], list[Score], list[Score]]


class _Told(NamedTuple):
    """What tells a word apart: nothing, whether a record has it, in which field, in which form as well."""

    order: float  # the rarest first
    position: int
    records: int
    ways: _Ways

    def costs(self, level: int) -> tuple[int, float]:
        """Return how many scores a level has, and how many records they find."""
        scores = self.ways[level]
        inside = sum(score.field == "all" for score in scores)
        return len(scores), self.records * (inside + _OUTSIDE_TEXT * (len(scores) - inside))


def _ways(ladder: Ladder, points: int, factor: float) -> _Ways:
    covering, places = list(_covering(ladder, points)), list(_places(ladder, factor))
    return (
        [],
        [Score("all", ladder.expression(ladder.used()[-1]), points)],
        _merged((*covering, *(score for score in places if score.field != "all"))),
        _merged((*covering, *places)),
    )


def _within_budget(told: Sequence[_Told], scores: float, records: int) -> dict[int, int]:
    """Return each word's level: all reach a level before the first goes further, the rarest first."""
    matches = max(_MOST_MATCHES, _MOST_ROUNDS * records)
    levels = dict.fromkeys((each.position for each in told), 0)
    for level in (1, 2, 3):
        for each in told:
            before, after = each.costs(levels[each.position]), each.costs(level)
            left = scores - after[0] + before[0], matches - after[1] + before[1]
            if min(left) >= 0 and levels[each.position] == level - 1:
                scores, matches = left
                levels[each.position] = level
    return levels


def _merged(scores: Iterable[Score]) -> list[Score]:
    """Add up what is asked twice."""
    points: dict[tuple[Field, Expression], int] = defaultdict(int)
    for score in scores:
        points[score.field, score.expression] += score.points
    return [Score(field, expression, own) for (field, expression), own in points.items()]


def _rarity(records: int, lexicon: Lexicon) -> float:
    """Return 0 for a word that every record has, 1 for one that few have."""
    if lexicon.records < 2:
        return 0.5
    return 1 - log2(1 + records) / log2(1 + lexicon.records)


def _covering(ladder: Ladder, points: int) -> Iterator[Score]:
    rungs = [rung for rung in ladder.used() if rung >= NEAR] or ladder.used()[-1:]
    return _steps("all", ladder, rungs, COVERS, points)


def _places(ladder: Ladder, factor: float) -> Iterator[Score]:
    used = ladder.used()
    for field, points, told_apart in _FIELDS:
        rungs = [rung for rung in used if rung in told_apart or rung == used[-1]]
        yield from _steps(field, ladder, rungs, WORTH, round(points * factor))


def _steps(
    field: Field, ladder: Ladder, rungs: Sequence[int], shares: Sequence[int], points: int
) -> Iterator[Score]:
    """Yield what each rung is worth more than the one below it."""
    below = 0
    for rung in reversed(rungs):
        own = points * shares[rung] // 100
        if own > below:
            yield Score(field, ladder.expression(rung), own - below)
            below = own


def _together(words: Sequence[Word], apart: set[int], finding: Sequence[Ladder]) -> Iterator[Score]:
    """Yield points for the query as a title, and for neighbours that are both told apart."""
    content = [(position, word) for position, word in enumerate(words) if not word.forms.is_stopword]
    if content:
        whole = "".join(word.forms.stem for _, word in content)[:200]
        yield Score("title", AnyToken((f"z{whole}",)), _TITLE_IS_QUERY)
    if len(words) < 2:
        return
    if 1 < len(finding) <= _MOST_IN_TITLE:
        every = AllOf(tuple(ladder.expression(PART) for ladder in finding))
        yield Score("title", every, _TITLE_ALL_WORDS)
    for (first, before), (second, word) in pairwise(content):
        if word.gap is not None and {first, second} <= apart:
            joined = before.forms.stem + word.forms.stem
            pair = AnyToken((f"j{joined}", f"k{joined}", f"s{joined}"))
            yield Score("title", pair, _TITLE_TOGETHER)
            yield Score("all", pair, _TOGETHER)
