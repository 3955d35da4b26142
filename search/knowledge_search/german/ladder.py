"""The ways in which a record can have a word, from the word itself to what only comes near."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..analysis.expressions import AnyToken, Expression, any_of

# How much a rung is worth against the word itself, and how far it covers the word, in percent.
EXACT, INFLECTED, NEAR, PART, WEAK = range(5)
WORTH = (100, 92, 68, 42, 22)
COVERS = (100, 100, 100, 75, 50)


@dataclass
class Ladder:
    """What a word of a query may look like in a record, rung by rung.

    A rung of the ladder holds also where a better one does: `expression` joins them.
    """

    rungs: list[dict[Expression, None]] = field(default_factory=lambda: [{} for _ in WORTH])
    _made: dict[tuple[int, int], Expression] = field(default_factory=dict)

    def add(self, rung: int, *alternatives: Expression | str) -> None:
        """Put tokens or expressions on a rung, unless they are on a better one already."""
        for alternative in alternatives:
            new = AnyToken((alternative,)) if isinstance(alternative, str) else alternative
            if not any(new in better for better in self.rungs[: rung + 1]):
                self.rungs[rung][new] = None

    def used(self) -> list[int]:
        """Return the rungs that something stands on."""
        return [number for number, rung in enumerate(self.rungs) if rung]

    def expression(self, rung: int) -> Expression:
        """Return what holds if the record has the word at least as well as that rung says."""
        size = sum(map(len, self.rungs[: rung + 1]))
        if (rung, size) not in self._made:
            self._made[rung, size] = any_of(*(part for better in self.rungs[: rung + 1] for part in better))
        return self._made[rung, size]
