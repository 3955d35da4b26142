"""From a file to a table: told apart by content, since an ending says little."""

from typing import BinaryIO

from .csv_file import read_csv
from .faults import FileRefused
from .table import Table, build_table
from .xlsx_file import read_xlsx

MAX_BYTES = 20 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Inside an OLE file, names are UTF-16: this stream holds the workbook that a password locks.
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def read_table(stream: BinaryIO) -> Table:
    """Read an .xlsx or a .csv in UTF-8 completely.

    Nothing is imported from a file that breaks off in the middle: all of it is read before the first row is
    planned. Raises FileRefused, with a German sentence on what to do, for any other file.
    """
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FileRefused(
            f"Die Datei ist größer als {MAX_BYTES // 1024 // 1024} MB. Bitte teilen Sie die Tabelle auf oder "
            "entfernen Sie Bilder daraus."
        )
    if not data.strip():
        raise FileRefused("Die Datei ist leer.")
    if data.startswith(_ZIP):
        return build_table(read_xlsx(data))
    if data.startswith(_OLE):
        raise FileRefused(
            "Die Datei ist mit einem Passwort geschützt. Bitte speichern Sie sie ohne Passwort."
            if _LOCKED in data
            else "Das ist eine Tabelle im alten Format .xls. Bitte speichern Sie sie als .xlsx."
        )
    return build_table(read_csv(data))
