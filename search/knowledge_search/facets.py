"""Facets: one declared object each, from which form, filter, count, labels, address and API follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Literal, NamedTuple

MAX_VALUE_LENGTH = 200
# How many known values a message lists before it says "and others".
_LISTED = 20
# The heading of what tells kinds of content apart; apps put facets of their own beside the built-in `type`.
KINDS_GROUP = "Was es ist"
# Values that nothing gives an order come after those of any vocabulary.
_LAST = 2**31


class Label(NamedTuple):
    """How a term is shown, and where it stands among others: by its order, then its folded text."""

    text: str
    order: int
    colour: str
    icon: str
    folded: str

    @classmethod
    def of(cls, text: str, order: int, colour: str = "", icon: str = "") -> Label:
        """Return the label, its text folded: a search sorts hundreds of them."""
        return cls(text, order, colour, icon, text.casefold())


class FacetValue(NamedTuple):
    """One value of a facet under the current search; there may be thousands, hence a plain tuple."""

    value: str
    label: str
    count: int  # type: ignore[assignment] # not tuple.count
    selected: bool
    colour: str = ""
    icon: str = ""


@dataclass(frozen=True)
class FacetResult:
    """A facet with the values to choose from, in display order."""

    name: str
    label: str
    values: tuple[FacetValue, ...]

    @cached_property
    def selected(self) -> tuple[FacetValue, ...]:
        """The values the search is filtered by."""
        return tuple(value for value in self.values if value.selected)


class Introduction(NamedTuple):
    """What stands above the hits of a chosen value: its name, what it means, where there is more of it."""

    title: str
    summary: str
    url: str


@dataclass(frozen=True)
class Facet:
    """What all facets share. The values of a record are text; filters and counts treat them alike.

    Attributes:
        name: name of the parameter, in English.
        label: what people read, in German.
        vocabulary: name of the vocabulary that gives labels and order, or "".
        order: "term" for the vocabulary's order, "count" for the most frequent first.
        search_text: whether the labels of a record's values are found by the text search.
        group: the heading in plain words under which the page shows it, with others of that heading.
        unfolded: whether its values stand open without being asked for.
        introduced_by: kind of content whose record introduces the value it has of this facet: it stands
            above the hits where the search is filtered by that value alone. Or, for values without such
            records, a function that returns the introduction of a value, or None.
        on_cards: whether a hit's card says its values.
    """

    name: str
    label: str
    vocabulary: str = ""
    order: Literal["term", "count"] = "term"
    search_text: bool = True
    group: str = ""
    unfolded: bool = False
    introduced_by: str | Callable[[str], Introduction | None] = ""
    on_cards: bool = False

    # Whether `problem_with` needs the keys of the vocabulary.
    needs_terms: ClassVar[bool] = False

    def problem_with(self, value: str, known: Collection[str]) -> str | None:
        """Say in German why a value from outside cannot be used, or return None.

        Args:
            value: what was asked for, already free of control characters.
            known: the vocabulary's keys, where `needs_terms` is set.
        """
        return None

    def describe(
        self, counts: Mapping[str, int], selected: Sequence[str], terms: Mapping[str, Label]
    ) -> FacetResult:
        """Join counts, selection and labels. Selected values are always there, also with count 0.

        Args:
            counts: number of records by value, under all filters but this facet's own.
            selected: the values the search is filtered by.
            terms: how the vocabulary's terms are shown, by key.
        """
        chosen = frozenset(selected)
        by_count = self.order == "count"
        # Plain tuples with what decides in front: there may be thousands of values a search.
        ranked: list[tuple[int, str, str, FacetValue]] = []
        for value, count in {**dict.fromkeys(selected, 0), **counts}.items():
            text, order, colour, icon, folded = terms.get(value) or Label.of(value, _LAST)
            shown = FacetValue(value, text, count, value in chosen, colour, icon)
            ranked.append((-count if by_count else order, folded, value, shown))
        ranked.sort()
        return FacetResult(self.name, self.label, tuple([shown for _, _, _, shown in ranked]))


@dataclass(frozen=True)
class TermFacet(Facet):
    """A facet over an edited vocabulary. A value the vocabulary does not know is an error."""

    needs_terms: ClassVar[bool] = True

    def problem_with(self, value: str, known: Collection[str]) -> str | None:
        """Refuse what the vocabulary does not know."""
        return None if value in known else _unknown(self, value, known)


@dataclass(frozen=True)
class ChoiceFacet(Facet):
    """A facet whose values are fixed in code, such as yes and no."""

    choices: tuple[tuple[str, str], ...] = ()
    search_text: bool = False

    def problem_with(self, value: str, known: Collection[str]) -> str | None:
        """Refuse what is not one of the choices."""
        keys = [key for key, _ in self.choices]
        return None if value in keys else _unknown(self, value, keys)

    def describe(
        self, counts: Mapping[str, int], selected: Sequence[str], terms: Mapping[str, Label]
    ) -> FacetResult:
        """Join counts, selection and the choices' own labels, in the order of the choices."""
        return super().describe(counts, selected, self._labels)

    @cached_property
    def _labels(self) -> Mapping[str, Label]:
        return {key: Label.of(text, order) for order, (key, text) in enumerate(self.choices)}


class TypeFacet(ChoiceFacet):
    """The built-in facet over the kinds of content."""

    def __init__(self, choices: tuple[tuple[str, str], ...]) -> None:
        super().__init__(name="type", label="Art des Inhalts", choices=choices, group=KINDS_GROUP)


@dataclass(frozen=True)
class OpenTermFacet(Facet):
    """A facet whose values grow freely, such as hashtags: an unknown value is no error and counts 0."""

    order: Literal["term", "count"] = "count"


@dataclass(frozen=True)
class AgsFacet(Facet):
    """Municipality or district by its official key (Amtlicher Gemeindeschlüssel).

    A well-formed key where nothing is counts 0; a malformed one is an error.

    Attributes:
        digits: 8 for a municipality, 5 for a district.
    """

    digits: Literal[8, 5] = 8

    def problem_with(self, value: str, known: Collection[str]) -> str | None:
        """Refuse what is not a key of the right length."""
        if re.fullmatch(rf"[0-9]{{{self.digits}}}", value):
            return None
        return (
            f"„{shorten(value)}“ ist kein gültiger Schlüssel für „{self.name}“ ({self.label}). "
            f"Gib den Amtlichen Gemeindeschlüssel mit {self.digits} Ziffern an."
        )


def shorten(value: str, length: int = 80) -> str:
    """Cut a value from outside to a length that a message can hold."""
    return value if len(value) <= length else value[: length - 1] + "…"


def _unknown(facet: Facet, value: str, known: Iterable[str]) -> str:
    keys = sorted(known)
    listed = ", ".join(keys[:_LISTED]) + (" und weitere" if len(keys) > _LISTED else "")
    hint = f" Möglich sind: {listed}." if keys else ""
    return f"Den Wert „{shorten(value)}“ gibt es für „{facet.name}“ ({facet.label}) nicht.{hint}"
