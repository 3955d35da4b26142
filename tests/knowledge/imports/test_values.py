"""What a cell means in each column, and what is said when it means nothing."""

from datetime import date, datetime
from typing import Any

import pytest

from knowledge.imports.results import Outcome
from knowledge.projects.models import Project

from .support import do, try_out

pytestmark = pytest.mark.usefixtures("terms")


def imported(**cells: Any) -> Project:
    (result,) = do({name.replace("_", " "): cell for name, cell in cells.items()})
    assert result.reasons == ()
    return Project.objects.get()


def refusal(**cells: Any) -> str:
    (result,) = try_out({name.replace("_", " "): cell for name, cell in cells.items()})
    assert result.outcome is Outcome.REFUSED
    (reason,) = result.reasons
    return reason


@pytest.mark.parametrize("cell", ["Arbeit | alter", "ARBEIT|Alter", " arbeit |ALTER|Arbeit|", "alter|arbeit"])
def test_terms_are_known_by_label_or_key_in_any_case(cell: str) -> None:
    assert {theme.key for theme in imported(Themenfelder=cell).themes.all()} == {"arbeit", "alter"}


@pytest.mark.parametrize("cell", ["3|11", "3 | SDG 11", "03|11", "gesundheit und wohlergehen|sdg11"])
def test_goals_are_known_by_number(cell: str) -> None:
    assert {goal.key for goal in imported(SDGs=cell).goals.all()} == {"3", "11"}


@pytest.mark.parametrize("cell", [3, 3.0])
def test_a_single_goal_may_be_a_number_of_the_spreadsheet(cell: float) -> None:
    assert [goal.key for goal in imported(SDGs=cell).goals.all()] == ["3"]


def test_an_unknown_term_is_named_with_what_is_near() -> None:
    assert refusal(Themenfelder="Arbeit|Gesunheit") == (
        "Themenfelder: „Gesunheit“ gibt es nicht. Ähnlich: „Gesundheit“."
    )
    assert refusal(Art="xyz") == "Art: „xyz“ gibt es nicht. Möglich sind: „Initiative“."


def test_values_parted_by_another_mark_are_told_the_right_one() -> None:
    assert refusal(Themenfelder="Arbeit, Alter") == (
        "Themenfelder: „Arbeit, Alter“ gibt es nicht. Mehrere Werte trennen Sie mit |: „Arbeit | Alter“."
    )


def test_scales_take_one_value() -> None:
    project = imported(Projektstadium="idee wächst", Zielgruppe="breite-zielgruppe", Art="INITIATIVE")
    assert (project.stage.key, project.audience.key, project.kind.key) == (
        "idee",
        "breite-zielgruppe",
        "initiative",
    )  # fmt: skip
    assert refusal(Projektstadium="idee|umsetzung") == (
        "Projektstadium: Hier ist nur ein Wert möglich, nicht 2."
    )


@pytest.mark.parametrize(("cell", "expected"), [
    ("ja", True), ("JA", True), ("j", True), (True, True), ("wahr", True), (1, True), ("x", True),
    ("nein", False), ("N", False), (False, False), ("falsch", False), (0, False), ("0", False),
])  # fmt: skip
def test_yes_and_no_have_many_spellings(cell: Any, expected: bool) -> None:
    project = imported(Technologie=cell, Leuchtturm=cell)
    assert (project.technology, project.lighthouse) == (expected, expected)


def test_an_empty_yes_or_no_is_unknown_for_technology_and_no_for_lighthouse() -> None:
    project = imported(Technologie="", Leuchtturm="")
    assert (project.technology, project.lighthouse) == (None, False)


def test_anything_else_is_neither() -> None:
    assert refusal(Technologie="vielleicht") == "Technologie: „vielleicht“ ist weder „ja“ noch „nein“."


@pytest.mark.parametrize("cell", [6295, 6295.0, "6295", "06295", "D-06295", " 06295 "])
def test_a_postcode_gets_its_zero_back(cell: Any) -> None:
    assert imported(PLZ=cell).postcode == "06295"


@pytest.mark.parametrize("cell", ["629", "062951", "Halle", 1e5, "06295 Eisleben"])
def test_other_postcodes_are_refused(cell: Any) -> None:
    assert "keine Postleitzahl aus fünf Ziffern" in refusal(PLZ=cell)


@pytest.mark.parametrize("cell", [
    "01.11.2026", "1.11.2026", "1. 11. 2026", "2026-11-01", "2026-11-01 00:00:00", "2026-11-01T08:30:00Z",
    date(2026, 11, 1), datetime(2026, 11, 1, 12, 30),
])  # fmt: skip
def test_dates_are_german_iso_or_true_dates(cell: Any) -> None:
    assert imported(Zuletzt_geprüft=cell).last_checked == date(2026, 11, 1)


@pytest.mark.parametrize("cell", ["31.02.2026", "1.11.26", "11/01/2026", "Mai 2026", 45962, "0026-11-01"])
def test_other_dates_are_refused(cell: Any) -> None:
    assert "ist kein Datum. Schreiben Sie es wie 31.12.2026" in refusal(Zuletzt_geprüft=cell)


@pytest.mark.parametrize(("latitude", "longitude"), [
    ("51,5", "11,25"), ("51.5", "11.25"), (51.5, 11.25), ("51,5°", " 11.25 °"), ("+51.5", "11,250"),
])  # fmt: skip
def test_coordinates_have_point_or_comma(latitude: Any, longitude: Any) -> None:
    project = imported(Breitengrad=latitude, Längengrad=longitude)
    assert project.coordinates == (51.5, 11.25)
    assert project.district == "Mansfeld-Südharz"


@pytest.mark.parametrize(("latitude", "longitude", "expected"), [
    ("91", "11", "Breitengrad: „91“ liegt nicht zwischen -90 und 90 Grad."),
    ("51", "-180,5", "Längengrad: „-180,5“ liegt nicht zwischen -180 und 180 Grad."),
    ("514727", "11,25", "Ist das Komma verrutscht?"),
    ("11,25", "51,5", "Breitengrad und Längengrad sind wohl vertauscht"),
    ("51,5", "", "Breitengrad und Längengrad gehören zusammen"),
    ("", "11,5", "Breitengrad und Längengrad gehören zusammen"),
    ("0", "0", "ein Punkt im Atlantik"),
    ("1e5", "11", "Breitengrad: „1e5“ ist keine Zahl in Grad"),
    ("51.472.700", "11", "ist keine Zahl in Grad"),
    ("N 51° 28'", "11", "ist keine Zahl in Grad"),
    (datetime(2026, 5, 11), "11", "hat aus der Zahl das Datum 11.05.2026 gemacht"),
    (float("1e300"), "11", "liegt nicht zwischen"),
])  # fmt: skip
def test_doubtful_coordinates_are_refused(latitude: Any, longitude: Any, expected: str) -> None:
    assert expected in refusal(Breitengrad=latitude, Längengrad=longitude)


@pytest.mark.parametrize(("cell", "expected"), [
    ("https://laden.example", "https://laden.example"),
    ("www.laden.example/neu", "https://www.laden.example/neu"),
])  # fmt: skip
def test_a_website_without_scheme_is_completed(cell: str, expected: str) -> None:
    assert imported(Webseite=cell).website == expected


@pytest.mark.parametrize(
    "cell", ["javascript:alert(1)", "ftp://laden.example", "Facebook", "data://x", "http://"]
)
def test_other_addresses_are_refused(cell: str) -> None:
    assert "keine Internetadresse" in refusal(Webseite=cell)


def test_tags_and_carrier_are_created_once_whatever_the_case() -> None:
    first, second = do(
        {"Titel": "A", "Schlagworte": "#Solawi | socent|SOLAWI", "Träger": "Verein Dorf"},
        {"Titel": "B", "Schlagworte": "solawi", "Träger": "verein dorf"},
    )
    assert first.creates == ("Schlagwort „Solawi“", "Schlagwort „socent“", "Träger „Verein Dorf“")
    assert second.creates == ()
    one, two = Project.objects.order_by("title")
    assert [tag.name for tag in two.tags.all()] == ["Solawi"]
    assert one.carrier == two.carrier


def test_a_new_carrier_that_is_nearly_an_old_one_is_pointed_out() -> None:
    do({"Titel": "A", "Träger": "Kulturverein Harzgerode e. V."})
    (result,) = try_out({"Titel": "B", "Träger": "Kulturverein Harzgerode e.V."})
    assert "Ähnlich heißt schon „Kulturverein Harzgerode e. V.“." in result.notes[0]


def test_markup_in_a_description_is_text() -> None:
    project = imported(Beschreibung="Eins <script>x</script>\n\nZwei\nund drei")
    assert project.description == "<p>Eins &lt;script&gt;x&lt;/script&gt;</p><p>Zwei<br/>und drei</p>"


def test_numbers_booleans_and_invisible_characters_become_plain_text() -> None:
    project = imported(Kennung=7.0, Titel="Do\u200brf\nladen\u00a0 neu", Quelle=True, Ort=date(2026, 11, 1))
    assert (project.identifier, project.title) == ("7", "Dorf laden neu")
    assert (project.source, project.place_name) == ("WAHR", "01.11.2026")


def test_codes_for_control_characters_do_not_reach_the_database() -> None:
    assert imported(Titel="A_x0000_B_xD800_C").title == "ABC"


def test_a_text_that_is_too_long_is_refused_with_its_length() -> None:
    assert refusal(Titel="x" * 161) == "Titel: Der Text hat 161 Zeichen, erlaubt sind 160."


def test_every_fault_of_a_row_is_told_at_once() -> None:
    (result,) = try_out({"Titel": "", "Themenfelder": "Nichts", "PLZ": "x"})
    assert [reason.split(":")[0] for reason in result.reasons] == ["Titel", "Themenfelder", "PLZ"]


def test_status_is_draft_unless_the_sheet_says_published() -> None:
    do(
        {"Titel": "A"},
        {"Titel": "B", "Status": "Entwurf"},
        {"Titel": "C", "Status": "VERÖFFENTLICHT"},
        {"Titel": "D", "Status": "veroeffentlicht"},
        {"Titel": "E", "Status": "online"},
    )
    assert dict(Project.objects.values_list("title", "live")) == {
        "A": False,
        "B": False,
        "C": True,
        "D": True,
    }
