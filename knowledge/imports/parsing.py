"""From a row of cells to values, with everything that is wrong with it at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .cells import as_line, as_text
from .column_types import Column
from .columns import COLUMNS, LATITUDE, LONGITUDE, POINT, STATUS
from .faults import CellRefused
from .lookups import Lookups
from .table import Row


@dataclass(frozen=True)
class ParsedRow:
    """The values a row asks for, by column.

    An empty cell is not among them: it leaves the field alone. The sheet has all its columns from the first
    day, and the office goes on in the admin: a description written there must survive the next import. Who
    wants a field empty empties it in the admin.
    """

    number: int
    title: str
    values: Mapping[Column, Any]
    publish: bool | None
    faults: tuple[str, ...]

    def get(self, column: Column) -> str:
        """Return a text value, or an empty string."""
        return self.values.get(column, "")


def parse_row(row: Row, lookups: Lookups) -> ParsedRow:
    """Read all cells of a row; never raises for what a cell holds."""
    values: dict[Column, Any] = {}
    faults = list(row.faults)
    for column in COLUMNS:
        cell = row.cells.get(column.name)
        if not as_text(cell):
            if column.required:
                faults.append(f"{column.name}: Die Angabe fehlt.")
            continue
        try:
            values[column] = column.parse(cell, lookups)
        except CellRefused as fault:
            faults.append(f"{column.name}: {fault}")
    try:
        _join_point(values, faults)
    except CellRefused as fault:
        faults.append(f"Koordinaten: {fault}")
    publish = values.pop(STATUS, None)
    return ParsedRow(row.number, as_line(row.cells.get("Titel")), values, publish, tuple(faults))


def _join_point(values: dict[Column, Any], faults: list[str]) -> None:
    latitude, longitude = values.pop(LATITUDE, None), values.pop(LONGITUDE, None)
    already_told = any(fault.startswith((LATITUDE.name, LONGITUDE.name)) for fault in faults)
    if (latitude, longitude) != (None, None) and not already_told:
        values[POINT] = POINT.join(latitude, longitude)
