"""Writes a made-up project's texts."""

from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

from .words import (
    ADJECTIVES,
    DEEDS,
    ENDINGS,
    FIRST_PARTS,
    NEEDS,
    PEOPLE,
    PLACES,
    RARE,
    RESULTS,
    SECOND_PARTS,
)

T = TypeVar("T")
_ARTICLES = {"m": "Der", "f": "Die", "n": "Das", "p": "Die"}
_WEIGHTS: dict[int, list[float]] = {}


def draw(random: Random, values: Sequence[T]) -> T:
    """Draw one value; the n-th comes n times less often than the first (Zipf's law, as words do)."""
    if len(values) not in _WEIGHTS:
        _WEIGHTS[len(values)] = list(accumulate(1 / rank for rank in range(1, len(values) + 1)))
    return random.choices(values, cum_weights=_WEIGHTS[len(values)])[0]


def draw_some(random: Random, values: Sequence[T], counts: Sequence[int]) -> list[T]:
    """Draw different values, as many as one of the counts says."""
    found: dict[T, None] = {}
    for _ in range(random.choice(counts)):
        found.setdefault(draw(random, values))
    return list(found)


class Writer:
    """The texts of one project, all about the same thing."""

    def __init__(self, random: Random, place: str) -> None:
        self.random = random
        self.place = place
        second, gender = draw(random, SECOND_PARTS)
        self.article = _ARTICLES[gender]
        self.verb = "bringen" if gender == "p" else "bringt"
        first = draw(random, FIRST_PARTS)
        # A gender sign inside a compound takes a hyphen: Bürger*innen-Bus.
        self.thing = f"{first}-{second.capitalize()}" if "*" in first else f"{first}{second}"
        self.adjective = draw(random, ADJECTIVES) + ENDINGS[gender]
        self.people = draw(random, PEOPLE)
        self.said: set[str] = set()

    def title(self) -> str:
        """Return a name."""
        name = self.thing if self.random.random() < 0.5 else f"{self.adjective.capitalize()} {self.thing}"
        return f"{name} {self.place}" if self.place and self.random.random() < 0.6 else name

    def summary(self) -> str:
        """Return one sentence."""
        where = draw(self.random, PLACES)
        return self.random.choice(
            (
                f"{self.people} {draw(self.random, DEEDS)}, {where} und ohne Anmeldung.",
                f"{self.article} {self.thing} {self.verb} {self.people} zusammen, {where}.",
                f"{where.capitalize()} treffen sich {self.people} und {draw(self.random, DEEDS)}.",
                f"Ein Angebot für {self.people}: Hier findet Platz, was im Ort gefehlt hat.",
            )
        )

    def description(self) -> str:
        """Return two to five paragraphs of HTML, about as long as real profiles."""
        paragraphs = (self._paragraph() for _ in range(self.random.randint(2, 5)))
        return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs if paragraph)

    def _paragraph(self) -> str:
        sentences = (self._sentence() for _ in range(self.random.randint(2, 5)))
        return " ".join(sentence for sentence in sentences if not self._is_repetition(sentence))

    def _is_repetition(self, sentence: str) -> bool:
        is_known = sentence in self.said
        self.said.add(sentence)
        return is_known

    def _sentence(self) -> str:
        pick = self.random.random()
        if pick < 0.0003 * len(RARE):
            return f"Ein Höhepunkt: {self.random.choice(RARE)}."
        if pick < 0.25:
            return draw(self.random, NEEDS)
        if pick < 0.5:
            return draw(self.random, RESULTS)
        if pick < 0.7:
            return f"{draw(self.random, PEOPLE)} {draw(self.random, DEEDS)}."
        if pick < 0.85:
            return f"{self.article} {self.thing} {self.verb} {draw(self.random, PEOPLE)} zusammen."
        other = draw(self.random, FIRST_PARTS).replace("*innen", "innen") + draw(self.random, SECOND_PARTS)[0]
        return f"Aus der Idee {other} wurde {draw(self.random, PLACES)} mehr, als alle dachten."
