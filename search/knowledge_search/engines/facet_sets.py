"""The facet values of all records, as sets of bits that a process keeps: counting is an AND.

Each record has a bit, each value of a facet the set of its records. A change brings in the records whose
version is another; nothing is counted in SQL, however many people search between two changes.

A set of bits is as long as the store has records, and a store has thousands of keywords that a few records
have. Of these the bits' positions are kept instead.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial, reduce
from heapq import nlargest
from itertools import chain, groupby
from operator import and_, itemgetter, or_
from threading import Lock
from typing import Any, NamedTuple

from .sql import FACET, RECORD

Sets = Mapping[str, Mapping[str, int]]
Lists = Mapping[str, Mapping[str, tuple[int, ...]]]
Counts = dict[str, dict[str, int]]
# Dates as the database gives them: only held against one another.
Standing = tuple[int, bool, Any]

# More changed records than this, or more bits of records that are gone, and all is read anew.
_FEW = 500
# What fewer than one record in so many has is kept, and counted, quicker as a list of positions.
_RARE = 1024
# All rows at once would take ten times the room of what is made of them.
_ROWS = 2000
_NONE: Standing = (0, False, None)
_AS_NUMBERS = bytes.maketrans(b"01", b"\0\1")


@dataclass(frozen=True)
class FacetSets:
    """The store at a moment. Never changes.

    Attributes:
        versions: of each record, by its key.
        positions: of each record's bit; also of records that are gone.
        everything: the set of all records.
        sets: of each value's records, by facet and value.
        lists: of the positions of a value's records, by facet and value, where these are few.
        standings: of each position: quality, whether there is a date, date.
    """

    versions: Mapping[int, int]
    positions: Mapping[int, int]
    everything: int
    sets: Sets
    lists: Lists
    standings: Sequence[Standing]

    def records(self, ids: Iterable[int]) -> int:
        """Return the set of records with these keys; what came only now is left out."""
        positions = self.positions
        return _set((positions[pk] for pk in ids if pk in positions), len(positions)) & self.everything

    def passing(self, found: int, filters: Mapping[str, Sequence[str]]) -> int:
        """Return those of a set that pass all filters."""
        return reduce(and_, self._chosen(filters).values(), found)

    def counts(self, found: int, filters: Mapping[str, Sequence[str]]) -> tuple[int, Counts]:
        """Return those of a set that pass all filters, and for each facet how many pass all but its own."""
        chosen = self._chosen(filters)
        passing = reduce(and_, chosen.values(), found)
        flags = cache(self._flags)
        counts: Counts = {}
        for facet in self.sets.keys() | self.lists.keys():
            among = passing
            if facet in chosen:
                among = reduce(and_, (own for other, own in chosen.items() if other != facet), found)
            own = {
                value: (members & among).bit_count() for value, members in self.sets.get(facet, {}).items()
            }
            if few := self.lists.get(facet):
                is_among = flags(among).__getitem__
                own |= {value: sum(map(is_among, members)) for value, members in few.items()}
            if own := {value: number for value, number in own.items() if number}:
                counts[facet] = own
        return passing, counts

    def among(self, members: int, rows: Iterable[tuple[int]]) -> Iterator[int]:
        """Yield the keys of the records that are in the set, in the order of the rows."""
        flags, positions = self._flags(members), self.positions
        return (pk for (pk,) in rows if pk in positions and flags[positions[pk]])

    def best(self, members: int, rows: Iterable[tuple[int, int]], number: int) -> Sequence[int]:
        """Return the keys of the best records of the set: points and quality, the newest, the higher key.

        Args:
            members: the set.
            rows: key and points.
            number: how many at most.
        """
        if not number:
            return ()
        flags, positions, standings = self._flags(members), self.positions, self.standings
        all_points = [
            (points + standings[positions[pk]][0], pk)
            for pk, points in rows
            if pk in positions and flags[positions[pk]]
        ]
        least = min(nlargest(number, map(itemgetter(0), all_points)), default=0)
        candidates = [
            (points, *standings[positions[pk]][1:], pk) for points, pk in all_points if points >= least
        ]
        return [each[-1] for each in nlargest(number, candidates)]

    def _chosen(self, filters: Mapping[str, Sequence[str]]) -> dict[str, int]:
        """Return the set that each filter lets through."""
        return {
            facet: reduce(or_, (self._members(facet, value) for value in values), 0)
            for facet, values in filters.items()
        }

    def _members(self, facet: str, value: str) -> int:
        if (members := self.sets.get(facet, {}).get(value)) is not None:
            return members
        return _set(self.lists.get(facet, {}).get(value, ()), len(self.positions))

    def _flags(self, members: int) -> bytes:
        """Return a set with a byte for each record, 1 or 0."""
        return f"{members:0{len(self.positions)}b}".encode().translate(_AS_NUMBERS)[::-1]


class _Kept(NamedTuple):
    generation: int
    store: FacetSets

    def is_as_new_as(self, generation: int | None) -> bool:
        """Say whether nothing has changed since; generations only rise, and 0 is none."""
        return bool(generation) and self.generation >= (generation or 0)


class _Process:
    """What this process keeps, by the name of the database; one thread at a time reads it anew."""

    kept: dict[str, _Kept] = {}
    reading = Lock()


def _after_fork() -> None:
    # Held by a thread that was not forked, it would be held for ever.
    _Process.reading = Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


def facet_sets(connection: Any, generation: int | None) -> FacetSets:
    """Return the facet values of all records.

    Args:
        connection: to the records' database.
        generation: number of changes of the records; while it stays, nothing is read. None asks for the
            versions each time.
    """
    if connection.in_atomic_block:
        return _read(connection, _versions(connection))  # what is read here may never be committed
    kept = _Process.kept.get(connection.alias)
    if kept is None or not kept.is_as_new_as(generation):
        with _Process.reading:
            kept = _Process.kept.get(connection.alias)
            if kept is None or not kept.is_as_new_as(generation):
                versions = _versions(connection)
                store = _refreshed(connection, kept.store, versions) if kept else _read(connection, versions)
                kept = _Process.kept[connection.alias] = _Kept(generation or 0, store)
    return kept.store


def _versions(connection: Any) -> dict[int, int]:
    return dict(_fetch(connection, f"SELECT id, version FROM {RECORD}"))


def _read(connection: Any, versions: dict[int, int]) -> FacetSets:
    positions = {pk: position for position, pk in enumerate(versions)}
    sets: dict[str, dict[str, int]] = defaultdict(dict)
    lists: dict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT facet, value, record_id FROM {FACET} ORDER BY facet, value")
        rows = chain.from_iterable(iter(partial(cursor.fetchmany, _ROWS), []))
        for (facet, value), own in groupby(rows, itemgetter(0, 1)):
            # A record may have been written since its version was asked for.
            members = tuple(positions[pk] for _, _, pk in own if pk in positions)
            if len(members) * _RARE < len(positions):
                lists[facet][value] = members
            else:
                sets[facet][value] = _set(members, len(positions))
    everything = (1 << len(positions)) - 1
    standings = _standings(connection, positions, [_NONE] * len(positions))
    return FacetSets(versions, positions, everything, dict(sets), dict(lists), standings)


def _standings(
    connection: Any,
    positions: Mapping[int, int],
    standings: list[Standing],
    where: str = "",
    pks: Sequence[int] = (),
) -> list[Standing]:
    """Fill in quality and date of records."""
    for pk, quality, date in _fetch(connection, f"SELECT id, quality, date FROM {RECORD}{where}", pks):
        if pk in positions:
            standings[positions[pk]] = (quality, date is not None, date)
    return standings


def _refreshed(connection: Any, before: FacetSets, versions: dict[int, int]) -> FacetSets:
    """Return what was kept with the records that have another version now, without those that are gone."""
    changed = [pk for pk, version in versions.items() if before.versions.get(pk) != version]
    gone = [pk for pk in before.versions if pk not in versions]
    if not changed and not gone:
        return before
    holes = len(before.positions) - len(before.versions) + len(gone)
    if len(changed) > _FEW or holes > max(_FEW, len(versions)):
        return _read(connection, versions)
    positions = dict(before.positions)
    for pk in changed:
        positions.setdefault(pk, len(positions))
    touched = {positions[pk] for pk in (*changed, *gone)}
    left = ~_set(touched, len(positions))
    sets = {
        facet: {value: members & left for value, members in values.items()}
        for facet, values in before.sets.items()
    }
    lists = {
        facet: {value: _without(members, touched) for value, members in values.items()}
        for facet, values in before.lists.items()
    }
    marks = ", ".join(["%s"] * len(changed)) or "NULL"
    standings = [*before.standings, *[_NONE] * (len(positions) - len(before.standings))]
    _standings(connection, positions, standings, f" WHERE id IN ({marks})", changed)
    statement = f"SELECT facet, value, record_id FROM {FACET} WHERE record_id IN ({marks})"
    for facet, value, pk in _fetch(connection, statement, changed):
        if value in sets.get(facet, ()):
            sets[facet][value] |= 1 << positions[pk]
        else:
            few = lists.setdefault(facet, {})
            few[value] = (*few.get(value, ()), positions[pk])
    new = _set((positions[pk] for pk in changed), len(positions))
    return FacetSets(versions, positions, before.everything & left | new, sets, lists, standings)


def _without(members: tuple[int, ...], touched: set[int]) -> tuple[int, ...]:
    if touched.isdisjoint(members):
        return members
    return tuple(position for position in members if position not in touched)


def _set(positions: Iterable[int], size: int) -> int:
    bits = bytearray(size // 8 + 1)
    for position in positions:
        bits[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(bits, "little")


def _fetch(connection: Any, statement: str, params: Sequence[int] = ()) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    return rows
