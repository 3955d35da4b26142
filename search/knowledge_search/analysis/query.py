"""An analysed query: one weighted tree for every engine."""

from __future__ import annotations

from dataclasses import dataclass

from .expressions import AllOf, Expression, Field


@dataclass(frozen=True)
class Score:
    """Points for a record in whose field the expression holds.

    Points are whole numbers and add up, so every engine comes to the same sum: below 2**24 also a
    32-bit float holds it exactly.
    """

    field: Field
    expression: Expression
    points: int


@dataclass(frozen=True)
class TextQuery:
    """What engines match and rank by. A record is a hit if all of `required` hold in it and, where there
    is one, `some`, and none of `excluded`; its score is the sum of the points of all `scores` that hold.

    Attributes:
        required: what was quoted; each part is mandatory, anywhere in the record.
        some: any word of the query, in any of its forms.
        excluded: what must not be there.
        scores: points, made so that records with more of the words stand before the others.
        marks: tokens that are marked in the hits shown.
        phrases: sequences of surface tokens that are marked where they follow one another.
        corrected: the query with unknown words replaced by the likeliest known ones, or None.
        is_empty: whether there was nothing to look for, as in "?!".
    """

    required: tuple[Expression, ...] = ()
    some: Expression | None = None
    excluded: tuple[Expression, ...] = ()
    scores: tuple[Score, ...] = ()
    marks: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()
    corrected: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for. Exclusions alone look for everything else."""
        return not (self.required or self.some or self.excluded)

    @property
    def matched(self) -> Expression | None:
        """Everything that must hold, in one expression; None if only exclusions (or nothing) were given."""
        parts = (*self.required, *((self.some,) if self.some else ()))
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else AllOf(parts)
