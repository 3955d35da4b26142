"""What comes of a row: the same in a dry run and in an import."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What a row does to the store."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Change:
    """A field that gets another value, both as the office writes them."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class RowResult:
    """A row of the sheet and what comes of it.

    ``number`` is the row's number in the sheet; ``reasons`` tell why it was refused, ``notes`` what else the
    office should know, ``creates`` the hashtags and organisations it brings along.
    """

    number: int
    title: str
    outcome: Outcome
    is_published: bool = False
    changes: tuple[Change, ...] = ()
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    creates: tuple[str, ...] = ()
