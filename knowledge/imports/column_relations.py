"""Columns that name other things of the store: terms, hashtags, the carrier."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from knowledge.projects.models import Project

from .cells import Cell, as_list, fold, quote, unique
from .column_types import Column, TextColumn
from .faults import CellRefused
from .lookups import Lookups


@dataclass(frozen=True)
class _VocabularyColumn(Column):
    vocabulary: str = ""

    def _one(self, text: str, lookups: Lookups) -> int:
        return lookups.term(self.vocabulary, text)


@dataclass(frozen=True, init=False)
class TermsColumn(_VocabularyColumn):
    """Any number of terms of a vocabulary, by label or key."""

    def __init__(self, name: str, field: str, vocabulary: str) -> None:
        super().__init__(name, field, vocabulary=vocabulary)

    def parse(self, cell: Cell, lookups: Lookups) -> frozenset[int]:
        """Return the terms' primary keys."""
        return frozenset(self._one(text, lookups) for text in as_list(cell))

    def read(self, stored: Any, lookups: Lookups) -> frozenset[int]:
        """Return the terms' primary keys."""
        return frozenset(stored or ())

    def show(self, value: Any, lookups: Lookups) -> str:
        """Return the labels in the vocabulary's order."""
        return " | ".join(lookups.labels(self.vocabulary, value))

    def assign(self, project: Project, value: Any, lookups: Lookups) -> None:
        """Replace the terms."""
        getattr(project, self.field).set(lookups.terms(self.vocabulary, value))


@dataclass(frozen=True, init=False)
class TermColumn(_VocabularyColumn):
    """One term of a vocabulary."""

    def __init__(self, name: str, field: str, vocabulary: str) -> None:
        super().__init__(name, field, vocabulary=vocabulary)

    def parse(self, cell: Cell, lookups: Lookups) -> int:
        """Return the term's primary key."""
        return self._one(_only(as_list(cell)), lookups)

    def show(self, value: Any, lookups: Lookups) -> str:
        """Return the label."""
        return " | ".join(lookups.labels(self.vocabulary, [value] if value else []))

    def assign(self, project: Project, value: Any, lookups: Lookups) -> None:
        """Set the term."""
        setattr(project, f"{self.field}_id", value)


class TagsColumn(Column):
    """Hashtags by name, with or without #; new ones are created."""

    def parse(self, cell: Cell, lookups: Lookups) -> tuple[str, ...]:
        """Return the names."""
        names = [text.lstrip("# ").strip() for text in as_list(cell)]
        if too_long := [name for name in names if len(name) > 100]:
            raise CellRefused(
                f"{quote(too_long[0])} ist länger als 100 Zeichen. Trennen Sie Schlagworte mit |."
            )
        return tuple(unique(names))

    def read(self, stored: Any, lookups: Lookups) -> tuple[str, ...]:
        """Return the names of stored hashtags."""
        return tuple(lookups.tag_names(stored or ()))

    def same(self, wanted: Any, stored: Any) -> bool:
        """Compare the names whatever their order and letter case."""
        return _folded(wanted) == _folded(stored)

    def show(self, value: Any, lookups: Lookups) -> str:
        """Return the names in alphabetical order."""
        return " | ".join(sorted(value, key=fold))

    def assign(self, project: Project, value: Any, lookups: Lookups) -> None:
        """Replace the hashtags."""
        project.tags.set([lookups.get_or_create_tag(name) for name in value])


class CarrierColumn(TextColumn):
    """The carrier by name; an organisation that is not there is created."""

    def parse(self, cell: Cell, lookups: Lookups) -> str:
        """Return the name."""
        name = _only(as_list(cell))
        if len(name) > 200:
            raise CellRefused(f"Der Name hat {len(name)} Zeichen, erlaubt sind 200.")
        return name

    def read(self, stored: Any, lookups: Lookups) -> str:
        """Return the name of the stored organisation."""
        return lookups.organisation_name(stored)

    def same(self, wanted: Any, stored: Any) -> bool:
        """Compare the names whatever their letter case."""
        return fold(wanted) == fold(stored)

    def assign(self, project: Project, value: Any, lookups: Lookups) -> None:
        """Set the carrier."""
        project.carrier = lookups.get_or_create_organisation(value)


def _only(values: list[str]) -> str:
    """The one value of a column that takes no more."""
    if len(values) != 1:
        raise CellRefused(f"Hier ist nur ein Wert möglich, nicht {len(values)}.")
    return values[0]


def _folded(names: Collection[str]) -> set[str]:
    return {fold(name) for name in names}
