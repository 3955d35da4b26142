"""The columns of the spreadsheet, each declared once: name, field, how a cell is read and compared."""

from .column_points import DegreesColumn, PointColumn
from .column_relations import CarrierColumn, TagsColumn, TermColumn, TermsColumn
from .column_types import (
    Column,
    DateColumn,
    DescriptionColumn,
    PostcodeColumn,
    StatusColumn,
    TextColumn,
    WebsiteColumn,
    YesNoColumn,
)

LATITUDE = DegreesColumn("Breitengrad", limit=90)
LONGITUDE = DegreesColumn("Längengrad", limit=180)
#: No column of its own: what the two above mean together.
POINT = PointColumn("Punkt auf der Karte", "location")
STATUS = StatusColumn("Status")
IDENTIFIER = TextColumn("Kennung", "identifier")
TITLE = TextColumn("Titel", "title", required=True)
PLACE = TextColumn("Ort", "place_name")

COLUMNS: tuple[Column, ...] = (
    IDENTIFIER,
    TITLE,
    TextColumn("Kurzbeschreibung", "summary", required=True),
    DescriptionColumn("Beschreibung", "description"),
    TermsColumn("Themenfelder", "themes", "theme"),
    TermsColumn("Megatrends", "megatrends", "megatrend"),
    TermsColumn("SDGs", "goals", "sdg"),
    TermsColumn("Herausforderungen", "challenges", "challenge"),
    TermsColumn("Ansätze", "approaches", "approach"),
    TermColumn("Projektstadium", "stage", "stage"),
    TermColumn("Wirkungsradius", "reach", "reach"),
    TermColumn("Zielgruppe", "audience", "audience"),
    TermColumn("Art", "kind", "kind"),
    YesNoColumn("Technologie", "technology"),
    YesNoColumn("Leuchtturm", "lighthouse"),
    TagsColumn("Schlagworte", "tags"),
    CarrierColumn("Träger", "carrier"),
    WebsiteColumn("Webseite", "website"),
    TextColumn("Straße", "street"),
    PostcodeColumn("PLZ", "postcode"),
    PLACE,
    LATITUDE,
    LONGITUDE,
    TextColumn("Quelle", "source"),
    DateColumn("Zuletzt geprüft", "last_checked"),
    STATUS,
)
COLUMN_NAMES = tuple(column.name for column in COLUMNS)
REQUIRED_NAMES = tuple(column.name for column in COLUMNS if column.required)
