"""Where something is."""

from wagtail import blocks

from ..geo import LocationBlock
from .base import ContentBlock


class PlaceBlock(ContentBlock):
    """A place with address and a small map."""

    name = blocks.CharBlock(max_length=200, label="Name des Ortes")
    address = blocks.TextBlock(required=False, max_length=300, rows=2, label="Anschrift")
    location = LocationBlock(address_field="address", required=False, label="Punkt auf der Karte")
    directions = blocks.TextBlock(required=False, max_length=500, label="Anfahrt und Zugang")

    class Meta:
        label = "Ort"
        description = "Ein Ort mit Anschrift und kleiner Karte."
        icon = "site"
        group = "Menschen und Orte"
        template = "cms_blocks/blocks/place.html"
        preview_value = {
            "name": "Kloster Helfta",
            "address": "Lindenstraße 36\n06295 Lutherstadt Eisleben",
            "location": "SRID=4326;POINT(11.5762 51.5196)",
            "directions": "Der Hof ist stufenlos zugänglich.",
        }
