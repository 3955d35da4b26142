"""What each row would do. Reads the database, writes nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from knowledge.projects.models import Project

from .cells import fold, quote
from .column_types import Column
from .columns import COLUMNS, IDENTIFIER, PLACE, STATUS, TITLE
from .lookups import Lookups
from .parsing import ParsedRow, parse_row
from .results import Change, Outcome, RowResult
from .stored import Identities, StoredProject, load, name_key
from .table import Row

CHUNK = 100
_DRAFT_OF_ANOTHER = (
    "In der Redaktion gibt es einen unveröffentlichten Entwurf mit anderen Angaben. Veröffentlichen oder "
    "verwerfen Sie ihn zuerst."
)
_LOCKED = "Das Projekt ist in der Redaktion gerade gesperrt oder in der Freigabe."
_WITHDRAWN = (
    "Das Projekt war veröffentlicht und wurde zurückgezogen. Wieder veröffentlichen lässt es sich nur in der "
    "Redaktion."
)


@dataclass(frozen=True)
class RowPlan:
    """A row's result and how to reach it: the project (None for a new one), the values to set, in columns."""

    result: RowResult
    target: StoredProject | None = None
    values: Mapping[Column, Any] = field(default_factory=dict)


class Planner:
    """Plans the rows of one table in turn, and remembers the keys it has seen."""

    def __init__(self, lookups: Lookups) -> None:
        self.lookups = lookups
        self._identities = Identities()
        self._seen: dict[Any, int] = {}
        self._announced: set[str] = set()

    def chunks(self, rows: Sequence[Row]) -> Iterator[list[RowPlan]]:
        """Yield the plans of the rows, a hundred at a time."""
        for start in range(0, len(rows), CHUNK):
            parsed = [parse_row(row, self.lookups) for row in rows[start : start + CHUNK]]
            targets = [self._targets(row) for row in parsed]
            stored = load({pk for pks in targets for pk in pks})
            yield [
                self._plan(row, [stored[pk] for pk in pks if pk in stored])
                for row, pks in zip(parsed, targets, strict=True)
            ]

    def _targets(self, row: ParsedRow) -> set[int]:
        return (
            self._identities.find(row.get(IDENTIFIER), row.get(TITLE), row.get(PLACE)) if row.title else set()
        )

    def _plan(self, row: ParsedRow, targets: list[StoredProject]) -> RowPlan:
        if row.get(IDENTIFIER):
            # A project of that name without Kennung is given to the first row that asks; the next is new.
            targets = [
                target
                for target in targets
                if target.latest["identifier"] or ("project", target.pk) not in self._seen
            ]
        reasons = [*row.faults, *self._twins(row, targets)]
        if len(targets) > 1:
            reasons.append(
                f"{len(targets)} Projekte heißen {quote(row.title)} und haben diesen Ort. Nur eine Kennung "
                "macht sie unterscheidbar."
            )
        if reasons:
            return _refuse(row, *reasons)
        return self._plan_change(row, targets[0]) if targets else self._plan_new(row)

    def _twins(self, row: ParsedRow, targets: list[StoredProject]) -> list[str]:
        """Say so when an earlier row means the same project."""
        if not row.title:
            return []
        identifier, name = row.get(IDENTIFIER), name_key(row.title, row.get(PLACE))
        keys: list[Any] = [("project", target.pk) for target in targets]
        # Two rows of one title and place are two projects only if both say so by a Kennung.
        asked = [*keys, ("identifier", identifier), ("name without identifier", name)]
        if not identifier:
            asked = [*keys, ("name", name)]
        first = next((self._seen[key] for key in asked if key in self._seen), None)
        for key in [*keys, ("name", name), *([("identifier", identifier)] if identifier else [])]:
            self._seen.setdefault(key, row.number)
        if not identifier:
            self._seen.setdefault(("name without identifier", name), row.number)
        if first is None:
            return []
        return [f"Dasselbe Projekt steht schon in Zeile {first}. Nur die erste der beiden Zeilen zählt."]

    def _plan_new(self, row: ParsedRow) -> RowPlan:
        notes = []
        if namesakes := self._identities.places(row.title):
            places = ", ".join(quote(place) if place else "ohne Ort" for place in namesakes[:5])
            notes.append(f"Es gibt schon ein Projekt mit diesem Titel ({places}).")
        result = RowResult(
            row.number,
            row.title,
            Outcome.CREATED,
            is_published=bool(row.publish),
            changes=tuple(self._change(column, None, row.values[column]) for column in _ordered(row.values)),
            notes=(*notes, *self._carrier_notes(row.values)),
            creates=tuple(self._creates(row.values)),
        )
        return RowPlan(result, None, row.values)

    def _plan_change(self, row: ParsedRow, target: StoredProject) -> RowPlan:
        changed = self._differences(row, target.latest)
        if changed and target.has_editors_draft:
            if target.live and not self._differences(row, target.row):
                return _leave(row, target, "In der Redaktion gibt es einen unveröffentlichten Entwurf.")
            return _refuse(row, _DRAFT_OF_ANOTHER)
        publish = bool(row.publish) and self._can_publish_more(target, changed)
        if not changed and not publish:
            return _leave(row, target)
        if publish and not target.live and target.first_published_at:
            return _refuse(row, _WITHDRAWN)
        if Project.objects.get(pk=target.pk).get_lock():
            return _refuse(row, _LOCKED)
        changes = [
            self._change(column, column.read(target.latest.get(column.field), self.lookups), value)
            for column, value in changed.items()
        ]
        if publish and not changed:
            before = "Entwurf der Änderungen" if target.live else "Entwurf"
            changes.append(Change(STATUS.name, before, "veröffentlicht"))
        elif publish and not target.live:
            changes.append(Change(STATUS.name, "Entwurf", "veröffentlicht"))
        notes = self._carrier_notes(changed)
        if target.live and not publish:
            notes.append("Die veröffentlichte Fassung bleibt, die Änderung wartet als Entwurf.")
        result = RowResult(
            row.number,
            row.title,
            Outcome.CHANGED,
            is_published=publish,
            changes=tuple(changes),
            notes=tuple(notes),
            creates=tuple(self._creates(changed)),
        )
        return RowPlan(result, target, changed)

    def _can_publish_more(self, target: StoredProject, changed: Mapping[Column, Any]) -> bool:
        """Whether publishing would bring something. A colleague's pending draft is not ours to publish."""
        return bool(changed) or not target.live or (target.draft is not None and target.draft_is_imported)

    def _differences(self, row: ParsedRow, stored: Mapping[str, Any]) -> dict[Column, Any]:
        return {
            column: row.values[column]
            for column in _ordered(row.values)
            if not column.same(row.values[column], column.read(stored.get(column.field), self.lookups))
        }

    def _change(self, column: Column, before: Any, after: Any) -> Change:
        shown = "" if before is None else column.show(before, self.lookups)
        return Change(column.name, shown, column.show(after, self.lookups))

    def _creates(self, values: Mapping[Column, Any]) -> Iterator[str]:
        """Name what a row brings along, once for the whole table."""
        kinds = (
            ("tags", "Schlagwort", self.lookups.has_tag),
            ("carrier", "Träger", self.lookups.has_organisation),
        )
        for field_name, label, exists in kinds:
            for name in _named(values, field_name):
                key = f"{field_name} {fold(name)}"
                if not exists(name) and key not in self._announced:
                    self._announced.add(key)
                    yield f"{label} {quote(name)}"

    def _carrier_notes(self, values: Mapping[Column, Any]) -> list[str]:
        """A slip in a carrier's name makes a second organisation: better to be told."""
        return [
            f"Der Träger {quote(name)} ist neu. Ähnlich heißt schon {quote(similar)}."
            for name in _named(values, "carrier")
            if not self.lookups.has_organisation(name)
            and (similar := self.lookups.similar_organisation(name))
        ]


def _named(values: Mapping[Column, Any], field_name: str) -> Sequence[str]:
    value: str | tuple[str, ...] = next(
        (value for column, value in values.items() if column.field == field_name), ()
    )
    return (value,) if isinstance(value, str) else value


def _ordered(values: Mapping[Column, Any]) -> list[Column]:
    """Our columns in the order of the contract; the point, which is no column, comes last."""
    known = [column for column in COLUMNS if column in values]
    return [*known, *(column for column in values if column not in known)]


def _refuse(row: ParsedRow, *reasons: str) -> RowPlan:
    return RowPlan(RowResult(row.number, row.title, Outcome.REFUSED, reasons=reasons))


def _leave(row: ParsedRow, target: StoredProject, *notes: str) -> RowPlan:
    return RowPlan(
        RowResult(row.number, row.title, Outcome.UNCHANGED, is_published=target.live, notes=notes), target
    )
