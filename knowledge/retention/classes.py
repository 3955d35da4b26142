"""Classes of data, each with what is kept, why, and for how long at most."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class DataClass:
    """Data that are deleted together, a term after something has happened.

    Visitors and office read the same words: no "du", no "Sie".

    Attributes:
        name: never changes, for the office's own term and the history hang on it.
        title: a few words.
        what: which data.
        why: what they are needed for, in plain words.
        since: what the term begins with, as in "30 Tage nach der letzten Änderung".
        term: in whole days, unless the office has set its own.
        least, most: between these the office may choose; None: the term is fixed.
        expire: deletes what is older than a moment and returns how many; None: the room does it by itself.

    Raises ValueError for limits that exclude the term, and for parts of days.
    """

    name: str
    title: str
    what: str
    why: str
    since: str
    term: timedelta
    least: timedelta | None = None
    most: timedelta | None = None
    expire: Callable[[datetime], int] | None = None

    def __post_init__(self) -> None:
        terms = (self.term, self.least or self.term, self.most or self.term)
        if not terms[1] <= terms[0] <= terms[2]:
            raise ValueError(f"{self.name}: the term is outside of its limits")
        if any(term < timedelta(days=1) or term % timedelta(days=1) for term in terms):
            raise ValueError(f"{self.name}: terms are whole days")

    @property
    def least_days(self) -> int:
        """The shortest term that may be set."""
        return (self.least or self.term).days

    @property
    def most_days(self) -> int:
        """The longest term that may be set."""
        return (self.most or self.term).days

    @property
    def is_counted(self) -> bool:
        """Whether the daily round deletes it. Templates ask this: they would call ``expire``."""
        return self.expire is not None

    @property
    def is_fixed(self) -> bool:
        """Whether there is nothing to choose."""
        return self.least_days == self.most_days


_CLASSES: dict[str, DataClass] = {}


def register(*classes: DataClass) -> None:
    """Declare classes; one with a known name replaces the former."""
    _CLASSES.update({each.name: each for each in classes})


def all_classes() -> list[DataClass]:
    """Return all classes in the order in which the rooms have declared them."""
    return list(_CLASSES.values())
