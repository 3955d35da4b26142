"""The table a file holds: known columns, and rows by column name."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .cells import Cell, as_line, as_text, fold, quote
from .columns import COLUMN_NAMES, REQUIRED_NAMES
from .faults import FileRefused

MAX_ROWS = 50_000
MAX_COLUMNS = 200


@dataclass(frozen=True)
class RawRow:
    """A row as the file has it, counted from 1; faults by column index, or None for the whole row."""

    number: int
    values: tuple[Cell, ...]
    faults: Mapping[int | None, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """A row of the table: the cells of known columns, and what makes it unreadable."""

    number: int
    cells: Mapping[str, Cell]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A readable file: its rows without the empty ones, and what the office should know about it."""

    rows: tuple[Row, ...]
    notices: tuple[str, ...]


def build_table(raw_rows: Iterable[RawRow]) -> Table:
    """Read the header, which is the first row with anything in it, and all rows below.

    Raises FileRefused when a required column is missing or the table is too long.
    """
    header: Header | None = None
    rows: list[Row] = []
    for raw in raw_rows:
        if not any(as_text(value) for value in raw.values) and not raw.faults:
            continue
        if header is None:
            header = Header(raw.values)
        elif len(rows) == MAX_ROWS:
            raise FileRefused(f"Die Tabelle hat mehr als {MAX_ROWS} Zeilen. Bitte teilen Sie sie auf.")
        elif (row := header.row(raw)).faults or any(as_text(cell) for cell in row.cells.values()):
            rows.append(row)  # a running number in a column of the office's own fills no row
    if header is None:
        raise FileRefused("Die Tabelle ist leer.")
    return Table(tuple(rows), tuple(header.notices()))


class Header:
    """Which of our columns stands where. Of a column that stands twice, the first counts."""

    def __init__(self, values: tuple[Cell, ...]) -> None:
        names = {fold(name): name for name in COLUMN_NAMES}
        self.positions: dict[str, list[int]] = {}
        self.unknown: list[str] = []
        self.width = len(values)
        self.named: set[int] = set()
        self.unnamed: set[int] = set()
        for index, value in enumerate(values):
            if not (title := as_line(value)):
                continue
            self.named.add(index)
            if name := names.get(fold(title)):
                self.positions.setdefault(name, []).append(index)
            else:
                self.unknown.append(title)
        if missing := [name for name in REQUIRED_NAMES if name not in self.positions]:
            raise FileRefused(self._explain(missing))

    def _explain(self, missing: list[str]) -> str:
        columns = " und ".join(quote(name) for name in missing)
        found = ", ".join(quote(name) for name in [*self.positions, *self.unknown][:30])
        return (
            f"In der Kopfzeile fehlt: {columns}. Gefunden: {found}. Die erste Zeile der Tabelle muss die "
            "Namen der Spalten enthalten."
        )

    def row(self, raw: RawRow) -> Row:
        """Return the row by column names, with its faults in our columns."""
        cells: dict[str, Cell] = {}
        faults = [fault for index, fault in raw.faults.items() if index is None or self._is_ours(index)]
        for name, indexes in self.positions.items():
            found = [raw.values[index] for index in indexes if index < len(raw.values)]
            filled = [cell for cell in found if as_text(cell)]
            if len({as_text(cell) for cell in filled}) > 1:
                faults.append(f"{name}: Die Spalte steht mehrmals in der Tabelle, mit verschiedenen Werten.")
            cells[name] = filled[0] if filled else None
        self.unnamed.update(
            index for index, value in enumerate(raw.values) if index not in self.named and as_text(value)
        )
        return Row(raw.number, cells, tuple(faults))

    def _is_ours(self, index: int) -> bool:
        return any(index in indexes for indexes in self.positions.values())

    def notices(self) -> list[str]:
        """What was not read, once all rows have been seen."""
        notices = []
        for title in self.unknown:
            near = difflib.get_close_matches(fold(title), [fold(name) for name in COLUMN_NAMES], 1, 0.75)
            hint = "".join(f" Meinten Sie {quote(name)}?" for name in COLUMN_NAMES if fold(name) in near)
            notices.append(f"Die Spalte {quote(title)} ist unbekannt und wird nicht gelesen.{hint}")
        notices += [
            f"Die Spalte {quote(name)} steht {len(indexes)}-mal in der Tabelle."
            for name, indexes in self.positions.items()
            if len(indexes) > 1
        ]
        if self.unnamed:
            columns = ", ".join(column_letters(index) for index in sorted(self.unnamed)[:10])
            notices.append(f"Ohne Überschrift und deshalb nicht gelesen: Spalte {columns}.")
        return notices


def column_letters(index: int) -> str:
    """Return a column's letters as a spreadsheet shows them: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
