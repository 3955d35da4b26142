"""Points: what people type, what is stored, and the traps of the map field underneath."""

from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.telepath import JSContext
from wagtail.blocks import StreamBlock

from cms_blocks.blocks import PlaceBlock
from cms_blocks.geo import (
    LocationBlock,
    LocationPanel,
    LocationWidget,
    format_point,
    parse_point,
    validate_point,
)

STORED = "SRID=4326;POINT(11.3 51.47)"
POINT = {"lat": 51.47, "lng": 11.3}
JUNK = [
    "Eisleben",
    "51",
    "51,5",
    "51,5,11,5",
    "91, 11",
    "51, 181",
    "nan, nan",
    "inf 1",
    "SRID=4326;POINT(. .)",
    "SRID=4326;POINT(11.3)",
    "SRID=25832;POINT(11.3 51.47)",
    "1e5, 2",
    "٥١, ١١",
    "51.5, 11.5, 3",
    "\x00",
    "5" * 10_000,
]


@pytest.mark.parametrize(
    "text",
    [
        STORED,
        "POINT (11.3 51.47)",
        "51.47, 11.30",
        "51.47,11.3",
        "51,47; 11,30",
        "51,47;11,30",
        "51,47, 11,30",
        "51,47 11,30",
        "51.47 / 11.3",
        "  51.47\u00a0 11.3 ",
        "+51.47, +11.3",
    ],
)
def test_a_point_is_understood_as_people_write_it(text: str) -> None:
    assert parse_point(text) == (51.47, 11.3)
    validate_point(text)


@pytest.mark.parametrize("text", JUNK)
def test_what_is_no_point_is_refused_and_never_an_error(text: str) -> None:
    assert parse_point(text) is None
    with pytest.raises(ValidationError):
        validate_point(text)


@pytest.mark.parametrize("nothing", [None, "", "  "[:0]])
def test_nothing_is_no_point_and_no_error(nothing: str | None) -> None:
    assert parse_point(nothing) is None
    validate_point(nothing)


@pytest.mark.parametrize("point", [(51.47, 11.3), (-33.8688, 151.2093), (0.0, -0.0), (0.000001, 90.0)])
def test_writing_and_reading_agree(point: tuple[float, float]) -> None:
    assert parse_point(format_point(*point)) == point


def test_the_stored_form_has_longitude_first_and_no_exponents() -> None:
    assert format_point(51.47, 11.3) == STORED
    assert format_point(0.0000001, 11) == "SRID=4326;POINT(11 0)"


# --- The widget ---


def test_the_widget_takes_nothing_from_strangers() -> None:
    media = str(LocationWidget().media)
    assert "cms_blocks/vendor/leaflet/leaflet.js" in media
    assert "//unpkg.com" not in media
    html = LocationWidget().render("place", STORED, {"id": "id_place"})
    assert "openstreetmap" not in html
    assert "http" not in html


def test_the_widget_shows_a_point_as_people_write_it_and_nothing_for_nothing() -> None:
    assert 'value="51.47, 11.3"' in LocationWidget().render("place", STORED, {"id": "id_place"})
    assert "value=" not in LocationWidget().render("place", None, {"id": "id_place"}).split(">")[1]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("51,47; 11,30", STORED), ("51.47, 11.3", STORED), ("", ""), ("Eisleben", "Eisleben")],
)
def test_what_is_typed_is_stored_in_one_form(typed: str, stored: str) -> None:
    assert LocationWidget().value_from_datadict({"place": typed}, {}, "place") == stored


def test_an_untouched_field_has_not_changed() -> None:
    field = forms.CharField(widget=LocationWidget())
    shown = LocationWidget().format_value(STORED)
    assert not field.has_changed(STORED, LocationWidget().value_from_datadict({"p": shown}, {}, "p"))


def test_the_widget_uses_wagtails_plain_adapter_in_streamfields() -> None:
    packed = JSContext().pack(LocationWidget())
    assert packed["_type"] == "wagtail.widgets.Widget"


def test_the_panel_brings_the_widget() -> None:
    from wagtail.models import Page

    panel: Any = LocationPanel("title", address_field="slug").bind_to_model(Page)
    widget = panel.get_form_options()["widgets"]["title"]
    assert isinstance(widget, LocationWidget)
    assert widget.address_field == "slug"


def test_the_map_is_drawn_from_the_hosts_data(settings: Any) -> None:
    settings.CMS_BLOCKS = {
        "MAP_GEOJSON": "geo/test.geojson",
        "MAP_ATTRIBUTION": "© Amt",
        "MAP_CENTER": (51, 12),
    }
    html = LocationWidget().render("place", "", {"id": "id_place"})
    assert 'data-geojson="/static/geo/test.geojson"' in html
    assert 'data-attribution="© Amt"' in html
    assert 'data-latitude="51"' in html


# --- The block ---


def test_the_block_honours_that_it_is_not_required() -> None:
    block = LocationBlock(required=False)
    assert not block.required
    assert block.clean(block.value_from_datadict({"p": ""}, {}, "p")) is None
    with pytest.raises(ValidationError):
        LocationBlock().clean(None)


def test_no_default_place_is_saved_unasked(settings: Any) -> None:
    settings.GEO_WIDGET_DEFAULT_LOCATION = {"lat": 59.3, "lng": 18.0}
    block = LocationBlock(required=False)
    assert block.get_form_state(block.get_default()) == ""
    assert block.get_prep_value(block.get_default()) is None


def test_the_value_is_the_same_in_preview_after_saving_and_after_reloading() -> None:
    block = LocationBlock()
    previewed = block.clean(block.value_from_datadict({"p": "51,47; 11,3"}, {}, "p"))
    stored = block.get_prep_value(previewed)
    assert stored == STORED
    assert previewed == block.to_python(stored) == block.normalize(stored) == block.normalize(POINT) == POINT


@pytest.mark.parametrize("stored", [None, "", "junk", {}, {"lat": "x", "lng": None}, [], 7, {"lat": 51.47}])
def test_stored_junk_is_no_place_and_no_error(stored: Any) -> None:
    block = LocationBlock()
    assert block.to_python(stored) is None
    assert block.normalize(stored) is None
    assert block.get_prep_value(stored) is None
    assert block.get_api_representation(stored) is None
    stream = StreamBlock([("place", PlaceBlock())])
    value = stream.to_python([{"type": "place", "value": {"name": "Hier", "location": stored}}])
    assert "data-cms-map" not in value[0].render()


def test_the_dictionaries_of_wagtailgeowidget_are_understood() -> None:
    assert LocationBlock().to_python({"lat": "51.47", "lng": "11.3", "srid": "4326"}) == POINT


def test_typed_junk_is_shown_again_with_the_reason() -> None:
    block = LocationBlock()
    typed = block.value_from_datadict({"p": "Eisleben"}, {}, "p")
    with pytest.raises(ValidationError, match="kein Punkt"):
        block.clean(typed)
    assert block.get_form_state(typed) == "Eisleben"


def test_the_api_names_latitude_and_longitude() -> None:
    assert LocationBlock().get_api_representation(POINT) == {"latitude": 51.47, "longitude": 11.3}


def test_migrations_hold_the_public_path() -> None:
    path, args, kwargs = LocationBlock(required=False).deconstruct()
    assert (path, args, kwargs) == ("cms_blocks.geo.LocationBlock", [], {"required": False})
