"""Spreadsheets for the tests."""

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl

from knowledge.imports.files import read_table
from knowledge.imports.importing import apply, plan
from knowledge.imports.results import RowResult
from knowledge.imports.table import Table

REQUIRED = {"Titel": "Dorfladen", "Kurzbeschreibung": "Ein Laden für alle."}


def csv_bytes(*rows: Sequence[str], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_bytes(*rows: Sequence[Any], change: Callable[[Any], None] | None = None) -> bytes:
    """An .xlsx of the rows; ``change`` may alter the sheet before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    if change:
        change(sheet)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def read(data: bytes) -> Table:
    return read_table(io.BytesIO(data))


def sheet(*rows: dict[str, Any]) -> Table:
    """A table of rows by column name; title and summary are filled in where a row has none."""
    names = list(dict.fromkeys([*REQUIRED, *(name for row in rows for name in row)]))
    return read(xlsx_bytes(names, *([(REQUIRED | row).get(name) for name in names] for row in rows)))


def do(*rows: dict[str, Any]) -> list[RowResult]:
    return list(apply(sheet(*rows)))


def try_out(*rows: dict[str, Any]) -> list[RowResult]:
    return list(plan(sheet(*rows)))
