"""Excel's .xlsx, read as a stream; other people's files are not trusted."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from defusedxml.ElementTree import iterparse
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.utils.escape import unescape

from .cells import Cell
from .faults import FileRefused
from .table import MAX_COLUMNS, RawRow, column_letters

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
LAST_ROW = 1_048_576  # of a sheet, by the format
BROKEN = (
    "Die Datei ist beschädigt oder keine Tabelle im Format .xlsx. Bitte öffnen Sie sie in Excel oder "
    "LibreOffice und speichern Sie sie neu als „Excel-Arbeitsmappe (.xlsx)“."
)


@dataclass
class _Findings:
    """What openpyxl's stream of values does not tell: cells without a true value, and merged ranges."""

    faults: dict[int, dict[int | None, str]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(
        default_factory=list
    )  # columns and rows from 1, row first


def read_xlsx(data: bytes) -> Iterator[RawRow]:
    """Yield the rows of the first visible sheet. Formulas count with the value the program saved."""
    _check_archive(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells what it cannot keep; we only read
            yield from _rows(data)
    except FileRefused:
        raise
    except Exception as error:  # a broken file breaks openpyxl in any way it likes
        raise FileRefused(BROKEN) from error


def _check_archive(data: bytes) -> None:
    """Refuse what is no workbook, and what would fill the memory when unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            is_opendocument = "content.xml" in names and "mimetype" in names
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise FileRefused(BROKEN) from error
    if is_opendocument:
        raise FileRefused("Das ist eine Tabelle von LibreOffice (.ods). Bitte speichern Sie sie als .xlsx.")
    if not any(name.startswith("xl/") for name in names):
        raise FileRefused(BROKEN)
    # zipfile never hands out more of a part than its entry declares, so the declared sizes are a bound.
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise FileRefused("Die Tabelle ist entpackt zu groß. Bitte teilen Sie sie auf.")


def _rows(data: bytes) -> Iterator[RawRow]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise FileRefused("Die Datei enthält kein sichtbares Tabellenblatt.")
    sheet = sheets[0]
    findings = _inspect(sheet)
    sheet.reset_dimensions()  # the dimensions a file claims for itself are often wrong
    merged = _Merged(findings.merged)
    for number, values in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), 1):
        texts = tuple(unescape(value) if isinstance(value, str) else value for value in values)
        yield merged.complete(number, texts, findings.faults.get(number, {}))


def _inspect(sheet: Any) -> _Findings:
    """Go through the sheet's XML once, before the values are read."""
    findings = _Findings()
    row = column = 0
    with sheet._get_source() as source:  # openpyxl has no public way to a sheet's part
        for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
            tag = element.tag.rpartition("}")[2]
            if event == "start":
                if tag == "row":
                    row = int(element.get("r") or row + 1)
                    column = 0
                    if row > LAST_ROW:
                        raise FileRefused(BROKEN)
                elif tag == "c":
                    column = _column(element.get("r"), column)
            elif tag == "c":
                _inspect_cell(element, row, column, findings)
            elif tag == "row":
                element.clear()
            elif tag == "mergeCell":
                left, top, right, bottom = range_boundaries(element.get("ref"))
                findings.merged.append((top, left, bottom, right))
    return findings


def _column(coordinate: str | None, before: int) -> int:
    return coordinate_to_tuple(coordinate)[1] if coordinate else before + 1


def _inspect_cell(element: Any, row: int, column: int, findings: _Findings) -> None:
    parts = {part.tag.rpartition("}")[2]: part for part in element}
    value = parts["v"].text if "v" in parts else None
    if column > MAX_COLUMNS and (value or "is" in parts):
        raise FileRefused(f"Die Tabelle hat mehr als {MAX_COLUMNS} Spalten.")
    name = f"{column_letters(column - 1)}{row}"
    fault = ""
    if element.get("t") == "e":
        fault = f"In {name} steht der Fehlerwert {value}."
    elif "f" in parts and not value and element.get("t") != "str":  # an empty text is a true result
        fault = (
            f"In {name} steht eine Formel ohne gespeichertes Ergebnis. Öffnen und speichern Sie die Datei "
            "einmal in Excel oder LibreOffice, oder ersetzen Sie die Formel durch ihren Wert."
        )
    if fault:
        findings.faults.setdefault(row, {})[column - 1] = fault


class _Merged:
    """Merged cells: only the first holds the value, the eye sees it in all of them.

    Down a column the value goes to every row. Across columns nobody knows which column is meant: the row is
    at fault.
    """

    def __init__(self, ranges: list[tuple[int, int, int, int]]) -> None:
        self.waiting = sorted(ranges, reverse=True)
        self.active: list[tuple[int, int, int, int]] = []
        self.values: dict[tuple[int, int], Cell] = {}
        self.header_row = 0

    def complete(self, number: int, values: tuple[Cell, ...], faults: dict[int | None, str]) -> RawRow:
        """Return the row with the values that merged cells bring from above; rows come in turn."""
        while self.waiting and self.waiting[-1][0] <= number:
            self.active.append(self.waiting.pop())
        self.active = [area for area in self.active if area[2] >= number]
        is_empty = not any(value is not None and str(value).strip() for value in values)
        if is_empty or not self.header_row:
            self.header_row = self.header_row or (0 if is_empty else number)
            return RawRow(number, values, faults)
        cells, faults = list(values), dict(faults)
        for top, left, _, right in self.active:
            if left > len(cells) or top <= self.header_row:
                continue
            if left != right:
                area = f"{column_letters(left - 1)} bis {column_letters(right - 1)}"
                for index in range(left - 1, min(right, len(cells))):
                    faults[index] = (
                        f"Die Spalten {area} sind hier verbunden. Bitte heben Sie die Verbindung auf."
                    )
            elif top == number:
                self.values[top, left] = cells[left - 1]
            else:
                cells[left - 1] = self.values.get((top, left))
        return RawRow(number, tuple(cells), faults)
