"""CSV in UTF-8, with comma or semicolon."""

import csv
import io
from collections.abc import Iterator

from .cells import fold
from .columns import COLUMN_NAMES
from .faults import FileRefused
from .table import RawRow

HOW_TO_SAVE = (
    "In Excel: Datei, Speichern unter, Dateityp „CSV UTF-8 (durch Trennzeichen getrennt)“. In LibreOffice: "
    "Zeichensatz „Unicode (UTF-8)“. Oder speichern Sie die Tabelle als .xlsx."
)


def read_csv(data: bytes) -> Iterator[RawRow]:
    """Yield the rows, numbered as a spreadsheet program shows them: a quoted line break starts no row."""
    text = _decode(data)
    delimiter = _delimiter(text)
    rows = _records(text, delimiter)
    width = 0
    try:
        for number, values in enumerate(rows, 1):
            faults: dict[int | None, str] = {}
            if not width and any(map(str.strip, values)):
                width = len(values)
            elif any(value.strip() for value in values[width:]):
                # Without quotes, a delimiter in a text moves every later value one column on.
                faults[None] = (
                    f"Die Zeile hat {len(values)} Zellen, die Kopfzeile nur {width}. Text, in dem ein Komma "
                    "oder Semikolon vorkommt, muss in Anführungszeichen stehen."
                )
            yield RawRow(number, tuple(values), faults)
    except csv.Error as error:
        raise FileRefused(
            f"Ab Textzeile {rows.line_num} ist die Datei nicht lesbar. Meist fehlt ein Anführungszeichen, "
            "oder eins steht mitten in einem Feld und müsste verdoppelt sein."
        ) from error


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused(f"Die Datei ist in UTF-16 gespeichert, nicht in UTF-8. {HOW_TO_SAVE}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Never guessed: a wrong guess puts broken umlauts into every text.
        line = data.count(b"\n", 0, error.start) + 1
        raise FileRefused(
            f"Die Datei ist keine Tabelle in .xlsx und kein Text in UTF-8 (zuerst in Textzeile {line}). "
            f"{HOW_TO_SAVE}"
        ) from error
    if "\x00" in text:
        raise FileRefused("Das ist keine Tabelle. Lesbar sind .xlsx und .csv in UTF-8.")
    return text


def _records(text: str, delimiter: str) -> "csv._reader":  # type: ignore[name-defined]
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _delimiter(text: str) -> str:
    """The delimiter that finds most of our column names; a tab is told, not read."""
    known = {fold(name) for name in COLUMN_NAMES}

    def names(delimiter: str) -> int:
        try:
            header: list[str] = next(
                (row for row in _records(text, delimiter) if any(map(str.strip, row))), []
            )
        except csv.Error:
            return 0
        return sum(fold(cell) in known for cell in header)

    comma, semicolon, tab = map(names, ",;\t")
    if tab > max(comma, semicolon):
        raise FileRefused(
            f"Die Spalten sind durch Tabulatoren getrennt. Bitte Komma oder Semikolon. {HOW_TO_SAVE}"
        )
    return ";" if semicolon > comma else ","
