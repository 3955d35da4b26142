"""Which files are read, and what is said about the others."""

import io
import zipfile
from datetime import datetime
from typing import Any

import pytest

from knowledge.imports.faults import FileRefused
from knowledge.imports.xlsx_file import MAX_UNPACKED_BYTES

from .support import csv_bytes, read, xlsx_bytes

HEADER = ["Titel", "Kurzbeschreibung", "Ort"]


def refusal(data: bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        read(data)
    return str(caught.value)


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_csv_is_read_with_either_delimiter_and_with_or_without_byte_order_mark(
    delimiter: str, encoding: str
) -> None:
    data = csv_bytes(
        HEADER, ["Bäckerei; Café, mehr", "Größe", "Köthen"], delimiter=delimiter, encoding=encoding
    )
    (row,) = read(data).rows
    assert row.cells == {"Titel": "Bäckerei; Café, mehr", "Kurzbeschreibung": "Größe", "Ort": "Köthen"}


def test_quoted_line_breaks_stay_in_their_cell_and_rows_are_counted_as_a_spreadsheet_does() -> None:
    table = read(b'Titel,Kurzbeschreibung\r\nA,"eins\r\nzwei"\r\n\r\nB,drei\r\n')
    assert [(row.number, row.cells["Kurzbeschreibung"]) for row in table.rows] == [
        (2, "eins\r\nzwei"),
        (4, "drei"),
    ]


def test_header_is_found_in_any_order_case_and_spacing() -> None:
    table = read(
        csv_bytes(["", "", ""], [" ORT ", "kurz­beschreibung".replace("­", ""), "  TITEL"], ["C", "B", "A"])
    )
    assert table.rows[0].cells == {"Ort": "C", "Kurzbeschreibung": "B", "Titel": "A"}
    assert table.rows[0].number == 3


def test_header_with_decomposed_umlauts_as_macos_writes_them_is_understood() -> None:
    table = read(csv_bytes(["Titel", "Kurzbeschreibung", "Tra\u0308ger"], ["A", "B", "C"]))
    assert table.rows[0].cells["Träger"] == "C"
    assert not table.notices


def test_unknown_repeated_and_unnamed_columns_are_reported() -> None:
    table = read(csv_bytes([*HEADER, "Themenfeld", "Ort", ""], ["A", "B", "C", "x", "C", "y"]))
    assert table.rows[0].cells["Ort"] == "C"
    assert table.notices == (
        "Die Spalte „Themenfeld“ ist unbekannt und wird nicht gelesen. Meinten Sie „Themenfelder“?",
        "Die Spalte „Ort“ steht 2-mal in der Tabelle.",
        "Ohne Überschrift und deshalb nicht gelesen: Spalte F.",
    )


def test_a_repeated_column_with_two_values_is_a_fault_of_its_row_only() -> None:
    table = read(csv_bytes([*HEADER, "Ort"], ["A", "B", "C", "D"], ["E", "F", "", "G"]))
    assert table.rows[0].faults == (
        "Ort: Die Spalte steht mehrmals in der Tabelle, mit verschiedenen Werten.",
    )
    assert (table.rows[1].cells["Ort"], table.rows[1].faults) == ("G", ())


def test_a_file_without_a_required_column_is_refused_and_the_columns_found_are_named() -> None:
    message = refusal(csv_bytes(["Titel", "Beschreibung"], ["A", "B"]))
    assert "fehlt: „Kurzbeschreibung“" in message
    assert "„Beschreibung“" in message


def test_rows_without_anything_in_known_columns_are_skipped() -> None:
    table = read(csv_bytes([*HEADER, "Nr."], ["A", "B", "C", "1"], ["", " ", "", "2"], ["", "", "", ""]))
    assert [row.number for row in table.rows] == [2]


def test_a_csv_row_wider_than_the_header_is_at_fault_because_its_values_have_moved() -> None:
    (row,) = read(b"Titel,Kurzbeschreibung,Ort\nLaden, Dorf und mehr,Kurz,Halle\n").rows
    assert "Die Zeile hat 4 Zellen, die Kopfzeile nur 3." in row.faults[0]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "Die Datei ist leer."),
        (b"\xef\xbb\xbf\n\n", "Die Tabelle ist leer."),
        (
            csv_bytes(HEADER, ["Bäckerei", "B", "C"], encoding="cp1252"),
            "kein Text in UTF-8 (zuerst in Textzeile 2)",
        ),
        (csv_bytes(HEADER, encoding="utf-16"), "in UTF-16 gespeichert"),
        (csv_bytes(HEADER, delimiter="\t"), "durch Tabulatoren getrennt"),
        (b'Titel,Kurzbeschreibung\nA,"offen\nB,C\n', "Meist fehlt ein Anführungszeichen"),
        (b'Titel,Kurzbeschreibung\n"A" B,C\n', "Meist fehlt ein Anführungszeichen"),
        (b"Titel,Kurzbeschreibung\n" + b"x" * 200_000 + b",b\n", "Ab Textzeile"),
        (b"Titel,Kurzbeschreibung\nA\x00,B\n", "Das ist keine Tabelle."),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "keine Tabelle in .xlsx und kein Text in UTF-8"),
        (b"PK\x03\x04 and then nothing", "beschädigt oder keine Tabelle"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "im alten Format .xls"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "mit einem Passwort geschützt",
        ),
        (b"Titel,Kurzbeschreibung\n" + b"a,b\n" * 5_300_000, "größer als 20 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_files_are_refused_with_a_sentence_on_what_is_wrong(data: bytes, expected: str) -> None:
    assert expected in refusal(data)


def test_a_file_that_is_not_utf_8_is_told_how_to_save_it() -> None:
    assert "CSV UTF-8" in refusal(csv_bytes(HEADER, ["Köln", "B", "C"], encoding="cp1252"))


def test_xlsx_is_recognised_by_content_and_keeps_numbers_dates_and_yes() -> None:
    data = xlsx_bytes(
        [*HEADER, "PLZ", "Zuletzt geprüft", "Technologie"],
        ["A", "B", "C", 6295, datetime(2026, 11, 1), True],
    )
    assert read(data).rows[0].cells == {
        "Titel": "A",
        "Kurzbeschreibung": "B",
        "Ort": "C",
        "PLZ": 6295,
        "Zuletzt geprüft": datetime(2026, 11, 1),
        "Technologie": True,
    }


def test_only_the_first_visible_sheet_is_read() -> None:
    def change(sheet: Any) -> None:
        sheet.sheet_state = "hidden"
        other = sheet.parent.create_sheet("Projekte")
        other.append(["Titel", "Kurzbeschreibung"])
        other.append(["sichtbar", "B"])
        sheet.parent.active = other

    (row,) = read(xlsx_bytes(HEADER, ["versteckt", "B", "C"], change=change)).rows
    assert row.cells["Titel"] == "sichtbar"


def test_a_formula_without_a_saved_result_is_a_fault_of_its_row_not_an_empty_cell() -> None:
    first, second = read(xlsx_bytes(HEADER, ["A", "B", '="C"&"D"'], ["E", "F", "G"])).rows
    assert "In C2 steht eine Formel ohne gespeichertes Ergebnis." in first.faults[0]
    assert second.faults == ()


def test_a_formula_counts_with_its_saved_result() -> None:
    data = rewrite(xlsx_bytes(HEADER, ["A", "B", "=1+1"]), "<v></v>", "<v>2</v>")
    assert read(rewrite(data, "<v />", "<v>2</v>")).rows[0].cells["Ort"] == 2


def test_an_error_value_is_a_fault_of_its_row() -> None:
    (row,) = read(xlsx_bytes(HEADER, ["A", "B", "#REF!"])).rows
    assert row.faults == ("In C2 steht der Fehlerwert #REF!.",)


def test_cells_merged_down_a_column_count_for_every_row() -> None:
    data = xlsx_bytes(
        HEADER, ["A", "1", "Halle"], ["B", "2", None], ["C", "3", "Stendal"],
        change=lambda sheet: sheet.merge_cells("C2:C3"),
    )  # fmt: skip
    assert [row.cells["Ort"] for row in read(data).rows] == ["Halle", "Halle", "Stendal"]


def test_cells_merged_across_columns_are_a_fault_of_the_row() -> None:
    data = xlsx_bytes(
        HEADER, ["A", "B", "C"], ["D", "E", "F"], change=lambda sheet: sheet.merge_cells("B2:C2")
    )
    first, second = read(data).rows
    assert set(first.faults) == {
        "Die Spalten B bis C sind hier verbunden. Bitte heben Sie die Verbindung auf."
    }
    assert second.faults == ()


def test_a_sheet_that_lies_about_its_size_is_read_whole() -> None:
    data = rewrite(xlsx_bytes(HEADER, ["A", "B", "C"]), 'ref="A1:C2"', 'ref="A1:A1"')
    assert read(data).rows[0].cells["Ort"] == "C"


def test_line_breaks_that_excel_writes_as_codes_are_line_breaks() -> None:
    (row,) = read(xlsx_bytes(HEADER, ["A", "eins_x000D_\nzwei", "C"])).rows
    assert row.cells["Kurzbeschreibung"] == "eins\r\nzwei"


def rewrite(data: bytes, old: str, new: str) -> bytes:
    """Replace a text in the sheet's XML."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(old.encode(), new.encode())
            target.writestr(entry, content)
    return result.getvalue()


CELL = '<c r="A2" t="inlineStr"><is><t>A</t></is></c>'
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<worksheet", f"{ENTITIES}<worksheet"),
        ('r="2"', 'r="99999999999"'),
        ('r="A2"', 'r="ZZZZZ2"'),
        ("</sheetData>", ""),
        (CELL, '<c r="A2" t="s"><v>300</v></c>'),
        (CELL, f'<c r="A2"><v>{"9" * 5000}</v></c>'),
    ],
    ids=["entities", "row far away", "column far away", "broken off", "missing text", "endless number"],
)
def test_a_hostile_or_broken_workbook_is_refused_not_followed(old: str, new: str) -> None:
    data = xlsx_bytes(HEADER, ["A", "B", "C"])
    assert rewrite(data, old, new) != data
    assert "beschädigt oder keine Tabelle" in refusal(rewrite(data, old, new))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = io.BytesIO(xlsx_bytes(HEADER))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/x", "w") as part:
        for _ in range(MAX_UNPACKED_BYTES // 2**20 + 1):
            part.write(bytes(2**20))
    assert "entpackt zu groß" in refusal(bomb.getvalue())


def test_a_spreadsheet_of_libreoffice_is_asked_for_in_the_other_format() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    assert "(.ods)" in refusal(data.getvalue())


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("letter.txt", "hello")
    assert "keine Tabelle im Format .xlsx" in refusal(data.getvalue())


def test_too_many_rows_or_columns_are_refused() -> None:
    assert "mehr als 50000 Zeilen" in refusal(b"Titel,Kurzbeschreibung\n" + b"a,b\n" * 50_001)
    assert "mehr als 200 Spalten" in refusal(xlsx_bytes([*HEADER, *["x"] * 200]))
