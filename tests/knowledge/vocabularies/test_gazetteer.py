"""From a point, or a place as people write it, to Gemeinde and Landkreis."""

import pytest

from knowledge.vocabularies import gazetteer

EISLEBEN, HALLE, MSH = "15087130", "15002000", "15087"


def test_it_knows_the_whole_state():
    assert len(gazetteer.municipalities()) == 218
    assert len(gazetteer.districts()) == 14
    assert len([a for a in gazetteer.municipalities().values() if a.district_ags == MSH]) == 22


def test_a_point_lies_in_its_gemeinde_and_landkreis():
    assert gazetteer.locate(51.5276, 11.5487) == (EISLEBEN, MSH)


@pytest.mark.parametrize("point", [(52.52, 13.405), (0, 0), (90, 180), (-90, -180)])
def test_a_point_elsewhere_lies_nowhere(point):
    assert gazetteer.locate(*point) == ("", "")


@pytest.mark.parametrize(
    ("name", "municipality", "district"),
    [
        ("Lutherstadt Eisleben", EISLEBEN, MSH),
        ("eisleben", EISLEBEN, MSH),
        ("  Eisleben  OT Helfta", EISLEBEN, MSH),
        ("Halle (Saale)", HALLE, "15002"),
        ("Halle", HALLE, "15002"),
        ("Salzlandkreis", "", "15089"),
        ("Landkreis Stendal", "", "15090"),
        ("Mansfeld-Südharz", "", MSH),
        ("Atlantis", "", ""),
        ("", "", ""),
        ("(", "", ""),
    ],
)
def test_a_name_as_people_write_it_is_found(name, municipality, district):
    assert gazetteer.find(name) == (municipality, district)


def test_a_town_is_found_without_the_bracket_of_its_official_name():
    assert gazetteer.municipality_name(gazetteer.find("Kalbe")[0]) == "Kalbe (Milde)"


def test_official_names_are_shown():
    assert gazetteer.municipality_name(EISLEBEN) == "Lutherstadt Eisleben"
    assert gazetteer.district_name("00000") == ""


def test_most_places_lie_in_the_gemeinde_that_the_list_says():
    """The list's Gemeinde was found by the same outlines, so both ways must agree but for rounding."""
    places = gazetteer.places()
    agree = sum(gazetteer.locate(p.latitude, p.longitude)[0] == p.municipality_ags for p in places)
    assert agree / len(places) > 0.99


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("EISLEBEN", "Lutherstadt Eisleben"),
        ("Lutherstadt Eisleben", "Lutherstadt Eisleben"),
        ("Burg", "Burg"),
        ("Halle", "Halle (Saale)"),
        ("Landkreis Mansfeld-Südharz", "Sangerhausen"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_a_place_has_a_point(name, place):
    found = gazetteer.point_of(name)
    assert (found and found[0]) == place


def test_the_point_of_a_place_lies_in_its_gemeinde():
    for name in ("Eisleben", "Stendal", "Zeitz"):
        found = gazetteer.point_of(name)
        assert found
        assert gazetteer.locate(found[1], found[2])[0] == gazetteer.find(name)[0]


def test_maps_name_the_largest_towns_first():
    first, second, *others = [name for name, _, _ in gazetteer.names_on_maps()]
    assert {first, second} == {"Magdeburg", "Halle (Saale)"}
    assert len(others) > 600
